"""What is taken away: every file from the command line, and every offer on the page."""

from __future__ import annotations

import base64
import io
import pickle
import zipfile
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from ips_audit.__main__ import main
from ips_audit.model import AuditReport
from ips_audit.outputs.prose import methods_paragraph, paste_paragraph
from ips_audit.outputs.takeaway import build_file

LONDON = Path(__file__).parents[2] / "sample_data" / "london_2019"

PAGE = """
import pickle, base64
from ips_audit.ui import state as session
from ips_audit.ui.results import downloads
state = session.get()
state.report = pickle.loads(base64.b64decode({data!r}))
state.demonstration, state.report_key = "a test", state.key()
downloads.show(state)
"""


def page(report: AuditReport) -> AppTest:
    data = base64.b64encode(pickle.dumps(report)).decode()
    return AppTest.from_string(PAGE.format(data=data), default_timeout=30).run()


def test_both_paragraphs_can_be_copied_on_the_page(team: AuditReport) -> None:
    shown = page(team)
    assert not shown.exception
    assert [c.value for c in shown.code] == [paste_paragraph(team), methods_paragraph(team)]


def test_every_file_is_offered(team: AuditReport) -> None:
    labels = [b.proto.label for b in page(team).get("download_button")]
    wanted = {"Word report", "Workbook (.xlsx)", "Tidy CSV", "JSON", "Settings file for next time"}
    assert set(labels) == wanted and len(labels) == len(wanted)


def test_csv_zip_holds_every_table(team: AuditReport) -> None:
    with zipfile.ZipFile(io.BytesIO(build_file(team, "zip"))) as folder:
        assert [n.split("_")[0] for n in folder.namelist()] == ["audit", "who", "rows"]
        assert all("TEAM-do-not-share" in n for n in folder.namelist())


def test_command_line_writes_report_charts_and_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, charts, tidy = tmp_path / "audit.docx", tmp_path / "charts", tmp_path / "csv"
    extra = ["--team", "--report", str(word), "--charts", str(charts), "--csv", str(tidy)]
    files = [str(LONDON / "cnwl_service.xlsx"), str(LONDON / "wwt_service.csv")]
    assert main([*files, "--caseload", str(LONDON / "caseload.xlsx"), *extra]) == 0
    capsys.readouterr()
    assert docx.Document(str(word)).tables
    images = sorted(charts.iterdir())
    assert images and {x.suffix for x in images} == {".png", ".svg"}
    for image in images:
        assert "TEAM-do-not-share" in image.name
        start = image.read_bytes()[:8]
        assert start.startswith(b"\x89PNG" if image.suffix == ".png" else b"<svg")
    assert len(list(tidy.iterdir())) == 3
