"""What if, on the page: one thing is moved and the finding follows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from results_pages import go
from streamlit.testing.v1 import AppTest
from test_stories import opened, press, toggle

from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words import trainer


def looking(slug: str) -> AppTest:
    return opened(story=slug, times="1")


def choose(app: AppTest, label: str, value: object) -> AppTest:
    next(r for r in app.radio if r.label == label).set_value(value).run()
    assert not app.exception and not app.error
    return app


def number(app: AppTest, label: str, value: int) -> AppTest:
    next(n for n in app.number_input if n.label.startswith(label)).set_value(value).run()
    assert not app.exception and not app.error
    return app


def box(app: AppTest, label: str, value: str) -> AppTest:
    next(s for s in app.selectbox if s.label == label).set_value(value).run()
    return app


def size(app: AppTest, times: float) -> AppTest:
    next(s for s in app.select_slider if s.label == trainer.SIZE).set_value(times).run()
    assert not app.exception and not app.error
    return app


def now(app: AppTest) -> str:
    start = trainer.NOW.split("{")[0]
    return next(m.value for m in app.markdown if m.value.startswith(f"**{start}"))


# One thing for each story, and the finding before and after it.
CHANGES = [
    ("one-group-not-reached", "access", "caseload", "Asian/Asian British", 210,
     "A gap was found for Asian/Asian British", "No gap shown"),
    ("outcomes-differ", "outcome", "jobs", "Black/Black British", 45,
     "A gap was found for Black/Black British", "No gap shown"),
    ("too-small-to-tell", "outcome", "times", "", 10,
     "No gap shown", "Groups differ"),
    ("large-enough-to-rule-a-gap-out", "outcome", "times", "", 0.25,
     "No large gap in any group", "No gap shown"),
    ("disappears-when-separated", "access", "caseload", "Black/Black British", 500,
     "No gap shown", "A gap was found for"),
    ("ethnicity-unknown-for-a-third", "outcome", "jobs", "White", 80,
     "No gap shown", "A gap was found for"),
    ("london-2019", "outcome", "jobs", "White", 20,
     "No gap shown", "A gap was found for"),
]  # fmt: skip


@pytest.mark.parametrize("slug, question, what, group, value, before, after", CHANGES)
def test_one_change_changes_the_finding(
    slug: str, question: str, what: str, group: str, value: float, before: str, after: str
) -> None:
    app = choose(looking(slug), trainer.ABOUT, question)
    assert before in now(app)
    if what == "times":
        size(app, value)
    else:
        box(app, trainer.GROUP, group)
        label = trainer.JOBS_OF.split("{")[0] if what == "jobs" else trainer.CASELOAD_OF
        number(app, label, int(value))
    assert after in now(app)
    assert any(c.value.startswith(trainer.BEFORE.format(finding=before)) for c in app.caption)
    press(app, trainer.RESET)
    assert before in now(app)


def test_people_move_and_the_table_follows() -> None:
    app = toggle(opened(story="one-group-not-reached"), trainer.HIDE, False)
    go(app, "what-if")
    number(app, trainer.MOVE_HOW_MANY, 40)
    box(app, trainer.MOVE_TO, "Asian/Asian British")
    press(app, trainer.MOVE_DO)
    table = next(t.value for t in app.table if "Accessed" in t.value.columns).set_index("Group")
    assert table.loc["White", "Service"].startswith("150")
    assert table.loc["Asian/Asian British", "Service"].startswith("74")
    assert "No gap shown" in now(app)
    gaps = next(t.value for t in app.table if escape(trainer.GAP_COLUMNS[1]) in t.value)
    assert len(gaps) == 5


def test_moving_more_people_than_there_are_is_said() -> None:
    app = go(toggle(opened(story="harbour"), trainer.HIDE, False), "what-if")
    number(app, trainer.MOVE_HOW_MANY, 999)
    box(app, trainer.MOVE_TO, "Mixed")
    press(app, trainer.MOVE_DO)
    said = trainer.MOVE_MOST.format(n=190, group="White")
    assert any(said == m.value.replace("\\", "").strip("*") for m in app.markdown)
    press(app, trainer.RESET)
    assert not any("were moved" in m.value for m in app.markdown)


def test_a_gap_that_moves_to_another_group_is_named() -> None:
    app = go(toggle(opened(story="harbour"), trainer.HIDE, False), "what-if")
    assert now(app).strip("*").endswith("A gap was found for Asian/Asian British")
    number(box(app, trainer.GROUP, "White"), trainer.CASELOAD_OF, 9000)
    number(box(app, trainer.GROUP, "Asian/Asian British"), trainer.CASELOAD_OF, 100)
    assert now(app).strip("*").endswith("A gap was found for White")
    was = trainer.BEFORE.format(finding="A gap was found for Asian/Asian British")
    assert was in [c.value for c in app.caption]


def test_a_link_opens_the_same_what_if() -> None:
    app = choose(looking("outcomes-differ"), trainer.ABOUT, "outcome")
    number(box(app, trainer.GROUP, "Black/Black British"), trainer.JOBS_OF.split("{")[0], 45)
    size(app, 2)
    query = {k: v[0] for k, v in parse_qs(urlsplit(app.code[0].value).query).items()}
    assert set(query) == {"story", "counts", "times"} and query["story"] == "riverside"
    other = choose(opened(**query), trainer.ABOUT, "outcome")
    assert now(other) == now(app)
    assert "No gap shown" in now(app)
    tables = [[t.value.to_dict() for t in a.table] for a in (app, other)]
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    "given", [{"counts": "1.2.3"}, {"counts": "<b>"}, {"times": "1000000"}, {"times": "nan"}]
)
def test_a_hostile_link_gets_a_plain_message(given: dict[str, str]) -> None:
    app = opened(story="outcomes-differ", **given)
    assert [e.value for e in app.error] == [trainer.BAD_LINK]
    assert trainer.UNCHANGED in [c.value for c in app.caption]


def test_counts_in_the_address_mean_nothing_without_a_story() -> None:
    app = opened(counts="1.2.3.4")
    assert app.header[0].value.startswith("Step 1")
    assert not app.error
    press(app, words.DEMO)
    assert app.header[0].value.startswith("Step 2")
