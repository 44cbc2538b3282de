"""The audit as an accessible workbook: one marked-up table a sheet, nothing merged."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ips_audit.audit import headline
from ips_audit.model import AuditReport
from ips_audit.outputs.format import long_date
from ips_audit.outputs.tables import (
    Cell,
    TextTable,
    check_table,
    rows_table,
    tests_table,
    who_table,
    working_table,
)
from ips_audit.words import findings, outputs

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_TABLE_ROW = 5
WIDEST = 60


def build_workbook(report: AuditReport) -> bytes:
    """Return the audit as .xlsx.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    bytes
        Cover, contents, notes, data quality, then one table a sheet. It opens on the cover.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = outputs.TITLE
    book.properties.creator = "ips_audit"
    book.properties.language = "en-GB"
    tables = _tables(report)
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    _lines(cover, _cover(report))
    names = [(f"{prefix}_{i}", table) for i, (prefix, table) in enumerate(tables, 1)]
    contents = TextTable(
        "Contents", ("Sheet", "Title"), (), tuple((n, t.title) for n, t in names), ()
    )
    _table_sheet(book, "Contents", contents, report)
    _lines(book.create_sheet("Notes"), _notes(report))
    _table_sheet(book, "Data_quality", rows_table(report), report)
    for name, table in names:
        _table_sheet(book, name, table, report)
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(report: AuditReport) -> list[tuple[str, TextTable]]:
    out = [("Who", who_table(p)) for p in report.who]
    for check in headline(report):
        if check.groups:
            prefix = "Access" if check.question == "access" else "Jobs"
            out += [
                (prefix, check_table(check)),
                ("Tests", tests_table(check)),
                ("Sums", working_table(check)),
            ]
    for check in report.checks:
        if check.kind != "headline" and check.groups:
            out += [("Within", check_table(check)), ("Tests", tests_table(check))]
    return out


def _cover(report: AuditReport) -> list[str]:
    s = report.settings
    lines = [outputs.TITLE, outputs.DO_NOT_SHARE]
    if report.demonstration:
        lines.append(f"{outputs.MADE_UP} ({report.demonstration})")
    if s.period_from and s.period_to:
        lines.append(f"Period: {long_date(s.period_from)} to {long_date(s.period_to)}")
    lines.append(f"Minimum months of support: {s.minimum_months}. Margin: {s.margin:g}.")
    for check in headline(report):
        title = findings.TITLES[check.finding] if check.finding else ""
        what = "Access" if check.question == "access" else f"Jobs, {check.people}"
        lines.append(f"{check.service}, {what}, {check.dimension}: {title}.")
        lines += check.sentences
    lines.append(findings.late_sentence(report.tests_made, report.expected_by_chance))
    return lines


def _notes(report: AuditReport) -> list[str]:
    return [
        "Notes",
        outputs.SHORTHAND,
        outputs.JOB_MEANS,
        *outputs.LIMITS,
        outputs.METHOD,
        f"Made by ips_audit {report.version}. File hashes: {', '.join(report.files) or 'none'}.",
        *report.warnings,
    ]


def _lines(sheet: Worksheet, lines: list[str]) -> None:
    """Write one sentence a row; the first is the title."""
    from openpyxl.styles import Alignment, Font

    for i, line in enumerate(lines, 1):
        _put(sheet, i, 1, line)
        sheet.cell(i, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.column_dimensions["A"].width = 100


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """Write a cell; text stays text even if it begins like a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _table_sheet(book: Workbook, name: str, table: TextTable, report: AuditReport) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.table import Table, TableStyleInfo

    sheet = book.create_sheet(name)
    _put(sheet, 1, 1, table.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, outputs.DO_NOT_SHARE)
    _put(sheet, 3, 1, f"{outputs.SHORTHAND} {' '.join(table.notes)}".strip())
    made_up = outputs.MADE_UP + ". " if report.demonstration else ""
    _put(sheet, 4, 1, f"{made_up}This sheet has one table. It starts in row {FIRST_TABLE_ROW}.")
    for j, heading in enumerate(table.columns, 1):
        _put(sheet, FIRST_TABLE_ROW, j, heading)
        sheet.cell(FIRST_TABLE_ROW, j).font = Font(bold=True)
        sheet.cell(FIRST_TABLE_ROW, j).alignment = Alignment(wrap_text=True, vertical="top")
        widths = [len(str(r[j - 1])) for r in table.values if r[j - 1] is not None]
        letter = sheet.cell(FIRST_TABLE_ROW, j).column_letter
        sheet.column_dimensions[letter].width = min(WIDEST, max([14, *widths]) + 2)
    for i, row in enumerate(table.values, FIRST_TABLE_ROW + 1):
        for j, value in enumerate(row, 1):
            _put(sheet, i, j, "[z]" if value is None or value == "" else value)
    last = sheet.cell(FIRST_TABLE_ROW + len(table.values), len(table.columns)).coordinate
    marked = Table(displayName=f"{name}_table", ref=f"A{FIRST_TABLE_ROW}:{last}")
    marked._initialise_columns()
    for column, heading in zip(marked.tableColumns, table.columns, strict=True):
        column.name = heading
    marked.autoFilter = None  # no filter buttons
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)
