"""Several audits side by side: each group's rate, and how it changed."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.analysis.intervals import newcombe, wilson
from ips_audit.model import CheckQuestion, Moment, OverTime, SavedAudit, SavedCheck, SavedGroup

Place = tuple[CheckQuestion, str, str, str]


def compare_audits(audits: Sequence[SavedAudit]) -> tuple[OverTime, ...]:
    """Put the same questions of several audits side by side, in the order of time.

    Parameters
    ----------
    audits : sequence of SavedAudit
        Two or more, in any order.

    Returns
    -------
    tuple of OverTime
        One for each question that at least two audits put to the same service. A change is
        the share less that of the audit before (Newcombe's interval, method 10), where both
        are known and the periods do not overlap: people counted in both would not be
        independent.

    Raises
    ------
    ValueError
        If there are fewer than two.
    """
    if len(audits) < 2:
        raise ValueError("two audits or more are needed")
    ordered = sorted(audits, key=lambda a: (a.first, a.last))
    places: dict[Place, list[tuple[SavedAudit, SavedCheck]]] = {}
    for audit in ordered:
        for check in audit.checks:
            if check.groups:
                place = (check.question, check.service, check.dimension, check.people)
                places.setdefault(place, []).append((audit, check))
    return tuple(_one(place, found) for place, found in places.items() if len(found) > 1)


def _one(place: Place, found: Sequence[tuple[SavedAudit, SavedCheck]]) -> OverTime:
    names = dict.fromkeys(g.group for _, check in found for g in check.groups)
    moments = []
    for name in names:
        before: tuple[SavedAudit, SavedGroup] | None = None
        for audit, check in found:
            group = next((g for g in check.groups if g.group == name), None)
            if group is not None:
                moments.append(_moment(audit, group, before))
                before = (audit, group)
    said = tuple((a.first, a.last, c.finding) for a, c in found if c.finding)
    return OverTime(*place, tuple(moments), said)


def _moment(
    audit: SavedAudit, group: SavedGroup, before: tuple[SavedAudit, SavedGroup] | None
) -> Moment:
    n, of = group.n, group.of
    known = n is not None and of
    rate = wilson(n or 0, of or 0) if known else None
    change = None
    if known and before is not None and before[0].last < audit.first:
        old = before[1]
        if old.n is not None and old.of:
            change = newcombe(n or 0, of or 0, old.n, old.of)
    return Moment(
        group=group.group,
        first=audit.first,
        last=audit.last,
        n=n,
        of=of,
        share=rate.value if rate else None,
        low=rate.low if rate else None,
        high=rate.high if rate else None,
        change=change.value if change else None,
        change_low=change.low if change else None,
        change_high=change.high if change else None,
        ratio=group.ratio,
        ratio_low=group.ratio_low,
        ratio_high=group.ratio_high,
    )
