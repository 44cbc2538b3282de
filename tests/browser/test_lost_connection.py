"""Somebody is at work when the server ends and starts again: the page says what has happened."""

from __future__ import annotations

import time
from typing import Any

import pytest
from conftest import free_port, onward, running

from ips_audit.words import page as words

pytestmark = pytest.mark.browser

SOON = 10_000  # milliseconds


def text_within(page: Any, wanted: str, seconds: float) -> str:
    """Return the page's text once it holds what is wanted, or as it is in the end."""
    end, text = time.monotonic() + seconds, ""
    while time.monotonic() < end and wanted not in text:
        page.wait_for_timeout(300)
        text = page.evaluate("document.body.innerText")
    return text


def test_the_page_says_why_it_begins_anew(page: Any) -> None:
    port = free_port()
    with running(port) as address:
        page.goto(address, timeout=SOON)
        page.get_by_role("button", name=words.DEMO).click(timeout=SOON)
        page.get_by_text("Step 2 of 4").wait_for(timeout=SOON)
        onward(page, 2).click(timeout=SOON)
        page.get_by_text("Step 3 of 4").wait_for(timeout=SOON)
        assert words.LOST not in page.evaluate("document.body.innerText")
    with running(port):
        text = text_within(page, words.LOST, 10)
        if words.LOST not in text:  # Streamlit may draw nothing until something is pressed
            page.get_by_role("button", name=words.RESULTS).click(timeout=SOON)
            text = text_within(page, words.LOST, 20)
        assert words.LOST in text and "Step 1 of 4" in text
        # What stood on the page before goes once all is drawn.
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.wait_for_timeout(500)
        text = page.evaluate("document.body.innerText")
        assert words.DEMO_BADGE not in text
        page.get_by_role("button", name=words.DEMO).click(timeout=SOON)
        page.get_by_text("Step 2 of 4").wait_for(timeout=SOON)
        assert words.LOST not in page.evaluate("document.body.innerText")


def test_start_again_is_no_loss(page: Any, address: str) -> None:
    page.goto(address, timeout=SOON)
    page.get_by_role("button", name=words.DEMO).click(timeout=SOON)
    page.get_by_text("Step 2 of 4").wait_for(timeout=SOON)
    page.get_by_role("button", name=words.START_AGAIN).click(timeout=SOON)
    page.get_by_text("Step 1 of 4").wait_for(timeout=SOON)
    assert words.LOST not in page.evaluate("document.body.innerText")
