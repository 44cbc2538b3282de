"""Each story, from its address to its expected finding."""

from __future__ import annotations

from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from results_pages import answer, badge, go, html, overview, places
from streamlit.testing.v1 import AppTest

from ips_audit.analysis.audit import audit
from ips_audit.demonstrations.stories import LONDON, Story, stories
from ips_audit.intake.files.reading import open_source
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    ETHNIC_GROUP,
    SERVICE,
    AuditReport,
    GroupFinding,
    PathStep,
    Settings,
)
from ips_audit.words import answer as answer_words
from ips_audit.words import findings, results, trainer
from ips_audit.words import page as words
from ips_audit.words.path import lower_groups

ROOT = Path(__file__).parents[2]
LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def toggle(app: AppTest, label: str, value: bool) -> AppTest:
    next(t for t in app.toggle if t.label == label).set_value(value).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("slug", stories())
def test_a_story_names_the_steps_at_which_a_group_falls_behind(slug: str) -> None:
    story = stories()[slug]
    found = {
        (path.service, step, group)
        for path in audited(story).paths
        for group, steps in lower_groups(path).items()
        for step in steps
    }
    assert found == {(e.service, e.step, group) for e in story.expected_steps for group in e.lower}


def test_one_story_tells_the_path() -> None:
    told = [s.slug for s in stories().values() if audited(s).paths]
    assert told == ["accepted-less-often"]
    (path,) = audited(stories()["accepted-less-often"]).paths
    assert [s.step for s in path.steps] == list(PathStep)[1:]
    assert path.people["Black/Black British"] == 160


@cache
def audited(story: Story) -> AuditReport:
    def tables(paths: tuple[Path, ...], kind: Any) -> list[Any]:
        books = [(p.name, open_source(p.name, p.read_bytes())) for p in paths]
        return [t for n, b in books for t in choose_tables(n, b, kind, None, None).tables]

    ready = prepare(
        tables(story.service_files, "service"), tables(story.caseload_files, "caseload"), Settings()
    )
    assert ready.people is not None
    return audit(ready.people, ready.caseload, ready.settings)


@pytest.mark.parametrize("slug", stories())
def test_a_story_comes_to_its_expected_finding(slug: str) -> None:
    story = stories()[slug]
    report = audited(story)
    assert story.expected and len(story.questions) >= 3
    for expected in story.expected:
        checks = [
            c
            for c in report.headline
            if (c.service, c.question) == (expected.service, expected.question)
            and c.dimension == ETHNIC_GROUP
        ]
        assert checks, expected
        for check in checks:  # jobs: everyone, and people with at least six months
            assert check.finding == expected.finding, check.people
            lower = tuple(g.group for g in check.groups if g.finding in LOWER)
            assert lower == expected.lower


def test_the_total_misleads_in_the_story_that_says_so() -> None:
    report = audited(stories()["disappears-when-separated"])
    layer = next(
        x
        for x in report.layers
        if x.by == SERVICE and x.question == "access" and x.dimension == ETHNIC_GROUP
    )
    black = next(g for g in layer.groups if g.group == "Black/Black British")
    assert black.alarm and black.crude_ratio is not None and black.adjusted_ratio is not None
    assert black.crude_ratio < 0.55 < 0.95 < black.adjusted_ratio < 1.05


@pytest.mark.parametrize("slug", stories())
def test_an_address_opens_a_story_with_its_results_hidden(slug: str) -> None:
    app = opened(story=slug)
    assert app.header[0].value.startswith("Step 4")
    assert badge(app)
    shown = " ".join(m.value for m in app.markdown)
    assert stories()[slug].background in shown
    assert all(q in shown for q in stories()[slug].questions)
    assert not app.table and not places(app)
    toggle(app, trainer.HIDE, False)
    shown = overview(app)
    for expected in stories()[slug].expected:
        row = {s: cell for (_, by, s), cell in shown.items() if by == "by ethnic group"}
        cell = row.get(expected.service)
        if cell is None or expected.question == "outcome":
            continue
        assert cell[0].startswith("Lower: ") == bool(expected.lower)
        assert all(group in cell[0] for group in expected.lower)


def test_a_total_that_misleads_is_no_gap_anywhere() -> None:
    """Overview, answer and card say the same: read each service."""
    app = toggle(opened(story="disappears-when-separated"), trainer.HIDE, False)
    together = {k: cell for k, cell in overview(app).items() if k[2] == results.TOGETHER}
    misleads = [cell for (_, by, _), cell in together.items() if "ethnic group" in by]
    assert len(misleads) == 3
    assert all(cell[:2] == ["The total misleads", "read each service"] for cell in misleads)
    assert answer(app).startswith(answer_words.TOTAL_ALONE)
    assert "fewer than expected" not in answer(app)
    go(app, "check-3-1")
    shown = unescape(html(app))
    assert findings.READ_SERVICES in shown and "A gap was found" not in shown


@pytest.mark.parametrize("slug", stories())
def test_nothing_that_is_shown_first_gives_the_answer_away(slug: str) -> None:
    """Neither the old address nor the new one keeps it in sight, and the title does not tell."""
    story = stories()[slug]
    for address in (slug, story.address):
        app = opened(story=address)
        assert app.query_params["story"] in (story.address, [story.address])
    told = f"{story.title} {story.address}".casefold()
    for word in ("gap", "differ", "small", "tell", "reach", "known", "separate", "rule"):
        assert word not in told


def test_the_badge_stands_on_each_step() -> None:
    app = opened(story="outcomes-differ")
    for step in (3, 2, 1):
        press(app, words.BACK)
        assert app.header[0].value.startswith(f"Step {step}")
        assert badge(app) == (step > 1)  # made-up people are not taken back to the first


def test_the_list_opens_a_story_at_the_second_step() -> None:
    app = opened()
    box = next(s for s in app.selectbox if s.label == trainer.WHICH_STORY)
    box.set_value("too-small-to-tell").run()
    press(app, trainer.OPEN_STORY)
    assert app.header[0].value.startswith("Step 2")
    assert badge(app)
    assert "meadow" in app.query_params["story"]
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    assert not app.table  # hidden until the trainer is ready
    press(app, words.START_AGAIN)
    assert "story" not in app.query_params
    assert app.header[0].value.startswith("Step 1")
    assert not badge(app)


@pytest.mark.parametrize("slug", ["nowhere", "../../etc/passwd", "<script>alert(1)</script>", ""])
def test_an_address_that_names_no_story_gets_a_plain_message(slug: str) -> None:
    app = opened(story=slug)
    assert [e.value for e in app.error] == [trainer.NO_SUCH_STORY]
    assert app.header[0].value.startswith("Step 1")
    assert "story" not in app.query_params


def test_a_users_own_files_shut_the_room_and_empty_the_address() -> None:
    app = opened(story="outcomes-differ")
    for _ in range(3):
        press(app, words.BACK)
    own = b"Ethnic group,Gender,Job\n" + b"White,Male,Yes\nMixed,Female,No\n" * 20
    app.file_uploader[0].upload("own.csv", own, "text/csv").run()
    press(app, words.CONTINUE)
    assert not badge(app)
    assert not app.query_params
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    labels = [t.label for t in app.toggle]
    assert trainer.HIDE not in labels and trainer.LARGE not in labels
    state: Any = app.session_state["audit_state"]
    assert state.demonstration is None


def test_large_text_and_hiding_stay_when_the_step_changes() -> None:
    app = opened(story=LONDON)
    toggle(app, trainer.LARGE, True)
    assert any("font-size: 26px" in str(h.proto.body) for h in app.get("html"))
    press(app, words.BACK)
    assert any("font-size: 26px" in str(h.proto.body) for h in app.get("html"))
    press(app, words.RESULTS)
    assert next(t for t in app.toggle if t.label == trainer.LARGE).value
    assert next(t for t in app.toggle if t.label == trainer.HIDE).value
