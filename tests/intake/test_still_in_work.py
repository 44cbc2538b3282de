"""Whether a job goes on: a yes or no beside its dates, and answers in the place of its end."""

from __future__ import annotations

from typing import Any

import pytest
from path_files import (
    DAY,
    GROUPS,
    HEADINGS,
    JOB,
    REFERRED,
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
    weeks,
)

from ips_audit.model import PathStep, Prepared

LASTED = JOB + 100 * DAY  # 13 weeks, and not 26
FLAG = HEADINGS["still"]


def worker(i: int, **told: Any) -> Row:
    """Return somebody with a job that has no end date; `told` changes it."""
    return walked(i, **{"start": REFERRED, "job": JOB, "end": None, **told})


def role_of(ready: Prepared, role: str) -> str | None:
    return {g.role: g.heading for g in ready.tables[0].columns}[role]


ENDED = [worker(10, end=LASTED, still="N"), worker(11, end=JOB + 5 * DAY, still="N")]


def test_a_job_that_ended_on_an_unknown_day_is_not_known() -> None:
    rows = [*ENDED, worker(0, still="N"), worker(1, still="Y"), worker(2, still="n/k"),
            worker(3, still=None)]  # fmt: skip
    ready = read(rows)
    assert not ready.questions
    assert role_of(ready, "still_in_work") == FLAG
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "NOT_KNOWN", "YES", "YES", "YES"]
    assert said(ready, "1 person .*no longer in work.*without an end date.*counts as not known")
    assert said(ready, "For 1 person it is not known whether they are still in work")


def test_without_the_column_a_blank_end_is_a_job_that_goes_on() -> None:
    rows = [*ENDED, worker(0, still="N")]
    ready = read(rows, columns={"still_in_work": ""})
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "YES"]
    assert not said(ready, "no longer in work")


def test_another_column_can_be_chosen() -> None:
    rows = [[r["ref"], r["group"], "Male", 30, r["start"], r["job"], r["end"], r["still"]]
            for r in [*ENDED, worker(0, still="N")]]  # fmt: skip
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start", "Job end", "Flag 2"]
    assert places(read_cells([heads, *rows]), PathStep.WEEKS_13)[2] == "YES"
    ready = read_cells([heads, *rows], columns={"still_in_work": "Flag 2"})
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "NOT_KNOWN"]


def test_what_else_decides_is_taken() -> None:
    rows = [*ENDED, worker(0, still="N", flag13="Yes"), worker(1, still="N", flag13="No"),
            worker(2, still="N", flag13="")]  # fmt: skip
    assert places(read(rows), PathStep.WEEKS_13)[2:] == ["YES", "NO", "NOT_KNOWN"]
    # An earlier job of the same person lasted long enough.
    long = worker(0, end=LASTED, still="N")
    ready = read([*ENDED, long, worker(0, job=LASTED, still="N")])
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "YES"]
    assert places(ready, PathStep.WEEKS_26) == ["NO", "NOT_HERE", "NOT_KNOWN"]


def test_an_end_date_counts_although_the_answer_is_yes() -> None:
    rows = [*ENDED, worker(0, end=JOB + 9 * DAY, still="Y"), worker(1, still="Y")]
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "NO", "YES"]
    assert said(ready, "1 person .* said to be still in work, but .* end date. The date was taken")
    # The second job goes on: nothing is contradicted.
    first = worker(0, end=JOB + 9 * DAY, still="Y")
    ready = read([*ENDED, first, worker(0, job=JOB + 20 * DAY, still="Y")])
    assert not said(ready, "said to be still in work")


def test_the_end_of_a_job_that_has_ended_does_not_lie_in_the_future() -> None:
    slip = JOB.replace(year=JOB.year + 60)
    rows = [*ENDED, worker(0, end=slip, still="N"), worker(1, end=slip, still="Y")]
    assert places(read(rows), PathStep.WEEKS_13)[2:] == ["NOT_KNOWN", "YES"]


@pytest.mark.parametrize(("yes", "ended"), [("Yes", "NOT_KNOWN"), ("No", "YES")])
def test_a_heading_that_says_the_opposite(yes: str, ended: str) -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start", "Job end date",
             "JobEnded?"]  # fmt: skip
    answers = [(LASTED, "Yes"), (JOB + 5 * DAY, "Yes"), (None, yes), (None, "Still there")]
    rows = [[f"R{i}", "Indian", "Male", 30, REFERRED, JOB, *a] for i, a in enumerate(answers)]
    ready = read_cells([heads, *rows])
    assert role_of(ready, "still_in_work") == "JobEnded?"
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", ended, "YES"]


@pytest.mark.parametrize(
    "heading",
    ["Still in work", "Currently employed?", "In work now", "Job sustained at present",
     "Still in post (Y/N)", "Job ongoing?"],
)  # fmt: skip
def test_it_is_not_who_got_a_job_nor_who_was_in_work_before(heading: str) -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Employed at start", "Job start",
             "Job end", heading]  # fmt: skip
    jobs = [(JOB, LASTED, "No"), (JOB, JOB + 5 * DAY, "No"), (JOB, None, "No"), (JOB, None, "Yes"),
            (None, None, "No"), (None, None, "")]  # fmt: skip
    rows = [[f"R{i}", "Indian", "Male", 30, REFERRED, "No", *j] for i, j in enumerate(jobs)]
    ready = read_cells([heads, *rows])
    assert not ready.questions
    assert role_of(ready, "still_in_work") == heading
    assert role_of(ready, "in_work_at_start") == "Employed at start"
    assert role_of(ready, "job_outcome") is None
    assert at(ready, PathStep.JOB) == {"NO": 2, "YES": 4}
    assert weeks(ready)[0] == {"NOT_HERE": 2, "NO": 1, "YES": 2, "NOT_KNOWN": 1}


@pytest.mark.parametrize(
    "heading", ["Employment status", "Employment status at entry", "Still working with the service"]
)
def test_a_status_of_another_time_or_thing_is_not_taken(heading: str) -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start", "Job end", heading]
    jobs = [(JOB, LASTED, "No"), (JOB, JOB + 5 * DAY, "No"), (JOB, None, "No"), (JOB, None, "Yes")]
    rows = [[f"R{i}", "Indian", "Male", 30, REFERRED, *j] for i, j in enumerate(jobs)]
    ready = read_cells([heads, *rows])
    assert role_of(ready, "still_in_work") is None


def test_without_end_dates_it_says_nothing_of_how_long_jobs_lasted() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start", FLAG]
    rows = [[f"R{i}", "Indian", "Male", 30, REFERRED, JOB, a] for i, a in enumerate("YNYN")]
    ready = read_cells([heads, *rows])
    assert role_of(ready, "still_in_work") is None
    assert path_only(ready)


def test_two_such_columns_that_differ_are_asked_about() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Start date", "Job start", "Job end",
             "Still in work", "Currently employed"]  # fmt: skip
    rows = [[f"R{i}", GROUPS[i % 3], "Male", 30 + i, REFERRED, JOB, LASTED if i else None, a, b]
            for i, (a, b) in enumerate(zip("NYNY", "NYNN", strict=True))]  # fmt: skip
    (question,) = read_cells([heads, *rows]).questions
    assert question.about == "columns.still_in_work"


def test_choosing_the_column_of_job_starts_changes_nothing() -> None:
    rows = [*ENDED, worker(0, still="N")]
    ready = read(rows, columns={"job_start_date": HEADINGS["job"]})
    assert places(ready, PathStep.WEEKS_13) == ["YES", "NO", "NOT_KNOWN"]


# Answers in the place of the end

KNOWN = [worker(10 + i, end=JOB + (20 + 50 * i) * DAY) for i in range(4)]


@pytest.mark.parametrize(
    ("answer", "place"),
    [("n/k", "NOT_KNOWN"), ("unknown", "NOT_KNOWN"), ("?", "NOT_KNOWN"), ("Not known", "NOT_KNOWN"),
     ("left, no date", "NOT_KNOWN"), ("31/02/2024", "NOT_KNOWN"), ("Spring 2024", "NOT_KNOWN"),
     (None, "YES"), ("-", "YES"), ("–", "YES"), ("n/a", "YES"), ("Not applicable", "YES"),
     ("ongoing", "YES"), ("Still employed", "YES"), ("current", "YES")],
)  # fmt: skip
def test_an_answer_in_the_place_of_the_end(answer: str | None, place: str) -> None:
    ready = read([*KNOWN, worker(0, end=answer)])
    assert not ready.questions
    assert places(ready, PathStep.WEEKS_13) == ["NO", "NO", "YES", "YES", place]
    sentence = {
        "NOT_KNOWN": "1 answers in “Job end date” are not dates .*ended counts as not known",
        "YES": "1 answers in “Job end date” say that (there is no date|the job goes on), such as",
    }[place]
    assert said(ready, sentence) == (answer is not None)


def test_a_yes_or_no_decides_where_the_end_is_not_known() -> None:
    rows = [*ENDED, worker(0, end="n/k", still="Y"), worker(1, end="n/k", still="N"),
            worker(2, end="n/k", still=None), worker(3, end="ongoing", still="N")]  # fmt: skip
    ready = read(rows)
    assert places(ready, PathStep.WEEKS_13)[2:] == ["YES", "NOT_KNOWN", "NOT_KNOWN", "NOT_KNOWN"]


def test_many_marks_leave_a_column_of_ends_what_it_is() -> None:
    marks = ["n/k", "?", "-", "n/a", "ongoing", "unknown", "still in post", "current"]
    rows = [worker(0, end=LASTED), *(worker(1 + i, end=m) for i, m in enumerate(marks))]
    ready = read(rows)
    assert role_of(ready, "job_end_date") == HEADINGS["end"]
    assert weeks(ready)[0] == {"YES": 6, "NOT_KNOWN": 3}


# Marks in other dates


@pytest.mark.parametrize("mark", ["n/a", "N/A", "-", "—", None])
def test_a_mark_for_no_date_is_a_blank(mark: str | None) -> None:
    rows = [usual(i, job=JOB if i % 2 else mark) for i in range(6)]
    rows += [usual(6, start=mark, job=mark), usual(7, accepted=None, start=mark)]
    for row in rows:
        row["accepted"] = row["accepted"] or mark
    ready = read(rows)
    assert not ready.questions
    assert at(ready, PathStep.ACCEPTED) == {"NO": 1, "YES": 7}
    assert at(ready, PathStep.JOINED) == {"NOT_HERE": 1, "NO": 1, "YES": 6}
    assert [(x.reason, x.rows) for x in ready.rows.left_out] == [("no start date", 2)]
    for heading, n in ((HEADINGS["start"], 2), (HEADINGS["job"], 4), (HEADINGS["accepted"], 1)):
        sentence = f"{n} answers in “{heading}” say that there is no date, such as “{mark}”"
        assert said(ready, sentence) == (mark is not None)


def test_an_error_or_not_known_is_no_mark_for_no_date() -> None:
    rows = [usual(i) for i in range(6)]
    rows += [usual(6, start="n/k"), usual(7, start="#N/A"), turned_down(8)]
    ready = read(rows)
    assert at(ready, PathStep.JOINED) == {"NOT_HERE": 1, "YES": 6, "NOT_KNOWN": 2}


def test_a_day_of_acceptance_that_is_not_known_is_no_refusal() -> None:
    rows = [usual(0), turned_down(1), usual(2, accepted="n/k", start=None), usual(3, accepted="?")]
    ready = read(rows)
    assert places(ready, PathStep.ACCEPTED) == ["YES", "NO", "NOT_KNOWN", "YES"]


def test_dates_of_no_jobs_may_hold_marks() -> None:
    rows = [walked(i, start=REFERRED, outcome="Yes" if i % 2 else "No",
                   job=JOB if i % 2 else "n/a", end=LASTED if i == 1 else None)
            for i in range(6)]  # fmt: skip
    ready = read(rows)
    assert role_of(ready, "job_start_date") == HEADINGS["job"]
    assert not ready.questions
