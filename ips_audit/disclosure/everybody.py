"""Groups in which everybody, or nobody, did: one number then speaks of each person."""

from __future__ import annotations

from ips_audit.model import AuditReport
from ips_audit.words import disclosure as words


def to_consider(report: AuditReport) -> str:
    """Name the groups of which one should think before sharing anything.

    Parameters
    ----------
    report : AuditReport
        Exact.

    Returns
    -------
    str
        One sentence for the team, and for nothing that is shared; empty where there is none.
    """
    found = {
        (check.service, g.group): None
        for check in report.checks
        if check.kind == "headline" and check.question == "outcome"
        for g in check.groups
        if g.of and g.n in (0, g.of)
    }
    if not found:
        return ""
    named = "; ".join(words.GROUP_OF.format(group=g, service=s) for s, g in found)
    return words.EVERYBODY.format(groups=named)
