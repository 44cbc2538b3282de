"""The audit as an accessible workbook: one marked-up table a sheet, nothing merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ips_audit.model import (
    AuditReport,
    CheckKind,
    CheckQuestion,
)
from ips_audit.outputs import sheets
from ips_audit.outputs.adjusted import adjusted_table, not_shown_table
from ips_audit.outputs.against_population import population_table
from ips_audit.outputs.marks import marks, period, title
from ips_audit.outputs.path import path_table, path_title, reasons_tables
from ips_audit.outputs.tables import check_table, layer_table, rows_table, title_of, who_table
from ips_audit.outputs.texttable import Column, TextTable, make_table
from ips_audit.outputs.time_to_job import time_tables
from ips_audit.outputs.working_tables import (
    not_known_table,
    residuals_table,
    tests_table,
    working_table,
)
from ips_audit.words import findings, outputs
from ips_audit.words import path as path_words

if TYPE_CHECKING:
    from openpyxl import Workbook


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
    book, cover = sheets.new_workbook(title(report))
    said = marks(report)
    sheets.write_lines(cover, _cover(report), said)
    named = [("Data_quality", rows_table(report))]
    named += [(f"{name}_{i}", table) for i, (name, table) in enumerate(_tables(report), 1)]
    _contents(book, named, said)
    sheets.write_lines(book.create_sheet("Notes"), _notes(report), said)
    for name, table in named:
        sheets.write_table(book.create_sheet(name), table, said)
    return sheets.content_of(book)


def _contents(book: Workbook, named: list[tuple[str, TextTable]], said: tuple[str, ...]) -> None:
    """List every sheet with a link to it."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    columns = (Column("Sheet", "text"), Column("Title", "text"))
    listed = [("Notes", outputs.NOTES), *((name, table.title) for name, table in named)]
    sheet = book.create_sheet("Contents")
    sheets.write_table(sheet, make_table(outputs.CONTENTS, columns, listed), said)
    for i, (name, _) in enumerate(listed, sheets.FIRST_TABLE_ROW + 1):
        cell = sheet.cell(i, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")


def _tables(report: AuditReport) -> list[tuple[str, TextTable]]:
    """Return the tables in the order of the sheets, each with the first part of its name."""
    out = [("Who", who_table(p, report.release)) for p in report.who]
    for check in report.checks:
        if not check.groups:
            continue
        name = "Access" if check.question == CheckQuestion.ACCESS else "Jobs"
        own = name if check.kind == CheckKind.HEADLINE else "Within"
        out += [(own, check_table(check, report.release)), ("Tests", tests_table(check))]
        if check.kind == CheckKind.HEADLINE:
            out += [("Working", working_table(check)), ("Residuals", residuals_table(check))]
            unknown = not_known_table(check)
            out += [("Not_known", unknown)] if unknown is not None else []
    for path in report.paths:
        out.append(("Path", path_table(path, report.release, report.settings)))
        out += [("Reasons", table) for table in reasons_tables(path)]
    out += [("Layers", layer_table(layer)) for layer in report.layers if layer.groups]
    out += [("Alike", adjusted_table(a)) for a in report.adjusted if a.groups]
    if (not_shown := not_shown_table(report)) is not None:
        out.append(("Alike", not_shown))
    out += [("Time", table) for t in report.times for table in time_tables(t)]
    return out + [("Population", population_table(x, report.release)) for x in report.population]


def _cover(report: AuditReport) -> list[str]:
    """Return the lines of the cover: what this is, for whom, and what was found."""
    s = report.settings
    lines = [title(report), *marks(report)]
    lines += [period(report)] if period(report) else []
    lines.append(outputs.CHOSEN.format(months=s.minimum_months, margin=f"{s.margin:g}"))
    for check in report.headline:
        lines += [f"{title_of(check)}: {findings.title(check)}.", *check.sentences]
    for path in report.paths:
        lines += [f"{path_title(path)}: {path_words.title(path)}.", *path.sentences]
    lines.append(findings.late_sentence(report.tests_made, report.expected_by_chance))
    return lines


def _notes(report: AuditReport) -> list[str]:
    """Return the lines of the notes: shorthand, limits, method, and what to repeat it with."""
    files = ", ".join(report.files) or outputs.NO_FILES
    made_with = outputs.MADE_WITH.format(version=report.version, files=files)
    return [
        outputs.NOTES, *marks(report), outputs.SHORTHAND, outputs.JOB_MEANS, *outputs.LIMITS,
        outputs.METHOD, made_with, *report.warnings,
    ]  # fmt: skip
