"""Look through an .xls file once: how far its sheets claim to reach.

The reader sets memory aside for what a sheet claims, so a claim beyond the limits would end the
process. Layouts: [MS-CFB] for the container, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ips_audit.intake.files import limits

END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
HEADER_SECTORS = 109
ENTRY = 128
DIMENSIONS = 0x0200
CELLS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
XLS_COLUMNS = 256  # the old format has no more


class Damaged(Exception):
    """The container or a record does not hold together."""


def check_xls(data: bytes) -> bool:
    """Decide whether an .xls file may be parsed.

    Parameters
    ----------
    data : bytes
        The file as given.

    Returns
    -------
    bool
        False where a sheet claims more cells than the limits allow.

    Raises
    ------
    Damaged
        If the container does not hold together.
    """
    try:
        return all(_within(stream) for stream in _workbook_streams(data))
    except (struct.error, IndexError, ValueError, OverflowError):
        raise Damaged from None


def _within(stream: bytes) -> bool:
    """Walk the records of a workbook stream."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == DIMENSIONS and size >= 10:
            wide = size >= 14
            first, last, left, right = struct.unpack_from("<IIHH" if wide else "<HHHH", stream, at)
            claimed = max(0, last - first) * max(0, right - left)
            if claimed > limits.AREA or last > limits.ROWS:
                return False
        elif kind in CELLS and struct.unpack_from("<H", stream, at + 2)[0] >= XLS_COLUMNS:
            return False
        at += size
    return True


def _workbook_streams(data: bytes) -> Iterator[bytes]:
    """Yield the streams that hold a workbook's records."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise Damaged
    fat_count, first_entry = struct.unpack_from("<I", data, 44)[0], _number(data, 48)
    cutoff, mini_fat = _number(data, 56), _number(data, 60)
    sectors = [s for s in struct.unpack_from(f"<{HEADER_SECTORS}I", data, 76) if s < END]
    more, size = _number(data, 68), 1 << shift
    while more < END and len(sectors) < fat_count <= len(data) // size:
        listed = struct.unpack(f"<{size // 4}I", _sector(data, more, size))
        sectors += [s for s in listed[:-1] if s < END]
        more = listed[-1]
    table = b"".join(_sector(data, s, size) for s in sectors)
    fat = struct.unpack(f"<{len(table) // 4}I", table)
    entries = _chain(data, first_entry, fat, size)
    small_table = _chain(data, mini_fat, fat, size) if mini_fat < END else b""
    small_fat = struct.unpack(f"<{len(small_table) // 4}I", small_table)
    root = _chain(data, _number(entries, 116), fat, size) if _number(entries, 116) < END else b""
    for at in range(0, len(entries), ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if name.casefold() in ("workbook", "book"):
            start, stream_size = struct.unpack_from("<II", entries, at + 116)
            if stream_size < cutoff:
                small = b"\0" * 64 + root  # sector n of the small stream begins at 64 × n
                yield _chain(small, start, small_fat, 64)[:stream_size]
            else:
                yield _chain(data, start, fat, size)[:stream_size]


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _sector(data: bytes, number: int, size: int) -> bytes:
    """Return a sector; the first one follows a header of the same size."""
    held = data[(number + 1) * size : (number + 2) * size]
    return held.ljust(size, b"\0")


def _chain(data: bytes, start: int, fat: tuple[int, ...], size: int) -> bytes:
    """Join the sectors of a chain, which may not run in a circle."""
    out, at = [], start
    while at < END:
        out.append(_sector(data, at, size))
        if len(out) > len(fat):
            raise Damaged
        at = fat[at]
    return b"".join(out)
