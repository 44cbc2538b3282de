"""Cells of the workbook: numbers are numbers, text is text, and every sheet is marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from ips_audit.model import AuditReport
from ips_audit.outputs.sheets import FIRST_TABLE_ROW
from ips_audit.outputs.workbook import build_workbook


def opened(report: AuditReport) -> Any:
    return openpyxl.load_workbook(io.BytesIO(build_workbook(report)))


@pytest.fixture
def book(team: AuditReport) -> Iterator[Any]:
    made = opened(team)
    yield made
    made.close()


def column(sheet: Any, heading: str) -> list[Any]:
    headings = [c.value for c in sheet[FIRST_TABLE_ROW]]
    j = headings.index(heading) + 1
    return [sheet.cell(i, j) for i in range(FIRST_TABLE_ROW + 1, sheet.max_row + 1)]


def first(book: Any, name: str) -> Any:
    return next(s for s in book if s.title.startswith(name))


def test_numbers_are_numbers(book: Any) -> None:
    sheet = first(book, "Access")
    rate = column(sheet, "Accessed (% of caseload)")
    assert rate[0].value == pytest.approx(100 * 40 / 1234)
    assert rate[0].number_format == "#,##0.0"
    assert rate[3].value == "[z]"
    assert column(sheet, "Likely range of ratio: lower")[0].value == 0.51
    assert column(sheet, "Likely range of ratio: upper")[0].value == "no limit"
    tests = first(book, "Tests")
    assert column(tests, "p")[0].value == 0.00012
    assert column(tests, "p")[0].number_format == '"< 0.001"'
    assert column(tests, "p")[1].value == "[z]", "not a number"
    assert column(tests, "Exact p")[0].number_format == "0.000"


def test_text_stays_text(book: Any) -> None:
    cell = column(first(book, "Access"), "Group")[0]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd()", "s", True)


def test_shorthand_stands_above_the_table(book: Any) -> None:
    for sheet in book:
        if sheet.tables:
            above = " ".join(str(sheet.cell(i, 1).value) for i in range(1, FIRST_TABLE_ROW))
            assert "[c] means hidden" in above
            assert f"starts in row {FIRST_TABLE_ROW}" in above


def test_every_sheet_is_marked(book: Any, shared: AuditReport, made_up: AuditReport) -> None:
    for sheet in book:
        assert "do not share" in sheet.oddFooter.center.text
        text = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
        assert "made-up" not in text
    other = opened(shared)
    for sheet in other:
        text = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
        assert "Share-safe" in text
        assert "do not share" not in text
        assert "made-up" not in text
    other.close()
    invented = opened(made_up)
    for sheet in invented:
        text = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
        assert "made-up people" in text and "do not share" not in text
    invented.close()


def test_contents_lists_and_links_every_sheet(book: Any) -> None:
    cells = column(book["Contents"], "Sheet")
    assert [c.value for c in cells] == [
        s for s in book.sheetnames if s not in ("Cover", "Contents")
    ]
    assert all(c.hyperlink.location or c.hyperlink.target for c in cells)
    assert any(s.startswith("Layers") for s in book.sheetnames)
    assert max(map(len, book.sheetnames)) <= 31
