"""What every output says of itself: who it is for, whether people are made up, its file name."""

from __future__ import annotations

import re

from ips_audit.model import AuditReport, Release
from ips_audit.outputs.format import long_date
from ips_audit.words import outputs as words

ENDINGS = {
    "workbook": ".xlsx", "word": ".docx", "json": ".json", "csv": ".csv", "png": ".png",
    "svg": ".svg", "zip": ".zip",
}  # fmt: skip


def marks(report: AuditReport) -> tuple[str, ...]:
    """Return the sentences that stand at the head of every page, sheet and image.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    tuple of str
        Who the output is for. In a demonstration, that its people are made up; nobody needs
        protecting there, and a share-safe version only shows how that works.
    """
    made_up = (f"{words.MADE_UP}.",) if report.demonstration else ()
    if report.release is Release.SHARE_SAFE:
        return (words.SHARE_SAFE, *made_up)
    return made_up or (words.DO_NOT_SHARE,)


def title(report: AuditReport) -> str:
    """Return the title of an output, with the service's name where it was given."""
    name = report.settings.service_name
    return words.TITLE_OF.format(service=name) if name else words.TITLE


def file_name(report: AuditReport, kind: str, part: str = "audit") -> str:
    """Return the name of a download, which says who it is for.

    Parameters
    ----------
    report : AuditReport
    kind : str
        A key of `ENDINGS`.
    part : str
        What is in the file.

    Returns
    -------
    str
        Like "audit_TEAM-do-not-share.xlsx" or "audit_demonstration.xlsx"; the service's name
        comes first where it was given.
    """
    kinds = ["share-safe"] if report.release is Release.SHARE_SAFE else []
    kinds += ["demonstration"] if report.demonstration else []
    kinds = kinds or ["TEAM-do-not-share"]
    service = re.sub(r"[^\w-]+", "-", report.settings.service_name or "").strip("-")[:40]
    name = f"{service + '_' if service else ''}{part}"
    return f"{'_'.join([name, *kinds])}{ENDINGS[kind]}"


def period(report: AuditReport) -> str:
    """Return the period in words; empty where nobody set one."""
    first, last = report.settings.period_from, report.settings.period_to
    if first and last:
        return words.PERIOD.format(first=long_date(first), last=long_date(last))
    if first:
        return words.PERIOD_FROM.format(first=long_date(first))
    return words.PERIOD_TO.format(last=long_date(last)) if last else ""
