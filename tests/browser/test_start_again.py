"""Long work in a real browser: it says how far it is, and *Start again* ends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import chooser, free_port, go_on, onward, running

from ips_audit.words import page as words

pytestmark = pytest.mark.browser

SLOW = str(Path(__file__).parent / "slow_app.py")
SOON = 5_000  # milliseconds; the work itself takes thirty seconds


def read(page: Any) -> None:
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"Ethnicity,Job\nWhite,Yes\n"}
    chooser(page, "service").set_input_files(file)
    page.get_by_text("people.csv").wait_for()
    onward(page, 1).click()


def count(page: Any) -> None:
    page.get_by_role("button", name=words.DEMO).click()
    go_on(page, 2, 3)


@pytest.mark.parametrize("step, begin", [("1", read), ("4", count)])
def test_start_again_ends_long_work(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str,
    begin: Callable[[Any], None],
) -> None:  # fmt: skip
    log = tmp_path / "ended.txt"
    monkeypatch.setenv("SLOW_LOG", str(log))
    monkeypatch.setenv("SLOW_STEP", step)
    with running(free_port(), "-m", "streamlit", "run", SLOW) as address:
        page.goto(address)
        begin(page)
        page.get_by_text(f"Step {step} of 4").wait_for()
        page.get_by_text("of 600 … 1 seconds so far.").wait_for(timeout=SOON)
        assert page.get_by_role("progressbar").count() == 1
        assert not log.exists()
        began = time.monotonic()
        page.get_by_role("button", name=words.START_AGAIN).click()
        page.get_by_text("Step 1 of 4").wait_for(timeout=SOON)
        page.get_by_role("progressbar").wait_for(state="detached", timeout=SOON)
        while not log.exists() and time.monotonic() < began + SOON / 1000:
            time.sleep(0.1)
        assert log.read_text(encoding="utf-8") == "Stopped"
        page.get_by_text("people.csv").wait_for(state="detached", timeout=SOON)


def test_a_press_outlives_another_change_that_reaches_the_page_later(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "ended.txt"
    monkeypatch.setenv("SLOW_LOG", str(log))
    monkeypatch.setenv("SLOW_STEP", "1")
    with running(free_port(), "-m", "streamlit", "run", SLOW) as address:
        page.goto(address)
        read(page)
        page.get_by_text("of 600 … 1 seconds so far.").wait_for(timeout=SOON)
        file = {"name": "late.csv", "mimeType": "text/csv", "buffer": b"Group,People\nWhite,9\n"}
        chooser(page, "caseload").set_input_files(file)
        page.get_by_text(words.NO_CASELOAD).wait_for(state="detached", timeout=SOON)
        page.get_by_text("of 600 … 2 seconds so far.").wait_for(timeout=SOON)
        assert not log.exists()  # the first file is read on, not anew
        page.get_by_role("button", name=words.START_AGAIN).click()


def test_reading_begins_while_somebody_still_looks_at_the_first_step(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "ended.txt"
    monkeypatch.setenv("SLOW_LOG", str(log))
    monkeypatch.setenv("SLOW_STEP", "1")
    with running(free_port(), "-m", "streamlit", "run", SLOW) as address:
        page.goto(address)
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"Ethnicity\nWhite\n"}
        chooser(page, "service").set_input_files(file)
        page.get_by_text("of 600 … 1 seconds so far.").wait_for(timeout=SOON)
        assert onward(page, 1).is_enabled()
        page.get_by_role("button", name="Remove people.csv").click()
        page.get_by_role("progressbar").wait_for(state="detached", timeout=SOON)
        while not log.exists():
            page.wait_for_timeout(100)
        assert log.read_text(encoding="utf-8") == "Stopped"


@pytest.mark.parametrize("motion, moves", [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_people_who_asked_for_that(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, motion: str, moves: bool
) -> None:
    monkeypatch.setenv("SLOW_LOG", str(tmp_path / "ended.txt"))
    monkeypatch.setenv("SLOW_STEP", "1")
    page.emulate_media(reduced_motion=motion)
    with running(free_port(), "-m", "streamlit", "run", SLOW) as address:
        page.goto(address)
        read(page)
        page.get_by_text("of 600 … 2 seconds so far.").wait_for(timeout=SOON)
        seen = 0
        for _ in range(20):
            seen += page.evaluate("document.getAnimations().length")
            page.wait_for_timeout(100)
        assert bool(seen) is moves
        page.get_by_role("button", name=words.START_AGAIN).click()
