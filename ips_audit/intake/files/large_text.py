"""Large text tables with the same number of cells on every row, read in pieces by Arrow."""

from __future__ import annotations

import codecs
import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_rows import LongCell
from ips_audit.intake.files.columns import merge_blanks
from ips_audit.intake.files.source import Content, opened
from ips_audit.intake.files.unique_texts import Part, RawTexts, lengths_of

WORKERS = min(4, os.cpu_count() or 1)  # Arrow reads a piece outside Python's lock
AHEAD = WORKERS + 1  # pieces held at once: few enough to weigh little
BYTE = 127  # one byte a row is enough for so many distinct texts
FEW = 5_000  # distinct texts: a column with more is held as it came, until somebody asks

BOM = codecs.BOM_UTF8
PIECE = 1 << 20  # bytes: enough that cutting costs nothing, few enough to weigh little
MOST = 32  # pieces without an end of a row between them
TRIES = 1_000  # quotation marks looked behind for the end of a row
MARK = b'"'


@dataclass(frozen=True)
class Form:
    """How a text table is written."""

    encoding: str
    separator: str
    skip: int  # lines before the first row of data
    width: int  # cells of a row
    raw: frozenset[int] = frozenset()  # columns that look as if hardly a text came twice


def read_columns(data: Content, form: Form) -> list[Part] | None:
    """Read every column of a text table whose rows all have the same width.

    Parameters
    ----------
    data : bytes or OnDisk
    form : Form

    Returns
    -------
    list of columns, or None
        None where the reader objects to anything: then each row has to be looked at.

    Raises
    ------
    LongCell
        If a cell is far too long.
    """
    import pyarrow as pa

    growing = [_GrowingColumn() for _ in range(form.width)]
    try:
        with closing(_parsed(data, form)) as batches:
            for batch in batches:
                if any(_with_break(column) for column in batch.columns):
                    return None
                for held, column in zip(growing, batch.columns, strict=True):
                    held.add(column)
    except (pa.ArrowInvalid, UnicodeError, Unclear):
        return None
    return [held.finished() for held in growing]


def _parsed(data: Content, form: Form) -> Generator[Any, None, None]:
    """Yield Arrow's batches of rows in order; the next pieces are read meanwhile."""
    waiting: deque[Future[Any]] = deque()
    skip = form.skip
    with ThreadPoolExecutor(WORKERS) as readers:
        for piece in whole_lines(data, form.encoding):
            waiting.append(readers.submit(_read_piece, piece, skip, form))
            skip = 0
            if len(waiting) > AHEAD:
                yield from waiting.popleft().result().to_batches()
        while waiting:
            yield from waiting.popleft().result().to_batches()


def _read_piece(piece: bytes, skip: int, form: Form) -> Any:
    """Read some whole lines."""
    import pyarrow as pa
    from pyarrow import csv

    names = [str(j) for j in range(form.width)]
    text = pa.string()
    few = pa.dictionary(pa.int32(), text)
    kinds = {n: text if j in form.raw else few for j, n in enumerate(names)}
    return csv.read_csv(
        pa.BufferReader(piece),
        csv.ReadOptions(
            use_threads=False, block_size=len(piece) + 1, column_names=names, skip_rows=skip
        ),
        csv.ParseOptions(
            delimiter=form.separator, newlines_in_values=True, ignore_empty_lines=False
        ),
        csv.ConvertOptions(column_types=kinds, strings_can_be_null=False),
        pa.system_memory_pool(),  # it gives back what is no longer needed
    )  # fmt: skip


def _with_break(column: Any) -> bool:
    """Tell whether the last cell holds a line break, as after a mark that is never closed."""
    return bool(len(column)) and any(c in column[-1].as_py() for c in "\r\n")


class _GrowingColumn:
    """One column as it is read: codes while there are few texts, else the texts themselves."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._codes: list[NDArray[np.integer[Any]]] = []
        self._texts: list[Any] = []

    def add(self, column: Any) -> None:
        """Add an array of texts, or of Arrow's dictionary type."""
        texts = getattr(column, "dictionary", column)
        _refuse_long(texts)
        if texts is column:
            self._texts.append(texts)
            return
        if not self._texts and len(texts) + len(self._places) <= FEW:
            place = self._places
            numbers = [place.setdefault(t, len(place)) for t in texts.to_pylist()]
            kind = np.int8 if len(place) <= BYTE else np.int16
            self._codes.append(np.array(numbers, dtype=kind)[np.from_dlpack(column.indices)])
            return
        import pyarrow as pa
        import pyarrow.compute as pc

        if self._codes:
            held = pa.array(list(self._places), pa.string())
            self._texts = [held.take(pa.array(codes)) for codes in self._codes]
            self._places, self._codes = {}, []
        self._texts.append(pc.take(texts, column.indices, memory_pool=pa.system_memory_pool()))

    def finished(self) -> Part:
        """Return the column."""
        if self._texts:
            return RawTexts(self._texts)
        joined = np.concatenate(self._codes) if self._codes else np.zeros(0, dtype=np.int8)
        self._codes = []
        return merge_blanks(joined, tuple(self._places))


def _refuse_long(texts: Any) -> None:
    """Raise LongCell if a text is far too long to be a label."""
    far = np.flatnonzero(lengths_of(texts) > limits.CELL_CHARACTERS)
    if any(len(texts[int(i)].as_py()) > limits.CELL_CHARACTERS for i in far):
        raise LongCell


class Unclear(Exception):
    """No place was found where a row surely ends."""


def whole_lines(data: Content, encoding: str) -> Iterator[bytes]:
    """Yield a text in pieces that end where a row ends, as far as quotation marks tell.

    A line break between quotation marks is part of a cell: a piece always holds an even number
    of marks. Where single marks stand in texts this may still be wrong; the reader then finds a
    row that ends with an unclosed cell.

    Parameters
    ----------
    data : bytes or OnDisk
    encoding : str
        As Python names it.

    Yields
    ------
    bytes
        UTF-8; together all of the text.

    Raises
    ------
    Unclear
        If a piece would begin with the mark of a file, far too much text comes without an end
        of a row, or with ends of several kinds, or a quotation mark is left over.
    UnicodeError
        If the text is not in that encoding. UTF-8 itself is left to the reader.
    """
    rest, end, begun = b"", b"", False
    for piece in _as_utf8(data, encoding):
        text = rest + piece
        if begun and text.startswith(BOM):
            raise Unclear  # the reader would take a letter of the text for a mark of the file
        if not end and (b"\n" in text or b"\r" in text):
            end = b"\n" if b"\n" in text else b"\r"
        if end == b"\r" and b"\n" in text:
            raise Unclear  # a break of two characters may have been cut in two
        cut = _end_of_row(text, end) if end else 0
        rest = text[cut:]
        if len(rest) > MOST * PIECE:
            raise Unclear
        if cut:
            yield text[:cut]
            begun = True
    if rest.count(MARK) % 2 or (begun and rest.startswith(BOM)):
        raise Unclear
    if rest:
        yield rest


def _as_utf8(data: Content, encoding: str) -> Iterator[bytes]:
    with opened(data) as stream:
        raw = iter(lambda: stream.read(PIECE), b"")
        if encoding == "utf-8":
            yield from raw
            return
        decode = codecs.getincrementaldecoder(encoding)().decode
        for piece in chain(raw, [b""]):
            yield decode(piece, final=not piece).encode()


def _end_of_row(text: bytes, end: bytes) -> int:
    """Return where the last row ends that surely does; 0 where none is found."""
    cut = text.rfind(end) + 1
    if MARK not in text:  # most texts; counting takes ten times as long
        return cut
    marks = text.count(MARK, 0, cut)
    for _ in range(TRIES):
        if marks % 2 == 0 or not cut:
            return cut
        # Back to before the last mark: up to there the cell was not opened yet, or not closed.
        before = text.rfind(end, 0, text.rfind(MARK, 0, cut)) + 1
        marks -= text.count(MARK, before, cut)
        cut = before
    return 0
