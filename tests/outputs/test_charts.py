"""Charts drop no label, run no text, and are described in words."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from ips_audit.model import AuditReport, Check
from ips_audit.outputs.charts import (
    STEP,
    alt_text,
    chart_png,
    chart_svg,
    check_chart,
    shares_alt_text,
    shares_chart,
)


def expressions(spec: Any) -> list[str]:
    """Return what Vega-Lite would run: expr, signal and calculate, and string filters."""
    if isinstance(spec, list):
        return [e for x in spec for e in expressions(x)]
    if not isinstance(spec, dict):
        return []
    own = [str(v) for k, v in spec.items() if k in ("expr", "signal", "calculate", "labelExpr")]
    return own + [e for k, v in spec.items() if k != "values" for e in expressions(v)]


def rows_of(spec: Any) -> list[dict[str, Any]]:
    """Return every row of data that a chart draws."""
    parts = [spec, *spec["layer"]]
    return [row for part in parts for row in part.get("data", {}).get("values", ())]


@pytest.fixture(params=[0, 2], ids=["access", "outcome"])
def check(request: pytest.FixtureRequest, team: AuditReport) -> Check:
    return team.checks[request.param]


def test_every_group_keeps_its_label(check: Check) -> None:
    names = [g.group for g in check.groups]
    for chart in (check_chart, shares_chart):
        spec = chart(check)
        assert spec is not None
        text = "".join(ET.fromstring(chart_svg(spec)).itertext())
        for name in names:
            assert name in text, f"{name} lost its label"


def test_hidden_groups_have_no_mark(check: Check) -> None:
    spec = check_chart(check)
    assert spec is not None
    drawn = {row["Group"] for row in rows_of(spec) if "Group" in row}
    assert drawn == {"=cmd()", "<script>", "a*b_c"}


def test_sizes_and_contrast(check: Check) -> None:
    for spec in (check_chart(check), shares_chart(check)):
        assert spec is not None
        assert spec["height"] == {"step": STEP} and STEP >= 30
        axis = spec["config"]["axis"]
        assert min(axis["labelFontSize"], axis["titleFontSize"]) >= 14
        assert axis["labelColor"] == axis["titleColor"] == "#0b0c0c"
        y = spec["config"]["axisY"]
        assert (y["labelOverlap"], y["labelFlush"], y["labelLimit"]) == (False, False, 260)


def test_labels_are_data(check: Check) -> None:
    for spec in (check_chart(check), shares_chart(check)):
        assert expressions(spec) == []


def test_numbers_are_those_of_the_table(check: Check) -> None:
    spec = check_chart(check)
    assert '"Percent": 3.2' in json.dumps(spec)
    assert "=cmd() 3.2% (likely range 2.6% to 4.1%)" in alt_text(check)


def test_words_for_the_charts(check: Check) -> None:
    for text in (alt_text(check), shares_alt_text(check)):
        assert "datum.x hidden, a small number" in text
        assert "@SUM(A1) no rate" in text
    assert "=cmd() service 40.0%, caseload 50.0%" in shares_alt_text(check)


def test_no_rates_no_chart(check: Check) -> None:
    bare = replace(check, groups=tuple(replace(g, share=None) for g in check.groups))
    assert check_chart(bare) is None
    assert check_chart(replace(check, groups=())) is None


def test_images_carry_their_marks(check: Check) -> None:
    spec = check_chart(check)
    assert spec is not None
    svg = chart_svg(spec, ("=Title <b>", "do not share outside the team"))
    text = "".join(ET.fromstring(svg).itertext())
    assert "=Title <b>" in text
    assert "do not share outside the team" in text
    assert chart_png(spec)[:4] == b"\x89PNG"
