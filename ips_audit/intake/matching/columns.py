"""Which column plays which role: from its heading and from the answers under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ips_audit.intake.files.table import Column, Table
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.rivals import COMPARED, agree
from ips_audit.intake.matching.roles import examples, fit, heading_roles
from ips_audit.intake.questions import Shown, which_column
from ips_audit.model import ColumnGuess, Question
from ips_audit.words import intake as words

ENOUGH = 2.0


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
    not_used: tuple[ColumnGuess, ...]  # could have played a role; `reason` says why they do not
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]


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
        twins = len(same) > 1 and all(_equal(role, same[0].column, c.column) for c in same[1:])
        if len(same) > 1 and not twins:
            questions.append(_which(role, [c.column for c in same], key))
            continue
        if twins:
            shown = ", ".join(c.column.heading for c in same[1:])
            warnings.append(words.SAME_SAYING.format(used=same[0].column.heading, others=shown))
        equal: list[Column] = []
        if role in COMPARED and not twins and len(rivals) > 1:
            equal = [c.column for c in rivals if _best_role(c.column, roles) == role]
        if len(equal) > 1 and equal[0] is claims[0].column:
            if not all(agree(role, equal[0], other) for other in equal[1:]):
                questions.append(_which(role, equal, key))
                continue
            shown = ", ".join(c.heading for c in equal[1:])
            warnings.append(words.SAME_SAYING.format(used=equal[0].heading, others=shown))
        taken[role], reasons[role] = claims[0].column, claims[0].reason
    guesses = tuple(_guess(role, taken, reasons, chosen) for role in roles)
    names = [
        f"{c.heading} ({kind})" for c in table.columns if not _in(c, taken) and (kind := kind_of(c))
    ]
    if names:
        warnings.append(words.IDENTIFIERS.format(headings=", ".join(names)))
    return ColumnMap(taken, guesses, (), tuple(questions), tuple(warnings))


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
        nameless = role in ("ethnicity", "gender") and not by_heading
        if strength < 0 or not (strength or nameless):
            continue
        fits = fit(role, column)
        if nameless and fits >= 1.8 and not kind_of(column):
            out.append((role, 2.0, words.BY_ANSWERS))
        elif strength > 0 and strength + fits >= ENOUGH:
            out.append((role, strength + fits, words.BY_HEADING))
    return out


def _best_role(column: Column, roles: Sequence[str]) -> str | None:
    claims = _claims(column, roles)
    return max(claims, key=lambda c: c[1])[0] if claims else None


def _same_name(a: Column, b: Column) -> bool:
    def name(column: Column) -> str:
        return fold(column.original)

    return name(a) == name(b)


def _equal(role: str, one: Column, other: Column) -> bool:
    """Tell whether two columns of one name say the same on every row."""
    if role in COMPARED:
        return agree(role, one, other)
    first, second = ([plain(a) for a in c.answers] for c in (one, other))
    return all(first[i] == second[j] for i, j in zip(one.codes, other.codes, strict=True))


def _in(column: Column, taken: Mapping[str, Column]) -> bool:
    return any(column is c for c in taken.values())


def _which(role: str, columns: Sequence[Column], key: str) -> Question:
    return which_column(key, role, [Shown(c.heading, examples(c)) for c in columns])


def _guess(
    role: str, taken: Mapping[str, Column], reasons: Mapping[str, str], chosen: Mapping[str, str]
) -> ColumnGuess:
    column = taken.get(role)
    if column is None:
        return ColumnGuess(role, None, words.NOT_FOUND, (), role in chosen)
    shown = () if role in ("person", "date_of_birth") else examples(column)
    return ColumnGuess(role, column.heading, reasons[role], shown, role in chosen)
