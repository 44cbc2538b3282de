"""Share-safe comparisons allow for noise: what moving and rounding make is not found."""

from __future__ import annotations

import numpy as np
import pytest

from ips_audit.analysis.checks import Scope
from ips_audit.analysis.chi_square import pearson_chi2
from ips_audit.disclosure.carried import LOWER, ShownTable, check_of
from ips_audit.disclosure.counts import Shown
from ips_audit.disclosure.noise import Noise
from ips_audit.disclosure.rules import NHS_ENGLAND, NONE_HIDDEN
from ips_audit.disclosure.widened import inflation, of_table, widened_p
from ips_audit.model import ETHNIC_GROUP, Check, GroupFinding, GroupResult, NameOfTest

GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
Counts = dict[str, tuple[int, int]]
# Jobs of people who had time for one, in a real service's size: p is 0.88.
ALIKE = dict(zip(GROUPS, ((34, 66), (11, 20), (7, 11), (6, 9), (5, 9)), strict=True))
# A service of a thousand in which one group is far behind.
APART = dict(zip(GROUPS, ((250, 600), (80, 190), (30, 160), (25, 60), (30, 70)), strict=True))


def shown(counts: Counts, secret: int, reference: str | None = None) -> Check:
    """Return the share-safe check of counts under a secret."""
    noise, rule = Noise(secret.to_bytes(32, "big")), NHS_ENGLAND

    def side(i: int) -> Shown:
        moved = {g: noise.number(c[i], (g, str(i))) for g, c in counts.items()}
        known = noise.number(sum(c[i] for c in counts.values()), ("all", str(i)))
        return Shown({g: rule.shown(n) for g, n in moved.items()}, None, rule.shown(known))

    table = ShownTable(side(0), side(1), NameOfTest.INDEPENDENCE)
    return check_of(Scope("S", ETHNIC_GROUP, reference=reference), table, 0.8, rule)


def test_no_group_of_a_small_service_is_lower_because_counts_were_moved() -> None:
    checks = [shown(ALIKE, secret) for secret in range(300)]
    assert not [g for c in checks for g in c.groups if g.finding in LOWER]
    tests = [c.default_test for c in checks]
    assert all(t is not None and (t.p is None or t.p > 0.05) for t in tests)


def test_a_group_far_behind_is_still_lower() -> None:
    checks = [shown(APART, secret) for secret in range(100)]
    found = [{g.group for g in c.groups if g.finding in LOWER} for c in checks]
    assert sum(f == {"Black"} for f in found) >= 95
    assert all(f <= {"Black"} for f in found)


def test_a_reference_group_is_compared_with_nobody() -> None:
    groups = {g.group: g for g in shown(APART, 1, "White").groups}
    white, black = groups["White"], groups["Black"]
    compared = (white.ratio, white.ratio_low, white.ratio_high, white.difference_low, white.p)
    assert compared == (None,) * 5 and white.finding is None
    assert white.low is not None and white.high is not None
    assert black.finding in LOWER and black.ratio_high is not None and black.ratio_high < 1


def test_where_nothing_is_moved_ranges_are_those_of_the_counts() -> None:
    assert inflation((10, 40), (60, 150), 4, NameOfTest.INDEPENDENCE, 0.0) == 1.0
    assert widened_p(0.03, 1.0) == pytest.approx(0.03)
    assert widened_p(None, 2.0) is None
    assert (widened_p(0.03, 2.0) or 0) > 0.1


@pytest.mark.parametrize("sizes", [(66, 49), (20, 95), (600, 480), (40, 3000)])
@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_a_difference_varies_as_much_as_is_said(sizes: tuple[int, int], rate: float) -> None:
    random, error = np.random.default_rng(5), NHS_ENGLAND.error
    n, m = sizes
    x = random.binomial(n, rate, 40_000) + random.normal(0, error, 40_000)
    y = random.binomial(m, rate, 40_000) + random.normal(0, error, 40_000)
    of_n, of_m = (s + random.normal(0, error, 40_000) for s in sizes)
    varies = float(np.var(x / of_n - y / of_m))
    alone = rate * (1 - rate) * (1 / n + 1 / m)
    said = inflation((round(n * rate), n), (round(m * rate), m), 1,
                     NameOfTest.INDEPENDENCE, error)  # fmt: skip
    # What is said also holds for others that are a total less the group: it may be more.
    assert 0.95 * varies / alone < said < 3 * varies / alone


def test_the_chi_square_of_a_table_grows_as_much_as_is_said() -> None:
    random, error, rate = np.random.default_rng(6), NHS_ENGLAND.error, 0.4
    sizes = np.array([120, 80, 60, 50])
    grown = []
    for _ in range(4_000):
        x = np.clip(random.binomial(sizes, rate) + random.normal(0, error, 4), 1, None)
        of = np.maximum(sizes + random.normal(0, error, 4), x + 1)
        grown.append(pearson_chi2(np.vstack((x, of - x))).statistic)
    rows = [GroupResult(str(i), round(n * rate), int(n)) for i, n in enumerate(sizes)]
    times = [
        inflation((r.n or 0, r.of or 0), (124 - (r.n or 0), 310 - (r.of or 0)), 3,
                  NameOfTest.INDEPENDENCE, error)
        for r in rows
    ]  # fmt: skip
    really = float(np.mean(np.array(grown, dtype=float))) / 3
    assert really > 1.15
    assert 0.95 * really < of_table(rows, times) < 1.5 * really


def test_a_rule_that_rounds_less_widens_less() -> None:
    pair = ((34, 66), (29, 49), 4, NameOfTest.INDEPENDENCE)
    assert inflation(*pair, NONE_HIDDEN.error) < inflation(*pair, NHS_ENGLAND.error)


def test_a_withheld_test_says_why() -> None:
    check = shown(ALIKE, 3)
    assert check.default_test is not None and check.default_test.statistic is None
    assert "alone can make these counts differ" in check.default_test.note
    assert {g.finding for g in check.groups} <= {
        GroupFinding.CANNOT_TELL, GroupFinding.WITHHELD, GroupFinding.TOO_FEW, GroupFinding.NO_GAP,
    }  # fmt: skip
