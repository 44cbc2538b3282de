"""A choice on the results draws them again; what does not change is not made again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from results_pages import go, more
from streamlit.testing.v1 import AppTest

from ips_audit.model import Release
from ips_audit.outputs import charts
from ips_audit.ui import state
from ips_audit.ui.results import card, report_cache
from ips_audit.words import page as words
from ips_audit.words import results as words_of_results

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the title of each chart that is made."""
    titles: list[str] = []
    real = charts.check_chart

    def check_chart(check: Any) -> Any:
        titles.append(f"{check.question} {check.service} {check.dimension}")
        return real(check)

    monkeypatch.setattr(card, "check_chart", check_chart)
    return titles


def results() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for label in (words.DEMO, words.CONTINUE, words.RESULTS):
        press(app, label)
    return app


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception and not app.error


def drawn(app: AppTest) -> list[str]:
    return [c.proto.spec for c in app.get("vega_lite_chart")]


def test_a_choice_makes_nothing_again(made: list[str]) -> None:
    app = go(results(), "check-1-1")
    first = drawn(app)
    assert len(made) == 1
    go(app, "check-1-2")
    assert drawn(app) != first
    more(go(app, "check-1-1"), words_of_results.HOW)
    assert len(made) == 2
    assert drawn(app)[0] == first[0]


def test_what_leaves_is_made_beside_what_is_shown(made: list[str]) -> None:
    app = go(results(), "print")
    exact, both = drawn(app), len(made)
    go(app, "take")
    next(r for r in app.radio if (r.key or "").startswith("release")).set_value(
        Release.SHARE_SAFE
    ).run()
    go(app, "print")
    assert drawn(app) != exact
    assert len(made) == 2 * both


def test_other_people_are_drawn_anew(made: list[str]) -> None:
    app = go(results(), "print")
    first = len(made)
    for label in (words.BACK, words.BACK):
        press(app, label)
    next(s for s in app.selectbox if s.label == words.MARGIN).set_value(0.9).run()
    for label in (words.CONTINUE, words.RESULTS):
        press(app, label)
    go(app, "print")
    assert len(made) == 2 * first


def test_start_again_forgets_what_was_made() -> None:
    app = results()
    assert report_cache.KEY in app.session_state
    press(app, words.START_AGAIN)
    assert report_cache.KEY not in app.session_state
    assert not app.session_state[state.KEY].service
