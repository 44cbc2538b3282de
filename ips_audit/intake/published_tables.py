"""Tables of published statistics: many areas, codes beside names, sums beside their parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload.groups_across import group_columns, group_named
from ips_audit.intake.caseload.questions import ADD_UP, GROUP_ROW
from ips_audit.intake.files.table import Column, Named, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.values import count_of

PART = re.compile(r":| [-–—] ")  # between the name of a whole group and that of its part
CODE_OF = re.compile(r"(?i)[ _]codes?$")
NUMBER = re.compile(r"\d+(\.\d+)?")
ALL = re.compile(r"^(total|all)\b")
DISTURBED = 0.005  # how far published counts of all people are from the sum of groups
NEARLY = 0.02
Mask = NDArray[np.bool_]


def areas_of(table: Table) -> int:
    """Return how many areas a table can have: the names in its longest column of names."""
    if group_columns(table):
        return table.n_rows
    names = (c for c in table.columns if all(count_of(a) is None for a in c.answers))
    return max((len({plain(a) for a in c.answers if not blank(a)}) for c in names), default=0)


def sheets_alike(tables: Sequence[Named]) -> tuple[str, ...]:
    """Return the names of sheets with the same headings; empty where each has others."""
    sheets = tuple(dict.fromkeys(t.sheet for _, t in tables if t.sheet is not None))
    heads = {tuple(fold(c.original) for c in t.columns) for _, t in tables}
    return sheets if len(sheets) > 1 and len(heads) < len(tables) else ()


@dataclass(frozen=True)
class Bare:
    """A table in which nobody stands twice.

    `broken` names the wholes whose parts did not add up to them, `total` a column of all people
    that the groups across do not add up to, `doubtful` each whole beside a single part.
    """

    table: Table
    broken: tuple[str, ...] = ()
    total: str | None = None
    doubtful: tuple[str, ...] = ()


def bare(table: Table, said: Mapping[str, str]) -> Bare:
    """Leave out columns of codes beside names, and the sums of parts.

    Parameters
    ----------
    table : Table
    said : mapping
        What the user decided: "parts of <whole>" -> `GROUP_ROW` or `ADD_UP`.

    Returns
    -------
    Bare
        Published tables name the parts after the whole: "White", then "White: Irish". Of these
        the parts are kept, because only they tell where Chinese people are; the whole where its
        parts do not add up to it, because some of them are missing.
    """
    table = _without_codes(table)
    if wide := group_columns(table):
        groups = {group_named(c): c for c in table.columns if c.letter in wide}
        sums = {g: _sum(c) for g, c in groups.items()}
        found, doubtful = _families(tuple(groups), said)
        sound = {w for w, parts in found.items() if _add_up(sums[w], sum(sums[p] for p in parts))}
        gone = {groups[g].letter for g in _gone(found, sound)}
        kept = replace(table, columns=tuple(c for c in table.columns if c.letter not in gone))
        total = _not_all(kept, wide.keys())
        return Bare(kept, tuple(found.keys() - sound), total, doubtful)
    for column in table.columns:
        answers = [plain(a) if not blank(a) else "" for a in column.answers]
        found, doubtful = _families(answers, said)
        if found or doubtful:
            sound = {w for w, parts in found.items() if _some_add_up(table, column, w, parts)}
            keep = ~_rows(column, _gone(found, sound))
            shown = tuple(replace(c, part=c.part.kept(keep)) for c in table.columns)
            kept = replace(table, columns=shown, row_numbers=table.row_numbers[keep])
            return Bare(kept, tuple(found.keys() - sound), doubtful=doubtful)
    return Bare(table)


def _not_all(table: Table, groups: Collection[str]) -> str | None:
    """Return the heading of a column of all people that the groups of a row do not add up to."""
    across = [_numbers(c) for c in table.columns if c.letter in groups]
    for column in table.columns:
        if column.letter not in groups and ALL.search(fold(group_named(column))):
            pairs = zip(_numbers(column), np.sum(across, axis=0), strict=True)
            if any(abs(whole - parts) > DISTURBED * whole for whole, parts in pairs if whole > 0):
                return column.heading
    return None


def _gone(families: Mapping[str, Collection[str]], sound: Collection[str]) -> set[str]:
    """Return the answers that count nobody who is not counted by others."""
    broken = (parts for whole, parts in families.items() if whole not in sound)
    return {*sound, *(p for parts in broken for p in parts)}


def _some_add_up(table: Table, column: Column, whole: str, parts: Collection[str]) -> bool:
    """Tell whether the parts add up to the whole in any column of numbers."""
    one, rest = _rows(column, {whole}), _rows(column, parts)
    return any(_add_up(_sum(c, one), _sum(c, rest)) for c in table.columns if c is not column)


def _without_codes(table: Table) -> Table:
    """Leave out a column of codes beside the column of their names."""
    names = {fold(c.original) for c in table.columns}
    kept = (
        c for c in table.columns
        if not (CODE_OF.search(c.original) and fold(CODE_OF.sub("", c.original)) in names)
    )  # fmt: skip
    return replace(table, columns=tuple(kept))


def _families(
    answers: Sequence[str], said: Mapping[str, str]
) -> tuple[dict[str, set[str]], tuple[str, ...]]:
    """Return each answer that others name as their whole, with these; and those in doubt.

    One part alone may be all that the rest was told apart from: that is asked.
    """
    named: dict[str, set[str]] = {}
    for answer in answers:
        if PART.search(answer):
            named.setdefault(PART.split(answer, maxsplit=1)[0], set()).add(answer)
    named = {whole: parts for whole, parts in named.items() if whole in answers}
    decided = {whole: said.get(f"parts of {whole}") for whole in named}
    found = {w: p for w, p in named.items() if len(p) > 1 or decided[w] == GROUP_ROW}
    return found, tuple(w for w in named if w not in found and decided[w] != ADD_UP)


def rows_above(table: Table) -> int:
    """Return how many rows of groups stand above the headings: then these are none."""
    lists = codelists.ethnicity()
    titles = (s.text for s in table.skipped if s.kind == "title")
    names = [re.sub(r"[\s\d,.%]+$", "", t) for t in titles]
    names += [] if group_columns(table) else [c.original for c in table.columns]
    return sum(len(fold(n)) > 1 and fold(n) in lists for n in names)


def _rows(column: Column, answers: Collection[str]) -> Mask:
    """Return the rows with one of some answers."""
    there = np.array([not blank(a) and plain(a) in answers for a in column.answers], dtype=bool)
    rows: Mask = there[column.codes]
    return rows


def _sum(column: Column, rows: Mask | None = None) -> float:
    """Return the sum of a column's numbers, of some rows or of all."""
    numbers = _numbers(column)
    return float(numbers.sum() if rows is None else numbers[rows].sum())


def _numbers(column: Column) -> NDArray[np.float64]:
    """Return the number on each row; 0 where there is none."""
    texts = ["" if blank(a) else plain(a).replace(",", "").rstrip(" %") for a in column.answers]
    found = np.array([float(t) if NUMBER.fullmatch(t) else 0.0 for t in texts])
    numbers: NDArray[np.float64] = found[column.codes]
    return numbers


def _add_up(whole: float, parts: float) -> bool:
    """Tell whether parts are nearly the whole: published counts are disturbed or rounded."""
    return whole > 0 and abs(whole - parts) <= NEARLY * whole
