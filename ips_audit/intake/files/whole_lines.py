"""A text cut into pieces of whole rows, all of them in UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain

from ips_audit.intake.files.source import Content, opened

BOM = codecs.BOM_UTF8
PIECE = 1 << 20  # bytes: enough that cutting costs nothing, few enough to weigh little
MOST = 32  # pieces without an end of a row between them
TRIES = 1_000  # quotation marks looked behind for the end of a row
MARK = b'"'


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
