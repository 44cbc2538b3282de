"""Made-up referrals: who was accepted, joined, got a job, kept it and left; and the true counts.

The counts are worked out a person at a time from what is true of them, by the rules of the
documentation alone.
"""

from __future__ import annotations

import random
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from realworld.folk import CENSUS, DAY, GROUPS, SHARES

TO_DECIDE, WEEK = 28 * DAY, timedelta(days=7)
NOT_ACCEPTED = ("Not eligible", "Declined by client", "Out of area", "No response")
LEFT = ("Moved away", "Lost contact", "Ill health", "Support no longer wanted")


@dataclass(frozen=True)
class Referred:
    """One made-up person who was referred; None for what never came about by the last day."""

    ref: str
    group: str
    pick: int
    gender: str
    age: int
    referral: date
    accepted: date | None
    declined: str | None  # the reason
    start: date | None
    job: date | None
    job_end: date | None  # None: still in it
    left: date | None
    reason: str | None  # for leaving

    def label(self, scheme: dict[str, tuple[str, ...]] = CENSUS) -> str:
        labels = scheme[self.group]
        return labels[self.pick % len(labels)]

    def lasted(self, weeks: int, last: date) -> bool:
        """Tell whether the job lasted so many weeks by the last day."""
        return self.job is not None and (self.job_end or last) - self.job >= weeks * WEEK


def referrals(seed: int, n: int, first: date, last: date, told_to: date) -> list[Referred]:
    """Make people who were referred from the first to the last day, as known on `told_to`.

    The first and the last week always have somebody, so that the dates name the period, and so
    has every week of `told_to`: it is the last day of which the file tells.
    """
    dice = random.Random(seed)
    return [_one(dice, i, first, last, told_to) for i in range(n)]


def _one(dice: random.Random, i: int, first: date, last: date, told_to: date) -> Referred:
    day = first + DAY * dice.randint(0, (last - first).days)
    if i < 4:
        day = (first, first + 3 * DAY, last, last - 4 * DAY)[i]
    (group,) = dice.choices(GROUPS, SHARES)

    def then(after: date | None, share: float, least: int, most: int) -> date | None:
        took, wait = dice.random() < share, dice.randint(least, most)
        if after is None or not took:
            return None
        return by(after + wait * DAY)

    def by(when: date | None) -> date | None:
        return when if when is None or when <= told_to else None

    decided = day + dice.randint(0, 20) * DAY
    yes = i in (0, 1, 2, 3) or dice.random() < 0.75
    accepted = by(decided) if yes else None
    declined = None if yes or decided > told_to else dice.choice(NOT_ACCEPTED)
    start = then(accepted, 0.85, 1, 25)
    job = then(start, 0.5, 10, 170)
    job_end = then(job, 0.5, 5, 260)
    left = then(start, 0.5, 60, 300)
    if i in (0, 1) and accepted:  # so that the file tells up to its last day
        left = told_to if start else None
    return Referred(
        f"{dice.randint(1, 9)}{i:04d}", group, dice.randint(0, 5),
        dice.choice(("Male", "Female")), dice.randint(18, 62), day, accepted, declined, start,
        job, job_end, left, None if left is None else dice.choice(LEFT),
    )  # fmt: skip


def seen_in_work(p: Referred, last: date) -> date | None:
    """Return when somebody was last known to be in work: they are asked every 40 days."""
    if p.job is None:
        return None
    ended = p.job_end or last
    return p.job + (ended - p.job).days // 40 * 40 * DAY


def months_back(day: date, months: int) -> date:
    """Return the last start that leaves so many months up to and with a day."""
    year, month = divmod((day + DAY).year * 12 + (day + DAY).month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min((day + DAY).day, length)) - DAY


Path = dict[str, dict[str, int]]


def last_day(days: Sequence[date]) -> date:
    """Return the last day that ends 31 days with at least three events of the file."""
    return max(d for d in days if sum(d - 31 * DAY < e <= d for e in days) >= 3)


def path(people: Sequence[Referred], last: date, *steps: str, seen: date | None = None) -> Path:
    """Return how many people are where at each step, by the rules, on the last day.

    `seen` is the day on which somebody wrote down which jobs had lasted; by default the last.
    """
    out: dict[str, Counter[str]] = {s: Counter() for s in steps}
    for p in people:
        for step, place in _places(p, last, steps, seen or last):
            out[step][place] += 1
    return {s: dict(sorted(c.items())) for s, c in out.items()}


def _places(p: Referred, last: date, steps: Sequence[str], seen: date) -> list[tuple[str, str]]:
    enough = {
        "accepted": p.referral + TO_DECIDE <= last,
        "joined": (p.accepted or last) + TO_DECIDE <= last,
        "job": p.start is not None and p.start <= months_back(last, 6),
        "13 weeks in work": p.job is not None and p.job + 13 * WEEK <= last,
        "26 weeks in work": p.job is not None and p.job + 26 * WEEK <= last,
    }
    took = {
        "accepted": p.accepted is not None,
        "joined": p.start is not None,
        "job": p.job is not None,
        "13 weeks in work": p.lasted(13, seen),
        "26 weeks in work": p.lasted(26, seen),
    }
    out, came = [], True
    for step in steps:
        if step == steps[0]:
            out.append((step, "YES"))
            continue
        place = "NOT_HERE"
        if came and enough[step]:
            place = "YES" if took[step] else "NO"
        elif came:
            place = "EARLY" if took[step] else "NOT_YET"
        came = place in ("YES", "EARLY")
        out.append((step, place))
    return out


def reasons(of: Sequence[str | None]) -> dict[str, int]:
    """Count reasons as they may be named: what fewer than five people share has no name."""
    n = Counter(r for r in of if r)
    named: dict[str, Any] = {r: k for r, k in n.items() if k >= 5}
    other = sum(k for k in n.values() if k < 5)
    return named | ({"Other reason": other} if other else {})
