"""Mistakes that popular tools make, and tables at the edge of having an answer."""

from __future__ import annotations

import itertools
from math import comb, factorial

import numpy as np
import pytest

from ips_audit.analysis.chi_square import (
    TableState,
    adjusted_residuals,
    cramers_v,
    fit_residuals,
    goodness_of_fit,
    holm,
    pearson_chi2,
    two_sided_p,
)
from ips_audit.analysis.exact import ExactP, exact_fit_p, exact_p, mid_p
from ips_audit.analysis.group_comparisons import compare_rates
from ips_audit.analysis.intervals import byar, koopman, newcombe, people_gap, wilson
from ips_audit.analysis.power import chance_of_missing, people_needed, smallest_lower_share
from ips_audit.model import GroupFinding

NAMES = ("White", "Asian", "Black", "Mixed", "Other")
WWT = np.array(((144, 114, 63, 21, 7), (900, 805, 259, 61, 167)))
CNWL = np.array(((134, 77, 64, 38, 52), (2774, 1158, 810, 936, 1335)))


def as_exact(found: ExactP | None) -> float:
    assert found is not None and found.method == "exact" and found.error == 0
    return found.p


def test_a_zero_count_is_not_significance() -> None:
    rows = compare_rates(("A", "B"), (0, 12), (6, 60), 0.8)
    p = mid_p(0, 6, 12, 60)
    assert p is not None and p > 0.05
    assert rows[0].p == p and rows[0].p != rows[0].n
    assert rows[0].finding is GroupFinding.TOO_FEW


def test_zeros_keep_their_intervals() -> None:
    none, all_ = koopman(0, 16, 15, 72), koopman(15, 72, 0, 16)
    assert none.value == 0 and none.low == 0 and none.high is not None
    assert all_.value is None and all_.high is None and all_.low is not None
    assert all_.low == pytest.approx(1 / none.high, rel=1e-9)
    assert wilson(0, 10).low == 0 and wilson(10, 10).high == 1
    assert byar(0) == pytest.approx((0, 3.688879454), rel=1e-9)


def test_never_yates() -> None:
    table = ((3, 1), (1, 3))
    assert pearson_chi2(table).statistic == pytest.approx(2.0)  # 0.5 with the correction
    p = two_sided_p(adjusted_residuals(table))
    assert p[0, 0] == pytest.approx(pearson_chi2(table).p)


@pytest.mark.parametrize(("o", "b"), [CNWL, WWT], ids=["CNWL", "WWT"])
def test_a_caseload_as_second_sample_is_not_the_caseload(o: np.ndarray, b: np.ndarray) -> None:
    accessed = pearson_chi2((o, b - o)).statistic
    fit, two_samples = goodness_of_fit(o, b).statistic, pearson_chi2((o, b)).statistic
    assert accessed is not None and fit is not None and two_samples is not None
    assert accessed == pytest.approx(fit * b.sum() / (b.sum() - o.sum()), rel=1e-12)
    assert two_samples < fit < accessed


def test_the_paper_printed_two_samples() -> None:
    found = [pearson_chi2(t).statistic for t in (CNWL, WWT)]
    assert found == pytest.approx([22.05, 34.22], abs=0.25)


def test_a_tiny_group_sets_no_benchmark() -> None:
    """Each group meets everyone else: two people who both got jobs change little."""
    without = compare_rates(NAMES[:2], (35, 30), (100, 100), 0.8)
    with_tiny = compare_rates(NAMES[:3], (35, 30, 2), (100, 100, 2), 0.8)
    assert with_tiny[2].finding is GroupFinding.TOO_FEW
    for before, after in zip(without, with_tiny[:2], strict=True):
        assert before.ratio is not None and after.ratio is not None
        assert after.ratio == pytest.approx(before.ratio, rel=0.05)
        assert after.finding is before.finding


def test_a_ratio_just_below_four_fifths_keeps_its_digits() -> None:
    value = koopman(199, 1000, 250, 1000).value
    assert value is not None and value == pytest.approx(0.796) and value < 0.8


def test_the_worst_ratio_is_no_finding() -> None:
    """People treated alike: ratios under four-fifths are common, findings are not."""
    rng = np.random.default_rng(7)
    of = np.array((144, 114, 63, 21, 7))
    jobs = rng.binomial(of, 0.35, size=(300, 5))
    rate = jobs / of
    fifths = (rate.min(axis=1) / rate.max(axis=1) < 0.8).mean()
    lower = 0
    for x in jobs:
        p = two_sided_p(adjusted_residuals((x, of - x))[0])
        lower += bool((holm(p) < 0.05).any())
    assert fifths > 0.9
    assert lower / 300 < 0.09


def test_interval_and_residual_never_contradict() -> None:
    rng = np.random.default_rng(11)
    for _ in range(200):
        n = rng.integers(5, 400, size=2)
        x = rng.binomial(n, 0.3)
        if not 0 < x.sum() < n.sum():
            continue
        z = adjusted_residuals((x, n - x))[0, 0]
        ratio = koopman(x[0], n[0], x[1], n[1])
        above = ratio.low is not None and ratio.low > 1
        below = ratio.high is not None and ratio.high < 1
        assert (above or below) == (abs(z) > 1.959963984540054)


def test_koopman_keeps_its_digits_where_a_million_all_did() -> None:
    ratio = koopman(10**6, 10**6, 5 * 10**5, 5 * 10**5)
    z2 = 1.959963984540054**2
    # At a ratio r < 1 the fit is (r, 1): the distance is n1 · (1 - r) ÷ r.
    assert ratio.low == pytest.approx(1 / (1 + z2 / 10**6), abs=1e-12)
    assert ratio.high == pytest.approx(1 + z2 / (5 * 10**5), abs=1e-12)


def test_people_more_or_fewer() -> None:
    """WWT, Other: about 20 fewer than expected; CNWL, Black: about 22 more, 9 to 37."""
    other = people_gap(7, 167, 342, 2025, koopman(7, 167, 342, 2025))
    assert other.value == pytest.approx(-19.6, abs=0.1)
    black = people_gap(64, 810, 301, 6203, koopman(64, 810, 301, 6203))
    assert (black.value, black.low, black.high) == pytest.approx((21.8, 9.3, 37), abs=0.5)
    ratio = koopman(7, 167, 342, 2025)
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((0.25, 0.12, 0.50), abs=0.005)


def test_empty_groups_leave_the_test_and_are_named() -> None:
    found, without = pearson_chi2(((20, 0, 15), (30, 0, 25))), pearson_chi2(((20, 15), (30, 25)))
    assert found.dropped == (1,) and found.df == without.df == 1
    assert found.statistic == pytest.approx(without.statistic)
    assert found.expected.shape == (2, 3) and np.isnan(found.expected[:, 1]).all()
    assert not np.isnan(found.expected[:, [0, 2]]).any()


@pytest.mark.parametrize(
    ("table", "state"),
    [
        (((0, 0, 0), (3, 4, 5)), TableState.NOBODY),
        (((3, 4, 5), (0, 0, 0)), TableState.EVERYBODY),
        (((3, 0), (4, 0)), TableState.ONE_GROUP),
        (((0, 0), (0, 0)), TableState.ONE_GROUP),
        (((5,), (5,)), TableState.ONE_GROUP),
        (np.zeros((2, 0)), TableState.ONE_GROUP),
    ],
)
def test_no_test_where_there_is_none(table: object, state: TableState) -> None:
    found = pearson_chi2(table)  # type: ignore[arg-type]
    assert found.state is state
    assert (found.statistic, found.df, found.p) == (None, None, None)
    assert exact_p(table) is None  # type: ignore[arg-type]


def test_refuses_what_is_no_table() -> None:
    with pytest.raises(ValueError, match="no negative"):
        pearson_chi2(((1, -1), (2, 3)))
    with pytest.raises(ValueError, match="two dimensions"):
        pearson_chi2((1, 2, 3))
    with pytest.raises(ValueError, match="two rows"):
        exact_p(((1, 2), (3, 4), (5, 6)))
    with pytest.raises(ValueError, match="pearson or ffh"):
        exact_p(((1, 2), (3, 4)), "median")
    with pytest.raises(ValueError, match="baseline lacks"):
        goodness_of_fit((1, 2), (0, 3))


def test_goodness_of_fit_without_people_or_groups() -> None:
    assert goodness_of_fit((0, 0), (3, 4)).state is TableState.NOBODY
    assert goodness_of_fit((5, 0), (3, 0)).state is TableState.ONE_GROUP
    assert exact_fit_p((0, 0), (3, 4)) is None and exact_fit_p((5, 0), (3, 0)) is None
    assert np.isnan(fit_residuals((5, 0), (3, 0))).all()


def test_estimates_without_people() -> None:
    for empty in (wilson(0, 0), newcombe(0, 0, 1, 2), koopman(0, 0, 1, 2), koopman(0, 5, 0, 5)):
        assert (empty.value, empty.low, empty.high) == (None, None, None)
    assert mid_p(0, 0, 1, 2) is None and mid_p(0, 5, 0, 5) is None


def test_holm_leaves_out_what_was_not_compared() -> None:
    found = holm((0.01, np.nan, 0.04))
    assert found[[0, 2]] == pytest.approx((0.02, 0.04)) and np.isnan(found[1])
    assert np.isnan(holm((np.nan, np.nan))).all() and len(holm(())) == 0


def by_brute_force(table: tuple[tuple[int, ...], tuple[int, ...]], statistic: str) -> float:
    """List every table with the same margins."""
    x, sizes = np.array(table[0]), np.sum(table, axis=0)
    total, n = int(x.sum()), int(sizes.sum())
    ways, values = [], []
    for y in itertools.product(*(range(int(s) + 1) for s in sizes)):
        if sum(y) == total:
            way = float(np.prod([comb(int(s), k) for s, k in zip(sizes, y, strict=True)]))
            chi2 = sum((k - s * total / n) ** 2 / s for k, s in zip(y, sizes, strict=True))
            ways.append(way)
            values.append(chi2 if statistic == "pearson" else -np.log(way))
            if tuple(y) == tuple(x):
                mine = values[-1]
    return sum(w for w, v in zip(ways, values, strict=True) if v >= mine - 1e-9) / sum(ways)


@pytest.mark.parametrize("statistic", ["pearson", "ffh"])
@pytest.mark.parametrize(
    "table",
    [
        ((1, 3, 0, 2), (4, 1, 2, 2)),
        ((0, 0, 1), (7, 1, 1)),
        ((6, 5, 4), (1, 0, 1)),
        ((2, 2, 2), (2, 2, 2)),
        ((1, 0, 1, 0, 3), (1, 2, 0, 2, 3)),
    ],
)
def test_exact_p_lists_every_table(
    table: tuple[tuple[int, ...], tuple[int, ...]], statistic: str
) -> None:
    found = as_exact(exact_p(table, statistic))
    assert found == pytest.approx(by_brute_force(table, statistic), rel=1e-10)


def test_exact_p_of_the_paper() -> None:
    tables = {
        0.6317: ((29, 13, 10, 2, 0), (34, 20, 12, 7, 1)),
        0.7842: ((46, 37, 18, 5, 1), (98, 77, 45, 16, 6)),
        0.2317: ((18, 8, 6, 10, 13), (28, 12, 14, 5, 13)),
        0.8332: ((93, 72, 41, 20, 22), (185, 119, 86, 39, 37)),
    }
    for p, table in tables.items():
        assert as_exact(exact_p(table)) == pytest.approx(p, abs=5e-5)


def test_exact_fit_p_lists_every_outcome() -> None:
    o, base = (4, 1, 2), np.array((0.2, 0.5, 0.3))
    expected = 7 * base
    mine, p = float(((np.array(o) - expected) ** 2 / expected).sum()), 0.0
    for y in itertools.product(range(8), repeat=3):
        if sum(y) == 7 and ((np.array(y) - expected) ** 2 / expected).sum() >= mine - 1e-9:
            ways = factorial(7) / np.prod([factorial(k) for k in y])
            p += float(ways * np.prod(base ** np.array(y)))
    assert as_exact(exact_fit_p(o, base)) == pytest.approx(p, rel=1e-10)


def test_large_tables_are_drawn_alike_every_time() -> None:
    table = np.stack((CNWL[0], CNWL[1] - CNWL[0]))
    one, two = exact_p(table), exact_p(table)
    assert one is not None and one == two
    assert one.method == "monte carlo" and one.error > 0


def test_drawn_ties_stay_ties_in_tables_of_millions() -> None:
    table = ((1_000_000, 2_000_500, 500_100), (3_000_000, 6_000_000, 1_499_000))
    pearson, ffh = exact_p(table), exact_p(table, "ffh")
    assert pearson is not None and ffh is not None
    assert ffh.p == pytest.approx(pearson.p, abs=4 * pearson.error)


def test_a_tiny_group_beside_millions_is_exact() -> None:
    assert as_exact(exact_p(((1, 200_000), (2, 4_800_000)))) == pytest.approx(
        1 - (1 - 1 / 25) ** 3, abs=1e-4
    )


def test_interval_of_v() -> None:
    """Where R's package stops short, both ends still invert the noncentral chi-square."""
    from scipy.stats import ncx2

    found = pearson_chi2(((1, 3, 10, 6), (2, 3, 10, 7), (1, 6, 14, 12), (0, 1, 9, 11)))
    assert found.statistic is not None
    v = cramers_v(found.statistic, found.n, 4, 4)
    assert ncx2.cdf(found.statistic, 9, v.plain_high**2 * found.n * 3) == pytest.approx(0.025)
    assert v.plain_low == v.low == v.corrected == 0
    strong = cramers_v(8.0, 8, 2, 2)
    assert strong.plain == strong.plain_high == strong.high == 1
    for corrected, low, high in ((strong.corrected, strong.low, strong.high),):
        assert low <= corrected <= high


def test_people_needed() -> None:
    needed = people_needed(0.35, 0.8)
    assert needed is not None and needed == pytest.approx(370, rel=0.02)
    beside_587, lower = (
        people_needed(0.35, 0.8, others_per_person=587 / 127),
        people_needed(0.2, 0.8),
    )
    assert beside_587 is not None and lower is not None
    assert needed < beside_587 and needed < lower
    assert people_needed(0.0, 0.8) is None and people_needed(0.35, 1.0) is None


def test_people_needed_rule_the_gap_out_8_times_in_10() -> None:
    rng = np.random.default_rng(5)
    n = people_needed(0.35, 0.8, others_per_person=4)
    assert n is not None
    x, y = rng.binomial(n, 0.35, 500), rng.binomial(4 * n, 0.35, 500)
    low = [koopman(a, n, b, 4 * n).low for a, b in zip(x, y, strict=True)]
    assert np.mean([v is not None and v >= 0.8 for v in low]) == pytest.approx(0.8, abs=0.06)


def test_chance_of_missing() -> None:
    """The 2019 study's all-year test: a fifth lower for Black users, missed 81 in 100 times."""
    assert chance_of_missing(127, 587, 0.347, 0.8, df=4) == pytest.approx(0.81, abs=0.005)
    assert chance_of_missing(127, 587, 0.347, 1.0) == pytest.approx(0.95)
    rng = np.random.default_rng(1)
    x, y = rng.binomial(127, 0.347 * 0.8, 20_000), rng.binomial(587, 0.347, 20_000)
    pooled = (x + y) / 714
    z2 = (x / 127 - y / 587) ** 2 / (pooled * (1 - pooled) * (1 / 127 + 1 / 587))
    missed = float((z2 < 3.841459).mean())
    assert chance_of_missing(127, 587, 0.347, 0.8) == pytest.approx(missed, abs=0.015)
    # Two approximations of one thing (R's arcsine, and this): near, not equal.
    found = smallest_lower_share(127, 587, 0.347)
    assert chance_of_missing(127, 587, 0.347, found / 0.347) == pytest.approx(0.2, abs=0.05)
    assert chance_of_missing(10, 10, 0.0, 0.8) == 1.0
