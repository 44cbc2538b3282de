"""Caseloads in all their forms: counts right, doubts asked or said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ips_audit.analysis.audit import audit
from ips_audit.intake.files.table import Table, build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    Prepared,
    Settings,
)

GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
FULL = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")


def table(name: str, rows: Sequence[Sequence[object]]) -> tuple[str, Table]:
    found = build_table(name, None, rows, 1)
    assert found is not None
    return name, found


def read(
    caseload: Sequence[Sequence[object]], two_services: bool = False, **decided: object
) -> Prepared:
    heads = ["ID", "Team", "Ethnicity", "Start date", "Job outcome"]
    people = [
        [
            str(i),
            ("North", "South")[i % 2 if two_services else 0],
            GROUPS[i % 5],
            date(2019, 1, 2),
            "No",
        ]
        for i in range(20)
    ]
    settings = Settings(date(2019, 1, 1), date(2019, 12, 31), **decided)  # type: ignore[arg-type]
    return prepare([table("s.xlsx", [heads, *people])], [table("c.xlsx", caseload)], settings)


def counts(prepared: Prepared, service: str | None = None) -> dict[str, int | None]:
    assert prepared.caseload is not None
    return {
        c.group: c.n
        for c in prepared.caseload.counts
        if c.dimension == ETHNIC_GROUP and service in (None, c.service)
    }


def asked(prepared: Prepared) -> set[str]:
    return {q.about for q in prepared.questions if q.default is None}


def test_groups_across_with_a_row_a_service() -> None:
    rows = [
        ["Service", *GROUPS, "Not known", "Total"],
        ["North", 10, 20, 30, 40, 50, 5, 155],
        ["South", 11, 21, 31, 41, 51, 6, 161],
    ]
    found = read(rows, two_services=True)
    assert counts(found, "North") == dict(zip((*FULL, "Not known"), (10, 20, 30, 40, 50, 5)))  # noqa: B905
    assert counts(found, "South")["Other"] == 51
    assert asked(found) == set()


def test_groups_across_in_one_row() -> None:
    assert counts(read([[*GROUPS], [10, 20, 30, 40, 50]])) == dict(
        zip(FULL, (10, 20, 30, 40, 50), strict=True)
    )


def test_a_withheld_number_across_is_asked_about() -> None:
    found = read([[*GROUPS], [10, "<5", 30, 40, 50]])
    assert asked(found) == {"answers.caseload.suppressed"}
    assert counts(found)["Asian/Asian British"] is None


def test_percentages_need_the_total() -> None:
    rows = [["Ethnic group", "%"], *zip(GROUPS, ("50%", "20%", "15%", "10%", "5%"), strict=True)]
    assert asked(read(rows)) == {"caseload_total"}
    found = read(rows, caseload_total=200)
    assert counts(found) == dict(zip(FULL, (100, 40, 30, 20, 10), strict=True))
    assert found.caseload is not None and found.caseload.estimated


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (1, 0, 2)])
def test_a_group_and_its_parts_count_once_in_any_order(order: tuple[int, ...]) -> None:
    white = (("White", 100), ("White British", 60), ("White Irish", 40))
    rest = [("Asian", 5), ("Black", 7), ("Mixed", 3), ("Other", 4)]
    found = read([["Ethnic group", "Count"], *(white[i] for i in order), *rest])
    assert counts(found)["White"] == 100
    assert any("their parts" in w for w in found.warnings)


def test_the_same_answer_twice_is_said() -> None:
    rows = [["Ethnic group", "Count"], ("White", 10), *((g, 10) for g in GROUPS)]
    found = read(rows)
    assert counts(found)["White"] == 20
    assert any("stands on 2 rows" in w for w in found.warnings)


@pytest.mark.parametrize("cell", ["TBC", 3.5, -10, None, "c. 20"])
def test_a_number_that_cannot_be_read_is_asked_about_and_never_zero(cell: object) -> None:
    rows = [["Ethnic group", "Count"], ("White", cell), *((g, 10) for g in GROUPS[1:])]
    found = read(rows)
    assert "answers.caseload.White" in asked(found)
    assert counts(found).get("White") != 0
    answered = read(rows, answers={"caseload": {"White": "45"}})
    assert counts(answered)["White"] == 45


def test_a_merged_row_cannot_be_split() -> None:
    rows = [["Ethnic group", "Count"], *((g, 10) for g in GROUPS[:4]), ("Other / not stated", 9)]
    assert "answers.ethnicity.Other / not stated" in asked(read(rows))


def cells(prepared: Prepared) -> dict[tuple[str, str, str], int]:
    assert prepared.caseload is not None
    return {
        (c.service, c.groups[ETHNIC_GROUP], c.groups[GENDER]): c.n for c in prepared.caseload.cells
    }


def test_a_list_of_people_is_counted_by_group_and_gender_at_once() -> None:
    heads = ["NHS number", "Team", "Ethnic group", "Gender"]
    rows = [
        ["A1", "North", "Black", "F"],
        ["A1", "North", "Not stated", "F"],  # the same person: the known answer counts
        ["A2", "North", "Black", "Woman"],
        ["A3", "North", "White", "M"],
        ["A4", "South", "White", "M"],
        ["A5", "South", "Not stated", "M"],
        ["A6", "South", "White", None],
    ]
    assert cells(read([heads, *rows], two_services=True)) == {
        ("North", "Black/Black British", "Female"): 2,
        ("North", "White", "Male"): 1,
        ("South", "White", "Male"): 1,
        ("South", "Not known", "Male"): 1,
        ("South", "White", "Not known"): 1,
    }


def test_a_table_of_counts_does_not_say_who_is_both() -> None:
    assert cells(read([["Ethnic group", "Gender", "Count"], ["White", "M", 5], ["Asian", "F", 6],
                       ["Black", "F", 3]])) == {}  # fmt: skip
    assert cells(read([["NHS number", "Ethnic group"], ["A1", "White"], ["A2", "Asian"]])) == {}


def test_a_list_of_people_counts_each_once_by_the_known_answer() -> None:
    rows = [
        ["Patient ID", "Ethnicity"],
        ("P1", "White"), ("P1", "Asian"), ("P2", None), ("P2", "Black"), (" p3 ", "Other"),
        ("P3", "Not stated"), (None, "Mixed"), (None, "Mixed"),
    ]  # fmt: skip
    found = read(rows)
    assert counts(found) == {
        "White": 1, "Black/Black British": 1, "Other": 1, "Mixed": 2,
    }  # fmt: skip
    assert any("1 people stand more than once" in w for w in found.warnings)


def test_a_file_without_counts_is_said() -> None:
    found = read([["Product", "Price"], ("Apple", 1.5), ("Pear", 2.5)])
    assert found.caseload is None
    assert any("No groups with numbers" in w for w in found.warnings)


def test_a_total_that_does_not_add_up_is_said() -> None:
    found = read([["Ethnic group", "Count"], *((g, 10) for g in GROUPS), ("Total", 60)])
    assert any("add up to 50, but the total row says 60" in w for w in found.warnings)


@pytest.mark.parametrize(("end", "n"), [("low end", 0), ("high end", 30), ("leave out", None)])
def test_a_withheld_number_is_an_interval_and_its_effect_is_said(end: str, n: int | None) -> None:
    rows = [["Ethnic group", "Number"], ("White", 100), ("Asian", "*"), ("Black", 50),
            ("Mixed", 20), ("Other", 10), ("Total", 210)]  # fmt: skip
    found = read(rows, answers={"caseload": {"suppressed": end}})
    assert asked(found) == set()
    # The total leaves 30 for the only mark, so it is no interval but a number.
    assert counts(found)["Asian/Asian British"] == (30 if n == 0 else n)


def test_the_access_check_says_what_both_ends_give() -> None:
    rows = [["Ethnic group", "Number"], ("White", 100), ("Asian", "<20"), ("Black", 50),
            ("Mixed", 20), ("Other", 10)]  # fmt: skip
    found = read(rows, answers={"caseload": {"suppressed": "leave out"}})
    assert found.people is not None
    report = audit(found.people, found.caseload, found.settings)
    check = next(c for c in report.checks if c.question == "access")
    (said,) = [w for w in check.warnings if "withheld" in w and "lowest" in w]
    assert "Asian/Asian British 0 to 19" in said
    # 4 of 19 against 16 of 180 of everyone else.
    assert f"{(4 / 19) / (16 / 180):.2f}" in said
    chosen = read(rows, answers={"caseload": {"suppressed": "high end"}})
    assert chosen.people is not None
    again = audit(chosen.people, chosen.caseload, chosen.settings)
    groups = {g.group: g.of for g in again.checks[0].groups}
    assert groups["Asian/Asian British"] == 19
