"""Bytes to the table of a file. The first bytes, not the name, say what a file is.

What finds tables is imported where it is used: the process that reads a workbook starts before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, overload

from ips_audit.intake.files.source import Book, Sheet, Source, UnreadableFile, display_name, pieces
from ips_audit.intake.files.workbooks import read_workbook
from ips_audit.words import reading as words

if TYPE_CHECKING:
    from ips_audit.intake.files.table import Table

__all__ = [
    "Book", "Sheet", "Source", "UnreadableFile",
    "display_name", "find_table", "find_table_in_book", "likeliest_sheet", "open_source",
]  # fmt: skip

Kind = Literal["service", "caseload"]

NOTHING = b"\0 \t\r\n\xef\xbb\xbf"
ZIP, EMPTY_ZIP, OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = (
    (b"%PDF", words.PDF),
    (b"\x89PNG", words.PICTURE),
    (b"\xff\xd8\xff", words.PICTURE),
    (b"GIF8", words.PICTURE),
    (b"Rar!", words.ARCHIVE),
    (b"7z\xbc\xaf", words.ARCHIVE),
    (b"\x1f\x8b", words.ARCHIVE),
    (b"{\\rtf", words.DOCUMENT),
    (b"SQLite format 3", words.DATABASE),
    (b"PAR1", words.DATABASE),
)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
KNOWN_WORDS = re.compile(
    r"ethnic|gender|\bsex\b|\bage\b|birth|start|date|job|employ|outcome|group|count|people|"
    r"number|caseload|client|service|referr|total",
    re.IGNORECASE,
)
OF_KIND = {
    "service": re.compile(r"start|accept|referr|job|employ|outcome|client|\bid\b", re.IGNORECASE),
    "caseload": re.compile(r"caseload|baseline|population|people|number|count", re.IGNORECASE),
}


@overload
def open_source(source: Source) -> Book: ...
@overload
def open_source(source: str, data: bytes) -> Book: ...
def open_source(source: Source | str, data: bytes = b"") -> Book:
    """Read a file of any spreadsheet kind.

    Parameters
    ----------
    source : Source or str
        The file, or its name as uploaded (only ever shown, never used as a path).
    data : bytes, optional
        Its content, where only the name was given first.

    Returns
    -------
    Book
        Hidden sheets are listed by name and not opened.

    Raises
    ------
    UnreadableFile
        With one plain message.
    """
    given = source if isinstance(source, Source) else Source(source, data)
    shown, content = display_name(given.name), given.data
    if not content[:4096].strip(NOTHING) and not any(
        piece.strip(NOTHING) for piece in pieces(content)
    ):
        raise UnreadableFile(words.EMPTY.format(name=shown))
    for magic, kind in MAGIC:
        if content.startswith(magic):
            raise UnreadableFile(words.NOT_A_TABLE.format(name=shown, kind=kind))
    if content.startswith(EMPTY_ZIP):
        raise UnreadableFile(words.EMPTY.format(name=shown))
    if content.startswith((ZIP, OLE)):
        return read_workbook(shown, content)
    from ips_audit.intake.files.text_files import read_text

    book = read_text(shown, content)
    if not _only_named_workbook(shown, book.kind):
        return book
    said = words.NOT_A_WORKBOOK.format(name=shown)
    return replace(book, warnings=(said, *book.warnings))


def _only_named_workbook(name: str, kind: str) -> bool:
    """Tell text whose name ends like a workbook's."""
    return kind == "csv" and name.casefold().endswith(WORKBOOK_ENDINGS)


def find_table(sheet: Sheet, heading_row: int | None = None) -> Table:
    """Find the table of a sheet.

    Parameters
    ----------
    sheet : Sheet
    heading_row : int, optional
        1-based, when the user chose it.

    Returns
    -------
    Table

    Raises
    ------
    UnreadableFile
        If there is no table, or no row under the headings.
    """
    from ips_audit.intake.files.table import build_table

    table = build_table(sheet.file, sheet.name, sheet.rows, heading_row, sheet.warnings)
    if table is None:
        lone = sum(any(c not in (None, "") for c in row) for row in sheet.rows[:5]) == 1
        message = words.NO_ROWS if lone else words.NO_TABLE
        raise UnreadableFile(message.format(name=sheet.file))
    if table.n_rows == 0:
        raise UnreadableFile(words.NO_ROWS.format(name=sheet.file))
    return table


def find_table_in_book(
    book: Book, sheet: str | None = None, heading_row: int | None = None
) -> tuple[Table, str]:
    """Find the table of the likeliest sheet of a book, or of one that is named.

    Parameters
    ----------
    book : Book
    sheet : str, optional
        A sheet's name.
    heading_row : int, optional
        1-based, when the user chose it.

    Returns
    -------
    (Table, str)
        The sentence tells which sheets were passed over; empty for a single sheet.

    Raises
    ------
    UnreadableFile
        If there is no table, no row under the headings, or no such sheet.
    """
    names = [s.name or "" for s in book.shown]
    if sheet is not None and sheet not in names:
        raise UnreadableFile(
            words.NO_SHEET.format(name=book.name, sheet=sheet, sheets=", ".join(names))
        )
    at = names.index(sheet) if sheet is not None else _likeliest(book, None, heading_row)
    try:
        table = find_table(book.shown[at], heading_row)
    except UnreadableFile as error:
        if not _only_named_workbook(book.name, book.kind):
            raise
        said = words.NOT_A_WORKBOOK.format(name=book.name)
        raise UnreadableFile(f"{said} {error}") from None
    others = [n for i, n in enumerate(names) if i != at]
    said = words.SHEET_USED.format(used=table.sheet, others=", ".join(others)) if others else ""
    return table, said


def likeliest_sheet(book: Book, kind: Kind) -> int:
    """Choose the sheet that most looks like the service's or the caseload's table.

    Parameters
    ----------
    book : Book
    kind : {'service', 'caseload'}

    Returns
    -------
    int
        Index into `book.sheets`; never a hidden sheet.

    Raises
    ------
    UnreadableFile
        If no sheet holds a table.
    """
    return book.sheets.index(book.shown[_likeliest(book, kind, None)])


def _likeliest(book: Book, kind: Kind | None, heading_row: int | None) -> int:
    """Return the index among the shown sheets."""
    from ips_audit.intake.files.table import build_table

    if len(book.shown) == 1:
        return 0
    found: list[tuple[tuple[int, int, int, int], int]] = []
    for i, sheet in enumerate(book.shown):
        table = build_table(sheet.file, sheet.name, sheet.rows, heading_row)
        if table is not None:
            found.append((_score(table, kind), -i))
    if not found:
        raise UnreadableFile(words.NO_TABLE.format(name=book.name))
    return -max(found)[1]


def _score(table: Table, kind: Kind | None) -> tuple[int, int, int, int]:
    """Order tables: words of the kind, known headings, then rows."""
    headings = [c.original for c in table.columns]
    known = sum(bool(KNOWN_WORDS.search(h)) for h in headings)
    fits = 0
    if kind:
        named = bool(OF_KIND[kind].search(table.sheet or ""))
        fits = named + min(3, sum(bool(OF_KIND[kind].search(h)) for h in headings))
    if not table.n_rows:
        return (0, 0, 0, 0)
    return (fits, min(known, 6), table.n_rows, len(table.columns))
