"""Look through a zipped workbook once, with a cap, before anything parses it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from ips_audit.intake import limits

CHUNK = 1 << 20
ALLOWED_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MARKUP = (b"<!DOCTYPE", b"<!ENTITY")
BAD_REFERENCE = re.compile(rb'<c [^>]*?r="([A-Z]{4,}|X[G-Z][A-Z]|XF[E-Z]|[YZ][A-Z]{2})\d+"')
HUGE_ROW = re.compile(rb'<row [^>]*?r="(\d{8,})"')


class Unsafe(Exception):
    """The archive breaks a limit; the message says which, in plain words."""


class Broken(Exception):
    """The archive is damaged."""


@dataclass(frozen=True)
class Hidden:
    """How many rows and columns of the sheets are hidden."""

    rows: int = 0
    columns: int = 0


def inspect(data: bytes) -> Hidden:
    """Decide whether a zipped workbook may be parsed.

    Parameters
    ----------
    data : bytes
        The file as given.

    Returns
    -------
    Hidden
        Hidden rows and columns seen on the way.

    Raises
    ------
    Unsafe
        If the archive breaks a limit (members, method, really unpacked size, entities,
        nesting, styles, strings, references).
    Broken
        If it is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members)
            left, rows, columns = limits.UNPACKED_BYTES, 0, 0
            for member in members:
                used, hidden = _stream(archive, member, left)
                left -= used
                rows, columns = rows + hidden.rows, columns + hidden.columns
            return Hidden(rows, columns)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Broken from error
    except Exception as error:
        if type(error).__name__ == "error":  # zlib.error has no public base class
            raise Broken from error
        raise


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.MEMBERS:
        raise Unsafe("it has too many parts")
    names = [m.filename for m in members]
    if len(set(names)) != len(names):
        raise Unsafe("two of its parts have the same name")
    if any(m.flag_bits & 0x1 for m in members):
        raise Unsafe("parts of it are encrypted")
    if any(m.compress_type not in ALLOWED_METHODS for m in members):
        raise Unsafe("it is packed in a way that spreadsheets do not use")


def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> tuple[int, Hidden]:
    """Unpack one member in pieces, counting; stop at the first broken limit."""
    size, tail, counts = 0, b"", _Counts()
    declared = member.file_size
    with archive.open(member) as stream:
        # The header may lie about the size: read on until the stream itself ends.
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > left or size > declared:
                raise Unsafe("it unpacks to far more than it should")
            ratio = size / max(1, member.compress_size)
            if size > limits.RATIO_FLOOR and ratio > limits.UNPACK_RATIO:
                raise Unsafe("it unpacks to far more than it should")
            if member.filename.endswith((".xml", ".rels")):
                counts.look(member.filename, tail, chunk)
                tail = chunk[-200:]
    if _really_larger(archive, member):
        raise Unsafe("its parts are not as large as they say")
    return size, Hidden(counts.hidden_rows, counts.hidden_columns)


def _really_larger(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether a packed stream goes on after the size its header gives."""
    if member.compress_type != zipfile.ZIP_DEFLATED or archive.fp is None:
        return False
    import zlib

    archive.fp.seek(member.header_offset)
    header = archive.fp.read(30)
    start = member.header_offset + 30
    start += int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    archive.fp.seek(start)
    inflate, unpacked = zlib.decompressobj(-15), 0
    remaining = member.compress_size
    while remaining > 0 and not inflate.eof:
        packed = archive.fp.read(min(CHUNK, remaining))
        if not packed:
            break
        remaining -= len(packed)
        while packed:
            unpacked += len(inflate.decompress(packed, CHUNK))
            packed = inflate.unconsumed_tail
            if unpacked > member.file_size:
                return True
    return False


class _Counts:
    """Running counts over the pieces of one XML part."""

    def __init__(self) -> None:
        self.depth = 0
        self.strings = self.styles = self.cells = 0
        self.hidden_rows = self.hidden_columns = 0

    def look(self, name: str, tail: bytes, chunk: bytes) -> None:
        chunk = _as_utf8(chunk)
        both = tail + chunk
        if any(mark in both for mark in MARKUP):
            raise Unsafe("it declares XML entities, which no spreadsheet needs")
        opened, closed = chunk.count(b"<"), chunk.count(b"</")
        self.depth += opened - 2 * closed - chunk.count(b"/>") - chunk.count(b"<?")
        if self.depth > limits.DEPTH:
            raise Unsafe("its parts are nested too deeply")
        if name.endswith("sharedStrings.xml"):
            self.strings += chunk.count(b"<si")
            if self.strings > limits.STRINGS:
                raise Unsafe("it holds too many texts")
        if name.endswith("styles.xml"):
            self.styles += chunk.count(b"<xf ") + chunk.count(b"<xf/")
            if self.styles > limits.STYLES:
                raise Unsafe("it holds more cell styles than Excel allows")
        if "worksheets/" in name:
            self._sheet(both, chunk)

    def _sheet(self, both: bytes, chunk: bytes) -> None:
        self.cells += chunk.count(b"<c ")
        if self.cells > limits.CELLS:
            raise Unsafe("it holds too many cells")
        if BAD_REFERENCE.search(both) or HUGE_ROW.search(both):
            raise Unsafe("a cell lies outside the grid of a spreadsheet")
        if b"hidden=" in chunk:
            self.hidden_rows += len(re.findall(rb'<row [^>]*?hidden="(?:1|true)"', chunk))
            for low, high in re.findall(
                rb'<col (?=[^>]*hidden="(?:1|true)")(?=[^>]*min="(\d+)")[^>]*max="(\d+)"', chunk
            ):
                self.hidden_columns += max(0, int(high) - int(low) + 1)


def _as_utf8(chunk: bytes) -> bytes:
    """Fold UTF-16 text to single bytes so that the same marks are found."""
    return (
        chunk.replace(b"\0", b"")
        if chunk[:4].count(0) or chunk[:2] in (b"\xff\xfe", b"\xfe\xff")
        else chunk
    )
