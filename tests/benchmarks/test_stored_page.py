"""The floor of the page: the same page, and nothing of ours runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.ui.results import results
from ips_audit.words import page as words

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "stored_page.py"


def seen(app: AppTest) -> list[str]:
    return [f"{e.type} {e.proto}" for e in app.main]


def test_the_results_are_sent_again_and_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    for label in (words.DEMO, words.CONTINUE, words.RESULTS):
        next(b for b in app.button if b.label == label).click().run()
    overview = seen(app)
    next(b for b in app.button if b.key == "go_take").click().run()
    assert seen(app) != overview
    monkeypatch.delattr(results, "show")
    app.run()  # both places were drawn: from now on the first is due
    assert seen(app) == overview
    assert len(overview) > 10 and not app.exception
