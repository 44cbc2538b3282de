"""The simulation of paths asks the tool's own functions, and tells rates above their bound."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.path_error_rates import GROUPS, counts, main, named
from ips_audit.model import PathStep

LARGE = (2000, 1000, 1000, 500, 500)


def test_nobody_takes_a_step_without_the_one_before() -> None:
    steps = counts(np.random.default_rng(1), LARGE, 1.0)
    for before, after in pairwise(steps):
        assert all(after.of[g] <= before.took[g] for g in GROUPS)
    assert all(s.took[g] <= s.of[g] for s in steps for g in GROUPS)


def test_a_large_gap_is_named_at_its_step() -> None:
    assert (PathStep.ACCEPTED, "Black") in named(LARGE, 0.6, 1)


def test_it_prints_a_table_and_says_whether_the_bound_holds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.path_error_rates.SIZES", (100,))
    assert main(["--draws", "10"]) in (0, 1)  # too few draws to decide
    printed = capsys.readouterr().out
    assert "| 100 |" in printed and "of 1 rows above 5%" in printed
