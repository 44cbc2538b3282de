"""The way into a job: who was referred, accepted, joined, got a job, kept it, and who left."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from path_files import (
    DAY,
    HEADINGS,
    JOB,
    REFERRED,
    TO,
    YEAR,
    Row,
    at,
    path_only,
    places,
    read,
    read_cells,
    said,
    turned_down,
    usual,
    walked,
    way,
    weeks,
)

from ips_audit.intake.files.table import build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import ETHNIC_GROUP, PathStep, Reached, Settings

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


# Accepted or not


def test_a_blank_status_is_not_known_and_a_blank_date_is_no() -> None:
    base = [usual(0, status="Accepted"), turned_down(1, status="Declined")]
    ready = read([*base, turned_down(2)])
    assert at(ready, PathStep.ACCEPTED) == {"NO": 1, "YES": 1, "NOT_KNOWN": 1}
    ready = read([usual(0), turned_down(1), turned_down(2)])
    assert at(ready, PathStep.ACCEPTED) == {"NO": 2, "YES": 1}


def test_early_decisions_do_not_tilt_the_share() -> None:
    late = TO - 10 * DAY
    rows = [usual(0, status="Accepted"), turned_down(1, status="Declined"),
            turned_down(2, referral=late, status="Declined"),
            usual(3, referral=late, accepted=late, start=None, status="Accepted")]  # fmt: skip
    ready = read(rows, period_to=TO)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "NOT_YET", "EARLY"]


def test_accepted_and_never_came() -> None:
    rows = [usual(0, status="Accepted"), turned_down(1, status="Declined"),
            turned_down(2, status="Accepted - did not engage")]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "YES"]
    assert places(ready, PathStep.JOINED) == ["YES", "NOT_HERE", "NO"]


def test_a_later_step_proves_the_earlier_ones() -> None:
    rows = [usual(0), turned_down(1, job=None), usual(2, accepted=None),
            turned_down(3, job=REFERRED + 100 * DAY), usual(4, start=None)]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "YES", "YES", "YES"]
    assert places(ready, PathStep.JOINED) == ["YES", "NOT_HERE", "YES", "YES", "NO"]
    assert places(ready, PathStep.JOB)[3] == "YES"
    assert said(ready, "2 people took a later step, so they count as accepted")
    assert said(ready, "1 person took a later step, so they count as joined")


def test_a_job_of_somebody_turned_down_proves_nothing() -> None:
    rows = [usual(0, status="Accepted"), usual(1, status="Accepted", start=None),
            turned_down(2, status="Declined", job=REFERRED + 100 * DAY)]  # fmt: skip
    assert places(read(rows), PathStep.ACCEPTED) == ["YES", "YES", "NO"]


def test_a_date_of_acceptance_beside_a_no_is_taken_and_said() -> None:
    rows = [usual(0, status="Accepted"), turned_down(1, status="Declined"),
            usual(2, start=None, status="Declined")]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "YES"]
    assert said(ready, "1 person .*date of acceptance and an answer that they were not accepted")


def test_a_reason_for_turning_down_says_no() -> None:
    rows = [usual(0, accepted=None), turned_down(1, why_not="Not eligible"), turned_down(2)]
    for row in rows:
        row.pop("accepted")
    assert places(read(rows), PathStep.ACCEPTED) == ["YES", "NO", "NOT_KNOWN"]


@pytest.mark.parametrize(("days", "place"), [(28, "NO"), (27, "NOT_YET")])
def test_there_is_a_month_to_join(days: int, place: str) -> None:
    day = TO - days * DAY
    late = usual(2, referral=day - 20 * DAY, accepted=day, start=None)
    ready = read([usual(0), turned_down(1), late], period_to=TO)
    assert places(ready, PathStep.JOINED)[2] == place


@pytest.mark.parametrize(("days", "place"), [(56, "NO"), (55, "NOT_YET")])
def test_without_its_date_acceptance_took_the_whole_month(days: int, place: str) -> None:
    rows = [usual(0, status="Accepted"), turned_down(1, status="Declined"),
            usual(2, referral=TO - days * DAY, start=None, status="Accepted")]  # fmt: skip
    for row in rows:
        row.pop("accepted")
    assert places(read(rows, period_to=TO), PathStep.JOINED)[2] == place


def test_a_date_of_joining_that_cannot_be_read_is_not_known() -> None:
    rows = [usual(0), turned_down(1), usual(2, start="TBC in the autumn"),
            usual(3, start=date(2042, 6, 1))]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.JOINED) == ["YES", "NOT_HERE", "NOT_KNOWN", "NOT_KNOWN"]
    assert said(ready, "2 people have a date of joining that cannot be read or lies after")


def test_what_came_after_the_day_that_was_given_had_not_come_about() -> None:
    rows = [usual(0, job=JOB), turned_down(1), usual(2, job=JOB + 100 * DAY),
            usual(3, start=JOB + 30 * DAY),
            usual(4, accepted=JOB + 9 * DAY, start=None)]  # fmt: skip
    ready = read(rows, followed_to=JOB)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "YES", "YES", "NO"]
    assert places(ready, PathStep.JOINED) == ["YES", "NOT_HERE", "YES", "NO", "NOT_HERE"]
    assert places(ready, PathStep.JOB) == ["EARLY", "NOT_HERE", "NOT_YET", "NOT_HERE", "NOT_HERE"]


def test_a_file_of_people_who_all_joined_is_on_the_path_of_the_others() -> None:
    heads = ["Client ID", "Ethnicity", "Gender", "Age", "Referral date", "Start date"]
    joined, mixed = (
        build_table(name, None, [heads, *[
            [f"{name}{i}", "Indian", "Male", 30, REFERRED, None if i % n else REFERRED + DAY]
            for i in range(1, 9)
        ]]) for name, n in (("a", 1), ("b", 2))
    )  # fmt: skip
    assert joined is not None and mixed is not None
    ready = prepare([("a.csv", joined), ("b.csv", mixed)], [], Settings(**YEAR, followed_to=TO))
    assert way(ready).services == ("a", "b")
    assert at(ready, PathStep.JOINED) == {"NO": 4, "YES": 12}


# The same column is never two things


def test_a_referral_that_is_the_date_of_joining_is_no_step_of_its_own() -> None:
    rows = [walked(i, referral=REFERRED, job=JOB if i else None, end=None) for i in range(3)]
    rows[1]["end"] = JOB + 20 * DAY
    ready = read(rows)
    assert way(ready).steps[:2] == (PathStep.JOINED, PathStep.JOB)


def test_an_acceptance_that_is_the_date_of_joining_is_no_step_of_its_own() -> None:
    rows = [walked(i, referral=REFERRED, accepted=None if i > 3 else REFERRED) for i in range(6)]
    assert way(read(rows)).steps == (PathStep.REFERRED, PathStep.JOINED)


# The people of the path


def test_who_came_before_the_period_or_has_no_date_is_left_out_and_said() -> None:
    rows = [usual(0), turned_down(1), usual(2, referral=date(2023, 3, 31)),
            usual(3, referral=None), usual(4, referral=date(2024, 4, 1))]  # fmt: skip
    ready = read(rows)
    assert at(ready, PathStep.REFERRED) == {"YES": 2}
    assert said(ready, "of 2 people who were referred in the period")
    assert said(ready, "1 person without that date .* 2 people who were referred before or after")


def test_nobody_is_dropped() -> None:
    rows = [usual(i) for i in range(20)] + [turned_down(i) for i in range(20, 30)]
    rows += [usual(30, referral=None), usual(31, referral="soon"), usual(32, group="")]
    rows += [usual(33, referral=date(2020, 1, 1)), turned_down(34, referral=None)]
    ready = read(rows)
    (cohort,) = [w for w in ready.warnings if "referred in the period" in w]
    counted = [int(n) for n in re.findall(r"(\d+) (?:people|person)", cohort)]
    assert counted == [31, 3, 1]
    assert sum(counted) == len(rows)
    path = way(ready)
    sizes = {len(a) for a in (path.service, path.weight, *path.reached.values())}
    sizes |= {len(c.codes) for c in path.coded.values()}
    assert sizes == {31}


def test_several_rows_a_person_are_one() -> None:
    first, second = REFERRED, REFERRED + 60 * DAY
    rows = [
        # Turned down, referred again and accepted; two jobs, of which the second lasted.
        turned_down(0, referral=first, status="Declined"),
        usual(0, referral=second, accepted=second + DAY, start=second + 2 * DAY,
              status="Accepted", job=second + 30 * DAY, end=second + 60 * DAY),
        usual(0, referral=second, accepted=second + DAY, start=second + 2 * DAY,
              status="Accepted", job=second + 70 * DAY, end=second + 170 * DAY),
        turned_down(1, status="Declined"),
        usual(2, status="Accepted", job=JOB, end=JOB + DAY),
    ]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "YES"]
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NOT_HERE", "NO"]
    assert places(ready, PathStep.WEEKS_26) == ["NO", "NOT_HERE", "NOT_HERE"]


def test_the_earliest_referral_counts() -> None:
    rows = [usual(0), turned_down(1), turned_down(2, referral=date(2022, 1, 1)), usual(2)]
    ready = read(rows)
    assert at(ready, PathStep.REFERRED) == {"YES": 2}


def test_the_keys_are_those_of_the_audit() -> None:
    ready = read([usual(i) for i in range(5)] + [turned_down(5)])
    path = way(ready)
    assert ready.people is not None and ready.people.key is not None and path.key is not None
    assert path.key[:5].tolist() == ready.people.key.tolist()
    assert len(set(path.key.tolist())) == 6


def test_a_person_of_two_services_is_one_in_all_of_them() -> None:
    heads = ["Client ID", "Team", "Ethnicity", "Gender", "Age", *list(HEADINGS.values())[:5]]
    day = REFERRED

    def cells(i: int, team: str, joined: bool) -> list[Any]:
        r = usual(i)
        state = "Accepted" if joined else "Declined"
        dates = [day, state, None, day if joined else None, day if joined else None]
        return [r["ref"], team, r["group"], r["gender"], r["age"], *dates]

    rows = [cells(i, "North", True) for i in range(6)]
    rows += [cells(i, "South", i % 2 == 0) for i in range(3, 12)]
    ready = read_cells([heads, *rows])
    path = way(ready)
    assert path.services == ("North", "South")
    assert len(path.weight) == 15
    assert path.together is not None
    assert len(path.together.weight) == 12
    assert path.together.steps == path.steps
    # Turned down in one service and accepted in the other: accepted.
    accepted = path.together.reached[PathStep.ACCEPTED].tolist()
    assert Counter(accepted) == {Reached.YES: 9, Reached.NO: 3}


# Jobs


@pytest.mark.parametrize(
    ("start", "place"), [(date(2024, 3, 31), "NO"), (date(2024, 4, 1), "NOT_YET")]
)
def test_there_are_months_to_find_a_job(start: date, place: str) -> None:
    late = usual(2, referral=date(2024, 3, 1), accepted=date(2024, 3, 5), start=start)
    rows = [usual(0, job=JOB), turned_down(1), late]
    assert places(read(rows), PathStep.JOB)[2] == place


def test_jobs_after_the_period_count_up_to_the_last_day() -> None:
    rows = [usual(0, job=date(2024, 9, 30)), turned_down(1), usual(2, job=date(2024, 10, 1))]
    ready = read(rows, answers={"jobs": {"after the period": "no job"}})
    assert places(ready, PathStep.JOB) == ["YES", "NOT_HERE", "NO"]
    assert ready.people is not None
    assert ready.people.job.tolist() == [0, 0]


def test_people_in_work_at_the_start_are_not_known_at_the_job() -> None:
    cells: list[list[Any]] = [["Client ID", "Ethnicity", "Gender", "Age", "Referral date",
                               "Date accepted", "Start date", "Employed at referral",
                               "Job start date", "Job end date"]]  # fmt: skip
    for i, working in enumerate(("Yes", "No", "No", "No")):
        day = None if i == 3 else REFERRED
        end = JOB + 10 * DAY if i == 1 else None
        cells.append([f"C{i}", "White British", "Male", 30, REFERRED, day, day, working,
                      JOB if i < 2 else None, end])  # fmt: skip
    ready = read_cells(cells, leave_out_in_work=True)
    assert places(ready, PathStep.JOB) == ["NOT_KNOWN", "YES", "NO", "NOT_HERE"]
    assert places(ready, PathStep.WEEKS_13) == ["NOT_HERE", "NO", "NOT_HERE", "NOT_HERE"]
    counted = read_cells(cells, leave_out_in_work=False)
    assert places(counted, PathStep.JOB)[0] == "YES"


@pytest.mark.parametrize(("weeks", "step"), [(13, PathStep.WEEKS_13), (26, PathStep.WEEKS_26)])
def test_there_are_weeks_to_last(weeks: int, step: PathStep) -> None:
    enough, short = TO - 7 * weeks * DAY, TO - (7 * weeks - 1) * DAY
    rows = [walked(0, start=REFERRED, job=enough, end=None),
            walked(1, start=REFERRED, job=short, end=None),
            walked(2, start=REFERRED, job=JOB, end=JOB + 5 * DAY),
            walked(3, start=REFERRED, job=JOB, end=JOB + 100 * DAY)]  # fmt: skip
    found = places(read(rows), step)
    assert found[0] == "YES"
    assert found[1] == "NOT_YET"


def test_who_lost_the_job_before_there_was_time_is_not_yet() -> None:
    rows = [walked(0, start=REFERRED, job=TO - 60 * DAY, end=TO - 50 * DAY),
            walked(1, start=REFERRED, job=JOB, end=JOB + 5 * DAY),
            walked(2, start=REFERRED, job=JOB, end=None)]  # fmt: skip
    assert places(read(rows), PathStep.WEEKS_13) == ["NOT_YET", "NO", "YES"]


def test_last_seen_in_work() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, seen=JOB + 91 * DAY),
            walked(1, start=REFERRED, job=JOB, seen=JOB + 90 * DAY),
            walked(2, start=REFERRED, job=JOB),
            walked(3, start=REFERRED, job=TO - 20 * DAY, seen=TO),
            walked(4, start=REFERRED)]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13) == [
        "YES", "NOT_KNOWN", "NOT_KNOWN", "NOT_YET", "NOT_HERE",
    ]  # fmt: skip
    assert not said(ready, "without an end date counts as not ended")


def test_an_end_comes_before_the_day_last_seen() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, seen=JOB + 30 * DAY, end=JOB + 60 * DAY),
            walked(1, start=REFERRED, job=JOB, seen=JOB + 120 * DAY),
            walked(2, start=REFERRED, job=JOB)]  # fmt: skip
    assert places(read(rows), PathStep.WEEKS_13) == ["NO", "YES", "NOT_KNOWN"]


def test_an_end_before_the_start_is_not_known_and_said() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, end=JOB - DAY),
            walked(1, start=REFERRED, job=JOB, end=JOB + 9 * DAY),
            walked(2, start=REFERRED, job=JOB, end=JOB)]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13) == ["NOT_KNOWN", "NO", "NO"]
    assert said(ready, "Jobs that end before they start: 1")


def test_a_job_before_the_start_is_not_one_that_lasted() -> None:
    rows = [walked(0, start=JOB, job=JOB - 300 * DAY, end=JOB - 10 * DAY),
            walked(1, start=JOB, job=JOB, end=JOB + 100 * DAY),
            walked(2, start=JOB, job=JOB, end=JOB + 10 * DAY)]  # fmt: skip
    ready = read(rows, answers={"jobs": {"before the start": "no job"}})
    assert places(ready, PathStep.WEEKS_13) == ["NOT_HERE", "YES", "NO"]


def test_answers_go_before_dates() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, end=JOB + 200 * DAY, flag13="No"),
            walked(1, start=REFERRED, job=JOB, end=JOB + 10 * DAY, flag13="Yes"),
            walked(2, start=REFERRED, job=JOB, end=JOB + 10 * DAY, flag13="No"),
            walked(3, start=REFERRED, job=JOB, end=JOB + 100 * DAY),
            walked(4, start=REFERRED)]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13)[1:] == ["YES", "NO", "YES", "NOT_HERE"]
    assert said(ready, "For 2 people, “in work for 13 weeks” and the dates of the job do not agree")


def test_answers_without_dates_of_ends() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, flag13="Yes", flag26="No"),
            walked(1, start=REFERRED, job=JOB, flag13="No", flag26="No"),
            walked(2, start=REFERRED, job=JOB, flag13="", flag26=""),
            walked(3, start=REFERRED, job=JOB, flag13="Not yet due", flag26=""),
            walked(4, start=REFERRED, job=TO - 40 * DAY, flag13="No", flag26=""),
            walked(5, start=REFERRED, job=JOB, flag13="No", flag26="Yes"),
            walked(6, start=REFERRED, flag13="", flag26="")]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13) == [
        "YES", "NO", "NOT_KNOWN", "NOT_KNOWN", "NOT_YET", "YES", "NOT_HERE",
    ]  # fmt: skip
    assert places(ready, PathStep.WEEKS_26) == [
        "NO", "NOT_HERE", "NOT_HERE", "NOT_HERE", "NOT_HERE", "YES", "NOT_HERE",
    ]  # fmt: skip
    assert said(ready, "1 person took a later step, so they count as 13 weeks in work")


def test_an_answer_for_somebody_without_a_job_is_said_and_not_counted() -> None:
    rows = [walked(0, start=REFERRED, job=JOB, flag13="Yes"),
            walked(1, start=REFERRED, job=JOB, flag13="No"),
            walked(2, start=REFERRED, flag13="Yes")]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "NOT_HERE"]
    assert said(ready, "1 person .* been in work for 13 weeks, but .* no job")


def test_a_job_without_a_date_lasted_as_the_answer_says() -> None:
    rows = [walked(0, start=REFERRED, outcome="Yes", flag13="Yes"),
            walked(1, start=REFERRED, outcome="Yes", flag13="No"),
            walked(2, start=REFERRED, outcome="Yes", flag13=""),
            walked(3, start=REFERRED, outcome="No", flag13="")]  # fmt: skip
    assert places(read(rows), PathStep.WEEKS_13) == ["YES", "NO", "NOT_KNOWN", "NOT_HERE"]


def test_three_months_are_read_as_13_weeks_and_that_is_said() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start date"]
    cells: list[list[Any]] = [[*heads, "3 months sustained"]]
    for i in range(4):
        cells.append([f"R{i}", "Indian", "Male", 30, REFERRED, JOB, "Yes" if i else "No"])
    ready = read_cells(cells)
    assert at(ready, PathStep.WEEKS_13) == {"NO": 1, "YES": 3}
    assert said(ready, "“3 months sustained” was read as 13 weeks")


def test_an_answer_that_nobody_can_read_is_asked_about() -> None:
    rows = [walked(i, start=REFERRED, job=JOB, flag13=a)
            for i, a in enumerate(["Yes", "No", "Sort of", "Yes"])]  # fmt: skip
    (question,) = read(rows).questions
    assert question.about == "answers.sustained.Sort of"
    ready = read(rows, answers={"sustained": {"Sort of": "No"}})
    assert not ready.questions
    assert at(ready, PathStep.WEEKS_13) == {"NO": 2, "YES": 2}


def test_several_jobs_across_have_their_own_ends() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job 1 start date",
             "Job 1 end date", "Job 2 start date", "Job 2 end date"]  # fmt: skip
    later = JOB + 60 * DAY
    jobs = [
        (JOB, JOB + 20 * DAY, later, later + 95 * DAY),
        (JOB, JOB + 20 * DAY, later, later + 30 * DAY),
        (JOB, JOB + 92 * DAY, None, None),
        (JOB, JOB + 20 * DAY, later, None),
    ]
    cells: list[list[Any]] = [
        [f"R{i}", "Indian", "Male", 30, REFERRED, *dates] for i, dates in enumerate(jobs)
    ]
    ready = read_cells([heads, *cells])
    assert not ready.questions
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "YES", "YES"]
    one_end = [row[:7] + row[7:8] for row in cells]
    ready = read_cells([[*heads[:6], "Job end date", heads[7]], *one_end])
    assert path_only(ready)
    assert said(ready, "“Job end date”.*cannot be told apart by job")


def test_two_columns_that_could_be_the_job_end_are_asked_about() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start date", "Job end date",
             "Date left work"]  # fmt: skip
    cells = [[f"R{i}", "Indian", "Male", 30, REFERRED, JOB, JOB + i * 40 * DAY, JOB + 90 * DAY]
             for i in range(5)]  # fmt: skip
    (question,) = read_cells([heads, *cells]).questions
    assert question.about == "columns.job_end_date"
    assert {c.value for c in question.choices} >= {"Job end date", "Date left work", ""}
    ready = read_cells([heads, *cells], columns={"job_end_date": "Job end date"})
    assert at(ready, PathStep.WEEKS_13) == {"NO": 3, "YES": 2}
    assert path_only(read_cells([heads, *cells], columns={"job_end_date": ""}))
    same = [[*row[:7], row[6]] for row in cells]
    assert not read_cells([heads, *same]).questions


# Reasons


def test_only_shared_answers_keep_their_name() -> None:
    why = ["Out of area"] * 5 + ["out of Area"] + ["Not eligible"] * 4 + ["Lives with John Smith"]
    why += ["Call 020 7946 0123"] * 5 + ["x" * 41] * 5 + ["", "Unknown"]
    rows = [usual(i) for i in range(4)]
    rows += [turned_down(10 + i, why_not=w) for i, w in enumerate(why)]
    declined = way(read(rows)).declined
    assert declined is not None
    assert declined.names == ("Out of area", "Other reason")
    counts = Counter(declined.codes.tolist())
    assert counts == {0: 6, 1: 15, -1: 6}


def test_reasons_for_leaving_are_of_people_without_a_job() -> None:
    rows = [usual(i, left=TO, why="Moved Away") for i in range(6)]
    rows += [usual(6, left=TO, why="Moved Away", job=JOB), usual(7), usual(8, left=TO)]
    rows += [turned_down(9, why="Moved Away")]
    left = way(read(rows)).left
    assert left is not None
    assert left.names == ("Moved Away",)
    assert left.codes.tolist() == [0] * 6 + [-1] * 4


# The last day, and the period


def test_the_last_day_is_that_of_the_file() -> None:
    late = [date(2024, 8, 1), date(2024, 8, 20), date(2024, 8, 31)]
    rows = [usual(i, left=d) for i, d in enumerate(late)]
    rows += [usual(3), turned_down(4)]
    ready = read(rows, followed_to=None)
    assert way(ready).followed_to == date(2024, 8, 31)
    assert said(ready, "Followed up to 31 August 2024")
    # The first of the three lies a day too early: nothing but the period's end is left.
    rows[0]["left"] = date(2024, 7, 31)
    assert way(read(rows, followed_to=None)).followed_to == date(2024, 3, 31)


def test_a_slip_of_the_pen_moves_no_end() -> None:
    rows = [usual(i, left=date(2024, 5, 1 + i)) for i in range(5)]
    rows += [turned_down(5), usual(6, left=date(2026, 5, 1)), usual(7, left=date(2042, 5, 1))]
    assert way(read(rows, followed_to=None)).followed_to == date(2024, 5, 5)


def test_the_last_day_is_never_after_today() -> None:
    rows = [usual(0), usual(1), turned_down(2)]
    ready = read(rows, followed_to=None, period_to=date(2100, 1, 1))
    assert way(ready).followed_to == date.today()


def test_a_day_that_was_given_stands_and_is_not_said() -> None:
    ready = read([usual(0), usual(1), turned_down(2)], followed_to=date(2024, 4, 1))
    assert way(ready).followed_to == date(2024, 4, 1)
    assert not said(ready, "Followed up to")


def referred_in_a_year(**late: Any) -> list[Row]:
    """Return people who were referred from 1 April 2023 to 31 March 2024."""
    rows = [usual(i, referral=date(2023, 4, 1) + 7 * i * DAY,
                  start=date(2023, 4, 20) + 7 * i * DAY) for i in range(52)]  # fmt: skip
    rows += [turned_down(60, referral=date(2024, 3, 31)), usual(61, **late)]
    for row in rows:
        if row.get("start"):
            row["accepted"] = row["referral"]
    return rows


OPEN: dict[str, Any] = {"period_from": None, "period_to": None, "followed_to": None}


def test_the_period_reaches_to_the_last_who_joined() -> None:
    late = {"referral": date(2024, 3, 30), "start": date(2024, 5, 2)}
    ready = read(referred_in_a_year(**late), **OPEN)
    assert not ready.questions
    assert ready.settings.period == "2023-04-01 to 2024-05-02"
    assert ready.rows.used == 53
    assert said(ready, "The period was taken as 1 April 2023 to 2 May 2024, so that nobody")


def test_the_period_reaches_to_the_last_job_but_for_a_slip() -> None:
    late = {"referral": date(2024, 3, 30), "start": date(2024, 5, 2)}
    rows = referred_in_a_year(**late)
    for i, day in enumerate((date(2024, 6, 3), date(2024, 6, 20), date(2024, 6, 28))):
        rows[i]["job"] = day
    ready = read(rows, **OPEN)
    assert not ready.questions
    assert ready.settings.period == "2023-04-01 to 2024-06-28"
    rows[5]["job"] = date(2026, 6, 28)
    ready = read(rows, **OPEN)
    assert ready.settings.period == "2023-04-01 to 2024-06-28"
    assert [q.about for q in ready.questions] == ["answers.jobs.after the period"]


def test_who_joined_long_after_the_referrals_is_asked_about() -> None:
    late = {"referral": date(2024, 3, 30), "start": date(2025, 5, 2)}
    assert [q.about for q in read(referred_in_a_year(**late), **OPEN).questions] == ["period"]


def test_the_year_of_joining_stays_the_period_where_it_has_a_name() -> None:
    rows = [usual(i, referral=date(2023, 2, 1) + 7 * i * DAY, start=date(2023, 4, 2) + 7 * i * DAY)
            for i in range(52)]  # fmt: skip
    rows += [turned_down(60, referral=date(2023, 9, 1))]
    ready = read(rows, **OPEN)
    assert ready.settings.period == "2023-04-01 to 2024-03-31"
    assert said(ready, "people who were referred before or after the period")


# The main audit beside it


def test_people_who_were_turned_down_are_left_out_without_a_question() -> None:
    rows = [usual(i, status="Accepted") for i in range(5)]
    rows += [turned_down(5 + i, status="Declined") for i in range(3)]
    ready = read(rows)
    assert not ready.questions
    assert ready.rows.used == 5
    assert said(ready, "3 people of them did not join the service")


def test_a_blank_outcome_of_somebody_who_never_joined_is_no_question() -> None:
    rows = [usual(i, outcome="Yes" if i % 2 else "No") for i in range(6)]
    rows += [turned_down(6, outcome="")]
    assert not read(rows).questions


def test_a_reason_for_leaving_is_no_job_outcome_beside_dates_of_jobs() -> None:
    why = ["Gained employment"] * 2 + ["Disengaged"] * 6
    rows = [usual(i, job=JOB if i < 3 else None, left=TO, why=w) for i, w in enumerate(why)]
    ready = read([*rows, turned_down(9)])
    columns = {g.role: g.heading for g in ready.tables[0].columns}
    assert columns["job_outcome"] is None
    assert columns["leaving_reason"] == "Discharge reason"
    assert not ready.questions
    # Somebody left for a job that has no date: the column says more than the dates do.
    rows[5]["why"] = "Gained employment"
    columns = {g.role: g.heading for g in read([*rows, turned_down(9)]).tables[0].columns}
    assert columns["job_outcome"] == "Discharge reason"


def test_a_job_before_the_referral_proves_nothing() -> None:
    rows = [usual(0, job=JOB), usual(1), turned_down(2, job=REFERRED - 30 * DAY), turned_down(3)]
    assert places(read(rows), PathStep.ACCEPTED) == ["YES", "YES", "NO", "NO"]


def test_everything_in_the_file_begins_with_the_first_referral() -> None:
    rows = [usual(i, referral=date(2022, 1, 1) + 30 * i * DAY,
                  start=date(2022, 1, 20) + 30 * i * DAY) for i in range(25)]  # fmt: skip
    for row in rows:
        row["accepted"] = row["referral"]
    rows.append(turned_down(30, referral=date(2022, 6, 1)))
    (question,) = read(rows, **OPEN).questions
    assert question.choices[-1].value == "2022-01-01 to 2024-01-10"
    assert "started from 20 January 2022 to 10 January 2024" in question.text
    first, last = date(2022, 1, 1), date(2024, 1, 10)
    assert at(read(rows, period_from=first, period_to=last), PathStep.REFERRED) == {"YES": 26}
