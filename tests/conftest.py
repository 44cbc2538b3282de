from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.words import page as words

TESTS = Path(__file__).parent
# Left out by `-m "not slow"`: whole folders, or files.
SLOW = (
    "benchmarks/test_error_rates.py",
    "browser",
    "disclosure",
    "intake/test_accuracy.py",
    "intake/test_messy_everywhere.py",
    "outputs/test_samples.py",
    "realworld",
    "test_disk_faults.py",
    "test_fuzz.py",
    "test_hostile_table.py",
    "test_isolation.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that the other tests can be run at each change."""
    for item in items:
        if any((TESTS / place) in (item.path, *item.path.parents) for place in SLOW):
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def no_surprise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the page says that it made a mistake: it never shows the exception itself."""
    run = AppTest._run

    def watched(self: AppTest, *given: Any, **named: Any) -> AppTest:
        done = run(self, *given, **named)
        wrong = [e.value for e in done.error if words.UNEXPECTED in e.value]
        assert not wrong
        return done

    monkeypatch.setattr(AppTest, "_run", watched)
