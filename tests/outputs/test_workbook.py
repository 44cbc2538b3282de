"""The workbook meets the basics of accessible spreadsheets; text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import openpyxl
import pytest

from ips_audit.analysis.audit import audit
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    AuditReport,
    Caseload,
    CaseloadCount,
    Coded,
    People,
    Provenance,
    Settings,
)
from ips_audit.outputs.charts import STEP, alt_text, chart_png, chart_svg, check_chart, shares_chart
from ips_audit.outputs.sheets import FIRST_TABLE_ROW
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.outputs.workbook import build_workbook

HOSTILE = ("=cmd()", "<script>", "a*b_c", "datum.x", "@SUM(A1)")


def people(n: int) -> People:
    rng = np.random.default_rng(1)
    codes = rng.integers(-1, len(HOSTILE), n).astype(np.int16)
    return People(
        services=("North", "=South"),
        service=rng.integers(0, 2, n).astype(np.int16),
        coded={
            ETHNIC_GROUP: Coded(HOSTILE, codes),
            GENDER: Coded(GENDER.groups, rng.integers(-1, 2, n).astype(np.int16)),
        },
        age=rng.integers(18, 65, n).astype(np.float32),
        start=np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        job=rng.integers(0, 2, n).astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
    )


def report(n: int, caseload: bool) -> AuditReport:
    counts = tuple(
        CaseloadCount(s, ETHNIC_GROUP, g, 500) for s in ("North", "=South") for g in HOSTILE
    )
    from datetime import date

    settings = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))
    base = Caseload(counts) if caseload else None
    return audit(people(n), base, settings, Provenance())


@pytest.fixture(params=[(300, True), (300, False), (6, True)], ids=["full", "no caseload", "tiny"])
def made(request: pytest.FixtureRequest) -> AuditReport:
    return report(*request.param)


@pytest.fixture
def book(made: AuditReport) -> Iterator[Any]:
    loaded = openpyxl.load_workbook(io.BytesIO(build_workbook(made)))
    yield loaded
    loaded.close()


def test_order_and_properties(book: Any) -> None:
    assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Data_quality"]
    assert book.active.title == "Cover"
    assert book.properties.title
    assert book.properties.creator == "ips_audit"
    assert book.properties.language == "en-GB"


def test_one_plain_table_a_sheet(book: Any) -> None:
    names = []
    for sheet in book:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        if sheet.title in ("Cover", "Notes"):
            continue
        assert len(sheet.tables) == 1
        table = next(iter(sheet.tables.values()))
        names.append(table.displayName)
        assert table.autoFilter is None
        headings = [c.value for c in sheet[FIRST_TABLE_ROW]]
        assert headings == [c.name for c in table.tableColumns]
        assert "do not share" in sheet["A2"].value
        for row in sheet.iter_rows(min_row=FIRST_TABLE_ROW):
            assert all(c.value is not None for c in row)
    assert len(set(names)) == len(names)


def test_no_formula_anywhere(book: Any) -> None:
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not any(c.data_type == "f" for c in cells)
    assert any(c.value == "=cmd()" for c in cells)


def test_csv_neutralises_formulas(made: AuditReport) -> None:
    import csv

    rows = list(csv.reader(io.StringIO(report_to_csv(made))))
    assert len({len(r) for r in rows}) == 1
    for row in rows[1:]:
        for text in (row[1], row[6]):
            assert text[:1] not in ("=", "+", "-", "@")


def test_json_is_valid(made: AuditReport) -> None:
    text = dumps(report_to_json(made))
    assert "NaN" not in text and "Infinity" not in text


def test_charts_show_every_group(made: AuditReport) -> None:
    drawn = 0
    for check in made.checks:
        for spec in (check_chart(check), shares_chart(check)):
            if spec is None:
                continue
            drawn += 1
            axis = spec["config"]["axisY"]
            assert axis["labelOverlap"] is False
            assert axis["labelLimit"] >= 260
            assert spec["height"] == {"step": STEP} and STEP >= 30
            assert spec["config"]["axis"]["labelFontSize"] >= 14
    assert drawn or len(made.who) == 0
    check = next(c for c in made.checks if check_chart(c) is not None)
    spec = check_chart(check)
    assert spec is not None
    svg = chart_svg(spec)
    shown = [g.group for g in check.groups if g.of]
    for group in shown:
        assert group.replace("<", "&lt;").replace(">", "&gt;") in svg
        assert group in alt_text(check)
    assert chart_png(spec)[:4] == b"\x89PNG"
