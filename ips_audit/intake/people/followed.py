"""The last day of which the files tell: up to then people were followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import Days, Rows
from ips_audit.intake.people.path_rows import PathRows
from ips_audit.model import Settings

FEWEST_EVENTS, WITHIN = 3, 31  # so many in so many days: one slip of the pen is no event
LONG = np.timedelta64(92, "D")  # without any event: what stands alone after it may be a slip


def followed_to(rows: Rows, path: PathRows, settings: Settings) -> date:
    """Return the last day up to which people were followed.

    Parameters
    ----------
    rows : Rows
    path : PathRows
    settings : Settings
        With the audit period. A day that the user gave stands.

    Returns
    -------
    date
        The end of the period, or the last day with at least three events of the file in the 31
        days up to it, whichever is later; never after today.
    """
    if settings.followed_to is not None:
        return settings.followed_to
    last = last_told(events(rows, path))
    ends = [d for d in (settings.period_to, last) if d is not None]
    return min(date.today(), max(ends, default=date.today()))


def events(rows: Rows, path: PathRows) -> list[Days]:
    """Return the days on which the file says that something happened; referrals aside."""
    of_jobs = [day for job in path.jobs for day in (job.began, job.ended)]
    of_path = [path.days[r] for r in ("accepted_date", "end_date", "in_work_on")]
    return [rows.start, *of_jobs, *of_path]


def last_told(days: Sequence[Days]) -> date | None:
    """Return the last day, not in the future, that ends 31 days with at least three events."""
    known, events_on = _past(days)
    until = np.cumsum(events_on)
    before = np.searchsorted(known, known - np.timedelta64(WITHIN - 1, "D"))
    near = until - until[before] + events_on[before] >= FEWEST_EVENTS
    return _day(known[near][-1]) if near.any() else None


def last_but_slips(days: Sequence[Days]) -> date:
    """Return the last day, without one or two events that stand months after all others.

    Parameters
    ----------
    days : sequence of datetime64 arrays
        At least one day, which is not in the future.

    Returns
    -------
    date
    """
    known, events_on = _past(days)
    for gap in np.flatnonzero(np.diff(known) > LONG)[::-1]:
        if events_on[gap + 1 :].sum() >= FEWEST_EVENTS:
            break
        known, events_on = known[: gap + 1], events_on[: gap + 1]
    return _day(known[-1])


def _past(days: Sequence[Days]) -> tuple[Days, NDArray[np.int64]]:
    """Return the different days that are not in the future, in order, and the events of each."""
    known = np.concatenate(list(days))
    numbers = known[~np.isnat(known) & (known <= np.datetime64(date.today()))].astype(np.int64)
    first = int(numbers.min(initial=0))
    counts = np.bincount(numbers - first)
    there = np.flatnonzero(counts)
    return (there + first).astype("M8[D]"), counts[there]


def _day(day: np.datetime64) -> date:
    found: date = day.astype(date)
    return found
