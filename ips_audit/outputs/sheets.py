"""One sheet of a workbook: lines of text, or one marked-up table under its title."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ips_audit.outputs.format import clean, p_value
from ips_audit.outputs.texttable import Column, TextTable
from ips_audit.words import outputs

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_TABLE_ROW = 5
NARROWEST, WIDEST = 12, 60
WIDE_TABLE = 6  # columns: with more, a sheet lies on its side and long text is wrapped
WIDEST_OF_MANY = 26
FIRST_COLUMN, FIRST_OF_MANY = 48, 36  # at the least: lines above the table are wrapped in it
LINES_WIDTH = 100
LINE_HEIGHT = 15.0  # points
LARGER = 1.5  # the title's size against the others'
# Characters of width that a page holds where type is printed at 70% of its size: about 8 points.
PAGE_WIDTH = {"portrait": 138, "landscape": 205}
MARGIN = 0.4  # inches
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """Return a workbook with its properties set, and its cover."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = title
    book.properties.creator = "ips_audit"
    book.properties.language = "en-GB"
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    return book, cover


def content_of(book: Workbook) -> bytes:
    """Return a workbook as a file that opens on its cover."""
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_lines(sheet: Worksheet, lines: Sequence[str], said: Sequence[str]) -> None:
    """Write one sentence a row; the first is the title."""
    from openpyxl.styles import Alignment, Font

    for i, line in enumerate(lines, 1):
        _put(sheet, i, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.column_dimensions["A"].width = LINES_WIDTH
    _set_heights(sheet)
    _for_printing(sheet, said)


def write_table(sheet: Worksheet, table: TextTable, said: Sequence[str]) -> None:
    """Write title, who it is for, shorthand, and one marked-up table."""
    from openpyxl.styles import Alignment, Font

    columns, rows = table.flat()
    above = (
        table.title,
        " ".join(said),
        " ".join((outputs.SHORTHAND, *table.notes)),
        outputs.ONE_TABLE.format(row=FIRST_TABLE_ROW),
    )
    for i, line in enumerate(above, 1):
        _put(sheet, i, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for j, column in enumerate(columns, 1):
        cell = _put(sheet, FIRST_TABLE_ROW, j, column.heading)
        cell.font = Font(bold=True)
        side = None if column.kind == "text" else "right"
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        longest = max((len(x) for r in rows if isinstance(x := r[j - 1], str)), default=0)
        sheet.column_dimensions[cell.column_letter].width = _width(j, longest, len(columns))
    for i, row in enumerate(rows, FIRST_TABLE_ROW + 1):
        for j, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            cell = _put(sheet, i, j, value)
            if isinstance(value, str):
                text = column.kind == "text"
                side = None if text else "right"  # shorthand stands where the number would
                cell.alignment = Alignment(wrap_text=text, vertical="top", horizontal=side)
            else:
                cell.number_format = _number_format(value, column.kind)
    _mark_up(sheet, columns, len(rows))
    _set_heights(sheet)
    _for_printing(sheet, said)
    sheet.print_title_rows = f"{FIRST_TABLE_ROW}:{FIRST_TABLE_ROW}"
    sheet.print_title_cols = "A:A"


def _width(column: int, longest: int, columns: int) -> int:
    """Return a column's width in characters: narrower where there are many."""
    many = columns > WIDE_TABLE
    least = NARROWEST
    if column == 1:
        least = FIRST_OF_MANY if many else FIRST_COLUMN
    most = max(least, WIDEST_OF_MANY) if many else WIDEST
    return min(most, max(least, longest + 2))


def _set_heights(sheet: Worksheet) -> None:
    """Make rows as high as their wrapped text: not every program does that by itself."""
    for row in sheet.iter_rows():
        lines = 1
        for cell in row:
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                width = sheet.column_dimensions[cell.column_letter].width
                size = LARGER if cell.row == 1 else 1.0
                lines = max(lines, len(textwrap.wrap(cell.value, max(1, int(width / size)))))
        if lines > 1 or row[0].row == 1:
            higher = LARGER if row[0].row == 1 else 1.0
            sheet.row_dimensions[row[0].row].height = LINE_HEIGHT * higher * lines


def _put(sheet: Worksheet, row: int, column: int, value: str | float) -> Cell:
    """Write a cell; text stays text even if it begins like a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_STARTS)  # stays text when edited, too
    else:
        cell.value = value
    return cell


def _number_format(value: float, kind: str) -> str:
    """Return how a spreadsheet shows a number: with the decimals that the page shows."""
    if kind == "p":
        shown = p_value(value)
        return '"< 0.001"' if shown.startswith("<") else "0." + "0" * len(shown.split(".")[1])
    if isinstance(value, int):
        return "#,##0"
    return "#,##0.0" if kind == "pc" else "#,##0.00"


def _mark_up(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Mark the table up as one, without filter buttons."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    last = sheet.cell(FIRST_TABLE_ROW + rows, len(columns)).coordinate
    marked = Table(displayName=f"{sheet.title}_table", ref=f"A{FIRST_TABLE_ROW}:{last}")
    marked._initialise_columns()
    for column, ours in zip(marked.tableColumns, columns, strict=True):
        column.name = ours.heading
    marked.autoFilter = None  # no filter buttons
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)


def _for_printing(sheet: Worksheet, said: Sequence[str]) -> None:
    """Fit a printed sheet to A4 pages that can be read, with the marks on every page.

    Wide tables lie on their side; one too wide even so is printed on several pages across.
    """
    side = "landscape" if sheet.max_column > WIDE_TABLE else "portrait"
    width = sum(column.width for column in sheet.column_dimensions.values())
    sheet.page_setup.orientation, sheet.page_setup.paperSize = side, sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = math.ceil(width / PAGE_WIDTH[side])
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = " ".join(said)
