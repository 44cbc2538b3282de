"""Columns with personal details are known by their headings, or by what is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.table import Cell, Column, build_table
from ips_audit.intake.matching.identifiers import (
    is_nhs_number,
    kind_of,
    looks_personal,
    masked,
    without_details,
)
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


@pytest.mark.parametrize("heading", ["Service user", "Client", "CLIENT:", "Participants"])
@pytest.mark.parametrize(
    "write",
    [
        lambda first, last: f"{last.upper()}, {first}",
        lambda first, last: f"{first} {last}".upper(),
        lambda first, last: f"{first} {last}".lower(),
        lambda first, last: f"{first} {last} (1001)",
        lambda first, last: f"{last}, {first} - P{len(last)}01",
        lambda first, last: f"{first[0]}. {last}",
    ],
    ids=["SMITH, John", "JOHN SMITH", "john smith", "John Smith (1001)", "Smith, John - P501",
         "J. Smith"],
)  # fmt: skip
def test_names_in_any_writing(heading: str, write: Callable[[str, str], str]) -> None:
    people = [("John", "Smith"), ("Zoë", "O'Neil"), ("Chidi", "Okafor-Lee"), ("Mei", "Wong"),
              ("Ann-Marie", "Jones"), ("Yusuf", "Ali"), ("Siobhán", "de Burgh")]  # fmt: skip
    assert kind_of(column(tuple(write(*p) for p in people), heading)) == words.NAMES


def test_a_person_on_many_rows_is_named_too() -> None:
    codes = np.arange(60, dtype=np.int32) % 6
    rows = Column("Service user", "Service user", "B", Codes(codes, NAMES))
    assert kind_of(rows) == words.NAMES


@pytest.mark.parametrize("answer", ["SMITH, John", "John Smith", "j@nhs.net", "07700 900123"])
def test_an_answer_that_looks_personal(answer: str) -> None:
    assert looks_personal(answer)


@pytest.mark.parametrize(
    "answer", ["White British", "Mixed: White and Asian", "Irish", "B", "Kurd"]
)
def test_an_answer_that_does_not(answer: str) -> None:
    assert not looks_personal(answer)


@pytest.mark.parametrize(
    ("heading", "answers"),
    [
        ("Client", tuple(f"P{n:04}" for n in range(20))),
        ("Client", tuple(range(1000, 1020))),
        ("Service user", ("White British", "Black African", "White Irish", "Any other Asian",
                          "White and Asian", "Black Caribbean")),
        ("Team", ("NORTH TEAM", "SOUTH TEAM", "EAST TEAM", "WEST TEAM", "CITY TEAM", "HUB")),
        ("Team", ("North Team", "South Team", "East Team", "West Team", "City Team", "Hub")),
        ("Town", ("Bury St Edmunds", "Stow-on-the-Wold", "Leeds", "York", "Hull", "Ripon")),
        ("Ward", ("Maple Ward", "Oak Ward", "Elm Ward", "Ash Ward", "Lime Ward")),
        ("Employer", ("TESCO STORES", "city council", "NHS Trust", "B&Q", "Aldi", "Lidl")),
        ("Client type", ("new", "returning", "new", "new", "returning")),
    ],
)  # fmt: skip
def test_groups_teams_and_places_are_no_names(heading: str, answers: tuple[Cell, ...]) -> None:
    assert kind_of(column(answers, heading)) == ""


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
