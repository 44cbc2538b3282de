"""Write made-up people to files that come out the same every time."""

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font


def write_workbook(
    path: Path, sheet: str, rows: Sequence[Sequence[object]], about: Sequence[str]
) -> None:
    """Write a workbook of one sheet and a sheet "About" that says the people are made up."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for column in page.iter_cols():
        column[0].font = Font(bold=True)
        page.column_dimensions[column[0].column_letter].width = 20
        for cell in column:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    note = book.create_sheet("About")
    for line in about:
        note.append([line])
    book.properties.title = "Made-up people"
    book.properties.creator = "IPS audit sample data"
    book.properties.created = datetime(2026, 1, 1)
    book.save(path)
    fix_times(path)


def fix_times(path: Path) -> None:
    """Put a fixed time where saving a workbook writes the time of day."""
    with zipfile.ZipFile(path) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    core = "docProps/core.xml"
    parts[core] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", parts[core]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name, content in parts.items():
            fixed.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as UTF-8 text, dates as dd/mm/yyyy."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row in rows:
            writer.writerow([f"{v:%d/%m/%Y}" if isinstance(v, date) else v for v in row])
