"""Tables of published statistics: many areas, codes beside names, sums beside their parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

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


def bare(table: Table) -> Table:
    """Return a table without columns of codes beside names, and without sums beside their parts."""
    return _without_sums(_without_codes(table))


def _without_codes(table: Table) -> Table:
    """Leave out a column of codes beside the column of their names."""
    names = {fold(c.original) for c in table.columns}
    kept = (
        c for c in table.columns
        if not (CODE_OF.search(c.original) and fold(CODE_OF.sub("", c.original)) in names)
    )  # fmt: skip
    return replace(table, columns=tuple(kept))


def _without_sums(table: Table) -> Table:
    """Leave out the row, or the column, of a whole group beside those of all its parts.

    Published tables name the parts after the whole: "White", then "White: Irish". Only the
    parts tell where Chinese people are. A whole that its parts do not add up to stays: then
    some of them are missing.
    """
    if wide := group_columns(table):
        groups = {group_named(c): c for c in table.columns if c.letter in wide}
        gone = {
            groups[whole].letter
            for whole, parts in _families(tuple(groups)).items()
            if _add_up(_sum(groups[whole]), sum(_sum(groups[p]) for p in parts))
        }
        return replace(table, columns=tuple(c for c in table.columns if c.letter not in gone))
    for column in table.columns:
        answers = [plain(a) if not blank(a) else "" for a in column.answers]
        sums = {
            whole
            for whole, parts in _families(answers).items()
            if any(
                _add_up(_sum(c, _rows(column, {whole})), _sum(c, _rows(column, parts)))
                for c in table.columns
            )
        }
        if sums:
            keep = ~_rows(column, sums)
            shown = tuple(replace(c, part=c.part.kept(keep)) for c in table.columns)
            return replace(table, columns=shown, row_numbers=table.row_numbers[keep])
    return table


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
