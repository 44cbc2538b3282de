"""Noise and rounding as one more source of chance: wider ranges, larger p, fewer tests.

A shown count lies about `Rule.error` from the true one. Compared as if they were exact, the counts
of small groups would seem to differ where only the noise does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ips_audit.analysis.chi_square import holm
from ips_audit.analysis.findings import counting_p
from ips_audit.analysis.intervals import (
    Z95,
    Estimate,
    byar,
    koopman,
    newcombe,
    people_gap,
    wilson,
)
from ips_audit.analysis.special import chdtrc, chdtri, ndtr, ndtri
from ips_audit.model import GroupResult, NameOfTest, TestResult
from ips_audit.words import disclosure as words

# A test is shown only where noise adds no more than this to what chance makes of its statistic.
MOST_ADDED = 0.1
Pair = tuple[int, int]  # n and of


def inflation(own: Pair, others: Pair, parts: int, test: NameOfTest, error: float) -> float:
    """Return how many times as much a difference varies with the noise as by chance alone.

    Parameters
    ----------
    own, others : (int, int)
        Count and denominator of a group, and of those it is compared with.
    parts : int
        Of how many shown counts the others are made up.
    test : NameOfTest
    error : float
        Standard deviation of a shown count around the true one.

    Returns
    -------
    float
        At least 1: the variance of the difference of the two rates, over its variance without
        noise. The noise of the others is taken as that of a sum of their counts, or that of a
        shown total less the group's own count, whichever is larger.
    """
    n, m = own[1], others[1]
    if n <= 0 or m <= 0:
        return 1.0
    rate = _rate(own, others, test)
    chance = rate * ((1 - rate) if test.compares_rates else 1) * (1 / n + 1 / m)
    return 1 + _noise(own, others, parts, test, error) / chance


def noise_in_people(own: Pair, others: Pair, parts: int, test: NameOfTest, error: float) -> float:
    """Return the standard deviation that noise gives to observed less expected people.

    The parameters are those of `inflation`.
    """
    n, m = own[1], others[1]
    if n <= 0 or m <= 0:
        return 0.0
    return math.sqrt(_noise(own, others, parts, test, error)) * n * m / (n + m)


def _noise(own: Pair, others: Pair, parts: int, test: NameOfTest, error: float) -> float:
    """Return the variance that noise gives to the difference of two rates."""
    n, m = own[1], others[1]
    as_sum = 1 / n**2 + max(parts, 1) / m**2
    as_rest = (1 / n + 1 / m) ** 2 + 1 / m**2
    return error**2 * (1 + _rate(own, others, test) ** 2) * max(as_sum, as_rest)


def _rate(own: Pair, others: Pair, test: NameOfTest) -> float:
    """Return the rate of all together, half a person from nobody and from everybody."""
    n, of = own[0] + others[0], own[1] + others[1]
    least = 0.5 / of
    return min(max(n / of, least), 1 - least) if test.compares_rates else max(n / of, least)


def widened_p(p: float | None, times: float) -> float | None:
    """Return a two-sided p for a variance so many times as large."""
    return None if p is None else float(2 * ndtr(ndtri(p / 2) / math.sqrt(times)))


def widened(
    row: GroupResult, others: Pair, times: float, test: NameOfTest, error: float
) -> GroupResult:
    """Return the comparison of a group for a variance so many times as large.

    Parameters
    ----------
    row : GroupResult
        Compared as if its counts were exact.
    others : (int, int)
        Count and denominator of those it is compared with.
    times : float
        As `inflation` gives it.
    test : NameOfTest
    error : float
        Standard deviation of a shown count around the true one.

    Returns
    -------
    GroupResult
        With wider ranges and larger p, but for Holm's and the finding: those take all groups.
    """
    if row.n is None or not row.of:
        return row
    (x, n), (y, m), z = (row.n, row.of), others, Z95 * math.sqrt(times)
    if row.low is not None:
        share = _share(x, n, error)
        row = replace(row, low=share.low, high=share.high)
    if not m:  # compared with nobody
        return row
    if test.compares_rates:
        ratio, difference = koopman(x, n, y, m, z), newcombe(x, n, y, m, z)
        gap = people_gap(x, n, y, m, ratio)
    else:
        whole, base = x + y, n + m
        expected = whole * n / base
        ratio, difference = koopman(x, whole, n, base, z), newcombe(x, whole, n, base, z)
        if test is NameOfTest.GOODNESS_OF_FIT and expected:
            low, high = byar(x, z)
            ratio = Estimate(x / expected, max(low, 0.0) / expected, high / expected)
        ends = (None if r is None else (r - 1) * expected for r in _three(ratio))
        gap = Estimate(*ends)
    margin = row.p_margin
    return replace(
        row,
        ratio_low=ratio.low,
        ratio_high=ratio.high,
        difference_low=difference.low,
        difference_high=difference.high,
        people_gap_low=gap.low,
        people_gap_high=gap.high,
        adjusted_residual=None
        if row.adjusted_residual is None
        else row.adjusted_residual / math.sqrt(times),
        p=widened_p(row.p, times),
        p_margin=None if margin is None else float(ndtr(ndtri(margin) / math.sqrt(times))),
    )


def _share(x: int, n: int, error: float) -> Estimate:
    """Return the range of a rate of which both counts are shown."""
    rate = min(max(x / n, 0.5 / n), 1 - 0.5 / n)
    times = 1 + error**2 * (1 + rate**2) / (n * rate * (1 - rate))
    return wilson(x, n, Z95 * math.sqrt(times))


def _three(e: Estimate) -> tuple[float | None, float | None, float | None]:
    return e.value, e.low, e.high


def with_holm(rows: Sequence[GroupResult], family: int) -> tuple[GroupResult, ...]:
    """Return groups with Holm's p among them, of which so many tables share one error rate."""
    adjusted = holm([math.nan if r.p is None else r.p for r in rows])
    return tuple(
        replace(r, p_holm=None if r.p is None else min(1.0, family * float(p)))
        for r, p in zip(rows, adjusted, strict=True)
    )


def of_table(rows: Sequence[GroupResult], times: Sequence[float]) -> float:
    """Return how many times as large noise makes the chi-square of a whole table.

    Parameters
    ----------
    rows : sequence of GroupResult
    times : sequence of float
        Of each of them.

    Returns
    -------
    float
        The mean over groups, each as heavy as its part in the statistic.

    References
    ----------
    Rao & Scott (1981), JASA 76:221-230 (the first-order correction for other variances than
    those of independent counts).
    """
    whole = sum(r.of or 0 for r in rows)
    weights = [1 - (r.of or 0) / whole for r in rows] if whole else []
    if sum(weights) <= 0:
        return 1.0
    return sum(w * t for w, t in zip(weights, times, strict=True)) / sum(weights)


def p_of_table(test: TestResult | None, times: float) -> float | None:
    """Return the p that counts of a table whose chi-square noise makes so many times as large."""
    p = counting_p(test)
    if test is None or p is None or not test.df:
        return p
    return float(chdtrc(test.df, chdtri(test.df, p) / times))


def shown_test(test: TestResult, times: float) -> TestResult:
    """Return a test as it is shown: without numbers where noise adds much to its statistic."""
    if test.p is None or times <= 1 + MOST_ADDED:
        return test
    return TestResult(test.name, test.role, None, None, None, n=test.n, note=words.TEST_ROUGH)


def was_made(test: TestResult) -> bool:
    """Tell whether a test was made, whether or not it is shown."""
    return test.p is not None or test.note == words.TEST_ROUGH
