"""Time from start to first job, read off the tally by month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ips_audit.analysis.survival import Curve, at_risk, kaplan_meier, log_rank
from ips_audit.analysis.tally import Counts, Tally
from ips_audit.model import NOT_KNOWN, TimeToJob, WaitingGroup

DAYS_A_MONTH = 365.25 / 12
# Beyond this month too few people are watched to be worth a column.
LAST_MONTH = 24


def waiting(tally: Tally) -> Iterator[TimeToJob]:
    """Compare how soon people of each ethnic group got a job, in each service and together.

    Parameters
    ----------
    tally : Tally
        With `waits` where the file has start and job start dates.

    Yields
    ------
    TimeToJob
        People with a known ethnic group. Read off by month: days would point at people.
    """
    main = tally.dimensions[0]
    for name in tally.scopes:
        by_group = tally.waits_of(name)
        days = np.array(list(by_group.values()))  # groups × days × ended by a job
        if days.sum() == 0:
            continue
        jobs = tally.part(name).jobs_by(main)
        people = sum(j.of for group, j in jobs.items() if group != NOT_KNOWN)
        months = _months(days)
        test = log_rank(days[..., 1], days[..., 0])
        yield TimeToJob(
            service=name,
            dimension=main,
            months=tuple(months),
            groups=tuple(
                _group(group, own, months) for group, own in by_group.items() if own.sum() > 0
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
