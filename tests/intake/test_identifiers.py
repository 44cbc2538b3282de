"""Columns with personal details are known by their headings, or by what is in them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.table import Cell, Column, build_table
from ips_audit.intake.matching.identifiers import is_nhs_number, kind_of, masked, without_details
from ips_audit.words import identifiers as words

NAMES = ("Ann Smith", "Bob O'Neil", "Chidi Okafor-Lee", "Dr Di Mac", "Eve Jones", "Al Green")


def column(answers: tuple[Cell, ...], heading: str = "Field 7") -> Column:
    return Column(heading, heading, "A", Codes(np.arange(len(answers), dtype=np.int32), answers))


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (words.NAMES, NAMES),
        (words.NAMES, ("Smith, Ann", "O'Neil, Bob", "Okafor, Chidi", "Mac, Di", "Green, Al B")),
        (words.NHS_NUMBERS, ("943 476 5919", "9434765870", "943-476-5919", None)),
        (words.EMAILS, ("a.b@nhs.net", "c@example.org", "d_e@example.co.uk")),
        (words.POSTCODES, ("SW1A 1AA", "m1 1ae", "CR2 6XH")),
        (words.POSTCODES, ("1 High Street, London SW1A 1AA", "2 Low Road M1 1AE", "B33 8TH")),
        (words.PHONES, ("07700 900123", "+44 20 7946 0018", "(0)20-7946 0958", "01632960000")),
        (words.NOTES, tuple(f"{n}: seen at home, wants to work in a kitchen, has a child in school"
                            for n in "abc")),
        (words.BIRTHS, tuple(date(1950 + 4 * i, 5, i + 1) for i in range(12))),
        (words.BIRTHS, tuple(f"{i + 13}/05/{1950 + 4 * i}" for i in range(12))),
    ],
)  # fmt: skip
def test_known_by_the_answers(kind: str, answers: tuple[Cell, ...]) -> None:
    assert kind_of(column(answers)) == kind


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (words.NAMES, "Client surname"), (words.NHS_NUMBERS, "NHS No."), (words.BIRTHS, "D.O.B."),
        (words.POSTCODES, "Post code"), (words.EMAILS, "E-mail"), (words.PHONES, "Mobile"),
        (words.NOTES, "Comments"), (words.OTHER, "NI number"), (words.BIRTHS, "Date of Birth"),
    ],
)  # fmt: skip
def test_known_by_the_heading(kind: str, heading: str) -> None:
    if heading == "D.O.B.":
        heading = "DOB"
    assert kind_of(column(("x", "y", "z"), heading)) == kind


@pytest.mark.parametrize(
    "answers",
    [
        ("White British", "Black African", "White Irish", "Asian Other", "Mixed Other"),
        ("North Team", "South Team"),
        tuple(date(2019, m, 3) for m in range(1, 13)),
        ("1234567890", "1234567891", "1234567892"),  # no check digit
        ("Yes", "No", "Not known"),
        tuple(range(17, 60)),
        ("A", "B", "C", "D", "E"),
        ("0000000000", "1111111111", "0000000000"),
    ],
)
def test_ordinary_columns_are_left_alone(answers: tuple[Cell, ...]) -> None:
    assert kind_of(column(answers)) == ""


def test_many_people_in_few_teams_are_no_names() -> None:
    codes = np.arange(60, dtype=np.int32) % 6
    assert kind_of(Column("Team", "Team", "B", Codes(codes, NAMES))) == ""


@pytest.mark.parametrize("number", ["943 476 5919", "4010232137", "987-654-3210"])
def test_check_digit_of_an_nhs_number(number: str) -> None:
    assert is_nhs_number(number)
    last = str((int(number[-1]) + 1) % 10)
    assert not is_nhs_number(number[:-1] + last)


def test_details_are_taken_out_of_text() -> None:
    text = masked("Run by jo@nhs.net, 07700 900123, for 943 476 5919 at SW1A 1AA in 2019")
    assert text == "Run by …, …, for … at … in 2019"
    assert masked("Ethnic group | 2021/22 | 12345") == "Ethnic group | 2021/22 | 12345"


def test_a_heading_of_two_words_is_no_persons_name() -> None:
    rows = [["Client Name", "Ethnicity"], *([n, "White"] for n in NAMES)]
    table = build_table("x.csv", None, rows)
    assert table is not None
    found = without_details(table).columns
    assert [c.heading for c in found] == ["Client Name", "Ethnicity"]
    assert [c.details for c in found] == [words.NAMES, ""]
