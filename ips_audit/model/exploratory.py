"""What carries no finding: parts kept apart, time to a job, people alike, another population."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.dimensions import Dimension
from ips_audit.model.terms import (
    ALL_SERVICES,
    CheckQuestion,
    PMethod,
)


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
