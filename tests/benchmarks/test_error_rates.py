"""The simulation of error rates: what it draws, counts and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.error_rates import MIXES, draw, findings, four_fifths, main
from ips_audit.analysis.group_comparisons import compare_rates


def test_a_service_of_the_studys_size_has_the_studys_people() -> None:
    jobs, access = MIXES
    assert jobs.scaled(714) == (278, 191, 127, 59, 59)
    assert access.scaled(714) == (3674, 1963, 1069, 997, 1502)
    assert sum(jobs.scaled(2000)) == pytest.approx(2000, abs=3)


def test_draws_have_the_true_rates() -> None:
    x = draw(MIXES[0], (1000,) * 5, 2, 0.6, 2000, 1)
    rates = x.mean(axis=0) / 1000
    assert rates[0] == pytest.approx(MIXES[0].rate, abs=0.005)
    assert rates[2] == pytest.approx(0.6 * MIXES[0].rate, abs=0.005)


def test_four_fifths_is_of_the_highest_rate() -> None:
    flagged = four_fifths(np.array([[50, 39, 41, 50, 50]]), (100,) * 5)
    assert flagged.tolist() == [[False, True, False, False, False]]


def test_it_asks_the_tools_own_functions() -> None:
    counts, of = (10, 60, 40, 20, 20), (134, 127, 64, 38, 52)
    rows = compare_rates(("White", "Asian", "Black", "Mixed", "Other"), counts, of, 0.8)
    assert findings(counts, of) == tuple(g.finding for g in rows)


def test_it_prints_a_table_and_says_whether_bounds_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.error_rates.SIZES", (50,))
    out = tmp_path / "rows.json"
    assert main(["--draws", "40", "--json", str(out)]) in (0, 1)  # too few draws to decide
    printed = capsys.readouterr().out
    assert "| jobs | 50 |" in printed and "of 2 rows above" in printed
    assert len(json.loads(out.read_text(encoding="utf-8"))) == 2
