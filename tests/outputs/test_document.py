"""The Word report can be sent on: headed tables, described pictures, marks on every page."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from ips_audit.model import AuditReport
from ips_audit.outputs.document import build_document
from ips_audit.outputs.prose import methods_paragraph, paste_paragraph


def opened(report: AuditReport) -> Any:
    return docx.Document(io.BytesIO(build_document(report)))


def all_text(document: Any) -> str:
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.fixture
def document(team: AuditReport) -> Any:
    return opened(team)


def test_properties_and_marks(document: Any) -> None:
    properties = document.core_properties
    assert (properties.author, properties.language) == ("ips_audit", "en-GB")
    assert properties.title
    footer = document.sections[0].footer.paragraphs[0].text
    assert "do not share" in footer and "made-up people" not in footer


def test_made_up_people_are_no_secret(made_up: AuditReport) -> None:
    made = opened(made_up)
    assert "made-up people" in made.sections[0].footer.paragraphs[0].text
    assert "do not share" not in all_text(made)


def test_order_of_headings(document: Any) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "What we found", "What happened to the rows", "What this audit cannot say",
        "How we worked this out",
    ]  # fmt: skip


def test_tables_have_header_rows_and_alt_text(document: Any) -> None:
    assert len(document.tables) >= 4
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text for cell in table.rows[0].cells)


def test_pictures_are_described(document: Any) -> None:
    shapes = document.inline_shapes
    assert len(shapes) == 2, "access and jobs over all services"
    for shape in shapes:
        assert "datum.x hidden" in shape._inline.docPr.get("descr")
        assert shape.width < document.sections[0].page_width


def test_text_of_the_report(document: Any) -> None:
    text = all_text(document)
    for part in (
        "All services, access by ethnic group: a gap was found for", "1 January 2019", "=cmd()",
        "[c]", "Rows read", "1,300", "+one warning", "abc123", "0.51 to no limit",
    ):  # fmt: skip
        assert part in text, part


def test_characters_that_files_cannot_hold(team: AuditReport) -> None:
    odd = replace(team.checks[-4], service="All services", sentences=("a\x00b\ufffe",))
    assert "ab" in all_text(opened(replace(team, checks=(odd,))))


def test_share_safe_report_is_marked_as_such(shared: AuditReport) -> None:
    made = opened(shared)
    footer = made.sections[0].footer.paragraphs[0].text
    assert footer.startswith("Share-safe")
    assert "do not share" not in all_text(made)
    assert "made-up" not in all_text(made)


def test_nothing_checked(team: AuditReport) -> None:
    bare = replace(team, checks=(team.checks[1],), layers=())
    assert "there is no caseload" in all_text(opened(bare))


def test_paragraphs_to_paste(team: AuditReport) -> None:
    text = paste_paragraph(team)
    assert text.startswith("In North, ") or text.startswith("Over all services, ")
    assert "Contains small numbers: do not share" in text
    assert "=cmd(): 40 of 1,234 reached the service (3.2%)." in text
    assert text.endswith("Not finding a difference is not proof that there is none.")
    assert "North, access by" not in text, "only all services lead"
    method = methods_paragraph(team)
    for part in ("Holm", "Koopman", "0.1.0", "abc123", "1 January 2019", "Margin: 0.8"):
        assert part in method


def test_who_asked_stands_in_it(team: AuditReport) -> None:
    asked = replace(team, settings=replace(team.settings, asked_by="the <b>board</b>"))
    assert "Asked for by: the <b>board</b>" in all_text(opened(asked))
    assert "Asked for by" not in all_text(opened(team))
