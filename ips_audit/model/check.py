"""One question put to one table: its groups, tests and finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ips_audit.dimensions import Dimension
from ips_audit.model.path import PathStep
from ips_audit.model.terms import (
    CheckKind,
    CheckQuestion,
    Finding,
    GroupFinding,
    NameOfTest,
    PMethod,
    RoleOfTest,
)


@dataclass(frozen=True)
class TestResult:
    """One test of one table."""

    name: NameOfTest
    role: RoleOfTest
    statistic: float | None
    df: int | None
    p: float | None
    p_exact: float | None = None
    exact_method: PMethod | None = None
    smallest_expected: float | None = None
    n: int | None = None
    note: str = ""  # in words: groups of zero left out, approximation doubtful, no test made
    cramers_v: float | None = None
    cramers_v_low: float | None = None
    cramers_v_high: float | None = None


@dataclass(frozen=True)
class GroupResult:
    """One group of one check. Shares are fractions; None where there is none or it is hidden.

    `n` of `of`: service of caseload for access, jobs of people for outcomes. Ratio,
    difference and people gap compare with everyone else in the table (or with the
    reference group of the check). `hidden` is True where a share-safe release withholds it.
    """

    group: str
    n: int | None
    of: int | None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    contribution: float | None = None
    adjusted_residual: float | None = None
    p: float | None = None
    p_holm: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    people_gap: float | None = None
    people_gap_low: float | None = None
    people_gap_high: float | None = None
    share_of_service: float | None = None  # access: of people in the service with group known
    share_of_caseload: float | None = None
    people_needed: int | None = None  # to rule out a gap of the margin
    smallest_gap: float | None = None  # share that would be found 8 times in 10
    missed_at_margin: float | None = None  # how often the whole table would miss the margin
    worst_ratio: float | None = None  # if the not known all or none belonged to it
    best_ratio: float | None = None
    p_margin: float | None = None  # one-sided: is the ratio at most the margin?
    finding: GroupFinding | None = None
    hidden: bool = False


@dataclass(frozen=True)
class NotKnown:
    """People whose group is not known: their own row, outside the test."""

    n: int | None
    of: int | None
    p: float | None = None  # known v not known


@dataclass(frozen=True)
class Check:
    """One question put to one table, and its answer."""

    question: CheckQuestion
    service: str
    dimension: Dimension
    people: str  # "everyone" | "at least 6 months"
    within: Mapping[str, str]  # key of a dimension -> group: {} | {"gender": "Male"}
    kind: CheckKind
    groups: tuple[GroupResult, ...]
    not_known: NotKnown
    tests: tuple[TestResult, ...]
    finding: Finding | None  # None for exploratory checks
    sentences: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    reference: str | None = None
    total_n: int | None = None
    total_of: int | None = None
    total_share: float | None = None
    total_misleads: bool = False  # the services differ: read each of them first
    step: PathStep | None = None  # a step of the path instead of a job
    family: int = 1  # checks that share one error rate: this one's p counts so many times

    @property
    def default_test(self) -> TestResult | None:
        """The test that the finding rests on."""
        return next((t for t in self.tests if t.role is RoleOfTest.DEFAULT), None)
