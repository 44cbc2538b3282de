"""A server that logs all it can says nothing of what people gave it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, chooser, free_port, go_on

from ips_audit.words import results

pytestmark = pytest.mark.browser

SOON = 15_000  # milliseconds
MARKS = ("Zanzibari", "Xylophone", "quokka")  # an answer, a heading, a file name


def test_the_log_at_its_fullest_names_no_answer_heading_or_file(page: Any, tmp_path: Path) -> None:
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome,Xylophone"]
    rows += [f"Zanzibari,Female,30,2019-01-{d:02d},Yes,{d}" for d in range(10, 28)]
    port, log = free_port(), tmp_path / "log.txt"
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, str(ROOT / "app.py"), "--server.port", str(port),
        "--server.headless", "true", "--logger.level", "debug",
    ]  # fmt: skip
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.25)
            page.goto(address, timeout=SOON)
            chooser(page, "service").set_input_files(
                {"name": "quokka.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()},
                timeout=SOON,
            )
            page.get_by_text("quokka.csv").first.wait_for(timeout=SOON)
            page.wait_for_timeout(1000)
            # A server just started may swallow a press; this test is about what it logs.
            go_on(page, 1, 2, presses=2)
            page.get_by_text("Zanzibari").first.wait_for(state="attached", timeout=SOON)
            page.get_by_role("radiogroup", name="Zanzibari").locator("label").nth(0).click()
            go_on(page, 3)
            page.get_by_text(results.WHAT_WAS_FOUND).wait_for(timeout=SOON)
        finally:
            server.kill()
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Script" in said or "session" in said  # it did log
    assert [mark for mark in MARKS if mark.lower() in said.lower()] == []
