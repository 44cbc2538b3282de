"""Workbooks (.xlsx, .xlsm, .xls, .ods, .xlsb) to sheets of cells."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from ips_audit.intake.files import limits
from ips_audit.intake.files.archive import Broken, Encrypted, Inspected, PartNotes, Unsafe, inspect
from ips_audit.intake.files.cells import CellRows
from ips_audit.intake.files.limited_process import (
    Locked,
    Nowhere,
    Parsed,
    Unbounded,
    Unreadable,
    parse_apart,
)
from ips_audit.intake.files.ole import Damaged, check_xls
from ips_audit.intake.files.source import Book, Content, Sheet, UnreadableFile
from ips_audit.words import reading as words

PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
# What a reader of damaged files may raise besides its own errors.
DAMAGE = (ValueError, IndexError, KeyError, OverflowError, OSError, MemoryError, zipfile.BadZipFile)


def read_workbook(name: str, data: Content, zipped: bool) -> Book:
    """Read every sheet that is not hidden.

    Parameters
    ----------
    name : str
        Safe to show.
    data : bytes or OnDisk
        On disk only what is larger than any workbook may be.
    zipped : bool
        True for a zip container, False for an OLE one (.xls).

    Returns
    -------
    Book

    Raises
    ------
    UnreadableFile
        If the file breaks a limit, is damaged, protected or holds no sheet that is shown.
    """
    if len(data) > limits.WORKBOOK_BYTES or not isinstance(data, bytes):
        raise UnreadableFile(
            words.TOO_LARGE_WORKBOOK.format(
                name=name,
                size=len(data) // limits.MB,
                limit=limits.WORKBOOK_BYTES // limits.MB,
            )
        )
    seen = Inspected({}, odd=True)
    if zipped:
        try:
            seen = inspect(data)
        except Unsafe as error:
            raise UnreadableFile(words.UNSAFE.format(name=name, why=error)) from None
        except Encrypted:
            raise UnreadableFile(words.PASSWORD.format(name=name)) from None
        except Broken:
            raise UnreadableFile(words.BROKEN.format(name=name)) from None
        kind = _kind(name, data)
    elif PASSWORD_MARK in data:
        raise UnreadableFile(words.PASSWORD.format(name=name))
    else:
        _check_old(name, data)
        kind = "xls"
    # What the looking through covers is parsed here, anything else in a process of its own.
    apart = seen.odd or kind not in ("xlsx", "xlsm")
    sheets = _sheets(name, data, seen.notes, apart)
    hidden = sum(s.hidden for s in sheets)
    if hidden == len(sheets):
        raise UnreadableFile((words.ALL_HIDDEN if hidden else words.NO_TABLE).format(name=name))
    names = ", ".join(s.name or "" for s in sheets if s.hidden)
    said = (words.HIDDEN_SHEETS.format(name=name, sheets=names),) if hidden else ()
    return Book(name, kind, sheets, said)


def _check_old(name: str, data: bytes) -> None:
    """Refuse an .xls file that claims more cells than the limits allow."""
    try:
        if check_xls(data):
            return
    except Damaged:
        raise UnreadableFile(words.BROKEN.format(name=name)) from None
    raise UnreadableFile(words.UNSAFE.format(name=name, why=words.OUTSIDE))


def _kind(name: str, data: bytes) -> str:
    """Tell the kind by the parts inside; refuse zips that are no workbooks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise UnreadableFile(words.PASSWORD.format(name=name))
    for part, kind in (("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx")):
        if part in names:
            return "xlsm" if kind == "xlsx" and "xl/vbaProject.bin" in names else kind
    if "content.xml" in names:
        return "ods"
    if any(n.startswith("xl/") for n in names):
        raise UnreadableFile(words.BROKEN.format(name=name))
    what = words.DOCUMENT if any(n.startswith("word/") for n in names) else words.ARCHIVE
    raise UnreadableFile(words.NOT_A_TABLE.format(name=name, kind=what))


def _sheets(name: str, data: bytes, notes: dict[str, PartNotes], apart: bool) -> tuple[Sheet, ...]:
    """Read the shown sheets; hidden ones are listed and never opened."""
    collecting = gc.isenabled()
    gc.disable()  # looking for cycles among millions of fresh cells doubles the time
    sheets: list[Sheet] = []
    try:
        with _faults():
            for parsed in parse_apart(data) if apart else _parsed(data):
                if parsed.hidden:
                    sheets.append(Sheet(parsed.name, (), hidden=True, file=name))
                    continue
                note = notes.get(parsed.name)
                rows = CellRows(parsed.rows, parsed.column, note.merged if note else ())
                said = _said(name, note, rows.trim())
                sheets.append(Sheet(parsed.name, rows, file=name, warnings=said))
    except Locked:
        raise UnreadableFile(words.PASSWORD.format(name=name)) from None
    except Unreadable:
        raise UnreadableFile(words.BROKEN.format(name=name)) from None
    except Unbounded:
        raise UnreadableFile(words.UNSAFE.format(name=name, why=words.TOO_MUCH)) from None
    except Nowhere:
        raise UnreadableFile(words.UNSAFE.format(name=name, why=words.APART)) from None
    finally:
        if collecting:
            gc.enable()
    return tuple(sheets)


def _parsed(data: bytes) -> Iterator[Parsed]:
    """Parse a workbook that was looked through, in this process."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for i, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            yield Parsed(meta.name, True, 0, iter(()))
            continue
        sheet = book.get_sheet_by_index(i)
        yield Parsed(meta.name, False, sheet.start[1] if sheet.start else 0, sheet.iter_rows())


@contextmanager
def _faults() -> Iterator[None]:
    """Say of what the reader raises on damaged files that it is that."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Locked from None
    except (CalamineError, *DAMAGE):
        raise Unreadable from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own fault
            raise
        raise Unreadable from None


def _said(name: str, note: PartNotes | None, blank_rows: int) -> tuple[str, ...]:
    """Say what the sheet's own XML told."""
    out = []
    if blank_rows > limits.BLANK_ROWS_SAID:
        out.append(words.BLANK_ROWS.format(name=name, n=blank_rows))
    if note is not None and note.hidden_rows:
        out.append(words.HIDDEN_ROWS.format(n=note.hidden_rows, name=name))
    if note is not None and note.hidden_columns:
        out.append(words.HIDDEN_COLUMNS.format(n=note.hidden_columns, name=name))
    if note is not None and note.errors:
        out.append(words.ERROR_CELLS.format(n=note.errors, name=name, cell=note.first_error))
    if note is not None and note.no_result:
        first = note.first_no_result
        out.append(words.NO_RESULTS.format(n=note.no_result, name=name, cell=first))
    return tuple(out)
