"""Who reached a service, against its caseload (Table 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ips_audit.analysis.checks import GroupTable, Scope, access_check, not_checked
from ips_audit.analysis.tally import Tally
from ips_audit.model import (
    ALL_SERVICES,
    NOT_KNOWN,
    Caseload,
    CaseloadCount,
    Check,
    CheckQuestion,
    Dimension,
    NameOfTest,
    Settings,
)
from ips_audit.words import findings, withheld


def access(tally: Tally, caseload: Caseload | None, settings: Settings) -> tuple[Check, ...]:
    """Compare who reached each service with its caseload, by each dimension.

    Parameters
    ----------
    tally : Tally
    caseload : Caseload or None
        Where numbers of it were withheld, each check says what it gives at both ends of
        what they can be.
    settings : Settings

    Returns
    -------
    tuple of Check
    """
    made = tuple(_access(tally, caseload, settings))
    hidden = [c for c in caseload.counts if c.low is not None] if caseload else []
    if caseload is None or not hidden:
        return made
    low, high = (
        {(c.service, c.dimension): c for c in _access(tally, end, settings)}
        for end in (at_end(caseload, high=False), at_end(caseload, high=True))
    )
    one_service = len(tally.services) == 1
    return tuple(
        _said(c, low[c.service, c.dimension], high[c.service, c.dimension],
              _bounds(c, hidden, one_service))
        for c in made
    )  # fmt: skip


def _access(tally: Tally, caseload: Caseload | None, settings: Settings) -> Iterator[Check]:
    for service in tally.scopes:
        part = tally.part(service)
        for dimension in tally.dimensions:
            base = baseline(caseload, service, tally.services, dimension)
            scope = _scope(tally, service, dimension, settings)
            if base:
                table = _table(part.people_by(dimension), base)
                yield access_check(scope, table, settings.margin, test_for(caseload, settings))
            elif dimension.in_caseload:
                why = _why_not(caseload, dimension)
                yield not_checked(CheckQuestion.ACCESS, scope, why)


def _why_not(caseload: Caseload | None, dimension: Dimension) -> str:
    """Say why access of one service, or of all together, cannot be checked."""
    if caseload is None or not caseload.counts:
        return findings.NO_BASELINE
    if caseload.of(ALL_SERVICES, dimension):
        return findings.NOT_SPLIT
    if not any(c.dimension == dimension for c in caseload.counts):
        return findings.NOT_IN_CASELOAD.format(dimension=dimension)
    return findings.NO_BASELINE


def _scope(tally: Tally, service: str, dimension: Dimension, settings: Settings) -> Scope:
    main = dimension == tally.dimensions[0]
    return Scope(service, dimension, reference=settings.reference_group if main else None)


def _table(people: dict[str, int], base: dict[str, int | None]) -> GroupTable:
    """Set the people of each group that occurs against the caseload."""
    used = [g for g in people if g != NOT_KNOWN and (people[g] > 0 or base.get(g, 0) != 0)]
    return GroupTable(
        used,
        [people[g] for g in used],
        [base.get(g) for g in used],
        (people[NOT_KNOWN], base.get(NOT_KNOWN, 0)),
    )


def test_for(caseload: Caseload | None, settings: Settings) -> NameOfTest:
    """Return the test that fits how the caseload was counted."""
    if caseload is not None and caseload.estimated:
        return NameOfTest.GOODNESS_OF_FIT
    nested = settings.caseload_includes_service is not False
    return NameOfTest.ACCESSED_V_NOT if nested else NameOfTest.TWO_SAMPLES


def baseline(
    caseload: Caseload | None, name: str, services: tuple[str, ...], dimension: Dimension
) -> dict[str, int | None]:
    """Return group -> people on the caseload of a service, or of all services together.

    A withheld number in one service makes the sum over services unknown. A caseload that
    is not split by service counts for the only service, or for all together.
    """
    if caseload is None:
        return {}
    own = caseload.of(name, dimension)
    if own or name != ALL_SERVICES:
        return own or (caseload.of(ALL_SERVICES, dimension) if len(services) == 1 else {})
    total: dict[str, int | None] = {}
    for service in services:
        counts = caseload.of(service, dimension)
        if not counts:
            return {}
        for group, n in counts.items():
            so_far = total.get(group, 0)
            total[group] = None if n is None or so_far is None else so_far + n
    return total


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


def _bounds(
    check: Check, hidden: Sequence[CaseloadCount], one_service: bool
) -> dict[str, tuple[int, int]]:
    """Return group -> lowest and highest number, where the caseload of a check is withheld."""
    return {
        c.group: (c.low or 0, c.high or 0)
        for c in hidden
        if c.dimension == check.dimension and c.group != NOT_KNOWN
        and (c.service == check.service or one_service)
    }  # fmt: skip


def _said(check: Check, low: Check, high: Check, bounds: dict[str, tuple[int, int]]) -> Check:
    """Add what a check gives at both ends of the withheld numbers."""
    if not bounds or low.finding is None or high.finding is None:
        return check
    sentence = withheld.ends(
        bounds, findings.TITLES[low.finding], findings.TITLES[high.finding],
        _ratios(low, bounds), _ratios(high, bounds),
    )  # fmt: skip
    return replace(check, warnings=(*check.warnings, sentence))


def _ratios(check: Check, groups: Iterable[str]) -> dict[str, float]:
    return {g.group: g.ratio for g in check.groups if g.group in groups and g.ratio is not None}
