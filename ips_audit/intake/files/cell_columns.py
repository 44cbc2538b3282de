"""Cells to columns, in plain Python: the process that reads a workbook loads no more than this.

A column is a code a row into distinct answers, or short texts that hardly repeat, as they came.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, count, islice
from typing import Any

LONGEST = 100  # bytes of a reference or a name; longer texts are sent once each
BLOCK = 256  # rows turned into columns at a time: few enough to stay in the processor
EQUAL = frozenset({bool, int, float})  # types whose values are equal though not the same


def columns_of(
    rows: Iterable[Sequence[Any]], raw: bool = False
) -> tuple[int, list[CodedColumn | TextColumn]]:
    """Turn rows into columns.

    Parameters
    ----------
    rows : iterable of rows
        A short one ends in blanks.
    raw : bool, optional
        Whether short texts that hardly repeat are held as they came.

    Returns
    -------
    (int, list)
        The number of rows, and the columns.
    """
    columns: list[CodedColumn | TextColumn] = []
    length, source = 0, iter(rows)
    while block := list(islice(source, BLOCK)):
        width = max(len(columns), *map(len, block))
        if min(map(len, block)) < width:
            block = [[*row, *[None] * (width - len(row))] for row in block]
        for j, cells in enumerate(zip(*block, strict=True)):
            if j == len(columns):
                texts = raw and not length and _hardly_repeat(cells)
                columns.append(TextColumn() if texts else CodedColumn(length))
            columns[j] = columns[j].add(cells)
        length += len(block)
    return length, columns


def _hardly_repeat(cells: Sequence[Any]) -> bool:
    """Tell whether no cell stands twice among the first ones, and most are filled."""
    filled = [c for c in cells if c != ""]
    return len(filled) > BLOCK / 2 and len(set(filled)) == len(filled)


class CodedColumn:
    """A column as codes into distinct answers; 1, 1.0, True and "1" are kept apart."""

    def __init__(self, blanks: int = 0) -> None:
        # The default gives each new answer the next number.
        self._place: defaultdict[Any, int] = defaultdict(count().__next__)
        self._equal: set[type] = set()
        self.numbers = array("i")  # a code a row
        self.add((None,) * blanks)

    def add(self, cells: Sequence[Any]) -> CodedColumn:
        """Add cells below."""
        before = len(self._equal)
        self._equal |= EQUAL & set(map(type, cells))
        if before < 2 <= len(self._equal):
            held = {(type(a), a): i for a, i in self._place.items()}
            self._place = defaultdict(count(len(held)).__next__, held)
        typed = len(self._equal) > 1
        keys: Iterable[Any] = zip(map(type, cells), cells, strict=True) if typed else cells
        self.numbers.extend(map(self._place.__getitem__, keys))
        return self

    def answers(self) -> list[Any]:
        """Return the distinct answers."""
        return [k[1] for k in self._place] if len(self._equal) > 1 else list(self._place)

    def filled(self) -> int:
        """Return how many rows hold anything."""
        blank = [i for i, a in enumerate(self.answers()) if a in (None, "")]
        return len(self.numbers) - sum(map(self.numbers.count, blank))


class TextColumn:
    """A column of short texts: their lengths, and their letters one text after the other."""

    def __init__(self) -> None:
        self.numbers = array("i")  # the bytes of each text
        self.letters = bytearray()

    def add(self, cells: Sequence[Any]) -> CodedColumn | TextColumn:
        """Add cells below; where one is no short text, the column turns into a coded one."""
        texts = [cell.encode() for cell in cells if isinstance(cell, str)]
        if len(texts) < len(cells) or max(map(len, texts)) > LONGEST:
            return self._coded().add(cells)
        self.numbers.extend(map(len, texts))
        self.letters += b"".join(texts)
        return self

    def _coded(self) -> CodedColumn:
        ends = zip(self.numbers, accumulate(self.numbers), strict=True)
        held = [self.letters[end - n : end].decode() for n, end in ends]
        return CodedColumn().add(held)

    def filled(self) -> int:
        """Return how many rows hold anything."""
        return len(self.numbers) - self.numbers.count(0)
