"""README and documentation say what the code does, and the site is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import reference

from ips_audit.demonstrations.stories import stories

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
# What a browser loads when it shows a page, as opposed to a link that a reader may press.
LOADED = re.compile(
    r"<(?:script|img|iframe|source)[^>]*\ssrc=[\"']?(?:https?:)?//"
    r"|<link[^>]*rel=[\"'](?:stylesheet|preconnect|icon|preload)[^>]*href=[\"']?(?:https?:)?//"
    r"|(?:url\(|@import\s+)[\"']?(?:https?:)?//"
)


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


def test_the_site_is_built_without_a_warning_and_asks_no_other_host(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d"]
    made = subprocess.run(
        [*command, str(tmp_path / "cache"), str(DOCS), str(tmp_path / "site")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    built = [p for p in (tmp_path / "site").rglob("*") if p.suffix in (".html", ".css", ".js")]
    assert len(built) > len(PAGES) - 10
    for page in built:
        found = LOADED.search(read(page))
        assert not found, f"{page.name}: {found}"
