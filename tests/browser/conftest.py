from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def running(port: int, *script: str) -> Iterator[str]:
    """Run the app as a user starts it: python app.py; or another script."""
    command = [
        sys.executable, *(script or (str(ROOT / "app.py"),)),
        "--server.port", str(port), "--server.headless", "true",
    ]  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.25)
        try:
            yield url
        finally:
            server.terminate()
            try:
                server.wait(3)
            except subprocess.TimeoutExpired:  # it waits for pages that are still open
                server.kill()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running(free_port()) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Give a test its own tab; where the test fails, print what the tab shows."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    failed = request.session.testsfailed
    yield tab
    if request.session.testsfailed > failed:
        print(f"\nThe page when {request.node.name} failed:\n{tab.inner_text('body')[:6000]}")
    context.close()


def chooser(page: Any, kind: str) -> Any:
    """Return the place that takes files of a kind: its parts reach the page in any order."""
    return page.locator(f"[class*=st-key-{kind}_] input[type=file]")


def go(page: Any, place: str) -> None:
    """Open one screen of the results from the list at the side."""
    page.locator(f".st-key-go_{place} button").evaluate("b => b.click()")


def settled(page: Any) -> None:
    """Wait until the app has drawn everything: a redraw closes an open list, and moves a button."""
    page.wait_for_timeout(200)  # a press takes a moment to reach the server
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(300)


def onward(page: Any, step: int) -> Any:
    """Return the button that leads on from a step: the one before may still be there."""
    return page.locator(f".st-key-on_{step} button")


def go_on(page: Any, *steps: int, presses: int = 1) -> None:
    """Press on from each step and wait for the next; where `presses` are left, press again."""
    from playwright.sync_api import TimeoutError as Never

    for step in steps:
        for left in reversed(range(presses)):
            settled(page)  # a file that is chosen takes a moment to reach the page
            onward(page, step).click()
            try:
                page.get_by_text(f"Step {step + 1} of 4").wait_for(timeout=30_000 / (left + 1))
                break
            except Never:
                if not left:
                    raise
