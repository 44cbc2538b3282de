"""The command line when a disk is full, or a file goes away or changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from samples import LONDON

import ips_audit.__main__ as command_line
from ips_audit import pipeline
from ips_audit.intake import sheets

WWT = LONDON / "wwt_service.csv"
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full disk to write to")
@pytest.mark.parametrize("option", ["json", "workbook", "report", "settings-template"])
def test_a_full_disk_gets_one_plain_message(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([str(WWT), f"--{option}", str(FULL)]) == 2
    said = capsys.readouterr().err
    assert "cannot be written" in said and "Traceback" not in said


def test_a_folder_in_the_place_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([str(tmp_path)]) == 2
    assert command_line.main([str(tmp_path / "gone.csv")]) == 2
    assert command_line.main([str(WWT), "--csv", str(WWT / "x")]) == 2
    assert capsys.readouterr().err.count("cannot be") == 3


@pytest.mark.parametrize("what", ["removed", "changed"])
def test_a_file_is_read_once(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens to the file afterwards changes nothing, its hash included."""
    path, out = tmp_path / "people.csv", tmp_path / "a.json"
    shutil.copy(WWT, path)
    prepare = pipeline.prepare

    def later(*args: Any) -> Any:
        path.unlink() if what == "removed" else path.write_text("other")
        return prepare(*args)

    monkeypatch.setattr(pipeline, "prepare", later)
    assert command_line.main([str(path), "--team", "--json", str(out)]) == 0
    changed = out.read_text(encoding="utf-8")
    shutil.copy(WWT, path)
    monkeypatch.setattr(pipeline, "prepare", prepare)
    assert command_line.main([str(path), "--team", "--json", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == changed


def test_a_large_text_stays_on_disk_and_says_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "a.json"
    shutil.copy(WWT, path)
    assert command_line.main([str(path), "--team", "--json", str(out)]) == 0
    in_memory = out.read_text(encoding="utf-8")
    monkeypatch.setattr(command_line.limits, "WORKBOOK_BYTES", 100)
    assert command_line.main([str(path), "--team", "--json", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == in_memory
    find = sheets.choose_tables

    def meanwhile(*args: Any) -> Any:
        with path.open("a", encoding="utf-8") as file:
            file.write("one more row\n")
        return find(*args)

    monkeypatch.setattr(sheets, "choose_tables", meanwhile)
    capsys.readouterr()
    assert command_line.main([str(path), "--team"]) == 2
    assert "changed while it was read" in capsys.readouterr().err
