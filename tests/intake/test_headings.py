"""Tables as published tables and query tools write them: lines above, headings in rows, notes."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import Workbook

from ips_audit.intake.files.reading import find_table, open_source
from ips_audit.intake.files.table import Table

LABELS = ("White", "Asian or Asian British", "Black or Black British", "Mixed", "Other", "Unknown")
COUNTS = (920, 302, 202, 52, 30, 232)
FLAT = [list(pair) for pair in zip(LABELS, COUNTS, strict=True)]
ACROSS = [[label, "", n, n + 1, n + 2, n + 3] for label, n in FLAT]
Rows = list[list[Any]]


def as_file(rows: Rows, ending: str) -> bytes:
    if ending == "xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
    text = io.StringIO()
    csv.writer(text, delimiter="\t" if ending == "tsv" else ",").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def table_of(rows: Rows, ending: str) -> Table:
    return find_table(open_source(f"x.{ending}", as_file(rows, ending)).shown[0])


PREAMBLES: dict[str, Rows] = {
    "a title and filters": [["Statistical table"], ["Filters:", "Month: October 2024"], []],
    "filters of two parts": [["People by group"], ["Filters:", "Default Summation", "People"], []],
    "filters without a blank row": [["Applied filters: Year is 2024"], ["Team: all"]],
    "names and values": [
        ["TS021 - Ethnic group"],
        [],
        ["Population :", "All usual residents"],
        ["Units :", "Persons"],
        ["date :", "2021"],
        ["geography :", "Hackney"],
        [],
    ],
    "names and values above": [
        ["Report:", "Caseload"],
        ["Run by:", "A. Person"],
        ["Run on:", "01/04/2024"],
    ],
}
FOOTERS: dict[str, Rows] = {
    "none": [],
    "information": [[], ["INFO", "Statistical disclosure control has been applied"]],
    "two notes": [[], ["Note", "Rounded to 5"], ["Source:", "the case management system"]],
    "filters": [[], ["Applied filters:\nMonth is March 2024\nTeam is not blank"]],
}


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("preamble", PREAMBLES)
def test_the_table_is_found_between_lines_and_notes(
    preamble: str, footer: str, ending: str
) -> None:
    rows = [*PREAMBLES[preamble], ["Ethnic group", "Number"], *FLAT, *FOOTERS[footer]]
    table = table_of(rows, ending)
    assert [c.heading for c in table.columns] == ["Ethnic group", "Number"]
    assert table.n_rows == len(FLAT)
    assert not table.heading_doubtful


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("preamble", PREAMBLES)
def test_headings_over_headings_and_the_name_of_the_rows_below(
    preamble: str, footer: str, ending: str
) -> None:
    months = ["", "Month", "May 2024", "", "June 2024", ""]
    genders = ["", "Gender", "Male", "Female", "Male", "Female"]
    above, below = PREAMBLES[preamble], FOOTERS[footer]
    table = table_of([*above, months, genders, ["Ethnic group"], *ACROSS, *below], ending)
    assert [c.heading for c in table.columns] == [
        "Ethnic group", "May 2024 / Male", "May 2024 / Female", "June 2024 / Male",
        "June 2024 / Female",
    ]  # fmt: skip
    assert table.n_rows == len(ACROSS)
    assert len(table.heading_rows) == 3
    assert not table.heading_doubtful


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_one_row_of_headings_and_the_name_of_the_rows_below(ending: str) -> None:
    rows = [["", "Gender", "Male", "Female"], ["Ethnic group"], *[r[:4] for r in ACROSS]]
    table = table_of(rows, ending)
    assert [c.heading for c in table.columns] == ["Ethnic group", "Male", "Female"]
    assert table.n_rows == len(ACROSS)


def test_headings_that_end_in_colons_are_headings() -> None:
    people = [[f"C{i}", "White", 30 + i] for i in range(6)]
    table = table_of([["Client:", "Ethnicity:", "Age:"], *people], "csv")
    assert [c.heading for c in table.columns] == ["Client:", "Ethnicity:", "Age:"]
    assert table.n_rows == 6


def test_people_from_a_source_are_no_notes() -> None:
    """A last row that begins with such a word is a person if it holds a number or a date."""
    people = [["Website", "White", 30], ["Source", "Asian", 31]] * 4
    table = table_of([["Referral", "Ethnicity", "Age"], *people], "csv")
    assert table.n_rows == 8
