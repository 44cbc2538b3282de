"""The path in everything that an audit hands out: the same numbers, exact or share-safe."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from docx import Document
from made_up_paths import CHANCES, audited, made_up_path

from ips_audit.__main__ import main
from ips_audit.disclosure.protect import protect
from ips_audit.model import AuditReport, PathStep, Reasons, Release
from ips_audit.outputs.path import (
    path_alt_text,
    path_chart,
    path_table,
    reasons_tables,
    step_table,
)
from ips_audit.outputs.plain import summary_text
from ips_audit.outputs.takeaway import build_charts, build_file
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.words import path as words
from ips_audit.words.answer import answer_of

SIZES = {"White": 600, "Asian": 160, "Black": 180, "Mixed": 60, "Other": 9}
SECRET = bytes(range(32))
ROOT = Path(__file__).parents[2]


@cache
def report(release: Release = Release.TEAM) -> AuditReport:
    low = {"Black": (0.3, *CHANCES[1:])}
    people = made_up_path(SIZES, 1, low, services=("North", "South"))
    declined = np.where(people.reached[PathStep.ACCEPTED] == 1, 0, -1).astype(np.int16)
    exact = audited(replace(people, declined=Reasons(("Not eligible",), declined)))
    return exact if release is Release.TEAM else protect(exact, SECRET)


@pytest.mark.parametrize("release", [*Release])
def test_every_file_names_the_step(release: Release) -> None:
    made = report(release)
    said = "fall behind at one step: acceptance"
    assert said in summary_text(made)
    assert any(said in line for line in answer_of(made))
    assert said in dumps(report_to_json(made))
    word = Document(io.BytesIO(build_file(made, "word")))
    assert any(said in p.text for p in word.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(build_file(made, "workbook")))
    assert any(said in str(row[0].value) for row in book["Cover"].iter_rows())
    sheets = [s for s in book.sheetnames if s.startswith("Path")]
    assert len(sheets) == len(made.paths) == 3
    book.close()


def test_json_and_csv_hold_the_same_numbers() -> None:
    data = report_to_json(report())["paths"]
    rows = [r for r in csv.DictReader(io.StringIO(report_to_csv(report()))) if r["check"] == "path"]
    held = {(r["service"], r["people"], r["group"], r["measure"]): r["value"] for r in rows}
    for path in data:
        for step in path["steps"]:
            for g in step["groups"]:
                at = path["service"], step["step"], g["group"]
                assert held[*at, "n"] == str(g["n"])
                assert held[*at, "of"] == str(g["of"])
                assert held[*at, "came so far"] == str(g["came"])
                assert held[*at, "time not yet come"] == str(g["not_yet"])
                reach = held[*at, "share of the beginning"]
                assert reach == ("" if g["reach"] is None else str(g["reach"]))


def test_the_workbook_holds_every_step_and_group() -> None:
    path = report().paths[0]
    table = path_table(path, Release.TEAM, report().settings)
    assert len(table.rows) == len(path.people) + len(path.steps) * (len(SIZES) + 2)
    row = next(r for r in table.values if r[:2] == ("Accepted", "Black"))
    group = next(g for g in path.steps[0].check.groups if g.group == "Black")
    assert row[3:5] == (group.of, group.n)
    assert any("IPS Grow calls a job sustained" in note for note in table.notes)
    (reasons,) = reasons_tables(path)
    assert reasons.rows[0][1] == "Not eligible"


def test_a_line_ends_where_too_few_people_had_time() -> None:
    spec = path_chart(report().paths[-1])
    assert spec is not None
    rows = spec["data"]["values"]
    lines = {name: [r["Step"] for r in rows if r["Group"] == name] for name in SIZES}
    assert lines["Other"] == []  # 9 people at the beginning
    assert lines["White"][0] == "Referred"
    assert lines["White"][-1] == "26 weeks in work"
    gone_on = len(lines["Mixed"]) - 1
    of = [
        next(g.of for g in s.check.groups if g.group == "Mixed") or 0
        for s in report().paths[-1].steps
    ]
    assert 0 < gone_on < len(of)
    assert min(of[:gone_on]) >= 10 > of[gone_on]
    assert "White" in path_alt_text(report().paths[-1])


def test_charts_of_paths_are_among_the_chart_files() -> None:
    names = [name for name, _ in build_charts(report())]
    assert sum("path" in n for n in names) == 2 * 3  # PNG and SVG of two services and all


def test_share_safe_gives_no_reason_and_no_single_group_beside_its_check() -> None:
    made = report(Release.SHARE_SAFE)
    assert all(p.reasons == {} for p in made.paths)
    for path in made.paths:
        for step in path.steps:
            assert {(g.came, g.not_yet, g.unknown) for g in step.groups} == {(None, None, None)}
            shown = [n for g in step.check.groups for n in (g.n, g.of) if n is not None]
            assert shown and all(n % 5 == 0 for n in shown)
    assert "Not eligible" not in dumps(report_to_json(made))


def test_share_safe_says_that_numbers_are_hidden() -> None:
    made = report(Release.SHARE_SAFE).paths[0]
    rows = {r[0]: r for r in step_table(made.steps[-1], Release.SHARE_SAFE).rows}
    assert rows["Other"][2] == "[c]"


def test_a_report_without_a_path_has_none_of_its_words() -> None:
    bare = replace(report(), paths=())
    assert words.PATH not in summary_text(bare)
    assert report_to_json(bare)["paths"] == []


def test_the_command_line_takes_the_day_up_to_which_jobs_are_followed(tmp_path: Path) -> None:
    folder = ROOT / "sample_data" / "stories" / "accepted-less-often"
    out = tmp_path / "audit.json"
    files = [str(folder / "service.csv"), "--caseload", str(folder / "caseload.csv")]
    counted = []
    for day in ("2024-06-30", "2024-09-17"):
        assert main([*files, "--team", "--json", str(out), "--followed-to", day]) == 0
        (path,) = json.loads(out.read_text(encoding="utf-8"))["paths"]
        assert path["followed_to"] == day
        counted.append(sum(group["of"] for group in path["steps"][-1]["groups"]))
    assert counted[0] < counted[1]
