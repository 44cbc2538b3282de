"""The path of a story against R, which reads the same file and works all of it out on its own."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from samples import ROOT

import ips_audit
from ips_audit.model import PathResult

STORY = ROOT / "sample_data" / "stories" / "accepted-less-often"
R: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "path_r.json").read_text("utf-8"))
NEAR = 1e-9


@cache
def ours() -> PathResult:
    return ips_audit.audit(STORY / "service.csv", STORY / "caseload.csv").path().result


def test_both_follow_people_up_to_the_same_day() -> None:
    assert str(ours().followed_to) == R["followed_to"]


@pytest.mark.parametrize("name", R["steps"])
def test_a_step_agrees_with_r(name: str) -> None:
    r = R["steps"][name]
    step = next(s for s in ours().steps if s.step == name)
    groups = step.check.groups
    assert [g.group for g in groups] == R["groups"]
    assert ([g.n for g in groups], [g.of for g in groups]) == (r["n"], r["of"])
    assert [g.came for g in step.groups] == r["came"]
    assert [g.not_yet for g in step.groups] == r["not_yet"]
    for field in ("share", "low", "high"):
        assert [getattr(g, field) for g in groups] == pytest.approx(r[field], abs=NEAR), field
    assert [g.adjusted_residual for g in groups] == pytest.approx(r["residuals"], abs=NEAR)
    assert [g.reach for g in step.groups] == pytest.approx(r["reach"], abs=NEAR)
    test = step.check.default_test
    assert test is not None
    assert (test.statistic, test.p) == pytest.approx((r["chi_square"], r["p"]), abs=NEAR)
