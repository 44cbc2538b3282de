"""Columns are found by heading and answers; never two roles from one, never another's details."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ips_audit.intake.files.table import build_table
from ips_audit.intake.matching.columns import ColumnMap, match_columns
from ips_audit.model import SERVICE_ROLES, Settings

GROUPS = ("White - British", "Asian or Asian British - Indian", "Not stated", "White - Irish")


def matched(
    columns: dict[str, Sequence[object]], chosen: dict[str, str] | None = None
) -> ColumnMap:
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    table = build_table("people.xlsx", None, rows, 1)
    assert table is not None
    return match_columns(table, SERVICE_ROLES, Settings(columns=chosen or {}), "people.xlsx")


BASE: dict[str, Sequence[object]] = {
    "Client ID": ("C1", "C2", "C3", "C4"),
    "Start date": tuple(date(2019, 1, d) for d in (3, 9, 11, 20)),
}


@pytest.mark.parametrize(
    "heading",
    ["Staff gender", "Worker ethnicity", "Mum ethnicity", "Next of kin gender", "Keyworker's sex"],
)
def test_details_of_other_people_are_never_the_client_s(heading: str) -> None:
    answers = GROUPS if "ethnic" in heading else ("Male", "Female", "Female", "Male")
    roles = matched({**BASE, heading: answers}).columns
    assert heading not in [c.heading for c in roles.values()]


def test_two_columns_of_one_name_are_a_question_without_default() -> None:
    table = build_table(
        "p.xlsx",
        None,
        [["ID", "Ethnicity", "Ethnicity"], ["1", "White", "Asian"], ["2", "Black", "Asian"]],
        1,
    )
    assert table is not None
    found = match_columns(table, SERVICE_ROLES, Settings(), "p.xlsx")
    (question,) = [q for q in found.questions if q.about == "columns.ethnicity"]
    assert question.default is None and len(question.choices) == 3
    assert "ethnicity" not in found.columns
    for name in (question.choices[1].value, "C"):
        again = match_columns(
            table, SERVICE_ROLES, Settings(columns={"ethnicity": str(name)}), "p.xlsx"
        )
        assert again.columns["ethnicity"].letter == "C"
        assert not again.questions


def test_no_column_plays_two_roles() -> None:
    found = matched(
        {**BASE, "Ethnicity": GROUPS, "Job start date": (None, date(2019, 5, 1), None, None)}
    )
    headings = [c.heading for c in found.columns.values()]
    assert len(headings) == len(set(headings))
    assert found.columns["start_date"].heading == "Start date"
    assert found.columns["job_start_date"].heading == "Job start date"


def test_identifying_columns_are_named_and_never_shown() -> None:
    found = matched(
        {**BASE, "Client name": ("Ann", "Bob", "Cy", "Di"), "NHS Number": ("1", "2", "3", "4")}
    )
    assert any("Client name" in w for w in found.warnings)
    for guess in found.guesses:
        assert not {"Ann", "Bob", "C1", "C2", "1"} & set(guess.examples)


def test_a_column_the_settings_name_wrongly_is_said() -> None:
    found = matched({**BASE, "Ethnicity": GROUPS}, {"ethnicity": "Ethnic origin"})
    assert any("Ethnic origin" in w for w in found.warnings)


def test_in_work_at_start_is_not_the_outcome() -> None:
    yes_no = ("Y", "N", "Y", "N")
    found = matched({**BASE, "In work at start?": yes_no, "Job outcome": yes_no})
    assert found.columns["in_work_at_start"].heading == "In work at start?"
    assert found.columns["job_outcome"].heading == "Job outcome"


def test_two_columns_that_disagree_are_a_question() -> None:
    other = ("Indian", "White - Irish", "Not stated", "White - Irish")
    found = matched({**BASE, "Ethnicity": GROUPS, "Ethnic origin": other})
    (question,) = found.questions
    assert question.about == "columns.ethnicity" and question.default is None
    assert [c.value for c in question.choices] == ["Ethnicity", "Ethnic origin", ""]
    assert "ethnicity" not in found.columns


def test_two_columns_that_agree_are_said_and_not_asked_about() -> None:
    found = matched(
        {**BASE, "Ethnicity": GROUPS, "Ethnic origin": ("White", "Asian", "Not known", "White")}
    )
    assert found.questions == ()
    assert found.columns["ethnicity"].heading == "Ethnicity"
    assert any("says the same as Ethnic origin" in w for w in found.warnings)


def test_two_start_dates_that_differ_are_a_question() -> None:
    later = tuple(date(2019, 2, d) for d in (3, 9, 11, 20))
    found = matched({**BASE, "Ethnicity": GROUPS, "First appointment": later})
    assert [q.about for q in found.questions] == ["columns.start_date"]


def test_a_start_comes_before_an_acceptance_and_that_is_said() -> None:
    later = tuple(date(2019, 2, d) for d in (3, 9, 11, 20))
    found = matched({**BASE, "Ethnicity": GROUPS, "Date accepted": later})
    assert found.columns["start_date"].heading == "Start date" and not found.questions
    (passed_over,) = found.not_used
    assert passed_over.heading == "Date accepted" and passed_over.examples
    assert any("Not used: “Date accepted”" in w for w in found.warnings)


def test_one_column_chosen_twice_is_said() -> None:
    found = matched(
        {**BASE, "Ethnicity": GROUPS}, {"ethnicity": "Ethnicity", "gender": "Ethnicity"}
    )
    assert any("ethnic group and gender" in w for w in found.warnings)
