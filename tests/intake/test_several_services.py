"""A person in several services: once in all of them together, once in each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ips_audit.analysis.audit import Provenance, audit
from ips_audit.disclosure.protect import protect
from ips_audit.intake.files.table import Named, build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    QUARTER,
    AuditReport,
    Check,
    CheckKind,
    CheckQuestion,
    Prepared,
    Settings,
)

HEADS = ["Client ID", "Team", "Ethnicity", "Gender", "Age", "Start date", "Job", "Job start date"]
YEAR = {"period_from": date(2024, 1, 1), "period_to": date(2024, 12, 31)}
GROUPS = ("White British", "Black African", "Indian")
Row = list[object]


def row(i: int, team: str, job: bool = False, later: int = 0, **other: object) -> Row:
    """Return a row of person i, who is always the same, unless something else is said."""
    start = date(2024, 1, 2) + timedelta(days=(11 * i) % 150 + later)
    person = {"Ethnicity": GROUPS[i % 3], "Gender": ("Male", "Female")[i % 2], "Age": 20 + i % 40}
    person |= other
    found = start + timedelta(days=30) if job else None
    return [f"C{i:03d}", team, *person.values(), start, "Yes" if job else "No", found]


def read(rows: list[Row], **decided: object) -> Prepared:
    table = build_table("a.xlsx", None, [HEADS, *rows], 1)
    assert table is not None
    named: Named = ("a.xlsx", table)
    return prepare([named], [], Settings(**{**YEAR, **decided}))  # type: ignore[arg-type]


def report(ready: Prepared) -> AuditReport:
    assert ready.people is not None
    given = Provenance(ready.rows, ready.warnings)
    return audit(ready.people, ready.caseload, ready.settings, given)


def sizes(made: AuditReport) -> dict[str, int | None]:
    return {p.service: p.people for p in made.who}


def jobs(made: AuditReport, service: str, people: str = "everyone") -> Check:
    (found,) = (
        c for c in made.checks
        if c.service == service and c.question is CheckQuestion.OUTCOME and c.people == people
        and c.kind is CheckKind.HEADLINE and c.dimension == ETHNIC_GROUP
    )  # fmt: skip
    return found


NORTH = [row(i, "North", job=i % 4 == 0) for i in range(40)]
SOUTH = [row(i, "South", job=i % 5 == 0) for i in range(40, 70)]
BOTH = [row(i, "South", job=i == 1, later=90) for i in range(6)]


@pytest.mark.parametrize("order", [1, -1])
def test_each_person_counts_once_in_all_services_and_once_in_each(order: int) -> None:
    ready = read([*NORTH, *SOUTH, *BOTH][::order])
    assert not ready.questions
    assert any(w.startswith("6 people are in more than one service") for w in ready.warnings)
    made = report(ready)
    assert sizes(made) == {"North": 40, "South": 36, ALL_SERVICES: 70}
    assert jobs(made, "North").total_n == 10
    assert jobs(made, "South").total_n == 7
    # One found a job in the second service only: it is a job of that person.
    assert (jobs(made, ALL_SERVICES).total_n, jobs(made, ALL_SERVICES).total_of) == (17, 70)
    ages = {p.service: p.age.known for p in made.who}
    assert ages == {"North": 40, "South": 36, ALL_SERVICES: 70}
    assert made.rows.used == 76


def test_the_earlier_start_says_who_had_enough_time() -> None:
    late = [row(i, "South", later=230) for i in range(6)]
    made = report(read([*NORTH, *SOUTH, *late]))
    enough = "at least 6 months"
    assert jobs(made, ALL_SERVICES, enough).total_of == 70
    assert jobs(made, "South", enough).total_of == 30


def test_no_quarter_is_lost() -> None:
    """All services may lack the quarter in which people only came back."""
    again = [row(i, "South", later=300 - (11 * i) % 150) for i in range(6)]
    made = report(read([*NORTH, *SOUTH, *again]))
    assert sizes(made)[ALL_SERVICES] == 70
    assert any(x.by == QUARTER and x.service == ALL_SERVICES for x in made.layers)


def test_share_safe_totals_are_those_of_people() -> None:
    safe = protect(report(read([*NORTH, *SOUTH, *BOTH])), bytes(range(32)))
    total = sizes(safe)[ALL_SERVICES]
    assert total is None or abs(total - 70) <= 5


def test_services_that_number_their_own_people_are_not_mixed_up() -> None:
    others = [
        row(i, "South", Ethnicity=GROUPS[(i + 1) % 3], Gender=("Female", "Male")[i % 2])
        for i in range(30)
    ]
    ready = read([*NORTH, *others])
    assert not ready.questions
    assert any(w.startswith("30 references are used in more than") for w in ready.warnings)
    assert sizes(report(ready)) == {"North": 40, "South": 30, ALL_SERVICES: 70}


def test_where_nothing_tells_it_is_asked() -> None:
    mixed = [row(i, "South", later=20) for i in range(7)]
    mixed += [row(i, "South", Ethnicity=GROUPS[(i + 1) % 3]) for i in range(7, 10)]
    rows = [*NORTH, *SOUTH, *mixed]
    (question,) = read(rows).questions
    assert question.about == "answers.rows.same reference in two services"
    assert question.default is None and "10 references" in question.text
    for value, n in (("one person", 70), ("different people", 80)):
        ready = read(rows, answers={"rows": {"same reference in two services": value}})
        assert not ready.questions and sizes(report(ready))[ALL_SERVICES] == n


def test_what_is_not_known_in_one_service_is_known_from_the_other() -> None:
    again = [row(i, "South", Ethnicity="Not stated", Gender="") for i in range(6)]
    made = report(read([*NORTH, *again]))
    assert sizes(made) == {"North": 40, "South": 6, ALL_SERVICES: 40}
    assert jobs(made, ALL_SERVICES).total_of == 40


def test_each_row_a_person_counts_rows() -> None:
    made = report(read([*NORTH, *SOUTH, *BOTH], one_row_a_person="each row"))
    assert sizes(made)[ALL_SERVICES] == 76
