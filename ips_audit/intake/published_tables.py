"""Tables of published statistics: many areas, codes beside names, sums beside their parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload.groups_across import group_columns, group_named
from ips_audit.intake.files.table import Column, Named, Table, blank
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.values import count_of

PART = re.compile(r":| [-–—] ")  # between the name of a whole group and that of its part
CODE_OF = re.compile(r"(?i)[ _]codes?$")
NUMBER = re.compile(r"\d+(\.\d+)?")
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
    """A table in which nobody stands twice, and the wholes whose parts did not add up to them."""

    table: Table
    broken: tuple[str, ...] = ()


def bare(table: Table) -> Bare:
    """Leave out columns of codes beside names, and the sums of parts.

    Parameters
    ----------
    table : Table

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
        found = _families(tuple(groups))
        sound = {w for w, parts in found.items() if _add_up(sums[w], sum(sums[p] for p in parts))}
        gone = {groups[g].letter for g in _gone(found, sound)}
        kept = replace(table, columns=tuple(c for c in table.columns if c.letter not in gone))
        return Bare(kept, tuple(found.keys() - sound))
    for column in table.columns:
        if found := _families([plain(a) if not blank(a) else "" for a in column.answers]):
            sound = {w for w, parts in found.items() if _some_add_up(table, column, w, parts)}
            keep = ~_rows(column, _gone(found, sound))
            shown = tuple(replace(c, part=c.part.kept(keep)) for c in table.columns)
            kept = replace(table, columns=shown, row_numbers=table.row_numbers[keep])
            return Bare(kept, tuple(found.keys() - sound))
    return Bare(table)


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


def _families(answers: Sequence[str]) -> dict[str, set[str]]:
    """Return each answer that at least two others name as their whole, with these."""
    out: dict[str, set[str]] = {}
    for answer in answers:
        if PART.search(answer):
            out.setdefault(PART.split(answer, maxsplit=1)[0], set()).add(answer)
    return {whole: parts for whole, parts in out.items() if len(parts) > 1 and whole in answers}


def _rows(column: Column, answers: Collection[str]) -> Mask:
    """Return the rows with one of some answers."""
    there = np.array([not blank(a) and plain(a) in answers for a in column.answers], dtype=bool)
    rows: Mask = there[column.codes]
    return rows


def _sum(column: Column, rows: Mask | None = None) -> float:
    """Return the sum of a column's numbers, of some rows or of all."""
    texts = ["" if blank(a) else plain(a).replace(",", "").rstrip(" %") for a in column.answers]
    numbers = np.array([float(t) if NUMBER.fullmatch(t) else 0.0 for t in texts])[column.codes]
    return float(numbers.sum() if rows is None else numbers[rows].sum())


def _add_up(whole: float, parts: float) -> bool:
    """Tell whether parts are nearly the whole: published counts are disturbed or rounded."""
    return whole > 0 and abs(whole - parts) <= NEARLY * whole
