"""Columns as codes into distinct answers: a million rows weigh little more than their answers.

Everything downstream works on the distinct answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files import limits
from ips_audit.intake.files.source import BLANKS, Cell, Row, blank
from ips_audit.intake.files.workbook_script import columns_of

HEAD_ROWS = 200  # put together at once: headings are looked for among them
Coded = tuple[NDArray[np.int32], tuple[Cell, ...]]
STARTS = frozenset((*BLANKS, ""))  # what a blank text begins with: a quick look before `blank`


class LongCell(Exception):
    """A cell is far too long to be a label."""


@dataclass(frozen=True)
class Codes:
    """One code a row; each points at one of the distinct answers, None for blank."""

    codes: NDArray[np.integer[Any]]
    answers: Sequence[Cell]

    def __len__(self) -> int:
        return len(self.codes)

    def empty(self) -> bool:
        """Tell whether no row has an answer."""
        return all(a is None for a in self.answers[:2])

    def first_answers(self, n: int) -> Sequence[Cell]:
        """Return the first n distinct answers."""
        return self.answers[:n]

    def cell(self, row: int) -> Cell:
        """Return the answer on a row."""
        return self.answers[self.codes[row]]

    def filled(self) -> NDArray[np.bool_]:
        """Tell which rows have an answer."""
        if None not in self.answers:
            return np.ones(len(self.codes), dtype=bool)
        return np.asarray(self.codes != self.answers.index(None))

    def holding(self, texts: Iterable[str]) -> NDArray[np.bool_]:
        """Tell which rows hold one of these texts."""
        found = np.zeros(len(self.answers), dtype=bool)
        found[[self.answers.index(t) for t in set(texts) if t in self.answers]] = True
        return found[self.codes] if found.any() else np.zeros(len(self.codes), dtype=bool)

    @cached_property
    def _texts(self) -> tuple[str, int]:
        """All texts in one, and the length of the longest.

        Looking for plain words in all texts at once spares a million references the pattern.
        """
        texts = [a for a in self.answers if isinstance(a, str)]
        return "\n".join(texts).casefold(), max(map(len, texts), default=0)

    def texts_with(
        self, pattern: re.Pattern[str], hints: Iterable[str], longer: int | None = None
    ) -> NDArray[np.bool_]:
        """Tell which rows hold a text that matches; every match holds a hint or is `longer`."""
        joined, longest = self._texts
        likely = any(h in joined for h in hints)
        if not likely and (longer is None or longest <= longer):
            return np.zeros(len(self.codes), dtype=bool)
        found = [isinstance(a, str) and pattern.search(a) is not None for a in self.answers]
        spread: NDArray[np.bool_] = np.asarray(found, dtype=bool)[self.codes]
        return spread

    def marked(self, rows: NDArray[np.int64], test: Callable[[Cell], bool]) -> NDArray[np.bool_]:
        """Tell which of these rows hold an answer that meets the test."""
        used, place = np.unique(self.codes[rows], return_inverse=True)
        return np.array([test(self.answers[i]) for i in used], dtype=bool)[place]

    def kept(self, rows: NDArray[np.bool_]) -> Codes:
        """Return the codes of some rows, without answers that no longer occur."""
        if rows.all():
            return self
        return first_come(self.codes[rows], self.answers)


def nothing(n: int) -> Codes:
    """Return a column of n blanks."""
    return Codes(np.zeros(n, dtype=np.int32), (None,) if n else ())


def first_come(codes: NDArray[np.integer[Any]], answers: Sequence[Cell]) -> Codes:
    """Return codes numbered as the answers first occur, without answers that never do."""
    n = len(answers)
    if not len(codes) or not n:
        return nothing(len(codes))
    first = np.full(n, len(codes), dtype=np.int64)
    # Writing backwards leaves the first row of each code.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.argsort(first, kind="stable")[: int((first < len(codes)).sum())]
    values = np.empty(n, dtype=object)
    values[:] = answers
    place = np.zeros(n, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Codes(place[codes], tuple(values[order].tolist()))


def merge_blanks(codes: NDArray[np.integer[Any]], answers: Sequence[Cell]) -> Codes:
    """Make one None of all blank answers."""
    empty = [
        i
        for i, a in enumerate(answers)
        if a is None or (isinstance(a, str) and a[:1] in STARTS and blank(a))
    ]
    if not empty:
        return Codes(codes, tuple(answers))
    values = list(answers)
    values[empty[0]] = None
    if len(empty) == 1:
        return Codes(codes, tuple(values))
    place = np.arange(len(values), dtype=np.int32)
    place[empty] = empty[0]
    return first_come(place[codes], values)


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
