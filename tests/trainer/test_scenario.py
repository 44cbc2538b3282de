"""Counts of a made-up service that are changed, scaled, and written in a link."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_stories import audited

from ips_audit.analysis.audit import compare
from ips_audit.demonstrations.scenario import (
    MOST,
    TIMES,
    Cell,
    Scenario,
    caseload_of,
    counted,
    from_link,
    move,
    scaled,
    scenario_of,
    to_link,
)
from ips_audit.demonstrations.stories import stories
from ips_audit.model import (
    ETHNIC_GROUP,
    AuditReport,
)

HARBOUR = "one-group-not-reached"


@cache
def report(slug: str) -> AuditReport:
    return dataclasses.replace(audited(stories()[slug]), demonstration=slug)


def cells() -> st.SearchStrategy[Cell]:
    numbers = st.lists(st.integers(0, 500), min_size=3, max_size=3).map(sorted)
    return st.builds(lambda n, c: Cell(c, n[2], n[1], n[0]), numbers, st.integers(0, 5000))


scenarios = st.lists(cells(), min_size=3, max_size=3).map(
    lambda row: Scenario(("S",), ("A", "B", "Not known"), (tuple(row),))
)


@pytest.mark.parametrize("slug", stories())
def test_an_unchanged_scenario_is_audited_as_the_files_are(slug: str) -> None:
    exact = report(slug)
    s = scenario_of(exact)
    checks, _ = compare(counted(s), caseload_of(s), exact.settings)
    compared = 0
    for check in checks:
        if check.dimension != ETHNIC_GROUP or check.people != "everyone":
            continue
        same = next(
            c
            for c in exact.checks
            if (c.service, c.question, c.dimension, c.people, dict(c.within))
            == (check.service, check.question, check.dimension, check.people, {})
        )
        assert check == same
        compared += 1
    assert compared == 2 * len(exact.who)


def test_only_a_demonstration_can_be_changed() -> None:
    own = dataclasses.replace(report(HARBOUR), demonstration=None)
    with pytest.raises(ValueError, match="demonstration"):
        scenario_of(own)


@given(scenarios, st.integers(-5, 600))
def test_moving_keeps_everybody(s: Scenario, n: int) -> None:
    moved = move(s, "S", "A", "B", n)
    for place in range(4):
        assert sum(c[place] for c in moved.cells[0]) == sum(c[place] for c in s.cells[0])
    assert moved.cell("S", "B").people == s.cell("S", "B").people + max(
        0, min(n, s.cell("S", "A").people)
    )
    for cell in moved.cells[0]:
        assert 0 <= cell.jobs <= cell.known <= cell.people


@given(scenarios, st.sampled_from(TIMES))
def test_scaling_keeps_numbers_in_order(s: Scenario, times: float) -> None:
    for old, new in zip(s.cells[0], scaled(s, times).cells[0], strict=True):
        assert 0 <= new.jobs <= new.known <= new.people
        assert abs(new.people - old.people * times) <= 0.5


@given(scenarios)
def test_a_link_brings_the_same_counts(s: Scenario) -> None:
    assert from_link(to_link(s), s) == s


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "-1.2.3.4",
        "1.2.3",
        "1e3.0.0.0.0.0.0.0.0.0.0.0",
        "5.1.1.2.5.0.0.0.5.0.0.0",  # more jobs than people
        "1.1.1.1.1.1.1.1.1.1.1.1_1",
        "<script>alert(1)</script>",
        "１.1.1.1.1.1.1.1.1.1.1.1",
        "1." * 9000,
        f"{MOST + 1}.0.0.0.0.0.0.0.0.0.0.0",
        "1.1.1.1.1.1.1.1.1.1.1.1\n",
    ],
)
def test_a_link_that_does_not_fit_is_refused(text: str) -> None:
    like = Scenario(("S",), ("A", "B", "Not known"), ((Cell(9, 5, 5, 1),) * 3,))
    with pytest.raises(ValueError):
        from_link(text, like)
