"""Who was accepted and who joined, where a column of answers tells it beside the dates or alone."""

from __future__ import annotations

from typing import Any

import pytest
from path_files import (
    DAY,
    GROUPS,
    JOB,
    REFERRED,
    TO,
    Row,
    at,
    places,
    read,
    read_cells,
    said,
    turned_down,
    usual,
)

from ips_audit.intake.files.table import build_table
from ips_audit.intake.matching.joined import says_who_joined
from ips_audit.model import PathStep, Prepared

OUT = {"rows": {"not_joined": "leave out"}}
COUNT = {"rows": {"not_joined": "count"}}


def asked(ready: Prepared) -> list[str]:
    return [q.about for q in ready.questions]


def decided(n: int = 5) -> list[Row]:
    """Return people of whom it is known: `n` accepted and three turned down."""
    rows = [usual(i, status="Accepted") for i in range(n)]
    return rows + [turned_down(50 + i, status="Declined") for i in range(3)]


# Beside a date of joining


@pytest.mark.parametrize(
    "answer",
    ["Pending", "Waiting", "Waiting list", "Under review", "Not yet decided", "Awaiting decision",
     "On hold", "n/k", "N/K", "not known", "Unknown", "-", "?", "n/a", "Don't know", None],
)  # fmt: skip
def test_who_is_not_decided_about_was_not_turned_down(answer: str | None) -> None:
    late = turned_down(9, referral=TO - 5 * DAY, status=answer)
    ready = read([*decided(), turned_down(8, status=answer), late], period_to=TO)
    assert not ready.questions
    assert places(ready, PathStep.ACCEPTED)[-2:] == ["NOT_KNOWN", "NOT_YET"]
    assert at(ready, PathStep.ACCEPTED)["NO"] == 3
    assert ready.rows.used == 5
    assert said(ready, f"2 rows of “Referral outcome” do not say .*{answer or 'no answer'} .*2")


@pytest.mark.parametrize(
    "answer", ["Not accepted", "Declined - waiting for another service", "Unsuitable",
               "Did not engage", "Not eligible", "Signposted, pending discharge"]
)  # fmt: skip
def test_who_was_turned_down(answer: str) -> None:
    ready = read([*decided(), turned_down(8, status=answer)])
    assert places(ready, PathStep.ACCEPTED)[-1] == "NO"


def test_who_was_accepted_and_waits_was_accepted() -> None:
    ready = read([*decided(), turned_down(8, status="Accepted, awaiting first appointment")])
    assert places(ready, PathStep.ACCEPTED)[-1] == "YES"
    assert places(ready, PathStep.JOINED)[-1] == "NO"


def test_a_start_date_says_that_somebody_joined_whose_answer_is_not_known() -> None:
    ready = read([*decided(), usual(8, accepted=None, status="n/k")])
    assert not ready.questions
    assert places(ready, PathStep.ACCEPTED)[-1] == "YES"
    assert ready.rows.used == 6
    assert read([*decided(), usual(8, status="n/k")], answers=OUT).rows.used == 6


def test_an_answer_that_cannot_be_read_may_be_not_known() -> None:
    rows = [*decided(), turned_down(8, status="Moved over")]
    (question,) = read(rows).questions
    assert question.about == "answers.joined.Moved over"
    assert [c.value for c in question.choices] == ["Yes", "No", "Not known"]
    assert "were these people accepted? Who joined is read from" in question.text
    for answer, place in (("Yes", "YES"), ("No", "NO"), ("Not known", "NOT_KNOWN")):
        ready = read(rows, answers={"joined": {"Moved over": answer}})
        assert not ready.questions
        assert places(ready, PathStep.ACCEPTED)[-1] == place
        assert ready.rows.used == 5


def test_a_choice_goes_before_the_words() -> None:
    rows = [*decided(), turned_down(8, status="Pending")]
    ready = read(rows, answers={"joined": {"Pending": "No"}})
    assert places(ready, PathStep.ACCEPTED)[-1] == "NO"


def test_a_status_of_people_who_all_joined_is_no_question() -> None:
    rows = [usual(i, status="Discharged" if i % 2 else "Accepted") for i in range(6)]
    rows += [turned_down(6 + i, status="Declined") for i in range(3)]
    ready = read(rows)
    assert not ready.questions
    assert at(ready, PathStep.ACCEPTED) == {"NO": 3, "YES": 6}
    rows.append(turned_down(9, status="Discharged"))
    assert asked(read(rows)) == ["answers.joined.Discharged"]


@pytest.mark.parametrize("start", [None, "n/a", "-", "DNA"])
def test_nothing_is_asked_where_nobody_turned_down_has_a_start_date(start: str | None) -> None:
    rows = [*decided(), usual(8, start=None, status="Accepted")]
    rows += [usual(9, accepted=None, start=start, status="Declined")]
    ready = read(rows)
    assert not ready.questions
    assert at(ready, PathStep.ACCEPTED) == {"NO": 4, "YES": 6}


@pytest.mark.parametrize("status", ["Declined", "Waiting"])
def test_somebody_turned_down_who_has_a_start_date_is_asked_about(status: str) -> None:
    rows = [*decided(), usual(8, start=None, status="Accepted"),
            usual(9, accepted=None, status=status)]  # fmt: skip
    (question,) = read(rows).questions
    assert question.about == "answers.rows.not_joined"
    assert question.text.startswith("1 row has a date in “Date of first vocational profile”")
    assert f"“Referral outcome” says: {status} (1)" in question.text
    assert [c.value for c in question.choices] == ["leave out", "count"]
    assert "stay on the path" in question.choices[0].text
    everybody = {"YES": 10}
    out = read(rows, answers=OUT)
    assert at(out, PathStep.REFERRED) == everybody
    assert places(out, PathStep.ACCEPTED)[-1] == ("NO" if status == "Declined" else "NOT_KNOWN")
    assert out.rows.used == 5
    joined = read(rows, answers=COUNT)
    assert at(joined, PathStep.REFERRED) == everybody
    assert places(joined, PathStep.JOINED)[-2:] == ["NO", "YES"]
    assert joined.rows.used == 6


# Without a date of joining


def without_dates(told: list[str | None], **more: Any) -> Prepared:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Accepted?", "Job outcome"]
    cells = [[f"R{i:02d}", GROUPS[i % 3], "Male", 20 + i, a, "No" if i % 2 else "Yes"]
             for i, a in enumerate(told)]  # fmt: skip
    return read_cells([heads, *cells], followed_to=None, **more)


ANSWERS = ["Yes", "Yes", "No", "Yes", "n/k", "Pending", None, "Yes"]


def test_who_joined_is_asked_where_there_is_no_date() -> None:
    ready = without_dates(ANSWERS)
    (question,) = [q for q in ready.questions if q.about == "answers.rows.not_joined"]
    assert "4 rows say something else: No (1), n/k (1), Pending (1), no answer (1)" in question.text
    only, everyone = question.choices
    assert only.text == "Only those with “Yes”: the other 4 rows are left out"
    assert everyone.text == "Everyone in the file: count all rows"
    out = without_dates(ANSWERS, answers=OUT)
    assert out.rows.used == 4
    assert said(out, "4 rows are left out: “Accepted")
    assert without_dates(ANSWERS, answers=COUNT).rows.used == 8


def test_a_date_of_referral_says_nothing_of_who_joined() -> None:
    heads = ["Ref", "Ethnicity", "Gender", "Age", "Referral date", "Accepted?", "Job start date"]
    cells = [[f"R{i:02d}", GROUPS[i % 3], "Male", 20 + i, REFERRED + i * DAY, a, JOB]
             for i, a in enumerate(ANSWERS)]  # fmt: skip
    assert asked(read_cells([heads, *cells])) == ["answers.rows.not_joined"]
    assert read_cells([heads, *cells], answers=OUT).rows.used == 4


def test_not_known_makes_no_other_column_one_of_who_joined() -> None:
    def taken(heading: str, *answers: str) -> bool:
        rows = [[f"r{i}", "Indian", a] for i, a in enumerate(answers * 4)]
        table = build_table("a.csv", None, [["Ref", "Ethnicity", heading], *rows])
        assert table is not None
        return says_who_joined(table.columns[2])

    assert taken("Accepted?", "Y", "N", "n/k")
    assert taken("Referral status", "Accepted", "Waiting")
    assert not taken("Eligible for travel pass", "Y", "N", "n/k")
