"""The blank template, filled in, is read back without a question and audited."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ips_audit.__main__ import main
from ips_audit.model import FIVE_GROUPS, GENDERS, NOT_KNOWN
from ips_audit.outputs.template import build_template
from ips_audit.words import template as words


def blank() -> Any:
    return openpyxl.load_workbook(io.BytesIO(build_template()))


def filled(path: Path, services: tuple[str, ...] = ()) -> Path:
    """Fill the template: each label twice, as a team would."""
    book = blank()
    sheet = book[words.SERVICE_SHEET]
    for i in range(2 * len(words.ETHNIC_GROUPS)):
        start = date(2019, 1, 7) + timedelta(days=3 * i)
        job = i % 3 == 0
        sheet.append([
            f"P{i}", services[i % len(services)] if services else None,
            words.ETHNIC_GROUPS[i // 2], words.GENDERS[i % 4], 20 + i % 40, start,
            "Yes" if job else "No", start + timedelta(days=30) if job else None,
        ])  # fmt: skip
    counts = book[words.CASELOAD_SHEET]
    first = [[c.value for c in row] for row in counts.iter_rows(min_row=2)]
    for i, row in enumerate(counts.iter_rows(min_row=2)):
        row[0].value = services[0] if services else None
        row[3].value = 100 + i
    for service in services[1:]:
        for i, (_, dimension, group, _) in enumerate(first):
            counts.append([service, dimension, group, 50 + i])
    book.save(path)
    return path


@pytest.mark.parametrize("services", [(), ("North", "South")])
def test_filled_in_it_is_audited_without_a_question(
    tmp_path: Path, services: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = str(filled(tmp_path / "t.xlsx", services)), tmp_path / "o.json"
    run = [path, "--caseload", path, "--team", "--json", str(out)]
    assert main([*run, "--from", "2019-01-01", "--to", "2019-12-31"]) == 0, capsys.readouterr().err
    made = json.loads(out.read_text(encoding="utf-8"))
    assert [q for q in made["questions"] if q["default"] is None] == []
    assert made["rows"]["used"] == 40
    who = made["who"][-1]
    assert {g["group"]: g["n"] for g in who["ethnic group"]} == {
        "White": 10, "Asian/Asian British": 10, "Black/Black British": 6, "Mixed": 8, "Other": 4,
        NOT_KNOWN: 2,
    }  # fmt: skip
    access = [c for c in made["checks"] if c["question"] == "access" and c["service"] != "South"]
    of = {g["group"]: g["of"] for g in access[0]["groups"]}
    assert of["White"] == 100 and of["Other"] == 104
    assert {c["dimension"] for c in access if c["groups"]} == {"ethnic group", "gender"}


def test_with_the_whole_path_filled_in_it_is_read_without_a_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = filled(tmp_path / "t.xlsx"), tmp_path / "o.json"
    book = openpyxl.load_workbook(path)
    sheet = book[words.SERVICE_SHEET]
    moved = 0
    for i, row in enumerate(sheet.iter_rows(min_row=2)):
        referred = row[5].value - timedelta(days=20)
        accepted = i % 4 > 0
        left = accepted and i % 5 == 0 and row[6].value == "No"
        moved += left
        for cell, value in zip(row[8:], (
            referred, "Yes" if accepted else "No", None if accepted else "Not eligible",
            row[7].value + timedelta(days=100) if accepted and row[7].value and i % 2 else None,
            referred + timedelta(days=150) if left else None, "Moved away" if left else None,
        ), strict=True):  # fmt: skip
            cell.value = value
        if not accepted:
            row[5].value = row[6].value = row[7].value = None
    book.save(path)
    run = [str(path), "--caseload", str(path), "--team", "--json", str(out)]
    assert main([*run, "--from", "2018-12-01", "--to", "2019-12-31"]) == 0, capsys.readouterr().err
    made = json.loads(out.read_text(encoding="utf-8"))
    assert [q for q in made["questions"] if q["default"] is None] == []
    (found,) = made["paths"]
    assert sum(g["n"] for g in found["people"]) == 40
    steps = {s["step"]: s for s in found["steps"]}
    accepted = steps["accepted"]
    assert accepted["total"]["n"] + accepted["not_known"]["n"] == 30
    assert {r["reason"] for r in found["reasons"]["reason not accepted"]} == {"Not eligible"}
    assert sum(r["n"] for r in found["reasons"]["reason for leaving"]) == moved
    assert "26 weeks in work" in steps


def test_every_list_is_one_that_the_caseload_and_the_rules_use() -> None:
    book = blank()
    groups = [row[2].value for row in book[words.CASELOAD_SHEET].iter_rows(min_row=2)]
    assert groups == [*FIVE_GROUPS, NOT_KNOWN, *GENDERS, NOT_KNOWN]
    rules = book[words.SERVICE_SHEET].data_validations.dataValidation
    lists = [r.formula1 for r in rules if r.type == "list"]
    ends = [len(words.ETHNIC_GROUPS), len(words.GENDERS), len(words.YES_NO), len(words.YES_NO)]
    assert [int(f.rsplit("$", 1)[1]) - 1 for f in lists] == ends
    assert all(s.sheet_state == "visible" for s in book)


def test_the_command_line_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    assert main(["--template", str(path)]) == 0
    assert openpyxl.load_workbook(path).sheetnames == blank().sheetnames


def test_without_a_service_file_the_command_line_says_what_it_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "service file" in capsys.readouterr().err


def test_blank_it_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build_template())
    assert main([str(path), "--team"]) in (2, 3)
    assert "Traceback" not in capsys.readouterr().err
