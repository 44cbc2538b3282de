"""What the server holds while people come and go: `python -m benchmarks.memory [--tabs 4]`.

Each tab uploads 5 MB and finishes an audit. Printed is the resident memory of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.load import ROWS, audit_of, visit
from benchmarks.server import FLAGS, STILL, Server, chromium, running
from benchmarks.timing import ROOT
from ips_audit.ui.server.closed_tabs import EVERY, GRACE
from ips_audit.words.page import FORGET, START_AGAIN

FREED = GRACE + 1.5 * EVERY  # seconds after which a closed tab's session has ended


def main() -> None:
    """Measure on a fresh server and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--tabs", type=int, default=4)
    tabs = parser.parse_args().tabs
    with tempfile.TemporaryDirectory() as folder, running(ROOT / "app.py") as server:
        files = [data.made("csv", Path(folder) / f"{i}.csv", ROWS + i) for i in range(tabs)]
        print("| moment | MB |\n|---|---|")
        asyncio.run(_measure(server, files))


async def _measure(server: Server, files: list[Path]) -> None:
    from playwright.async_api import async_playwright

    def show(moment: str) -> None:
        print(f"| {moment} | {server.resident_mb():.0f} |", flush=True)

    show("server started")
    async with async_playwright() as p:
        browser = await p.chromium.launch(executable_path=chromium(), args=FLAGS)
        await visit(browser, server)
        for tab in await _audited(browser, server, files[:1]):
            await tab.context.close()
        await asyncio.sleep(FREED)
        show("after a first audit, its tab closed: what the libraries take")
        for action in ("start again", "close"):
            tabs = await _audited(browser, server, files)
            show(f"{len(tabs)} tabs open, 5 MB and an audit each")
            if action == "start again":
                await _start_again(tabs)
                show("*Start again* in each")
            for tab in tabs:
                await tab.context.close()
            show("tabs closed")
        await asyncio.sleep(FREED)
        show(f"{FREED:.0f} s later, nobody else came")
        await browser.close()


async def _audited(browser: Any, server: Server, files: list[Path]) -> list[Any]:
    """Finish an audit of each file, one after the other; return the tabs, still open."""
    tabs = []
    for file in files:
        tabs.append(await (await browser.new_context()).new_page())
        await audit_of(tabs[-1], server, file)
    return tabs


async def _start_again(tabs: list[Any]) -> None:
    for tab in tabs:
        await tab.get_by_role("button", name=START_AGAIN).click()
        await tab.get_by_role("button", name=FORGET).click()
        await tab.get_by_text("Step 1 of 4").wait_for()
        await tab.locator(STILL).wait_for()


if __name__ == "__main__":
    main()
