"""The audit from Python: data frames, paths and bytes in; tables, charts and files out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from openpyxl import load_workbook
from samples import LONDON, ROOT

import ips_audit
from ips_audit.disclosure.secret import ELSEWHERE
from ips_audit.notebook import Audit, OpenQuestions
from ips_audit.settings.file import SettingsError

PERIOD = ("2019-01-01", "2019-12-31")
WWT = LONDON / "wwt_service.csv"
CNWL = LONDON / "cnwl_service.xlsx"
CASELOAD = LONDON / "caseload.xlsx"


@pytest.fixture(scope="module")
def london() -> Audit:
    return ips_audit.audit([CNWL, WWT], CASELOAD, period=PERIOD)


def test_paths_give_the_papers_figures(london: Audit) -> None:
    test = london.check("access", by="ethnic group", service="WWT IPS").test
    assert test is not None and test.statistic == pytest.approx(48.2961, abs=1e-4)


def test_the_table_of_a_check_is_a_data_frame(london: Audit) -> None:
    table = london.check("access", service="WWT IPS").table()
    other = table[table["Group"] == "Other"].iloc[0]
    assert (other["Service (people)"], other["Caseload (people)"]) == (7, 167)


def test_a_chart_can_be_drawn_in_a_notebook(london: Audit) -> None:
    view = london.check("access", service="WWT IPS")
    chart = view.chart()
    assert chart is not None and chart.to_dict()["layer"]
    shown = view._repr_html_()
    assert "<svg" in shown and "<th scope='col'>Group</th>" in shown


def test_tidy_frame_has_a_row_an_estimate(london: Audit) -> None:
    frame = london.to_frame()
    found = frame[
        (frame["service"] == "WWT IPS") & (frame["check"] == "access")
        & (frame["dimension"] == "ethnic group") & (frame["group"] == "Other")
        & (frame["measure"] == "n")
    ]  # fmt: skip
    assert found["value"].tolist() == [7.0]


def test_the_summary_fits_a_screen(london: Audit) -> None:
    lines = repr(london).splitlines()
    assert len(lines) < 25 and max(map(len, lines)) < 200
    assert any("WWT IPS" in line and "gap" in line for line in lines)


@pytest.mark.parametrize("kind", ["pandas", "arrow"])
def test_data_frames_give_what_their_file_gives(kind: str) -> None:
    frame = pd.read_csv(WWT)
    given = frame if kind == "pandas" else pa.Table.from_pandas(frame)
    audits = [ips_audit.audit({"WWT": x}, period=PERIOD) for x in (given, WWT)]
    assert audits[0].report.checks == audits[1].report.checks


def test_real_dates_and_missing_cells_of_a_frame_are_read() -> None:
    frame = pd.read_csv(WWT, parse_dates=["Start date"], dayfirst=True)
    frame.loc[0, frame.columns[frame.columns.str.contains("thnic")]] = None
    made = ips_audit.audit(frame, period=PERIOD)
    plain = ips_audit.audit(WWT, period=PERIOD)
    assert made.report.rows.read == plain.report.rows.read
    assert made.report.checks != plain.report.checks


def test_share_safe_is_written_as_a_workbook(london: Audit, tmp_path: Path) -> None:
    safe = london.share_safe()
    safe.to_excel(tmp_path / "audit.xlsx")
    safe.to_word(tmp_path / "audit.docx")
    book = load_workbook(tmp_path / "audit.xlsx")
    said = " ".join(str(c.value) for row in book.worksheets[0].iter_rows() for c in row)
    assert "share" in said.casefold()
    assert (tmp_path / "audit.docx").stat().st_size > 1000


def test_a_new_secret_is_a_warning(
    london: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "secret.txt"
    monkeypatch.setenv(ELSEWHERE, str(kept))
    with pytest.warns(UserWarning, match="new secret"):
        first = london.share_safe()
    assert london.share_safe().report == first.report
    assert kept.exists()


def test_an_open_question_names_the_keyword_that_answers_it() -> None:
    path = ROOT / "tests/intake/messy/m24_outcome_yes_no_blank.xlsx"
    with pytest.raises(OpenQuestions, match="blank_outcome_means_no=True") as asked:
        ips_audit.audit(path)
    assert [q.about for q in asked.value.questions] == ["blank_outcome_means_no"]
    assert ips_audit.audit(path, blank_outcome_means_no=True).report.rows.used


def test_keywords_count_before_the_settings() -> None:
    saved = {"minimum_months": 3, "columns": {"gender": "Gender"}}
    made = ips_audit.audit(WWT, settings=saved, minimum_months=9, age_bands=("all ages 0 to 120",))
    assert made.settings.minimum_months == 9
    assert made.settings.columns["gender"] == "Gender"


def test_what_cannot_be_used_is_said_plainly() -> None:
    with pytest.raises(TypeError, match="colour"):
        ips_audit.audit(WWT, colour="blue")
    with pytest.raises(SettingsError, match="minimum_months"):
        ips_audit.audit(WWT, minimum_months="six")
    with pytest.raises(TypeError, match="data frame"):
        ips_audit.audit(object())
    with pytest.raises(ValueError, match="no rows"):
        ips_audit.audit(pd.DataFrame({"Ethnicity": [], "Start date": []}))
    with pytest.raises(LookupError, match="There are"):
        ips_audit.audit(WWT).check("access", by="shoe size")


def test_the_path_of_a_service() -> None:
    story = ROOT / "sample_data" / "stories" / "accepted-less-often"
    report = ips_audit.audit(story / "service.csv", story / "caseload.csv")
    path = report.path()
    assert "fall behind at one step: acceptance" in repr(path)
    assert "The path by ethnic group" in repr(report)
    table = path.table()
    black = table[(table["Step"] == "Accepted") & (table["Group"] == "Black/Black British")]
    assert black["Took it (people)"].tolist() == [70]
    assert path.chart() is not None
    assert "<svg" in path._repr_html_()
    with pytest.raises(LookupError, match="Bridge IPS"):
        report.path("Elsewhere")


def test_files_without_a_path_have_none() -> None:
    with pytest.raises(LookupError, match="no such path"):
        ips_audit.audit(LONDON / "wwt_service.csv", LONDON / "caseload.xlsx").path()
