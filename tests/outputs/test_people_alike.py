"""Groups among people alike in other ways, in each output."""

from __future__ import annotations

import csv
import io

import docx
import openpyxl

from ips_audit.model import AuditReport
from ips_audit.outputs.adjusted import adjusted_table, narrow_adjusted, not_shown_table
from ips_audit.outputs.document import build_document
from ips_audit.outputs.sheets import FIRST_TABLE_ROW
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import report_to_json
from ips_audit.outputs.workbook import build_workbook
from ips_audit.words import adjusted as words

TITLE = "Jobs by ethnic group: All services, everyone, among people alike in service and gender"
# Text from a file is no formula, and what is not judged has no number.
FULL = [
    ("=cmd()", "60", "25.0", "35.0", "20.0 to 50.0", "0.70", "0.95", "0.60 to 1.50"),
    ("@SUM(A1)", "9", "50.0", "[z]", "[z]", "1.40", "[z]", "[z]"),
]


def test_the_table_sets_counted_and_alike_side_by_side(team: AuditReport) -> None:
    table = adjusted_table(team.adjusted[0])
    assert table.title == TITLE and list(table.rows) == FULL
    assert table.notes == ("“Alike” shows what to expect.",)
    narrow = narrow_adjusted(team.adjusted[0])
    assert narrow.rows[0][3:] == ("35.0 (20.0 to 50.0)", "0.70", "0.95 (0.60 to 1.50)")
    assert narrow.rows[1][3:] == ("", "1.40", "")


def test_what_could_not_be_shown_is_listed(team: AuditReport) -> None:
    table = not_shown_table(team)
    assert table is not None and table.rows[0][:3] == ("Jobs", "North", "everyone")
    assert table.rows[0][3].startswith("There are too few people.")
    assert len(table.rows) == 1


def test_workbook(team: AuditReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(team)))
    sheets = [s for s in book if s.title.startswith("Alike")]
    assert [s["A1"].value for s in sheets] == [TITLE, words.NOT_SHOWN]
    row = [c.value for c in sheets[0][FIRST_TABLE_ROW + 1]]
    assert row[:5] == ["=cmd()", 60, 25.0, 35.0, 20.0]
    assert all(c.data_type != "f" for r in sheets[0].iter_rows() for c in r)


def test_csv_and_json(team: AuditReport) -> None:
    rows = list(csv.DictReader(io.StringIO(report_to_csv(team))))
    alike = [r for r in rows if r["within"] == "people alike in service, gender"]
    share = next(r for r in alike if r["measure"] == "share" and r["method"].startswith("standard"))
    assert (share["value"], share["lower"], share["upper"]) == ("0.35", "0.2", "0.5")
    assert {r["kind"] for r in alike} == {"exploratory"}
    not_shown = next(r for r in alike if r["measure"] == "not shown")
    assert (not_shown["service"], not_shown["method"]) == ("North", "There are too few people.")
    held = report_to_json(team)["adjusted"]
    assert held[0]["adjusted_for"] == ["service", "gender"] and held[0]["why_not"] is None
    assert held[0]["groups"][0]["adjusted_ratio"] == 0.95
    assert held[1]["groups"] == [] and held[1]["why_not"] == "There are too few people."


def test_word_report(team: AuditReport) -> None:
    document = docx.Document(io.BytesIO(build_document(team)))
    assert words.HEADING in [p.text for p in document.paragraphs]
    assert f"{TITLE}." in [p.text for p in document.paragraphs]
    (table,) = (
        t for t in document.tables if "Ratio, people alike" in [c.text for c in t.rows[0].cells]
    )
    assert table.rows[1].cells[5].text == "0.95 (0.60 to 1.50)"
