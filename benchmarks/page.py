"""The page in a real browser: from files to the answer, its start, and a change of place."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.audits import FLOOR
from benchmarks.server import (
    CASELOAD,
    FLAGS,
    ONWARD,
    RUNNING,
    SERVICE,
    SETTLE,
    STILL,
    UPLOAD,
    chromium,
    running,
)
from benchmarks.timing import ROOT, Measured, Row
from ips_audit.words.page import PASTE
from ips_audit.words.results import TAKE

EMPTY = 'import streamlit as st\nst.title("Empty")\nst.write("Nothing is computed here.")\n'
STARTS = 9
CHANGES = 10  # there and back: one way draws more than the other
UNCOUNTED = 4  # the first changes make what is kept from then on
STORED = ROOT / "benchmarks" / "stored_page.py"
PATIENCE = 180_000  # milliseconds


def files_to_answer(folder: Path, processes: Sequence[Row], runs: int) -> Iterator[Row]:
    """Yield a row for each service file that was measured as a whole process.

    Measured is from letting a service file fall on the page until the answer is drawn, the
    buttons pressed as soon as they are there; the caseload's numbers were chosen before. It is
    held against the audit, the floor and the quickest of the other scripts as whole processes.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p, running(ROOT / "app.py") as server:
        browser = p.chromium.launch(executable_path=chromium(), args=FLAGS)
        for row in processes:
            rows, _, suffix = row.what.partition(" rows .")
            n = int(rows.replace(",", ""))
            service = folder / f"service_{n}.{suffix}"
            caseload = data.made("counts", folder / "counts.csv", 20 * n)
            took = []
            for i in range((runs + 1) // 2 + 1):
                tab = browser.new_context().new_page()
                seconds = _to_answer(tab, server.address, service, caseload)
                tab.context.close()
                if i:
                    took.append(seconds)
            best = min((o for k, o in row.others.items() if k != FLOOR), key=lambda o: o.fastest)
            others = {"the audit": row.this, FLOOR: row.others[FLOOR], "the best script": best}
            yield Row(f"{row.what}, file to answer on the page", Measured(took), others)
        browser.close()


def start_and_change(folder: Path) -> Iterator[Row]:
    """Yield rows for the page's start, and for going from place to place on the results.

    A change is measured against the same page of a small service, and against a floor: the same
    page sent from store, with nothing computed (`benchmarks.stored_page`).
    """
    from playwright.sync_api import sync_playwright

    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=FLAGS)
        starts: dict[Path, list[tuple[float, float]]] = {ROOT / "app.py": [], empty: []}
        for i in range(STARTS + 1):
            for script, took in starts.items():
                seconds = _start(browser, script)
                if i:
                    took.append(seconds)
        ours, theirs = ([Measured(t) for t in zip(*took, strict=True)] for took in starts.values())
        for until, this, other in zip(("heading", "all drawn"), ours, theirs, strict=True):
            yield Row(f"page start, launch to {until}", this, {"empty app": other})
        changes = _changes(browser, folder)
        browser.close()
    large, small, floor = (Measured(changes[name]) for name in ("large", "small", "stored"))
    what = "from place to place on the results, {} rows"
    yield Row(what.format("100,000"), large, {"779 rows": small, "sent from store": floor})
    yield Row(what.format("779"), small, {"sent from store": floor})


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


def _changes(browser: Any, folder: Path) -> dict[str, list[float]]:
    """Return the seconds of changes made on the results of three pages in turn."""
    pages = {
        "large": (ROOT / "app.py", 100_000),
        "small": (ROOT / "app.py", 779),
        "stored": (STORED, 779),
    }
    changes: dict[str, list[float]] = {name: [] for name in pages}
    with contextlib.ExitStack() as stack:
        tabs = {}
        for name, (script, n) in pages.items():
            server = stack.enter_context(running(script))
            tabs[name] = browser.new_page()
            stack.callback(tabs[name].close)
            file = data.made("csv", folder / f"page_{n}.csv", n)
            _to_answer(tabs[name], server.address, file)
        for i in range(CHANGES + UNCOUNTED):
            for name, tab in tabs.items():
                tab.bring_to_front()
                took = _change(tab, i)
                if i >= UNCOUNTED:
                    changes[name].append(took)
    return changes


def _to_answer(tab: Any, address: str, service: Path, caseload: Path | None = None) -> float:
    """Return seconds from letting the service file fall on the page to the answer."""
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    tab.locator(STILL).wait_for()
    if caseload is not None:
        _upload(tab, CASELOAD, caseload)
    began = time.perf_counter()
    _upload(tab, SERVICE, service)
    for step in (1, 2, 3):
        tab.locator(ONWARD.format(step=step)).click()
    tab.get_by_text(TAKE).first.wait_for()
    tab.locator(STILL).wait_for()
    return time.perf_counter() - began


def _upload(tab: Any, place: str, file: Path) -> None:
    """Choose a file and wait until the page has taken it up."""
    from playwright.sync_api import TimeoutError as Never

    with tab.expect_response(lambda r: UPLOAD in r.url and r.request.method == "PUT"):
        tab.locator(place).set_input_files(str(file))
    with contextlib.suppress(Never):  # so quickly drawn that nobody saw it
        tab.locator(RUNNING).wait_for(timeout=SETTLE)
    tab.locator(STILL).wait_for()


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
