"""Every command and example of README and documentation runs as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest

from ips_audit.__main__ import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LONDON = ROOT / "sample_data" / "london_2019"
# Commands that set up or start something: .ci/run and the browser tests run them.
SET_UP = re.compile(r"python3? -m venv|py -m venv|pip install|uv run app\.py|ips-audit app")


def blocks(path: Path, language: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", text)


def with_blocks(language: str) -> list[Path]:
    return [p for p in PAGES if blocks(p, language)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that the examples name."""
    wwt, cnwl = pd.read_csv(LONDON / "wwt_service.csv"), LONDON / "cnwl_service.xlsx"
    shutil.copy(LONDON / "caseload.xlsx", tmp_path / "caseload.xlsx")
    pd.read_excel(cnwl, engine="calamine").to_csv(tmp_path / "north.csv", index=False)
    wwt.to_csv(tmp_path / "south.csv", index=False)
    for name in ("service", "service-2019"):
        wwt.to_csv(tmp_path / f"{name}.csv", index=False)
    text = (tmp_path / "service.csv").read_text(encoding="utf-8")
    (tmp_path / "service-2020.csv").write_text(text.replace("/2019", "/2020"), encoding="utf-8")
    path = ROOT / "sample_data" / "stories" / "accepted-less-often" / "service.csv"
    shutil.copy(path, tmp_path / "referrals.csv")
    blank = ROOT / "tests" / "intake" / "messy" / "m24_outcome_yes_no_blank.xlsx"
    shutil.copy(blank, tmp_path / "blank_outcomes.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", with_blocks("sh"), ids=lambda p: p.name)
def test_commands(page: Path, folder: Path) -> None:
    for line in "\n".join(blocks(page, "sh")).splitlines():
        if not line or SET_UP.search(line):
            continue
        program, *given = shlex.split(line)
        assert Path(program).name == "ips-audit", line
        assert main(given) == 0, line


@pytest.mark.parametrize("page", with_blocks("python"), ids=lambda p: p.name)
def test_python(page: Path, folder: Path) -> None:
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), names)


def test_settings_in_the_documentation_are_read() -> None:
    from ips_audit.settings.file import read_settings

    for block in blocks(ROOT / "docs" / "command-line.md", "json"):
        assert read_settings(block.encode())[1] == ()
