"""Rows of cells, held as columns of codes: a million rows weigh little more than their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files import limits
from ips_audit.intake.files.codes import Codes, LongCell, first_come, merge_blanks
from ips_audit.intake.files.source import Cell, Row, blank
from ips_audit.intake.files.workbook_script import columns_of

HEAD_ROWS = 200  # put together at once: headings are looked for among them
Coded = tuple[NDArray[np.int32], tuple[Cell, ...]]


class CellRows(Sequence[Row]):
    """The rows of a sheet: the first ones at hand, all columns on demand.

    Parameters
    ----------
    rows : iterable of rows
        Taken once, one after the other; a short one ends in blanks.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        length, columns = columns_of(rows)
        coded = [(np.frombuffer(codes, dtype=np.intc), tuple(a)) for codes, a in columns]
        self._hold(coded, length)

    @classmethod
    def of_columns(
        cls,
        columns: Sequence[Coded],
        length: int,
        before: int = 0,
        merged: Sequence[tuple[int, int, int]] = (),
    ) -> CellRows:
        """Return the rows of columns that are codes already.

        Parameters
        ----------
        columns : sequence of (codes, distinct answers)
        length : int
            Number of rows.
        before : int, optional
            Number of blank columns to put in front.
        merged : sequence of (int, int, int), optional
            Cells merged down a column: it, their first and their last row, 1-based.
        """
        rows = cls.__new__(cls)
        blanks = [(np.zeros(length, dtype=np.int32), (None,))] * before
        rows._hold([*blanks, *columns], length, merged)
        return rows

    def _hold(
        self, columns: list[Coded], length: int, merged: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self._columns, self._length, self._merged = columns, length, merged
        self._head = [self._row(i) for i in range(min(length, HEAD_ROWS))]

    def _row(self, at: int) -> Row:
        return [answers[codes[at]] for codes, answers in self._columns]

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
        return self._row(at)

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
