"""Columns as codes into distinct answers: everything downstream works on the distinct ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import limits
from ips_audit.intake.book import Cell, Row, blank


class LongCell(Exception):
    """A cell is far too long to be a label."""


@dataclass(frozen=True)
class Codes:
    """One code a row; each points at one of the distinct answers, None for blank."""

    codes: NDArray[np.int32]
    answers: tuple[Cell, ...]

    def flags(self, answers: Sequence[bool]) -> NDArray[np.bool_]:
        """Spread one flag an answer over the rows."""
        if not len(self.codes):
            return np.zeros(0, dtype=bool)
        return np.asarray(answers, dtype=bool)[self.codes]

    def kept(self, rows: NDArray[np.bool_]) -> Codes:
        """Return the codes of some rows, without answers that no longer occur."""
        if rows.all():
            return self
        return first_come(self.codes[rows], self.answers)


def first_come(codes: NDArray[np.int32], answers: Sequence[Cell]) -> Codes:
    """Number answers in the order in which they first occur; all blank ones become one None."""
    n = len(answers)
    if not len(codes) or not n:
        return Codes(np.zeros(len(codes), dtype=np.int32), (None,) if len(codes) else ())
    first = np.full(n, len(codes), dtype=np.int64)
    # Writing backwards leaves the first row of each code.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(first, kind="stable")[: int((first < len(codes)).sum())]
    values = np.empty(n, dtype=object)
    values[:] = answers
    values = values[order]
    empty = np.fromiter((c is None or c == "" or blank(c) for c in values), bool, len(values))
    rank = np.cumsum(~empty) - 1
    if empty.any():
        at = int(empty.argmax())
        rank += np.arange(len(values)) > at
        rank[empty] = at
        values = np.concatenate([values[:at], [None], values[at:][~empty[at:]]])
    place = np.zeros(n, dtype=np.int32)
    place[order] = rank
    return Codes(place[codes], tuple(values.tolist()))


def columns_of(rows: Sequence[Row]) -> list[Codes]:
    """Turn rows of cells into columns of codes, keeping 1, 1.0, True and "1" apart."""
    width = max(map(len, rows), default=0)
    alike = all(len(r) == width for r in rows)
    out = []
    for j in range(width):
        cells = [r[j] for r in rows] if alike else [r[j] if j < len(r) else None for r in rows]
        out.append(_distinct(cells))
    return out


def _distinct(cells: list[Cell]) -> Codes:
    kinds = set(map(type, cells))
    keys: list[Cell] = cells
    if len(kinds & {bool, int, float}) > 1:
        keys = list(zip(map(type, cells), cells, strict=True))
    place = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(place.__getitem__, keys), dtype=np.int32, count=len(keys))
    answers = list(place) if keys is cells else [k[1] for k in place]  # type: ignore[index]
    if any(isinstance(a, str) and len(a) > limits.CELL_CHARACTERS for a in answers):
        raise LongCell
    if sum(map(blank, answers)) == (None in place):
        return Codes(codes, tuple(answers))
    return first_come(codes, answers)
