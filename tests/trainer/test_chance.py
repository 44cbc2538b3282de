"""What chance alone does: the same for a room each time, and right."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from results_pages import go
from scipy.stats import chi2
from test_scenario import report
from test_stories import opened, toggle

from ips_audit.analysis.chance import (
    FOUR_FIFTHS,
    LOWER,
    chance_alone,
    density,
    four_fifths,
    large_gap,
)
from ips_audit.analysis.group_comparisons import compare_rates
from ips_audit.model import (
    ETHNIC_GROUP,
    Check,
)
from ips_audit.outputs.chance import (
    chance_table,
    rates_chart,
    reference_chart,
    reference_words,
    rules_table,
    statistics_chart,
)
from ips_audit.words import trainer


def check(slug: str, question: str = "outcome") -> Check:
    return next(
        c for c in report(slug).headline
        if c.question == question and c.dimension == ETHNIC_GROUP
    )  # fmt: skip


@pytest.mark.parametrize("df, statistic", [(1, 3.8), (4, 9.5), (4, 60.0)])
def test_the_curve_is_the_reference_distribution(df: int, statistic: float) -> None:
    x, y = density(df, statistic, 4000)
    assert statistic in x
    np.testing.assert_allclose(y, chi2.pdf(x, df), atol=1e-15)
    tail = np.trapezoid(y[x >= statistic], x[x >= statistic])
    end = float(chi2.sf(x[-1], df))
    assert tail + end == pytest.approx(float(chi2.sf(statistic, df)), abs=1e-4)


def test_the_mark_stands_at_the_statistic_of_the_test() -> None:
    harbour = check("one-group-not-reached", "access")
    spec, test = reference_chart(harbour, density), harbour.default_test
    assert spec is not None and test is not None and test.statistic is not None
    rule, text = spec["layer"][2]["layer"]
    marks = spec["layer"][2].get("data") or rule["data"]
    assert [row["Chi-square"] for row in marks["values"]] == [test.statistic]
    assert text["encoding"]["text"]["field"] == "Label"
    shaded = [row["Chi-square"] for row in spec["layer"][0]["data"]["values"]]
    assert min(shaded) == test.statistic
    assert f"{test.statistic:.2f}" in reference_words(harbour)


def test_small_expected_counts_send_to_the_exact_p() -> None:
    assert "exact" in reference_words(check("too-small-to-tell"))


def test_the_same_services_are_drawn_twice_and_others_with_another_seed() -> None:
    castle = check("ethnicity-unknown-for-a-third")
    one, two, other = (chance_alone(castle, 0.8, 30, seed) for seed in (1, 1, 2))
    assert one == two
    assert one is not None and other is not None and one.statistics != other.statistics


def test_luck_is_what_it_should_be() -> None:
    found = chance_alone(check("outcomes-differ"), 0.8, 300)
    assert found is not None
    assert found.beyond <= 0.01  # chi-square of this story is far out
    share = np.mean(np.array(found.statistics) > chi2.ppf(0.9, 4))
    assert share == pytest.approx(0.1, abs=0.06)
    assert found.four_fifths > 0.5 > 0.06 > found.said_lower
    black = found.groups.index("Black/Black British")
    assert found.here[black] < found.low[black] < found.rate < found.high[black]


def test_the_short_way_says_what_the_tool_says() -> None:
    mixed = check("outcomes-differ")
    few = [dataclasses.replace(g, n=(g.n or 0) // 3, of=(g.of or 0) // 3) for g in mixed.groups]
    small = dataclasses.replace(mixed, groups=tuple(few))
    found = chance_alone(small, 0.8, 200, 5)
    assert found is not None
    x = np.random.default_rng(5).binomial(found.of, found.rate, size=(200, 5))
    slow = [
        any(g.finding in LOWER for g in compare_rates(found.groups, row, found.of, 0.8))
        for row in x.tolist()
    ]
    assert found.said_lower == np.mean(slow) > 0


def test_rules_are_counted_as_they_are_named() -> None:
    x = np.array([[50, 40, 41], [50, 39, 50], [10, 10, 20]])
    assert four_fifths(x, (100, 100, 100)).any(axis=1).tolist() == [False, True, True]
    assert large_gap(x, (100, 100, 100)).tolist() == [True, True, True]
    assert large_gap(np.array([[50, 41]]), (100, 100)).tolist() == [False]
    assert FOUR_FIFTHS == 0.8


def test_nothing_is_drawn_where_nobody_did() -> None:
    nobody = dataclasses.replace(
        check("outcomes-differ"),
        tests=(),
    )
    assert chance_alone(nobody, 0.8, 5) is None


def test_tables_and_charts_hold_the_draws() -> None:
    found = chance_alone(check("outcomes-differ"), 0.8, 40)
    assert found is not None
    assert [r[0] for r in chance_table(found).rows] == list(found.groups)
    assert rules_table(found).values[0][1] == 100 * found.four_fifths
    bars = statistics_chart(found)["layer"][0]["data"]["values"]
    assert sum(b["Services"] for b in bars) == found.draws
    diamonds = rates_chart(found)["layer"][-1]["data"]["values"]
    assert [d["Here"] for d in diamonds] == [100 * h for h in found.here]


def test_the_room_sees_chance_alone() -> None:
    app = toggle(opened(story="too-small-to-tell"), trainer.HIDE, False)
    go(app, "chance")
    rules = next(t.value for t in app.table if "Rule" in t.value.columns).set_index("Rule")
    assert len(rules) == 3
    assert len(app.get("vega_lite_chart")) == 2
    assert trainer.RULE_NOTE in [c.value.replace("\\", "") for c in app.caption]
