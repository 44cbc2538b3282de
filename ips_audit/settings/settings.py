"""What a user decided: every key of the settings file, each declared once.

A new key is one line in `Settings`: its name and type, its default, the sentence that says it
in the list of decisions, where the page asks for it, and what values it may have. The settings
file, the list of decisions and the documentation are worked out from these lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from ips_audit.dimensions import DIMENSIONS, OWN

DEFAULT_AGE_BANDS = ("up to 25", "26 to 40", "41 to 55", "over 55")

# Roles of columns that tell the way into a job: who was referred and accepted, how long jobs
# lasted, and who left. "still_in_work", "sustained_13" and "sustained_26" hold a yes or no.
PATH_ROLES = (
    "referral_date",
    "accepted_date",
    "decline_reason",
    "job_end_date",
    "in_work_on",
    "still_in_work",
    "sustained_13",
    "sustained_26",
    "end_date",
    "leaving_reason",
)
# Roles a column of the service file can play; the keys of Settings.columns.
SERVICE_ROLES = (
    *(d.key for d in DIMENSIONS),
    OWN,
    "age",
    "date_of_birth",
    "start_date",
    "job_outcome",
    "job_start_date",
    "service",
    "person",
    "people",
    "in_work_at_start",
    "joined",
    *PATH_ROLES,
)
# Roles a column of the caseload file can play; the keys of Settings.caseload_columns.
# A table of counts uses group (and dimension) with count; a list of people uses
# the roles of dimensions, and person.
CASELOAD_ROLES = (
    "service", "dimension", "group", "count", *(d.key for d in DIMENSIONS), OWN, "person",
)  # fmt: skip
# Kinds of answer; the keys of Settings.answers.
# "meaning" holds what Yes means under a heading such as "Unemployed", "joined" who joined,
# "sustained" which jobs lasted.
ANSWERS = (
    *(d.key for d in DIMENSIONS),
    OWN,
    "job_outcome",
    "in_work_at_start",
    "joined",
    "sustained",
    "meaning",
    "caseload",
    "population",
    "dates",
    "rows",
    "jobs",
)


class Asked(StrEnum):
    """Where the page asks for a key."""

    STEP_1 = "step 1"  # beside the files; a field of its own
    STEP_2 = "step 2"  # before anybody looks at results; a field of its own
    STEP_3 = "step 3"  # a question or a choice; listed as a decision that can be taken back
    RESULTS = "with the results"


@dataclass(frozen=True)
class Key:
    """What is declared of one key of the settings file.

    `says` is its line in the list of decisions, with {value}, and {key} where the key holds
    an object. `either` lists the only values, `parts` the only keys of an object; `nested` is
    an object of objects. A number lies between `least` and `most`.
    """

    kind: type | tuple[type, ...]
    asked: Asked
    says: str = "{value}"
    either: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    nested: bool = False


def _key(default: Any, kind: type | tuple[type, ...], asked: Asked, says: str, **more: Any) -> Any:
    """Declare a key: its default, and what stands in `Key`."""
    metadata = {"key": Key(kind, asked, says, **more)}
    if default is dict:
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """Everything a user decided; saved as the settings file. Holds no personal data.

    Every field has a default, so an empty settings file is a valid one. `None` means
    that nobody has decided: a guess or a question takes its place.
    """

    period_from: date | None = _key(None, date, Asked.STEP_2, "First day of the period: {value}")
    period_to: date | None = _key(None, date, Asked.STEP_2, "Last day of the period: {value}")
    # The last day of which the files tell: who had no time for a step by then is not counted.
    followed_to: date | None = _key(
        None, date, Asked.STEP_2, "Last day that people were followed up to: {value}"
    )
    minimum_months: int = _key(
        6, int, Asked.STEP_2, "Months of support that give time to find a job: {value}",
        least=0, most=60,
    )  # fmt: skip
    columns: Mapping[str, str] = _key(
        dict, dict, Asked.STEP_3, "Column for {key}: {value}", parts=SERVICE_ROLES
    )
    # For files whose headings differ: a file's name, and its own columns.
    file_columns: Mapping[str, Mapping[str, str]] = _key(
        dict, dict, Asked.STEP_3, "Column for {key}: {value}", nested=True
    )
    caseload_columns: Mapping[str, str] = _key(
        dict, dict, Asked.STEP_3, "Caseload column for {key}: {value}", parts=CASELOAD_ROLES
    )
    sheet: str | None = _key(None, str, Asked.STEP_3, "Sheet of the service file: {value}")
    heading_row: int | None = _key(
        None, int, Asked.STEP_3, "Heading row of the service file: {value}", least=1
    )
    caseload_sheet: str | None = _key(
        None, str, Asked.STEP_3, "Sheet of the caseload file: {value}"
    )
    caseload_heading_row: int | None = _key(
        None, int, Asked.STEP_3, "Heading row of the caseload file: {value}", least=1
    )
    # The local population, beside the caseload: shown, and never tested.
    population_columns: Mapping[str, str] = _key(
        dict, dict, Asked.STEP_3, "Population column for {key}: {value}", parts=CASELOAD_ROLES
    )
    population_sheet: str | None = _key(
        None, str, Asked.STEP_3, "Sheet of the population file: {value}"
    )
    population_heading_row: int | None = _key(
        None, int, Asked.STEP_3, "Heading row of the population file: {value}", least=1
    )
    ethnic_scheme: str | None = _key(None, str, Asked.STEP_3, "Ethnic groups: {value}")
    chinese_in: str | None = _key(
        None, str, Asked.STEP_3, "Chinese people are counted in: {value}",
        either=("Asian", "Other"),
    )  # fmt: skip
    answers: Mapping[str, Mapping[str, str]] = _key(
        dict, dict, Asked.STEP_3, "{key} → {value}", parts=ANSWERS, nested=True
    )
    date_order: str | None = _key(
        None, str, Asked.STEP_3, "Dates: {value}", either=("day first", "month first")
    )
    blank_outcome_means_no: bool | None = _key(
        None, bool, Asked.STEP_3, "A blank outcome means no job: {value}"
    )
    leave_out_in_work: bool | None = _key(
        None, bool, Asked.STEP_3,
        "People in work at the start are left out of the job comparison: {value}",
    )  # fmt: skip
    one_row_a_person: str | None = _key(
        None, str, Asked.STEP_3, "One row a person: {value}", either=("first start", "each row")
    )
    caseload_includes_service: bool | None = _key(
        None, bool, Asked.STEP_3, "The caseload includes the people of the service: {value}"
    )
    # For a caseload that is given in percentages.
    caseload_total: int | None = _key(
        None, int, Asked.STEP_3, "People on the caseload: {value}", least=1
    )
    age_bands: tuple[str, ...] = _key(DEFAULT_AGE_BANDS, list, Asked.STEP_2, "Age bands: {value}")
    margin: float = _key(
        0.8, (int, float), Asked.STEP_2, "The smallest ratio that is no gap: {value}",
        least=0.01, most=0.99,
    )  # fmt: skip
    # A group, and the user's own group that it is counted in.
    own_groups: Mapping[str, str] = _key(dict, dict, Asked.STEP_3, "{key} is counted as {value}")
    # An ethnic group that the others are compared with, instead of everyone else.
    reference_group: str | None = _key(
        None, str, Asked.STEP_2, "Ethnic groups are compared with: {value}"
    )
    release: Mapping[str, object] = _key(dict, dict, Asked.RESULTS, "Rule for small numbers")
    # The name of the one service that a file without a column of services is about.
    service_name: str | None = _key(None, str, Asked.STEP_1, "Name of the service: {value}")
    population_name: str | None = _key(
        None, str, Asked.STEP_1, "Name of the local population: {value}"
    )
    asked_by: str | None = _key(None, str, Asked.STEP_1, "Who asked for the audit: {value}")

    @property
    def period(self) -> str | None:
        """The period as one answer, "2023-04-01 to 2024-03-31"; None while a day is open."""
        both = self.period_from and self.period_to
        return f"{self.period_from} to {self.period_to}" if both else None

    def for_file(self, name: str) -> Settings:
        """Return the settings as they hold for one of several service files."""
        return replace(self, columns={**self.columns, **self.file_columns.get(name, {})})


def period_of(text: str) -> tuple[date, date]:
    """Read a period as `Settings.period` writes it; ValueError where it is none."""
    first, last = (date.fromisoformat(t.strip()) for t in text.split(" to "))
    return first, last


def keys() -> dict[str, Key]:
    """Return what is declared of each field of `Settings`, in its order."""
    return {f.name: declared(f) for f in fields(Settings)}


def declared(of: Field[Any]) -> Key:
    """Return what is declared of one field."""
    key: Key = of.metadata["key"]
    return key
