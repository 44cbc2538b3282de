"""Which columns of a caseload hold numbers of people, and what several of them mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ips_audit.intake.caseload.lines import WITH_PERCENT, WITHHELD
from ips_audit.intake.caseload.long import is_percent
from ips_audit.intake.files.table import Cell, Column, Table, blank
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.roles import heading_roles
from ips_audit.intake.people.coded_rows import count_of
from ips_audit.model import Choice, Question
from ips_audit.words import intake as words

EACH = "each column is a service"  # a value of the setting caseload_columns.count
TOTALS = {"total", "totals", "grand total", "all", "overall", "all services"}


@dataclass(frozen=True)
class Counts:
    """The columns of a long table of counts: one, or one a service; or a question."""

    count: Column | None = None
    across: tuple[Column, ...] = ()
    question: Question | None = None


def find_counts(
    table: Table, columns: Mapping[str, Column], chosen: str | None, services: Sequence[str]
) -> Counts:
    """Decide which columns hold the numbers of a table with groups down.

    Parameters
    ----------
    table : Table
    columns : mapping
        Role -> column, as matched.
    chosen : str or None
        The user's choice: a heading, or `EACH`.
    services : sequence of str
        Names of the services in the service file: such headings are a service each.

    Returns
    -------
    Counts
        Nothing is chosen silently where two columns could be it.
    """
    found = columns.get("count")
    if chosen is not None and chosen != EACH:
        return Counts(found)
    held = [c for r, c in columns.items() if r != "count"]
    able = [c for c in table.columns if _counts(c) and all(c is not h for h in held)]
    parts = [c for c in able if fold(c.original) not in TOTALS]
    ours = {fold(s) for s in services}
    named = [c for c in parts if fold(c.original) in ours]
    if chosen == EACH:
        return Counts(across=tuple(parts))
    if len(named) > 1:
        return Counts(across=tuple(named))
    if len(able) > 1 and not all(_same(able[0], c) for c in able[1:]):
        each = [Choice(EACH, words.EACH_SERVICE)] if len(parts) > 1 else []
        choices = (*(Choice(c.heading, c.heading) for c in able), *each)
        question = Question("caseload_columns.count", words.WHICH_COUNTS, choices)
        return Counts(found, question=question)
    return Counts(found if found is not None or not able else able[0])


def _counts(column: Column) -> bool:
    """Tell a column of whole numbers of people, whatever its heading."""
    roles = heading_roles(column.original)
    other = any(s > 0 for r, s in roles.items() if r not in ("count", "people"))
    if other or roles.get("count", 0) < 0 or is_percent(column):
        return False
    return any(count_of(a) is not None for a in column.answers) and all(
        _number_or_mark(a) for a in column.answers
    )


def _number_or_mark(cell: Cell) -> bool:
    text = "" if blank(cell) else plain(cell)
    return (
        not text
        or count_of(cell) is not None
        or bool(WITHHELD.match(text) or WITH_PERCENT.match(text))
    )


def _same(one: Column, other: Column) -> bool:
    """Tell whether two columns hold the same numbers."""
    mine, theirs = ([count_of(a) for a in c.answers] for c in (one, other))
    first = np.array([-1 if n is None else n for n in mine])[one.codes]
    second = np.array([-1 if n is None else n for n in theirs])[other.codes]
    return bool((first == second).all())
