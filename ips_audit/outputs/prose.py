"""Paragraphs that can be pasted into a report: what was found, and how."""

from __future__ import annotations

from ips_audit.model import (
    ALL_SERVICES,
    SERVICE,
    AuditReport,
    Check,
    CheckQuestion,
    Finding,
    GroupFinding,
    Release,
)
from ips_audit.outputs import format as show
from ips_audit.outputs.marks import marks, period
from ips_audit.words import findings
from ips_audit.words import outputs as words
from ips_audit.words.answer import answer_of

# A warning about a total over services always stands in front of its finding.
TOTAL = tuple(
    text.format(by=SERVICE.apart) for text in (findings.PATTERN_DIFFERS, findings.TOTAL_MISLEADS)
)
LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)


def main_checks(report: AuditReport) -> tuple[Check, ...]:
    """Return the headline checks that lead: those over all services, or of the only one.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    tuple of Check
    """
    checks = report.headline
    together = tuple(c for c in checks if c.service == ALL_SERVICES)
    return together or checks


def short_title(check: Check) -> str:
    """Return a check's name without its service, as it stands in a sentence."""
    if check.question == CheckQuestion.ACCESS:
        return words.SHORT_ACCESS.format(dimension=check.dimension)
    return words.SHORT_OUTCOME.format(dimension=check.dimension, people=check.people)


def finding_lines(check: Check) -> tuple[str, ...]:
    """Return a check's name, its finding, and what is said of each group found lower.

    Parameters
    ----------
    check : Check

    Returns
    -------
    tuple of str
        Sentences of the check, fewer than it has; a warning about a total stands first.
    """
    title = findings.title(check)
    said = f"{check.service}, {short_title(check)}: {title[:1].lower()}{title[1:]}."
    if check.finding is Finding.NOT_CHECKED:
        return (said, *check.sentences)
    lower = tuple(f"{g.group}:" for g in check.groups if g.finding in LOWER)
    told = (*check.warnings, *check.sentences)
    kept = (x for x in told if x in TOTAL or (lower and x.startswith(lower)))
    return (said, *kept)


def paste_paragraph(report: AuditReport) -> str:
    """Return a paragraph for an annual or equality report.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    str
        The answer first, then the leading findings, period and people, marks, and the limit.
    """
    parts = [*answer_of(report)]
    parts += [line for check in main_checks(report) for line in finding_lines(check)]
    text = " ".join((*parts, _scope(report), *marks(report)))
    return text if findings.NOT_PROOF in text else f"{text} {findings.NOT_PROOF}"


def _scope(report: AuditReport) -> str:
    """Say which people were audited, and when; rounded numbers of rows would say nothing."""
    name = report.settings.service_name
    audited = words.AUDITED_NAMED.format(service=name) if name else words.AUDITED
    said = [audited, f"{period(report)}." if period(report) else ""]
    people, rows = report.who[-1].people if report.who else None, report.rows
    if report.release is not Release.SHARE_SAFE and rows.used == rows.read:
        said.append(words.ALL_ROWS)
    elif report.release is not Release.SHARE_SAFE:
        said.append(words.ROWS_USED.format(used=show.count(rows.used), read=show.count(rows.read)))
    elif people is not None:
        said.append(words.ABOUT_PEOPLE.format(people=show.count(people)))
    return " ".join(x for x in said if x)


def methods_paragraph(report: AuditReport) -> str:
    """Return how the numbers were made, with the settings and version to repeat it.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    str
    """
    s = report.settings
    files = ", ".join(report.files) or words.NO_FILES
    said = [
        words.MADE_UP + "." if report.demonstration else "",
        f"{period(report)}." if period(report) else "",
        words.CHOSEN.format(months=s.minimum_months, margin=f"{s.margin:g}"),
        words.AGE_BANDS.format(bands=", ".join(s.age_bands)),
        words.JOB_MEANS,
        words.METHOD,
        findings.late_sentence(report.tests_made, report.expected_by_chance),
        words.MADE_WITH.format(version=report.version, files=files),
    ]
    return " ".join(x for x in said if x)
