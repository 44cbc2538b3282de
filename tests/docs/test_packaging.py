"""The start of the app, the package and the requirements name the same versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return sorted(x for x in lines if x and not x.startswith(("-r", "#")))


def test_inline_metadata_equals_requirements() -> None:
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    block = re.search(r"(?m)^# /// script\n((?:#.*\n)+?)# ///$", app)
    assert block
    text = "".join(line[2:] + "\n" for line in block[1].splitlines())
    data = tomllib.loads(text)
    assert sorted(data["dependencies"]) == requirements("requirements.txt")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(project["dependencies"]) == requirements("requirements.txt")
    assert data["requires-python"] == project["requires-python"] == ">=3.11"


def test_ranges_have_a_floor_and_a_cap() -> None:
    for line in requirements("requirements.txt") + requirements("requirements-dev.txt"):
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<\d+", line), line


def test_the_version_is_the_newest_of_the_changelog() -> None:
    import ips_audit

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"(?m)^## (\S+)", changelog)
    assert newest and newest[1] == ips_audit.__version__
