"""No step of the page breaks a rule of WCAG 2.2 AA that a machine can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from conftest import go, onward, settled

from ips_audit.words import results

pytestmark = pytest.mark.browser

SCRIPT = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def reachable(page: Any) -> None:
    """Wait: the page makes tables that scroll reachable a moment after they are drawn."""
    page.wait_for_timeout(800)
    page.wait_for_function(
        "[...document.querySelectorAll('[data-testid=stTable] div')].every("
        "b => b.scrollWidth <= b.clientWidth || b.tabIndex === 0)"
    )


def broken(page: Any) -> list[str]:
    """Return each broken rule with the first place where it is broken."""
    settled(page)
    reachable(page)
    # Pressed, not set open: what is folded stays inert otherwise, and axe passes over it.
    page.evaluate(
        "document.querySelectorAll('details:not([open]) > summary').forEach(s => s.click())"
    )
    reachable(page)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    assert len(found["passes"]) > 10  # it looked at something
    return [
        f"{v['id']}: {v['help']} | {len(v['nodes'])} | {v['nodes'][0]['html'][:300]}"
        for v in found["violations"]
    ]


@pytest.mark.parametrize("width", [1280, 400])
def test_every_step_of_the_demonstration(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="See a demonstration").wait_for()
    page.add_script_tag(path=str(SCRIPT))
    wrong = {"step 1": broken(page)}
    page.get_by_role("button", name="See a demonstration").click()
    for step in (2, 3):
        page.get_by_text(f"Step {step} of 4").wait_for()
        wrong[f"step {step}"] = broken(page)
        onward(page, step).click()
    page.get_by_text("Step 4 of 4").wait_for()
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    for place in ("overview", "check-2-1", "check-1-3", "who-1", "deeper-1", "take", "print"):
        go(page, place)
        wrong[place] = broken(page)
    go(page, "check-2-1")
    for part in (results.HOW, results.SUMS, results.NOT_KNOWN, results.SHARES,
                 results.PUT_TOGETHER, results.FILES):  # fmt: skip
        settled(page)
        page.get_by_text(part, exact=True).first.click()
        wrong[part] = broken(page)
    assert {k: v for k, v in wrong.items() if v} == {}


def test_every_view_of_a_story(page: Any, address: str) -> None:
    page.goto(f"{address}?story=one-group-not-reached")
    page.get_by_text("Step 4 of 4").wait_for()
    page.add_script_tag(path=str(SCRIPT))
    wrong = {"hidden": broken(page)}
    page.get_by_text("Hide the results until I am ready", exact=True).click()
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    for place in ("overview", "story", "what-if", "chance"):
        go(page, place)
        wrong[place] = broken(page)
    page.get_by_text("Large text for a room").click()
    wrong["large"] = broken(page)
    assert {k: v for k, v in wrong.items() if v} == {}
