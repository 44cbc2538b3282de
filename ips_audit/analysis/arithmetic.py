"""The steps of a group's intervals, so that they can be written on a whiteboard."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.analysis.intervals import Z95, koopman, koopman_part, koopman_rates, newcombe, wilson
from ips_audit.model import Check, GroupResult


@dataclass(frozen=True)
class AtRatio:
    """One end of the ratio's range: the two rates that fit best, and their squared distances."""

    ratio: float
    rate: float
    others_rate: float
    distance: float  # (x - n·rate)² ÷ (n·rate·(1 - rate))
    others_distance: float

    @property
    def chi_square(self) -> float:
        """What must come to z²."""
        return self.distance + self.others_distance


@dataclass(frozen=True)
class Sums:
    """A group against those it is compared with; counts, then every interval's parts."""

    group: str
    x: int
    n: int
    others_x: int
    others_n: int
    z: float
    rate: tuple[float, float, float]  # value, low, high (Wilson)
    others: tuple[float, float, float]
    difference: tuple[float, float, float]  # Newcombe
    ratio: float | None
    low: AtRatio | None  # None where the end is 0 or without limit
    high: AtRatio | None


def sums_of(check: Check, group: str) -> Sums | None:
    """Work one group's intervals out step by step.

    Parameters
    ----------
    check : Check
        One that compares rates, with exact or protected counts.
    group : str

    Returns
    -------
    Sums or None
        None where the group, or those it is compared with, have nobody, is hidden, or where
        the check compares shares.
    """
    by_name = {g.group: g for g in check.groups}
    test = check.default_test
    if group not in by_name or group == check.reference or test is None:
        return None
    if not test.name.compares_rates or _unknown(by_name[group]):
        return None
    if check.reference is not None:
        rest = [by_name[check.reference]]
    else:
        rest = [g for g in check.groups if g.group != group]
    if any(_unknown(g) for g in rest):
        return None
    x, n = by_name[group].n or 0, by_name[group].of or 0
    others_x, others_n = sum(g.n or 0 for g in rest), sum(g.of or 0 for g in rest)
    if not n or not others_n:
        return None
    ratio = koopman(x, n, others_x, others_n)
    return Sums(
        group=group,
        x=x,
        n=n,
        others_x=others_x,
        others_n=others_n,
        z=Z95,
        rate=_three(wilson(x, n)),
        others=_three(wilson(others_x, others_n)),
        difference=_three(newcombe(x, n, others_x, others_n)),
        ratio=ratio.value,
        low=_at(ratio.low, x, n, others_x, others_n),
        high=_at(ratio.high, x, n, others_x, others_n),
    )


def _unknown(g: GroupResult) -> bool:
    return g.n is None or g.of is None


def _three(e: object) -> tuple[float, float, float]:
    """Return value, low and high of an estimate that exists."""
    value, low, high = (getattr(e, k) for k in ("value", "low", "high"))
    return float(value), float(low), float(high)


def _at(ratio: float | None, x: int, n: int, others_x: int, others_n: int) -> AtRatio | None:
    """Return the fitted rates and their distances at one end of the ratio's range."""
    if not ratio:
        return None
    rate, others = koopman_rates(ratio, x, n, others_x, others_n)
    return AtRatio(
        ratio,
        rate,
        others,
        koopman_part(x, n, rate),
        koopman_part(others_x, others_n, others),
    )
