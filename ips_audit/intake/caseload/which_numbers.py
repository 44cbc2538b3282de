"""Which numbers of a caseload count people: the columns, the rows and the unit."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.caseload.groups_down import is_percent
from ips_audit.intake.caseload.lines import WITH_PERCENT, WITHHELD, group_column
from ips_audit.intake.caseload.questions import EACH_COLUMN, PERCENT
from ips_audit.intake.files.table import Cell, Column, Table, blank
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.roles import heading_roles
from ips_audit.intake.matching.values import count_of
from ips_audit.model import Question
from ips_audit.words import caseload as words

# A heading that says the numbers are of people.
NUMBER_WORDS = re.compile(r"\b(numbers?|counts?|people|patients|clients|users|headcount|n)\b")
FEWEST_ROWS = 3  # on which a rate is numerator by denominator
ROUNDED = 0.05
CODES = re.compile(r"\b(codes?|id|order|sort|offset|index|rank)\b")
YEARS = (1990, 2100)
DATED = ("start_date", "date_of_birth", "job_start_date", "age")
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
        The user's choice: a heading, or `EACH_COLUMN`.
    services : sequence of str
        Names of the services in the service file: such headings are a service each.

    Returns
    -------
    Counts
        Nothing is chosen silently where two columns could be it.
    """
    found = columns.get("count")
    if chosen is not None and chosen != EACH_COLUMN:
        return Counts(found)
    held = [c for r, c in columns.items() if r != "count"]
    able = [
        c for c in table.columns
        if _counts(c) and all(c is not h for h in held) and not _is_code(c, columns)
    ]  # fmt: skip
    parts = [c for c in able if fold(c.original) not in TOTALS]
    ours = {fold(s) for s in services}
    named = [c for c in parts if fold(c.original) in ours]
    if chosen == EACH_COLUMN:
        return Counts(across=tuple(parts))
    if len(named) > 1:
        return Counts(across=tuple(named))
    if rate := _rate_of(table, columns):
        return Counts(question=questions.which_count([c.heading for c in rate]))
    if len(able) > 1 and not all(_same(able[0], c) for c in able[1:]):
        question = questions.which_count([c.heading for c in able], len(parts) > 1)
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


def is_rate(count: Column) -> bool:
    """Tell a column with decimals, which are no people, nor percentages of a whole."""
    numbers = [n for a in count.answers if (n := _number(a)) is not None]
    broken = sum(not n.is_integer() for n in numbers)
    return broken > 1 and 2 * broken >= len(numbers) and not is_percent(count)


def _rate_of(table: Table, columns: Mapping[str, Column]) -> list[Column]:
    """Return the numerator and the denominator of a rate that stands beside them; else none."""
    held = [c for r, c in columns.items() if r != "count"]
    whole = [c for c in _whole_numbers(table, held) if not _is_code(c, columns)]
    for rate in (c for c in table.columns if all(c is not h for h in held)):
        value = _numbers(rate)
        if np.isnan(value).all():
            continue
        for up, down in itertools.permutations([c for c in whole if c is not rate], 2):
            n, of = _numbers(up), _numbers(down)
            use = (n > 0) & (of > 0) & (value > 0)
            if use.sum() < FEWEST_ROWS or (of[use] == of[use][0]).all():
                continue
            times = value[use] * of[use] / n[use]
            # A rate is rounded: the more so, the smaller it is.
            if np.ptp(times) <= ROUNDED * np.median(times):
                return [c for c in table.columns if c is up or c is down]
    return []


def _whole_numbers(table: Table, held: Sequence[Column]) -> list[Column]:
    """Return the columns of whole numbers that play no other role, whatever their headings."""
    return [
        c for c in table.columns
        if all(c is not h for h in held)
        and any(count_of(a) is not None for a in c.answers)
        and all(_number_or_mark(a) for a in c.answers)
        and not any(s > 0 for r, s in heading_roles(c.original).items() if r in DATED)
    ]  # fmt: skip


def _number(cell: Cell) -> float | None:
    """Read a cell as a number, with or without decimals."""
    text = "" if blank(cell) else plain(cell).replace(",", "").strip(" %")
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _numbers(column: Column) -> NDArray[np.float64]:
    """Return the number on each row; nan where there is none."""
    found = [_number(a) for a in column.answers]
    values = np.array([np.nan if n is None else n for n in found])
    spread: NDArray[np.float64] = values[column.codes]
    return spread


def _is_code(column: Column, columns: Mapping[str, Column]) -> bool:
    """Tell numbers that name something: years, codes of groups, numbers of rows."""
    values = np.array([-1 if (n := count_of(a)) is None else n for a in column.answers])
    numbers = values[column.codes]
    known = numbers[numbers >= 0]
    few, n = len(np.unique(known)), len(known)
    if CODES.search(fold(column.original)) or n < FEWEST_ROWS:
        return n >= FEWEST_ROWS
    years = ((known >= YEARS[0]) & (known <= YEARS[1])).all() and 2 * few <= n
    in_order = bool((np.diff(known) == 1).all())
    group = group_column(columns)
    of_group = False
    if group is not None and 2 * len(np.unique(group.codes)) <= len(numbers):
        pairs = np.unique(np.stack((group.codes.astype(np.int64), numbers)), axis=1)
        of_group = pairs.shape[1] == len(np.unique(group.codes))
    return bool(years or in_order or of_group or few == 1 or (n >= 8 and 4 * few <= n))


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


def unit(out: Baseline, table: Table, count: Column) -> Column:
    """Ask whether numbers that add up to exactly 100 are people or percentages."""
    numbers = [count_of(a) for a in count.answers]
    total = sum(numbers[c] or 0 for c in count.codes)
    named = NUMBER_WORDS.search(fold(count.original))
    if None in numbers or total != 100 or named or is_percent(count) or table.total_cells:
        return count
    said = out.settings.answers.get("caseload", {}).get("unit")
    if said is None:
        out.draft.ask(questions.people_or_percent(count.heading))
    return replace(count, original=f"{count.original} %") if said == PERCENT else count


def with_count(out: Baseline, table: Table, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Add a column of percentages as the count; ask where groups stand once each, uncounted."""
    found = dict(columns)
    group = group_column(found)
    if group is None or "count" in found or "person" in found:
        return found
    others = [c for c in table.columns if all(c is not taken for taken in found.values())]
    percent = next((c for c in others if is_percent(c)), None)
    if percent is not None:
        found["count"] = percent
    elif rates := [c for c in others if is_rate(c)]:
        if whole := _whole_numbers(table, list(found.values())):
            out.draft.ask(questions.which_count([c.heading for c in whole], several=False))
        out.draft.warnings.append(words.RATE.format(heading=rates[0].heading))
        del found[next(r for r, c in columns.items() if c is group)]
    elif table.n_rows > 1 and len(group.answers) == table.n_rows:
        out.draft.ask(questions.which_count([c.heading for c in others], several=False))
        del found[next(r for r, c in columns.items() if c is group)]
    return found
