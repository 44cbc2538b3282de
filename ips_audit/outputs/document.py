"""The audit as a Word file that a team lead can send on: one page, and the report behind it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ips_audit.model import (
    AuditReport,
    Check,
    CheckQuestion,
    PathResult,
)
from ips_audit.outputs import brief, wordparts
from ips_audit.outputs.adjusted import narrow_adjusted
from ips_audit.outputs.against_population import population_table
from ips_audit.outputs.charts import alt_text, chart_png, check_chart
from ips_audit.outputs.marks import marks, title
from ips_audit.outputs.path import notes, path_alt_text, path_chart, path_title, step_table
from ips_audit.outputs.prose import main_checks, methods_paragraph, short_title
from ips_audit.outputs.tables import check_table, rows_table, title_of
from ips_audit.words import adjusted as adjusted_words
from ips_audit.words import brief as brief_words
from ips_audit.words import findings, population
from ips_audit.words import outputs as words
from ips_audit.words import path as path_words
from ips_audit.words.answer import leading

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

CHART_CM = (13.0, 7.0)  # at most, across and down: what does not fit leaves little of a page bare


def build_document(report: AuditReport) -> bytes:
    """Return the audit as .docx.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    bytes
        One page with the answer; behind it every finding, what happened to the rows, the leading
        checks with chart and table, what else the audit cannot say, and the method.
    """
    document = wordparts.new_document(title(report), marks(report))
    drawn = brief.add_brief(document, report)
    document.add_heading(brief_words.ANNEX, level=1).paragraph_format.page_break_before = True
    document.add_heading(brief_words.EVERY_CHECK, level=2)
    found = [(c.service, short_title(c), findings.title(c)) for c in report.headline]
    found += [(p.service, path_words.PATH, path_words.title(p)) for p in report.paths]
    wordparts.add_table(document, words.SUMMARY_COLUMNS, found, brief_words.EVERY_CHECK)
    document.add_heading(words.ROWS, level=2)
    rows = rows_table(report)
    wordparts.add_table(document, rows.columns[:2], [r[:2] for r in rows.rows], rows.title)
    wordparts.add_text(document, words.EXPLAIN_CHART)
    for check in annex_checks(report):
        _check(document, check, report, check is drawn)
    for path in annex_paths(report):
        _path(document, path, report)
    _adjusted(document, report)
    _beside(document, report)
    document.add_heading(brief_words.CANNOT_SAY, level=2)
    for line in (*(x for x in words.LIMITS if x not in brief.LIMITS), *report.warnings):
        wordparts.add_text(document, line, style="List Bullet")
    document.add_heading(words.HOW, level=2)
    wordparts.add_text(document, words.SHORTHAND)
    wordparts.add_text(document, methods_paragraph(report))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _beside(document: Document, report: AuditReport) -> None:
    """Set the services, all together where there are several, beside the local population."""
    last = report.who[-1].service if report.who else ""
    found = [population_table(x, report.release) for x in report.population if x.service == last]
    if not found:
        return
    document.add_heading(population.HEADING, level=2)
    wordparts.add_text(document, " ".join((*population.WHY, population.NO_TEST)))
    for table in found:
        wordparts.add_caption(document, table.title)
        wordparts.add_table(document, table.columns, table.rows, table.title)
        if more := [x for x in table.notes if x not in (*population.WHY, population.NO_TEST)]:
            wordparts.add_text(document, " ".join(more))


def annex_checks(report: AuditReport) -> tuple[Check, ...]:
    """Return the checks with a section of their own: that of the headline, then the main ones.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    tuple of Check
    """
    first, main = leading(report.headline), main_checks(report)
    return main if first is None else (first, *(c for c in main if c is not first))


def annex_paths(report: AuditReport) -> tuple[PathResult, ...]:
    """Return the paths with a section of their own: those with a gap, and that of all people."""
    return tuple(
        p
        for i, p in enumerate(report.paths)
        if i == len(report.paths) - 1 or path_words.lower_groups(p)
    )


def _path(document: Document, path: PathResult, report: AuditReport) -> None:
    """Give one path: heading, finding, sentences, chart, one table a step, and its notes."""
    document.add_heading(path_title(path), level=2)
    wordparts.add_text(document, " ".join((f"{path_words.title(path)}.", *path.sentences)))
    spec = path_chart(path)
    if spec is not None:
        wordparts.add_picture(document, chart_png(spec), path_alt_text(path), CHART_CM)
    for step in path.steps:
        table = step_table(step, report.release)
        wordparts.add_caption(document, table.title)
        wordparts.add_table(document, table.columns, table.rows, table.title)
    said = notes(path, report.release, report.settings)
    wordparts.add_text(document, " ".join(said))


def _adjusted(document: Document, report: AuditReport) -> None:
    """Give groups among people alike in other ways, for the services with a section."""
    services = {c.service for c in annex_checks(report)}
    shown = [a for a in report.adjusted if a.service in services]
    if shown:
        document.add_heading(adjusted_words.HEADING, level=2)
    for a in shown:
        wordparts.add_caption(document, f"{adjusted_words.title(a)}.")
        if a.groups:
            table = narrow_adjusted(a)
            wordparts.add_table(document, table.columns, table.rows, table.title)
        wordparts.add_text(document, " ".join(x for x in (a.why_not, *a.sentences) if x))


def _check(document: Document, check: Check, report: AuditReport, drawn: bool) -> None:
    """Give one check: heading, finding, warnings, sentences, chart unless drawn, and table."""
    document.add_heading(title_of(check), level=2)
    said = " ".join((f"{findings.title(check)}.", *check.warnings, *check.sentences))
    wordparts.add_text(document, said)
    if not check.groups:
        return
    spec: dict[str, Any] | None = check_chart(check)
    if drawn:
        wordparts.add_text(document, brief_words.ON_FIRST_PAGE)
    elif spec is not None:
        wordparts.add_picture(document, chart_png(spec), alt_text(check), CHART_CM)
    table = check_table(check, report.release)
    kept = [table.columns.index(c) for c in CHECK_COLUMNS[check.question]]
    rows = [tuple(r[j] for j in kept) for r in table.rows]
    wordparts.add_table(document, [table.columns[j] for j in kept], rows, table.title)
