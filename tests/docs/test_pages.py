"""README and documentation say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import reference

from ips_audit.demonstrations.stories import stories

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_options_and_settings_are_those_of_the_code() -> None:
    text = read(reference.PAGE)
    assert text == reference.page(text), "run: python docs/scripts/reference.py"


def test_every_story_is_described() -> None:
    for story in stories().values():
        assert f"| `{story.address}` | {story.title} |" in read(DOCS / "trainers.md"), story.slug


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_places_that_are_named_exist(path: Path) -> None:
    named = r"`((?:ips_audit|sample_data|tests|docs|benchmarks|\.github|\.ci)/[\w./-]*)`"
    for place in re.findall(named, read(path)):
        assert (ROOT / place).exists(), place


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", read(path)):
        assert (ROOT / link).exists(), link


def test_commands_name_files_that_exist() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "app.py", ".ci/run"):
        assert name in read(ROOT / "README.md")
        assert (ROOT / name).exists()


def test_the_readme_stays_short() -> None:
    assert len(read(ROOT / "README.md").splitlines()) <= 130
