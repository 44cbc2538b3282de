"""Which column plays which role: from its heading and from the answers under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ips_audit.intake import codelists
from ips_audit.intake.codelists import fold, plain
from ips_audit.intake.dates import read_age, read_dates
from ips_audit.intake.rivals import COMPARED, agree
from ips_audit.intake.table import Cell, Column, Table, blank, is_date
from ips_audit.model import Choice, ColumnGuess, Question
from ips_audit.words import intake as words

STRENGTH = {"strong": 3.0, "medium": 2.0, "weak": 1.0}
FIELDS = {"person_id": "person", "baseline_count": "count", "age_band": "age"}
EXTRA = {
    "in work at start": "in_work_at_start",
    "in work at the start": "in_work_at_start",
    "employed at start": "in_work_at_start",
    "employed at referral": "in_work_at_start",
    "in work at referral": "in_work_at_start",
    "working at start": "in_work_at_start",
    "in employment at start": "in_work_at_start",
    "already in work": "in_work_at_start",
    "employed on entry": "in_work_at_start",
    "number of people": "people",
    "people": "people",
    "dimension": "dimension",
    "breakdown": "dimension",
    "category": "dimension",
    "group": "group",
}
IDENTIFYING = re.compile(
    r"\b(name|surname|forename|nhs (no|number)|postcode|post code|address|e ?mail|phone|"
    r"mobile|telephone|notes?|comments?|narrative|ni number|gp)\b",
    re.IGNORECASE,
)
# Words for people other than the client: their details are never the client's.
OTHER_PEOPLE = re.compile(
    r"\b(staff|workers?|key ?worker|specialist|es|adviser|advisor|manager|clinician|referrer|"
    r"care ?coordinator|carers?|mother|mum|father|dad|parents?|partner|spouse|kin|child|"
    r"children|baby|interviewer|supervisor)(s|'s| s)?\b"
)
PERSONAL = ("ethnicity", "gender", "age", "date_of_birth", "start_date", "in_work_at_start")
ENOUGH = 2.0
LOOK_AT = 400  # distinct answers looked at


@dataclass(frozen=True)
class Claim:
    """How well a column fits a role."""

    role: str
    column: Column
    score: float
    reason: str


@dataclass(frozen=True)
class ColumnMap:
    """The columns of one table by role, what was guessed, and what must be asked."""

    columns: Mapping[str, Column]
    guesses: tuple[ColumnGuess, ...]
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]


def heading_roles(heading: str) -> dict[str, float]:
    """Return role -> strength that a heading's words give; a veto is negative."""
    whole = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))
    last = fold(heading.rsplit(" / ", 1)[-1])
    out: dict[str, float] = {}
    band = whole[: -len(last)].strip() if whole.endswith(last) and whole != last else ""
    for form, factor in ((whole, 1.0), (fold(heading), 1.0), (last, 0.9)):
        if form in EXTRA or form.rstrip("?") in EXTRA:
            out.setdefault(EXTRA.get(form, ""), 3.5)
        for field, confidence in codelists.headers().get(form, ()):
            role = FIELDS.get(field, field)
            value = -5.0 if confidence == "not_this_field" else STRENGTH[confidence] * factor
            out[role] = max(out.get(role, -9.0), value) if value > 0 else out.get(role, value)
    if re.search(r"\b(job|employ\w*|work)\b", band) and last != whole and "start_date" in out:
        out["job_start_date"] = out.pop("start_date") + 0.5
    if OTHER_PEOPLE.search(whole):
        # A veto, not silence: a column without roles could be claimed by its answers.
        return out | dict.fromkeys(PERSONAL, -5.0)
    if not out and (match := _within(whole)):
        out[match] = 1.5
    return out


def _within(heading: str) -> str | None:
    """Read a role out of a longer heading, by its plainest words."""
    for pattern, role in (
        (r"\bethnic", "ethnicity"),
        (r"\b(gender|sex)\b", "gender"),
        (r"\b(dob|birth ?date|date of birth)\b", "date_of_birth"),
        (r"\b(job|employment|work) start", "job_start_date"),
        (r"\b(caseload|count|number)\b", "count"),
        (r"\b(people|patients|clients)\b", "count"),
    ):
        if re.search(pattern, heading):
            return role
    return None


def identifying(column: Column) -> bool:
    """Tell whether a heading names personal details that the audit never needs."""
    return bool(IDENTIFYING.search(fold(column.original)))


def _fit(role: str, column: Column) -> float:
    """Return how well the answers fit a role, from -2 to 2."""
    answers = [a for a in column.answers[:LOOK_AT] if not blank(a)]
    if not answers:
        return -1.0 if role not in ("job_start_date",) else 0.0
    if role == "ethnicity":
        lists = codelists.ethnicity()
        share = _share(answers, lambda a: fold(a) in lists)
        return 2 * share - (1 if len(answers) > 60 and share < 0.5 else 0)
    if role in ("gender", "job_outcome"):
        lists = codelists.values(role)
        share = _share(answers, lambda a: fold(a) in lists)
        return 2 * share - (0 if share > 0.3 else 1)
    if role in ("start_date", "date_of_birth", "job_start_date"):
        values = read_dates(answers).values
        return 3 * sum(v is not None for v in values) / len(answers) - 1
    if role == "age":
        ages = _share(answers, lambda a: read_age(a) is not None or bool(re.search(r"\d", str(a))))
        return 3 * ages - 1.5 - (2 if any(is_date(a) for a in answers) else 0)
    if role in ("count", "people"):
        return 2 * _share(answers, lambda a: bool(re.search(r"\d|^\*$|\[c\]", str(a)))) - 0.5
    if role == "in_work_at_start":
        lists = codelists.values("job_outcome")
        return 2 * _share(answers, lambda a: fold(a) in lists) - 1
    return 0.0


def _share(answers: Sequence[Cell], test) -> float:  # type: ignore[no-untyped-def]
    return sum(bool(test(a)) for a in answers) / len(answers)


def match_columns(
    table: Table, roles: Sequence[str], chosen: Mapping[str, str], file: str, key: str = "columns"
) -> ColumnMap:
    """Decide which column plays each role.

    Parameters
    ----------
    table : Table
    roles : sequence of str
        The roles that count for this kind of file.
    chosen : mapping
        role -> heading, original heading or letter, as the user decided. An empty heading
        means: no column.
    file : str
        For messages.
    key : str
        The settings key that a question is about: "columns" or "caseload_columns".

    Returns
    -------
    ColumnMap
        Never one column in two roles; a tie is a question without a default.
    """
    taken: dict[str, Column] = {}
    reasons: dict[str, str] = {}
    warnings: list[str] = []
    for role, heading in chosen.items():
        if role not in roles or not heading:
            continue
        column = table.column(heading)
        if column is None:
            name = words.ROLE_NAMES.get(role, role)
            warnings.append(words.NO_SUCH_COLUMN.format(heading=heading, role=name, file=file))
        else:
            taken[role], reasons[role] = column, words.BY_USER
    for column in {id(c): c for c in taken.values()}.values():
        doubled = [words.ROLE_NAMES.get(r, r) for r, c in taken.items() if c is column]
        if len(doubled) > 1:
            both = " and ".join(doubled)
            warnings.append(words.TWO_ROLES.format(heading=column.heading, roles=both))
    questions: list[Question] = []
    used = {id(c) for c in taken.values()}
    for role, claims in _best_claims(table, [r for r in roles if r not in chosen], used):
        rivals = [c for c in claims if claims[0].score - c.score < 0.75]
        same = [c for c in rivals if _same_name(c.column, rivals[0].column)]
        if len(same) > 1:
            questions.append(_which(role, [c.column for c in same], key))
            continue
        equal = [c.column for c in rivals if _best_role(c.column, roles) == role]
        if role in COMPARED and len(equal) > 1 and equal[0] is claims[0].column:
            if not all(agree(role, equal[0], other) for other in equal[1:]):
                questions.append(_which(role, equal, key))
                continue
            shown = ", ".join(c.heading for c in equal[1:])
            warnings.append(words.SAME_SAYING.format(used=equal[0].heading, others=shown))
        taken[role], reasons[role] = claims[0].column, claims[0].reason
    guesses = tuple(_guess(role, taken, reasons, chosen) for role in roles)
    names = [c.heading for c in table.columns if identifying(c) and not _in(c, taken)]
    if names:
        warnings.append(words.IDENTIFIERS.format(headings=", ".join(names)))
    return ColumnMap(taken, guesses, tuple(questions), tuple(warnings))


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
        gone |= {id(c.column) for c in same_role if _same_name(c.column, claim.column)}
    return out


def _claims(column: Column, roles: Sequence[str]) -> list[tuple[str, float, str]]:
    by_heading = heading_roles(column.original)
    out = []
    for role in roles:
        strength = by_heading.get(role, 0.0)
        if strength < 0:
            continue
        fit = _fit(role, column)
        nameless = not by_heading and not identifying(column)
        if role in ("ethnicity", "gender") and nameless and fit >= 1.8:
            out.append((role, 2.0, words.BY_ANSWERS))
        elif strength > 0 and strength + fit >= ENOUGH:
            out.append((role, strength + fit, words.BY_HEADING))
    return out


def _best_role(column: Column, roles: Sequence[str]) -> str | None:
    claims = _claims(column, roles)
    return max(claims, key=lambda c: c[1])[0] if claims else None


def _same_name(a: Column, b: Column) -> bool:
    def name(column: Column) -> str:
        return fold(column.original)

    return name(a) == name(b)


def _in(column: Column, taken: Mapping[str, Column]) -> bool:
    return any(column is c for c in taken.values())


def _which(role: str, columns: Sequence[Column], key: str) -> Question:
    name = words.ROLE_NAMES.get(role, role)
    headings = ", ".join(f"“{c.heading}”" for c in columns)
    return Question(
        about=f"{key}.{role}",
        text=words.TWO_COLUMNS.format(n=len(columns), role=name, headings=headings),
        choices=tuple(Choice(c.heading, f"{c.heading}: {', '.join(examples(c))}") for c in columns),
    )


def examples(column: Column) -> tuple[str, ...]:
    """Return three answers to show; none of columns that may identify people."""
    by_heading = heading_roles(column.original)
    if identifying(column) or by_heading.keys() & {"person", "date_of_birth"}:
        return ()
    few = len(column.answers) <= max(30, len(column.codes) // 3)
    shown = [plain(a) for a in column.answers if not blank(a)]
    return tuple(s[:40] for s in shown[:3]) if few or by_heading else ()


def _guess(
    role: str, taken: Mapping[str, Column], reasons: Mapping[str, str], chosen: Mapping[str, str]
) -> ColumnGuess:
    column = taken.get(role)
    if column is None:
        return ColumnGuess(role, None, words.NOT_FOUND, (), role in chosen)
    shown = () if role in ("person", "date_of_birth") else examples(column)
    return ColumnGuess(role, column.heading, reasons[role], shown, role in chosen)
