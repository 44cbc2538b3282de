"""Which column plays which role: from its heading and from the answers under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ips_audit.intake.files.table import Column, Table
from ips_audit.intake.matching import jobs, joined, path_columns, start_dates, ticks
from ips_audit.intake.matching.ages import TODAY
from ips_audit.intake.matching.candidates import Matching
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.roles import PRIVATE_ROLES, examples, fit, heading_roles
from ips_audit.intake.matching.same_thing import COMPARED, agree, ask, settle
from ips_audit.intake.matching.several import as_one, found_together
from ips_audit.model import PATH_ROLES, ColumnGuess, Question, Settings
from ips_audit.words import columns as column_words
from ips_audit.words import intake as words

ENOUGH = 2.0
NEAR = 0.75  # a claim this much weaker than the best is a rival
OF_WORK = ("job_outcome", "job_start_date", "in_work_at_start")


@dataclass(frozen=True)
class Claim:
    """How well a column fits a role."""

    role: str
    column: Column
    score: float
    reason: str


@dataclass(frozen=True)
class ColumnMap:
    """The columns of one table by role, what was guessed, and what must be asked.

    A role that several columns play together has one column here, which reads them as one; the
    columns themselves stand in `together`.
    """

    columns: Mapping[str, Column]
    together: Mapping[str, tuple[Column, ...]]
    guesses: tuple[ColumnGuess, ...]
    not_used: tuple[ColumnGuess, ...]  # could have played a role; `reason` says why they do not
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]


def match_columns(
    table: Table, roles: Sequence[str], settings: Settings, file: str, key: str = "columns",
    on_path: bool = False,
) -> ColumnMap:  # fmt: skip
    """Decide which column plays each role.

    Parameters
    ----------
    table : Table
    roles : sequence of str
        The roles that count for this kind of file.
    settings : Settings
        Its `columns` or `caseload_columns` hold what the user decided: role -> heading, original
        heading or letter, or several of them joined by " + ". An empty heading means: no column.
    file : str
        For messages.
    key : str
        The settings key that a question is about: "columns", "caseload_columns", or
        "file_columns.<file>" for one of several files.
    on_path : bool
        Another file tells the path, so the columns of it count here too.

    Returns
    -------
    ColumnMap
        Never one column in two roles; a tie is a question without a default.
    """
    caseload = key == "caseload_columns"
    chosen = settings.caseload_columns if caseload else settings.columns
    m = Matching(table, roles, chosen, settings, key)
    _take_chosen(m, file)
    claimed: dict[str, list[Column]] = {r: [] for r in (*OF_WORK, "start_date")}
    tick_columns = ticks.find(m)
    free = [c for c in m.free() if all(c is not t for t in tick_columns)]
    used = {id(c) for c in table.columns if all(c is not f for f in free)}
    for role, claims in _best_claims(table, [r for r in roles if r not in chosen], used):
        if role in claimed:
            claimed[role] = [c.column for c in claims if _best_role(c.column, roles) == role]
            claimed[role] = claimed[role] or [claims[0].column]
            m.take(role, claimed[role][0], claims[0].reason)  # until it is looked at below
        else:
            _take_best(m, role, claims)
    for role in claimed:
        if m.is_open(role):
            m.drop(role)
    if tick_columns and "ethnicity" not in m.taken and not m.asked("ethnicity"):
        ticks.take(m, tick_columns)
    if "start_date" in roles:
        start_dates.decide(m, claimed["start_date"], claimed["job_start_date"])
        on_the_path = path_columns.find(m, claimed, on_path)
        jobs.decide(m, *(claimed[r] for r in ("job_start_date", "job_outcome", "in_work_at_start")))
        joined.decide(m)
        path_columns.decide(m, on_the_path)
    _name_details(m)
    age = m.taken.get("age")
    if age is not None and TODAY.search(fold(age.original)):
        m.warnings.append(column_words.AGE_TODAY.format(heading=age.heading))
    guesses = tuple(_guess(m, role) for role in roles)
    return ColumnMap(
        m.taken, m.together, guesses, tuple(m.not_used), tuple(m.questions), tuple(m.warnings)
    )


def tells_path(m: ColumnMap) -> bool:
    """Tell whether columns of the path were found, or are being asked about."""
    asked = {q.about.rpartition(".")[2] for q in m.questions}
    return bool((m.columns.keys() | asked) & set(PATH_ROLES))


def _take_chosen(m: Matching, file: str) -> None:
    """Give the roles that the user decided about, and say which headings are not there."""
    for role, heading in m.chosen.items():
        if role not in m.roles or not heading:
            continue
        columns = found_together(m.table, heading)
        if not columns:
            name = words.ROLE_NAMES.get(role, role)
            m.warnings.append(
                column_words.NO_SUCH_COLUMN.format(heading=heading, role=name, file=file)
            )
        elif len(columns) == 1:
            m.take(role, columns[0], column_words.BY_USER)
        elif role == "ethnicity":
            m.take(role, ticks.as_one(list(columns)), column_words.BY_USER, *columns)
        else:
            m.take(role, as_one(role, columns, m.settings), column_words.BY_USER, *columns)
    for column in {id(c): c for c in m.taken.values()}.values():
        doubled = [words.ROLE_NAMES.get(r, r) for r, c in m.taken.items() if c is column]
        if len(doubled) > 1:
            both = " and ".join(doubled)
            m.warnings.append(column_words.TWO_ROLES.format(heading=column.heading, roles=both))


def _take_best(m: Matching, role: str, claims: Sequence[Claim]) -> None:
    """Give a role to its best claim, or ask where rivals do not say the same."""
    best = claims[0].column
    rivals = [c.column for c in claims if claims[0].score - c.score < NEAR]
    same = [c for c in rivals if fold(c.original) == fold(best.original)]
    if len(same) > 1:
        if not all(agree(role, best, c) for c in same[1:]):
            ask(m, role, same)
            return
        shown = ", ".join(c.heading for c in same[1:])
        m.warnings.append(column_words.SAME_SAYING.format(used=best.heading, others=shown))
    elif role in COMPARED:
        equal = [
            c.column for c in claims if c.reason == column_words.BY_HEADING or c.column is best
        ]
        equal = [c for c in equal if c is best or _best_role(c, m.roles) == role]
        if len(equal) > 1:
            settle(m, role, equal)
            return
    m.take(role, best, claims[0].reason)


def _best_claims(
    table: Table, roles: Sequence[str], used: set[int]
) -> list[tuple[str, list[Claim]]]:
    """Give columns to roles, the strongest claim first, each column once."""
    claims = [
        Claim(role, column, score, reason)
        for column in table.columns
        if id(column) not in used
        for role, score, reason in _claims(column, roles)
    ]
    claims.sort(key=lambda c: -c.score)
    out: list[tuple[str, list[Claim]]] = []
    gone, done = set(used), set()
    for claim in claims:
        if claim.role in done or id(claim.column) in gone:
            continue
        same_role = [c for c in claims if c.role == claim.role and id(c.column) not in gone]
        out.append((claim.role, same_role))
        done.add(claim.role)
        gone.add(id(claim.column))
        gone |= {
            id(c.column)
            for c in same_role
            if fold(c.column.original) == fold(claim.column.original)
        }
    return out


def _claims(column: Column, roles: Sequence[str]) -> list[tuple[str, float, str]]:
    by_heading = heading_roles(column.original)
    out = []
    for role in roles:
        if role in PATH_ROLES:
            continue  # decided once it is known who joined and who got a job
        strength = by_heading.get(role, 0.0)
        nameless = role in ("ethnicity", "gender") and not by_heading and _has_words(column)
        if strength < 0 or not (strength or nameless):
            continue
        fits = fit(role, column)
        if nameless and fits >= 1.8 and not kind_of(column):
            out.append((role, 2.0, words.BY_ANSWERS))
        elif strength > 0 and strength + fits >= ENOUGH:
            out.append((role, strength + fits, column_words.BY_HEADING))
    return out


def _has_words(column: Column) -> bool:
    """Tell a column with words under it: numbers and letters alone say nothing."""
    return any(isinstance(a, str) and len(plain(a)) > 2 for a in column.part.first_answers(50))


def _best_role(column: Column, roles: Sequence[str]) -> str | None:
    claims = _claims(column, roles)
    return max(claims, key=lambda c: c[1])[0] if claims else None


def _name_details(m: Matching) -> None:
    """Name the columns that are not read because they look like personal details."""
    names = [f"{c.heading} ({kind})" for c in m.free() if (kind := kind_of(c))]
    if names:
        m.warnings.append(column_words.IDENTIFIERS.format(headings=", ".join(names)))


def _guess(m: Matching, role: str) -> ColumnGuess:
    column = m.taken.get(role)
    if column is None:
        return ColumnGuess(role, None, column_words.NOT_FOUND, (), role in m.chosen)
    shown = () if role in PRIVATE_ROLES else examples(column)
    together = tuple(c.heading for c in m.together.get(role, ()))
    return ColumnGuess(role, column.heading, m.reasons[role], shown, role in m.chosen, together)
