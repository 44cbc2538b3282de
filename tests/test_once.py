"""A choice on the results draws them again; what does not change is not made again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.model import Release
from ips_audit.outputs import charts
from ips_audit.ui import state
from ips_audit.ui.results import once
from ips_audit.ui.results import results as step_results
from ips_audit.words import page as words

ROOT = Path(__file__).parents[1]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the title of each chart that is made."""
    titles: list[str] = []
    real = charts.check_chart

    def check_chart(check: Any) -> Any:
        titles.append(f"{check.question} {check.service} {check.dimension}")
        return real(check)

    monkeypatch.setattr(step_results, "check_chart", check_chart)
    return titles


def results() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for label in (words.DEMO, words.CONTINUE, words.RESULTS):
        press(app, label)
    return app


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception and not app.error


def release(app: AppTest, kind: Release) -> None:
    next(r for r in app.radio if (r.key or "").startswith("release")).set_value(kind).run()
    assert not app.exception and not app.error


def drawn(app: AppTest) -> list[str]:
    return [c.proto.spec for c in app.get("vega_lite_chart")]


def test_a_choice_makes_nothing_again(made: list[str]) -> None:
    app = results()
    assert made
    release(app, Release.TEAM)
    exact, both = drawn(app), len(made)
    release(app, Release.SHARE_SAFE)
    protected = drawn(app)
    release(app, Release.TEAM)
    assert len(made) == both
    assert drawn(app) == exact != protected


def test_other_people_are_drawn_anew(made: list[str]) -> None:
    app = results()
    first = len(made)
    for label in (words.BACK, words.BACK):
        press(app, label)
    next(s for s in app.selectbox if s.label == words.MARGIN).set_value(0.9).run()
    for label in (words.CONTINUE, words.RESULTS):
        press(app, label)
    assert len(made) == 2 * first


def test_start_again_forgets_what_was_made() -> None:
    app = results()
    assert once.KEY in app.session_state
    press(app, words.START_AGAIN)
    assert once.KEY not in app.session_state
    assert not app.session_state[state.KEY].service
