"""Every output of every sample: the same numbers everywhere, accessible, and nothing unmarked."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import docx
import openpyxl
import pytest
from samples import NAMES, sample

from ips_audit.disclosure.protect import protect
from ips_audit.model import AuditReport, Release
from ips_audit.outputs.charts import (
    alt_text,
    chart_svg,
    check_chart,
    shares_alt_text,
    shares_chart,
)
from ips_audit.outputs.document import annex_checks, build_document
from ips_audit.outputs.sheets import FIRST_TABLE_ROW
from ips_audit.outputs.tables import page_table
from ips_audit.outputs.time_to_job import time_alt_text, time_chart
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import report_to_json
from ips_audit.outputs.workbook import build_workbook
from ips_audit.words.findings import rest_share

KINDS = (Release.SHARE_SAFE, Release.TEAM)
WORKBOOK_DIGITS = 15  # so that 1.005 and a little more is 1.005 there
SHORT = ("[c]", "[x]", "[z]")


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=KINDS, ids=[k.value for k in KINDS])
def report(request: pytest.FixtureRequest, name: str) -> AuditReport:
    exact = sample(name)
    return exact if request.param is Release.TEAM else protect(exact, bytes(range(32)))


def pc(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def expected(check: dict[str, Any], kept: int = 17) -> dict[str, dict[str, str]]:
    """Return group -> heading -> text, made from the JSON alone, of so many digits."""
    out = {}
    for g in check["groups"]:
        ratio = "" if g["ratio"] is None else f"{float(format(g['ratio'], f'.{kept}g')):.2f}"
        row = {"Ratio to everyone else": ratio}
        n, of = ("" if v is None else f"{v:,}" for v in (g["n"], g["of"]))
        if check["question"] == "access":
            row |= {"Service (people)": n, "Caseload (people)": of,
                    "Accessed (% of caseload)": pc(g["share"])}  # fmt: skip
        else:
            row |= {"People": of, "Got a job (people)": n, "Got a job (%)": pc(g["share"])}
        out[g["group"]] = row
    return out


def headlines(report: AuditReport) -> list[tuple[Any, dict[str, Any]]]:
    data = [c for c in report_to_json(report)["checks"] if c["kind"] == "headline"]
    checks = [c for c in report.checks if c.kind == "headline"]
    return [(c, d) for c, d in zip(checks, data, strict=True) if c.groups]


def same(shown: str, wanted: str) -> bool:
    return shown in SHORT if wanted == "" else shown == wanted


def as_shown(cell: Any) -> str:
    """Return a workbook's number as its number format shows it."""
    if isinstance(cell.value, str):
        return cell.value
    digits = len(cell.number_format.partition(".")[2])
    return f"{cell.value:,.{digits}f}"


def test_the_workbook_shows_what_the_json_holds(report: AuditReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(report)))
    sheets = iter([s for s in book if s.title.startswith(("Access_", "Jobs_"))])
    compared = 0
    for _, data in headlines(report):
        sheet = next(sheets)
        headings = [c.value for c in sheet[FIRST_TABLE_ROW]]
        rows = {r[0].value: r for r in sheet.iter_rows(min_row=FIRST_TABLE_ROW + 1)}
        for group, wanted in expected(data, kept=WORKBOOK_DIGITS).items():
            for heading, text in wanted.items():
                cell = rows[group][headings.index(heading)]
                assert same(as_shown(cell), text), (group, heading, cell.value)
                compared += 1
    assert compared
    assert next(sheets, None) is None


def test_the_word_report_shows_what_the_json_holds(report: AuditReport) -> None:
    word = docx.Document(io.BytesIO(build_document(report)))
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in word.tables]
    tables = [t for t in tables if "Likely range of ratio" in t[0]]  # those of the checks
    by_check = {id(c): d for c, d in headlines(report)}
    wanted = [by_check[id(c)] for c in annex_checks(report) if id(c) in by_check]
    assert len(tables) == len(wanted) > 0
    for table, data in zip(tables, wanted, strict=True):
        rows = {r[0]: dict(zip(table[0], r, strict=True)) for r in table[1:]}
        for group, cells in expected(data).items():
            for heading, text in cells.items():
                assert same(rows[group][heading], text), (group, heading)


def test_the_page_shows_what_the_json_holds(report: AuditReport) -> None:
    for check, data in headlines(report):
        table = page_table(check, report.release)
        rows = {r[0]: " ".join(r[2:]) for r in table.rows}
        for group, cells in expected(data).items():
            numbers = re.findall(r"[\d,.]+", rows[group])
            for heading, text in cells.items():
                assert not text or text in numbers, (group, heading, rows[group])


def test_the_csv_holds_what_the_json_holds(report: AuditReport) -> None:
    rows = list(csv.DictReader(io.StringIO(report_to_csv(report))))
    found = {
        (r["check"], r["service"], r["dimension"], r["people"], r["group"], r["measure"]): r
        for r in rows if r["kind"] == "headline"
    }  # fmt: skip
    for check, data in headlines(report):
        head = (check.question, check.service, check.dimension.name, check.people)
        for g in data["groups"]:
            for measure in ("n", "of", "share", "ratio", "difference", "p"):
                row, value = found[(*head, g["group"], measure)], g[measure]
                plain = float(value) if isinstance(value, float) else value
                assert row["value"] == ("" if value is None else repr(plain))
                assert row["release"] == report.release.value


def test_people_and_likely_ranges_are_in_the_sentences(report: AuditReport) -> None:
    """A difference that is spoken of is given in people too."""
    for check in (c for c in report.checks if c.kind == "headline"):
        for g in check.groups:
            said = [s for s in check.sentences if s.startswith(f"{g.group}:") and "(" in s]
            for sentence in said:
                if g.people_gap is not None and "of everyone else" in sentence:
                    people = f"about {abs(round(g.people_gap)):,} "
                    assert people in sentence and "likely range" in sentence


def test_every_chart_shows_every_group(report: AuditReport) -> None:
    drawn = 0
    for check in (c for c in report.checks if c.kind == "headline"):
        spec = check_chart(check)
        if spec is None:
            assert all(g.share is None for g in check.groups)
            continue
        svg, alt = chart_svg(spec), alt_text(check)
        marks = re.findall(r'aria-roledescription="point"', svg)
        shown = [g for g in check.groups if g.share is not None]
        others = sum(rest_share(check, g) is not None for g in shown)
        assert len(marks) == len(shown) + others
        assert others in (0, len(shown))  # everyone else stands beside all groups, or none
        for g in check.groups:
            label = g.group.replace("&", "&amp;").replace("<", "&lt;")
            assert f">{label}</text>" in svg and g.group in alt
            if g.share is not None:
                assert f"{g.group} {100 * g.share:.1f}% (likely range" in alt
        if check.question == "access" and (spec := shares_chart(check)) is not None:
            svg, alt = chart_svg(spec), shares_alt_text(check)
            for g in check.groups:
                assert f">{g.group.replace('&', '&amp;')}</text>" in svg and g.group in alt
        drawn += 1
    assert drawn


def test_every_workbook_is_accessible(report: AuditReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(report)))
    assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Data_quality"]
    assert book.active.title == "Cover" and book.properties.title
    mark = "share-safe" if report.release is Release.SHARE_SAFE else "made-up people"
    links = [c.hyperlink.location for r in book["Contents"].iter_rows() for c in r if c.hyperlink]
    assert {x.split("!")[0].strip("'") for x in links} == set(book.sheetnames) - {
        "Cover", "Contents"}  # fmt: skip
    for sheet in book:
        assert sheet["A1"].value and not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None and sheet.sheet_state == "visible"
        assert mark in str(sheet.oddFooter.center.text).casefold()
        if sheet.title in ("Cover", "Notes"):
            continue
        assert mark in sheet["A2"].value.casefold()
        (table,) = sheet.tables.values()
        headings = [c.value for c in sheet[FIRST_TABLE_ROW]]
        assert headings == [c.name for c in table.tableColumns]
        assert len(set(headings)) == len(headings)
        for row in sheet.iter_rows(min_row=FIRST_TABLE_ROW):
            assert all(c.value not in (None, "") for c in row), sheet.title
            assert all(c.data_type != "f" for c in row)


def test_every_sheet_can_be_printed(report: AuditReport) -> None:
    """Wide tables lie on their side, at 8 points or more, with their headings on every page."""
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(report)))
    across = {"portrait": 21.0, "landscape": 29.7}  # cm of A4
    for sheet in book:
        page, margins = sheet.page_setup, sheet.page_margins
        wide = sheet.max_column > 6
        assert page.orientation == ("landscape" if wide else "portrait"), sheet.title
        assert page.paperSize == sheet.PAPERSIZE_A4 or int(page.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and page.fitToHeight == 0
        cm = sum(c.width for c in sheet.column_dimensions.values()) * 7 / 96 * 2.54
        room = across[page.orientation] - 2.54 * (margins.left + margins.right)
        assert 11 * min(1, room * (page.fitToWidth or 1) / cm) >= 7.9, (sheet.title, cm)
        if sheet.tables:
            assert sheet.print_title_rows == f"${FIRST_TABLE_ROW}:${FIRST_TABLE_ROW}"
            assert sheet.print_title_cols == "$A:$A"
            assert len(next(iter(sheet.tables.values())).tableColumns) == sheet.max_column


def test_every_chart_over_time_names_its_groups(report: AuditReport) -> None:
    for time in report.times:
        large = [g.group for g in time.groups if g.people >= 10]
        spec = time_chart(time)
        if spec is None:
            assert not large or len(time.months) < 2
            continue
        svg, alt = chart_svg(spec), time_alt_text(time)
        for group in large:
            assert f">{group}</text>" in svg and group in alt
    assert report.release is Release.TEAM or not report.times
