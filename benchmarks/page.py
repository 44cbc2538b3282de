"""The page in a real browser: its start, from files to results, and a change of a choice."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.server import FLAGS, ROOT, SETTLE, STILL, UPLOAD, chromium, running
from ips_audit.words.disclosure import KINDS
from ips_audit.words.outputs import DO_NOT_SHARE

EMPTY = 'import streamlit as st\nst.title("Empty")\nst.write("Nothing is computed here.")\n'
STARTS = 7
CHANGES = 7


def measure(folder: Path) -> list[dict[str, Any]]:
    """Return rows for the table: start, files to results, and a change of a choice."""
    from playwright.sync_api import sync_playwright

    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=FLAGS)
        starts: dict[str, list[float]] = {"page": [], "empty app": []}
        for i in range(STARTS + 1):
            for name, script in (("page", ROOT / "app.py"), ("empty app", empty)):
                took = _start(browser, script)
                if i:
                    starts[name].append(took)
        large, small = (_journey(browser, folder, n) for n in (100_000, 779))
        browser.close()
    return [
        _row("page start, launch to heading", starts["page"], starts["empty app"], "empty app"),
        _row("files to results, 100,000 rows .csv", [large[0]], [small[0]], "779 rows"),
        _row("a choice changed on the results, 100,000 rows", large[1], small[1], "779 rows"),
    ]


def _row(what: str, these: list[float], those: list[float], against: str) -> dict[str, Any]:
    one, other = statistics.median(these), statistics.median(those)
    return {
        "what": what,
        "seconds": {against: other, "this": one},
        "spread": {"this": [min(these), max(these)], against: [min(those), max(those)]},
        "ratios": {against: one / other},
    }


def _start(browser: Any, script: Path) -> float:
    """Return seconds from launching the server to the heading in the browser."""
    tab = browser.new_page()
    began = time.perf_counter()
    with running(script) as server:
        tab.goto(server.address)
        tab.locator("h1").first.wait_for()
        took = time.perf_counter() - began
        tab.close()
    return took


def _journey(browser: Any, folder: Path, n: int) -> tuple[float, list[float]]:
    """Return seconds from *Continue* to the results, and of each change of a choice there."""
    service = data.made("csv", folder / f"page_{n}.csv", n)
    with running(ROOT / "app.py") as server:
        tab = browser.new_page()
        tab.set_default_timeout(120_000)
        tab.goto(server.address)
        with tab.expect_response(lambda r: UPLOAD in r.url and r.request.method == "PUT"):
            tab.locator("input[type=file]").nth(0).set_input_files(str(service))
        tab.wait_for_timeout(SETTLE)
        tab.locator(STILL).wait_for()
        began = time.perf_counter()
        for step, button in ((1, "Continue"), (2, "Continue"), (3, "Show the results")):
            tab.get_by_text(f"Step {step} of 4").wait_for()
            tab.get_by_role("button", name=button).click()
        tab.get_by_text("Take away").wait_for()
        tab.locator(STILL).wait_for()
        took = time.perf_counter() - began
        changes = [_change(tab, i) for i in range(CHANGES + 2)][2:]
        tab.close()
    return took, changes


def _change(tab: Any, i: int) -> float:
    """Change between the kinds of output; return seconds until all is drawn again."""
    label = (KINDS["team"], KINDS["share-safe"])[i % 2]
    warning = tab.get_by_text(DO_NOT_SHARE).first
    began = time.perf_counter()
    tab.locator("[data-testid=stRadio] label", has_text=label).first.click()
    warning.wait_for(state="detached" if i % 2 else "visible")
    tab.locator(STILL).wait_for()
    took = time.perf_counter() - began
    tab.wait_for_timeout(500)
    return took
