"""The page in a real browser: its start, from files to results, and a change of a choice."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.server import FLAGS, ONWARD, SERVICE, SETTLE, STILL, UPLOAD, chromium, running
from benchmarks.timing import ROOT
from ips_audit.words.page import PASTE
from ips_audit.words.results import TAKE

EMPTY = 'import streamlit as st\nst.title("Empty")\nst.write("Nothing is computed here.")\n'
STARTS = 9
CHANGES = 10  # there and back: one way draws more than the other
UNCOUNTED = 4  # the first changes make what is kept from then on
STORED = ROOT / "benchmarks" / "stored_page.py"


def measure(folder: Path) -> list[dict[str, Any]]:
    """Return rows for the table: start, files to results, and a change of a choice.

    A change is measured against the same page of a small service, and against a floor: the same
    page sent from store, with nothing computed (`benchmarks.stored_page`).
    """
    from playwright.sync_api import sync_playwright

    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=FLAGS)
        starts: dict[str, list[tuple[float, float]]] = {"page": [], "empty app": []}
        for i in range(STARTS + 1):
            for name, script in (("page", ROOT / "app.py"), ("empty app", empty)):
                took = _start(browser, script)
                if i:
                    starts[name].append(took)
        waits, changes = _journeys(browser, folder)
        browser.close()
    ours, theirs = (list(zip(*starts[name], strict=True)) for name in ("page", "empty app"))
    large, small, floor = (changes[name] for name in ("large", "small", "stored"))
    what = "a choice changed on the results, {} rows"
    return [
        _row("page start, launch to heading", ours[0], {"empty app": theirs[0]}),
        _row("page start, launch to all drawn", ours[1], {"empty app": theirs[1]}),
        _row(
            "files to results, 100,000 rows .csv",
            [waits["large"]], {"779 rows": [waits["small"]]},
        ),
        _row(what.format("100,000"), large, {"779 rows": small, "sent from store": floor}),
        _row(what.format("779"), small, {"sent from store": floor}),
    ]  # fmt: skip


def _row(what: str, these: Sequence[float], others: dict[str, Sequence[float]]) -> dict[str, Any]:
    one = statistics.median(these)
    medians = {against: statistics.median(those) for against, those in others.items()}
    return {
        "what": what,
        "seconds": {**medians, "this": one},
        "spread": {k: [min(v), max(v)] for k, v in {**others, "this": these}.items()},
        "ratios": {against: one / other for against, other in medians.items()},
    }


def _start(browser: Any, script: Path) -> tuple[float, float]:
    """Return seconds from launching the server to the heading, and until all is drawn."""
    tab = browser.new_page()
    began = time.perf_counter()
    with running(script) as server:
        tab.goto(server.address)
        tab.locator("h1").first.wait_for()
        heading = time.perf_counter() - began
        tab.locator(STILL).wait_for()
        drawn = time.perf_counter() - began
        tab.close()
    return heading, drawn


def _journeys(browser: Any, folder: Path) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Return seconds from *Continue* to the results, and of changes made there in turn."""
    pages = {
        "large": (ROOT / "app.py", 100_000),
        "small": (ROOT / "app.py", 779),
        "stored": (STORED, 779),
    }
    waits: dict[str, float] = {}
    changes: dict[str, list[float]] = {name: [] for name in pages}
    with contextlib.ExitStack() as stack:
        tabs = {}
        for name, (script, n) in pages.items():
            server = stack.enter_context(running(script))
            tabs[name] = browser.new_page()
            stack.callback(tabs[name].close)
            file = data.made("csv", folder / f"page_{n}.csv", n)
            waits[name] = _to_results(tabs[name], server.address, file)
        for i in range(CHANGES + UNCOUNTED):
            for name, tab in tabs.items():
                tab.bring_to_front()
                took = _change(tab, i)
                if i >= UNCOUNTED:
                    changes[name].append(took)
    return waits, changes


def _to_results(tab: Any, address: str, service: Path) -> float:
    """Return seconds from *Continue* to the results."""
    tab.set_default_timeout(120_000)
    tab.goto(address)
    with tab.expect_response(lambda r: UPLOAD in r.url and r.request.method == "PUT"):
        tab.locator(SERVICE).set_input_files(str(service))
    tab.wait_for_timeout(SETTLE)
    tab.locator(STILL).wait_for()
    began = time.perf_counter()
    for step in (1, 2, 3):
        tab.locator(ONWARD.format(step=step)).click()
    tab.get_by_text(TAKE).first.wait_for()
    tab.locator(STILL).wait_for()
    return time.perf_counter() - began


def _change(tab: Any, i: int) -> float:
    """Go to *Take it away*, or back to the overview; return seconds until all is drawn."""
    place = ("take", "overview")[i % 2]
    paste = tab.get_by_text(PASTE).first
    began = time.perf_counter()
    tab.locator(f".st-key-go_{place} button").click()
    paste.wait_for(state="detached" if i % 2 else "visible")
    tab.locator(STILL).wait_for()
    took = time.perf_counter() - began
    tab.wait_for_timeout(500)
    return took
