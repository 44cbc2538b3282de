"""Charts and tables of what chance alone does, for a room to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.model import Chance, Check
from ips_audit.outputs import format as show
from ips_audit.outputs.charts import BLACK, NAVY, ORANGE, data, finished
from ips_audit.outputs.texttable import Column, TextTable, make_table
from ips_audit.words import trainer as words

Floats = NDArray[np.float64]
Curve = Callable[[int, float], tuple[Floats, Floats]]

HEIGHT = 220
BINS = 40
GREY = "#8A9099"


def reference_chart(check: Check, curve: Curve) -> dict[str, Any] | None:
    """Return the distribution that chi-square has when all are alike, and where it stands.

    Parameters
    ----------
    check : Check
    curve : callable
        Degrees of freedom and statistic -> values of chi-square and their density.

    Returns
    -------
    dict or None
        A Vega-Lite specification; None where the finding rests on no chi-square.
    """
    import altair as alt

    test = check.default_test
    if test is None or test.statistic is None or not test.df:
        return None
    x, y = curve(test.df, test.statistic)
    points = [{"Chi-square": float(a), "Density": float(b)} for a, b in zip(x, y, strict=True)]
    axes = {
        "x": alt.X("Chi-square:Q", title=words.REFERENCE_AXIS),
        "y": alt.Y("Density:Q", title=None, axis=None),
    }
    beyond = [p for p in points if p["Chi-square"] >= test.statistic]
    line = alt.Chart(data(points)).mark_line(color=NAVY, strokeWidth=3).encode(**axes)
    tail = alt.Chart(data(beyond)).mark_area(color=ORANGE, opacity=0.8).encode(**axes)
    return finished(alt.layer(tail, line, _mark(test.statistic)), HEIGHT)


def _mark(statistic: float) -> Any:
    """Return the rule and label that mark a statistic on an axis of chi-square."""
    import altair as alt

    label = words.STATISTIC_HERE.format(statistic=show.number(statistic))
    base = alt.Chart(data([{"Chi-square": statistic, "Label": label}]))
    rule = base.mark_rule(color=BLACK, strokeWidth=3, strokeDash=[6, 4]).encode(x="Chi-square:Q")
    text = base.mark_text(align="center", baseline="bottom", fontSize=15, color=BLACK, dy=-4)
    return alt.layer(rule, text.encode(x="Chi-square:Q", y=alt.value(0), text="Label:N"))


def reference_words(check: Check) -> str:
    """Return the reference distribution in words; empty where there is none."""
    test = check.default_test
    if test is None or test.statistic is None or not test.df or test.p is None:
        return ""
    text = words.REFERENCE.format(
        df=test.df, statistic=show.number(test.statistic), p=show.p_value(test.p)
    )
    if test.p_exact is not None:
        text += " " + words.REFERENCE_EXACT.format(p=show.p_value(test.p_exact))
    return text


def rates_chart(chance: Chance) -> dict[str, Any]:
    """Return where chance alone puts each group's rate, and where it lies in this service."""
    import altair as alt

    rows = [
        {
            "Group": show.one_line(group), "low": 100 * low, "high": 100 * high,
            "lowest": 100 * lowest, "highest": 100 * highest, "Here": 100 * here,
            "What": words.THIS_SERVICE,
        }
        for group, low, high, lowest, highest, here in zip(
            chance.groups, chance.low, chance.high, chance.lowest, chance.highest, chance.here,
            strict=True,
        )
    ]  # fmt: skip
    names = [r["Group"] for r in rows]
    y = alt.Y("Group:N", scale=alt.Scale(domain=names), sort=None, title=None)
    base = alt.Chart(data(rows)).encode(y=y)
    axis = alt.X("lowest:Q", title=words.CHANCE_AXIS, scale=alt.Scale(zero=True))
    all_of_them = base.mark_rule(color=GREY, strokeWidth=2).encode(x=axis, x2="highest:Q")
    most = base.mark_rule(color=NAVY, strokeWidth=12).encode(x="low:Q", x2="high:Q")
    here = base.mark_point(
        shape="diamond", filled=True, size=260, opacity=1, color=ORANGE, stroke=BLACK
    )
    label = words.EVERYONE_HERE.format(percent=show.percent(chance.rate))
    everyone = alt.Chart(data([{"Everyone": 100 * chance.rate, "Label": label}]))
    rule = everyone.mark_rule(color=BLACK, strokeDash=[6, 4], strokeWidth=2)
    told = everyone.mark_text(align="center", baseline="bottom", fontSize=15, color=BLACK, dy=-4)
    return finished(
        alt.layer(
            rule.encode(x="Everyone:Q"),
            told.encode(x="Everyone:Q", y=alt.value(0), text="Label:N"),
            all_of_them, most, here.encode(x="Here:Q"),
        )
    )  # fmt: skip


def statistics_chart(chance: Chance) -> dict[str, Any]:
    """Return how many draws had which chi-square, and where this service stands."""
    import altair as alt

    end = max(chance.statistic, *chance.statistics) * 1.05
    n, edges = np.histogram(chance.statistics, bins=BINS, range=(0, end))
    bars = [
        {"Chi-square": float(a), "to": float(b), "Services": int(k)}
        for a, b, k in zip(edges[:-1], edges[1:], n, strict=True)
    ]
    bar = alt.Chart(data(bars)).mark_bar(color=NAVY, stroke="white")
    drawn = bar.encode(
        x=alt.X("Chi-square:Q", title=words.REFERENCE_AXIS, bin="binned"),
        x2="to:Q",
        y=alt.Y("Services:Q", title=words.SERVICES_AXIS),
    )
    return finished(alt.layer(drawn, _mark(chance.statistic)), HEIGHT)


def chance_table(chance: Chance) -> TextTable:
    """Return the numbers behind the chart of rates."""
    kinds = ("text", "count", "pc", "pc span")
    columns = [Column(h, k) for h, k in zip(words.CHANCE_COLUMNS, kinds, strict=True)]
    rows = [
        (group, of, 100 * here, (100 * low, 100 * high))
        for group, of, here, low, high in zip(
            chance.groups, chance.of, chance.here, chance.low, chance.high, strict=True
        )
    ]
    return make_table(words.CHANCE_TITLE.format(draws=chance.draws), columns, rows)


def rules_table(chance: Chance) -> TextTable:
    """Return how often each rule accuses a service that treats everyone alike."""
    columns = [Column(h, k) for h, k in zip(words.RULE_COLUMNS, ("text", "pc"), strict=True)]
    rows = [
        (words.RULE_FOUR_FIFTHS, 100 * chance.four_fifths),
        (words.RULE_LARGE_GAP, 100 * chance.large_gap),
        (words.RULE_THIS, 100 * chance.said_lower),
    ]
    return make_table(words.RULES, columns, rows, (words.RULE_NOTE,))


def chance_words(chance: Chance) -> str:
    """Say where this service lies among the services drawn."""
    return words.WHERE_IT_LIES.format(
        n=f"{round(chance.beyond * chance.draws):,}", draws=f"{chance.draws:,}",
        statistic=show.number(chance.statistic),
    )  # fmt: skip


def chance_alt_text(chance: Chance) -> str:
    """Return the chart of rates in words."""
    parts = [
        f"{show.one_line(group)} {show.percent(here)}, by chance {show.percent_span(low, high)}"
        for group, here, low, high in zip(
            chance.groups, chance.here, chance.low, chance.high, strict=True
        )
    ]
    return f"{words.CHANCE_TITLE.format(draws=chance.draws)}. {'; '.join(parts)}."
