"""The regression and the shares that follow from it, against R and what must hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ips_audit.analysis import logistic
from ips_audit.analysis.intervals import Estimate
from ips_audit.analysis.logistic import Design, Fit, chance, design, firth
from ips_audit.analysis.standardised import standardise

DATA = Path(__file__).parents[1] / "data"
CASES = json.loads((DATA / "adjusted_cases.json").read_text(encoding="utf-8"))
THEIRS = json.loads((DATA / "adjusted_oracle.json").read_text(encoding="utf-8"))["cases"]


def fitted(case: dict[str, Any]) -> tuple[Design, Fit]:
    codes = [np.array(c) for c in case["codes"]]
    x = design(codes, [int(c.max()) + 1 for c in codes])
    assert x is not None
    return x, firth(x, case["events"], case["trials"])


def test_every_case_was_put_to_r() -> None:
    assert [c["name"] for c in CASES] == [c["name"] for c in THEIRS]
    assert len(CASES) >= 10


@pytest.mark.parametrize("i", range(len(CASES)), ids=[c["name"] for c in CASES])
def test_agrees_with_r(i: int) -> None:
    case, theirs = CASES[i], THEIRS[i]
    x, fit = fitted(case)
    assert fit.converged and x.size == theirs["rank"]
    assert fit.coefficients == pytest.approx(theirs["coefficients"], abs=1e-8)
    errors = np.sqrt(np.diag(fit.covariance))
    assert errors == pytest.approx(theirs["errors"], rel=1e-8)
    ours = standardise(x, fit, case["trials"])
    assert len(ours) == len(theirs["groups"])
    for g, r in zip(ours, theirs["groups"], strict=True):
        share, ratio = g.share, g.ratio
        said = (share.value, share.low, share.high, ratio.value, ratio.low, ratio.high)
        assert said == pytest.approx(list(r.values()), rel=1e-8)


def test_chances_add_up_to_the_events() -> None:
    for case in CASES:
        x, fit = fitted(case)
        n = np.array(case["trials"])
        total = float(n @ chance(x.predictor(fit.coefficients)))
        assert total == pytest.approx(sum(case["events"]), rel=1e-9), case["name"]


def test_with_nothing_to_adjust_for_the_ratio_is_the_plain_one() -> None:
    """In large groups the correction is nothing, and one level is nothing to adjust for."""
    codes, events, trials = np.arange(3), np.array((3e6, 5e6, 2e6)), np.full(3, 1e7)
    x = design([codes, np.zeros(3, dtype=int)], [3, 1])
    assert x is not None
    found = standardise(x, firth(x, events, trials), trials)
    shares = [g.share.value for g in found]
    assert shares == pytest.approx([0.3, 0.5, 0.2], rel=1e-6)
    assert found[0].ratio.value == pytest.approx(0.3 / 0.35, rel=1e-6)
    assert found[2].ratio.value == pytest.approx(0.2 / 0.4, rel=1e-6)


def test_a_difference_between_services_only_disappears() -> None:
    """Two services with their own rate; the groups differ in where they are, and else alike."""
    group, service = np.array((0, 0, 1, 1)), np.array((0, 1, 0, 1))
    of = np.array((8000.0, 2000.0, 2000.0, 8000.0))
    x = design([group, service], [2, 2])
    assert x is not None
    a, b = standardise(x, firth(x, of * np.array((0.6, 0.2, 0.6, 0.2)), of), of)
    assert a.share.value == pytest.approx(0.4, abs=1e-3)
    assert a.ratio.value == pytest.approx(1.0, abs=1e-3)
    assert holds(a.ratio, 1.0) and holds(b.ratio, 1.0)


def holds(e: Estimate, value: float) -> bool:
    assert e.low is not None and e.high is not None
    return e.low < value < e.high


def test_a_group_that_is_a_service_cannot_be_told_from_it() -> None:
    group = np.array((0, 0, 1, 2))
    assert design([group, np.array((0, 1, 0, 2))], [3, 3]) is None
    assert design([group, np.array((0, 1, 0, 1))], [3, 2]) is not None


def test_columns_that_others_add_up_to_change_nothing() -> None:
    case = CASES[0]
    codes = [np.array(c) for c in case["codes"]]
    levels = [int(c.max()) + 1 for c in codes]
    once, twice = design(codes, levels), design([*codes, codes[1]], [*levels, levels[1]])
    assert once is not None and twice is not None and once.size == twice.size
    shares = [
        [g.share.value for g in standardise(x, firth(x, case["events"], case["trials"]),
                                            case["trials"])]
        for x in (once, twice)
    ]  # fmt: skip
    assert shares[0] == pytest.approx(shares[1], rel=1e-9)


def test_rows_of_one_person_count_like_rows_of_many() -> None:
    rng = np.random.default_rng(3)
    codes = [rng.integers(0, n, 400) for n in (3, 2, 4)]
    event = rng.random(400) < 0.3
    x = design(codes, [3, 2, 4])
    assert x is not None
    flat = np.ravel_multi_index(codes, (3, 2, 4))
    _, first, at = np.unique(flat, return_index=True, return_inverse=True)
    together = design([c[first] for c in codes], [3, 2, 4])
    assert together is not None
    one = firth(x, event, np.ones(400))
    many = firth(together, np.bincount(at, event), np.bincount(at))
    assert one.coefficients == pytest.approx(many.coefficients, abs=1e-9)
    assert one.covariance == pytest.approx(many.covariance, rel=1e-8, abs=1e-12)


def test_it_settles_where_millions_are_separated() -> None:
    """Nobody of millions in one part, everybody in another: coefficients are large, not endless."""
    codes = [np.array((0, 0, 1, 1, 2, 2)), np.array((0, 1, 0, 1, 0, 1))]
    x = design(codes, [3, 2])
    assert x is not None
    of = np.array((1e6, 9e5, 8e5, 9e5, 7e5, 1e6))
    fit = firth(x, np.array((0.0, 9e5, 0.0, 9e5, 7e5, 1e6)), of)
    assert fit.converged and np.abs(fit.coefficients).max() < 100
    shares = [g.share.value for g in standardise(x, fit, of)]
    assert shares[2] is not None and shares[2] > 0.999
    assert shares[0] == pytest.approx(2.8e6 / 5.3e6, abs=0.01)


def test_a_search_that_does_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logistic, "MOST_STEPS", 2)
    assert not fitted(CASES[0])[1].converged
