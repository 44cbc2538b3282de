"""Text tables (.csv, .tsv, .txt) to a sheet, with any separator and encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import limits
from ips_audit.intake.book import Book, Row, Sheet, UnreadableFile
from ips_audit.intake.codes import Codes, merge_blanks
from ips_audit.words import reading as words

HEAD_ROWS = 200  # enough to find the headings in
SAMPLE = 200_000  # characters looked at to tell the separator
USUAL = frozenset("–—‘’“”•…£€°½¼¾©®™·\u00a0¬´§²³«»")  # what is typed besides letters
CHUNK = 1 << 22
CHUNK_ROWS = 500_000  # parsed at a time, so that memory holds codes and distinct texts only
MARKUP = ("<?xml", "<html", "<!doctype", "<table", "<head", "<body")
SEPARATORS = (",", ";", "\t", "|")
ONE_BYTE = ("utf-8", "cp1252")
UTF32 = {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"}
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class TextRows(Sequence[Row]):
    """The rows of a text table: the first ones at hand, all columns on demand."""

    def __init__(self, name: str, data: bytes, encoding: str, separator: str, skip: int) -> None:
        self._name, self._data, self._encoding = name, data, encoding
        self._separator, self.skip = separator, skip
        self._head = list(islice(self._parsed(), HEAD_ROWS))
        self._length: int | None = len(self._head) if len(self._head) < HEAD_ROWS else None

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(1 for _ in self._parsed())
        return self._length

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """Return rows; those beyond the head are parsed anew."""
        if isinstance(at, slice):
            if at.stop is not None and 0 <= at.stop <= HEAD_ROWS:
                return self._head[at]
            return list(self)[at]
        if 0 <= at < len(self._head):
            return self._head[at]
        return list(self)[at]

    def __iter__(self) -> Iterator[Row]:
        return self._parsed()

    def columns(self, first: int) -> list[Codes]:
        """Return every column from row `first` (0-based) on, as codes into distinct answers."""
        width = max((len(r) for r in self._head), default=0)
        try:
            return self._columns(first, width)
        except _TooWide:
            return self._columns(first, max(len(r) for r in self._parsed()))

    def _columns(self, first: int, width: int) -> list[Codes]:
        import pandas as pd

        # Never dtype="category": it turns a column of "027" into the number 27.
        places: list[dict[str, int]] = [{} for _ in range(width)]
        parts: list[list[NDArray[np.int32]]] = [[] for _ in range(width)]
        try:
            with pd.read_csv(
                io.BytesIO(self._data), engine="c", sep=self._separator, header=None,
                names=list(range(width)), index_col=None, dtype=object, na_filter=False,
                skip_blank_lines=False, skiprows=self.skip + first, encoding=self._encoding,
                encoding_errors="replace", chunksize=CHUNK_ROWS,
            ) as frames:  # fmt: skip
                for frame in frames:
                    for j in range(width):
                        codes, texts = pd.factorize(frame.iloc[:, j].to_numpy())
                        parts[j].append(self._places(places[j], texts.tolist())[codes])
        except pd.errors.EmptyDataError:
            return []
        except pd.errors.ParserError as error:
            if "Expected" in str(error) and "saw" in str(error):
                raise _TooWide from None
            raise self._long_cell() from None
        joined = [np.concatenate(p) if p else np.zeros(0, np.int32) for p in parts]
        self._length = first + (len(joined[0]) if joined else 0)
        return [merge_blanks(c, tuple(p)) for c, p in zip(joined, places, strict=True)]

    def _places(self, place: dict[str, int], texts: Sequence[str]) -> NDArray[np.int32]:
        """Return the distinct texts of one piece as numbers, in the order in which they come."""
        if max(map(len, texts), default=0) > limits.CELL_CHARACTERS:
            raise self._long_cell()
        numbers = (place.setdefault(text, len(place)) for text in texts)
        return np.fromiter(numbers, dtype=np.int32, count=len(texts))

    def _long_cell(self) -> UnreadableFile:
        return UnreadableFile(words.LONG_CELL.format(name=self._name, limit=limits.CELL_CHARACTERS))

    def _parsed(self) -> Iterator[Row]:
        """Split the text into rows of cells; a blank cell is None."""
        csv.field_size_limit(limits.CELL_CHARACTERS)
        stream = io.TextIOWrapper(
            io.BytesIO(self._data), encoding=self._encoding, errors="replace", newline=""
        )
        rows = csv.reader(_lines(stream), delimiter=self._separator)
        try:
            for i, row in enumerate(rows):
                if i < self.skip:
                    continue
                if len(row) > limits.COLUMNS:
                    raise UnreadableFile(
                        words.TOO_MANY_COLUMNS.format(name=self._name, limit=limits.COLUMNS)
                    )
                yield [c if c != "" else None for c in row]
        except csv.Error:
            raise self._long_cell() from None


class _TooWide(Exception):
    """A row is wider than the first rows were."""


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines without a mark at the start and without characters that end a text early."""
    for i, line in enumerate(stream):
        yield line.removeprefix("\ufeff") if i == 0 else line


def read_text(name: str, data: bytes) -> Book:
    """Read a table of text.

    Parameters
    ----------
    name : str
        Safe to show.
    data : bytes

    Returns
    -------
    Book
        With one sheet that has no name.

    Raises
    ------
    UnreadableFile
        If it is no text, too large, too wide, or a cell is far too long.
    """
    if len(data) > limits.TEXT_BYTES:
        raise UnreadableFile(
            words.TOO_LARGE_TEXT.format(
                name=name, size=len(data) // limits.MB, limit=limits.TEXT_BYTES // limits.MB
            )
        )
    encoding, said = _encoding(name, data)
    if encoding in ONE_BYTE and b"\0" in data:
        # A zero byte would end the cell early, without a word.
        data = data.replace(b"\0", b"?")
        said = [words.BAD_BYTES.format(name=name)]
    sample = data[: SAMPLE * 2].decode(encoding, "replace").removeprefix("\ufeff")
    if sample.lstrip()[:500].casefold().startswith(MARKUP):
        raise UnreadableFile(words.NOT_A_TABLE.format(name=name, kind=words.WEB_PAGE))
    skip, separator = 0, None
    if match := re.match(r"\"?sep=(.)\"?(?:\r\n|\r|\n)", sample, re.IGNORECASE):
        skip, separator, sample = 1, match[1], sample[match.end() :]
    lines = re.split(r"\r\n|\r|\n", sample)
    if max(max(line.count(s) for s in SEPARATORS) for line in lines) > 50 * limits.COLUMNS:
        raise UnreadableFile(words.TOO_MANY_COLUMNS.format(name=name, limit=limits.COLUMNS))
    rows = TextRows(name, data, encoding, separator or _separator(lines), skip)
    return Book(name, "csv", (Sheet(None, rows, file=name),), tuple(said))


def _encoding(name: str, data: bytes) -> tuple[str, list[str]]:
    """Tell the encoding by the mark, by zeros between letters, then UTF-8, then Windows' own."""
    if data[:4] in UTF32:
        return UTF32[data[:4]], []
    if data[:2] in UTF16:
        return UTF16[data[:2]], []
    sample = data[:50_000]
    if sample[:200].count(0) > len(sample[:200]) / 4:
        little = sample[:200][1::2].count(0) > sample[:200][::2].count(0)
        return "utf-16-le" if little else "utf-16-be", []
    control = sum(sample.count(bytes([b])) for b in (*range(9), *range(14, 32), 127))
    if control > len(sample) * 0.02:
        raise UnreadableFile(words.NOT_TEXT.format(name=name))
    wrong, right = _not_utf8(data)
    if not wrong:
        return "utf-8", []
    odd, usual = _windows_characters(data)
    said = [words.BAD_BYTES.format(name=name)]
    if wrong <= right or not usual:
        return "utf-8", said
    return "cp1252", said if odd else []


def _windows_characters(data: bytes) -> tuple[int, int]:
    """Count the characters beyond ASCII that Windows' code page makes odd, and usual, sense of."""
    beyond = data.translate(None, delete=bytes(range(128))).decode("cp1252", "replace")
    usual = sum(n for c, n in Counter(beyond).items() if c in USUAL or (c.isalpha() and c != "ÿ"))
    return len(beyond) - usual, usual


def _not_utf8(data: bytes) -> tuple[int, int]:
    """Count what is no UTF-8, and the letters beyond ASCII that are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wrong = beyond = 0
    for at in range(0, len(data), CHUNK):
        piece = data[at : at + CHUNK]
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece, final=at + CHUNK >= len(data))
        bad = text.count("\ufffd")
        wrong += bad
        beyond += sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - bad
    return wrong, beyond


def _separator(lines: Sequence[str]) -> str:
    """Choose the separator that splits the lines most alike."""
    best, score = ",", 0.0
    sample = [line for line in lines[:60] if line.strip()]
    for candidate in SEPARATORS:
        csv.field_size_limit(10 * SAMPLE)
        try:
            widths = Counter(len(r) for r in csv.reader(sample, delimiter=candidate))
        except csv.Error:
            continue
        if not widths:
            continue
        usual, times = widths.most_common(1)[0]
        alike = times / widths.total() * (usual - 1)
        if alike > score:
            best, score = candidate, alike
    return best
