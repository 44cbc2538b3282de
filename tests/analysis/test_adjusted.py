"""Groups among people alike in service, gender, age and quarter, from people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from ips_audit.analysis import logistic
from ips_audit.analysis.adjusted import adjusted_jobs
from ips_audit.analysis.audit import audit
from ips_audit.analysis.counting import tally
from ips_audit.disclosure.protect import protect
from ips_audit.model import (
    AGE_BAND,
    ALL_SERVICES,
    ETHNIC_GROUP,
    EVERYONE,
    GENDER,
    QUARTER,
    SERVICE,
    Adjusted,
    Coded,
    People,
    Settings,
)

YEAR = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))


def people(n: int = 2000, seed: int = 1, rates: tuple[float, float] = (0.6, 0.2)) -> People:
    """Two services with their own job rate; most of B are in the one with the lower rate."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 2, n).astype(np.int16)
    south = (rng.random(n) < np.where(group == 1, 0.8, 0.2)).astype(np.int16)
    start = np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]")
    return People(
        services=("North", "South"),
        service=south,
        coded={
            ETHNIC_GROUP: Coded(("A", "B"), group),
            GENDER: Coded(GENDER.groups, rng.integers(0, 2, n).astype(np.int16)),
        },
        age=rng.integers(17, 65, n).astype(np.float32),
        start=start,
        job=(rng.random(n) < np.array(rates)[south]).astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
    )


def found(made_up: People, settings: Settings = YEAR) -> dict[tuple[str, str], Adjusted]:
    return {(a.service, a.people): a for a in adjusted_jobs(tally(made_up, settings), settings)}


def together(made_up: People) -> Adjusted:
    return found(made_up)[ALL_SERVICES, EVERYONE]


def with_codes(made_up: People, codes: NDArray[np.int16]) -> People:
    """Put other genders in the place of theirs."""
    return replace(made_up, coded={**made_up.coded, GENDER: Coded(GENDER.groups, codes)})


def test_a_gap_that_is_the_services_is_gone_among_people_alike() -> None:
    a = together(people())
    assert a.adjusted_for == (SERVICE, GENDER, AGE_BAND, QUARTER)
    assert a.coefficients == 1 + 1 + 1 + 3 + 3 and a.left_out == 0 and a.of == 2000
    b = a.groups[1]
    assert b.ratio is not None and b.ratio < 0.65
    assert b.adjusted_ratio_low is not None and b.adjusted_ratio_high is not None
    assert b.adjusted_ratio_low < 1 < b.adjusted_ratio_high
    assert b.adjusted_share == pytest.approx(0.4, abs=0.06)
    said = " ".join(a.sentences)
    assert f"{b.ratio:.2f} times everyone else's chance as counted" in said
    assert "exploratory and carries no finding" in said


def test_a_ratio_that_hardly_moves_is_not_told() -> None:
    """Groups that are everywhere alike: nothing to be said of them one by one."""
    made_up = people()
    spread = np.random.default_rng(5).integers(0, 2, 2000).astype(np.int16)
    a = together(replace(made_up, service=spread))
    assert all(abs((g.adjusted_ratio or 0) / (g.ratio or 1) - 1) < 0.1 for g in a.groups)
    assert "No group's ratio to everyone else moves by more than a tenth." in a.sentences
    assert not any("as counted" in s for s in a.sentences)


def test_each_service_and_each_table_of_jobs_is_looked_at() -> None:
    made = found(people())
    services, whose = {k[0] for k in made}, {k[1] for k in made}
    assert services == {"North", "South", ALL_SERVICES}
    assert whose == {EVERYONE, "at least 6 months"}
    assert made["North", EVERYONE].adjusted_for == (GENDER, AGE_BAND, QUARTER)
    assert len(made) == 6


def test_too_few_jobs_show_nothing_and_say_so() -> None:
    few = replace(people(400), job=(np.arange(400) < 44).astype(np.int8))
    a = together(few)
    assert a.groups == () and a.n == 44 and a.coefficients == 9
    assert "44 people who got a job, and at least 45 are needed" in a.why_not
    enough = together(replace(few, job=(np.arange(400) < 45).astype(np.int8)))
    assert enough.why_not == "" and len(enough.groups) == 2


def test_the_rarer_outcome_counts() -> None:
    nearly_all = replace(people(400), job=(np.arange(400) >= 10).astype(np.int8))
    assert "10 people who did not get a job" in together(nearly_all).why_not


def test_people_of_whom_something_is_not_known_are_left_out_and_said() -> None:
    made_up = people()
    age = made_up.age.copy()
    age[:25] = np.nan
    a = together(replace(made_up, age=age))
    assert a.left_out == 25 and a.of == 1975
    assert sum(g.people for g in a.groups) == 1975
    assert "25 people are left out here: their age band is not known." in a.sentences


def test_what_is_rarely_known_is_not_made_alike() -> None:
    made_up = people()
    codes = made_up.coded[GENDER].codes.copy()
    codes[:401] = -1
    a = together(with_codes(made_up, codes))
    assert GENDER not in a.adjusted_for and a.left_out == 0
    assert "Not made alike in gender: known for fewer than 80% of people" in " ".join(a.sentences)
    codes[400] = 0
    b = together(with_codes(made_up, codes))
    assert GENDER in b.adjusted_for and b.left_out == 400


def test_what_all_have_in_common_drops_out() -> None:
    made_up = people()
    a = together(with_codes(made_up, np.zeros(2000, dtype=np.int16)))
    assert a.adjusted_for == (SERVICE, AGE_BAND, QUARTER)


def test_nothing_to_make_alike_is_no_table() -> None:
    made_up = people()
    same = replace(
        with_codes(made_up, np.full(2000, -1, dtype=np.int16)),
        age=np.full(2000, np.nan, dtype=np.float32),
        start=np.full(2000, np.datetime64("2019-02-01")),
        services=("North",),
        service=np.zeros(2000, dtype=np.int16),
    )
    assert found(same) == {}


def test_unknown_groups_and_outcomes_stand_outside() -> None:
    made_up = people()
    group, job = made_up.coded[ETHNIC_GROUP].codes.copy(), made_up.job.copy()
    group[:30], job[30:70] = -1, -1
    coded = {**made_up.coded, ETHNIC_GROUP: Coded(("A", "B"), group)}
    a = together(replace(made_up, coded=coded, job=job))
    assert a.of == 1930 and a.left_out == 0 and [g.group for g in a.groups] == ["A", "B"]


def test_small_groups_are_counted_and_not_judged() -> None:
    made_up = people()
    group = made_up.coded[ETHNIC_GROUP].codes.copy()
    group[:9] = 2
    coded = {**made_up.coded, ETHNIC_GROUP: Coded(("A", "B", "C"), group)}
    a = together(replace(made_up, coded=coded))
    c = a.groups[2]
    assert c.people == 9 and c.share is not None
    assert (c.adjusted_share, c.adjusted_ratio) == (None, None)
    assert "Groups of fewer than 10 people are not judged: C." in a.sentences


def test_a_group_that_is_a_service_is_not_guessed_at() -> None:
    made_up = people()
    alone = replace(made_up, service=made_up.coded[ETHNIC_GROUP].codes)
    a = together(alone)
    assert a.groups == () and "cannot be told apart" in a.why_not


def test_a_group_that_is_missing_from_a_large_part_is_named() -> None:
    made_up = people()
    group = made_up.coded[ETHNIC_GROUP].codes
    a = together(replace(made_up, service=np.where(group == 1, 1, made_up.service)))
    assert any(s.startswith("B: more than a fifth of everyone is in") for s in a.sentences)
    assert not any("more than a fifth" in s for s in together(made_up).sentences)


def test_no_stable_answer_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logistic, "MOST_STEPS", 1)
    a = together(people())
    assert a.groups == () and a.why_not == "Nothing is shown: no stable answer was found."


def test_people_in_several_services_are_not_made_alike_in_service() -> None:
    made_up = people()
    once = replace(made_up, services=("All",), service=np.zeros(2000, dtype=np.int16))
    a = together(replace(made_up, together=once))
    assert a.adjusted_for == (GENDER, AGE_BAND, QUARTER)
    assert "Not made alike in service: some people are in more than one." in a.sentences


def test_it_stays_in_the_team_version_and_makes_no_test() -> None:
    report = audit(people(), None, YEAR)
    assert len(report.adjusted) == 6
    shared = protect(report, bytes(32))
    assert shared.adjusted == ()
    assert "people alike in other ways" in " ".join(shared.warnings)
