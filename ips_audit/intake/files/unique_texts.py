"""Columns of texts that hardly repeat, such as references: held as they came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.source import BLANKS, Cell, blank

FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, with its bits well spread
# Placeholders in a column of references, in lower case.
NO_REFERENCE = frozenset({
    "", "-", "--", "?", "0", "x", "n/a", "na", "n/k", "nk", "none", "null", "nil", "tbc", "tba",
    "unknown", "not known", "pending", "missing", "blank", "#n/a", "#ref!", "#value!", "#name?",
})  # fmt: skip
# A long number that a spreadsheet has shortened, or shown as too wide: its digits are gone.
DAMAGED_NUMBER = r"^(\d(\.\d+)?e\+\d+|#{3,})$"
LONGEST_PLACEHOLDER = 7  # letters, of those that are plain
NOBODY = -1
HALF = np.uint64(32)
WORD = 8  # letters in one number
BLANK_STARTS = {c.encode()[0] for c in BLANKS}
NOT_PLAIN = [*range(ord(" ") + 1), ord("'"), *range(ord("~") + 1, 256)]


class Texts(Sequence[Cell]):
    """Texts without a Python object each; reads like a tuple, None for a blank one."""

    def __init__(self, array: Any) -> None:
        self.array = array  # Arrow's, of texts, in one piece

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> Texts: ...
    def __getitem__(self, at: int | slice) -> Cell | Texts:
        """Return a text, or some of them."""
        if isinstance(at, slice):
            return Texts(self.array[at])
        text = self.array[int(at)].as_py()
        return None if blank(text) else text

    def __iter__(self) -> Iterator[Cell]:
        for first in range(0, len(self), 10_000):
            for text in self.array[first : first + 10_000].to_pylist():
                yield None if blank(text) else text


class RawTexts:
    """A column of texts as they came. It does what `Codes` does, and is numbered when asked.

    Parameters
    ----------
    pieces : list of Arrow arrays of texts
        One after the other.
    """

    def __init__(self, pieces: Sequence[Any]) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return sum(map(len, self._pieces))

    @property
    def codes(self) -> NDArray[np.integer[Any]]:
        """One code a row."""
        return self._coded.codes

    @property
    def answers(self) -> Sequence[Cell]:
        """The distinct texts."""
        return self._coded.answers

    @cached_property
    def _coded(self) -> Codes:
        import pyarrow as pa

        found = pa.concat_arrays(self._pieces).dictionary_encode()
        codes, texts = np.from_dlpack(found.indices).astype(np.int32), found.dictionary
        if self._blank.any():  # all that show as nothing are one answer
            codes[self._blank] = codes[self._blank.argmax()]
            used = np.zeros(len(texts), dtype=bool)
            used[codes] = True
            codes, texts = (
                (np.cumsum(used, dtype=np.int32) - 1)[codes],
                texts.filter(pa.array(used)),
            )
        return Codes(codes, Texts(texts))

    @cached_property
    def _blank(self) -> NDArray[np.bool_]:
        out = np.concatenate([lengths_of(p) == 0 for p in self._pieces])
        if not self._holds(BLANK_STARTS):
            return out
        rows = (t for piece in self._pieces for t in piece.to_pylist())
        return np.fromiter(map(blank, rows), dtype=bool, count=len(out))

    @cached_property
    def _letters(self) -> NDArray[np.bool_]:
        """The bytes that occur anywhere in the column: most searches can stop here."""
        seen = b""
        for piece in self._pieces:  # bytes seen before are removed quickly
            seen += bytes(set(_bytes_of(piece).tobytes().translate(None, seen)))
        out = np.zeros(256, dtype=bool)
        out[list(seen)] = True
        return out

    def _holds(self, letters: Iterable[int]) -> bool:
        return bool(self._letters[list(letters)].any())

    def _may_hold(self, text: str) -> bool:
        """Tell whether all letters of a text stand somewhere in the column, in either case."""
        small, capital = text.lower().encode(), text.upper().encode()
        if len(small) != len(capital) or self._holds(range(128, 256)):
            return True
        return bool((self._letters[list(small)] | self._letters[list(capital)]).all())

    def filled(self) -> NDArray[np.bool_]:
        """Tell which rows have an answer."""
        return ~self._blank

    def empty(self) -> bool:
        """Tell whether no row has an answer."""
        return bool(self._blank.all())

    def first_answers(self, n: int) -> Sequence[Cell]:
        """Return the first n distinct answers."""
        start: Iterable[Cell] = Texts(self._pieces[0])[: 10 * n]
        found = list(dict.fromkeys(start))
        return found[:n] if len(found) >= n else self.answers[:n]

    def cell(self, row: int) -> Cell:
        """Return the answer on a row."""
        for piece in self._pieces:
            if row < len(piece):
                return Texts(piece)[row]
            row -= len(piece)
        raise IndexError(row)

    def holding(self, texts: Iterable[str]) -> NDArray[np.bool_]:
        """Tell which rows hold one of these texts."""
        wanted = [t for t in texts if self._may_hold(t)]
        if not wanted:
            return np.zeros(len(self), dtype=bool)
        import pyarrow as pa
        import pyarrow.compute as pc

        held = [pc.is_in(piece, pa.array(wanted)) for piece in self._pieces]
        return np.concatenate([h.to_numpy(zero_copy_only=False) for h in held])

    def texts_with(
        self, pattern: re.Pattern[str], hints: Iterable[str], longer: int | None = None
    ) -> NDArray[np.bool_]:
        """Tell which rows hold a text that matches; every match holds a hint or is `longer`."""
        hints = [h for h in hints if self._may_hold(h)]
        out = np.zeros(len(self), dtype=bool)
        if longer is None and not hints:
            return out
        first = 0
        for piece in self._pieces:
            long = longer is not None and lengths_of(piece).max(initial=0) > longer
            joined = _bytes_of(piece).tobytes().decode().casefold() if hints else ""
            if long or any(h in joined for h in hints):
                texts = piece.to_pylist()
                found = [pattern.search(t) is not None for t in texts]
                out[first : first + len(piece)] = found
            first += len(piece)
        return out & self.filled()

    def marked(self, rows: NDArray[np.int64], test: Callable[[Cell], bool]) -> NDArray[np.bool_]:
        """Tell which of these rows hold an answer that meets the test."""
        return np.array([test(self.cell(i)) for i in rows.tolist()], dtype=bool)

    def between(self, first: int, last: int) -> RawTexts:
        """Return the rows from `first` to before `last`."""
        begins = np.cumsum([0, *map(len, self._pieces)]).tolist()
        cut = [
            piece[max(0, first - begin) : max(0, last - begin)]
            for piece, begin in zip(self._pieces, begins, strict=False)
        ]
        return RawTexts(cut)

    def kept(self, rows: NDArray[np.bool_]) -> RawTexts:
        """Return some of the rows."""
        if rows.all():
            return self
        import pyarrow as pa

        masks = np.split(rows, np.cumsum([len(p) for p in self._pieces])[:-1])
        return RawTexts([p.filter(pa.array(m)) for p, m in zip(self._pieces, masks, strict=True)])

    def numbers(self) -> NDArray[np.int32] | None:
        """Return a number for each row, the same for texts that differ only in case.

        Returns
        -------
        int32 array, or None
            -1 for a placeholder. None if a text is blank, or has white space, an apostrophe or
            letters beyond ASCII: comparing those takes more than lower case.
        """
        if self._holds(NOT_PLAIN) or self._blank.any():
            return None
        shortest = min(lengths_of(p).min(initial=LONGEST_PLACEHOLDER + 1) for p in self._pieces)
        if shortest > LONGEST_PLACEHOLDER and not self._holds(b"+#"):
            ordered = np.sort(self.marks)
            if (ordered[1:] != ordered[:-1]).all():  # then so are the texts
                return np.arange(len(self), dtype=np.int32)
        import pyarrow as pa
        import pyarrow.compute as pc

        forms = pa.concat_arrays([pc.ascii_lower(p) for p in self._pieces]).dictionary_encode()
        codes = np.from_dlpack(forms.indices).astype(np.int32)
        texts = forms.dictionary
        placeholder = pc.or_(
            pc.is_in(texts, pa.array(sorted(NO_REFERENCE))),
            pc.match_substring_regex(texts, DAMAGED_NUMBER),
        )
        nobody = np.array(placeholder.to_pylist(), dtype=bool)
        if nobody.any():
            codes[nobody[codes]] = NOBODY
        return codes

    @cached_property
    def marks(self) -> NDArray[np.uint64]:
        """A mark a row, the same for the same text in any file; see `marks_of`."""
        return np.concatenate([_marks(piece) for piece in self._pieces])


Part = Codes | RawTexts  # a column


def _marks(piece: Any) -> NDArray[np.uint64]:
    """Return a mark for each text, whatever its capital letters (of ASCII only)."""
    places = _places(piece)
    small = np.frombuffer(_bytes_of(piece).tobytes().lower(), dtype=np.uint8)
    return marks_of(small, places - places[:1])


def marks_of(letters: NDArray[np.uint8], places: NDArray[np.integer[Any]]) -> NDArray[np.uint64]:
    """Return a number for each text, the same for the same letters and rarely for others.

    Parameters
    ----------
    letters : ndarray of uint8
        Of all texts, one after the other.
    places : ndarray of int
        Where each text begins, and where the last one ends.

    Returns
    -------
    ndarray of uint64
    """
    lengths = np.diff(places)
    held = np.concatenate((letters, np.zeros(WORD, dtype=np.uint8)))
    # The eight letters that begin at each place, as one number.
    words = np.ndarray(len(letters) + 1, dtype="<u8", buffer=held, strides=(1,))
    marks = lengths.astype(np.uint64)
    for first in range(0, int(lengths.max(initial=0)), WORD):
        rows = np.flatnonzero(lengths > first)
        beyond = 8 * np.maximum(first + WORD - lengths[rows], 0).astype(np.uint64)
        word = (words[places[rows] + first] << beyond) >> beyond  # without the next text's
        marks[rows] = mixed(marks[rows], word)
    return marks


def mixed(marks: NDArray[np.uint64], more: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return marks that also depend on more numbers."""
    out = marks * FACTOR
    out += more
    out ^= out >> HALF  # what differs in high letters reaches the low bits too
    return out


def texts_of(lengths: NDArray[np.int32], letters: bytes) -> Any:
    """Return an Arrow array of texts that stand one after the other.

    Parameters
    ----------
    lengths : int32 array
        The bytes of each text.
    letters : bytes
        UTF-8.

    Raises
    ------
    ArrowInvalid
        If they do not belong together.
    """
    import pyarrow as pa

    places = np.concatenate((np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)))
    buffers = [None, pa.py_buffer(places), pa.py_buffer(letters)]
    array = pa.Array.from_buffers(pa.string(), len(lengths), buffers)
    array.validate(full=True)
    return array


def lengths_of(piece: Any) -> NDArray[np.int32]:
    """Return the bytes of each text of an Arrow array."""
    return np.diff(_places(piece))


def _places(piece: Any) -> NDArray[np.integer[Any]]:
    """Return where each text begins and ends among the letters."""
    held = np.frombuffer(piece.buffers()[1], dtype=np.int32)
    return held[piece.offset : piece.offset + len(piece) + 1]


def _bytes_of(piece: Any) -> NDArray[np.uint8]:
    """Return all letters of an array of texts, one text after the other."""
    letters, places = piece.buffers()[2], _places(piece)
    if letters is None or not len(places):
        return np.zeros(0, dtype=np.uint8)
    return np.frombuffer(letters, dtype=np.uint8)[places[0] : places[-1]]
