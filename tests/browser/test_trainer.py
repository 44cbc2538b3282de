"""A trainer in front of a room: from the address to a finding that changes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import docx
import pytest
from conftest import chooser, go, go_on
from playwright.sync_api import expect
from test_journey import counted, settled

from ips_audit.demonstrations.stories import stories
from ips_audit.words import answer as answer_words
from ips_audit.words import page as words
from ips_audit.words import results, trainer

pytestmark = pytest.mark.browser

# One number for each story that turns a finding: question, group, what, number.
MOVES = {
    "london-2019": ("Jobs", "White", "job", "20", "A gap was found"),
    "one-group-not-reached": (
        "Access", "Asian/Asian British", "caseload", "210", "No gap shown"
    ),
    "outcomes-differ": (
        "Jobs", "Black/Black British", "job", "45", "No gap shown"
    ),
    "too-small-to-tell": ("Access", "White", "caseload", "30", "A gap was found"),
    "large-enough-to-rule-a-gap-out": ("Jobs", "White", "job", "1000", "A gap was found"),
    "disappears-when-separated": ("Access", "White", "caseload", "700", "A gap was found"),
    "ethnicity-unknown-for-a-third": ("Jobs", "White", "job", "80", "A gap was found"),
    "accepted-less-often": ("Jobs", "White", "job", "20", "A gap was found"),
}  # fmt: skip


def pick(page: Any, label: str, option: str) -> None:
    """Choose in a select box; the one that is chosen already needs no click."""
    box = page.get_by_role("combobox", name=label).last
    if box.input_value() != option:
        box.click()
        page.keyboard.press("ArrowDown")
        page.get_by_role("option", name=option).click()
        settled(page)


@pytest.mark.parametrize("slug", stories())
def test_a_story_runs_to_its_finding_and_a_what_if_changes_it(
    page: Any, address: str, slug: str
) -> None:
    elsewhere = counted(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{address}/?story={slug}")
    page.get_by_text("Step 4 of 4").wait_for()
    page.get_by_text(trainer.HIDDEN.split("“")[0]).wait_for()
    settled(page)
    assert words.DEMO_BADGE in page.inner_text("body")
    assert page.locator("table").count() == 0
    page.get_by_text(trainer.HIDE).first.click()
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    settled(page)
    shown = page.locator("table").first.inner_text()
    misleads = answer_words.TOTAL_ALONE in page.inner_text("body")
    for expected in stories()[slug].expected:
        if expected.lower and not misleads:
            assert f"Lower: {expected.lower[0]}" in shown
    assert misleads == (slug == "disappears-when-separated")

    question, group, what, number, after = MOVES[slug]
    go(page, "what-if")
    settled(page)
    page.get_by_text(question, exact=True).last.click()
    settled(page)
    start = trainer.NOW.split("{")[0]
    now = page.get_by_text(start).first
    expect(now).not_to_contain_text(after, timeout=10_000)
    pick(page, trainer.GROUP, group)
    label = trainer.JOBS_OF.split(",")[0] if what == "job" else trainer.CASELOAD_OF
    field = page.get_by_label(label).first
    field.fill(number)
    field.press("Enter")
    page.get_by_text(f"{start}{after}").first.wait_for()
    assert set(parse_qs(urlparse(page.url).query)) == {"story"}
    assert elsewhere == []


def test_the_handout_carries_the_badge(page: Any, address: str) -> None:
    page.goto(f"{address}/?story=outcomes-differ")
    with page.expect_download() as download:
        page.get_by_role("button", name=trainer.HANDOUT).click()
    file = download.value
    assert "demonstration" in file.suggested_filename
    document = docx.Document(io.BytesIO(Path(file.path()).read_bytes()))
    said = "\n".join(p.text for p in document.paragraphs)
    assert words.DEMO_BADGE in said and trainer.AUDIT_SAYS not in said


def test_large_text_fits_a_projector(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{address}/?story=disappears-when-separated&times=1")
    page.get_by_text(trainer.LARGE).click()
    page.locator("canvas, svg.marks").first.wait_for()
    settled(page)
    text = page.get_by_text(trainer.WHAT_IF_LEAD)
    assert text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 24
    note = page.get_by_text(trainer.UNCHANGED)
    assert note.evaluate("e => getComputedStyle(e).color") == "rgb(11, 12, 12)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    chart = page.locator("[data-testid=stVegaLiteChart] canvas, svg.marks").first.bounding_box()
    assert chart is not None and chart["x"] + chart["width"] <= 1280


def test_nothing_of_a_users_file_reaches_the_address_or_the_room(page: Any, address: str) -> None:
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome"]
    rows += [f"White,Male,40,2019-02-{d:02d},No" for d in range(1, 28)]
    rows += [f"Mixed,Female,30,2019-03-{d:02d},Yes" for d in range(1, 28)]
    page.goto(f"{address}/?story=nowhere&counts=1.2.3&times=4")
    page.get_by_text(trainer.NO_SUCH_STORY).wait_for()
    chooser(page, "service").set_input_files(
        {"name": "own.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.get_by_text("own.csv").first.wait_for()
    settled(page)
    go_on(page, 1, 2, 3)
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    body = page.inner_text("body")
    assert words.DEMO_BADGE not in body
    for label in (trainer.HIDE, trainer.WHAT_IF_LEAD, trainer.CHANCE_LEAD[:20], trainer.HANDOUT):
        assert label not in body
    assert urlparse(page.url).query == ""
