"""Where the tags of a piece of XML stand, and which cells they name: counted without parsing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAST = 32  # bytes that may be looked at beyond the last tag
LETTERS, DIGITS = 3, 7  # of the last cell of a sheet, XFD1048576
QUOTE, UPPER = ord('"'), 0xDF  # a letter without the bit that makes it small
WIDE = 1 << 15  # more than a sheet has columns
NAME_ENDS = np.zeros(256, dtype=bool)
NAME_ENDS[list(b" \t\r\n/>")] = True

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Named:
    """The cells and rows that the tags of a piece name, 1-based."""

    cells: Places  # row · WIDE + column
    rows: Places

    @property
    def last_row(self) -> int:
        """The furthest row; 0 where none is named."""
        return max(int(self.rows.max(initial=0)), int(self.cells.max(initial=0)) // WIDE)

    @property
    def last_column(self) -> int:
        """The furthest column; 0 where none is named."""
        return int((self.cells % WIDE).max(initial=0))

    def twice(self) -> bool:
        """Tell whether a cell or a row is named more than once."""
        return _twice(self.cells) or _twice(self.rows)


def _twice(numbers: Places) -> bool:
    if (np.diff(numbers) > 0).all():
        return False  # in order, as nearly always
    return len(np.unique(numbers)) < len(numbers)


class Tags:
    """The tags of one piece, which ends with a whole tag."""

    def __init__(self, piece: bytes) -> None:
        self._bytes = np.frombuffer(piece + bytes(PAST), dtype=np.uint8)
        self._at = np.flatnonzero(self._bytes == ord("<"))
        self._next = self._bytes[self._at + 1]

    def depth(self) -> tuple[int, int]:
        """Return how many elements with content are open: at the end, and at the most."""
        steps = np.ones(len(self._at), dtype=np.int64)
        steps[self._next == ord("/")] = -1
        steps[(self._next == ord("!")) | (self._next == ord("?"))] = 0
        ends = (self._bytes[1:] == ord(">")) & (self._bytes[:-1] == ord("/"))
        # An element without content closes where it opens.
        np.subtract.at(steps, self._at.searchsorted(np.flatnonzero(ends)) - 1, 1)
        opened = steps.cumsum()
        return int(opened[-1]) if len(opened) else 0, int(opened.max(initial=0))

    def marks(self, mark: str) -> Places:
        """Return where tags stand that begin with a mark: ! or ?."""
        found: Places = self._at[self._next == ord(mark)]
        return found

    def elements(self, name: bytes) -> Places:
        """Return where elements of a name open, without a prefix: from the name's first letter."""
        at = self.going_on(self._at[self._next == name[0]] + 1, name[1:])
        return at[NAME_ENDS[self._bytes[at + len(name)]]]

    def going_on(self, at: Places, text: bytes) -> Places:
        """Return, of places, those after whose first letter this text stands."""
        for i, byte in enumerate(text, 1):
            at = at[self._bytes[at + i] == byte]
        return at

    def contents(self, at: Places) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return the first and the last letter between these places and the next tag."""
        end = np.append(self._at, len(self._bytes) - 1)[self._at.searchsorted(at)]
        return self._bytes[at], self._bytes[end - 1]

    def named(self, cells: Places, rows: Places) -> Named | None:
        """Return the cells and rows named.

        Parameters
        ----------
        cells, rows : arrays of int
            Where the references of cells and the numbers of rows begin.

        Returns
        -------
        Named or None
            None where one is not of the usual form, or beyond any sheet's length.
        """
        across, after = self._number(cells, LETTERS, ord("A"), ord("Z"), UPPER, 26, ord("A") - 1)
        starts = np.concatenate((after, rows))
        down, ends = self._number(starts, DIGITS, ord("0"), ord("9"), 0xFF, 10, ord("0"))
        if (across == 0).any() or (down == 0).any() or (self._bytes[ends] != QUOTE).any():
            return None
        return Named(down[: len(cells)] * WIDE + across, down[len(cells) :])

    def _number(
        self, at: Places, most: int, first: int, last: int, mask: int, base: int, zero: int
    ) -> tuple[Places, Places]:
        """Read a number in letters or digits at each place; return it, and where it ends."""
        number, end = np.zeros(len(at), dtype=np.int64), at.copy()
        for k in range(most):
            byte = self._bytes[end] & mask
            more = (byte >= first) & (byte <= last) & (end == at + k)
            if not more.any():
                break
            number = np.where(more, number * base + byte - zero, number)
            end += more
        return number, end
