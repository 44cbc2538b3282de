"""The pictures of the documentation: `IPS_AUDIT_SCREENSHOTS=1` writes them into docs/images."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import go_on
from PIL import Image

from ips_audit.words import results

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 150_000


def test_the_steps_for_the_documentation(browser: Any, address: str, tmp_path: Path) -> None:
    folder = IMAGES if os.environ.get("IPS_AUDIT_SCREENSHOTS") else tmp_path
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(address)
    page.get_by_text("Step 1 of 4").wait_for()
    take(page, folder / "step-1.png")
    page.get_by_role("button", name="See a demonstration").click()
    page.get_by_text("Step 2 of 4").wait_for()
    take(page, folder / "step-2.png")
    go_on(page, 2)
    take(page, folder / "step-3.png")
    go_on(page, 3)
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    take(page, folder / "step-4.png")
    page.get_by_role("link", name="Lower: Other").click()
    page.get_by_text("A gap was found").first.wait_for()
    page.locator("canvas, svg.marks").first.wait_for()
    take(page, folder / "card.png")
    context.close()
    made = {path.name for path in folder.glob("*.png")}
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for name in re.findall(r"images/([\w-]+\.png)", path.read_text(encoding="utf-8")):
            assert name in made and (IMAGES / name).exists(), name


def take(page: Any, path: Path) -> None:
    """Write what the window shows, once all is drawn, in few colours."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_function("document.fonts.status == 'loaded'")
    page.wait_for_timeout(500)  # charts are drawn after the script has run
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128).save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES, path.name
