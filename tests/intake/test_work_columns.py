"""What headings and answers about work say; a denial never counts as a job."""

from __future__ import annotations

import pytest

from ips_audit.intake.files.table import build_table
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.values import code_values
from ips_audit.intake.matching.work_headings import Time, work_heading
from ips_audit.intake.prepare import prepare
from ips_audit.model import Prepared, Settings


@pytest.mark.parametrize(
    ("heading", "event", "status", "negated", "time"),
    [
        ("Gained employment", True, False, False, Time.UNSAID),
        ("Job start (Y/N)", True, False, False, Time.UNSAID),
        ("Destination", True, False, False, Time.END),
        ("In work", False, True, False, Time.UNSAID),
        ("In work at start?", False, True, False, Time.START),
        ("Employment status on entry", False, True, False, Time.START),
        ("EmployStatusFirst", False, True, False, Time.START),
        ("Employment status #2", False, True, False, Time.END),
        ("Working after 6 months", False, True, False, Time.END),
        ("NEET", False, False, True, Time.UNSAID),
        ("Out of work at exit?", False, False, True, Time.END),
        ("No job gained", False, False, True, Time.UNSAID),
        ("Employment specialist", False, False, False, Time.UNSAID),
        ("Postcode", False, False, False, Time.UNSAID),
    ],
)
def test_a_heading_says_what_it_is_about(
    heading: str, event: bool, status: bool, negated: bool, time: Time
) -> None:
    found = work_heading(heading)
    assert (found.event, found.status, found.negated) == (event, status, negated)
    assert found.time is time


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        ("In paid work <16 hrs", "Yes"),
        ("Employed - 16+ hrs", "Yes"),
        ("Entered paid employment", "Yes"),
        ("Part-time job", "Yes"),
        ("Closed - in work", "Yes"),
        ("Not in paid work", "No"),
        ("Did not find a job", "No"),
        ("Closed - not in work", "No"),
        ("Volunteering", "No"),
        ("Entered voluntary work", "Not known"),  # to be asked about
        ("Supported employment", "Not known"),
        ("Engaged", "Not known"),
    ],
)
def test_whole_answers_are_read_and_others_are_asked_about(answer: str, group: str) -> None:
    (coded,) = code_values("job_outcome", [answer], {})
    assert coded.group == group
    assert (coded.status == "ask") is (group == "Not known")


def test_signs_tell_answers_apart() -> None:
    apart = ["16+ hrs", "<16 hrs", ">16 hrs", "≥16 hrs", "≤16 hrs", "16 hrs"]
    assert len({fold(a) for a in apart}) == len(apart)
    assert fold("≥ 16 hrs") == fold(">=16 hrs")
    assert fold("<NA>") == "na"


def read(heading: str, settings: Settings | None = None) -> Prepared:
    rows = [["ID", "Ethnicity", "Start date", heading]]
    rows += [[f"P{i}", "White British", "2023-05-01", "Yes" if i % 2 else "No"] for i in range(8)]
    table = build_table("a.csv", None, rows, 1)
    assert table is not None
    return prepare([("a.csv", table)], [], settings or Settings())


@pytest.mark.parametrize("heading", ["Unemployed", "Not in work", "NEET"])
def test_a_denial_is_never_counted_until_it_is_explained(heading: str) -> None:
    open_yet = read(heading)
    assert open_yet.people is not None and not (open_yet.people.job == 1).any()
    (question,) = [q for q in open_yet.questions if q.about == f"answers.meaning.{heading}"]
    counts = {}
    for choice in question.choices:
        told = Settings(answers={"meaning": {heading: str(choice.value)}})
        people = read(heading, told).people
        assert people is not None
        counts[str(choice.value)] = int((people.job == 1).sum())
    assert counts["yes means no job"] == 4 and counts["says nothing about jobs"] == 0


def test_a_second_status_is_in_work_at_the_start_once_the_outcome_is_chosen() -> None:
    rows = [["ID", "Ethnicity", "Start date", "In work", "In work at exit"]]
    rows += [[f"P{i}", "Indian", "2023-05-01", "Yes" if i < 2 else "No", "Yes"] for i in range(8)]
    table = build_table("a.csv", None, rows, 1)
    assert table is not None
    asked = prepare([("a.csv", table)], [], Settings())
    (question,) = [q for q in asked.questions if q.about == "columns.job_outcome"]
    assert [c.value for c in question.choices] == [
        "In work at exit", "In work", "In work at exit + In work", "",
    ]  # fmt: skip
    told = prepare([("a.csv", table)], [], Settings(columns={"job_outcome": "In work at exit"}))
    roles = {g.role: g.heading for g in told.tables[0].columns}
    assert roles["in_work_at_start"] == "In work"
    assert "leave_out_in_work" in {q.about for q in told.questions}
