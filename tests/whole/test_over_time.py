"""Saved audits side by side: from JSON files to page, command line and workbook."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from samples import ROOT, sample
from streamlit.testing.v1 import AppTest

from ips_audit.__main__ import main
from ips_audit.analysis.over_time import compare_audits
from ips_audit.intake.files.source import UnreadableFile
from ips_audit.model import SavedAudit
from ips_audit.outputs.over_time import build_comparison, cautions, over_time_chart
from ips_audit.outputs.saved_audits import read_saved
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.words import over_time as words

GROUPS = {"White": (40, 100), "Mixed": (10, 50)}


def saved(year: int, jobs: dict[str, tuple[int, int]] = GROUPS, **changes: Any) -> dict[str, Any]:
    """Return a saved audit of one year with the given jobs of people."""
    exact = replace(sample("one-group-not-reached"), demonstration=None)
    data = report_to_json(exact)
    data["settings"]["period"] = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    check = next(c for c in data["checks"] if c["question"] == "outcome")
    row = check["groups"][0]
    check["groups"] = [
        {**row, "group": g, "n": n, "of": of, "ratio": 1.5} for g, (n, of) in jobs.items()
    ]
    data["checks"] = [check]
    return {**data, **changes}


def read(data: dict[str, Any]) -> SavedAudit:
    return read_saved("audit.json", dumps(data).encode())


def test_what_is_saved_is_read_back() -> None:
    report = sample("london")
    audit = read_saved("a.json", dumps(report_to_json(report)).encode())
    assert (audit.first, audit.last) == (date(2019, 1, 1), date(2019, 12, 31))
    assert audit.demonstration
    headline = [c for c in report.checks if c.kind == "headline"]
    assert [(c.question, c.service, c.people) for c in audit.checks] == [
        (c.question, c.service, c.people) for c in headline
    ]
    numbers = [[(g.group, g.n, g.of) for g in c.groups] for c in audit.checks]
    assert numbers == [[(g.group, g.n, g.of) for g in c.groups] for c in headline]


def test_a_change_is_the_difference_of_two_rates_with_its_range() -> None:
    later = saved(2021, {"White": (40, 100), "Mixed": (56, 70)})
    earlier = saved(2020, {"White": (40, 100), "Mixed": (48, 80)})
    (over,) = compare_audits([read(later), read(earlier)])
    mixed = [m for m in over.moments if m.group == "Mixed"]
    assert [m.first.year for m in mixed] == [2020, 2021]
    assert mixed[0].change is None
    # Newcombe 1998, table II, row (a): 56/70 against 48/80, method 10.
    assert mixed[1].change == pytest.approx(0.2)
    assert mixed[1].change_low == pytest.approx(0.0524, abs=5e-5)
    assert mixed[1].change_high == pytest.approx(0.3339, abs=5e-5)
    white = [m for m in over.moments if m.group == "White"]
    assert white[1].change == 0


def test_periods_that_overlap_give_no_change() -> None:
    one, other = saved(2020), saved(2021)
    other["settings"]["period"] = {"from": "2020-07-01", "to": "2021-06-30"}
    audits = [read(one), read(other)]
    (over,) = compare_audits(audits)
    assert all(m.change is None for m in over.moments)
    assert any("overlap" in c for c in cautions(audits))
    assert any("same period" in c for c in cautions([read(one), read(one)]))


def test_several_looks_and_rounding_are_said() -> None:
    rounded = read(saved(2022, release="share-safe"))
    said = cautions([read(saved(2020)), read(saved(2021)), rounded])
    assert said[0].startswith("3 audits are 3 looks")
    assert words.ROUNDED in said


def test_hidden_and_missing_groups_have_no_rate() -> None:
    hidden = saved(2021, {"White": (40, 100)})
    hidden["checks"][0]["groups"].append(
        {**hidden["checks"][0]["groups"][0], "group": "Mixed", "n": None, "of": 50}
    )
    (over,) = compare_audits([read(saved(2020)), read(hidden)])
    last = over.moments[-1]
    assert (last.group, last.share, last.change) == ("Mixed", None, None)
    assert over_time_chart(over) is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[]", "no saved audit"),
        (b'{"schema": 1}', "no saved audit"),
        (b'{"schema": 9, "checks": []}', "schema"),
        (b'{"schema": 1, "checks": [], "settings": {}}', "no period"),
        (json.dumps({**saved(2020), "release": "other"}).encode(), "no saved audit"),
        (json.dumps({**saved(2020), "checks": [{"kind": "headline"}]}).encode(), "no saved"),
        (json.dumps({**saved(2020), "checks": 7}).encode(), "no saved audit"),
        (json.dumps(saved(2020, {"White": (-1, 3)})).encode(), "no saved audit"),
        (json.dumps(saved(2020, {"White": (True, 3)})).encode(), "no saved audit"),
    ],
)
def test_a_spoilt_file_gets_one_plain_message(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_saved("audit.json", content)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    out = []
    for year in (2020, 2021):
        path = tmp_path / f"audit_{year}.json"
        path.write_text(dumps(saved(year)), encoding="utf-8")
        out.append(path)
    return out


def test_command_line(files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    book = files[0].parent / "side.xlsx"
    run = ["--compare", *map(str, files), "--workbook", str(book)]
    assert main(run) == 0
    printed = capsys.readouterr().out
    assert "2 audits are 2 looks" in printed and "2021-01-01 to 2021-12-31" in printed
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["Cover", "Over_time_1"]
    sheets.close()
    assert main(["--compare", str(files[0])]) == 2
    assert words.TWO in capsys.readouterr().err
    made_up = {**saved(2022), "demonstration": "a story"}
    files[1].write_text(dumps(made_up), encoding="utf-8")
    assert main(["--compare", *map(str, files)]) == 2
    assert words.MIXED in capsys.readouterr().err


def test_the_workbook_is_marked_and_keeps_text_as_text() -> None:
    groups = {"=cmd()": (40, 100), "Mixed": (10, 50)}
    audits = [read(saved(2020, groups)), read(saved(2021, groups))]
    book = openpyxl.load_workbook(io.BytesIO(build_comparison(audits, compare_audits(audits))))
    for sheet in book:
        cells = [c for row in sheet.iter_rows() for c in row]
        assert all(c.data_type != "f" for c in cells)
        assert any("do not share" in str(c.value) for c in cells)
    book.close()


def test_the_page(files: list[Path]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    box = next(u for u in app.file_uploader if u.label == words.CHOOSE)
    box.upload(files[0].name, files[0].read_bytes(), "application/json").run()
    assert words.TWO in [c.value for c in app.caption]
    box = next(u for u in app.file_uploader if u.label == words.CHOOSE)
    for path in files:
        box.upload(path.name, path.read_bytes(), "application/json")
    app.run()
    assert not app.exception and not app.error
    shown = " ".join(t.value.to_csv() for t in app.table)
    assert "40 \\(100\\)" in shown and "Mixed \\(2\\)" in shown
    box = next(u for u in app.file_uploader if u.label == words.CHOOSE)
    box.upload("x.json", b"nonsense", "application/json").run()
    assert len(app.error) == 1 and not app.exception
