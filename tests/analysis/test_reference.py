"""Groups compared with a chosen group instead of everyone else."""

from __future__ import annotations

import numpy as np
import pytest

from ips_audit.analysis.checks import GroupTable, Scope, access_check, outcome_check
from ips_audit.analysis.chi_square import holm, pearson_chi2
from ips_audit.analysis.group_comparisons import compare_rates
from ips_audit.analysis.intervals import koopman, newcombe
from ips_audit.model import (
    ETHNIC_GROUP,
    Finding,
    NameOfTest,
)

NAMES = ("White", "Asian", "Black", "Mixed", "Other")
N, OF = (47, 35, 23, 15, 21), (134, 77, 64, 38, 52)


def test_each_group_meets_the_chosen_one() -> None:
    rows = compare_rates(NAMES, N, OF, 0.8, reference="Asian")
    assert rows[1].finding is None and rows[1].ratio is None and rows[1].p is None
    p = []
    for i in (0, 2, 3, 4):
        pair = pearson_chi2(((N[i], N[1]), (OF[i] - N[i], OF[1] - N[1])))
        ratio, gap = koopman(N[i], OF[i], 35, 77), newcombe(N[i], OF[i], 35, 77)
        assert rows[i].adjusted_residual is not None and pair.statistic is not None
        assert rows[i].adjusted_residual ** 2 == pytest.approx(pair.statistic)  # type: ignore[operator]
        assert (rows[i].ratio, rows[i].ratio_low, rows[i].ratio_high) == (
            ratio.value, ratio.low, ratio.high,
        )  # fmt: skip
        assert (rows[i].difference, rows[i].difference_low) == (gap.value, gap.low)
        p.append(pair.p)
    assert [rows[i].p_holm for i in (0, 2, 3, 4)] == pytest.approx(list(holm(np.array(p))))


def test_everyone_else_is_the_default_and_is_the_adjusted_residual() -> None:
    rows = compare_rates(NAMES, N, OF, 0.8)
    n, of = np.array(N), np.array(OF)
    everyone = n.sum() / of.sum()
    expected = of * everyone
    spread = np.sqrt(expected * (1 - everyone) * (1 - of / of.sum()))
    assert [r.adjusted_residual for r in rows] == pytest.approx(list((n - expected) / spread))


def test_a_check_says_whom_it_compares_with() -> None:
    check = outcome_check(
        Scope("S", ETHNIC_GROUP, reference="Asian"),
        GroupTable(NAMES, (10, 60, 23, 15, 21), OF),
        0.8,
    )
    assert check.reference == "Asian" and check.finding is Finding.GAP
    assert any("of the group Asian" in s for s in check.sentences)
    assert not any("everyone else" in s for s in check.sentences)
    assert any("compare with the group “Asian”" in w for w in check.warnings)


def test_a_group_that_is_not_there_is_no_reference() -> None:
    check = outcome_check(
        Scope("S", ETHNIC_GROUP, reference="Elsewhere"), GroupTable(NAMES, N, OF), 0.8
    )  # fmt: skip
    assert check.reference is None
    assert all(g.finding is not None for g in check.groups)


def test_shares_of_a_whole_say_that_they_have_no_reference() -> None:
    check = access_check(
        Scope("S", ETHNIC_GROUP, reference="Asian"),
        GroupTable(NAMES, N, OF),
        0.8,
        NameOfTest.GOODNESS_OF_FIT,
    )  # fmt: skip
    assert check.reference is None
    assert any("Asian" in w and "could not" in w for w in check.warnings)
