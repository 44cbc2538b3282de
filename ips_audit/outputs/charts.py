"""Charts as finished Vega-Lite specifications; readable in black and white."""

from __future__ import annotations

from typing import Any

from ips_audit.model import Check
from ips_audit.outputs import format as show
from ips_audit.outputs.tables import title_of

NAVY, ORANGE, BLACK = "#12436D", "#F46A25", "#0b0c0c"
LABELS = {"labelFontSize": 15, "titleFontSize": 15, "labelColor": BLACK, "titleColor": BLACK}


def check_chart(check: Check) -> dict[str, Any] | None:
    """Return a dot and range for each group, a rule at everyone's rate; None without rates.

    Parameters
    ----------
    check : Check

    Returns
    -------
    dict or None
        A Vega-Lite specification. Group names are data, never expressions.
    """
    import altair as alt

    groups = [g for g in check.groups if g.of]
    if not groups or all(g.share is None for g in groups):
        return None
    rows = [
        {
            "Group": _plain(g.group),
            "Percent": _pc(g.share),
            "low": _pc(g.low),
            "high": _pc(g.high),
            "What": f"{show.percent(g.share)}, likely range {show.percent_span(g.low, g.high)}",
        }
        for g in groups
    ]
    noun = "reached the service" if check.question == "access" else "got a job"
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("Group:N", sort=[_plain(g.group) for g in groups], title=None)
    )
    axis = alt.X(
        "low:Q",
        title=f"Percent who {noun}",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=8),
    )
    ranges = base.mark_rule(color=NAVY, strokeWidth=3).encode(x=axis, x2="high:Q")
    dots = base.mark_point(color=NAVY, filled=True, size=160, opacity=1).encode(
        x="Percent:Q", tooltip=["Group:N", "What:N"]
    )
    layers = [ranges, dots]
    if check.total_share is not None:
        everyone = alt.Chart(_data([{"Everyone": _pc(check.total_share)}]))
        layers.insert(
            0,
            everyone.mark_rule(color=BLACK, strokeDash=[6, 4], strokeWidth=2).encode(
                x="Everyone:Q"
            ),
        )
    return _finished(alt.layer(*layers))


def shares_chart(check: Check) -> dict[str, Any] | None:
    """Return share of the service (circle) against share of the caseload (diamond)."""
    import altair as alt

    rows = []
    for g in check.groups:
        for what, share in (("Service", g.share_of_service), ("Caseload", g.share_of_caseload)):
            if share is not None:
                rows.append({"Group": _plain(g.group), "Where": what, "Percent": _pc(share)})
    if not rows:
        return None
    order = [_plain(g.group) for g in check.groups]
    colour = alt.Scale(domain=["Service", "Caseload"], range=[NAVY, ORANGE])
    shape = alt.Scale(domain=["Service", "Caseload"], range=["circle", "diamond"])
    chart = (
        alt.Chart(_data(rows))
        .mark_point(filled=True, size=180, opacity=1)
        .encode(
            x=alt.X("Percent:Q", title="Percent of all known"),
            y=alt.Y("Group:N", sort=order, title=None),
            color=alt.Color("Where:N", scale=colour, legend=alt.Legend(title=None, orient="top")),
            shape=alt.Shape("Where:N", scale=shape, legend=alt.Legend(title=None, orient="top")),
            tooltip=["Group:N", "Where:N", "Percent:Q"],
        )
    )
    return _finished(chart)


def _data(rows: list[dict[str, Any]]) -> Any:
    """Return inline data."""
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _finished(chart: Any) -> dict[str, Any]:
    """Set sizes and contrast so that no label is dropped, and hand over a dictionary."""
    import altair as alt

    spec: dict[str, Any] = (
        chart.properties(height=alt.Step(40), width="container")
        .configure_axis(**LABELS, gridColor="#D0D3D6")
        .configure_axisY(labelOverlap=False, labelFlush=False, labelLimit=260)
        .configure_legend(labelFontSize=15, labelColor=BLACK, symbolSize=160)
        .configure_view(stroke=None)
        .to_dict(validate=False)
    )
    return spec


def _plain(text: str) -> str:
    """Return a label without line breaks."""
    return " ".join(str(text).split())


def _pc(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def alt_text(check: Check) -> str:
    """Return the chart in words."""
    parts = [
        f"{g.group} {show.percent(g.share)} ({show.percent_span(g.low, g.high)})"
        for g in check.groups
        if g.share is not None
    ]
    everyone = show.percent(check.total_share)
    return f"{title_of(check)}. Everyone: {everyone}. " + "; ".join(parts) + "."


def chart_png(spec: dict[str, Any]) -> bytes:
    """Return a chart as PNG, without browser or network."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(_sized(spec), scale=2)
    return png


def chart_svg(spec: dict[str, Any]) -> str:
    """Return a chart as SVG."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(_sized(spec))
    return svg


def _sized(spec: dict[str, Any]) -> dict[str, Any]:
    """Give a fixed width and a white ground: an image file has no page around it."""
    return {**spec, "width": 640, "background": "white"}
