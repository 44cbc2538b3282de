"""Many people at once: `python -m benchmarks.load [--sessions 1 5 20] [--json FILE]`.

Each has a browser session of their own, uploads 5 MB and finishes an audit. The script checks
that each reads their own number of people, and prints how long they waited and what the server
kept in memory once they had left. The browsers run on the same processors as the server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.server import (
    FLAGS,
    ONWARD,
    SERVICE,
    SETTLE,
    STILL,
    UPLOAD,
    Server,
    chromium,
    running,
)
from benchmarks.timing import ROOT
from ips_audit.ui.server.closed_tabs import EVERY, GRACE
from ips_audit.words.results import TAKE

ROWS = 78_000  # about 5 MB
WAITS = 300_000  # milliseconds until a step counts as never done


def main() -> None:
    """Measure each number of sessions on a fresh server and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--sessions", nargs="+", type=int, default=[1, 5, 20])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--json", type=Path, help="write all figures here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [
            data.made("csv", Path(folder) / f"load_{i}.csv", args.rows + i)
            for i in range(max(args.sessions))
        ]
        found: list[dict[str, Any]] = []
        print("| sessions | right | wait (longest) | longest ÷ alone | MB before, most, after |")
        print("|---|---|---|---|---|", flush=True)
        for n in args.sessions:
            with running(ROOT / "app.py") as server:
                found.append(asyncio.run(_measure(server, files[:n], args.rows)))
            print(_line(found[-1], found[0]["median seconds"]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _line(row: dict[str, Any], alone: float) -> str:
    waited = f"{row['median seconds']:.1f} s ({row['longest seconds']:.1f} s)"
    memory = ", ".join(f"{row[k]:.0f}" for k in ("before", "most", "after"))
    ratio = row["longest seconds"] / alone
    return f"| {row['sessions']} | {row['right']} | {waited} | {ratio:.1f} | {memory} |"


async def _measure(server: Server, files: list[Path], rows: int) -> dict[str, Any]:
    from playwright.async_api import async_playwright

    async with async_playwright() as p:
        browser = await p.chromium.launch(executable_path=chromium(), args=FLAGS)
        await visit(browser, server)  # what the first page and the first audit load stays
        before = server.resident_mb()
        watch = asyncio.create_task(_watch(server))
        found = await asyncio.gather(*(
            _session(browser, server, f, rows + i) for i, f in enumerate(files)
        ))  # fmt: skip
        watch.cancel()
        most = max(server.resident_mb(), *_seen)
        await asyncio.sleep(GRACE + 2 * EVERY)  # closed tabs are let go after a minute
        after = server.resident_mb()
        await browser.close()
    waits = [seconds for seconds, _ in found]
    return {
        "sessions": len(files),
        "right": sum(right for _, right in found),
        "median seconds": statistics.median(waits),
        "longest seconds": max(waits),
        "before": before,
        "most": most,
        "after": after,
    }


_seen: list[float] = []


async def _watch(server: Server) -> None:
    """Note the server's memory until cancelled."""
    _seen.clear()
    while True:
        _seen.append(server.resident_mb())
        await asyncio.sleep(0.2)


async def visit(browser: Any, server: Server) -> None:
    """Run the demonstration once, as somebody else would."""
    context = await browser.new_context()
    tab = await context.new_page()
    tab.set_default_timeout(WAITS)
    await tab.goto(server.address)
    await tab.get_by_role("button", name="See a demonstration").click()
    await _through(tab)
    await tab.locator(STILL).wait_for()
    await context.close()


async def _through(tab: Any) -> None:
    """Press on from step 2 to the results."""
    for step in (2, 3):
        await tab.locator(ONWARD.format(step=step)).click()
    await tab.get_by_text(TAKE).first.wait_for()


async def audit_of(tab: Any, server: Server, file: Path) -> None:
    """Upload a file in a new tab and finish an audit; the tab stays open."""
    tab.set_default_timeout(WAITS)
    await tab.goto(server.address)
    async with tab.expect_response(lambda r: UPLOAD in r.url and r.request.method == "PUT"):
        await tab.locator(SERVICE).set_input_files(str(file))
    await tab.wait_for_timeout(SETTLE)
    await tab.locator(STILL).wait_for()
    await tab.locator(ONWARD.format(step=1)).click()
    await _through(tab)
    await tab.locator(STILL).wait_for()


async def _session(browser: Any, server: Server, file: Path, people: int) -> tuple[float, bool]:
    """Finish an audit; return seconds, and whether the number was right."""
    from playwright.async_api import TimeoutError as Never

    began = time.perf_counter()
    # Nothing moves: frames that many browsers draw on the server's own processors are no part
    # of what it does.
    context = await browser.new_context(reduced_motion="reduce")
    tab = await context.new_page()
    try:
        await audit_of(tab, server, file)
        took = time.perf_counter() - began
        number = tab.get_by_text(re.compile(f"{people:,}|{people}")).first
        await number.wait_for(state="attached")
    except Never as error:  # the people are made up: what the page showed may be printed
        shown = (await tab.locator("body").inner_text())[-1000:]
        print(f"The session of {people:,} people did not end: {error}\n{shown}", flush=True)
        return time.perf_counter() - began, False
    finally:
        await context.close()
    return took, True


if __name__ == "__main__":
    main()
