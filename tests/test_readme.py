"""README and the start of the app say the same as the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ips_audit.__main__ import _arguments
from ips_audit.demonstrations.stories import stories
from ips_audit.settings.settings import keys

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


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
    assert data["requires-python"] == ">=3.11"


def test_ranges_have_a_floor_and_a_cap() -> None:
    for line in requirements("requirements.txt") + requirements("requirements-dev.txt"):
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<\d+", line), line


def test_commands_name_files_that_exist() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "app.py", ".ci/run"):
        assert name in README
        assert (ROOT / name).exists()


def test_every_option_is_described() -> None:
    for action in _arguments()._actions:
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                assert option in README, option


def test_every_settings_key_is_described() -> None:
    for key in {k.removesuffix("_from").removesuffix("_to") for k in keys()}:
        assert f"`{key}`" in README, key


def test_every_story_is_named() -> None:
    for slug in stories():
        assert f"`{slug}`" in README, slug


def test_places_in_the_table_exist() -> None:
    for place in re.findall(r"`((?:ips_audit|sample_data|tests)/[\w./]*)`", README):
        assert (ROOT / place).exists(), place
