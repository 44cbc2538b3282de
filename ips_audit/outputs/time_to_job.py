"""Time to a job: a chart of the share in work by month, and people at risk below it."""

from __future__ import annotations

from typing import Any

from ips_audit.model import TimeToJob
from ips_audit.model.thresholds import FEWEST_PEOPLE
from ips_audit.outputs import format as show
from ips_audit.outputs.charts import NAVY, ORANGE, data, finished
from ips_audit.outputs.texttable import Column, TextTable, make_table
from ips_audit.words import findings
from ips_audit.words import outputs as words

# Told apart by dash as well as by colour, for prints in black and white.
COLOURS = (NAVY, ORANGE, "#28A197", "#801650", "#3D3D3D")
DASHES = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [14, 4])


def time_tables(t: TimeToJob) -> tuple[TextTable, TextTable]:
    """Return percent in work by month, and people still waiting and still followed.

    Parameters
    ----------
    t : TimeToJob

    Returns
    -------
    (TextTable, TextTable)
    """
    title = words.TIME.format(dimension=t.dimension, service=t.service)
    first = Column(words.TIME_MONTH, "count")
    shares = make_table(
        title,
        (first, *(Column(f"{g.group} (%)", "pc") for g in t.groups)),
        [(m, *(100 * g.share[i] for g in t.groups)) for i, m in enumerate(t.months)],
        _notes(t),
    )
    waiting = make_table(
        words.AT_RISK.format(service=t.service),
        (first, *(Column(g.group, "count") for g in t.groups)),
        [(m, *(g.at_risk[i] for g in t.groups)) for i, m in enumerate(t.months)],
    )
    return shares, waiting


def _notes(t: TimeToJob) -> tuple[str, ...]:
    """Say what the curves are, the test, and who is not in them."""
    notes = [findings.TIME_SCOPE]
    if t.statistic is not None:
        notes.append(
            words.TIME_TEST.format(
                statistic=show.number(t.statistic), df=show.count(t.df), p=show.p_text(t.p)
            )
        )
    if t.without_date:
        notes.append(findings.WITHOUT_DATE.format(n=findings.people(t.without_date)))
    return tuple(notes)


def time_chart(t: TimeToJob) -> dict[str, Any] | None:
    """Return steps of the share in work by month; None where no group is large enough.

    Parameters
    ----------
    t : TimeToJob

    Returns
    -------
    dict or None
        A Vega-Lite specification.
    """
    import altair as alt

    groups = [g for g in t.groups if g.people >= FEWEST_PEOPLE]
    rows = [
        {"Group": show.one_line(g.group), "Month": m, "Percent": round(100 * share, 1)}
        for g in groups
        for m, share in zip(t.months, g.share, strict=True)
    ]
    if not rows or len(t.months) < 2:
        return None
    names = [show.one_line(g.group) for g in groups]
    legend = alt.Legend(title=None, orient="top", columns=3, symbolStrokeWidth=3, labelLimit=260)
    k = len(names)
    colours = alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(k)])
    dashes = alt.Scale(domain=names, range=[DASHES[i % len(DASHES)] for i in range(k)])
    chart = (
        alt.Chart(data(rows))
        .mark_line(interpolate="step-after", strokeWidth=3)
        .encode(
            x=alt.X("Month:Q", title=words.TIME_AXES[0], axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("Percent:Q", title=words.TIME_AXES[1], scale=alt.Scale(zero=True)),
            color=alt.Color("Group:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("Group:N", scale=dashes, legend=legend),
            tooltip=["Group:N", "Month:Q", "Percent:Q"],
        )
    )
    return finished(chart, height=320)


def time_alt_text(t: TimeToJob) -> str:
    """Return the chart in words: the share in work by the last month of each group."""
    parts = [
        f"{show.one_line(g.group)} {show.percent(g.share[-1])}"
        for g in t.groups
        if g.people >= FEWEST_PEOPLE
    ]
    title = words.TIME.format(dimension=t.dimension, service=t.service)
    return f"{title}. By month {t.months[-1]}: {'; '.join(parts)}."
