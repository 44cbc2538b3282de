"""A gap of the margin is ruled out wrongly at most 2.5 times in 100."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from ips_audit.analysis.findings import group_finding
from ips_audit.analysis.group_comparisons import compare_rates
from ips_audit.analysis.intervals import koopman, margin_p
from ips_audit.model import GroupFinding


def wrongly_ruled_out(n1: int, n2: int, rate: float, how: str) -> float:
    """Add up the chances of every outcome that would rule out a gap exactly at the margin."""
    total = 0.0
    chance1, chance2 = binom.pmf(range(n1 + 1), n1, 0.8 * rate), binom.pmf(range(n2 + 1), n2, rate)
    for x1 in np.flatnonzero(chance1 > 1e-6):
        for x2 in np.flatnonzero(chance2 > 1e-6):
            if how == "skewness":
                p = margin_p(x1, n1, x2, n2, 0.8)
                said = p is not None and p < 0.025
            else:
                low = koopman(x1, n1, x2, n2).low
                said = low is not None and low >= 0.8
            total += chance1[x1] * chance2[x2] * said
    return float(total)


@pytest.mark.parametrize(
    ("n1", "n2", "rate"),
    [(70, 574, 0.0776), (75, 569, 0.0776), (33, 367, 0.347), (59, 655, 0.347), (19, 31, 0.347)],
)
def test_wrongly_ruled_out_at_most_a_fortieth(n1: int, n2: int, rate: float) -> None:
    assert wrongly_ruled_out(n1, n2, rate, "skewness") <= 0.0258


def test_koopmans_range_alone_would_be_wrong_more_often() -> None:
    assert wrongly_ruled_out(70, 574, 0.0776, "Koopman") > 0.03


def test_the_finding_needs_both() -> None:
    rows = compare_rates(("A", "B"), (400, 420), (1000, 1000), 0.8)
    assert rows[0].finding is GroupFinding.NO_GAP
    assert rows[0].p_margin is not None and rows[0].p_margin < 0.025
    assert group_finding(replace(rows[0], p_margin=0.03), 0.8) is GroupFinding.CANNOT_TELL


@pytest.mark.parametrize("counts", [(0, 0, 5, 10), (5, 10, 0, 0), (0, 10, 0, 10)])
def test_nothing_to_compare(counts: tuple[int, int, int, int]) -> None:
    assert margin_p(*counts, 0.8) is None


def test_everybody_and_nobody() -> None:
    assert margin_p(10, 10, 0, 10, 0.8) == pytest.approx(0, abs=0.001)
    p = margin_p(0, 10, 10, 10, 0.8)
    assert p is not None and p > 0.99
    both = margin_p(30, 30, 30, 30, 0.8)
    assert both is not None and 0 <= both < 0.05
