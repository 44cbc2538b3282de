"""From the tally to the report: checks, layers, times, and all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ips_audit.dimensions import Dimension
from ips_audit.model.path import PathStep
from ips_audit.model.people import RowLedger
from ips_audit.model.terms import (
    ALL_SERVICES,
    CheckKind,
    CheckQuestion,
    Finding,
    GroupFinding,
    NameOfTest,
    PMethod,
    Release,
    RoleOfTest,
)
from ips_audit.settings.settings import Settings


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


@dataclass(frozen=True)
class LayerGroup:
    """One group against everyone else, before and after separating the strata."""

    group: str
    crude_ratio: float | None
    adjusted_ratio: float | None
    low: float | None
    high: float | None
    alarm: bool


@dataclass(frozen=True)
class Layer:
    """One table looked at again with its strata kept apart."""

    question: CheckQuestion
    dimension: Dimension
    people: str
    by: Dimension  # what is kept apart
    strata: tuple[str, ...]
    cmh_statistic: float | None
    cmh_df: int | None
    cmh_p: float | None
    groups: tuple[LayerGroup, ...]
    sentences: tuple[str, ...]
    service: str = ALL_SERVICES
    cmh_method: PMethod = PMethod.CHI_SQUARE  # Monte Carlo where the strata are sparse
    pattern_statistic: float | None = None  # do the groups differ alike in every stratum?
    pattern_df: int | None = None
    pattern_p: float | None = None  # None where the fitted counts are too small to say
    strata_first: bool = False  # the total is no answer: the pattern differs between strata


@dataclass(frozen=True)
class WaitingGroup:
    """How many people of one group were in work by each month since their start."""

    group: str
    people: int
    jobs: int
    share: tuple[float, ...]  # one entry a month of TimeToJob.months
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    at_risk: tuple[int, ...]  # still waiting and still watched at the start of that month


@dataclass(frozen=True)
class TimeToJob:
    """Time from start to first job, people still waiting included (exploratory)."""

    service: str
    dimension: Dimension
    months: tuple[int, ...]
    groups: tuple[WaitingGroup, ...]
    statistic: float | None  # k-sample log-rank
    df: int | None
    p: float | None
    without_date: int  # people with a known outcome who cannot be placed in time


@dataclass(frozen=True)
class StepGroup:
    """One group at one step of the path, beside what its check says; None where hidden.

    `came` took the step, whether or not others had time for it. Those whose time has not yet
    come, and those of whom the file does not say, are outside the check. `reach` is the share
    of all people at the beginning of the path who come so far: the product of the shares of
    the steps up to here.
    """

    group: str
    came: int | None
    not_yet: int | None
    unknown: int | None
    reach: float | None


@dataclass(frozen=True)
class PathStepResult:
    """One step of the path: who took it, of those who took the step before."""

    step: PathStep
    before: PathStep
    check: Check
    groups: tuple[StepGroup, ...]
    all_groups: StepGroup  # people of any known group


@dataclass(frozen=True)
class PathResult:
    """The path of one service, by one dimension.

    Attributes
    ----------
    service : str
    dimension : Dimension
    first : PathStep
        Where everybody of the path begins.
    people : mapping of str to int
        Group -> people at the beginning, *not known* last; None where hidden.
    steps : tuple of PathStepResult
    reasons : mapping
        Why people were not accepted, and why they left without a job: dimension of the reason
        -> group -> reason -> people. Empty in a share-safe release.
    followed_to : date or None
        The last day of which the file tells.
    sentences : tuple of str
    """

    service: str
    dimension: Dimension
    first: PathStep
    people: Mapping[str, int | None]
    steps: tuple[PathStepResult, ...]
    reasons: Mapping[Dimension, Mapping[str, Mapping[str, int]]]
    followed_to: date | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class AdjustedGroup:
    """One group as counted, and as if everyone were alike in other characteristics.

    Shares are fractions, ratios compare with everyone else. The adjusted ones are None for a
    group with too few people to judge.
    """

    group: str
    people: int
    share: float | None
    low: float | None
    high: float | None
    ratio: float | None
    adjusted_share: float | None = None
    adjusted_low: float | None = None
    adjusted_high: float | None = None
    adjusted_ratio: float | None = None
    adjusted_ratio_low: float | None = None
    adjusted_ratio_high: float | None = None


@dataclass(frozen=True)
class Adjusted:
    """Groups compared among people alike in several characteristics at once (exploratory)."""

    question: CheckQuestion
    service: str
    dimension: Dimension
    people: str  # "everyone" | "at least 6 months"
    adjusted_for: tuple[Dimension, ...]
    groups: tuple[AdjustedGroup, ...]  # empty where nothing can be shown
    n: int  # people in the table who got a job, or reached the service
    of: int
    coefficients: int  # of the regression, the intercept aside
    left_out: int  # people of whom one of these characteristics is not known
    sentences: tuple[str, ...]
    why_not: str = ""  # in words, where nothing can be shown


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
class GroupAgainst:
    """One group's shares, as fractions; None where there is none or it is hidden."""

    group: str
    share_of_service: float | None
    share_of_caseload: float | None
    share_of_population: float | None
    ratio: float | None  # the share of the service by that of the population


@dataclass(frozen=True)
class AgainstPopulation:
    """A service and its caseload beside another population: described, never tested."""

    name: str  # of the population
    service: str
    dimension: Dimension
    groups: tuple[GroupAgainst, ...]
    notes: tuple[str, ...] = ()


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
