"""The documentation as a site."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
# What a browser loads when it shows a page, as opposed to a link that a reader may press.
LOADED = re.compile(
    r"<(?:script|img|iframe|source)[^>]*\ssrc=[\"']?(?:https?:)?//"
    r"|<link[^>]*rel=[\"'](?:stylesheet|preconnect|icon|preload)[^>]*href=[\"']?(?:https?:)?//"
    r"|(?:url\(|@import\s+)[\"']?(?:https?:)?//"
)


def test_the_site_is_built_without_a_warning_and_asks_no_other_host(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d"]
    made = subprocess.run(
        [*command, str(tmp_path / "cache"), str(DOCS), str(tmp_path / "site")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    built = [p for p in (tmp_path / "site").rglob("*") if p.suffix in (".html", ".css", ".js")]
    assert len(built) > len(list(DOCS.rglob("*.md")))
    for page in built:
        found = LOADED.search(page.read_text(encoding="utf-8"))
        assert not found, f"{page.name}: {found}"
