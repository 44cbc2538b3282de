"""The Word report can be sent on: headed tables, described pictures, marks on every page."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from ips_audit.model import AuditReport
from ips_audit.outputs import brief
from ips_audit.outputs.document import build_document
from ips_audit.outputs.prose import methods_paragraph, paste_paragraph
from ips_audit.outputs.tables import title_of
from ips_audit.outputs.takeaway import build_charts
from ips_audit.outputs.workbook import build_workbook
from ips_audit.words import brief as brief_words
from ips_audit.words.answer import answer, leading


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


def brief_of(document: Any) -> list[Any]:
    """Return the paragraphs before the annex."""
    paragraphs = document.paragraphs
    annex = next(i for i, p in enumerate(paragraphs) if p.text == brief_words.ANNEX)
    assert paragraphs[annex].paragraph_format.page_break_before
    return list(paragraphs[:annex])


def test_order_of_headings(document: Any) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["What we found", "Three limits", "What to do next", brief_words.ANNEX]
    parts = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert parts[:2] == [brief_words.EVERY_CHECK, "What happened to the rows"]
    assert parts[-2:] == [brief_words.CANNOT_SAY, "How we worked this out"]


def test_the_first_page_begins_with_the_finding(team: AuditReport, shared: AuditReport) -> None:
    for report in (team, shared):
        paragraphs = brief_of(opened(report))
        texts = [p.text for p in paragraphs]
        first, *more = answer(report.headline)
        found = texts.index("What we found")
        assert texts[found + 1] == first
        assert " ".join(more) in texts[found + 2]
        pictures = [p for p in paragraphs if p._p.findall(f".//{qn('w:drawing')}")]
        assert len(pictures) == 1
        bullets = [p.text for p in paragraphs if p.style.name == "List Bullet"]
        assert bullets[:3] == list(brief.LIMITS)
        assert bullets[3:] == brief.next_steps(report) and 1 <= len(bullets[3:]) <= 3


def test_the_chart_is_the_one_that_the_answer_is_about(team: AuditReport) -> None:
    check = leading(team.headline)
    assert check is not None and check.service in answer(team.headline)[0]
    pictures = [s._inline.docPr.get("descr") for s in opened(team).inline_shapes]
    assert pictures[0].startswith(title_of(check))
    assert len(set(pictures)) == len(pictures), "no chart twice"


def test_nothing_is_said_twice(document: Any) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert len(set(headings)) == len(headings)
    first_page = brief_of(document)
    said = {p.text for p in first_page if p.text}
    assert not said & {p.text for p in document.paragraphs[len(first_page) :]}


def test_no_page_is_left_empty(document: Any) -> None:
    """One page break only; headings stay with what follows, and rows stay whole."""
    breaks = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in breaks] == [brief_words.ANNEX]
    assert not document.element.findall(f".//{qn('w:br')}")
    for name in ("Heading 1", "Heading 2"):
        assert document.styles[name].paragraph_format.keep_with_next
    for table in document.tables:
        for row in table.rows:
            assert row._tr.find(f".//{qn('w:cantSplit')}") is not None
        held = [r for r in table.rows if r.cells[0].paragraphs[0].paragraph_format.keep_with_next]
        assert len(held) <= 3, "a table may go on over the page"


def test_pictures_leave_room_for_text(team: AuditReport) -> None:
    check = leading(team.headline)
    assert check is not None
    many = replace(check, groups=tuple(
        replace(check.groups[0], group=f"Group {i}") for i in range(20)))  # fmt: skip
    (shape, *_) = opened(replace(team, checks=(many,))).inline_shapes
    assert shape.height.cm <= brief.CHART_CM[1] + 0.01 and shape.width.cm <= brief.CHART_CM[0]


def test_the_service_has_its_name(team: AuditReport) -> None:
    named = replace(team, settings=replace(team.settings, service_name="Mill Lane IPS"))
    made = opened(named)
    title = "Zero exclusion audit of Mill Lane IPS"
    assert made.paragraphs[0].text == made.core_properties.title == title
    assert "We audited Mill Lane IPS, " in paste_paragraph(named)
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(named)))
    assert book["Cover"]["A1"].value == book.properties.title == title
    book.close()
    names = [name for name, _ in build_charts(named)]
    assert names and all(name.startswith("Mill-Lane-IPS_") for name in names)


def test_tables_have_header_rows_and_alt_text(document: Any) -> None:
    assert len(document.tables) >= 4
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text for cell in table.rows[0].cells)


def test_pictures_are_described(document: Any) -> None:
    shapes = document.inline_shapes
    assert len(shapes) == 3, "the leading one, then access and jobs over all services"
    for shape in shapes:
        assert "datum.x hidden" in shape._inline.docPr.get("descr")
        assert shape.width < document.sections[0].page_width


def test_text_of_the_report(document: Any) -> None:
    text = all_text(document)
    for part in (
        "A gap was found for =cmd()", "1 January 2019",
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
