"""Bytes to sheets of cells. The first bytes, not the name, say what a file is."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ips_audit.intake import limits
from ips_audit.intake.archive import Broken, Unsafe, inspect
from ips_audit.intake.table import Cell, Row, Table, blank, build_table
from ips_audit.words import reading as words


class UnreadableFile(Exception):
    """The file cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True)
class Sheet:
    """One visible sheet."""

    name: str | None
    rows: Sequence[Row]


@dataclass(frozen=True)
class Book:
    """All visible sheets of one file."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...]


MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"{\\rtf", "a text document"),
)


def display_name(name: str) -> str:
    """Return a file name that is safe to show: no folders, control or direction characters."""
    base = re.split(r"[\\/]", name)[-1]
    clean = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    return clean.strip()[:120] or "the file"


def open_source(name: str, data: bytes) -> Book:
    """Read a file of any spreadsheet kind.

    Parameters
    ----------
    name : str
        As uploaded; only ever shown, never used as a path.
    data : bytes
        Its content.

    Returns
    -------
    Book

    Raises
    ------
    UnreadableFile
        With one plain message.
    """
    shown = display_name(name)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile(words.EMPTY.format(name=shown))
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(words.NOT_A_TABLE.format(name=shown, kind=kind))
    if data[:4] == b"PK\x03\x04":
        return _workbook(shown, data, zipped=True)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _workbook(shown, data, zipped=False)
    if data[:4] == b"PK\x05\x06":
        raise UnreadableFile(words.EMPTY.format(name=shown))
    return _text(shown, data)


def find_table(
    book: Book, sheet: str | None = None, heading_row: int | None = None
) -> tuple[Table, str]:
    """Find the likeliest table of a file, or the one on the sheet and row the user chose.

    Parameters
    ----------
    book : Book
    sheet : str, optional
        Name of the sheet.
    heading_row : int, optional
        1-based.

    Returns
    -------
    (Table, str)
        And a sentence on the sheets passed over, empty for a single sheet.

    Raises
    ------
    UnreadableFile
        If there is no table.
    """
    names = [s.name or "" for s in book.sheets]
    chosen = book.sheets
    if sheet is not None:
        chosen = tuple(s for s in book.sheets if s.name == sheet)
        if not chosen:
            raise UnreadableFile(
                words.NO_SHEET.format(name=book.name, sheet=sheet, sheets=", ".join(names))
            )
    found = [
        t for s in chosen if (t := build_table(book.name, s.name, s.rows, heading_row)) is not None
    ]
    if not found:
        raise UnreadableFile(words.NO_TABLE.format(name=book.name))
    table = max(found, key=_likely)
    if table.n_rows == 0:
        raise UnreadableFile(words.NO_ROWS.format(name=book.name))
    others = [n for n in names if n != (table.sheet or "")]
    said = words.SHEET_USED.format(used=table.sheet, others=", ".join(others)) if others else ""
    return table, said


KNOWN_WORDS = re.compile(
    r"ethnic|gender|\bsex\b|\bage\b|birth|start|date|job|employ|outcome|group|count|people|"
    r"number|caseload|client|service|referr|total",
    re.IGNORECASE,
)


def _likely(table: Table) -> tuple[int, int, int]:
    """Order tables: many known headings first, then rows."""
    known = sum(bool(KNOWN_WORDS.search(c.original)) for c in table.columns)
    return (min(known, 6) if table.n_rows else 0, table.n_rows, len(table.columns))


def _workbook(name: str, data: bytes, zipped: bool) -> Book:
    if len(data) > limits.WORKBOOK_BYTES:
        limit = f"{limits.WORKBOOK_BYTES // limits.MB} MB; save it as .csv"
        raise UnreadableFile(
            words.TOO_LARGE.format(name=name, what=f"{len(data) // limits.MB} MB", limit=limit)
        )
    warnings = []
    if zipped:
        try:
            hidden = inspect(data)
        except Unsafe as error:
            raise UnreadableFile(words.UNSAFE.format(name=name, why=error)) from None
        except Broken:
            raise UnreadableFile(words.BROKEN.format(name=name)) from None
        if hidden.rows:
            warnings.append(words.HIDDEN_ROWS.format(n=hidden.rows, name=name))
        if hidden.columns:
            warnings.append(words.HIDDEN_COLUMNS.format(n=hidden.columns, name=name))
    elif b"E\0n\0c\0r\0y\0p\0t\0" in data[:20_000] or b"E\0n\0c\0r\0y\0p\0t\0" in data[-20_000:]:
        raise UnreadableFile(words.PASSWORD.format(name=name))
    sheets, not_shown = _calamine(name, data)
    if not_shown:
        warnings.append(words.HIDDEN_SHEETS.format(name=name, n=not_shown))
    return Book(name, "workbook", sheets, tuple(warnings))


def _calamine(name: str, data: bytes) -> tuple[tuple[Sheet, ...], int]:
    """Read all visible sheets; hidden ones are never opened."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets, hidden = [], 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for i, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != SheetVisibleEnum.Visible:
                hidden += 1
                continue
            sheet = book.get_sheet_by_index(i)
            rows: list[Row] = [[] for _ in range(sheet.start[0] if sheet.start else 0)]
            pad: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
            for row in sheet.iter_rows():
                rows.append([*pad, *row] if pad else row)
            _check_width(name, rows)
            sheets.append(Sheet(meta.name, _trimmed(rows)))
    except PasswordError:
        raise UnreadableFile(words.PASSWORD.format(name=name)) from None
    except (CalamineError, ValueError, IndexError, OverflowError, OSError):
        raise UnreadableFile(words.BROKEN.format(name=name)) from None
    if not sheets:
        raise UnreadableFile(words.NO_TABLE.format(name=name))
    return tuple(sheets), hidden


def _trimmed(rows: list[Row]) -> list[Row]:
    """Drop blank rows at the end (a stray key press can stand a million rows down)."""
    last = len(rows)
    while last and all(blank(c) for c in rows[last - 1]):
        last -= 1
    return rows[:last]


def _check_width(name: str, rows: Sequence[Row]) -> None:
    width = max((len(r) for r in rows[:200]), default=0)
    if width > limits.COLUMNS:
        filled = max((sum(not blank(c) for c in r) for r in rows[:50]), default=0)
        if filled > limits.COLUMNS:
            raise UnreadableFile(
                words.TOO_LARGE.format(
                    name=name, what=f"{width:,} columns", limit=f"{limits.COLUMNS:,} columns"
                )
            )


def _text(name: str, data: bytes) -> Book:
    if len(data) > limits.TEXT_BYTES:
        limit = f"{limits.TEXT_BYTES // limits.MB} MB"
        raise UnreadableFile(
            words.TOO_LARGE.format(name=name, what=f"{len(data) // limits.MB} MB", limit=limit)
        )
    text, warnings = _decode(name, data)
    start = text.lstrip()[:500].casefold()
    if start.startswith(("<?xml", "<html", "<!doctype", "<table")):
        raise UnreadableFile(words.NOT_A_TABLE.format(name=name, kind="a web page or XML file"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = None
    if match := re.match(r"\"?sep=(.)\"?\n", lines, re.IGNORECASE):
        separator, lines = match[1], "\n" + lines[match.end() :]
    separator = separator or _separator(lines[:50_000])
    if lines[:200_000].split("\n", 1)[0].count(separator) >= limits.COLUMNS:
        raise UnreadableFile(
            words.TOO_LARGE.format(
                name=name, what="its first row", limit=f"{limits.COLUMNS:,} columns"
            )
        )
    rows = _parse(name, lines, separator)
    return Book(name, "text", (Sheet(None, _trimmed(rows)),), tuple(warnings))


def _parse(name: str, lines: str, separator: str) -> list[Row]:
    """Split text into cells with the standard library; a blank cell is None."""
    rows: list[Row] = []
    csv.field_size_limit(limits.CELL_CHARACTERS)
    try:
        for row in csv.reader(io.StringIO(lines, newline=""), delimiter=separator):
            if len(row) > limits.COLUMNS:
                raise UnreadableFile(
                    words.TOO_LARGE.format(
                        name=name,
                        what=f"{len(row):,} columns",
                        limit=f"{limits.COLUMNS:,} columns",
                    )
                )
            cells: list[Cell] = [c if c != "" else None for c in row]
            rows.append(cells)
    except csv.Error:
        raise UnreadableFile(
            words.TOO_LARGE.format(
                name=name, what="one of its cells", limit=f"{limits.CELL_CHARACTERS:,} characters"
            )
        ) from None
    return rows


def _decode(name: str, data: bytes) -> tuple[str, list[str]]:
    """Decode by byte order mark, then UTF-8, then Windows' western code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), []
    if data[:200].count(0) > len(data[:200]) / 4:
        little = data[:200][1::2].count(0) > data[:200][::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace"), []
    sample = data[:50_000]
    control = sum(sample.count(bytes([b])) for b in (*range(9), *range(14, 32)))
    if control > len(sample) * 0.02:
        raise UnreadableFile(words.NOT_A_TABLE.format(name=name, kind="not text"))
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    bad = data.decode("utf-8", errors="replace")
    multibyte = sum(1 for c in bad if ord(c) > 127 and c != "\ufffd")
    if bad.count("\ufffd") <= multibyte:
        return bad, [words.BAD_BYTES.format(name=name)]
    return data.decode("cp1252", errors="replace"), []


def _separator(sample: str) -> str:
    """Choose the separator that splits the lines most alike."""
    best, score = ",", 0.0
    for candidate in (",", ";", "\t", "|"):
        lines = [ln for ln in sample.split("\n")[:60] if ln.strip()]
        try:
            widths = [len(r) for r in csv.reader(lines, delimiter=candidate)]
        except csv.Error:  # a cell over the limit; the parser says so
            continue
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        alike = widths.count(usual) / len(widths) * (usual - 1)
        if alike > score:
            best, score = candidate, alike
    return best
