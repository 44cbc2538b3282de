"""JSON keeps its contract; CSV is tidy and harmless; the summary speaks plainly."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from ips_audit.model import AuditReport
from ips_audit.outputs.plain import summary_text
from ips_audit.outputs.to_csv import report_to_csv, report_to_csv_files, safe
from ips_audit.outputs.to_json import dumps, report_to_json

GROUP = """group n of share low high expected adjusted_residual p p_holm ratio ratio_low ratio_high
difference difference_low difference_high finding people_gap people_gap_low people_gap_high"""
CONTRACT = {
    "": "schema tool release settings rows warnings questions who checks layers files",
    "who": "service people gender age",
    "checks": """question service dimension people within kind groups not_known tests finding
        sentences""",
}


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_json_contract(team: AuditReport) -> None:
    def no(constant: str) -> Any:
        raise AssertionError(constant)

    data = json.loads(dumps(report_to_json(team)), parse_constant=no)
    assert set(CONTRACT[""].split()) <= set(data)
    assert data["schema"] == 1
    assert data["tool"] == {"name": "ips_audit", "version": "0.1.0"}
    for key in ("who", "checks"):
        for item in data[key]:
            assert set(CONTRACT[key].split()) <= set(item)
    assert data["who"][0]["ethnic group"][0] == {"group": "=cmd()", "n": 10, "percent": 20.0}
    groups = data["checks"][0]["groups"]
    assert all(set(GROUP.split()) <= set(g) for g in groups)
    assert groups[0]["ratio_high"] is None
    assert groups[3]["n"] is None
    assert groups[3]["hidden"] is True
    assert data["checks"][0]["tests"][1]["p"] is None, "NaN became null"
    assert data["rows"]["left_out"][0]["row_numbers"] == [3, 9]


def test_csv_is_tidy(team: AuditReport) -> None:
    rows = read(report_to_csv(team))
    share = [r for r in rows if r["measure"] == "share" and r["group"] == "'=cmd()"]
    assert float(share[0]["value"]) == 40 / 1234, "not rounded"
    assert share[0]["method"] == "Wilson"
    fall = next(r for r in rows if r["measure"] == "difference")
    assert (fall["value"], fall["lower"]) == ("-0.031", "-0.06"), "numbers stay numbers"
    hidden = [r for r in rows if r["group"] == "datum.x" and r["kind"] == "headline"]
    assert hidden
    assert all(not r["value"] and r["method"].startswith("hidden") for r in hidden)
    assert {r["release"] for r in rows} == {"team"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx"])
def test_formulas_are_neutralised(text: str) -> None:
    assert safe(text) == "'" + text
    assert safe("x" + text) == "x" + text


def test_csv_folder(team: AuditReport, shared: AuditReport) -> None:
    files = report_to_csv_files(team)
    assert len(files) == 3
    assert all("TEAM-do-not-share" in name for name in files)
    for data in files.values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "@", "+"))
                if cell.startswith("-"):
                    float(cell)
    assert all("_share-safe.csv" in name for name in report_to_csv_files(shared))


def test_summary_says_who_it_is_for(
    team: AuditReport, shared: AuditReport, made_up: AuditReport
) -> None:
    text = summary_text(team)
    assert "do not share" in text and "made-up people" not in text
    invented = summary_text(made_up)
    assert "do not share" not in invented and "made-up people" in invented
    assert "p < 0.001" in text
    assert "p = 0.46" in text
    assert "1 January 2019 to 31 December 2019" in text
    safe_text = summary_text(shared)
    assert "do not share" not in safe_text
    assert "Share-safe" in safe_text and "[c]" in safe_text
    assert "made-up" not in safe_text
