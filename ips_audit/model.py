"""The words of the code: frozen types that every room speaks in. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the page's first step needs no arrays
    import numpy as np
    from numpy.typing import NDArray

ALL_SERVICES = "All services"
NOT_KNOWN = "Not known"
FIVE_GROUPS = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")
GENDERS = ("Male", "Female", "Another gender")
FEWEST_PEOPLE = 10  # a group of fewer is not judged
DEFAULT_AGE_BANDS = ("up to 25", "26 to 40", "41 to 55", "over 55")

# Roles a column of the service file can play; the keys of Settings.columns.
SERVICE_ROLES = (
    "ethnicity",
    "gender",
    "age",
    "date_of_birth",
    "start_date",
    "job_outcome",
    "job_start_date",
    "service",
    "person",
    "people",
    "in_work_at_start",
)
# Roles a column of the caseload file can play; the keys of Settings.caseload_columns.
# A table of counts uses group (and dimension) with count; a list of people uses
# ethnicity, gender and person.
CASELOAD_ROLES = ("service", "dimension", "group", "count", "ethnicity", "gender", "person")

# Told of long work: how much is done, of how much, and what is done now. It may raise to end it.
Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, what: str) -> None:
    """Tell nobody how far the work is."""


class Dimension(StrEnum):
    """What people are grouped by."""

    ETHNIC_GROUP = "ethnic group"
    GENDER = "gender"


class Release(StrEnum):
    """Who an output is for."""

    TEAM = "team"
    SHARE_SAFE = "share-safe"


class GroupFinding(StrEnum):
    """All that may be said of one group, in the order in which it is decided."""

    TOO_FEW = "too few to judge"
    LOWER = "lower"
    LOWER_WITHIN_MARGIN = "lower, by less than your margin"
    HIGHER = "higher"
    NO_GAP = "no gap of that size"
    POSSIBLE_GAP = "possible gap: look closer"
    CANNOT_TELL = "can't tell"


class Finding(StrEnum):
    """All that may be said of one question."""

    GAP = "a gap was found"
    DIFFER = "groups differ; none shown to be lower"
    NO_GAP = "no gap of that size in any group"
    NOT_RULED_OUT = "no gap found, but one cannot be ruled out"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Settings:
    """Everything a user decided; saved as the settings file. Holds no personal data.

    Every field has a default, so an empty settings file is a valid one. `None` means
    that nobody has decided: a guess or a question takes its place.
    """

    period_from: date | None = None
    period_to: date | None = None
    minimum_months: int = 6
    columns: Mapping[str, str] = field(default_factory=dict)
    caseload_columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    heading_row: int | None = None
    caseload_sheet: str | None = None
    caseload_heading_row: int | None = None
    ethnic_scheme: str | None = None
    chinese_in: str | None = None
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: str | None = None  # "day first" | "month first"
    blank_outcome_means_no: bool | None = None
    leave_out_in_work: bool | None = None
    one_row_a_person: str | None = None  # "first start" | "each row"
    caseload_includes_service: bool | None = None
    caseload_total: int | None = None  # for a caseload given in percentages
    age_bands: tuple[str, ...] = DEFAULT_AGE_BANDS
    margin: float = 0.8
    own_groups: Mapping[str, str] = field(default_factory=dict)  # group -> the user's own group
    reference_group: str | None = None  # compare ethnic groups with this one, not everyone else
    release: Mapping[str, object] = field(default_factory=dict)
    asked_by: str | None = None  # who asked for the audit: a line of the Word report


@dataclass(frozen=True)
class LeftOut:
    """Rows of a file that are not counted as people, and why."""

    reason: str
    rows: int | None  # None where a share-safe release hides it
    row_numbers: tuple[int, ...] = ()  # as in the file, at most the first 20
    file: str = ""


@dataclass(frozen=True)
class Step:
    """One rung of *what happened to the rows*."""

    text: str
    people: int | None


@dataclass(frozen=True)
class RowLedger:
    """Rows read = rows used + rows left out, always."""

    read: int | None
    used: int | None
    left_out: tuple[LeftOut, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One answer that a question offers: `value` goes into the settings, `text` is shown."""

    value: object
    text: str


@dataclass(frozen=True)
class Question:
    """Something only the user can know. `about` is a key of the settings file.

    `about` is a settings key ("chinese_in") or a dotted path ("columns.ethnicity",
    "answers.ethnicity.<raw answer>"). `default` is None where no answer is safe: the
    command line then stops with exit code 3.
    """

    about: str
    text: str
    choices: tuple[Choice, ...] = ()
    default: object | None = None


@dataclass(frozen=True)
class ColumnGuess:
    """Which column plays a role, and why we think so."""

    role: str
    heading: str | None
    reason: str
    examples: tuple[str, ...] = ()  # three answers at most; empty for identifying columns
    chosen_by_user: bool = False


@dataclass(frozen=True)
class CodingRow:
    """One distinct answer, counted in both files, and the group it goes to.

    `status` is "recognised", "suggested" (pre-filled, to be confirmed), "ask" (no
    default: not known until placed), "placed" (by the user) or "not known".
    """

    dimension: str  # "ethnicity" | "gender" | "job_outcome"
    answer: str
    service_count: int
    caseload_count: int
    group: str
    scheme: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class People:
    """Coded people, as columns of equal length: one entry a row that is used.

    Codes index the label tuples; -1 means not known. `weight` is how many people a row
    stands for (1 in a list of people). `job` is 1, 0 or -1 (not known). `days_to_job` is
    days from start to first job, -1 where there is none or no date. No names, references
    or dates of birth.
    """

    services: tuple[str, ...]
    ethnic_groups: tuple[str, ...]
    genders: tuple[str, ...]
    service: NDArray[np.int16]
    ethnic_group: NDArray[np.int16]
    gender: NDArray[np.int16]
    age: NDArray[np.float32]  # whole years at start; nan where not known
    start: NDArray[np.datetime64]  # datetime64[D]; NaT where the file has no start dates
    job: NDArray[np.int8]
    in_work_at_start: NDArray[np.bool_]  # left out of the job comparison
    days_to_job: NDArray[np.int32]
    weight: NDArray[np.int64]
    has_outcome: bool = True  # the file says who got a job
    has_start: bool = True
    has_job_dates: bool = False
    has_age: bool = True
    has_gender: bool = True
    age_from_bands: bool = False  # `age` only says which band: no mean, no range


@dataclass(frozen=True)
class CaseloadCount:
    """People of one group on one service's caseload; `low` and `high` where it was withheld."""

    service: str  # ALL_SERVICES where the caseload is not split by service
    dimension: Dimension
    group: str  # NOT_KNOWN for people whose group is not known
    n: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Caseload:
    """The baseline: who could have reached the service."""

    counts: tuple[CaseloadCount, ...]
    estimated: bool = False  # worked out from percentages

    def of(self, service: str, dimension: Dimension) -> dict[str, int | None]:
        """Return group -> people for one service and dimension (empty when there is none)."""
        return {
            c.group: c.n for c in self.counts if c.service == service and c.dimension == dimension
        }


@dataclass(frozen=True)
class Prepared:
    """What intake makes of the files under the settings of the moment."""

    people: People | None
    caseload: Caseload | None
    rows: RowLedger
    columns: tuple[ColumnGuess, ...]
    headings: tuple[str, ...]
    caseload_columns: tuple[ColumnGuess, ...]
    caseload_headings: tuple[str, ...]
    coding: tuple[CodingRow, ...]
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]
    skipped: tuple[str, ...]  # title rows, totals and notes that were passed over, in words
    sheets: tuple[str, ...] = ()
    caseload_sheets: tuple[str, ...] = ()
    groups: tuple[str, ...] = FIVE_GROUPS  # where an answer can be placed
    settings: Settings = Settings()  # with the guesses filled in


# ---- audits side by side -------------------------------------------------------------------


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

    question: str
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

    question: str
    service: str
    dimension: str
    people: str
    moments: tuple[Moment, ...]  # group by group, each in the order of time
    findings: tuple[tuple[date, date, str], ...]


# ---- from the tally to the report -----------------------------------------------------------


@dataclass(frozen=True)
class TestResult:
    """One test of one table."""

    name: str  # "accessed v not" | "goodness of fit" | "two samples" | "independence"
    role: str  # "default" | "other"
    statistic: float | None
    df: int | None
    p: float | None
    p_exact: float | None = None
    exact_method: str | None = None  # "exact" | "monte carlo"
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

    question: str  # "access" | "outcome"
    service: str
    dimension: Dimension
    people: str  # "everyone" | "at least 6 months"
    within: Mapping[str, str]  # {} | {"gender": "Male"} | {"age": "26 to 40"}
    kind: str  # "headline" | "exploratory"
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

    @property
    def default_test(self) -> TestResult | None:
        """The test that the finding rests on."""
        return next((t for t in self.tests if t.role == "default"), None)


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

    question: str
    dimension: Dimension
    people: str
    by: str  # "service" | "gender" | "age band" | "quarter of joining"
    strata: tuple[str, ...]
    cmh_statistic: float | None
    cmh_df: int | None
    cmh_p: float | None
    groups: tuple[LayerGroup, ...]
    sentences: tuple[str, ...]
    service: str = ALL_SERVICES
    cmh_method: str = "chi-square"  # or "monte carlo", where the strata are sparse
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
class GroupCount:
    """People of one group and their percentage of those whose group is known."""

    group: str
    n: int | None
    percent: float | None


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
    ethnic_groups: tuple[GroupCount, ...]
    ethnic_group_not_known: int | None
    genders: tuple[GroupCount, ...]
    gender_not_known: int | None
    age: AgeSummary


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
    tests_made: int = 0
    expected_by_chance: float = 0.0
    files: tuple[str, ...] = ()  # short content hashes, never names or contents
    demonstration: str | None = None


@dataclass(frozen=True)
class Luck:
    """Services like this one, in which everyone has the same chance. Shares are fractions."""

    groups: tuple[str, ...]
    of: tuple[int, ...]
    rate: float
    draws: int
    seed: int
    low: tuple[float, ...]  # of a group's rates: 2.5 in 100 lie below
    high: tuple[float, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    here: tuple[float, ...]  # the rates of this service
    statistics: tuple[float, ...]  # chi-square of each draw
    statistic: float
    beyond: float  # share of the draws with a chi-square as large as here, or larger
    four_fifths: float  # share of the draws in which the rule accuses a group
    large_gap: float
    said_lower: float  # share of the draws in which this tool says that a group is lower
