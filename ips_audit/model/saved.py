"""Saved audits side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ips_audit.model.terms import CheckQuestion, Release


@dataclass(frozen=True)
class SavedGroup:
    """One group of one check of a saved audit; numbers as they were saved."""

    group: str
    n: int | None
    of: int | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    finding: str | None


@dataclass(frozen=True)
class SavedCheck:
    """One headline check of a saved audit."""

    question: CheckQuestion
    service: str
    dimension: str
    people: str
    finding: str | None
    groups: tuple[SavedGroup, ...]


@dataclass(frozen=True)
class SavedAudit:
    """What a saved audit (JSON) says, as far as audits are compared."""

    first: date
    last: date
    release: Release
    demonstration: bool
    checks: tuple[SavedCheck, ...]


@dataclass(frozen=True)
class Moment:
    """One group in one audit, and how its share changed since the audit before."""

    group: str
    first: date
    last: date
    n: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None
    change: float | None  # in fractions; None where there is nothing to compare with
    change_low: float | None
    change_high: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None


@dataclass(frozen=True)
class OverTime:
    """One question put to the same service in several audits."""

    question: CheckQuestion
    service: str
    dimension: str
    people: str
    moments: tuple[Moment, ...]  # group by group, each in the order of time
    findings: tuple[tuple[date, date, str], ...]
