"""The steps of an interval come to the report's own numbers."""

from __future__ import annotations

import pytest

from ips_audit.analysis.arithmetic import sums_of
from ips_audit.analysis.checks import GroupTable, Scope, access_check, outcome_check
from ips_audit.model import (
    ETHNIC_GROUP,
    Check,
    NameOfTest,
)

NAMES = ("White", "Asian", "Black", "Mixed", "Other")
N, OF = (47, 35, 23, 15, 21), (134, 77, 64, 38, 52)


def outcome(n: tuple[int, ...] = N, reference: str | None = None) -> Check:
    return outcome_check(
        Scope("S", ETHNIC_GROUP, reference=reference), GroupTable(NAMES, n, OF), 0.8
    )  # fmt: skip


@pytest.mark.parametrize("reference", [None, "Asian"])
def test_steps_come_to_the_reports_intervals(reference: str | None) -> None:
    check = outcome(reference=reference)
    for g in check.groups:
        worked = sums_of(check, g.group)
        if g.group == reference:
            assert worked is None
            continue
        assert worked is not None and worked.low is not None and worked.high is not None
        assert worked.rate == (g.share, g.low, g.high)
        assert worked.difference == (g.difference, g.difference_low, g.difference_high)
        assert (worked.ratio, worked.low.ratio, worked.high.ratio) == (
            g.ratio, g.ratio_low, g.ratio_high,
        )  # fmt: skip
        for end in (worked.low, worked.high):
            assert end.chi_square == pytest.approx(worked.z**2, rel=1e-9)
            assert end.rate / end.others_rate == pytest.approx(end.ratio)
        middle = (worked.x + worked.z**2 / 2) / (worked.n + worked.z**2)
        assert middle == pytest.approx((worked.rate[1] + worked.rate[2]) / 2)


def test_an_end_at_zero_has_no_fitted_rates() -> None:
    worked = sums_of(outcome((0, 35, 23, 15, 21)), "White")
    assert worked is not None
    assert worked.low is None and worked.high is not None and worked.ratio == 0


def test_shares_and_unknown_groups_have_no_steps() -> None:
    shares = access_check(
        Scope("S", ETHNIC_GROUP), GroupTable(NAMES, N, OF), 0.8, NameOfTest.GOODNESS_OF_FIT
    )  # fmt: skip
    assert sums_of(shares, "White") is None
    assert sums_of(outcome(), "Elsewhere") is None


def test_the_whiteboard_shows_the_same_numbers() -> None:
    from ips_audit.ui.results.working import whiteboard

    check = outcome()
    worked = sums_of(check, "Black")
    assert worked is not None
    text = whiteboard(worked, "everyone else")
    black = check.groups[2]
    assert f"= {black.low:.4f} to {black.high:.4f}" in text
    assert f"lower = d − √((p₁ − l₁)² + (u₂ − p₂)²) = {black.difference_low:+.4f}" in text
    assert f"lower end {black.ratio_low:.4f}:" in text
    assert text.count("= 3.841") == 3  # z², and each end comes to it
    middle, half = (float(x.split(" = ")[-1]) for x in text.splitlines()[4:6])
    assert middle - half == pytest.approx(black.low, abs=1e-4)
