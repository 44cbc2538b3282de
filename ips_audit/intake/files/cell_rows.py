"""The rows of a sheet of cells, held as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_columns import CodedColumn, columns_of
from ips_audit.intake.files.columns import Codes, merge_blanks
from ips_audit.intake.files.source import Row, blank
from ips_audit.intake.files.unique_texts import Part

HEAD_ROWS = 200  # put together at once: headings are looked for among them


class LongCell(Exception):
    """A cell is far too long to be a label."""


class CellRows(Sequence[Row]):
    """The rows of a sheet: the first ones at hand, all columns on demand.

    Parameters
    ----------
    rows : iterable of rows
        Taken once, one after the other; a short one ends in blanks.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        length, columns = columns_of(rows)
        coded = [
            Codes(np.frombuffer(c.numbers, np.intc), tuple(c.answers()))
            for c in columns
            if isinstance(c, CodedColumn)  # all of them
        ]
        self._hold(coded, length)

    @classmethod
    def of_columns(
        cls,
        columns: Sequence[Part],
        length: int,
        before: int = 0,
        merged: Sequence[tuple[int, int, int]] = (),
    ) -> CellRows:
        """Return the rows of columns.

        Parameters
        ----------
        columns : sequence of Codes or RawTexts
        length : int
            Number of rows.
        before : int, optional
            Number of blank columns to put in front.
        merged : sequence of (int, int, int), optional
            Cells merged down a column: it, their first and their last row, 1-based.
        """
        rows = cls.__new__(cls)
        blanks = [Codes(np.zeros(length, dtype=np.int32), (None,))] * before
        rows._hold([*blanks, *columns], length, merged)
        return rows

    def _hold(
        self, columns: Sequence[Part], length: int, merged: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self._columns, self._length, self._merged = columns, length, merged
        self._head = [self._row(i) for i in range(min(length, HEAD_ROWS))]

    def _row(self, at: int) -> Row:
        return [column.cell(at) for column in self._columns]

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
        filled = [np.flatnonzero(_blanks_merged(c).filled()) for c in self._columns]
        last = max((int(rows[-1]) + 1 for rows in filled if len(rows)), default=0)
        cut, self._length = self._length - last, last
        self._head = self._head[:last]
        self._columns = [c.between(0, last) for c in self._columns]
        return cut

    def columns(self, first: int) -> list[Part]:
        """Return every column from row `first` (0-based) on.

        What stands in merged cells counts for each of their rows.

        Raises
        ------
        LongCell
            If a cell is far too long to be a label.
        """
        found = [
            self._spread(j, c, first).between(first, self._length)
            for j, c in enumerate(self._columns)
        ]
        for column in found:
            if isinstance(column, Codes):  # the others are short
                texts = [a for a in column.answers if isinstance(a, str)]
                if max(map(len, texts), default=0) > limits.CELL_CHARACTERS:
                    raise LongCell
        return [_blanks_merged(c) for c in found]

    def _spread(self, j: int, column: Part, first: int) -> Part:
        """Return a column in which what stands in merged cells stands in each of their rows."""
        here = [(top, bottom) for c, top, bottom in self._merged if c == j + 1 and top > first]
        if not here:
            return column
        codes = column.codes.copy()
        for top, bottom in here:
            codes[top:bottom] = codes[top - 1]
        return Codes(codes, column.answers)


def _blanks_merged(column: Part) -> Part:
    return merge_blanks(column.codes, column.answers) if isinstance(column, Codes) else column
