"""Months counted back from a day, as the audit counts the time that people had."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def months_before(day: date, months: int) -> date:
    """Return the last start date that leaves at least `months` months up to and with `day`.

    Parameters
    ----------
    day : date
    months : int

    Returns
    -------
    date
        31 December with 6 months gives 30 June; the day after it is the first start that is
        too late. A start on the first of a month has the whole of that month.
    """
    after = day + DAY
    year, month = divmod(after.year * 12 + after.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(after.day, length)) - DAY
