"""The audit period, where nobody has said it: taken from the start dates."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.rows import Days
from ips_audit.model import Settings


def period_of(starts: Days, settings: Settings) -> tuple[date, date, bool] | None:
    """Return the audit period and whether it was guessed from the start dates.

    One calendar year, or one financial year from April, if (nearly) all starts lie in it;
    else the whole months from first to last.
    """
    if settings.period_from and settings.period_to:
        return settings.period_from, settings.period_to, False
    known = starts[~np.isnat(starts)]
    if not len(known):
        return None
    days, rows = _counted(known)
    today = np.datetime64(date.today())
    past = days <= today
    days, rows = (days[past], rows[past]) if past.any() else (days, rows)
    years = days.astype("datetime64[Y]").astype(int) + 1970
    financial = (days - np.timedelta64(90, "D")).astype("datetime64[Y]").astype(int) + 1970
    for labels, month in ((years, 1), (financial, 4)):
        first_label = int(labels.min())
        counts = np.bincount(labels - first_label, weights=rows)
        if counts.max() >= 0.8 * rows.sum():
            year = first_label + int(counts.argmax())
            first = date(year, month, 1)
            last = date(year, 12, 31) if month == 1 else date(year + 1, 3, 31)
            return settings.period_from or first, settings.period_to or last, True
    first_month = days[0].astype("datetime64[M]")
    after = days[-1].astype("datetime64[M]") + 1
    first = first_month.astype("datetime64[D]").astype(date)
    last = (after.astype("datetime64[D]") - np.timedelta64(1, "D")).astype(date)
    return settings.period_from or first, settings.period_to or last, True


def _counted(starts: Days) -> tuple[Days, NDArray[np.int64]]:
    """Return the distinct days in order, and how many rows have each."""
    numbers = starts.astype(np.int64, copy=False)
    first = int(numbers.min())
    counts = np.bincount(numbers - first)
    there = np.flatnonzero(counts)
    return (there + first).astype("datetime64[D]"), counts[there]
