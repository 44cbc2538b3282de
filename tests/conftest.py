from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.disclosure.secret import ELSEWHERE
from ips_audit.words import page as words

TESTS = Path(__file__).parent
# A busy machine is no fault of the code: speed is held by the benchmarks.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
# Left out by `-m "not slow"`: whole folders, or files.
SLOW = (
    "benchmarks",
    "browser",
    "disclosure",
    "docs/test_container.py",
    "docs/test_examples.py",
    "docs/test_site.py",
    "hostile",
    "intake/test_accuracy.py",
    "intake/test_bulk.py",
    "intake/test_headings.py",
    "intake/test_hostile_reading.py",
    "intake/test_messy_everywhere.py",
    "intake/test_mixtures.py",
    "intake/test_odd_workbooks.py",
    "intake/test_reading.py",
    "outputs/test_document.py",
    "outputs/test_path_outputs.py",
    "outputs/test_samples.py",
    "outputs/test_takeaway.py",
    "outputs/test_template.py",
    "outputs/test_workbook.py",
    "outputs/test_workbook_cells.py",
    "page/test_app_population.py",
    "page/test_isolation.py",
    "page/test_report_cache.py",
    "realworld",
    "sample_data",
    "trainer",
    "whole/test_dimensions.py",
    "whole/test_population.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that the other tests can be run at each change."""
    for item in items:
        if any((TESTS / place) in (item.path, *item.path.parents) for place in SLOW):
            item.add_marker("slow")


@pytest.fixture(autouse=True, scope="session")
def secret_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep a secret for the tests, the same on every run; the user's own is left alone."""
    path = tmp_path_factory.mktemp("secret") / "secret.txt"
    path.write_text(bytes(range(32)).hex())
    os.environ[ELSEWHERE] = str(path)
    yield
    del os.environ[ELSEWHERE]


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
