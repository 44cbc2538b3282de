"""What the first three steps keep, show and never show."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ips_audit import pipeline
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.ui.server.script import UNSAVED
from ips_audit.words import intake, over_time
from ips_audit.words import page as words

ROOT = Path(__file__).parents[2]
NAMES = ("Ann Smith", "Bo Jones", "Cy Young", "Di Hall", "Ed Ward", "Fay Moss")
GROUPS = ("White British", "Irish", "Indian", "Black African", "Lilac people", "Mauve people")


def people(outcome: str = "Employed") -> bytes:
    """Return a file of 60 people with names, two unknown groups and a column of no use."""
    rows = ["Client name,NHS number,Ethnicity,Gender,Age,Start date,Job outcome,Shoe size"]
    rows += [
        f"{NAMES[i % 6]},943476{5000 + i},{GROUPS[i % 6]},{'MF'[i % 2]},{20 + i % 30},"
        f"{i % 27 + 1:02}/{i % 12 + 1:02}/2023,{(outcome, 'No')[i % 2]},{i % 9}"
        for i in range(60)
    ]
    return "\n".join(rows).encode()


CASELOAD = b"Group,People\nWhite,300\nAsian,90\nBlack,70\nMixed,40\nOther,30\n"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception and not app.error
    return app


def state(app: AppTest) -> Any:
    return app.session_state["audit_state"]


def begin(app: AppTest, caseload: bytes | None = CASELOAD) -> AppTest:
    app.file_uploader[0].upload("team.csv", people(), "text/csv")
    if caseload is not None:
        app.file_uploader[1].upload("caseload.csv", caseload, "text/csv")
    app.run()
    return press(app, words.CONTINUE)


def page_html(app: AppTest) -> str:
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def first_rows(app: AppTest) -> list[list[str]]:
    """Return the lines of the first table of first rows."""
    table = re.search(r'<div class="first-rows".*?</table>', page_html(app), re.DOTALL)
    assert table is not None
    return [
        [unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr.*?</tr>", table[0])
    ]


def labels(app: AppTest) -> list[str]:
    return [e.label.replace("\\", "") for e in app.expander]


def test_files_are_read_as_soon_as_they_are_chosen(app: AppTest) -> None:
    app.file_uploader[0].upload("report.xlsx", b"%PDF-1.7 not a sheet", "x").run()
    assert len(app.error) == 1 and "is a PDF" in app.error[0].value
    assert words.STEPS[0] in app.header[0].value


def test_back_to_the_first_step_keeps_files_numbers_and_choices(app: AppTest) -> None:
    next(t for t in app.text_input if t.label == words.NAME).set_value("Mill Lane IPS")
    next(x for x in app.number_input if x.label == "Male").set_value(140).run()
    begin(app, caseload=None)
    next(s for s in app.selectbox if s.label == words.MARGIN).set_value(0.9).run()
    press(app, words.BACK)
    assert [s.name for s in state(app).service] == ["team.csv"]
    assert "**team\\.csv**" in [m.value for m in app.markdown]
    assert next(x for x in app.number_input if x.label == "Male").value == 140
    assert next(t for t in app.text_input if t.label == words.NAME).value == "Mill Lane IPS"
    press(app, words.CONTINUE)
    assert state(app).settings.margin == 0.9
    assert state(app).ready.people.services == ("Mill Lane IPS",)
    assert [s.name for s in state(app).service] == ["team.csv"]


def test_a_file_that_is_kept_can_be_removed_and_another_added(app: AppTest) -> None:
    press(begin(app), words.BACK)
    app.file_uploader[0].upload("more.csv", people(), "text/csv").run()
    press(app, words.REMOVE)
    press(app, words.CONTINUE)
    assert [s.name for s in state(app).service] == ["more.csv"]
    assert [s.name for s in state(app).caseload] == ["caseload.csv"]


def test_start_again_asks_before_work_is_lost(app: AppTest) -> None:
    begin(app)
    assert words.START_AGAIN not in [b.label for b in app.button]
    assert UNSAVED in page_html(app)
    press(app, words.FORGET)
    assert not state(app).service and UNSAVED not in page_html(app)


def test_made_up_people_are_left_without_a_question(app: AppTest) -> None:
    press(app, words.DEMO)
    assert UNSAVED not in page_html(app)
    press(app, words.BACK)
    assert not state(app).service and state(app).demonstration is None


def test_a_caseload_is_typed_for_each_of_two_services(app: AppTest) -> None:
    next(x for x in app.number_input if x.label == words.TYPE_SERVICES).set_value(2).run()
    for i, name in enumerate(("north", "south")):
        app.text_input(key=f"typed_0_0_name_{i}").set_value(name)
        for group, n in (("White", 200 + i), ("Asian/Asian British", 90)):
            app.number_input(key=f"typed_0_0_{i}_Ethnic group_{group}").set_value(n)
    for name in ("north.csv", "south.csv"):
        app.file_uploader[0].upload(name, people(), "text/csv")
    app.run()
    press(app, words.CONTINUE)
    counts = {(c.service, c.group): c.n for c in state(app).ready.caseload.counts}
    assert counts["north", "White"] == 200 and counts["south", "White"] == 201
    assert {s for s, _ in counts} == {"north", "south"}


def test_our_reading_stands_above_each_column_and_no_personal_detail(app: AppTest) -> None:
    begin(app)
    roles, heads, *rows = first_rows(app)
    read = dict(zip(heads, roles, strict=True))
    assert read["Ethnicity"] == "Ethnic group" and read["Start date"] == "Start date"
    assert read["Client name"] == read["Shoe size"] == words.NOT_USED
    assert heads.index("Shoe size") > heads.index("Job outcome")
    assert len(rows) == 4 and all(r[heads.index("Client name")] == "…" for r in rows)
    assert not any(name in page_html(app) for name in (*NAMES, "9434765"))


def test_both_files_are_shown_and_each_has_its_own_columns(app: AppTest) -> None:
    other = people().replace(b"Ethnicity", b"Ethnic origin").replace(b"Gender", b"Sex")
    app.file_uploader[0].upload("north.csv", people(), "text/csv")
    app.file_uploader[0].upload("south.csv", other, "text/csv").run()
    press(app, words.CONTINUE)
    assert page_html(app).count("First rows of") == 4  # a caption and a name each
    boxes = [s for s in app.selectbox if s.label == "Gender"]
    assert [b.value for b in boxes] == ["Gender", "Sex"]
    boxes[1].set_value(words.NONE).run()
    assert state(app).settings.file_columns == {"south.csv": {"gender": ""}}


def test_what_is_missing_is_said_first(app: AppTest) -> None:
    data = b"\n".join(line.rsplit(b",", 2)[0] for line in people().splitlines())
    app.file_uploader[0].upload("team.csv", data, "text/csv").run()
    press(app, words.CONTINUE)
    roles = "job outcome or job start date"
    assert [w.value for w in app.warning] == [words.MISSING.format(roles=roles)]
    assert next(e for e in app.expander if e.label == words.CHANGE_COLUMNS).proto.expanded


def test_the_number_of_people_stands_beside_the_period(app: AppTest) -> None:
    begin(app)
    assert any("**60 people** counted" in m.value for m in app.markdown)
    app.date_input[0].set_value(app.date_input[0].value.replace(month=7)).run()
    out = next(m.value for m in app.markdown if "counted" in m.value)
    assert "**30 people** counted" in out and intake.BEFORE in out


def test_a_margin_of_a_settings_file_is_kept(app: AppTest) -> None:
    app.file_uploader[3].upload("s.json", b'{"schema": 1, "margin": 0.83}', "application/json")
    begin(app)
    assert state(app).settings.margin == 0.83
    assert next(s for s in app.selectbox if s.label == words.MARGIN).value == 0.83


def test_answers_of_one_kind_are_asked_in_one_form(app: AppTest) -> None:
    press(begin(app), words.CONTINUE)
    asked = words.ASK_ANSWERS["ethnicity"]
    assert [m.value for m in app.markdown].count(f"**{asked}**") == 1
    mine = [r for r in app.radio if r.label.startswith(asked)]
    assert len(mine) == 2 and "Mauve people" in mine[1].label
    assert words.OPEN.format(n=2) in [c.value for c in app.caption]
    for place in (0, 4):
        next(r for r in app.radio if r.label.startswith(asked)).set_value(place).run()
    assert state(app).settings.answers["ethnicity"]["Lilac people"] == "Other"


def test_recognised_answers_are_folded_by_group_and_can_be_found(app: AppTest) -> None:
    press(begin(app), words.CONTINUE)
    assert "White: 3 answers, 20 people" in labels(app)
    assert "Mixed: 1 answer, 40 people on the caseload" in labels(app)
    find = next(t for t in app.text_input if t.label == words.FIND_ANSWER)
    find.set_value("irish").run()
    assert list(app.table[-1].value[words.ANSWER]) == ["Irish"]


def test_an_answer_is_moved_to_another_group(app: AppTest) -> None:
    app.file_uploader[0].upload("team.csv", people().replace(b"Lilac", b"White"), "text/csv").run()
    press(app, words.CONTINUE)
    press(app, words.CONTINUE)
    box = next(s for s in app.selectbox if s.label == words.MOVE_WHICH)
    box.set_value(next(i for i, r in enumerate(state(app).ready.coding) if r.answer == "Irish"))
    box.run()
    next(s for s in app.selectbox if s.label == words.MOVE_TO).set_value("Other").run()
    press(app, words.MOVE_DO)
    assert state(app).settings.answers["ethnicity"]["Irish"] == "Other"
    assert "Other: 1 answer, 10 people" in labels(app)


def test_sheets_whose_headings_differ_have_lists_of_their_own(app: AppTest) -> None:
    book = openpyxl.Workbook()
    for i, line in enumerate(people().decode().splitlines()):
        book.active.append(line.split(","))
        cells = line.replace("Ethnicity", "Ethnic origin").split(",")
        (book["More"] if i else book.create_sheet("More")).append(cells)
    data = io.BytesIO()
    book.save(data)
    app.file_uploader[0].upload("team.xlsx", data.getvalue(), "x").run()
    press(app, words.CONTINUE)
    app.radio[0].set_value(0).run()  # both sheets together
    assert not app.exception and not app.error
    boxes = [s for s in app.selectbox if s.label.startswith("Ethnic group")]
    assert [b.value for b in boxes] == ["Ethnicity", "Ethnic origin"]


def test_a_question_about_a_column_stands_on_the_second_step(app: AppTest) -> None:
    data = people().replace(b"Shoe size", b"Sex registered at birth").splitlines()
    rows = [data[0], *(line.rsplit(b",", 1)[0] + b",Female" for line in data[1:])]
    app.file_uploader[0].upload("team.csv", b"\n".join(rows), "text/csv").run()
    press(app, words.CONTINUE)
    assert not app.warning  # it is asked, so it is not called missing
    asked = next(r for r in app.radio if "gender" in r.label)
    asked.set_value(0).run()
    assert state(app).settings.columns["gender"] == "Gender"
    press(app, words.CONTINUE)
    assert not any("gender" in r.label for r in app.radio)


def test_saved_audits_are_compared_over_the_whole_width(app: AppTest) -> None:
    begin(app, caseload=None)
    saved = json.loads(dumps(report_to_json(pipeline.analyse(state(app).ready))))
    later = {**saved, "settings": {**saved["settings"],
             "period": {"from": "2024-01-01", "to": "2024-12-31"}}}  # fmt: skip
    press(app, words.BACK)
    for name, audit in (("one.json", saved), ("two.json", later)):
        app.file_uploader[4].upload(name, json.dumps(audit).encode(), "application/json")
    app.run()
    assert not app.exception and not app.error
    assert over_time.TITLE in [s.value for s in app.subheader]


def test_a_caseload_in_the_place_of_the_service_is_noticed_on_step_2(app: AppTest) -> None:
    counts = b"Ethnic group,Total\nWhite,100\nAsian,80\nBlack,60\nMixed,20\nOther,10\n"
    app.file_uploader[0].upload("counts.csv", counts, "text/csv")
    app.run()
    press(app, words.CONTINUE)
    assert words.STEPS[1] in app.header[0].value
    (asked,) = (r for r in app.radio if "were the files exchanged" in r.label)
    assert "go back, and choose each file again in its own place" in asked.label
