"""Each step of the page, as Streamlit runs it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from results_pages import answer, badge, findings, go, html, more, overview, places
from streamlit.testing.v1 import AppTest

from ips_audit.model import Release
from ips_audit.ui import state as session
from ips_audit.ui.steps import choose_files
from ips_audit.words import adjusted, disclosure, outputs, results
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "intake"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def step(app: AppTest) -> int:
    return int(app.header[0].value.split()[1])


def test_empty_state_says_what_is_needed(app: AppTest) -> None:
    assert step(app) == 1
    assert words.NO_CASELOAD in [c.value for c in app.caption]
    press(app, words.CONTINUE)
    assert [e.value for e in app.error] == [words.NO_FILE]
    assert step(app) == 1


def test_a_press_that_was_cut_short_is_followed(app: AppTest) -> None:
    press(app, words.DEMO)
    app.session_state[session.KEY].onward = True  # as a drawing that was given up leaves it
    app.run()
    assert step(app) == 3
    assert not app.session_state[session.KEY].onward


def test_a_step_that_may_not_be_left_forgets_the_press(app: AppTest) -> None:
    press(app, words.DEMO)
    app.session_state[session.KEY].onward = True
    next(t for t in app.text_input if t.label == words.BANDS).set_value("young; old").run()
    assert step(app) == 2
    next(t for t in app.text_input if t.label == words.BANDS).set_value("Under 40; 40+").run()
    assert step(app) == 2


def test_the_word_on_the_missing_file_goes_when_it_comes(app: AppTest) -> None:
    press(app, words.CONTINUE)
    assert [e.value for e in app.error] == [words.NO_FILE]
    app.file_uploader[0].upload("own.csv", b"Ethnicity,Job\nWhite,Yes\n", "text/csv").run()
    assert not app.error


def test_demonstration_to_results_in_three_presses(app: AppTest) -> None:
    press(app, words.DEMO)
    assert badge(app)
    chosen = {s.label: s.value for s in app.selectbox}
    assert chosen["Start date"] == "Start date"
    press(app, words.CONTINUE)
    assert step(app) == 3
    assert outputs.DO_NOT_SHARE not in [c.value for c in app.caption]  # nobody needs protecting
    press(app, words.RESULTS)
    assert step(app) == 4
    assert badge(app)
    found = findings(app)
    assert [f for f in found if f.startswith("Lower")] == ["Lower: Other"]
    assert found.count("The total misleads") == 1  # that of access
    assert len(found) == 12
    cell = overview(app)["Who is reached", "by ethnic group", "WWT IPS"]
    assert cell == ["Lower: Other", "4.2% against 17%", "χ² 48.30, p < 0.001"]
    assert answer(app) == (
        "In WWT IPS, people in the group Other reached the service a quarter as often as everyone "
        "else (4.2% against 17%): about 20 fewer than expected. No other gap was shown; at this "
        "size most gaps could not have been."
    )
    assert not app.warning and not app.table


def test_the_list_at_the_side_leads_to_every_screen_and_back_keeps_it(app: AppTest) -> None:
    to_results(app)
    names = places(app)
    assert {"overview", "check-1-1", "check-3-4", "who-2", "deeper-3", "take"} <= set(names)
    for name in names:
        go(app, name)
    go(app, "check-2-1")
    assert "WWT IPS against the caseload" in app.subheader[0].value
    assert app.segmented_control[0].value == 1  # the service
    press(app, words.BACK)
    press(app, words.RESULTS)
    assert "WWT IPS against the caseload" in app.subheader[0].value
    app.segmented_control[0].set_value(0).run()
    assert "CNWL IPS against the caseload" in app.subheader[0].value
    app.button(key="turn_on").click().run()
    assert "by gender" in app.subheader[0].value


def test_other_choices_begin_at_the_overview_again(app: AppTest) -> None:
    go(to_results(app), "who-1")
    press(app, words.BACK)
    press(app, words.BACK)
    next(s for s in app.selectbox if s.label == words.MARGIN).set_value(0.9).run()
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    assert answer(app)


def test_what_leaves_is_share_safe_and_the_screen_exact(app: AppTest) -> None:
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome"]
    rows += [f"White,Female,30,{d:02}/01/2019,Yes" for d in range(1, 29) for _ in range(2)]
    rows += [f"Mixed,Male,40,{d:02}/02/2019,No" for d in range(1, 4)]
    upload(app, "people.csv", "\n".join(rows).encode())
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    go(app, "who-1")
    assert "59" in list(app.table[0].value.iloc[:, 1])
    go(app, "take")
    assert app.radio[0].value is Release.SHARE_SAFE
    assert disclosure.SHARE_SAFE_DOES in [m.value for m in app.markdown]
    exact, safe = (t.value.to_csv() for t in app.table)
    assert "56" in exact and "56" not in safe
    assert outputs.SHARE_SAFE in app.code[0].value
    go(app, "print")
    assert "56" not in "".join(t.value.to_csv() for t in app.table)
    go(app, "take")
    app.radio[0].set_value(Release.TEAM).run()
    assert outputs.DO_NOT_SHARE in app.code[0].value
    go(app, "print")
    assert "56" in "".join(t.value.to_csv() for t in app.table)
    go(app, "take")
    assert app.radio[0].value is Release.TEAM  # chosen once


def test_start_again_forgets_everything(app: AppTest) -> None:
    press(app, words.DEMO)
    press(app, words.START_AGAIN)
    assert step(app) == 1
    state: Any = app.session_state["audit_state"]
    assert not state.service
    assert not badge(app)


def test_back_keeps_choices(app: AppTest) -> None:
    press(app, words.DEMO)
    next(s for s in app.selectbox if s.label == words.MARGIN).set_value(0.9).run()
    press(app, words.CONTINUE)
    press(app, words.BACK)
    assert next(s for s in app.selectbox if s.label == words.MARGIN).value == 0.9


def test_a_column_can_be_changed(app: AppTest) -> None:
    press(app, words.DEMO)
    next(s for s in app.selectbox if s.label == "Gender").set_value(words.NONE).run()
    assert not app.exception
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    gender = [cell[0] for (_, by, _), cell in overview(app).items() if by == "by gender"]
    assert set(gender) == {"Not checked"}


def test_a_period_that_ends_before_it_starts_is_refused(app: AppTest) -> None:
    press(app, words.DEMO)
    first, last = app.date_input
    last.set_value(first.value.replace(year=2018)).run()
    assert words.BAD_PERIOD in [e.value for e in app.error]
    assert next(b for b in app.button if b.label == words.CONTINUE).disabled


def upload(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader[0].upload(name, data, "application/octet-stream").run()
    return press(app, words.CONTINUE)


def test_a_broken_file_gets_one_plain_message(app: AppTest) -> None:
    upload(app, "report.xlsx", b"%PDF-1.7 not a sheet")
    assert len(app.error) == 1
    assert "is a PDF" in app.error[0].value
    assert step(app) == 1


def test_a_question_without_a_default_stops_until_it_is_answered(app: AppTest) -> None:
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome"]
    rows += [f"White,Female,30,{d}/01/2019,{o}" for d in range(10, 28) for o in ("Yes", "No", "")]
    upload(app, "people.csv", "\n".join(rows).encode())
    press(app, words.CONTINUE)
    assert next(b for b in app.button if b.label == words.RESULTS).disabled
    app.radio[0].set_value(0).run()
    app.radio[0].set_value(1).run()  # it stays: the first answer may have been passed over
    assert app.session_state[session.KEY].settings.blank_outcome_means_no is False
    app.radio[0].set_value(0).run()
    assert app.session_state[session.KEY].settings.blank_outcome_means_no is True
    button = next(b for b in app.button if b.label == words.RESULTS)
    assert not button.disabled
    press(app, words.RESULTS)
    assert step(app) == 4


def test_a_typed_caseload_gives_access(app: AppTest) -> None:
    rows = ["Ethnicity,Gender,Age,Start date,Job outcome"]
    rows += [f"White,Female,30,{d}/01/2019,Yes" for d in range(10, 28)]
    rows += [f"Mixed,Male,40,{d}/02/2019,No" for d in range(14, 28)]
    for label, n in (("White", 200), ("Mixed", 150)):
        next(x for x in app.number_input if x.label == label).set_value(n).run()
    upload(app, "people.csv", "\n".join(rows).encode())
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    found = {by: cell for (what, by, _), cell in overview(app).items() if what == "Who is reached"}
    assert found["by ethnic group"][0] != "Not checked"
    assert found["by gender"] == ["Not checked", "not in the caseload"]


def to_results(app: AppTest) -> AppTest:
    press(app, words.DEMO)
    press(app, words.CONTINUE)
    return press(app, words.RESULTS)


def choose(app: AppTest, label: str, option: str) -> AppTest:
    next(s for s in app.selectbox if s.label == label).select(option).run()
    assert not app.exception
    return app


def test_groups_put_together_are_looked_at_again(app: AppTest) -> None:
    more(go(to_results(app), "check-2-1"), results.PUT_TOGETHER)
    box = next(m for m in app.multiselect if m.label == words.MERGE_WHICH)
    box.set_value(["Mixed", "Other"]).run()
    assert not app.exception
    again = [t.value for t in app.table if "Mixed/Other" in list(t.value.iloc[:, 0])]
    assert len(again) == 1
    row = again[0].set_index("Group").loc["Mixed/Other"]
    assert row["Ratio to everyone else"].replace("\\", "") == "0.75 (0.52 to 1.07)"
    assert words.MERGE_NOTE in [c.value for c in app.caption]


def test_layers_and_time_to_a_job_are_on_the_page(app: AppTest) -> None:
    go(to_results(app), "deeper-1")
    labels = [e.label for e in app.expander]
    assert words.LAYERS in labels and words.TIME in labels
    text = " ".join(m.value for m in app.markdown).replace("\\", "")
    for part in ("men and women", "age bands", "quarters of joining"):
        assert f"with {part} kept apart" in text


def test_people_alike_in_other_ways_are_on_the_page(app: AppTest) -> None:
    go(to_results(app), "deeper-3")
    assert adjusted.HEADING in [e.label for e in app.expander]
    text = " ".join(m.value for m in app.markdown).replace("\\", "")
    assert "among people alike in service, gender, age band and quarter of joining" in text
    tables = [t.value for t in app.table if "Ratio, people alike" in list(t.value.columns)]
    row = tables[-1].set_index("Group").loc["Asian/Asian British"]
    assert row["Ratio, people alike"].replace("\\", "") == "1.18 (0.95 to 1.47)"


def test_a_reference_group_is_chosen_before_the_results(app: AppTest) -> None:
    press(app, words.DEMO)
    choose(app, words.REFERENCE, "White")
    press(app, words.CONTINUE)
    press(app, words.RESULTS)
    go(app, "check-2-1")
    assert "of the group White" in html(app)
    state: Any = app.session_state["audit_state"]
    assert state.settings.reference_group == "White"


@pytest.mark.parametrize(
    ("listens", "asked", "said"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501/", words.LOCAL),
        ("127.0.0.1", "http://localhost:8501/", words.LOCAL),
        ("127.0.0.1", None, words.LOCAL),
        ("127.0.0.1", "https://audit.example/", words.HOSTED.format(host="audit\\.example")),
        ("0.0.0.0", "http://10.0.0.7:8501/", words.HOSTED.format(host="10\\.0\\.0\\.7")),
    ],
)
def test_the_page_says_which_computer_reads_the_files(
    monkeypatch: pytest.MonkeyPatch, listens: str, asked: str | None, said: str
) -> None:
    told = SimpleNamespace(context=SimpleNamespace(url=asked), get_option=lambda _: listens)
    monkeypatch.setattr(choose_files, "st", told)
    assert choose_files._where_files_go() == said
