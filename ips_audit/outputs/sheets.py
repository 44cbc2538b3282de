"""One sheet of a workbook: lines of text, or one marked-up table under its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ips_audit.outputs.format import clean, p_value
from ips_audit.outputs.texttable import Column, TextTable
from ips_audit.words import outputs

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_TABLE_ROW = 5
NARROWEST, WIDEST = 14, 60
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_lines(sheet: Worksheet, lines: Sequence[str], said: Sequence[str]) -> None:
    """Write one sentence a row; the first is the title."""
    from openpyxl.styles import Alignment, Font

    for i, line in enumerate(lines, 1):
        _put(sheet, i, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.column_dimensions["A"].width = 100
    _for_printing(sheet, said)


def write_table(sheet: Worksheet, table: TextTable, said: Sequence[str]) -> None:
    """Write title, who it is for, shorthand, and one marked-up table."""
    from openpyxl.styles import Alignment, Font

    columns, rows = table.flat()
    _put(sheet, 1, 1, table.title).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, " ".join(said))
    _put(sheet, 3, 1, " ".join((outputs.SHORTHAND, *table.notes)))
    _put(sheet, 4, 1, outputs.ONE_TABLE.format(row=FIRST_TABLE_ROW))
    for j, column in enumerate(columns, 1):
        cell = _put(sheet, FIRST_TABLE_ROW, j, column.heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max((len(x) for r in rows if isinstance(x := r[j - 1], str)), default=0)
        width = min(WIDEST, max(NARROWEST, longest) + 2)
        sheet.column_dimensions[cell.column_letter].width = width
    for i, row in enumerate(rows, FIRST_TABLE_ROW + 1):
        for j, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            cell = _put(sheet, i, j, value)
            if isinstance(value, str):
                cell.alignment = Alignment(wrap_text=column.kind == "text", vertical="top")
            else:
                cell.number_format = _number_format(value, column.kind)
    _mark_up(sheet, columns, len(rows))
    _for_printing(sheet, said)


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
    """Fit a printed sheet to the page's width, with the marks on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = " ".join(said)
