"""The simulation of people alike in other ways: what it draws, counts and refuses."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import adjusted


def test_the_truth_is_that_of_the_people_drawn() -> None:
    table, shares, ratios = adjusted.draw(np.random.default_rng(1), 50_000, 0.35, 1.0)
    assert shares == pytest.approx(np.full(5, table.events.mean()), abs=0.01)
    assert ratios == pytest.approx(np.ones(5))
    _, shares, ratios = adjusted.draw(np.random.default_rng(1), 50_000, 0.35, 0.5)
    assert ratios[adjusted.AFFECTED] < 0.8
    others = [x for i, x in enumerate(shares) if i != adjusted.AFFECTED]
    assert others == pytest.approx([others[0]] * 4)


def test_it_prints_a_table_and_says_whether_ranges_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adjusted, "SETTINGS", ((300, 0.35, 0.5),))
    assert adjusted.main(["--draws", "30"]) == 0
    assert "| 300 | 35% | × 0.5 | 100 |" in capsys.readouterr().out
    monkeypatch.setattr(adjusted, "table", lambda rows: "")
    monkeypatch.setattr(adjusted, "LEAST", 1.5)
    assert adjusted.main(["--draws", "4"]) == 1
