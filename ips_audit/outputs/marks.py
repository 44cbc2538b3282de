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
        Who the output is for; then, in a demonstration, that its people are made up.
    """
    who_for = words.SHARE_SAFE if report.release is Release.SHARE_SAFE else words.DO_NOT_SHARE
    return (who_for, f"{words.MADE_UP}.") if report.demonstration else (who_for,)


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
        Like "audit_TEAM-do-not-share_demonstration.xlsx"; the service's name comes first where
        it was given.
    """
    safe = report.release is Release.SHARE_SAFE
    service = re.sub(r"[^\w-]+", "-", report.settings.service_name or "").strip("-")[:40]
    name = f"{service + '_' if service else ''}{part}"
    name += f"_{'share-safe' if safe else 'TEAM-do-not-share'}"
    return f"{name}{'_demonstration' if report.demonstration else ''}{ENDINGS[kind]}"


def period(report: AuditReport) -> str:
    """Return the period in words; empty where nobody set one."""
    first, last = report.settings.period_from, report.settings.period_to
    if first and last:
        return words.PERIOD.format(first=long_date(first), last=long_date(last))
    if first:
        return words.PERIOD_FROM.format(first=long_date(first))
    return words.PERIOD_TO.format(last=long_date(last)) if last else ""
