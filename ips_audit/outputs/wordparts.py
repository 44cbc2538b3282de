"""Parts of a Word document: set-up, text, tables with header rows, pictures with alt text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ips_audit.outputs.format import clean

if TYPE_CHECKING:
    from docx.document import Document

TABLE_CM = 17
ENDS_CM = (3.0, 2.6)  # first and last column: names and findings
INK = "12436D"
HEADINGS = {"Title": 20, "Heading 1": 14, "Heading 2": 12}  # points


def new_document(title: str, said: Sequence[str]) -> Document:
    """Return an empty A4 document in English with its properties, and the marks on every page."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "ips_audit", "en-GB"
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.7)
    section.footer.paragraphs[0].text = " ".join(said)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for name, size in HEADINGS.items():
        _set_heading(document.styles[name], size)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    return document


def _set_heading(style: Any, size: int) -> None:
    """Set a heading close to what it heads, in the ink of the charts."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)  # else the theme's font wins
    style.font.name, style.font.size = "Arial", Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK)
    style.paragraph_format.space_before = Pt(10)
    style.paragraph_format.space_after = Pt(4)
    style.paragraph_format.keep_with_next = True


def add_text(document: Document, text: str, style: str | None = None) -> None:
    """Add a paragraph."""
    document.add_paragraph(clean(text), style=style)


def add_lead(document: Document, text: str, points: int) -> None:
    """Add the sentence that matters most, in large type."""
    from docx.shared import Pt

    run = document.add_paragraph().add_run(clean(text))
    run.bold, run.font.size = True, Pt(points)


def add_caption(document: Document, text: str) -> None:
    """Add a line that stays with the picture below it."""
    paragraph = document.add_paragraph(clean(text))
    paragraph.paragraph_format.keep_with_next = True


def add_table(
    document: Document, columns: Sequence[str], rows: Sequence[Sequence[str]], title: str
) -> None:
    """Add a table whose header row repeats, whose rows stay whole, and that has alt text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), clean(title))
    table._tbl.tblPr.append(description)
    _fill(table.rows[0], columns, bold=True)
    _flag(table.rows[0], "w:tblHeader")
    for row in rows:
        _fill(table.add_row(), row, bold=False)
    for made in table.rows:
        _flag(made, "w:cantSplit")
    for made in (*tuple(table.rows)[:2], *tuple(table.rows)[-2:-1]):  # no row is left alone
        for cell in made.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    _set_widths(table)
    _space(document)


def _set_widths(table: Any) -> None:
    """Give names and findings more room than numbers, where there are many columns."""
    from docx.shared import Cm

    last = len(table.columns) - 1
    if last < 4:
        return
    table.autofit = False
    inner = (TABLE_CM - sum(ENDS_CM)) / (last - 1)
    ends = {0: ENDS_CM[0], last: ENDS_CM[1]}
    for j, column in enumerate(table.columns):
        column.width = Cm(ends.get(j, inner))


def _space(document: Document) -> None:
    """Set a table off from what follows by a thin empty line."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(8)


def _fill(row: Any, cells: Sequence[str], bold: bool) -> None:
    """Write a row's cells in small type."""
    from docx.shared import Pt

    for cell, text in zip(row.cells, cells, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(1)
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.line_spacing = 1
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size = bold, Pt(8.5)


def _flag(row: Any, name: str) -> None:
    """Set a switch of a row."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    flag = OxmlElement(name)
    flag.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(flag)


def add_picture(
    document: Document, png: bytes, description: str, most_cm: tuple[float, float]
) -> None:
    """Add a picture with its description, as large as a box across and down lets it be."""
    from docx.shared import Cm

    across, down = (Cm(x) for x in most_cm)
    shape = document.add_picture(io.BytesIO(png), width=across)
    if shape.height > down:
        shape.width, shape.height = Cm(most_cm[0] * down / shape.height), down
    shape._inline.docPr.set("descr", clean(description))
