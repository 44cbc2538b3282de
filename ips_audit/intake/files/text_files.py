"""Text tables (.csv, .tsv, .txt) to a sheet, with any separator and encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

import numpy as np

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_rows import CellRows, LongCell
from ips_audit.intake.files.encoding import encoding_of
from ips_audit.intake.files.headings import HEAD_ROWS as HEADINGS_WITHIN
from ips_audit.intake.files.headings import find_headings
from ips_audit.intake.files.large_text import Form, read_columns
from ips_audit.intake.files.source import Book, Content, Row, Sheet, UnreadableFile, opened, pieces
from ips_audit.intake.files.unique_texts import Part
from ips_audit.words import reading as words

HEAD_ROWS = 200  # enough to find the headings in
SAMPLE = 200_000  # characters looked at to tell the separator
_BREAK = re.compile(r"[\r\n]")
MARKUP = (
    "<?xml", "<html", "<!doctype", "<!--", "<table", "<head", "<body", "<meta", "<div", "<style",
    "mime-version:", "content-type:",
)  # fmt: skip
SEPARATORS = (",", ";", "\t", "|")
ONE_BYTE = ("utf-8", "cp1252")


class TextRows(Sequence[Row]):
    """The rows of a text table: the first ones at hand, all columns on demand."""

    def __init__(self, name: str, data: Content, encoding: str, separator: str, skip: int) -> None:
        self._name, self._data, self._encoding = name, data, encoding
        self._separator, self.skip = separator, skip
        self._head = list(islice(self._parsed(), HEAD_ROWS))
        self._length: int | None = len(self._head) if len(self._head) < HEAD_ROWS else None
        self._ahead: dict[int, list[Part] | None] = {}  # by the first row

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

    def columns(self, first: int) -> list[Part]:
        """Return every column from row `first` (0-based) on, as codes into distinct answers."""
        found = self._ahead.pop(first) if first in self._ahead else self._plain(first)
        if found is not None:
            self._length = first + len(found[0])
            return found
        rows = CellRows(islice(self._parsed(), first, None))
        self._length = first + len(rows)
        return [*rows.columns(0)]

    def read_ahead(self) -> None:
        """Read the columns of a large table before they are asked for.

        Reading takes no turn from Python: the caller's other threads can work meanwhile.
        """
        headings = find_headings(self._head[:HEADINGS_WITHIN])
        if headings is not None:
            self._ahead[headings.first] = self._plain(headings.first)

    def _plain(self, first: int) -> list[Part] | None:
        """Return the columns of a large table written plainly enough for Arrow, else None."""
        lines = not any(isinstance(c, str) and _BREAK.search(c) for r in self._head for c in r)
        width = max((len(r) for r in self._head), default=0)
        plain = width and lines and self._separator.isascii()
        if len(self._data) <= limits.BULK or not plain or not self._marks_closed():
            return None
        form = Form(
            self._encoding, self._separator, self.skip + first, width,
            frozenset(j for j in range(width) if _all_differ(j, self._head[first:])),
        )  # fmt: skip
        try:
            return read_columns(self._data, form)
        except LongCell:
            raise self._long_cell() from None

    def within_cells(self, columns: Sequence[Part]) -> tuple[int, int] | None:
        """Tell where lines that look like whole rows stand within a cell.

        Parameters
        ----------
        columns : sequence of Codes or RawTexts
            As `columns` returned them.

        Returns
        -------
        (int, int) or None
            The first such row, 0-based as in the columns, and how many lines; a quotation mark
            that is never closed may have swallowed them.
        """
        first, lines = None, 0
        for column in columns:
            for i in np.flatnonzero(column.texts_with(_BREAK, ("\n", "\r"))).tolist():
                parts = _BREAK.split(str(column.cell(i)))[1:]
                if n := sum(p.count(self._separator) >= max(2, len(columns) - 1) for p in parts):
                    first, lines = min(i, i if first is None else first), lines + n
        return None if first is None else (first, lines)

    def _marks_closed(self) -> bool:
        """Tell whether the last row ends outside quotation marks; if not, each is looked at."""
        end = self._data[-SAMPLE:].decode(self._encoding, "replace").rstrip("\r\n")
        return not _unclosed(re.split(r"\r\n|\r|\n", end)[-1:], self._separator)

    def _long_cell(self) -> UnreadableFile:
        return UnreadableFile(words.LONG_CELL.format(name=self._name, limit=limits.CELL_CHARACTERS))

    def _parsed(self) -> Iterator[Row]:
        """Split the text into rows of cells; a blank cell is None."""
        csv.field_size_limit(limits.CELL_CHARACTERS)
        with io.TextIOWrapper(
            opened(self._data), encoding=self._encoding, errors="replace", newline=""
        ) as stream:
            lines = _Lines(stream)
            last: list[str] = []
            try:
                for i, row in enumerate(csv.reader(lines, delimiter=self._separator)):
                    last, lines.read = lines.read, []
                    if i < self.skip:
                        continue
                    if len(row) > limits.COLUMNS:
                        raise UnreadableFile(
                            words.TOO_MANY_COLUMNS.format(name=self._name, limit=limits.COLUMNS)
                        )
                    yield [c if c != "" else None for c in row]
            except csv.Error:
                raise self._long_cell() from None
            if _unclosed(last, self._separator):
                raise self._long_cell()


def _all_differ(j: int, rows: Sequence[Row]) -> bool:
    """Tell whether no answer of a column stands twice in the first rows."""
    cells = [r[j] for r in rows if j < len(r)]
    return len(cells) >= HEAD_ROWS / 2 and len(set(cells)) == len(cells)


class _Lines:
    """The lines of a text, without a mark at the start; those of the row at hand are kept."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.read: list[str] = []
        self._stream = stream
        self._first = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        self.read.append(line)
        return line


def _unclosed(lines: Sequence[str], separator: str) -> bool:
    """Tell whether a row ends within quotation marks; then it may hold many rows."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def read_text(name: str, data: Content) -> Book:
    """Read a table of text.

    Parameters
    ----------
    name : str
        Safe to show.
    data : bytes or OnDisk

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
    encoding, said = encoding_of(name, data)
    if encoding in ONE_BYTE and any(b"\0" in piece for piece in pieces(data)):
        # A zero byte would end the cell early, without a word.
        data = data[:].replace(b"\0", b"?")
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
    rows.read_ahead()
    return Book(name, "csv", (Sheet(None, rows, file=name),), tuple(said))


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
