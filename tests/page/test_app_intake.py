"""Sheets, heading rows, own groups and decisions taken back, on the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.intake.questions import SHEETS_TOGETHER
from ips_audit.model import PathStep, Reached
from ips_audit.outputs.template import build_template
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]
HEADS = ["Ethnicity", "Gender", "Age", "Start date", "Job outcome"]
PEOPLE = [
    [g, s, 30, f"{d}/01/2019", o]
    for d, (g, s, o) in enumerate(
        [("White British", "Male", "Yes"), ("White Irish", "Female", "No"),
         ("Indian", "Male", "No"), ("African", "Female", "Yes")] * 4, 13,
    )
]  # fmt: skip


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.strip("_"))
        sheet.sheet_state = "hidden" if name.startswith("_") else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    assert not any(words.UNEXPECTED in e.value for e in app.error)
    return app


def upload(app: AppTest, data: bytes) -> AppTest:
    app.file_uploader[0].upload("people.xlsx", data, "application/octet-stream").run()
    return press(app, words.CONTINUE)


def state(app: AppTest) -> Any:
    return app.session_state["audit_state"]


def choose(app: AppTest, label: str, value: Any) -> AppTest:
    next(s for s in app.selectbox if s.label == label).set_value(value).run()
    assert not app.exception
    return app


def test_the_sheet_is_chosen_and_hidden_ones_are_named(app: AppTest) -> None:
    data = workbook(
        Now=[HEADS, *PEOPLE], Before=[["Gender", "Outcome"], *([p[1], p[4]] for p in PEOPLE[:3])],
        _Old=[HEADS, *PEOPLE[:2]],
    )  # fmt: skip
    upload(app, data)
    assert state(app).ready.rows.read == 16
    assert any("Old" in c.value for c in app.caption)
    box = next(s for s in app.selectbox if s.label == words.SHEET["service"])
    assert not any("Old" in option for option in box.options)
    choose(app, words.SHEET["service"], "Before")
    assert state(app).ready.rows.read == 3
    choose(app, words.SHEET["service"], "")
    assert state(app).ready.rows.read == 16


def test_the_heading_row_is_chosen_from_the_rows_themselves(app: AppTest) -> None:
    upload(app, workbook(Data=[["IPS people, 2019"], [], HEADS, *PEOPLE]))
    assert any("IPS people" in c.value for c in app.caption)
    box = next(s for s in app.selectbox if s.label == words.ROW["service"])
    assert "row 3" in box.options[0]
    assert any("Ethnicity" in o and "Gender" in o for o in box.options)
    choose(app, words.ROW["service"], 4)
    assert state(app).ready.rows.read == 15
    assert "White British" in state(app).ready.tables[0].headings


def test_a_sheet_that_makes_the_caseload_the_service_is_taken_back(app: AppTest) -> None:
    counts = [["Ethnic group", "People on the caseload"], ["White", 100], ["Asian", 80]]
    both = workbook(Now=[HEADS, *PEOPLE], Caseload=counts)
    app.file_uploader[1].upload("people.xlsx", both, "application/octet-stream").run()
    upload(app, both)
    choose(app, words.SHEET["caseload"], "Now")
    assert any("was chosen twice" in e.value for e in app.error)
    press(app, words.FIND_AGAIN)
    assert not app.error and state(app).settings.caseload_sheet is None
    assert state(app).ready.caseload is not None


def test_several_sheets_of_people_are_asked_about(app: AppTest) -> None:
    upload(app, workbook(North=[HEADS, *PEOPLE[:9]], South=[HEADS, *PEOPLE[9:]]))
    press(app, words.CONTINUE)
    assert next(b for b in app.button if b.label == words.RESULTS).disabled
    question = next(r for r in app.radio if "list people" in r.label)
    question.set_value(0).run()
    assert state(app).settings.sheet == SHEETS_TOGETHER
    assert state(app).ready.rows.used == 16


def test_sixteen_groups_in_one_click_put_together_and_undone(app: AppTest) -> None:
    upload(app, workbook(Data=[HEADS, *PEOPLE]))
    press(app, words.CONTINUE)
    next(r for r in app.radio if r.label == words.SCHEME).set_value("16 detailed groups").run()
    assert "White Irish" in state(app).ready.groups
    next(m for m in app.multiselect if m.label == words.TOGETHER).set_value(
        ["White British", "White Irish"]
    ).run()
    next(t for t in app.text_input if t.label == words.TOGETHER_NAME).set_value("White").run()
    press(app, words.TOGETHER_DO)
    groups = state(app).ready.groups
    assert "White" in groups and "White Irish" not in groups
    used = {r.group for r in state(app).ready.coding if r.dimension == "ethnicity"}
    assert used == {"White", "Indian", "African"}
    while undo := [b for b in app.button if b.label == words.UNDO]:
        undo[0].click().run()
    assert state(app).settings.ethnic_scheme is None
    assert state(app).ready.groups[0] == "White" and len(state(app).ready.groups) == 5


def test_an_answered_question_can_be_taken_back(app: AppTest) -> None:
    rows = [[*p[:4], "" if i % 5 == 0 else p[4]] for i, p in enumerate(PEOPLE)]
    upload(app, workbook(Data=[HEADS, *rows]))
    press(app, words.CONTINUE)
    assert next(b for b in app.button if b.label == words.RESULTS).disabled
    app.radio[0].set_value(0).run()
    assert not next(b for b in app.button if b.label == words.RESULTS).disabled
    press(app, words.UNDO)
    assert state(app).settings.blank_outcome_means_no is None
    assert next(b for b in app.button if b.label == words.RESULTS).disabled
    assert app.radio[0].value is None


def test_the_template_is_offered_on_the_first_page(app: AppTest) -> None:
    assert words.TEMPLATE in [b.label for b in app.get("download_button")]
    assert openpyxl.load_workbook(io.BytesIO(build_template())).sheetnames[1] == "Service"


def test_the_last_day_of_the_path_is_shown_and_can_be_changed(app: AppTest) -> None:
    heads = ["Ethnicity", "Gender", "Age", "Referral date", "Date accepted", "Start date"]
    rows = [[*p[:3], date(2019, 1, i + 1), None if i % 4 else date(2019, 1, i + 2),
             None if i % 4 else date(2019, 2, i + 1)] for i, p in enumerate(PEOPLE)]  # fmt: skip
    upload(app, workbook(Data=[heads, *rows]))
    day = next(d for d in app.date_input if d.label == words.FOLLOWED_TO)
    assert day.value == state(app).ready.people.path.followed_to == date(2019, 3, 31)
    assert state(app).settings.followed_to is None
    day.set_value(date(2019, 1, 31)).run()
    assert state(app).settings.followed_to == date(2019, 1, 31)
    assert Reached.NOT_YET in state(app).ready.people.path.reached[PathStep.ACCEPTED]
    next(d for d in app.date_input if d.label == words.FOLLOWED_TO).set_value(None).run()
    assert state(app).settings.followed_to is None
    assert not app.exception


def test_no_last_day_is_asked_for_without_a_path(app: AppTest) -> None:
    upload(app, workbook(Data=[HEADS, *PEOPLE]))
    assert words.FOLLOWED_TO not in [d.label for d in app.date_input]
