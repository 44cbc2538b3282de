"""Columns as codes into distinct answers: a million rows weigh little more than their answers.

Everything downstream works on the distinct answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.source import BLANKS, Cell, blank

STARTS = frozenset((*BLANKS, ""))  # what a blank text begins with: a quick look before `blank`


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

    def between(self, first: int, last: int) -> Codes:
        """Return the codes of the rows from `first` to before `last`."""
        return first_come(self.codes[first:last], self.answers)

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
