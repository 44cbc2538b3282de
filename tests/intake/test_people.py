"""Rows to people: one row a person, everything else said with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from ips_audit.intake.files import limits
from ips_audit.intake.files.reading import open_source
from ips_audit.intake.files.table import Table, build_table
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    ETHNIC_GROUP,
    People,
    Prepared,
    Settings,
)
from ips_audit.settings.decisions import decide
from ips_audit.words import intake as words
from ips_audit.words.findings import people as counted

HEADS = ["ID", "Ethnicity", "Start date", "Job outcome", "Job start date"]
YEAR = {"period_from": date(2019, 1, 1), "period_to": date(2019, 12, 31)}


def table(rows: Sequence[Sequence[object]], name: str) -> tuple[str, Table]:
    found = build_table(name, None, rows, 1)
    assert found is not None
    return name, found


def read(*rows: Sequence[object], heads: Sequence[str] = HEADS, **decided: object) -> Prepared:
    settings = Settings(**{**YEAR, **decided})  # type: ignore[arg-type]
    return prepare([table([list(heads), *rows], "a.xlsx")], [], settings)


def people(prepared: Prepared) -> People:
    assert prepared.people is not None
    left = sum(x.rows for x in prepared.rows.left_out)
    assert prepared.rows.read == prepared.rows.used + left
    return prepared.people


def groups(found: People) -> list[str]:
    return [
        (*found.coded[ETHNIC_GROUP].groups, "Not known")[g] for g in found.coded[ETHNIC_GROUP].codes
    ]


def asked(prepared: Prepared) -> set[str]:
    return {q.about for q in prepared.questions if q.default is None}


JAN, MAR, MAY = date(2019, 1, 2), date(2019, 3, 1), date(2019, 5, 3)


def test_one_row_a_person_first_start_any_job_any_known_group() -> None:
    found = people(
        read(
            ["1", None, MAY, "No", None],
            [1.0, "White", JAN, "Yes", MAR],
            ["2", "Asian", JAN, "No", None],
        )
    )
    assert groups(found) == ["White", "Asian/Asian British"]
    assert found.start.astype(str).tolist() == ["2019-01-02", "2019-01-02"]
    assert found.job.tolist() == [1, 0]
    assert found.days_to_job.tolist() == [58, -1]


def test_each_row_can_be_a_person() -> None:
    rows = (["1", "White", JAN, "No", None], ["1", "White", MAY, "Yes", MAY])
    assert len(people(read(*rows, one_row_a_person="each row")).job) == 2


def test_a_group_known_only_outside_the_period_is_carried_over() -> None:
    found = people(read(["1", "White", date(2018, 1, 2), "No", None], ["1", None, MAR, "Yes", MAY]))
    assert groups(found) == ["White"]


def test_blank_references_are_people_of_their_own() -> None:
    rows = ([None, "White", JAN, "No", None], [None, "White", JAN, "No", None])
    assert len(people(read(*rows, ["1", "Asian", JAN, "Yes", MAR])).job) == 3


def test_rows_that_do_not_agree_are_said() -> None:
    said = read(["1", "White", JAN, "No", None], ["1", "Asian", MAR, "No", None]).warnings
    assert any("do not agree" in w for w in said)


def test_identical_rows_without_reference_are_kept_and_said() -> None:
    row = ["White", JAN, "No"]
    found = read(row, row, ["Asian", JAN, "Yes"], heads=["Ethnicity", "Start date", "Job outcome"])
    assert len(people(found).job) == 3
    assert any(w.startswith("1 rows are identical") for w in found.warnings)


OUTSIDE = [
    ("before the start", date(2018, 12, 31)),
    ("after the period", date(2020, 1, 1)),
    ("without a date", None),
]


@pytest.mark.parametrize(("which", "day"), OUTSIDE)
@pytest.mark.parametrize(("said", "job"), [("count", 1), ("no job", 0), ("leave out", -1)])
def test_whether_a_doubtful_job_counts_is_for_the_user_to_say(
    which: str, day: date | None, said: str, job: int
) -> None:
    rows = ["1", "White", JAN, "Yes", day], ["2", "Asian", JAN, "Yes", MAR]
    (question,) = read(*rows).questions
    assert question.about == f"answers.jobs.{which}" and question.default is None
    assert question.text.startswith("1 person ")
    assert {c.value for c in question.choices} == {"count", "no job", "leave out"}
    found = read(*rows, answers={"jobs": {which: said}})
    assert not found.questions
    assert people(found).job.tolist() == [job, 1]


def test_a_job_that_is_certain_leaves_nothing_to_ask() -> None:
    rows = ["1", "White", JAN, "Yes", date(2020, 1, 1)], ["1", "White", MAR, "Yes", MAR]
    found = read(*rows)
    assert people(found).job.tolist() == [1] and not found.questions
    late_and_denied = read(["1", "White", JAN, "No", date(2020, 1, 1)])
    assert people(late_and_denied).job.tolist() == [0] and not late_and_denied.questions


def test_no_job_beside_a_job_date_is_said() -> None:
    found = read(["1", "White", JAN, "No", MAR], ["2", "Asian", JAN, "Yes", MAR])
    assert any("say no job but have a job start date" in w for w in found.warnings)


def test_words_in_a_date_column_are_said_by_row_and_not_repeated() -> None:
    found = read(["1", "White", JAN, "Yes", "Ann at Tesco"], ["2", "Asian", JAN, "Yes", MAR])
    (said,) = [w for w in found.warnings if "are not dates" in w]
    assert "row 2" in said and "Ann" not in said


def test_dates_that_could_be_either_way_are_asked_about() -> None:
    heads = ["ID", "Ethnicity", "DOB", "Start date", "Job outcome"]
    rows = (
        ["1", "White", "04/23/1990", "03/04/2019", "Yes"],
        ["2", "Asian", "05/06/1980", "05/06/2019", "No"],
    )
    assert asked(read(*rows, heads=heads)) == {"date_order"}
    found = people(read(*rows, heads=heads, date_order="month first"))
    assert found.start.astype(str).tolist() == ["2019-03-04", "2019-05-06"]


def test_what_a_blank_outcome_means_is_asked() -> None:
    rows = (["1", "White", JAN, "Yes", None], ["2", "Asian", JAN, None, None])
    assert "blank_outcome_means_no" in asked(read(*rows))
    assert people(read(*rows, blank_outcome_means_no=True)).job.tolist() == [1, 0]
    assert people(read(*rows, blank_outcome_means_no=False)).job.tolist() == [1, -1]


def test_answers_about_work_at_the_start_are_asked_about() -> None:
    heads = ["ID", "Ethnicity", "Start date", "In work at start?", "Job outcome"]
    rows = (["1", "White", JAN, "maybe", "Yes"], ["2", "Asian", JAN, None, "No"])
    found = read(*rows, heads=heads)
    assert asked(found) == {"answers.in_work_at_start.maybe"}
    assert any("taken as not in work" in w for w in found.warnings)
    decided = read(
        *rows,
        heads=heads,
        answers={"in_work_at_start": {"maybe": "Yes"}},
        leave_out_in_work=True,
    )
    assert people(decided).in_work_at_start.tolist() == [True, False]


def test_a_column_that_is_not_ethnicity_is_a_question_and_no_failure() -> None:
    rows = [[str(i), f"person {i}", JAN, "Yes", MAR] for i in range(20)]
    found = read(*rows)
    assert found.people is None and asked(found) == {"columns.ethnicity"}


def test_numbers_in_the_caseload_need_their_key_once() -> None:
    base = table([["Ethnic Category", "Count"], [1, 10], [8, 20], [12, 30]], "c.xlsx")
    service = table([HEADS, ["1", "White", JAN, "Yes", MAR]], "a.xlsx")
    found = prepare([service], [base], Settings(**YEAR))  # type: ignore[arg-type]
    assert "ethnic_scheme" in asked(found)
    assert not any(a.startswith("answers.ethnicity") for a in asked(found))


def test_counts_stand_for_as_many_people() -> None:
    found = read(
        ["White", "Yes", 10], ["Asian", "No", 7], ["Asian", "Yes", "<5"],
        heads=["Ethnicity", "Job outcome", "Number of people"],
    )  # fmt: skip
    assert people(found).weight.tolist() == [10, 7]
    assert [(x.reason, x.rows, x.row_numbers) for x in found.rows.left_out] == [
        ("number of people cannot be read", 1, (4,))
    ]


def test_services_take_the_names_of_their_files_and_share_no_references() -> None:
    one = table([HEADS, ["1", "White", JAN, "No", None]], "North 2019.csv")
    two = table([HEADS[:3], ["1", "Asian", JAN]], "South.xlsx")
    found = prepare([one, two], [], Settings(**YEAR))  # type: ignore[arg-type]
    assert people(found).services == ("North 2019", "South")
    assert np.bincount(people(found).service).tolist() == [1, 1]
    assert any("“South.xlsx” has no column for job outcome" in w for w in found.warnings)


def test_a_likeness_is_only_ever_shown() -> None:
    found = read(["1", "Whit Britsh", JAN, "Yes", MAR], ["2", "Asian", JAN, "No", None])
    (question,) = found.questions
    assert question.about == "answers.ethnicity.Whit Britsh" and question.default is None
    assert "nearest to White" in question.text
    assert groups(people(found)) == ["Not known", "Asian/Asian British"]


def started(*days: date, last_job: date | None = None) -> Prepared:
    rows = [[str(i), "White", day, "No", None] for i, day in enumerate(days)]
    rows += [["last", "White", days[0], "Yes", last_job]] if last_job else []
    return prepare([table([HEADS, *rows], "a.xlsx")], [], Settings())


@pytest.mark.parametrize(
    ("days", "name", "period"),
    [
        ([(2019, 1, 9), (2019, 12, 20)], "calendar year 2019", "2019-01-01 to 2019-12-31"),
        ([(2023, 4, 1), (2024, 3, 31)], "financial year 2023/24", "2023-04-01 to 2024-03-31"),
        ([(2023, 9, 4), (2024, 8, 2)], "academic year 2023/24", "2023-09-01 to 2024-08-31"),
        ([(2023, 7, 4), (2024, 2, 2)], "financial year 2023/24", "2023-04-01 to 2024-03-31"),
        ([(2024, 1, 2), (2024, 3, 28)], "financial year 2023/24", "2023-04-01 to 2024-03-31"),
        ([(2024, 1, 2), (2024, 6, 28)], "calendar year 2024", "2024-01-01 to 2024-12-31"),
        ([(2023, 6, 5), (2024, 5, 28)], "1 June 2023 to 31 May 2024", "2023-06-01 to 2024-05-31"),
        ([(2023, 5, 15), (2024, 5, 2)], "15 May 2023 to 2 May 2024", "2023-05-15 to 2024-05-02"),
        ([(2024, 2, 29), (2025, 2, 28)], "29 February 2024", "2024-02-29 to 2025-02-28"),
    ],
)
def test_start_dates_within_twelve_months_are_the_period(
    days: list[tuple[int, int, int]], name: str, period: str
) -> None:
    found = started(*(date(*d) for d in days))
    assert found.settings.period == period and not found.questions
    assert any(name in w for w in found.warnings)
    assert found.rows.used == len(days)


def test_the_year_that_holds_the_jobs_is_meant() -> None:
    days = date(2023, 5, 3), date(2023, 11, 30)
    assert started(*days).settings.period == "2023-01-01 to 2023-12-31"
    later = started(*days, last_job=date(2024, 2, 1))
    assert later.settings.period == "2023-04-01 to 2024-03-31"


def test_more_than_a_year_is_a_question_and_leaves_nobody_out() -> None:
    days = [date(2022, 4 + i, 3) for i in range(6)] + [date(2024, 3, 3), date(2023, 12, 31)]
    found = started(*days)
    (question,) = found.questions
    assert question.about == "period" and question.default is None
    assert [c.text.rpartition(": ")[2] for c in question.choices if "inancial" in c.text] == [
        "6 people", "2 people",
    ]  # fmt: skip
    assert question.choices[-1].text.startswith("Everything in the file, 3 April 2022 to 3 March")
    assert found.rows.used == 8 and found.settings.period is None
    for choice in question.choices:
        decided = decide(Settings(), "period", choice.value)
        again = prepare([table([HEADS, *([str(i), "White", d, "No", None]
                         for i, d in enumerate(days))], "a.xlsx")], [], decided)  # fmt: skip
        assert not again.questions and again.settings.period == choice.value
        assert choice.text.endswith(f": {counted(again.rows.used)}")


def test_a_slip_of_the_pen_is_no_year() -> None:
    found = started(date(2023, 4, 3), date(2024, 3, 3), date(2132, 5, 5))
    assert found.settings.period == "2023-04-01 to 2024-03-31" and not found.questions
    assert any("1 person started outside it" in w for w in found.warnings)
    assert any("lie in the future" in w for w in found.warnings)


@pytest.mark.parametrize(
    "stopgap", ["N/A", "-", "unknown", "TBC", "0", "?", "1.23E+09", "########"]
)
@pytest.mark.parametrize("bulk", [False, True])
def test_a_stopgap_is_nobodys_reference(
    stopgap: str, bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{stopgap if i % 4 == 0 else f'C{i:03d}'},White,Male,30,03/0{1 + i % 9}/2019,Yes"
             for i in range(200)]  # fmt: skip
    data = "\n".join(["Client ID,Ethnicity,Gender,Age,Start date,Job outcome", *lines]).encode()
    if bulk:
        monkeypatch.setattr(limits, "BULK", 0)
    book = open_source("x.csv", data)
    ready = prepare(choose_tables("x.csv", book, "service").tables, [], Settings())
    assert ready.rows.used == 200
    assert words.NO_REFERENCES.format(n=50, file="x.csv") in ready.warnings
