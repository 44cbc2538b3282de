"""Time from start to first job, read off the tally by month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ips_audit.analysis.sections import scopes
from ips_audit.analysis.survival import Curve, at_risk, kaplan_meier, log_rank
from ips_audit.analysis.tally import JOB, NO_JOB, Counts, Tally
from ips_audit.model import Dimension, TimeToJob, WaitingGroup

DAYS_A_MONTH = 365.25 / 12
# Beyond this month too few people are watched to be worth a column.
LAST_MONTH = 24


def waiting(tally: Tally) -> Iterator[TimeToJob]:
    """Compare how soon people of each ethnic group got a job, in each service and together.

    Parameters
    ----------
    tally : Tally
        With `days` where the file has start and job start dates.

    Yields
    ------
    TimeToJob
        People with a known ethnic group. Read off by month: days would point at people.
    """
    if tally.days is None:
        return
    for name, places in scopes(tally):
        days = tally.days[places].sum(axis=0)[:-1]  # groups × days × ended by a job
        if days.sum() == 0:
            continue
        people = tally.cube[places][:, :-1, ..., [NO_JOB, JOB]].sum()
        months = _months(days)
        test = log_rank(days[..., 1], days[..., 0])
        yield TimeToJob(
            service=name,
            dimension=Dimension.ETHNIC_GROUP,
            months=tuple(months),
            groups=tuple(
                _group(group, own, months)
                for group, own in zip(tally.ethnic_groups[:-1], days, strict=True)
                if own.sum() > 0
            ),
            statistic=test.statistic if test else None,
            df=test.df if test else None,
            p=test.p if test else None,
            without_date=int(people - days.sum()),
        )


def _months(days: Counts) -> list[int]:
    """Return the months up to which anybody is watched."""
    last = int(np.flatnonzero(days.sum(axis=(0, 2)))[-1] / DAYS_A_MONTH)
    return list(range(min(last, LAST_MONTH) + 1))


def _group(name: str, days: Counts, months: list[int]) -> WaitingGroup:
    """Read one group's curve off at the end of each month."""
    jobs, censored = days[:, 1], days[:, 0]
    curve = kaplan_meier(np.arange(len(days)), jobs, censored)
    watched = at_risk(jobs, censored)
    ends = [int(m * DAYS_A_MONTH) for m in months]
    return WaitingGroup(
        group=name,
        people=int(days.sum()),
        jobs=int(jobs.sum()),
        share=tuple(curve.share_by(d) if curve else 0.0 for d in ends),
        low=tuple(_limit(curve, "low", d) for d in ends),
        high=tuple(_limit(curve, "high", d) for d in ends),
        at_risk=tuple(int(watched[d]) if d < len(watched) else 0 for d in ends),
    )


def _limit(curve: Curve | None, side: str, day: int) -> float | None:
    """Return one end of the likely range by a day; None before the first job."""
    if curve is None or not len(curve.times) or day < curve.times[0]:
        return None
    value = float(getattr(curve, side)[np.searchsorted(curve.times, day, side="right") - 1])
    return None if np.isnan(value) else value
