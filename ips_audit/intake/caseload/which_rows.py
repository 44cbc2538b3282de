"""Which rows of a caseload count, where each group stands on several: places, months, measures.

A column whose values split the same groups again is asked about. Rows are added up only where
they are parts of one whole, and that is said or chosen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload import questions
from ips_audit.intake.caseload.groups_down import dimensions_of
from ips_audit.intake.caseload.lines import NATIONS, WHOLES, group_column
from ips_audit.intake.caseload.questions import ALL_ROWS
from ips_audit.intake.files.labels_once import filled_down
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching.ages import read_age, read_band
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.values import count_of
from ips_audit.intake.questions import Draft
from ips_audit.model import DIMENSIONS, OWN, Dimension
from ips_audit.words import caseload as words

MOST_VALUES = 400  # different places, or months, that can be offered
FEWEST_GROUPS = 2  # a value stands beside at least so many groups, and
SHARE_OF_GROUPS = 0.3  # so many of all
# A column of one of these holds no parts that could be added up.
NOT_PARTS = re.compile(
    r"\b(months?|years?|quarters?|dates?|periods?|weeks?|waves?|time|snapshot|as at|measures?|"
    r"indicators?|metrics?|statistics?|units?|variables?|value type|levels?|breakdown|status)\b"
)
TIMES = re.compile(
    r"\b(19|20)\d\d\b|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\bq[1-4]\b"
)
RATES = re.compile(r"%|\b(per ?cent\w*|rates?|proportion|ratio|mean|median)\b")
UNKNOWN_AGES = frozenset(("not known", "unknown", "not stated", "not recorded", "missing"))

Mask = NDArray[np.bool_]
Keys = NDArray[np.int64]


@dataclass
class _Rows:
    """The rows of groups, with what tells them apart: a key each, and the people on them."""

    table: Table
    columns: dict[str, Column]
    keys: Keys
    people: list[int | None]

    def only(self, keep: Mask) -> _Rows:
        cut = rows_of(self.table, keep)
        columns = {r: replace(c, part=c.part.kept(keep)) for r, c in self.columns.items()}
        people = [n for n, k in zip(self.people, keep, strict=True) if k]
        return _Rows(cut, columns, self.keys[keep], people)


def choose_rows(
    table: Table,
    columns: Mapping[str, Column],
    said: Mapping[str, str],
    draft: Draft,
    own: Dimension | None = None,
) -> tuple[Table, dict[str, Column], bool]:
    """Keep the rows that count.

    Parameters
    ----------
    table : Table
        With groups down, and its column of numbers known.
    columns : mapping
        Role -> column; a service stands for rows of its own.
    said : mapping
        What the user decided: "only <heading>" -> a value, or `ALL_ROWS`.
    draft : Draft
        Takes what is asked or said.
    own : Dimension, optional
        The user's own.

    Returns
    -------
    (Table, columns by role, bool)
        The bool tells whether all of it is decided.
    """
    rows = _relevant(table, dict(columns), own)
    if rows is None:
        return table, dict(columns), True
    done = True
    split = True
    while (column := _splitting(rows)) is not None:
        split = False
        values = _values(column)
        kept = said.get(f"only {column.heading}")
        whole = _whole(column, rows)
        if kept is None and whole is not None and fold(whole) in WHOLES:
            kept = whole
            draft.warnings.append(words.WHOLE_TAKEN.format(value=whole, heading=column.heading))
        if kept in values:
            rows = rows.only(np.array([plain(a) == kept for a in column.answers])[column.codes])
            continue
        if kept is None and _are_ages(column, values):
            draft.warnings.append(words.ADDED_UP.format(heading=column.heading))
        elif kept != ALL_ROWS:
            parts = whole is None and _are_parts(column, values)
            draft.ask(questions.which_rows(column.heading, values, parts))
            done = False
        rows.keys = _both(rows.keys, column.codes.astype(np.int64))
    return (table, dict(columns), True) if split else (rows.table, rows.columns, done)


def choose_wide_rows(
    table: Table, groups: Mapping[str, Dimension], said: Mapping[str, str], draft: Draft
) -> tuple[Table, dict[str, Dimension], bool]:
    """Keep the rows, and the columns under one heading of two, that count in a wide table.

    Parameters
    ----------
    table : Table
    groups : mapping
        Letter -> dimension, from `group_columns`.
    said : mapping
        What the user decided: "only <heading>" -> a value.
    draft : Draft
        Takes what is asked.

    Returns
    -------
    (Table, columns of groups, bool)
        The bool tells whether all of it is decided. Rows that name services or groups stay.
    """
    done = True
    for column in map(filled_down, table.columns):
        values = _values(column)
        if column.letter in groups or len(values) < 2 or _are_parts(column, values):
            continue
        kept = said.get(f"only {column.heading}")
        if kept in values:
            table = rows_of(
                table, np.array([plain(a) == kept for a in column.answers])[column.codes]
            )
            return choose_wide_rows(table, groups, said, draft)
        draft.ask(questions.which_rows(column.heading, values, parts=False))
        done = False
    above = {c.letter: c.original.rpartition(" / ") for c in table.columns if c.letter in groups}
    bands = list(dict.fromkeys(band for band, _, _ in above.values()))
    if len(bands) < 2 or len({last for *_, last in above.values()}) == len(above):
        return table, dict(groups), done
    kept = said.get("only headings")
    if kept not in bands:
        draft.ask(questions.which_headings(bands))
        return table, dict(groups), False
    return table, {g: d for g, d in groups.items() if above[g][0] == kept}, done


def holds_a_whole(table: Table, columns: Mapping[str, Column]) -> bool:
    """Tell whether the column of services has rows for all of them together as well."""
    rest = {r: c for r, c in columns.items() if r != "service"}
    rows = _relevant(table, rest)
    service = columns.get("service")
    if rows is None or service is None:
        return False
    column = next(c for c in rows.table.columns if c.letter == service.letter)
    return len(_values(column)) > 1 and _whole(filled_down(column), rows) is not None


def rows_of(table: Table, keep: Mask) -> Table:
    """Return some rows of a table; totals of the whole no longer hold."""
    shown = tuple(replace(c, part=c.part.kept(keep)) for c in table.columns)
    return replace(table, columns=shown, row_numbers=table.row_numbers[keep], total_cells=())


def _relevant(
    table: Table, columns: dict[str, Column], own: Dimension | None = None
) -> _Rows | None:
    """Return the rows that are groups, with a key for the groups and the service of each."""
    group = group_column(columns)
    if group is None or "count" not in columns:
        return None
    found = dimensions_of(table, columns, own)
    names = {d: i for i, d in enumerate(dict.fromkeys(found))}
    keep = np.array([d is not None for d in found], dtype=bool)
    forms = [fold(a) if not blank(a) else "" for a in group.answers]
    place = {form: i for i, form in enumerate(dict.fromkeys(forms))}
    keys = np.array([place[f] for f in forms], dtype=np.int64)[group.codes]
    keys = _both(keys, np.array([names[d] for d in found], dtype=np.int64))
    for role in (*(d.key for d in DIMENSIONS), OWN, "service"):
        if (column := columns.get(role)) is not None and column is not group:
            keys = _both(keys, filled_down(column).codes.astype(np.int64))
    count = columns["count"]
    people = [count_of(a) for a in count.answers]
    rows = _Rows(table, columns, keys, [people[c] for c in count.codes])
    return rows if keep.all() else rows.only(keep)


def _both(one: Keys, other: Keys) -> Keys:
    """Return one key for each pair of keys."""
    paired = np.unique(one, return_inverse=True)[1].astype(np.int64) * (other.max(initial=0) + 2)
    return np.asarray(np.unique(paired + other, return_inverse=True)[1], dtype=np.int64)


def _splitting(rows: _Rows) -> Column | None:
    """Return the column that splits the same groups again the most; None where none does."""
    counts = np.bincount(rows.keys)
    if (counts > 1).sum() < FEWEST_GROUPS:
        return None
    roles = [c for r, c in rows.columns.items() if r != "dimension"]
    best: tuple[tuple[int, bool, float, float], Column] | None = None
    for column in rows.table.columns:
        if any(column.letter == c.letter for c in roles):
            continue
        column = filled_down(column)
        values = _values(column)
        if not 1 < len(values) <= MOST_VALUES:
            continue
        pairs = _both(rows.keys, column.codes.astype(np.int64))
        distinct = int(pairs.max()) + 1
        groups = len(np.flatnonzero(counts))
        beside = distinct / len(values)
        if distinct <= groups or beside < max(FEWEST_GROUPS, SHARE_OF_GROUPS * groups):
            continue
        # Of a name and its code, which split alike, the name.
        words_of = sum(not re.search(r"\d", v) for v in values) / len(values)
        of_kind = "dimension" in rows.columns and column.letter == rows.columns["dimension"].letter
        rank = (distinct, not of_kind, words_of, sum(map(len, values)) / len(values))
        if best is None or rank > best[0]:
            best = rank, column
    return None if best is None else best[1]


def _values(column: Column) -> list[str]:
    """Return the different values that rows have, in their order."""
    there = np.unique(column.codes)
    return list(dict.fromkeys(plain(column.answers[c]) for c in sorted(there)
                              if not blank(column.answers[c])))  # fmt: skip


def _whole(column: Column, rows: _Rows) -> str | None:
    """Return the value whose numbers hold those of the others: their sum, or a nation's."""
    values = _values(column)
    named = [v for v in values if fold(v) in NATIONS | WHOLES]
    sums = {v: _people_by_key(column, rows, v) for v in values}
    for value in (*named, *(v for v in values if v not in named)):
        rest: dict[int, int] = {}
        for other in values:
            for key, n in sums[other].items() if other != value else ():
                rest[key] = rest.get(key, 0) + n
        both = [k for k in sums[value] if k in rest]
        if len(values) > 2 and len(both) > 1 and all(sums[value][k] == rest[k] for k in both):
            return value
    return named[0] if named else None


def _people_by_key(column: Column, rows: _Rows, value: str) -> dict[int, int]:
    """Return the people of each group's rows that have a value."""
    mine = np.array([plain(a) == value for a in column.answers])[column.codes]
    out: dict[int, int] = {}
    for i in np.flatnonzero(mine).tolist():
        key = int(rows.keys[i])
        out[key] = out.get(key, 0) + (rows.people[i] or 0)
    return out


def _are_ages(column: Column, values: Sequence[str]) -> bool:
    """Tell ages that lie side by side, so that everybody is in one of them."""
    known = [v for v in values if fold(v) not in UNKNOWN_AGES]
    bands = [read_band(v) for v in known]
    if "age" in fold(column.original).split():
        ages = [read_age(v) for v in known]
        bands = [b or (a is not None and (int(a), int(a))) or None
                 for b, a in zip(bands, ages, strict=True)]  # fmt: skip
    found = sorted(b for b in bands if b is not None)
    apart = all(one[1] < other[0] for one, other in itertools.pairwise(found))
    return len(found) == len(known) > 1 and apart


def _are_parts(column: Column, values: Sequence[str]) -> bool:
    """Tell values that could be parts of one whole, as teams are, and months or measures not."""
    named = NOT_PARTS.search(re.sub(r"[\W_]+", " ", column.original.casefold()))
    of_time = all(TIMES.search(v.casefold()) for v in values)
    rated = any(RATES.search(v.casefold()) for v in values)
    return not (named or of_time or rated)
