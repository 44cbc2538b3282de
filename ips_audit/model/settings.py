"""What a user decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ips_audit.model.terms import DEFAULT_AGE_BANDS
from ips_audit.model.thresholds import MARGIN


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
    margin: float = MARGIN
    own_groups: Mapping[str, str] = field(default_factory=dict)  # group -> the user's own group
    reference_group: str | None = None  # compare ethnic groups with this one, not everyone else
    release: Mapping[str, object] = field(default_factory=dict)
    asked_by: str | None = None  # who asked for the audit: a line of the Word report
