"""Time to a job, people still waiting included: from counts a day, never from rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.intervals import Z95
from ips_audit.analysis.stratified import StratifiedTest, cmh_of_risk_sets

Floats = NDArray[np.float64]


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
