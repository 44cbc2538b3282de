"""From files to coded people: rows, questions, people and the caseload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ips_audit.dimensions import FIVE_GROUPS, Dimension
from ips_audit.model.path import PathPeople
from ips_audit.model.terms import CodingStatus
from ips_audit.settings.settings import Settings

if TYPE_CHECKING:  # the page's first step needs no arrays
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class LeftOut:
    """Rows of a file that are not counted as people, and why."""

    reason: str
    rows: int | None  # None where a share-safe release hides it
    row_numbers: tuple[int, ...] = ()  # as in the file, at most the first 20
    file: str = ""


@dataclass(frozen=True)
class Step:
    """One line of *what happened to the rows*."""

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
    """Which column plays a role, and why we think so.

    `together` names the columns that are read as one, such as the starts of several jobs; then
    `heading` names them all.
    """

    role: str
    heading: str | None
    reason: str
    examples: tuple[str, ...] = ()  # three answers at most; empty for identifying columns
    chosen_by_user: bool = False
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatchedTable:
    """A table of a file: what its columns were read as, and its first rows.

    `first_rows` holds text in the order of `headings`; personal details in it are masked.
    """

    file: str
    sheet: str | None
    headings: tuple[str, ...]
    columns: tuple[ColumnGuess, ...]  # one for each role
    not_used: tuple[ColumnGuess, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class CodingRow:
    """One distinct answer, counted in both files, and the group it goes to."""

    dimension: str  # key of a dimension, or "job_outcome"
    answer: str
    service_count: int
    caseload_count: int
    group: str
    scheme: str
    status: CodingStatus
    note: str = ""


@dataclass(frozen=True)
class Coded:
    """Everybody's group in one dimension: codes index `groups`; -1 means not known."""

    groups: tuple[str, ...]
    codes: NDArray[np.int16]
    as_recorded: tuple[str, ...] = ()  # groups that nobody named: a cell's own text


@dataclass(frozen=True)
class People:
    """Coded people, as columns of equal length: one entry a row that is used.

    `coded` holds the dimensions that people are compared by, ethnic group first. `weight`
    is how many people a row stands for (1 in a list of people). `job` is 1, 0 or -1 (not
    known). `days_to_job` is days from start to first job, -1 where there is none or no
    date. `key` is a number drawn for each person, which says how their counts are
    disturbed when they are shared. No names, references or dates of birth.
    """

    services: tuple[str, ...]
    service: NDArray[np.int16]
    coded: Mapping[Dimension, Coded]
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
    age_from_bands: bool = False  # `age` only says which band: no mean, no range
    key: NDArray[np.uint64] | None = None
    together: People | None = None  # all services as one, where somebody is in several of them
    path: PathPeople | None = None  # where the file tells more than start and job


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
class CaseloadCell:
    """People on one service's caseload who have several groups in common."""

    service: str
    groups: Mapping[Dimension, str]
    n: int


@dataclass(frozen=True)
class Caseload:
    """The baseline: who could have reached the service."""

    counts: tuple[CaseloadCount, ...]
    estimated: bool = False  # worked out from percentages
    cells: tuple[CaseloadCell, ...] = ()  # by ethnic group and gender, where it lists people

    def of(self, service: str, dimension: Dimension) -> dict[str, int | None]:
        """Return group -> people for one service and dimension (empty when there is none)."""
        return {
            c.group: c.n for c in self.counts if c.service == service and c.dimension == dimension
        }


@dataclass(frozen=True)
class Population:
    """Another place's people by group, such as the local population: shown, never tested.

    Attributes
    ----------
    name : str
        What it is called, such as "Census 2021, Southwark".
    counts : mapping of Dimension to mapping of str to int
        Group -> people, without those whose group is not known. Where the file gives
        percentages, people of a million.
    unlike : tuple of str
        Groups that stand for other people here than in the files of the service.
    notes : tuple of str
        What a reader must know of it.
    """

    name: str
    counts: Mapping[Dimension, Mapping[str, int]]
    unlike: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """What intake makes of the files under the settings of the moment."""

    people: People | None
    caseload: Caseload | None
    rows: RowLedger
    tables: tuple[MatchedTable, ...]  # of the service files
    caseload_columns: tuple[ColumnGuess, ...]
    caseload_headings: tuple[str, ...]
    coding: tuple[CodingRow, ...]
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]
    skipped: tuple[str, ...]  # title rows, totals and notes that were passed over, in words
    sheets: tuple[str, ...] = ()
    caseload_sheets: tuple[str, ...] = ()
    groups: tuple[str, ...] = FIVE_GROUPS  # where an answer can be placed
    settings: Settings = field(default_factory=Settings)  # with the guesses filled in
    kept_out: frozenset[str] = frozenset()  # answers that a settings file does not keep
    population: Population | None = None
    population_columns: tuple[ColumnGuess, ...] = ()
    population_headings: tuple[str, ...] = ()
