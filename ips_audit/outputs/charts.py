"""Charts as finished Vega-Lite specifications; readable in black and white."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from ips_audit.model import Check, GroupResult
from ips_audit.outputs import format as show
from ips_audit.outputs.tables import title_of
from ips_audit.words import outputs as words
from ips_audit.words.findings import rest_share

NAVY, ORANGE, BLACK = "#12436D", "#F46A25", "#0b0c0c"
LABELS = {"labelFontSize": 15, "titleFontSize": 15, "labelColor": BLACK, "titleColor": BLACK}
CONFIG: dict[str, dict[str, Any]] = {
    "axis": {**LABELS, "gridColor": "#D0D3D6"},
    "axisX": {"titleAnchor": "start"},
    "axisY": {"labelOverlap": False, "labelFlush": False, "labelLimit": 260},
    "legend": {"labelFontSize": 13, "labelColor": BLACK, "symbolSize": 110, "columnPadding": 6},
    "view": {"stroke": None},
}
IMAGE_WIDTH = 640
STEP, NARROW_STEP = 33, 21  # height of a row, with and without room for a label above its mark
MANY = 8  # groups; with more, rows are narrow and a label stands beside its range
TITLE_WIDTH = 80  # characters of a line in an image
AXIS_WIDTH = 28  # characters of a line under an axis


def check_chart(check: Check) -> dict[str, Any] | None:
    """Return each group's rate with its likely range, and everyone else's beside it.

    For access the rate is the share of the caseload that reached the service; for outcomes
    the share of people who got a job. A hidden group keeps its label and has no mark.

    Parameters
    ----------
    check : Check

    Returns
    -------
    dict or None
        A Vega-Lite specification; None without rates. Group names are data, never expressions.
    """
    import altair as alt

    groups = [g for g in check.groups if g.share is not None]
    if not groups:
        return None
    ranges = [
        {
            "Group": show.one_line(g.group), "low": _pc(g.low), "high": _pc(g.high),
            "Percent": _pc(g.share), "Label": show.percent(g.share), "What": _rate(g),
        }
        for g in groups
    ]  # fmt: skip
    mark, other = words.THIS_GROUP, words.ELSE
    if check.reference:
        other = words.REFERENCE_MARK.format(reference=show.one_line(check.reference))
    names = [mark, other]
    points = [
        {"Group": show.one_line(g.group), "Mark": name, "Percent": _pc(share)}
        for g in groups
        for name, share in zip((other, mark), (rest_share(check, g), g.share), strict=True)
        if share is not None and (name == mark or g.group != check.reference)
    ]
    base = alt.Chart(data(ranges)).encode(y=_groups(check))
    axis = alt.X(
        "low:Q", title=axis_title(words.AXES[check.question]), scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=6),
    )  # fmt: skip
    spans = base.mark_rule(color=NAVY, strokeWidth=3).encode(
        x=axis, x2="high:Q", tooltip=["Group:N", "What:N"]
    )
    text: dict[str, Any] = {"fontSize": 13, "color": BLACK}
    if len(groups) > MANY:
        labels = base.mark_text(dx=6, align="left", **text).encode(x="high:Q", text="Label:N")
    else:
        labels = base.mark_text(dy=-12, **text).encode(x="Percent:Q", text="Label:N")
    step = {"step": NARROW_STEP if len(groups) > MANY else STEP}
    return finished(alt.layer(spans, _marks(check, points, "Mark", names), labels), step)


def _marks(check: Check, rows: list[dict[str, Any]], field: str, names: list[str]) -> Any:
    """Return a circle and a diamond for each group, told apart by shape as well as colour."""
    import altair as alt

    legend = alt.Legend(title=None, orient="top")
    colours = alt.Scale(domain=names, range=[NAVY, ORANGE])
    shapes = alt.Scale(domain=names, range=["circle", "diamond"])
    return (
        alt.Chart(data(rows))
        .mark_point(filled=True, size=160, opacity=1)
        .encode(
            x=alt.X("Percent:Q", scale=alt.Scale(zero=True)),
            y=_groups(check),
            color=alt.Color(f"{field}:N", scale=colours, legend=legend),
            shape=alt.Shape(f"{field}:N", scale=shapes, legend=legend),
            tooltip=["Group:N", f"{field}:N", "Percent:Q"],
        )
    )


def shares_chart(check: Check) -> dict[str, Any] | None:
    """Return share of the service (circle) against share of the caseload (diamond)."""
    import altair as alt

    rows = [
        {"Group": show.one_line(g.group), "Where": where, "Percent": _pc(share)}
        for g in check.groups
        for where, share in zip(words.WHERE, (g.share_of_service, g.share_of_caseload), strict=True)
        if share is not None
    ]
    if not rows:
        return None
    chart = _marks(check, rows, "Where", list(words.WHERE))
    return finished(
        chart.encode(
            x=alt.X("Percent:Q", title=axis_title(words.AXIS_SHARES), scale=alt.Scale(zero=True))
        )
    )


def _groups(check: Check) -> Any:
    """Return the axis of groups, each with its label whether or not it has a mark."""
    import altair as alt

    names = list(dict.fromkeys(show.one_line(g.group) for g in check.groups))
    return alt.Y("Group:N", scale=alt.Scale(domain=names), sort=None, title=None)


def data(rows: list[dict[str, Any]]) -> Any:
    """Return inline data."""
    import altair as alt

    # A chart that is put together copies lists again and again, but no tuples.
    return alt.Data(values=tuple(rows))  # type: ignore[no-untyped-call]


def finished(chart: Any, height: int | dict[str, int] | None = None) -> dict[str, Any]:
    """Set sizes and contrast so that no label is dropped, and hand over a dictionary."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    # Set here and not by the chart's own methods: each of those copies the chart and its data.
    spec |= {"height": height or {"step": STEP}, "width": "container"}
    for part, looks in CONFIG.items():
        spec["config"][part] = {**spec["config"].get(part, {}), **looks}
    return spec


def axis_title(text: str) -> list[str]:
    """Return an axis title in short lines, so that a narrow screen cuts nothing off."""
    return textwrap.wrap(text, AXIS_WIDTH)


def _pc(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _rate(g: GroupResult) -> str:
    """Return a group's rate and likely range, or why there is none."""
    if g.share is None:
        return words.CHART_HIDDEN if g.hidden else words.CHART_NONE
    return words.CHART_RATE.format(
        percent=show.percent(g.share), span=show.percent_span(g.low, g.high)
    )


def alt_text(check: Check) -> str:
    """Return the chart of rates in words."""
    parts = []
    for g in check.groups:
        rest = rest_share(check, g)
        against = f", {words.ELSE.lower()} {show.percent(rest)}" if rest is not None else ""
        parts.append(f"{show.one_line(g.group)} {_rate(g)}{against}")
    return f"{title_of(check)}. {words.AXES[check.question]}. {'; '.join(parts)}."


def shares_alt_text(check: Check) -> str:
    """Return the chart of shares in words."""
    parts = []
    for g in check.groups:
        shares = (g.share_of_service, g.share_of_caseload)
        text = ", ".join(
            f"{where.casefold()} {show.percent(share)}"
            for where, share in zip(words.WHERE, shares, strict=True)
            if share is not None
        )
        parts.append(f"{show.one_line(g.group)} {text or _rate(g)}")
    return f"{title_of(check)}. {words.AXIS_SHARES}. {'; '.join(parts)}."


def chart_png(spec: dict[str, Any], heading: Sequence[str] = ()) -> bytes:
    """Return a chart as PNG, without browser or network.

    Parameters
    ----------
    spec : dict
        A finished Vega-Lite specification.
    heading : sequence of str
        A title, then the marks that must travel with the image.

    Returns
    -------
    bytes
    """
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(_sized(spec, heading), scale=2)
    return png


def chart_svg(spec: dict[str, Any], heading: Sequence[str] = ()) -> str:
    """Return a chart as SVG; see `chart_png`."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(_sized(spec, heading))
    return svg


def _sized(spec: dict[str, Any], heading: Sequence[str]) -> dict[str, Any]:
    """Give a fixed width, a white ground and a title: an image file has no page around it."""
    out = {**spec, "width": IMAGE_WIDTH, "background": "white", "padding": 12}
    if heading:
        lines = [textwrap.wrap(show.one_line(x), TITLE_WIDTH) for x in heading]
        out["title"] = {
            "text": lines[0],
            "subtitle": [line for part in lines[1:] for line in part],
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "subtitleFontSize": 14,
            "color": BLACK,
            "subtitleColor": BLACK,
        }
    return out
