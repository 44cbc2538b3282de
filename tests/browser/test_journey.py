"""The whole journey of a team lead, in a real browser."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import openpyxl
import pytest
from conftest import chooser, go, go_on, settled

from ips_audit.words import disclosure, results
from ips_audit.words import page as words

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LONDON = ROOT / "sample_data" / "london_2019"


def counted(page: Any) -> list[str]:
    """Collect every request to a host other than this computer."""
    elsewhere: list[str] = []

    def look(request: Any) -> None:
        host = urlparse(request.url).hostname
        if host not in (None, "127.0.0.1", "localhost"):
            elsewhere.append(request.url)

    page.on("request", look)
    return elsewhere


def choose(page: Any, box: Any, option: str) -> None:
    """Choose in a select box as a user does, by opening it and clicking."""
    from playwright.sync_api import TimeoutError as Closed

    for last in (False, False, True):
        settled(page)
        box.click()
        page.keyboard.press("ArrowDown")  # a click alone does not open the list
        try:
            page.get_by_role("option", name=option).click(timeout=5000)
            break
        except Closed:  # a late redraw closed the list: people open it again
            if last:
                raise
    settled(page)
    assert box.input_value() == option


def test_files_to_workbook(page: Any, address: str) -> None:
    elsewhere = counted(page)
    page.goto(address)
    chooser(page, "service").set_input_files(
        [str(LONDON / "cnwl_service.xlsx"), str(LONDON / "wwt_service.csv")]
    )
    page.get_by_text("wwt_service.csv").wait_for()
    settled(page)  # the first files draw the page again, and the place for others with it
    chooser(page, "caseload").set_input_files(str(LONDON / "caseload.xlsx"))
    page.get_by_text("caseload.xlsx").wait_for()
    go_on(page, 1)

    # Correct one mapping: the job start date is not to be used.
    page.get_by_text(words.CHANGE_COLUMNS, exact=True).click()
    box = page.get_by_role("combobox", name=re.compile("Job start date")).first
    choose(page, box, "(no such column)")

    go_on(page, 2, 3)
    page.get_by_role("link", name="Lower: Other").click()
    page.get_by_text("A gap was found for Other").wait_for()
    settled(page)
    go(page, "take")
    page.get_by_text(disclosure.SHARE_SAFE_DOES).wait_for()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Workbook (.xlsx)").click()
    assert "share-safe" in download.value.suggested_filename

    settled(page)
    page.get_by_text("Inside the team: exact numbers").click()
    page.get_by_text(disclosure.TEAM_DOES).wait_for()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Workbook (.xlsx)").click()
    file = download.value
    assert "TEAM-do-not-share" in file.suggested_filename
    book = openpyxl.load_workbook(io.BytesIO(Path(file.path()).read_bytes()))
    assert book.sheetnames[:4] == ["Cover", "Contents", "Notes", "Data_quality"]
    text = "\n".join(str(c.value) for s in book for r in s.iter_rows() for c in r)
    assert "A gap was found" in text
    book.close()

    page.get_by_role("button", name=words.START_AGAIN).click()
    page.get_by_role("button", name=words.FORGET).click()
    page.get_by_text("Step 1 of 4").wait_for()
    assert elsewhere == []
    assert urlparse(page.url).query == ""


@pytest.mark.parametrize("width", [1280, 400])
def test_demonstration_fits_the_screen(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="See a demonstration").click()
    page.get_by_text("Step 2 of 4").wait_for()
    go_on(page, 2, 3)
    page.get_by_text(results.WHAT_WAS_FOUND).wait_for()
    settled(page)
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    for place in ("overview", "check-2-1", "who-1", "deeper-1", "take", "print"):
        go(page, place)
        page.wait_for_timeout(1000)
        settled(page)
        assert page.evaluate(top) == 0  # a new step, and a new screen, begin at the heading
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        assert "Traceback" not in page.inner_text("body")


def test_two_people_never_see_each_other(browser: Any, address: str) -> None:
    first, second = browser.new_context(), browser.new_context()
    one, two = first.new_page(), second.new_page()
    one.goto(address)
    one.get_by_role("button", name="See a demonstration").click()
    one.get_by_text("Step 2 of 4").wait_for()
    two.goto(address)
    two.get_by_text("Step 1 of 4").wait_for()
    assert "Demonstration: made-up people" not in two.inner_text("body")
    first.close()
    second.close()


def test_hostile_answers_are_shown_as_text(page: Any, address: str) -> None:
    answers = [
        "<b>bold</b>",
        "**stars**",
        "$x^2$",
        ":red[red]",
        "=1+1",
        "<img src=x onerror=alert(1)>",
    ]
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome"]
    rows += [f'"{a}",Female,30,2019-01-{d:02d},Yes' for d, a in enumerate(answers, 10)]
    rows += [f"White,Male,40,2019-02-{d:02d},No" for d in range(10, 28)]
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(address)
    chooser(page, "service").set_input_files(
        {"name": "<i>x</i>.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.get_by_text(".csv").first.wait_for()
    page.wait_for_timeout(1000)
    go_on(page, 1, 2)
    page.get_by_text(words.ASK_ANSWERS["ethnicity"], exact=True).wait_for()
    main = page.locator("[data-testid=stMain]")
    shown = main.inner_text()
    for answer in answers:
        assert answer in shown
    assert main.locator("b, strong", has_text=re.compile("bold|stars")).count() == 0
    assert main.locator("img[src=x], .katex").count() == 0
    page.get_by_role("button", name=words.BACK).click()
    rows = page.locator(".first-rows")
    rows.wait_for()
    assert answers[0] in rows.inner_text() and rows.locator("b, strong, img, .katex").count() == 0
