"""The audit period, where nobody has said it: taken from the start dates."""

from __future__ import annotations

from datetime import date

import numpy as np

from ips_audit.intake.cleaning import Days
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
    today = np.datetime64(date.today())
    known = known[known <= today] if (known <= today).any() else known
    years = known.astype("datetime64[Y]").astype(int) + 1970
    financial = (known - np.timedelta64(90, "D")).astype("datetime64[Y]").astype(int) + 1970
    for labels, month in ((years, 1), (financial, 4)):
        values, counts = np.unique(labels, return_counts=True)
        if counts.max() >= 0.8 * len(known):
            year = int(values[counts.argmax()])
            first = date(year, month, 1)
            last = date(year, 12, 31) if month == 1 else date(year + 1, 3, 31)
            return settings.period_from or first, settings.period_to or last, True
    first_month = known.min().astype("datetime64[M]")
    after = known.max().astype("datetime64[M]") + 1
    first = first_month.astype("datetime64[D]").astype(date)
    last = (after.astype("datetime64[D]") - np.timedelta64(1, "D")).astype(date)
    return settings.period_from or first, settings.period_to or last, True
