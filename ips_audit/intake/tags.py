"""Where the tags of a piece of XML stand, and which cells they name: counted without parsing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAST = 32  # bytes that may be looked at beyond the last tag
LETTERS, DIGITS = 3, 7  # of the last cell of a sheet, XFD1048576
QUOTE, UPPER = ord('"'), 0xDF  # a letter without the bit that makes it small

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Far:
    """The last row and column that the tags of a piece name, 1-based; 0 where they name none."""

    row: int
    column: int


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

    def declarations(self) -> int:
        """Return how many tags begin with an exclamation mark."""
        return self._count("!")

    def starting(self, text: bytes) -> Places:
        """Return where tags stand that begin with this text, from its first letter."""
        return self.going_on(self._at[self._next == text[0]] + 1, text[1:])

    def going_on(self, at: Places, text: bytes) -> Places:
        """Return, of places, those after whose first letter this text stands."""
        for i, byte in enumerate(text, 1):
            at = at[self._bytes[at + i] == byte]
        return at

    def far(self, cells: Places, rows: Places) -> Far | None:
        """Return the furthest cell named.

        Parameters
        ----------
        cells, rows : arrays of int
            Where the references of cells and the numbers of rows begin.

        Returns
        -------
        Far or None
            None where one is not of the usual form, or beyond any sheet's length.
        """
        across, after = self._number(cells, LETTERS, ord("A"), ord("Z"), UPPER, 26, ord("A") - 1)
        starts = np.concatenate((after, rows))
        down, ends = self._number(starts, DIGITS, ord("0"), ord("9"), 0xFF, 10, ord("0"))
        if (across == 0).any() or (down == 0).any() or (self._bytes[ends] != QUOTE).any():
            return None
        return Far(int(down.max(initial=0)), int(across.max(initial=0)))

    def _count(self, following: str) -> int:
        return int(np.count_nonzero(self._next == ord(following)))

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
