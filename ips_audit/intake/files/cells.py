"""Rows of cells, held as columns of codes: a million rows weigh little more than their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count, islice
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files import limits
from ips_audit.intake.files.codes import Codes, LongCell, first_come, merge_blanks
from ips_audit.intake.files.source import Cell, Row, blank

HEAD_ROWS = 200  # kept as they are: headings are looked for among them
BLOCK = 256  # rows turned into columns at a time: few enough to stay in the processor
EQUAL = frozenset({bool, int, float})  # types whose values are equal though not the same


class CellRows(Sequence[Row]):
    """The rows of a sheet: the first ones at hand, all columns on demand.

    Parameters
    ----------
    rows : iterable of rows
        Taken once, one after the other; a short one ends in blanks.
    before : int, optional
        Number of blank columns to put in front.
    merged : sequence of (int, int, int), optional
        Cells merged down a column: it, their first and their last row, 1-based.
    """

    def __init__(
        self, rows: Iterable[Row], before: int = 0, merged: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self._merged = merged
        self._head: list[Row] = []
        self._length = 0
        piles = [_Pile() for _ in range(before)]
        source = iter(rows)
        while block := list(islice(source, BLOCK)):
            widths = set(map(len, block))
            width = max(widths)
            if len(widths) > 1:
                block = [[*r, *[None] * (width - len(r))] for r in block]
            piles += [_Pile(self._length) for _ in range(before + width - len(piles))]
            for pile, cells in zip(piles[before:], zip(*block, strict=True), strict=False):
                pile.add(cells)
            self._length += len(block)
            for pile in piles:
                pile.fill(self._length)
            if wanted := max(0, HEAD_ROWS - len(self._head)):
                self._head += [[*[None] * before, *r] for r in block[:wanted]]
        self._columns = [pile.finished() for pile in piles]

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """Return rows; those beyond the head are put together anew."""
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(self._length))]
        if at >= self._length:
            raise IndexError(at)
        if at < len(self._head):
            return self._head[at]
        return [answers[codes[at]] for codes, answers in self._columns]

    def trim(self) -> int:
        """Cut off the blank rows at the end; return how many there were."""
        if not self._length or not all(map(blank, self[self._length - 1])):
            return 0
        last = 0
        for codes, answers in self._columns:
            filled = np.array([not blank(a) for a in answers], dtype=bool)[codes]
            last = max(last, int(np.flatnonzero(filled)[-1:].max(initial=-1)) + 1)
        cut, self._length = self._length - last, last
        self._head = self._head[:last]
        self._columns = [(codes[:last], answers) for codes, answers in self._columns]
        return cut

    def columns(self, first: int) -> list[Codes]:
        """Return every column from row `first` (0-based) on, as codes into distinct answers.

        What stands in merged cells counts for each of their rows.

        Raises
        ------
        LongCell
            If a cell is far too long to be a label.
        """
        found = [
            first_come(self._filled(j, codes, first), answers)
            for j, (codes, answers) in enumerate(self._columns)
        ]
        for column in found:
            texts = [a for a in column.answers if isinstance(a, str)]
            if max(map(len, texts), default=0) > limits.CELL_CHARACTERS:
                raise LongCell
        return [merge_blanks(c.codes, c.answers) for c in found]

    def _filled(self, j: int, codes: NDArray[np.int32], first: int) -> NDArray[np.int32]:
        """Return a column's codes from a row on, those of merged cells in each of their rows."""
        here = [(top, bottom) for c, top, bottom in self._merged if c == j + 1 and top > first]
        if not here:
            return codes[first:]
        codes = codes.copy()
        for top, bottom in here:
            codes[top:bottom] = codes[top - 1 : top]
        return codes[first:]


class _Pile:
    """One column, as it grows; 1, 1.0, True and "1" are kept apart."""

    def __init__(self, blanks: int = 0) -> None:
        # The default gives each new answer the next number.
        self._place: defaultdict[Any, int] = defaultdict(count().__next__)
        self._parts: list[NDArray[np.int32]] = []
        self._length = 0
        self._equal: set[type] = set()
        self.fill(blanks)

    def fill(self, length: int) -> None:
        """Add blanks up to this length."""
        if more := length - self._length:
            self.add((None,) * more)

    def add(self, cells: tuple[Cell, ...]) -> None:
        """Add cells below."""
        before = len(self._equal)
        self._equal |= EQUAL & set(map(type, cells))
        if before < 2 <= len(self._equal):
            held = {(type(a), a): i for a, i in self._place.items()}
            self._place = defaultdict(count(len(held)).__next__, held)
        typed = len(self._equal) > 1
        keys: Iterable[Cell] = zip(map(type, cells), cells, strict=True) if typed else cells
        numbers = map(self._place.__getitem__, keys)
        self._parts.append(np.fromiter(numbers, dtype=np.int32, count=len(cells)))
        self._length += len(cells)

    def finished(self) -> tuple[NDArray[np.int32], tuple[Cell, ...]]:
        """Return the codes and the distinct answers."""
        codes = np.concatenate(self._parts) if self._parts else np.zeros(0, dtype=np.int32)
        typed = len(self._equal) > 1
        return codes, tuple(k[1] for k in self._place) if typed else tuple(self._place)
