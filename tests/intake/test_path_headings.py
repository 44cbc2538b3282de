"""Which step of the path a heading is of, and headings that only sound like one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from ips_audit.intake.files.table import Cell, Column, build_table
from ips_audit.intake.matching.path_headings import path_role

DATES = [date(2024, 1, 1) + timedelta(days=7 * i) for i in range(20)]
REASONS = ["Moved away", "Disengaged", "Ill health", "Not eligible"] * 5
FLAGS = ["Yes", "No", None, "Yes"] * 5


def column(heading: str, answers: Sequence[Cell]) -> Column:
    rows = [[f"r{i}", "Indian", a] for i, a in enumerate(answers)]
    table = build_table("a.csv", None, [["Ref", "Ethnicity", heading], *rows])
    assert table is not None
    return table.columns[2]


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("referral_date", "Date referral received; ReferralDate; Date of referral to IPS"
         "; Referred on; REFERRAL RECEIVED; Date referred to service; referral_date"),
        ("accepted_date", "Referral accepted; Date accepted onto caseload; AcceptedDate"
         "; Accepted on; Accepted (date)"),
        ("job_end_date", "Job end date; JobEndDate; Date employment ended; Date left job"
         "; Left employment on; Last day in work; Job finished; Job / End date; Employment / End"
         "; End date (job 1)"),
        ("in_work_on", "Still in work on; Still in work (date); In work at last contact (date)"
         "; Last known in work; Date last known to be in work; still employed on"),
        ("end_date", "Discharge date; Date left IPS; Left employment service on; Closed on"
         "; End of employment support; Case closure date; Service end date; Exit date; End date"),
    ],
)  # fmt: skip
def test_dates(role: str, headings: str) -> None:
    found = {h: path_role(column(h, DATES)) for h in headings.split("; ")}
    assert found == dict.fromkeys(found, role)


@pytest.mark.parametrize(
    "heading",
    ["Onward referral date", "Date referred on", "Date referral declined", "Date offer accepted",
     "Work experience end date", "Work placement end date", "Last contact date", "Last in work",
     "Review date", "End of financial year", "Start date", "Job start date", "13 week date",
     "13 week review date", "Tenancy end date", "Benefit end date", "Decision date",
     "Date of birth",
     "Employment specialist end date", "End of in-work support", "Expected job end date",
     "First contact date"],
)  # fmt: skip
def test_dates_of_something_else(heading: str) -> None:
    assert path_role(column(heading, DATES)) is None


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("leaving_reason", "Discharge reason; Reason for leaving; CLOSURE REASON"
         "; Reason case closed; Reason support ended; Reason for ending employment support"
         "; Closure category"),
        ("decline_reason", "Reason not accepted; Reason for decline; Referral rejection reason"
         "; Why not accepted; Reason declined (if applicable); reason_not_accepted"),
    ],
)  # fmt: skip
def test_reasons(role: str, headings: str) -> None:
    found = {h: path_role(column(h, REASONS)) for h in headings.split("; ")}
    assert found == dict.fromkeys(found, role)


@pytest.mark.parametrize(
    "heading",
    ["Reason job ended", "Reason for leaving job", "Reason for referral", "Reason for unemployment",
     "Discharge destination", "Job loss reason"],
)  # fmt: skip
def test_reasons_of_something_else(heading: str) -> None:
    assert path_role(column(heading, REASONS)) is None


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("sustained_13", "Sustained 13 weeks; Still employed at 13 weeks?; 13wk outcome; 13 weeks"
         "; Job sustained at 13 weeks (Y/N); 13-week sustainment; Sustained 3 months"
         "; Still in work at 3 months?; Sustained_13_Weeks"),
        ("sustained_26", "In work at 26 weeks; 26 weeks?; Job sustained 26+ weeks; Working at 26wks"
         "; Retained at 6 months; Six months in work; 6 month job outcome"),
    ],
)  # fmt: skip
def test_whether_a_job_lasted(role: str, headings: str) -> None:
    found = {h: path_role(column(h, FLAGS)) for h in headings.split("; ")}
    assert found == dict.fromkeys(found, role)


@pytest.mark.parametrize(
    "heading",
    ["13 week review completed", "13 weeks of support", "13 week payment claimed",
     "In work 13 weeks before referral", "Employed at 6 months", "Unemployed for 6 months",
     "Worked in last 3 months", "Out of work for 6 months", "In employment 26 weeks after start",
     "Sustained job", "Target: 13 weeks in work"],
)  # fmt: skip
def test_weeks_of_something_else(heading: str) -> None:
    assert path_role(column(heading, FLAGS)) is None


def test_answers_must_fit_the_heading() -> None:
    assert path_role(column("13 week outcome", DATES)) is None
    assert path_role(column("Sustained 13 weeks", ["North", "South", "East"])) is None
    assert path_role(column("Discharge date", FLAGS)) is None
    assert path_role(column("Discharge reason", DATES)) is None
    assert path_role(column("Job end date", [None] * 20)) is None
