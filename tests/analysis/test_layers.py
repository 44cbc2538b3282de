"""Tables looked at again with their parts kept apart, and time to a job, from people."""

from __future__ import annotations

import numpy as np
import pytest

from ips_audit.analysis.audit import audit
from ips_audit.analysis.combined_groups import merge_groups
from ips_audit.analysis.counting import tally
from ips_audit.analysis.layers import layer_of, outcome_layers
from ips_audit.analysis.time_to_job import DAYS_A_MONTH, kaplan_meier, waiting
from ips_audit.model import (
    AGE_BAND,
    ETHNIC_GROUP,
    EVERYONE,
    GENDER,
    QUARTER,
    SERVICE,
    CheckQuestion,
    Coded,
    Dimension,
    Layer,
    People,
    Settings,
)


def people(n: int = 400, seed: int = 1) -> People:
    """Made-up people of one service: two groups, start through 2019, some with a job."""
    rng = np.random.default_rng(seed)
    start = np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]")
    to_end = (np.datetime64("2019-12-31") - start) / np.timedelta64(1, "D")
    wait = rng.exponential(300, n).astype(np.int32)
    job = wait <= to_end
    return People(
        services=("S",),
        service=np.zeros(n, dtype=np.int16),
        coded={
            ETHNIC_GROUP: Coded(("A", "B"), rng.integers(-1, 2, n).astype(np.int16)),
            GENDER: Coded(("Male", "Female"), rng.integers(0, 2, n).astype(np.int16)),
        },
        age=rng.integers(18, 65, n).astype(np.float32),
        start=start,
        job=job.astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.where(job, wait, -1).astype(np.int32),
        weight=np.ones(n, dtype=np.int64),
        has_job_dates=True,
    )


def settings() -> Settings:
    from datetime import date

    return Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))


def head(by: Dimension = SERVICE) -> Layer:
    return Layer(
        CheckQuestion.OUTCOME, ETHNIC_GROUP, EVERYONE, by, ("x", "y"), None, None, None, (), ()
    )


def test_jobs_are_kept_apart_by_gender_age_and_quarter() -> None:
    made_up = people()
    layers = list(outcome_layers(tally(made_up, settings()), settings()))
    assert {x.by for x in layers} == {GENDER, AGE_BAND, QUARTER}
    assert {x.people for x in layers} == {"everyone", "at least 6 months"}
    everyone = {x.by: x for x in layers if x.people == "everyone"}
    assert everyone[QUARTER].strata == tuple(f"2019 Q{i}" for i in (1, 2, 3, 4))
    known = made_up.coded[ETHNIC_GROUP].codes >= 0
    a = made_up.coded[ETHNIC_GROUP].codes == 0
    job = made_up.job == 1
    crude = job[a].mean() / job[known & ~a].mean()
    assert everyone[GENDER].groups[0].crude_ratio == pytest.approx(float(crude))
    assert everyone[GENDER].cmh_df == 1 and everyone[GENDER].pattern_df == 1


def test_a_pattern_that_turns_round_sends_to_the_parts() -> None:
    x = np.array(((60, 30), (30, 60)), dtype=float)
    of = np.full((2, 2), 100.0)
    layer = layer_of(head(), ("A", "B"), x, of)
    assert layer.pattern_p is not None and layer.pattern_p < 0.001
    assert layer.strata_first
    assert "not alike in all services" in layer.sentences[0]


def test_strata_that_agree_say_nothing() -> None:
    x, of = np.array(((40, 40), (20, 20)), dtype=float), np.full((2, 2), 100.0)
    layer = layer_of(head(), ("A", "B"), x, of)
    assert layer.sentences == () and not layer.strata_first
    assert layer.pattern_p == pytest.approx(1.0)


def test_a_handful_of_people_raises_no_alarm() -> None:
    x = np.array(((0, 40, 40), (2, 20, 20)), dtype=float)
    of = np.array(((5, 100, 100), (4, 100, 100)), dtype=float)
    layer = layer_of(head(), ("few", "B", "C"), x, of)
    assert not layer.groups[0].alarm


def test_share_in_work_by_month_is_kaplan_meiers() -> None:
    made_up = people()
    found = list(waiting(tally(made_up, settings())))
    assert len(found) == 1
    time = found[0]
    group = time.groups[0]
    mine = made_up.coded[ETHNIC_GROUP].codes == 0
    to_end = (np.datetime64("2019-12-31") - made_up.start) / np.timedelta64(1, "D")
    event = made_up.days_to_job[mine] >= 0
    days = np.where(event, made_up.days_to_job[mine], to_end[mine]).astype(int)
    length = int(days.max()) + 1
    curve = kaplan_meier(
        np.arange(length),
        np.bincount(days[event], minlength=length),
        np.bincount(days[~event], minlength=length),
    )
    assert curve is not None
    assert group.people == mine.sum() and group.jobs == event.sum()
    at = time.months.index(6)
    assert group.share[at] == pytest.approx(curve.share_by(int(6 * DAYS_A_MONTH)))
    assert group.at_risk[at] == int((days >= int(6 * DAYS_A_MONTH)).sum())
    assert group.at_risk[0] == group.people
    assert list(group.share) == sorted(group.share)
    assert time.without_date == 0 and time.df == 1


def test_without_job_dates_there_is_no_time_to_a_job() -> None:
    from dataclasses import replace

    report = audit(replace(people(), has_job_dates=False), None, settings())
    assert report.times == ()


def test_every_test_is_counted() -> None:
    report = audit(people(), None, settings())
    found = [t.p for c in report.checks for t in c.tests if t.role == "default"]
    found += [p for x in report.layers for p in (x.cmh_p, x.pattern_p)]
    found += [t.p for t in report.times]
    assert report.tests_made == sum(p is not None for p in found)
    assert report.times and report.layers


def test_merging_needs_two_groups_but_not_all() -> None:
    report = audit(people(), None, settings())
    check = next(c for c in report.checks if c.question == "outcome")
    for chosen in ((), ("A",), ("A", "B"), ("A", "Z")):
        with pytest.raises(ValueError, match="two groups"):
            merge_groups(check, chosen, 0.8)
