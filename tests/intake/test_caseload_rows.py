"""Caseloads that list each group several times: by place, month, measure, age, or as a rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ips_audit.intake.files.table import Named, build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import ETHNIC_GROUP, Prepared, Question, Settings
from ips_audit.settings.decisions import decide

Cells = Sequence[Sequence[object]]
GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
NAMES = dict(zip(GROUPS, ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other"),
                 strict=True))  # fmt: skip
ONE, TWO = (400, 90, 80, 40, 30), (310, 120, 60, 20, 50)
BOTH = tuple(a + b for a, b in zip(ONE, TWO, strict=True))
YEAR = Settings(date(2024, 1, 1), date(2024, 12, 31), caseload_includes_service=True)


def table(name: str, rows: Cells) -> Named:
    found = build_table(name, None, [list(r) for r in rows], 1)
    assert found is not None
    return name, found


SERVICE = table("service.csv", [
    ["Client ID", "Ethnicity", "Gender", "Start date", "Job outcome"],
    *([f"C{i}", GROUPS[i % 5], "Female", date(2024, 1 + i % 12, 5), "Yes"] for i in range(30)),
])  # fmt: skip


def read(rows: Cells, settings: Settings = YEAR) -> Prepared:
    return prepare([SERVICE], [table("caseload.csv", rows)], settings)


def counts(ready: Prepared) -> dict[str, int | None]:
    assert ready.caseload is not None
    return {c.group: c.n for c in ready.caseload.counts if c.dimension == ETHNIC_GROUP}


def named(numbers: Sequence[int]) -> dict[str, int]:
    return dict(zip(NAMES.values(), numbers, strict=True))


def long(heading: str, values: dict[str, Sequence[int]], *more: str) -> Cells:
    """Return a long table: a column that says which, the group, and the number."""
    head = [heading, *more, "Ethnic group", "Number of people"]
    return [
        head,
        *([v, *(f"{v} {m}" for m in more), g, n]
          for v, of in values.items() for g, n in zip(GROUPS, of, strict=True)),
    ]  # fmt: skip


def only(ready: Prepared) -> Question:
    (question,) = ready.questions
    assert question.default is None
    return question


def answered(rows: Cells, *values: str) -> Prepared:
    settings = YEAR
    for value in values:
        question = read(rows, settings).questions[0]
        assert value in {c.value for c in question.choices}
        settings = decide(settings, question.about, value)
    ready = read(rows, settings)
    assert not ready.questions
    return ready


CANNOT_BE_ADDED = {
    "Month": ("September 2024", "October 2024"),
    "As at": ("31/03/2023", "31/03/2024"),
    "Financial year": ("2022/23", "2023/24"),
    "Reporting quarter": ("Q3", "Q4"),
    "MEASURE_ID": ("MHS01", "MHS29"),
    "Indicator": ("People in contact", "Open referrals"),
    "Statistic": ("Number", "Number, rounded"),
    "Geography": ("England", "NHS Devon"),
}
CAN_BE_ADDED = {
    "Borough": ("Camden", "Brent"),
    "Team name": ("North CMHT", "South CMHT"),
    "Care cluster": ("Psychosis", "Other"),
}


@pytest.mark.parametrize(("heading", "values"), CANNOT_BE_ADDED.items())
@pytest.mark.parametrize("order", [1, -1])
def test_one_of_several_has_to_be_chosen(heading: str, values: tuple[str, str], order: int) -> None:
    head, *rest = long(heading, dict(zip(values, (ONE, TWO), strict=True)))
    rows = [head, *rest[::order]]
    question = only(read(rows))
    assert question.about == f"answers.caseload.only {heading}" and heading in question.text
    assert {c.value for c in question.choices} == set(values)
    for value, numbers in zip(values, (ONE, TWO), strict=True):
        assert counts(answered(rows, value)) == named(numbers)


@pytest.mark.parametrize(("heading", "values"), CAN_BE_ADDED.items())
def test_parts_may_be_added_up_but_not_in_silence(heading: str, values: tuple[str, str]) -> None:
    rows = long(heading, dict(zip(values, (ONE, TWO), strict=True)))
    question = read(rows).questions[0]
    by_choice = {c.text: c.value for c in question.choices}
    assert set(values) < set(by_choice.values()) and len(by_choice) == 3
    (together,) = set(by_choice.values()) - set(values)
    assert counts(answered(rows, str(together))) == named(BOTH)
    assert counts(answered(rows, values[1])) == named(TWO)


def test_a_nation_is_never_added_to_its_providers() -> None:
    rows = [["LEVEL", "ORG", "ETHNICITY", "VALUE"]]
    for level, org, of in (
        ("England", "England", BOTH),
        ("Provider", "RA1", ONE),
        ("Provider", "RB2", TWO),
    ):
        rows += [[level, org, g, n] for g, n in zip(GROUPS, of, strict=True)]  # type: ignore[list-item]
    question = only(read(rows))
    assert [c.value for c in question.choices] == ["England", "RA1", "RB2"]
    assert counts(answered(rows, "England")) == named(BOTH)
    assert counts(answered(rows, "RB2")) == named(TWO)


def test_a_whole_without_a_nation_s_name_is_known_by_its_numbers() -> None:
    rows = long("Locality", {"Kent and Medway": BOTH, "Kent": ONE, "Medway": TWO})
    assert {c.value for c in only(read(rows)).choices} == {"Kent and Medway", "Kent", "Medway"}


@pytest.mark.parametrize("whole", ["Total", "All", "All ages", "Both"])
def test_a_total_is_not_added_to_its_parts(whole: str) -> None:
    ready = read(long("Age", {"18 to 34": ONE, "35 and over": TWO, whole: BOTH}))
    assert not ready.questions and counts(ready) == named(BOTH)
    assert any("“Age”" in w for w in ready.warnings)


def test_ages_side_by_side_are_added_up_and_said() -> None:
    ready = read(long("Age band", {"18-34": ONE, "35-64": TWO, "Not known": (1, 0, 2, 0, 0)}))
    assert not ready.questions
    assert counts(ready) == named([n + m for n, m in zip(BOTH, (1, 0, 2, 0, 0), strict=True)])
    assert any("“Age band”" in w and "added up" in w for w in ready.warnings)


def test_places_and_months_and_measures_are_each_asked_about_once() -> None:
    rows: list[list[object]] = [["Place code", "Place", "Month", "Measure", "Ethnicity", "Value"]]
    for k, (area, code) in enumerate((("Leeds", "E08000035"), ("York", "E06000014"))):
        for m, month in enumerate(("Jan 2024", "Feb 2024", "Mar 2024")):
            for s, measure in enumerate(("Referrals", "Contacts")):
                rows += [[code, area, month, measure, g, n + 100 * k + 10 * m + 1000 * s]
                         for g, n in zip(GROUPS, ONE, strict=True)]  # fmt: skip
    abouts = [q.about for q in read(rows).questions]
    assert sorted(abouts) == [f"answers.caseload.only {h}" for h in ("Measure", "Month", "Place")]
    settings = YEAR
    for heading, value in (("Place", "York"), ("Month", "Feb 2024"), ("Measure", "Referrals")):
        settings = decide(settings, f"answers.caseload.only {heading}", value)
    assert counts(read(rows, settings)) == named([n + 110 for n in ONE])


def test_withheld_numbers_are_asked_about_after_the_place() -> None:
    rows = [list(r) for r in long("Region", {"England": BOTH, "Devon": ONE})]
    rows[-1][-1] = "*"
    assert only(read(rows)).about == "answers.caseload.only Region"
    devon = read(rows, decide(YEAR, "answers.caseload.only Region", "Devon"))
    assert only(devon).about == "answers.caseload.suppressed"
    assert not read(rows, decide(YEAR, "answers.caseload.only Region", "England")).questions


def test_a_number_for_each_row_is_no_place() -> None:
    rows = long("Region", {"England": ONE})
    again = [["Row", *rows[0]], *([i, *r] for i, r in enumerate(rows[1:], 1))]
    ready = read(again)
    assert not ready.questions and counts(ready) == named(ONE)


@pytest.mark.parametrize("names", [("Month", "May 2024", "June 2024"), ("Year", "2022", "2023")])
def test_rows_of_a_wide_table_may_be_months(names: tuple[str, str, str]) -> None:
    heading, one, two = names
    rows = [[heading, *GROUPS], [one, *ONE], [two, *TWO]]
    question = only(read(rows))
    assert [c.value for c in question.choices] == [one, two]
    assert counts(answered(rows, two)) == named(TWO)


# Rates


def rate(times: float, head: Sequence[str], digits: int = 1, swap: bool = False) -> Cells:
    """Return groups with a rate, and the two numbers that it was made of."""
    rows: list[list[object]] = [list(head)]
    for g, n, of in zip(GROUPS, ONE, (9000, 1500, 1100, 700, 390), strict=True):
        value = round(times * n / of, digits)
        rows.append([g, n, of, value] if swap else [g, value, n, of])
    return rows


RATES = [
    rate(1000, ("Ethnic group", "Value", "Numerator", "Denominator")),
    rate(100_000, ("Ethnicity", "Rate per 100,000", "Number", "Population")),
    rate(1, ("Ethnicity", "Access", "Seen", "Residents"), 3),
    rate(100, ("Ethnic group", "On caseload", "People aged 18 to 64", "Value"), 2, swap=True),
    rate(1000, ("Ethnic group", "Value", "Count", "Denominator"), 0),
]


@pytest.mark.parametrize("rows", RATES, ids=range(len(RATES)))
def test_of_a_rate_its_numerator_or_denominator_is_chosen(rows: Cells) -> None:
    numbers = [str(h) for h in rows[0][1:] if rows[1][rows[0].index(h)] in (400, 9000)]
    question = only(read(rows))
    assert question.about == "caseload_columns.count"
    offered = [c.value for c in question.choices]
    assert set(numbers) <= set(offered)
    for heading in numbers:
        at = list(rows[0]).index(heading)
        ready = read(rows, decide(YEAR, question.about, heading))
        assert not ready.questions
        assert counts(ready) == named([int(str(r[at])) for r in rows[1:]])


def test_a_rate_alone_is_not_used_and_that_is_said() -> None:
    for heading in ("Rate per 1,000", "Value", "Rate"):
        rows = [
            ["Ethnic group", heading],
            *([g, n / 7.3] for g, n in zip(GROUPS, ONE, strict=True)),
        ]
        ready = read(rows)
        assert not ready.questions and ready.caseload is None
        assert any("rates, not numbers of people" in w for w in ready.warnings)


def test_a_percentage_beside_its_number_is_no_rate() -> None:
    percent = [round(100 * n / sum(ONE), 1) for n in ONE]
    rows = [["Ethnic group", "People", "%"], *map(list, zip(GROUPS, ONE, percent, strict=True))]
    ready = read(rows)
    assert not ready.questions and counts(ready) == named(ONE)


def test_groups_under_the_heading_category_are_groups() -> None:
    rows: list[list[object]] = [["Category type", "Category", "Count"]]
    rows += [["Ethnic groups", g, n] for g, n in zip(GROUPS, ONE, strict=True)]
    rows += [["Deprivation deciles", f"Decile {i}", 50 + i] for i in range(1, 4)]
    ready = read(rows)
    assert counts(ready) == named(ONE)
