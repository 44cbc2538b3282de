"""Look through a zipped workbook once, with caps, before anything parses it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ips_audit.intake.files import limits
from ips_audit.intake.files.markup import PartNotes, PartReader, Unsafe, sheet_names, targets
from ips_audit.words import reading as words

__all__ = ["Broken", "Encrypted", "Inspected", "PartNotes", "Unsafe", "inspect"]

CHUNK = 1 << 21  # bytes: enough that counting them side by side pays
WORKERS = 2
LOCAL_HEADER = 30
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ENCRYPTED_FLAG = 0x1
KEPT = 2 * limits.MB  # the workbook's own small parts, kept to tell which part is which sheet


class Broken(Exception):
    """The archive is damaged."""


class Encrypted(Exception):
    """Parts of the archive are protected by a password."""


@dataclass(frozen=True)
class Inspected:
    """What the parts of a workbook say."""

    notes: dict[str, PartNotes]  # by the name of the sheet
    odd: bool  # cells may have been missed: only to be parsed under limits


@dataclass
class _Budget:
    """What may still be unpacked, over all members."""

    left: int = limits.UNPACKED_BYTES
    cells: int = limits.CELLS


def inspect(data: bytes) -> Inspected:
    """Decide whether a zipped workbook may be parsed, by streaming every member once.

    Parameters
    ----------
    data : bytes
        The file as given.

    Returns
    -------
    Inspected
        What the XML of each sheet says: hidden rows and columns, error cells; and whether the
        workbook is written in a way in which cells may have been missed.

    Raises
    ------
    Unsafe
        If the archive breaks a limit (members, method, really unpacked size, entities,
        nesting, styles, strings, cell references, cells named twice or misread).
    Encrypted
        If members are encrypted.
    Broken
        If it is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, struct.error):
        raise Broken from None
    _check_members(members, len(data))
    notes: dict[str, PartNotes] = {}
    kept: dict[str, bytes] = {}
    budget = _Budget()
    # Numpy counts outside Python's lock; for a small part a thread would cost more than it gives.
    with ThreadPoolExecutor(WORKERS) as counters:
        for member in members:
            large = member.compress_size > CHUNK // 4
            reader = PartReader(
                budget.cells,
                counters if large else None,
                repeats=member.filename == "content.xml",
            )
            pieces = []
            for piece in _unpacked(data, member, budget):
                reader.look(piece)
                if "/worksheets/" not in member.filename and member.file_size < KEPT:
                    pieces.append(piece)
            notes[member.filename] = reader.finish()
            budget.cells -= reader.cells
            if member.filename in (WORKBOOK, RELATIONS):
                kept[member.filename] = b"".join(pieces)
    workbook, relations = kept.get(WORKBOOK, b""), kept.get(RELATIONS, b"")
    sheets = {s: notes[p] for p, s in sheet_names(workbook, relations).items() if p in notes}
    if any(s.twice for s in sheets.values()):
        raise Unsafe(words.CELL_TWICE)
    if any(s.unclear for s in sheets.values()):
        raise Unsafe(words.UNCLEAR_CELLS)
    parts = {WORKBOOK, RELATIONS} | targets(relations)
    odd = b"&" in relations or not relations or any(notes[p].odd for p in parts if p in notes)
    return Inspected(sheets, odd)


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what the list of contents alone gives away."""
    if len(members) > limits.MEMBERS:
        raise Unsafe(words.MANY_PARTS)
    # Readers fold case and slashes differently, so names must differ beyond those.
    names = [m.filename.replace("\\", "/").lstrip("/").casefold() for m in members]
    if len(set(names)) != len(names):
        raise Unsafe(words.SAME_NAME)
    if any(m.flag_bits & ENCRYPTED_FLAG for m in members):
        raise Encrypted
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        raise Unsafe(words.ODD_PACKING)
    # Members that overlap let a small file unpack to a huge one.
    if sum(m.compress_size for m in members) > size:
        raise Unsafe(words.LYING_SIZE)


def _unpacked(data: bytes, member: zipfile.ZipInfo, budget: _Budget) -> Iterator[bytes]:
    """Unpack one member piece by piece, holding it to its header, its checksum and the caps."""
    head = data[member.header_offset : member.header_offset + LOCAL_HEADER]
    if len(head) < LOCAL_HEADER or head[:4] != b"PK\x03\x04":
        raise Broken
    name_length = int.from_bytes(head[26:28], "little")
    start = member.header_offset + LOCAL_HEADER
    local = data[start : start + name_length]
    if local not in (member.orig_filename.encode("utf-8"), _as_cp437(member.orig_filename)):
        raise Unsafe(words.SAME_NAME)  # two names for one part: readers would not agree
    start += name_length + int.from_bytes(head[28:30], "little")
    packed = memoryview(data)[start : start + member.compress_size]
    if len(packed) < member.compress_size:
        raise Broken
    size, checksum = 0, 0
    for piece in _inflated(packed, member.compress_type):
        size += len(piece)
        budget.left -= len(piece)
        if size > member.file_size:
            raise Unsafe(words.LYING_SIZE)
        ratio = size / max(1, member.compress_size)
        if budget.left < 0 or (size > limits.RATIO_FLOOR and ratio > limits.UNPACK_RATIO):
            raise Unsafe(words.TOO_MUCH)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != member.file_size or checksum != member.CRC:
        raise Broken


def _as_cp437(name: str) -> bytes | None:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return None


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    """Yield the content in pieces of at most CHUNK bytes, to the end of the packed stream."""
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), CHUNK):
            yield bytes(packed[at : at + CHUNK])
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), CHUNK):
            rest: bytes | memoryview = packed[at : at + CHUNK]
            while rest and not inflate.eof:
                if piece := inflate.decompress(rest, CHUNK):
                    yield piece
                rest = inflate.unconsumed_tail
        if tail := inflate.flush():
            yield tail
    except zlib.error:
        raise Broken from None
    if not inflate.eof:
        raise Broken
