"""Each awkward file through the command line and the page: the same counts, or a question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from test_messy_cases import CASES, DECIDED, NAMES, case

from ips_audit.__main__ import ASKS, DONE, main
from ips_audit.model import ETHNIC_GROUP
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]


def files(name: str, role: str) -> list[Path]:
    return [CASES / f["file"] for f in case(name)["files"] if f["role"] == role]


def settings_of(name: str) -> dict[str, Any]:
    first, last = case(name)["period"]
    return {"period": {"from": first, "to": last}, **DECIDED.get(name, {})}


@pytest.mark.parametrize("name", NAMES)
def test_by_the_command_line(name: str, tmp_path: Path) -> None:
    truth, out = case(name)["truth"], tmp_path / "audit.json"
    command = [str(p) for p in files(name, "service")]
    if files(name, "caseload"):
        command += ["--caseload", *(str(p) for p in files(name, "caseload"))]
    command += ["--team", "--json", str(out)]
    if name in DECIDED:
        first, last = case(name)["period"]
        assert main([*command, "--from", first, "--to", last]) == ASKS
        assert not out.exists()
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps(settings_of(name)), encoding="utf-8")
    assert main([*command, "--settings", str(settings)]) == DONE
    data = json.loads(out.read_text(encoding="utf-8"))
    who = data["who"][-1]
    groups = {g["group"]: g["n"] for g in who["ethnic group"]}
    assert who["people"] == truth["people"]
    assert {g: n for g, n in groups.items() if n} == {
        g: n for g, n in truth["by_ethnicity"].items() if n
    }
    jobs = next(
        c for c in data["checks"]
        if (c["question"], c["people"], c["within"], c["service"])
        == ("outcome", "everyone", {}, who["service"])
    )  # fmt: skip
    found = {g["group"]: g["n"] for g in jobs["groups"]} | {"Not known": jobs["not_known"]["n"]}
    assert {g: n for g, n in found.items() if n} == {
        g: n for g, n in truth["jobs_by_ethnicity"].items() if n
    }
    left: dict[str, int] = {}
    for item in data["rows"]["left_out"]:
        left[item["reason"]] = left.get(item["reason"], 0) + item["rows"]
    assert left == truth["left_out"]


@pytest.mark.parametrize("name", NAMES)
def test_on_the_page(name: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for place, role in ((0, "service"), (1, "caseload")):
        given = [(p.name, p.read_bytes(), "application/octet-stream") for p in files(name, role)]
        if given:
            app.file_uploader[place].set_value(given)
    settings = json.dumps(settings_of(name)).encode()
    app.file_uploader[3].set_value(("settings.json", settings, "application/json"))
    app.run()
    for label in (words.CONTINUE, words.CONTINUE, words.RESULTS):
        next(b for b in app.button if b.label == label).click().run()
        assert not app.exception
        assert not [e.value for e in app.error]
    report = app.session_state["audit_state"].report
    truth = case(name)["truth"]
    assert report.who[-1].people == truth["people"]
    assert report.rows.read == truth["rows_in_table"]
    groups = {g.group: g.n for g in report.who[-1].counts[ETHNIC_GROUP].groups if g.n}
    known = {g: n for g, n in truth["by_ethnicity"].items() if n and g != "Not known"}
    assert groups == known
