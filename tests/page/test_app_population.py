"""The local population on the page: given in step 1, asked about, and shown below who uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from population_files import AREAS, CODES, HILLTON, ONE, PARTS, long, text, wide
from results_pages import go
from streamlit.testing.v1 import AppTest

from ips_audit.model import Release
from ips_audit.words import page as words
from ips_audit.words import population

ROOT = Path(__file__).parents[2]
NAME = "Census 2021, Hillton"
GROUPS = {"White British": 61, "Indian": 22, "Chinese": 13, "African": 31, "Arab": 14}
CASELOAD = b"Group,People\nWhite,300\nAsian,90\nBlack,70\nMixed,40\nOther,30\n"
SETTINGS = b'{"chinese_in": "Asian"}'


def people() -> bytes:
    rows = [f"{g},{'Yes' if i % 3 else 'No'}" for g, n in GROUPS.items() for i in range(n)]
    return "\n".join(["Ethnicity,Job outcome", *rows]).encode()


def state(app: AppTest) -> Any:
    return app.session_state["audit_state"]


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception and not app.error
    return app


def begin(population_file: bytes | None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    given = (people(), CASELOAD, population_file, SETTINGS)
    for uploader, data, name in zip(
        app.file_uploader, given, ("s.csv", "c.csv", "p.csv", "s.json"), strict=False
    ):
        if data is not None:
            uploader.upload(name, data, "text/csv")
    label = words.NAMES["population_name"][0]
    next(t for t in app.text_input if t.label == label).set_value(NAME)
    app.run()
    return press(app, words.CONTINUE)


def results(app: AppTest) -> AppTest:
    press(app, words.CONTINUE)
    return press(app, words.RESULTS)


def tables(app: AppTest) -> list[str]:
    return [plain(t.value.to_csv()) for t in app.table]


def plain(text: str) -> str:
    return text.replace("\\", "")


def said(app: AppTest) -> str:
    return plain("\n".join(m.value for m in app.markdown))


def test_the_first_step_gets_one_line_that_unfolds() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    (folded,) = (e for e in app.expander if e.label == words.POPULATION)
    assert not folded.proto.expanded
    assert [u.label for u in folded.get("file_uploader")] == [words.UPLOAD["population"]]


def test_the_table_stands_folded_below_who_uses_the_service() -> None:
    app = go(results(begin(long(ONE))), "who-1")
    assert state(app).report.settings.population_name == NAME
    (folded,) = (e for e in app.expander if e.label == population.HEADING)
    assert not folded.proto.expanded
    for sentence in (*population.WHY, population.NO_TEST):
        assert sentence in said(app)
    assert population.title(NAME, "This service", "ethnic group") in said(app)
    white = next(row for row in tables(app)[-1].splitlines() if "White" in row)
    assert "43.3" in white and "51.4" in white  # 61 of 141 in the service, and of the borough
    assert "[c]" not in tables(app)[-1]


def test_without_a_population_there_is_no_such_section() -> None:
    app = go(results(begin(None)), "who-1")
    assert population.HEADING not in [e.label for e in app.expander]


def test_the_area_is_asked_on_the_third_step() -> None:
    app = press(begin(wide(AREAS)), words.CONTINUE)
    (question,) = (r for r in app.radio if population.WHICH_AREA in plain(r.label))
    assert question.options == ["Hillton", "Marsham", population.ALL_AREAS]
    question.set_value(0).run()
    assert state(app).settings.answers["population"] == {"service": "Hillton"}
    press(app, words.RESULTS)
    (beside,) = state(app).report.population
    assert beside.groups[0].share_of_population == pytest.approx(0.514, abs=0.001)


def test_many_areas_are_a_list_to_choose_from() -> None:
    names = [f"Borough {chr(65 + i)}" for i in range(26)]
    rows = [["Area", *PARTS], *([name, 1, 2, 3, 4, 5] for name in names)]
    app = press(begin(text(rows)), words.CONTINUE)
    (question,) = (s for s in app.selectbox if population.WHICH_AREA in plain(s.label))
    assert question.options == [*names, population.ALL_AREAS]


def test_a_column_can_be_chosen_and_the_file_is_kept_when_one_goes_back() -> None:
    app = begin(long(ONE))
    labels = [e.label for e in app.expander]
    assert words.POPULATION_COLUMNS in labels
    press(app, words.BACK)
    assert [s.name for s in state(app).population] == ["p.csv"]
    (folded,) = (e for e in app.expander if e.label == words.POPULATION)
    assert folded.proto.expanded and "p.csv" in said(app)
    label = words.NAMES["population_name"][0]
    assert next(t for t in app.text_input if t.label == label).value == NAME
    app.button(key=f"remove_population_0_{state(app).population[0].digest}").click().run()
    press(app, words.CONTINUE)
    assert state(app).ready.population is None


def test_the_share_safe_version_has_other_shares() -> None:
    app = results(begin(long(ONE)))
    go(app, "take")
    safe, exact = state(app).safe, state(app).report
    assert safe.release is Release.SHARE_SAFE
    own = [g.share_of_service for g in safe.population[0].groups]
    assert own != [g.share_of_service for g in exact.population[0].groups]


def test_codes_beside_names_are_no_columns_to_choose() -> None:
    ready = state(begin(long({"Hillton": HILLTON}))).ready
    assert not any(h.endswith("Code") for h in ready.population_headings)
    assert CODES["Hillton"] not in str(ready.population_columns)
