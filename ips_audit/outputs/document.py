"""The audit as a Word report of a few pages that a team lead can send on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ips_audit.model import (
    AuditReport,
    Check,
    CheckQuestion,
)
from ips_audit.outputs import wordparts
from ips_audit.outputs.charts import alt_text, chart_png, check_chart
from ips_audit.outputs.marks import marks, period
from ips_audit.outputs.prose import (
    finding_lines,
    main_checks,
    methods_paragraph,
    paste_paragraph,
    short_title,
)
from ips_audit.outputs.tables import check_table, rows_table, title_of
from ips_audit.words import findings
from ips_audit.words import outputs as words

if TYPE_CHECKING:
    from docx.document import Document

CHECK_COLUMNS = {
    CheckQuestion.ACCESS: (
        "Group", "Service (people)", "Caseload (people)", "Accessed (% of caseload)",
        "Likely range (%)", "Ratio to everyone else", "Likely range of ratio", "Finding",
    ),
    CheckQuestion.OUTCOME: (
        "Group", "People", "Got a job (people)", "Got a job (%)", "Likely range (%)",
        "Ratio to everyone else", "Likely range of ratio", "Finding",
    ),
}  # fmt: skip

__all__ = ["build_document", "methods_paragraph", "paste_paragraph"]


def build_document(report: AuditReport) -> bytes:
    """Return the audit as .docx.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    bytes
        Summary, what happened to the rows, the leading checks with chart and table, what the
        audit cannot say, and the method.
    """
    document = wordparts.new_document(words.TITLE, marks(report))
    document.add_heading(words.TITLE, level=0)
    document.add_paragraph(" ".join(marks(report))).runs[0].bold = True
    if report.settings.asked_by:
        wordparts.add_text(document, words.ASKED_BY.format(who=report.settings.asked_by))
    if period(report):
        document.add_paragraph(period(report))
    _summary(document, report)
    document.add_heading(words.ROWS, level=1)
    rows = rows_table(report)
    wordparts.add_table(document, rows.columns[:2], [r[:2] for r in rows.rows], rows.title)
    wordparts.add_text(document, words.EXPLAIN_CHART)
    for check in main_checks(report):
        _check(document, check, report)
    document.add_heading(words.CANNOT_SAY, level=1)
    for line in (*words.LIMITS, *report.warnings):
        wordparts.add_text(document, line, style="List Bullet")
    document.add_heading(words.HOW, level=1)
    wordparts.add_text(document, words.SHORTHAND)
    wordparts.add_text(document, methods_paragraph(report))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _summary(document: Document, report: AuditReport) -> None:
    """Say the leading findings, then list every check with its finding."""
    document.add_heading(words.SUMMARY, level=1)
    for check in main_checks(report):
        wordparts.add_text(document, " ".join(finding_lines(check)))
    wordparts.add_text(document, findings.NOT_PROOF)
    rows = [(c.service, short_title(c), findings.title(c)) for c in report.headline]
    wordparts.add_table(document, words.SUMMARY_COLUMNS, rows, words.SUMMARY)


def _check(document: Document, check: Check, report: AuditReport) -> None:
    """Give one check: heading, warnings, sentences, chart and table."""
    document.add_heading(title_of(check), level=2)
    wordparts.add_text(document, " ".join((*check.warnings, *check.sentences)))
    if not check.groups:
        return
    spec: dict[str, Any] | None = check_chart(check)
    if spec is not None:
        wordparts.add_picture(document, chart_png(spec), alt_text(check))
    table = check_table(check, report.release)
    kept = [table.columns.index(c) for c in CHECK_COLUMNS[check.question]]
    rows = [tuple(r[j] for j in kept) for r in table.rows]
    wordparts.add_table(document, [table.columns[j] for j in kept], rows, table.title)
