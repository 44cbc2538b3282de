"""The report: who uses the service, every check, and all that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ips_audit.dimensions import Dimension
from ips_audit.model.check import Check
from ips_audit.model.exploratory import Adjusted, AgainstPopulation, Layer, TimeToJob
from ips_audit.model.path_result import PathResult
from ips_audit.model.people import RowLedger
from ips_audit.model.terms import (
    CheckKind,
    Release,
)
from ips_audit.settings.settings import Settings


@dataclass(frozen=True)
class GroupCount:
    """People of one group and their percentage of those whose group is known."""

    group: str
    n: int | None
    percent: float | None


@dataclass(frozen=True)
class GroupCounts:
    """People of each group of one dimension."""

    groups: tuple[GroupCount, ...]
    not_known: int | None


@dataclass(frozen=True)
class AgeSummary:
    """Ages in whole years at start."""

    known: int | None
    mean: float | None
    sd: float | None
    min: float | None
    max: float | None


@dataclass(frozen=True)
class Profile:
    """Who uses one service."""

    service: str
    people: int | None
    counts: Mapping[Dimension, GroupCounts]
    age: AgeSummary


@dataclass(frozen=True)
class Provenance:
    """Where an audit's people come from, carried into its report."""

    rows: RowLedger | None = None  # None: every row is a person who is counted
    warnings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # short content hashes, never names or contents
    demonstration: str | None = None


@dataclass(frozen=True)
class AuditReport:
    """The whole audit. Outputs take this and compute nothing.

    `release` says which kind it is; only `disclosure.protect` makes a share-safe one.
    """

    version: str
    release: Release
    settings: Settings
    rows: RowLedger
    warnings: tuple[str, ...]
    who: tuple[Profile, ...]
    checks: tuple[Check, ...]
    layers: tuple[Layer, ...] = ()
    times: tuple[TimeToJob, ...] = ()
    paths: tuple[PathResult, ...] = ()
    adjusted: tuple[Adjusted, ...] = ()
    tests_made: int = 0
    expected_by_chance: float = 0.0
    files: tuple[str, ...] = ()  # short content hashes, never names or contents
    demonstration: str | None = None
    population: tuple[AgainstPopulation, ...] = ()  # beside the checks; no finding rests on it
    basis: object = field(
        default=None, repr=False, compare=False
    )  # what was counted; None once protected

    @property
    def headline(self) -> tuple[Check, ...]:
        """The checks that carry a finding, in the order in which they are read."""
        return tuple(c for c in self.checks if c.kind == CheckKind.HEADLINE)
