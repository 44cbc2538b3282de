"""What the first page loads: little more than an empty page does."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.ui.server import preload

ROOT = Path(__file__).parents[2]
EMPTY = "import streamlit as st\nst.title('Empty')\n"
RUN = """
import json, sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(sys.argv[1], default_timeout=60).run()
assert not app.exception and app.title, app
print(json.dumps(sorted(sys.modules)))
"""
SLOW = {
    "numpy", "pandas", "scipy", "altair", "openpyxl", "docx", "python_calamine", "rapidfuzz",
    "vl_convert", "charset_normalizer", "pyarrow",
}  # fmt: skip


def loaded(script: Path) -> set[str]:
    """Return what a fresh Python has loaded once a page was drawn."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(script)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return what the first page loads and an empty page does not."""
    empty = tmp_path_factory.mktemp("empty") / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    return loaded(ROOT / "app.py") - loaded(empty)


def test_the_first_page_loads_nothing_slow(ours: set[str]) -> None:
    assert "ips_audit.ui.steps.choose_files" in ours  # the page was drawn
    assert not {name.partition(".")[0] for name in ours} & SLOW


def test_the_command_line_starts_reading_before_anything_slow_is_loaded() -> None:
    code = "import json, sys, ips_audit.__main__; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = json.loads(done.stdout)
    assert "ips_audit.pipeline" in names
    assert not {n.partition(".")[0] for n in names} & SLOW
    assert not [n for n in names if n.startswith(("ips_audit.model", "ips_audit.analysis"))]


def test_the_first_page_loads_no_room_that_reads_counts_or_compares(ours: set[str]) -> None:
    later = ("ips_audit.analysis.audit", "ips_audit.analysis", "ips_audit.disclosure")
    later += ("ips_audit.ui.steps.match_columns", "ips_audit.ui.steps.check_answers")
    later += ("ips_audit.ui.results",)
    later += tuple(
        f"ips_audit.intake.{name}" for name in ("prepare", "sheets", "files.reading", "people")
    )
    assert not [name for name in ours if name.startswith(later)]


def test_a_server_loads_the_rest_once_while_a_file_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []
    monkeypatch.setattr(preload, "AFTER", 0)
    monkeypatch.setattr(preload, "import_module", started.append)
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    preload.allow()
    for _ in range(2):
        AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(10)
    assert started == list(preload.LATER)


def test_what_a_server_loads_is_there() -> None:
    preload.load()
    assert set(preload.LATER) <= set(sys.modules)
