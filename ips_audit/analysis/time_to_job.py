"""Time from start to first job, people still waiting included: from counts a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.intervals import Z95
from ips_audit.analysis.stratified import StratifiedTest, cmh_of_risk_sets
from ips_audit.analysis.tally import Counts, Tally
from ips_audit.model import NOT_KNOWN, TimeToJob, WaitingGroup

Floats = NDArray[np.float64]
DAYS_A_MONTH = 365.25 / 12
# Beyond this month too few people are watched to be worth a column.
LAST_MONTH = 24


@dataclass(frozen=True)
class Curve:
    """Share of people who have had the event by each time at which one happened.

    All arrays have one entry a distinct event time. `low` and `high` are nan where the
    share is 1: everybody still watched had the event.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]

    def share_by(self, time: float) -> float:
        """Return the share who have had the event by `time`; 0 before the first event."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return float(self.share[place - 1]) if place else 0.0


def kaplan_meier(
    times: ArrayLike, events: ArrayLike, censored: ArrayLike, z: float = Z95
) -> Curve | None:
    """Estimate the share of people in work by time since the start.

    Parameters
    ----------
    times : array_like, shape (times,)
        Increasing, such as days 0, 1, 2, …
    events, censored : array_like of int, shape (times,)
        People whose wait ended with a job at that time; people watched no longer than
        that time without one. Those censored at a time were still waiting at its events.
    z : float
        Normal quantile of the interval.

    Returns
    -------
    Curve or None
        1 - the Kaplan–Meier estimate, log-minus-log Greenwood interval. None where
        nobody is counted.

    Raises
    ------
    ValueError
        If the arrays differ in length, times do not increase or a count is negative.

    References
    ----------
    Kaplan & Meier (1958), JASA 53:457-481; Kalbfleisch & Prentice (2002), section 1.4.
    """
    t = np.asarray(times, dtype=np.float64)
    d, c = np.asarray(events, dtype=np.int64), np.asarray(censored, dtype=np.int64)
    if t.ndim != 1 or t.shape != d.shape or t.shape != c.shape:
        raise ValueError("times, events and censored have one entry a time")
    if (np.diff(t) <= 0).any() or (d < 0).any() or (c < 0).any():
        raise ValueError("times increase and counts are not negative")
    risk = at_risk(d, c)
    if not len(risk) or risk[0] == 0:
        return None
    on = d > 0
    t, d, risk = t[on], d[on], risk[on]
    waiting: Floats = np.cumprod(1 - d / risk, dtype=np.float64)
    inside = waiting > 0
    low, high = np.full(waiting.shape, np.nan), np.full(waiting.shape, np.nan)
    jobs, people = d[inside].astype(np.float64), risk[inside].astype(np.float64)
    log_waiting = np.log(waiting[inside])
    half = z * np.sqrt(np.cumsum(jobs / (people * (people - jobs)))) / np.abs(log_waiting)
    low[inside] = 1 - np.exp(log_waiting * np.exp(-half))
    high[inside] = 1 - np.exp(log_waiting * np.exp(half))
    share: Floats = np.subtract(1.0, waiting)
    return Curve(t, share, low, high, risk)


def at_risk(events: ArrayLike, censored: ArrayLike) -> NDArray[np.int64]:
    """Return how many were still waiting just before each time (the last axis)."""
    leaving = np.asarray(events, dtype=np.int64) + np.asarray(censored, dtype=np.int64)
    risk: NDArray[np.int64] = np.flip(np.cumsum(np.flip(leaving, axis=-1), axis=-1), axis=-1)
    return risk


def log_rank(events: ArrayLike, censored: ArrayLike) -> StratifiedTest | None:
    """Decide whether groups differ in time to a job.

    Parameters
    ----------
    events, censored : array_like of int, shape (groups, times)
        As for `kaplan_meier`, on one scale of increasing times.

    Returns
    -------
    StratifiedTest or None
        The k-sample log-rank: the Cochran–Mantel–Haenszel sum over event times. None
        where there is nothing to compare.

    References
    ----------
    Mantel (1966), Cancer Chemotherapy Reports 50:163-170; Peto & Peto (1972).
    """
    d = np.asarray(events, dtype=np.float64)
    risk = at_risk(events, censored).astype(np.float64)
    return cmh_of_risk_sets(d.T, risk.T)


def waiting(tally: Tally) -> Iterator[TimeToJob]:
    """Compare how soon people of each ethnic group got a job, in each service and together.

    Parameters
    ----------
    tally : Tally
        With `waits` where the file has start and job start dates.

    Yields
    ------
    TimeToJob
        People with a known ethnic group. By month: single days could identify people.
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
    """Return one group's curve at the end of each month."""
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
