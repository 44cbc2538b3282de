"""Strata kept apart, and time to a job."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ips_audit.analysis import stratified
from ips_audit.analysis.chi_square import pearson_chi2
from ips_audit.analysis.stratified import (
    DRAWS,
    ENOUGH,
    cmh,
    interaction,
    mantel_haenszel_ratio,
    total_misleads,
)
from ips_audit.analysis.time_to_job import at_risk, kaplan_meier, log_rank

# Freireich et al. 1963, weeks in remission, 6-MP and placebo (1: relapse).
DRUG = (
    [(6, 1)] * 3
    + [(t, 1) for t in (7, 10, 13, 16, 22, 23)]
    + [(t, 0) for t in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
)
PLACEBO = [(t, 1) for t in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]


def by_time(*groups: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Count (events, censored), shape (groups, times)."""
    length = max(t for g in groups for t, _ in g) + 1
    counts = np.zeros((2, len(groups), length), dtype=int)
    for i, group in enumerate(groups):
        for t, event in group:
            counts[1 - event, i, t] += 1
    return counts[0], counts[1]


def test_one_stratum_is_the_plain_test() -> None:
    """Karl Pearson's chi-square, times (n - 1) ÷ n."""
    x, of = np.array((18, 8, 6, 10, 13)), np.array((46, 20, 20, 15, 26))
    plain, found = pearson_chi2((x, of - x)), cmh([x], [of])
    assert found is not None and plain.statistic is not None
    assert found.statistic == pytest.approx(plain.statistic * 126 / 127, rel=1e-12)
    assert found.df == plain.df and found.drawn is None and found.counting_p == found.p


def test_sparse_strata_are_drawn_alike_every_time() -> None:
    x, of = [[1, 0, 1], [0, 2, 1], [1, 1, 0]], [[4, 3, 3], [3, 4, 2], [5, 2, 3]]
    found, again = cmh(x, of), cmh(x, of)
    assert found is not None and found.drawn is not None and found == again
    assert found.counting_p == found.drawn.p and 0 < found.drawn.p <= 1


def test_drawn_p_is_the_exact_one_of_a_single_table() -> None:
    from ips_audit.analysis.exact import exact_p

    x, of = np.array((1, 3, 0, 2)), np.array((5, 4, 2, 4))
    found, exact = cmh([x], [of]), exact_p((x, of - x))
    assert found is not None and found.drawn is not None and exact is not None
    assert found.drawn.p == pytest.approx(exact.p, abs=4 * found.drawn.error)


def test_groups_that_never_meet_lower_the_degrees_of_freedom() -> None:
    x, of = [[10, 20, 0, 0], [0, 0, 15, 9]], [[40, 40, 0, 0], [0, 0, 40, 40]]
    found = cmh(x, of)
    parts = [cmh([row[:2]], [size[:2]]) for row, size in zip(x[:1], of[:1], strict=True)]
    parts += [cmh([x[1][2:]], [of[1][2:]])]
    assert found is not None and found.df == 2
    assert found.statistic == pytest.approx(sum(p.statistic for p in parts if p is not None))


def test_nothing_to_compare_within_strata() -> None:
    assert cmh([[3, 0], [0, 4]], [[9, 0], [0, 9]]) is None
    assert cmh([[0, 0]], [[5, 5]]) is None and cmh([[5, 5]], [[5, 5]]) is None
    assert interaction([[3, 4]], [[9, 9]]) is None
    assert interaction([[0, 0], [3, 4]], [[5, 5], [9, 9]]) is None


def test_adjusted_ratio_of_like_strata_is_theirs() -> None:
    x1, n1, x2, n2 = (10, 40), (50, 100), (20, 80), (50, 100)
    found = mantel_haenszel_ratio(x1, n1, x2, n2)
    assert found.value == pytest.approx(0.5) and found.low is not None and found.high is not None
    assert found.low < 0.5 < found.high
    assert mantel_haenszel_ratio((0,), (5,), (2,), (5,)).value == 0


def test_a_total_that_misleads() -> None:
    assert total_misleads(0.74, 1.01, [0.75, 2.24])  # Mixed, access, both services
    assert total_misleads(1.5, 1.2, [1.2, 1.2])
    assert total_misleads(1.05, 0.97, [0.9, 0.95])
    assert total_misleads(1.04, 1.0, [0.9, 0.95])  # every stratum against the total
    assert not total_misleads(0.95, 0.97, [0.9, 1.1])
    # The direction turns only where people see both sides, and the ratio moves enough.
    assert not total_misleads(0.98, 1.004, [0.78, 1.29])
    assert not total_misleads(1.065, 0.996, [0.9, 1.1])
    assert not total_misleads(0.98, 1.02, [0.9, 1.1])
    assert total_misleads(0.97, 1.03, [0.9, 1.1])
    assert not total_misleads(None, 1.0, [])


def test_mixed_access_in_the_2019_study_misleads() -> None:
    x = np.array(((134, 77, 64, 38, 52), (144, 114, 63, 21, 7)))
    of = np.array(((2774, 1158, 810, 936, 1335), (900, 805, 259, 61, 167)))
    rest_x, rest_of = x.sum(axis=1) - x[:, 3], of.sum(axis=1) - of[:, 3]
    adjusted = mantel_haenszel_ratio(x[:, 3], of[:, 3], rest_x, rest_of).value
    crude = x[:, 3].sum() / of[:, 3].sum() / (rest_x.sum() / rest_of.sum())
    within = (x[:, 3] / of[:, 3] / (rest_x / rest_of)).tolist()
    assert [crude, adjusted, *within] == pytest.approx([0.74, 1.01, 0.75, 2.24], abs=0.005)
    assert total_misleads(crude, adjusted, within)
    pattern = interaction(x, of)
    assert pattern is not None and pattern.p is not None and pattern.p < 0.001


def test_alike_in_every_stratum_is_no_interaction() -> None:
    """Odds of 1/4 and 1, then of 1 and 4: the same odds ratio."""
    found = interaction([[20, 50], [50, 80]], [[100, 100], [100, 100]])
    assert found is not None and found.df == 1
    assert found.statistic == pytest.approx(0, abs=1e-9) and found.p == pytest.approx(1, abs=1e-4)
    expected = np.array([[[20, 50], [80, 50]], [[50, 80], [50, 20]]])
    assert found.fitted == pytest.approx(expected, abs=1e-6)


def test_too_small_fits_get_no_p() -> None:
    found = interaction([[1, 0], [0, 1]], [[3, 3], [3, 3]])
    assert found is not None and found.smallest_fitted < 1 and found.p is None


def test_log_rank_as_published() -> None:
    """Kalbfleisch & Prentice print 16.79 for these data."""
    found = log_rank(*by_time(DRUG, PLACEBO))
    assert found is not None and found.df == 1 and found.drawn is None
    assert found.statistic == pytest.approx(16.793, abs=5e-4)


def test_log_rank_against_scipy() -> None:
    from scipy import stats

    def censored(group: list[tuple[int, int]]) -> stats.CensoredData:
        return stats.CensoredData(
            uncensored=[t for t, e in group if e], right=[t for t, e in group if not e]
        )

    theirs = stats.logrank(censored(DRUG), censored(PLACEBO))
    ours = log_rank(*by_time(DRUG, PLACEBO))
    assert ours is not None
    assert ours.statistic == pytest.approx(theirs.statistic**2, rel=1e-9)
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-9)


def test_log_rank_of_three_groups() -> None:
    """Against the sum over event times written out."""
    events, censored = by_time(DRUG, PLACEBO[::2], PLACEBO[1::2])
    risk = at_risk(events, censored)
    gap, spread = np.zeros(3), np.zeros((3, 3))
    for t in np.flatnonzero(events.sum(axis=0)):
        n, d = risk[:, t].sum(), events[:, t].sum()
        share = risk[:, t] / n
        gap += events[:, t] - d * share
        if n > 1:
            spread += d * (n - d) / (n - 1) * (np.diag(share) - np.outer(share, share))
    found = log_rank(events, censored)
    assert found is not None and found.df == 2
    wanted = gap[:2] @ np.linalg.inv(spread[:2, :2]) @ gap[:2]
    assert found.statistic == pytest.approx(wanted, rel=1e-9)


def test_share_in_work_as_published() -> None:
    events, censored = by_time(DRUG)
    curve = kaplan_meier(range(events.shape[1]), events[0], censored[0])
    assert curve is not None
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    wanted = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (1 - curve.share).tolist() == pytest.approx(wanted, abs=5e-4)
    # Log-minus-log interval of the first, by hand.
    s, se = 18 / 21, np.sqrt(3 / (21 * 18)) / abs(np.log(18 / 21))
    limits = [1 - s ** np.exp(-1.959964 * se), 1 - s ** np.exp(1.959964 * se)]
    assert [curve.low[0], curve.high[0]] == pytest.approx(limits, rel=1e-6)
    assert curve.share_by(5) == 0 and curve.share_by(12) == curve.share_by(10) > 0


def test_share_in_work_against_scipy() -> None:
    from scipy import stats

    events, censored = by_time(DRUG)
    curve = kaplan_meier(range(events.shape[1]), events[0], censored[0])
    data = stats.CensoredData(
        uncensored=[t for t, e in DRUG if e], right=[t for t, e in DRUG if not e]
    )
    theirs = stats.ecdf(data)
    assert curve is not None
    assert curve.share == pytest.approx(theirs.cdf.evaluate(curve.times), rel=1e-12)
    limits = theirs.cdf.confidence_interval(0.95, method="log-log")
    assert curve.low == pytest.approx(limits.low.evaluate(curve.times), rel=1e-9)
    assert curve.high == pytest.approx(limits.high.evaluate(curve.times), rel=1e-9)


def test_everybody_in_work() -> None:
    curve = kaplan_meier((0, 30), (1, 2), (0, 0))
    assert curve is not None and curve.share.tolist() == pytest.approx([1 / 3, 1])
    assert np.isnan(curve.low[1]) and np.isnan(curve.high[1]) and not np.isnan(curve.low[0])


def test_no_curve_and_no_test_without_people() -> None:
    assert kaplan_meier((0, 1), (0, 0), (0, 0)) is None and kaplan_meier((), (), ()) is None
    nobody_yet = kaplan_meier((0, 1), (0, 0), (2, 3))
    assert nobody_yet is not None and len(nobody_yet.times) == 0 and nobody_yet.share_by(9) == 0
    assert log_rank([[0, 0], [0, 0]], [[1, 1], [1, 1]]) is None
    with pytest.raises(ValueError, match="increase"):
        kaplan_meier((1, 1), (0, 1), (0, 0))
    with pytest.raises(ValueError, match="one entry a time"):
        kaplan_meier((1, 2), (0, 1, 2), (0, 0))


def test_drawing_ends_once_the_p_is_known_well_enough() -> None:
    """Few draws where much is as extreme, all of them where little is; the error says so."""
    alike = cmh([[1, 1, 1], [2, 1, 1]], [[9, 8, 9], [8, 9, 8]])
    apart = cmh([[4, 0, 0], [4, 0, 0]], [[9, 8, 9], [8, 9, 8]])
    assert alike is not None and alike.drawn is not None
    assert apart is not None and apart.drawn is not None
    assert alike.drawn.error == pytest.approx(
        alike.drawn.p * math.sqrt((1 - alike.drawn.p) / ENOUGH)
    )
    small = apart.drawn.p
    assert small < ENOUGH / DRAWS
    assert apart.drawn.error == pytest.approx(math.sqrt(small * (1 - small) / (DRAWS + 1)))


def test_drawing_all_and_drawing_enough_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    few = cmh([[1, 1, 3], [2, 0, 1]], [[9, 8, 9], [8, 9, 8]])
    monkeypatch.setattr(stratified, "ENOUGH", DRAWS + 1)
    many = cmh([[1, 1, 3], [2, 0, 1]], [[9, 8, 9], [8, 9, 8]])
    assert few is not None and few.drawn is not None
    assert many is not None and many.drawn is not None
    assert few.drawn.p != many.drawn.p
    assert abs(few.drawn.p - many.drawn.p) < 4 * math.hypot(few.drawn.error, many.drawn.error)
