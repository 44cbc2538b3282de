"""Each hostile file is refused in one plain message, or read to the right number of rows.

A file and its answer dropped into `tests/cases/hostile` becomes a test.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from ips_audit.intake.files.reading import (
    Source,
    UnreadableFile,
    find_table,
    likeliest_sheet,
    open_source,
)
from ips_audit.intake.files.table import Table

CASES = Path(__file__).parents[1] / "cases" / "hostile"
NAMES = sorted(p.stem for p in CASES.glob("*.json"))
# Read rightly though it may be refused: the first bytes say that it is a workbook.
READ_THOUGH_REFUSABLE = {"n07_double_ext"}
# Refused though it may be read, as its sidecar allows.
REFUSED_THOUGH_READABLE = {"x13_xml_utf16": "unusual encoding"}
# What a refusal must say; the sidecars' wording, in short.
SAID = {
    "unpacks to far more": "unpacks to far more",
    "not a normal Excel file": "not a normal Excel file",
    "could not be read as a spreadsheet": "could not be read as a spreadsheet",
    "password protected": "protected by a password",
    "the file is empty": "is empty",
    "does not look like a table of text": "does not look like a table of text",
    "no rows of data under the headings": "no rows of data under the headings",
    "not a format the tool reads": "not a spreadsheet",
    "this is not a spreadsheet": "not a spreadsheet",
    "something a normal spreadsheet never has": "something a normal spreadsheet never has",
    "far too long to be a label": "far too long to be a label",
    "too many columns": "too many columns",
}
MENDS = re.compile(r"\b(save|copy|export|keep|look for|check|choose|clear)\b", re.IGNORECASE)
CODE_WORDS = re.compile(r"Traceback|Error\b|Exception|xlrd|zipfile|calamine|pandas|utf-8", re.I)


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(name: str) -> Table:
    held = case(name)
    book = open_source(Source(held["upload_as"], (CASES / held["file"]).read_bytes()))
    return find_table(book.sheets[likeliest_sheet(book, "service")])


def refused(name: str) -> bool:
    rejected = case(name)["expect"]["outcome"] == "reject" and name not in READ_THOUGH_REFUSABLE
    return rejected or name in REFUSED_THOUGH_READABLE


@pytest.mark.parametrize("name", [n for n in NAMES if refused(n)])
def test_what_cannot_be_read_is_refused_with_a_way_out(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as error:
        read(name)
    assert time.monotonic() - started < case(name)["expect"]["max_seconds"]
    message = error.value.message
    assert message == str(error.value)
    assert MENDS.search(message)
    assert not CODE_WORDS.search(message)
    assert len(message) < 500
    for told in case(name)["expect"]["tell_user"]:
        wanted = [said for key, said in SAID.items() if key in told]
        assert all(said in message for said in wanted), message
        assert wanted or "what to do" in told or "open in Excel" in told, told
    assert REFUSED_THOUGH_READABLE.get(name, "") in message


@pytest.mark.parametrize("name", [n for n in NAMES if not refused(n)])
def test_what_can_be_read_has_its_rows_and_headings(name: str) -> None:
    started = time.monotonic()
    held, table = case(name), read(name)
    assert time.monotonic() - started < held["expect"]["max_seconds"]
    people = held.get("truth", {}).get("people")
    if people:
        assert table.n_rows == people
    if "baseline" in held.get("truth", {}):
        assert table.n_rows == len(held["truth"]["baseline"])
    assert len({c.heading for c in table.columns}) == len(table.columns)
    for column in table.columns:
        assert len(column.codes) == table.n_rows == len(table.row_numbers)
        assert not any(mark in column.heading for mark in ("\ufeff", "\ufffd", "â€"))
        assert set(column.codes.tolist()) == set(range(len(column.answers)))


@pytest.mark.parametrize("name", [n for n in NAMES if not refused(n)])
def test_answers_are_read_as_the_truth_has_them(name: str) -> None:
    truth = case(name).get("truth", {}).get("by_ethnicity")
    column = read(name).column("Ethnicity")
    if truth is None or column is None or name.startswith(("t", "f01", "h")):
        return  # other answers stand there on purpose
    counts = {str(a): int((column.codes == i).sum()) for i, a in enumerate(column.answers)}
    assert {g: counts.get(g, 0) for g in truth} == truth


def warned(name: str) -> str:
    held = case(name)
    book = open_source(Source(held["upload_as"], (CASES / held["file"]).read_bytes()))
    return " ".join([*book.warnings, *read(name).warnings])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("d03_one_cell_at_row_1048576", "1,048,499 blank rows"),
        ("f07_error_cells", "7 cells"),
        ("s01_hidden_rows", "10 hidden rows"),
        ("s03_hidden_column_names", "Hidden columns"),
        ("s05_total_row", "Row 78 is a total"),
        ("t11_invalid_utf8_byte", "could not be read"),
        ("t13_ragged_rows", "8 rows"),
        ("w07_headers_on_row_6", "row 6"),
    ],
)
def test_what_the_user_must_know_is_said(name: str, said: str) -> None:
    assert said in warned(name)


def test_odd_headings_are_a_question() -> None:
    assert read("w09_numeric_and_date_headers").heading_doubtful
    assert [c.heading for c in read("w09_numeric_and_date_headers").columns][:2] == ["1", "2019"]
    assert not read("a00_good_control").heading_doubtful


def test_texts_that_look_like_nothing_stay_texts() -> None:
    column = read("v01_ethnicity_NA_None_null").column("Ethnicity")
    assert column is not None
    assert {"NA", "None", "null"} <= set(column.answers)


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("n")])
def test_names_are_shown_without_folders_and_control_characters(name: str) -> None:
    held = case(name)
    book = open_source(Source(held["upload_as"], (CASES / held["file"]).read_bytes()))
    assert "/" not in book.name and "\\" not in book.name
    assert not any(unicodedata.category(c).startswith("C") for c in book.name)
