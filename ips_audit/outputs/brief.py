"""The audit on one page for a chief executive: the answer, one chart, limits, next steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ips_audit.model import AuditReport, Check, Finding, Release
from ips_audit.outputs import wordparts
from ips_audit.outputs.charts import alt_text, chart_png, check_chart
from ips_audit.outputs.marks import marks, period, title
from ips_audit.outputs.prose import short_title
from ips_audit.outputs.tables import title_of
from ips_audit.words import answer, findings, results
from ips_audit.words import brief as words
from ips_audit.words import outputs as output_words
from ips_audit.words import path as path_words
from ips_audit.words.next_steps import next_step

if TYPE_CHECKING:
    from docx.document import Document

STEPS = 3
LIMITS = output_words.LIMITS[:3]
CHART_CM = (15.0, 9.0)  # at most, across and down: the rest of the page is text
ANSWER_PT = 14


def add_brief(document: Document, report: AuditReport) -> Check | None:
    """Write the first page.

    Parameters
    ----------
    document : docx.document.Document
        Empty.
    report : AuditReport
        Exact or share-safe.

    Returns
    -------
    Check or None
        The check whose chart stands on the page.
    """
    document.add_heading(title(report), level=0)
    document.add_paragraph(" ".join(marks(report))).runs[0].bold = True
    wordparts.add_text(document, " · ".join(_about(report)))
    document.add_heading(output_words.SUMMARY, level=1)
    first, *more = answer.answer_of(report)
    wordparts.add_lead(document, first, ANSWER_PT)
    if more:
        wordparts.add_text(document, " ".join(more))
    check = answer.leading(report.headline)
    spec = check_chart(check) if check else None
    if check and spec:
        wordparts.add_caption(document, f"{title_of(check)}. {words.LINE}")
        wordparts.add_picture(document, chart_png(spec), alt_text(check), CHART_CM)
    document.add_heading(words.LIMITS, level=1)
    for line in LIMITS:
        wordparts.add_text(document, line, style="List Bullet")
    document.add_heading(words.NEXT_STEPS, level=1)
    for line in next_steps(report):
        wordparts.add_text(document, line, style="List Bullet")
    return check if spec else None


def _about(report: AuditReport) -> Iterator[str]:
    """Say who asked, when, and how many people."""
    if report.settings.asked_by:
        yield output_words.ASKED_BY.format(who=report.settings.asked_by)
    if period(report):
        yield period(report)
    if report.who and (people := report.who[-1].people) is not None:
        rounded = report.release is Release.SHARE_SAFE
        said = words.ABOUT_MANY if rounded else words.HOW_MANY
        yield said.format(people=findings.people(people))


def next_steps(report: AuditReport) -> list[str]:
    """Return up to three things to do, each with what it is about: the leading one first.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    list of str
        The same advice is given once, and that to gather more people once in all.
    """
    checks = report.headline
    first = answer.leading(checks)
    order = sorted(checks, key=lambda c: (c is not first, -results.cell_words(c).weight))
    steps: dict[str, str] = {}
    for path in report.paths:
        for step in (x for s in path.steps if (x := path_words.next_step(s))):
            about = f"{path.service}, {path_words.IN_SENTENCE}"
            steps.setdefault(step, words.STEP.format(about=about, step=step))
    for check in order:
        step = next_step(check, report.paths)
        open_still = check.finding is Finding.NOT_RULED_OUT and not results.cell_words(check).weight
        if step:
            about = f"{check.service}, {short_title(check)}"
            key = Finding.NOT_RULED_OUT if open_still else step
            steps.setdefault(key, words.STEP.format(about=about, step=step))
    return list(steps.values())[:STEPS]
