"""The results in a real browser: one screen that answers, cards that fit, links, and paper."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from conftest import chooser, go, go_on
from test_journey import settled

from ips_audit.words import page as words
from ips_audit.words import results

pytestmark = pytest.mark.browser

SCREEN = 800
GROUPS = (
    "White British", "White Irish", "Gypsy or Irish Traveller", "Any other White background",
    "White and Black Caribbean", "White and Black African", "White and Asian",
    "Any other Mixed background", "Indian", "Pakistani", "Bangladeshi", "Chinese",
    "Any other Asian background", "African", "Caribbean", "Any other Black background",
)  # fmt: skip


def height(page: Any) -> float:
    """Return how tall the page is that one would have to scroll through."""
    block = page.locator("[data-testid=stMainBlockContainer]").bounding_box()
    return float(block["height"])


def demonstration(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": SCREEN})
    page.goto(address)
    page.get_by_role("button", name=words.DEMO).click()
    page.get_by_text("Step 2 of 4").wait_for()
    go_on(page, 2, 3)
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    settled(page)


def test_the_overview_is_one_screen_and_a_card_little_more(page: Any, address: str) -> None:
    demonstration(page, address)
    assert height(page) <= SCREEN
    places = page.evaluate(
        "[...document.querySelectorAll('.overview a')].map(a => a.hash.slice(1))"
    )
    assert len(places) == 12
    tall = {}
    for place in places:
        go(page, place)
        page.wait_for_timeout(800)
        settled(page)
        page.locator("canvas, svg.marks").first.wait_for()
        tall[place] = height(page)
    assert {k: v for k, v in tall.items() if v > 1.25 * SCREEN} == {}


def test_a_card_of_sixteen_groups_fits_too(page: Any, address: str) -> None:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("Ethnicity", "Gender", "Age", "Start date", "Job outcome"))
    for i in range(320):
        day = f"2019-{1 + i % 12:02d}-{1 + i % 28:02d}"
        rows.writerow((GROUPS[i % 16], "Female", 30, day, "Yes" if i % 3 else "No"))
    page.set_viewport_size({"width": 1280, "height": SCREEN})
    page.goto(address)
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    chooser(page, "service").set_input_files(file)
    page.get_by_text("people.csv").first.wait_for()
    settled(page)
    go_on(page, 1, 2)
    settled(page)
    page.get_by_text(words.OWN_GROUPS).click()
    page.get_by_text(words.SIXTEEN).click()
    settled(page)
    go_on(page, 3)
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    settled(page)
    assert height(page) <= SCREEN
    go(page, "check-1-3")
    page.locator("canvas, svg.marks").first.wait_for()
    settled(page)
    assert page.get_by_role("tab").count() == 2
    assert height(page) <= 1.25 * SCREEN


def test_a_cell_leads_to_its_card_and_back_leads_back(page: Any, address: str) -> None:
    demonstration(page, address)
    link = page.get_by_role("link", name="Lower: Other")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_text("A gap was found for Other").wait_for()
    assert page.url.endswith("#check-2-1")
    settled(page)
    page.go_back()
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    settled(page)
    page.go_forward()
    page.get_by_text("A gap was found for Other").wait_for()


def test_an_address_opens_a_card_of_a_story(page: Any, address: str) -> None:
    page.goto(f"{address}/?story=riverside&times=1#check-1-4")
    page.get_by_text("A gap was found for Black/Black British").wait_for()


def test_paper_has_the_page_to_print_and_nothing_else(page: Any, address: str) -> None:
    demonstration(page, address)
    page.emulate_media(media="print")
    assert not page.locator(".overview").is_visible()
    assert page.get_by_text(results.NOT_THIS_PAGE).is_visible()
    page.emulate_media(media="screen")
    go(page, "print")
    page.get_by_text(results.HOW_TO_PRINT).wait_for()
    page.locator("canvas, svg.marks").nth(11).wait_for()
    settled(page)
    page.emulate_media(media="print")
    assert page.locator(".overview").is_visible()
    assert page.get_by_text("A gap was found for Other").is_visible()
    for gone in ("stSidebar", "stHeader"):
        assert not page.get_by_test_id(gone).is_visible()
    assert not page.get_by_text(results.HOW_TO_PRINT).is_visible()
