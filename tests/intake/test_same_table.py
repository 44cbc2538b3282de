"""One table chosen as service and as caseload is refused: it would be compared with itself."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import ips_audit
from ips_audit.__main__ import main
from ips_audit.intake.files.source import UnreadableFile

ROOT = Path(__file__).parents[2]
PERIOD = ("2019-01-01", "2019-12-31")
HEADS = ["Ethnicity", "Gender", "Age", "Start date", "Job outcome"]
GROUPS = ("White British", "Indian", "African")
PEOPLE = [
    [GROUPS[i % 3], ("Male", "Female")[i % 2], 20 + i % 40, f"{1 + i % 28:02d}/03/2019",
     ("Yes", "No")[i % 4 < 2]]
    for i in range(60)
]  # fmt: skip
FRAME = pd.DataFrame(PEOPLE, columns=HEADS)


def saved(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def listed() -> bytes:
    return saved(People=[HEADS, *PEOPLE])


def test_python_refuses_a_file_and_a_copy_of_it(tmp_path: Path) -> None:
    one, copy = tmp_path / "service.xlsx", tmp_path / "caseload.xlsx"
    one.write_bytes(listed())
    copy.write_bytes(saved(Other=[HEADS, *PEOPLE]))  # other bytes, another sheet: the same people
    with pytest.raises(UnreadableFile, match=r"was chosen twice.*Take it out of one place"):
        ips_audit.audit(one, one, period=PERIOD)
    with pytest.raises(UnreadableFile, match=r"“caseload\.xlsx” .* hold the same table"):
        ips_audit.audit(one, copy, period=PERIOD)
    with pytest.raises(UnreadableFile, match="hold the same table"):
        ips_audit.audit(FRAME, FRAME.copy(), period=PERIOD)


def test_the_command_line_refuses_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "service.xlsx"
    file.write_bytes(listed())
    assert main([str(file), "--caseload", str(file)]) == 2
    told = capsys.readouterr()
    assert "“service.xlsx” was chosen twice" in told.err and not told.out


def test_the_page_refuses_it_where_files_are_chosen() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for place in (0, 1):
        app.file_uploader[place].upload("service.xlsx", listed(), "application/octet-stream").run()
    next(b for b in app.button if b.label == "Continue").click().run()
    assert any("was chosen twice" in e.value for e in app.error)
    assert app.session_state["audit_state"].step == 1


def test_a_service_that_is_part_of_a_list_of_everybody_is_audited() -> None:
    everybody = pd.concat([FRAME, FRAME], ignore_index=True)
    report = ips_audit.audit(FRAME, everybody, period=PERIOD)
    check = report.check("access").result
    assert (check.total_n, check.total_of) == (60, 120)


def test_two_sheets_of_one_workbook_are_two_tables() -> None:
    counts = [["Ethnic group", "People on the caseload"], *([g, 100] for g in GROUPS)]
    both = saved(Service=[HEADS, *PEOPLE], Caseload=counts)
    report = ips_audit.audit(both, both, period=PERIOD)
    check = report.check("access").result
    assert (check.total_n, check.total_of) == (60, 300)
