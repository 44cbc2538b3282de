"""The way into a job: who was referred, accepted, joined, got a job, kept it, and who left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from ips_audit.intake.files.table import build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import ETHNIC_GROUP, PathPeople, PathStep, Prepared, Reached, Settings

DAY = timedelta(days=1)
YEAR: dict[str, Any] = {"period_from": date(2023, 4, 1), "period_to": date(2024, 3, 31)}
TO = date(2024, 9, 30)  # the last day of which most of these files tell
GROUPS = ("White British", "Black African", "Indian")
# A column's heading and its short name here; a file has those that any of its rows fills.
HEADINGS = {
    "referral": "Referral date",
    "status": "Referral outcome",
    "why_not": "Reason not accepted",
    "accepted": "Date accepted",
    "start": "Date of first vocational profile",
    "outcome": "Job outcome",
    "job": "Job start date",
    "end": "Job end date",
    "seen": "Still in work on",
    "flag13": "Sustained 13 weeks",
    "flag26": "Sustained 26 weeks",
    "left": "Discharge date",
    "why": "Discharge reason",
}
Row = dict[str, Any]
REFERRED = date(2023, 5, 1)


def walked(i: int, **told: Any) -> Row:
    """Return a person's row: the answers of the columns that are named, the others blank."""
    return {"ref": f"C{i:03d}", "group": GROUPS[i % 3], "gender": ("Male", "Female")[i % 2],
            "age": 20 + i % 40, **told}  # fmt: skip


def usual(i: int, **told: Any) -> Row:
    """Return somebody who was referred, accepted and joined; `told` changes it."""
    day = REFERRED + i * DAY
    dates = {"referral": day, "accepted": day + 7 * DAY, "start": day + 14 * DAY}
    return walked(i, **{**dates, **told})


def turned_down(i: int, **told: Any) -> Row:
    return usual(i, accepted=None, start=None, **told)


def read(rows: Sequence[Row], **decided: Any) -> Prepared:
    """Read the rows as a file with the columns that they fill."""
    held = [n for n in HEADINGS if any(n in r for r in rows)]
    heads = ["Client ID", "Ethnicity", "Gender", "Age", *(HEADINGS[n] for n in held)]
    cells = [[r["ref"], r["group"], r["gender"], r["age"], *(r.get(n) for n in held)] for r in rows]
    return read_cells([heads, *cells], **decided)


def read_cells(cells: Sequence[Sequence[Any]], **decided: Any) -> Prepared:
    table = build_table("a.csv", None, cells)
    assert table is not None
    return prepare([("a.csv", table)], [], Settings(**{**YEAR, "followed_to": TO, **decided}))


def way(ready: Prepared) -> PathPeople:
    assert ready.people is not None and ready.people.path is not None
    return ready.people.path


def at(ready: Prepared, step: PathStep) -> dict[str, int]:
    """Return how many people are where at a step."""
    path = way(ready)
    counts = Counter(path.reached[step].tolist())
    return {Reached(k).name: n for k, n in sorted(counts.items())}


def said(ready: Prepared, pattern: str) -> bool:
    return any(re.search(pattern, w) for w in ready.warnings)


def path_only(ready: Prepared) -> bool:
    """Tell that the file was read without a path."""
    return ready.people is not None and ready.people.path is None


# The way from referral to joining


def test_the_steps_that_a_file_tells_of() -> None:
    ready = read([usual(0), usual(1, start=None), turned_down(2)])
    assert way(ready).steps == (PathStep.REFERRED, PathStep.ACCEPTED, PathStep.JOINED)
    assert at(ready, PathStep.REFERRED) == {"YES": 3}
    assert at(ready, PathStep.ACCEPTED) == {"NO": 1, "YES": 2}
    assert at(ready, PathStep.JOINED) == {"NOT_HERE": 1, "NO": 1, "YES": 1}
    assert not ready.questions
    assert said(ready, "2 people of them did not join")


def test_groups_are_those_of_the_audit() -> None:
    ready = read([usual(0), usual(1), turned_down(2), turned_down(3)])
    coded = way(ready).coded[ETHNIC_GROUP]
    assert [coded.groups[c].split("/")[0] for c in coded.codes] == [
        "White", "Black", "Asian", "White",
    ]  # fmt: skip
    assert ready.people is not None
    assert len(ready.people.start) == 2


@pytest.mark.parametrize(("days", "place"), [(28, "NO"), (27, "NOT_YET")])
def test_there_is_a_month_to_decide(days: int, place: str) -> None:
    late = turned_down(2, referral=TO - days * DAY)
    ready = read([usual(0), turned_down(1), late], period_to=TO)
    places = way(ready).reached[PathStep.ACCEPTED]
    assert Reached(int(places[2])).name == place


@pytest.mark.parametrize(("days", "place"), [(28, "YES"), (27, "EARLY")])
def test_who_was_accepted_within_the_last_month_was_early(days: int, place: str) -> None:
    day = TO - days * DAY
    late = usual(2, referral=day, accepted=day + DAY, start=None)
    ready = read([usual(0), turned_down(1), late], period_to=TO)
    assert Reached(int(way(ready).reached[PathStep.ACCEPTED][2])).name == place
    assert Reached(int(way(ready).reached[PathStep.JOINED][2])).name == "NOT_YET"


def test_no_path_where_everybody_joined() -> None:
    ready = read([usual(i, outcome="Yes" if i % 2 else "No") for i in range(6)])
    assert path_only(ready)
    assert not said(ready, "path|Followed")
    columns = {g.role: g.heading for g in ready.tables[0].columns}
    assert columns["referral_date"] is None


# Jobs, and how long they lasted

JOB = date(2023, 9, 1)


def weeks(ready: Prepared) -> tuple[dict[str, int], dict[str, int]]:
    return at(ready, PathStep.WEEKS_13), at(ready, PathStep.WEEKS_26)


def test_a_job_that_ended_and_one_that_goes_on() -> None:
    ready = read([
        walked(0, start=JOB - 60 * DAY, job=JOB, end=JOB + 90 * DAY),
        walked(1, start=JOB - 60 * DAY, job=JOB, end=JOB + 91 * DAY),
        walked(2, start=JOB - 60 * DAY, job=JOB, end=JOB + 182 * DAY),
        walked(3, start=JOB - 60 * DAY, job=JOB),
        walked(4, start=JOB - 60 * DAY),
    ])  # fmt: skip
    assert way(ready).steps == (
        PathStep.JOINED, PathStep.JOB, PathStep.WEEKS_13, PathStep.WEEKS_26,
    )  # fmt: skip
    assert at(ready, PathStep.JOB) == {"NO": 1, "YES": 4}
    assert weeks(ready) == (
        {"NOT_HERE": 1, "NO": 1, "YES": 3},
        {"NOT_HERE": 2, "NO": 1, "YES": 2},
    )
    assert said(ready, "without an end date counts as not ended by 30 September 2024")
