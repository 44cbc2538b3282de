"""Sizes with their 95% intervals: rates, differences, ratios and counts of people."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ips_audit.analysis.special import chdtri, ndtr, ndtri
from ips_audit.model.thresholds import EXACT_COUNT

Z95 = float(ndtri(0.975))
CLOSE = 1e-14  # a limit is found once a further step moves it by less, in parts of itself


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; None where it is not defined (an infinite end too)."""

    value: float | None
    low: float | None
    high: float | None


def wilson(x: float, n: float, z: float = Z95) -> Estimate:
    """Return a rate with Wilson's score interval.

    References
    ----------
    Wilson (1927), JASA 22:209-212.
    """
    if n <= 0:
        return Estimate(None, None, None)
    p = x / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if x <= 0 else max(0.0, float(centre - half))
    high = 1.0 if x >= n else min(1.0, float(centre + half))
    return Estimate(p, low, high)


def newcombe(x1: float, n1: float, x2: float, n2: float, z: float = Z95) -> Estimate:
    """Return the difference of two rates with Newcombe's hybrid score interval (method 10).

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17:873-890.
    """
    if n1 <= 0 or n2 <= 0:
        return Estimate(None, None, None)
    p1, p2 = x1 / n1, x2 / n2
    l1, u1 = _score_limits(x1, n1, z)
    l2, u2 = _score_limits(x2, n2, z)
    d = p1 - p2
    low = d - np.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
    high = d + np.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    return Estimate(d, float(low), float(high))


def _score_limits(x: float, n: float, z: float) -> tuple[float, float]:
    interval = wilson(x, n, z)
    assert interval.low is not None and interval.high is not None  # n > 0 was checked
    return interval.low, interval.high


def koopman(x1: float, n1: float, x2: float, n2: float, z: float = Z95) -> Estimate:
    """Return the ratio of two rates with Koopman's score interval.

    It inverts the same test as the adjusted residual, so that the two never contradict.
    Where the second count is zero the value and upper end are None (infinite).

    References
    ----------
    Koopman (1984), Biometrics 40:513-517.
    """
    if n1 <= 0 or n2 <= 0 or (x1 <= 0 and x2 <= 0):
        return Estimate(None, None, None)
    x1, n1, x2, n2 = map(float, (x1, n1, x2, n2))  # numpy's own numbers are slow one by one
    value = None if x2 <= 0 else (x1 / n1) / (x2 / n2)

    def score(ratio: float) -> float:
        return _koopman_score(ratio, x1, n1, x2, n2) - z * z

    start = value if value is not None and value > 0 else (max(x1, 0.5) / n1) / (max(x2, 0.5) / n2)
    low = 0.0 if x1 <= 0 else _walk(score, value, start, 0.5)
    high = None if x2 <= 0 else _walk(score, value, start, 2.0)
    return Estimate(value, low, high)


def _koopman_score(ratio: float, x1: float, n1: float, x2: float, n2: float) -> float:
    """Chi-square of the table at a given ratio of the two rates."""
    p1, p2 = koopman_rates(ratio, x1, n1, x2, n2)
    return koopman_part(x1, n1, p1) + koopman_part(x2, n2, p2)


def koopman_rates(ratio: float, x1: float, n1: float, x2: float, n2: float) -> tuple[float, float]:
    """Return the two rates that fit the counts best among those with a given ratio."""
    # The fitted rate solves a quadratic. This form of its root subtracts no large numbers
    # from each other, so that a million people who all did keep their digits.
    a, c = ratio * (n1 + x2), x1 + n2
    root = math.sqrt((a - c) ** 2 + 4 * ratio * (n1 - x1) * (n2 - x2))
    p1 = 2 * ratio * (x1 + x2) / (a + c + root)
    p1 = min(p1, 1.0)  # the best fit can lie on the edge where everybody did
    return p1, p1 / ratio


def koopman_part(x: float, n: float, p: float) -> float:
    """Squared distance of a count from n·p in standard errors; 0 ÷ 0 is 0."""
    gap = x - n * p
    spread = n * p * (1 - p)
    if spread <= 1e-12:
        return 0.0 if abs(gap) < 1e-6 else float("inf")
    return gap * gap / spread


def _walk(
    score: Callable[[float], float], value: float | None, start: float, factor: float
) -> float:
    """Step from the estimate outwards by `factor` until the score is exceeded, then close in.

    A secant closes in, and an end that stays counts half (the Illinois rule); where that gets
    stuck, the gap is halved. Importing `scipy.optimize` for it would take longer than all the
    other statistics of an audit.

    References
    ----------
    Dowell & Jarratt (1971), A modified regula falsi method, BIT 11:168-174.
    """
    inside = start
    # Where the estimate itself is zero or infinite, first find a ratio inside the interval.
    while value in (None, 0.0) and score(inside) > 0:
        inside /= factor
    outside = inside * factor
    while (high := score(outside)) < 0:
        inside, outside = outside, outside * factor
    low, at, stays = score(inside), outside, 0
    while True:
        before, gap = at, outside - inside
        at = outside - high * gap / (high - low) if low < high < math.inf else inside
        if abs(stays) > 2 or not min(inside, outside) < at < max(inside, outside):
            at, stays = inside + gap / 2, 0
        if abs(at - before) <= CLOSE * at:
            return at
        found = score(at)
        if found < 0:
            high = high / 2 if stays > 0 else high
            inside, low, stays = at, found, max(stays, 0) + 1
        else:
            low = low / 2 if stays < 0 else low
            outside, high, stays = at, found, min(stays, 0) - 1


def byar(count: float, z: float = Z95) -> tuple[float, float]:
    """Return limits of a Poisson count: Byar's, and the exact ones below 10.

    References
    ----------
    Breslow & Day (1987), Statistical Methods in Cancer Research II, equation 2.10.
    """
    tail = float(ndtr(-abs(z)))
    if count < EXACT_COUNT:
        low = 0.0 if count <= 0 else float(chdtri(2 * count, 1 - tail)) / 2
        return low, float(chdtri(2 * count + 2, tail)) / 2
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    up = count + 1
    high = up * (1 - 1 / (9 * up) + z / (3 * np.sqrt(up))) ** 3
    return float(low), float(high)


def people_gap(x: float, n: float, others_x: float, others_n: float, ratio: Estimate) -> Estimate:
    """Return people more (or fewer) than expected, with the range that the ratio implies.

    Expected is what the group would have at the rate of everyone in the table. With ratio
    r of the group to the rest and the total fixed, the group's count is
    total · n·r ÷ (n·r + rest); the interval's ends are put in that way.
    """
    everyone, size = x + others_x, n + others_n
    if size <= 0 or n <= 0:
        return Estimate(None, None, None)
    expected = everyone * n / size

    def gap_at(r: float | None) -> float | None:
        if r is None:
            return None
        return min(everyone * n * r / (n * r + others_n), n) - expected

    return Estimate(x - expected, gap_at(ratio.low), gap_at(ratio.high))


def margin_p(x1: float, n1: float, x2: float, n2: float, margin: float) -> float | None:
    """Return the one-sided p of the hypothesis that the ratio of rates is at most the margin.

    Koopman's interval is two-sided, and its lower tail is a little too wide where the groups
    differ in size: a gap would be ruled out wrongly up to 3.5 times in 100 instead of 2.5. The
    score test with a correction for skewness keeps 2.5.

    Parameters
    ----------
    x1, n1, x2, n2 : float
        Counts and denominators of the group and of those it is compared with.
    margin : float
        Smallest acceptable ratio, above 0.

    Returns
    -------
    float or None
        Below 0.025 the gap is ruled out. None where there is nothing to compare.

    References
    ----------
    Gart & Nam (1988), Biometrics 44:323-338; Laud (2017), Pharmaceutical Statistics
    16:334-348.
    """
    if n1 <= 0 or n2 <= 0 or margin <= 0 or x1 + x2 <= 0:
        return None
    p1, p2 = koopman_rates(margin, x1, n1, x2, n2)
    p2 = min(p2, 1.0)
    own, others = p1 * (1 - p1) / n1, margin**2 * p2 * (1 - p2) / n2
    variance = (own + others) * (n1 + n2) / (n1 + n2 - 1)
    distance = x1 / n1 - margin * x2 / n2
    if variance <= 1e-15:
        return None if distance == 0 else float(distance < 0)
    third = own * (1 - 2 * p1) / n1 - margin * others * (1 - 2 * p2) / n2
    g, z = third / variance**1.5 / 6, distance / np.sqrt(variance)
    # The corrected z solves z = z' + g·(z'² - 1).
    corrected = 2 * (z + g) / (1 + np.sqrt(max(0.0, 1 + 4 * g * (z + g))))
    return float(ndtr(-corrected))
