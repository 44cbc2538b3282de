"""A blank workbook to fill in, with lists to choose from, that is read back without a question."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ips_audit.model import FIVE_GROUPS, GENDERS, NOT_KNOWN
from ips_audit.words import template as words

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 2_000  # rows with lists to choose from
DAY = "dd/mm/yyyy"


def build_template() -> bytes:
    """Return the blank template as .xlsx.

    Returns
    -------
    bytes
        Notes, Service (one row a person), Caseload (numbers by group) and Lists, none of
        them hidden. The lists use the labels of the 2021 census.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = words.TITLE
    book.properties.creator = "ips_audit"
    book.properties.language = "en-GB"
    notes = book.active
    assert notes is not None
    notes.title = words.NOTES_SHEET
    for line in words.NOTES:
        notes.append([line])
    notes.column_dimensions["A"].width = 100
    _headings(notes)
    _service(book)
    _caseload(book)
    lists = book.create_sheet(words.LISTS_SHEET)
    columns = (words.ETHNIC_GROUPS, words.GENDERS, words.YES_NO)
    lists.append([words.ETHNIC_GROUP, words.GENDER, words.YES_OR_NO])
    for j, values in enumerate(columns, 1):
        for i, value in enumerate(values, 2):
            lists.cell(i, j, value)
    _headings(lists, (70, 20, 16))
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _headings(sheet: Worksheet, widths: Sequence[int] = ()) -> None:
    """Make the first row bold and the columns wide enough."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for j, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(j)].width = width


def _service(book: Workbook) -> None:
    """Make the sheet with one row a person."""
    sheet = book.create_sheet(words.SERVICE_SHEET)
    sheet.append(list(words.SERVICE_HEADINGS))
    _headings(sheet, (14, 18, 64, 18, 8, 14, 14, 16, 14, 10, 30, 14, 14, 30))
    _choose(sheet, "C", "A", len(words.ETHNIC_GROUPS))
    _choose(sheet, "D", "B", len(words.GENDERS))
    for letter in "GJ":
        _choose(sheet, letter, "C", len(words.YES_NO))
    _rule(sheet, "E", "whole", "10", "110", words.AGE_RULE)
    for letter in "FHILM":
        _rule(sheet, letter, "date", "DATE(2000,1,1)", "DATE(2100,1,1)", words.DATE_RULE)
        sheet.column_dimensions[letter].number_format = DAY


def _caseload(book: Workbook) -> None:
    """Make the sheet with a row for each group, its number left to fill in."""
    sheet = book.create_sheet(words.CASELOAD_SHEET)
    sheet.append(list(words.CASELOAD_HEADINGS))
    for dimension, groups in ((words.ETHNIC_GROUP, FIVE_GROUPS), (words.GENDER, GENDERS)):
        for group in (*groups, NOT_KNOWN):
            sheet.append([None, dimension, group, None])
    _headings(sheet, (18, 16, 24, 18))
    _rule(sheet, "D", "whole", "0", "10000000", words.COUNT_RULE)


def _choose(sheet: Worksheet, letter: str, column: str, n: int) -> None:
    """Offer a column of the sheet of lists."""
    from openpyxl.worksheet.datavalidation import DataValidation

    place = f"{words.LISTS_SHEET}!${column}$2:${column}${n + 1}"
    rule = DataValidation(type="list", formula1=place, allow_blank=True)
    rule.error = words.CHOOSE.format(sheet=words.LISTS_SHEET)
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{ROWS + 1}")


def _rule(sheet: Worksheet, letter: str, kind: str, low: str, high: str, said: str) -> None:
    """Hold a column to numbers or dates between two bounds."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(
        type=kind, operator="between", formula1=low, formula2=high, allow_blank=True
    )
    rule.error = said
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{ROWS + 1}")
