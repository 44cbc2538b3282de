"""One page about a story, for each person in a room."""

from __future__ import annotations

import io

from ips_audit.demonstrations.stories import Story
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    EVERYONE,
    AuditReport,
    Check,
    CheckQuestion,
)
from ips_audit.outputs import wordparts
from ips_audit.outputs.prose import short_title
from ips_audit.outputs.texttable import Column, TextTable, make_table
from ips_audit.words import findings
from ips_audit.words import outputs as output_words
from ips_audit.words import trainer as words

KINDS = ("text", "count", "count", "pc", "count", "pc")
NAME = "handout_{slug}_demonstration.docx"


def handout_name(story: Story) -> str:
    """Return the file name, which says that the people are made up."""
    return NAME.format(slug=story.address)


def build_handout(report: AuditReport, story: Story, with_findings: bool) -> bytes:
    """Return a story on one page: background, numbers, questions, room for notes.

    Parameters
    ----------
    report : AuditReport
        Of the story, with exact numbers.
    story : Story
    with_findings : bool
        Whether to say what the audit found, below the questions.

    Returns
    -------
    bytes
        A .docx file.

    Raises
    ------
    ValueError
        If the people of the report are not made up.
    """
    if not report.demonstration:
        raise ValueError("a handout is made of a demonstration only")
    mark = f"{output_words.MADE_UP}."
    document = wordparts.new_document(story.title, [mark])
    document.add_heading(story.title, level=1)
    document.add_paragraph(mark).runs[0].bold = True
    wordparts.add_text(document, story.background)
    for table in numbers(report):
        wordparts.add_table(document, table.columns, table.rows, table.title)
    document.add_heading(words.QUESTIONS, level=2)
    for question in story.questions:
        wordparts.add_text(document, question, style="List Number")
    if with_findings:
        document.add_heading(words.AUDIT_SAYS, level=2)
        for check in ethnic(report):
            line = f"{check.service}. {short_title(check)}: {findings.title(check)}."
            wordparts.add_text(document, line, style="List Bullet")
    wordparts.add_text(document, findings.NOT_PROOF)
    document.add_heading(words.NOTES, level=2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ethnic(report: AuditReport) -> list[Check]:
    """Return the checks by ethnic group of everyone, in the order in which they are read."""
    return [
        c for c in report.headline
        if c.dimension == ETHNIC_GROUP and c.people == EVERYONE
    ]  # fmt: skip


def numbers(report: AuditReport) -> list[TextTable]:
    """Return for each service the caseload, who is in the service, and who got a job.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    list of TextTable
        The total of several services is left for the room to think about.
    """
    out = []
    for profile in report.who:
        if profile.service == ALL_SERVICES:
            continue
        access, jobs = (
            next(c for c in ethnic(report) if (c.service, c.question) == (profile.service, q))
            for q in CheckQuestion
        )
        got = {g.group: g for g in jobs.groups}
        rows = [
            (g.group, g.of, g.n, _pc(g.share), got[g.group].n, _pc(got[g.group].share))
            for g in access.groups
            if g.group in got
        ]
        first, *rest = words.HANDOUT_COLUMNS
        heads = (first.format(service=profile.service), *rest)
        columns = [Column(h, k) for h, k in zip(heads, KINDS, strict=True)]
        out.append(make_table(words.HANDOUT_TABLE.format(service=profile.service), columns, rows))
    return out


def _pc(share: float | None) -> float | None:
    return None if share is None else 100 * share
