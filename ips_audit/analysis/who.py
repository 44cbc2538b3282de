"""Who uses a service: people by group, and their ages (Table 1)."""

from __future__ import annotations

import math

from ips_audit.analysis.tally import AgeSums, Tally
from ips_audit.model import (
    AGE_BAND,
    ALL_SERVICES,
    NOT_KNOWN,
    AgeSummary,
    GroupCount,
    GroupCounts,
    Profile,
)


def profiles(tally: Tally) -> tuple[Profile, ...]:
    """Describe who uses each service, and all together."""
    return tuple(_profile(tally, name) for name in tally.scopes)


def _profile(tally: Tally, service: str) -> Profile:
    part = tally.part(service)
    services = part.services if service == ALL_SERVICES else (service,)
    return Profile(
        service=service,
        people=part.people,
        counts={d: _counts(part.people_by(d)) for d in tally.dimensions if d != AGE_BAND},
        age=_age(sum((part.ages[s] for s in services), AgeSums())),
    )


def _counts(by_group: dict[str, int]) -> GroupCounts:
    not_known = by_group.pop(NOT_KNOWN)
    total = sum(by_group.values())
    rows = (GroupCount(g, n, 100 * n / total if total else None) for g, n in by_group.items())
    return GroupCounts(tuple(rows), not_known)


def _age(sums: AgeSums) -> AgeSummary:
    """Return mean, sample standard deviation and range."""
    n = sums.n
    if n == 0:
        return AgeSummary(0, None, None, None, None)
    mean = sums.total / n
    spread = max(0.0, sums.squares - n * mean**2)
    return AgeSummary(
        known=n,
        mean=mean,
        sd=math.sqrt(spread / (n - 1)) if n > 1 else None,
        min=sums.low,
        max=sums.high,
    )
