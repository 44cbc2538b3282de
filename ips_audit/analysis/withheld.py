"""Caseload numbers that were withheld: the access checks at both ends of what they can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ips_audit.analysis import sections
from ips_audit.analysis.tally import Tally
from ips_audit.model import NOT_KNOWN, Caseload, CaseloadCount, Check, Settings
from ips_audit.words import findings, withheld


def at_end(caseload: Caseload, high: bool) -> Caseload:
    """Return the caseload with each withheld number at its lowest or highest.

    Parameters
    ----------
    caseload : Caseload
    high : bool

    Returns
    -------
    Caseload
    """
    counts = (
        c if (end := c.high if high else c.low) is None else replace(c, n=end)
        for c in caseload.counts
    )
    return replace(caseload, counts=tuple(counts))


def with_ends(
    checks: Iterable[Check], tally: Tally, caseload: Caseload | None, settings: Settings
) -> tuple[Check, ...]:
    """Say beside each access check what it gives at both ends of the withheld numbers.

    Parameters
    ----------
    checks : iterable of Check
        As made from `caseload`; others than access checks pass through.
    tally : Tally
    caseload : Caseload or None
    settings : Settings

    Returns
    -------
    tuple of Check
        In the same order.
    """
    made = tuple(checks)
    hidden = [c for c in caseload.counts if c.low is not None] if caseload else []
    if caseload is None or not hidden:
        return made
    ends = [
        {(c.service, c.dimension): c for c in sections.access(tally, end, settings)}
        for end in (at_end(caseload, False), at_end(caseload, True))
    ]
    return tuple(
        _said(check, ends[0][check.service, check.dimension],
              ends[1][check.service, check.dimension], hidden, len(tally.services) == 1)
        if check.question == "access" else check
        for check in made
    )  # fmt: skip


def _said(
    check: Check, low: Check, high: Check, hidden: Sequence[CaseloadCount], one_service: bool
) -> Check:
    """Add the sentence to a check whose caseload has withheld numbers."""
    bounds = {
        c.group: (c.low or 0, c.high or 0)
        for c in hidden
        if c.dimension is check.dimension and c.group != NOT_KNOWN
        and (c.service == check.service or one_service)
    }  # fmt: skip
    if not bounds or low.finding is None or high.finding is None:
        return check
    sentence = withheld.ends(
        bounds, findings.TITLES[low.finding], findings.TITLES[high.finding],
        _ratios(low, bounds), _ratios(high, bounds),
    )  # fmt: skip
    return replace(check, warnings=(*check.warnings, sentence))


def _ratios(check: Check, groups: Iterable[str]) -> dict[str, float]:
    return {g.group: g.ratio for g in check.groups if g.group in groups and g.ratio is not None}
