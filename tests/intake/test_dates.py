"""Dates have one order for a column; what cannot be read is never guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ips_audit.intake.matching.ages import read_age
from ips_audit.intake.matching.dates import age_on, read_dates

APRIL = date(2019, 4, 3)


@pytest.mark.parametrize(
    "answer",
    [
        APRIL, datetime(2019, 4, 3, 9, 30), "2019-04-03", "2019-04-03 10:00", "2019-04-03T10:00",
        "03.04.2019", "3/4/19", "03-04-2019", "3 April 2019", "3-Apr-19", "3rd April 2019",
        "03/04/2019 14:05", 43558.0, 43558.75, "43558", "20190403",
    ],
)  # fmt: skip
def test_one_day_in_many_writings(answer: object) -> None:
    assert read_dates((answer, "13/04/2019")).values[0] == APRIL


@pytest.mark.parametrize(
    "answer",
    ["TBC", "30/02/2019", "2019-13-01", "April 2019", "Q1 2019", "31/12/9999", date(1900, 1, 1)],
)
def test_what_is_no_date_is_unreadable(answer: object) -> None:
    read = read_dates((answer,))
    assert read.values == (None,) and read.unreadable == (True,)


def test_blank_is_not_unreadable() -> None:
    assert read_dates((None, "  ")).unreadable == (False, False)


def test_the_order_is_that_of_the_column() -> None:
    assert read_dates(("04/13/2019", "01/02/2019")).values[1] == date(2019, 1, 2)
    assert read_dates(("13/04/2019", "01/02/2019")).values[1] == date(2019, 2, 1)


def test_without_evidence_or_against_it_the_order_is_unclear() -> None:
    assert read_dates(("03/04/2019", "05/06/2019")).ambiguous
    assert read_dates(("13/04/2019", "04/13/2019")).ambiguous
    assert not read_dates(("05/05/2019",)).ambiguous
    assert not read_dates(("03/04/2019",), "month first").ambiguous


def test_years_of_birth_lie_in_the_past() -> None:
    assert read_dates(("01/02/45", "13/02/85"), birth=True).values == (
        date(1945, 2, 1),
        date(1985, 2, 13),
    )


@pytest.mark.parametrize(
    ("answer", "age"),
    [
        (34.0, 34), ("34 yrs", 34), ("34.9", 34), ("17 years old", 17), ("18-25", None),
        ("25+", None), (200, None), (-1, None), ("thirty", None), (True, None), (None, None),
    ],
)  # fmt: skip
def test_ages(answer: object, age: float | None) -> None:
    assert read_age(answer) == age


def test_age_is_in_whole_years_on_the_day() -> None:
    assert age_on(date(2000, 2, 29), date(2019, 2, 28)) == 18
    assert age_on(date(2000, 2, 29), date(2019, 3, 1)) == 19
