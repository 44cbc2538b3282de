"""Read a workbook in a process of its own: a script that `workbook_process` starts.

The file comes on standard input. For each sheet a line of JSON goes out, then the numbers of its
columns, and the letters of those held as texts; a last line says how it ended. It imports no pandas
and no numpy, so that it starts at once, while the other process loads them.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from typing import Any

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_columns import CodedColumn, TextColumn, columns_of
from ips_audit.intake.files.sheet_xml import SheetXml
from ips_audit.intake.files.workbook_parts import (
    Refused,
    check_contents,
    check_other,
    part_key,
    sheets_by_part,
)

ZIP = b"PK\x03\x04"
PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
# What reading a damaged file may raise besides the reader's own errors.
DAMAGE = (
    ValueError, IndexError, KeyError, OverflowError, OSError, EOFError, NotImplementedError,
    RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
Write = Callable[[bytes], object]


def main(data: bytes, write: Write) -> None:
    """Write the sheets of a workbook, then how it ended.

    Parameters
    ----------
    data : bytes
        The file.
    write : callable
        Takes the bytes that go out.
    """
    import python_calamine as calamine

    try:
        if data.startswith(ZIP):
            _read_zipped(data, write)
        elif PASSWORD_MARK in data:
            raise Refused("password")
        else:
            _write_sheets(data, write)
        end = {"end": "read"}
    except Refused as refusal:
        end = {"end": str(refusal)}
    except calamine.PasswordError:
        end = {"end": "password"}
    except MemoryError:
        end = {"end": "too much"}
    except (calamine.CalamineError, *DAMAGE):
        end = {"end": "broken"}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own fault, on damaged files
            raise
        end = {"end": "broken"}
    _write_line(write, end)


def _read_zipped(data: bytes, write: Write) -> None:
    """Parse a zipped workbook while its XML is looked through."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, ThreadPoolExecutor(1) as beside:
        check_contents(archive, len(data))
        looking = beside.submit(_look_through, archive)
        try:
            _write_sheets(data, write, lambda name: looking.result().get(name))
        finally:
            looking.result()  # where both object, its reason is the clearer one


def _look_through(archive: zipfile.ZipFile) -> dict[str, SheetXml]:
    """Look at all parts of a zipped workbook once.

    Returns
    -------
    dict
        The name of each sheet, and what its XML says.

    Raises
    ------
    Refused
        If a part declares entities, or is written so that the reader would take a value for
        another.
    """
    sheets = sheets_by_part(archive)
    found = {}
    for member in archive.infolist():
        name = member.filename
        if part_key(name) in sheets:
            found[sheets[part_key(name)]] = SheetXml(archive, name)
        elif name.endswith((".xml", ".rels")):
            check_other(archive, member)
    return found


def _write_sheets(
    data: bytes,
    write: Write,
    xml_of: Callable[[str], SheetXml | None] = lambda name: None,
) -> None:
    """Parse each sheet that is shown; write what it holds and what its XML says of it."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for i, meta in enumerate(book.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != calamine.SheetVisibleEnum.Visible:
            _write_line(write, {"sheet": meta.name, "hidden": True})
            continue
        sheet = book.get_sheet_by_index(i)
        if sheet.total_height > limits.ROWS or sheet.total_width > limits.GRID_COLUMNS:
            raise Refused("outside")
        if sheet.total_height * sheet.total_width > limits.AREA:
            raise Refused("too much")
        length, columns = columns_of(sheet.iter_rows(), raw=len(data) > limits.BULK)
        xml = xml_of(meta.name)
        notes = xml.agreed(sum(column.filled() for column in columns)) if xml else {}
        head = {
            "sheet": meta.name,
            "hidden": False,
            "length": length,
            "before": sheet.start[1] if sheet.start else 0,
            "columns": [
                c.answers() if isinstance(c, CodedColumn) else len(c.letters) for c in columns
            ],
            "merged": _merged_down(sheet),
            "notes": notes,
        }
        _write_line(write, head)
        for column in columns:
            write(column.numbers.tobytes())
            if isinstance(column, TextColumn):
                write(bytes(column.letters))


def _merged_down(sheet: Any) -> list[tuple[int, int, int]]:
    """Return the cells merged down one column: it, the first and the last row, 1-based."""
    ranges = sheet.merged_cell_ranges or []  # None where the kind of file does not tell
    return [
        (left + 1, top + 1, bottom + 1)
        for (top, left), (bottom, right) in ranges
        if left == right and top < bottom
    ]


def _write_line(write: Write, line: object) -> None:
    write(json.dumps(line, default=_typed).encode() + b"\n")


def _typed(value: object) -> list[object]:
    """Return a value that JSON does not know as its kind and its text."""
    if isinstance(value, timedelta):
        return ["timedelta", value.total_seconds()]
    assert isinstance(value, (date, time))
    return [type(value).__name__, value.isoformat()]


if __name__ == "__main__":
    main(sys.stdin.buffer.read(), sys.stdout.buffer.write)
