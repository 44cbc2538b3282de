"""Sentences that say what the user decided."""

from __future__ import annotations

from collections.abc import Mapping

from ips_audit.dimensions import DIMENSIONS, OWN
from ips_audit.words import caseload, intake

KINDS = {
    **{d.key: d.heading for d in DIMENSIONS},
    OWN: "Compared by",
    "job_outcome": "Job",
    "in_work_at_start": "In work at the start",
    "caseload": "Caseload",
    "population": "Population",
    "dates": "Dates",
    "rows": "Rows",
    "jobs": "Jobs",
    "joined": "Accepted or joined",
    "sustained": "Still in work",
    "meaning": "What Yes means",
}
# What was asked, where the settings file has a key of its own for it: kind and key.
ASKED = {
    ("rows", "not_joined"): "People who were not accepted",
    ("rows", "ragged_rows"): "Rows with more cells than headings",
    ("rows", "listed"): "A file that names each ethnic group once",
    ("rows", "fill_down"): "Blank rows below a label",
    ("rows", "same reference in two services"): "The same reference in two services",
    ("jobs", "after the period"): "Jobs after the period",
    ("jobs", "before the start"): "Jobs that began before the start",
    ("jobs", "without a date"): "Jobs without a date",
    ("caseload", "unit"): "Numbers of the caseload",
    ("caseload", "missing_groups"): "Groups that the caseload does not have",
    ("caseload", "suppressed"): "Numbers that the caseload withholds",
    ("caseload", "service"): "This service in the caseload",
}
# What was chosen, as people saw it: by kind, or kind and key, and the value in the settings file.
CHOSEN = {
    ("rows", "not_joined"): {"leave out": "they did not join", "count": "they joined"},
    ("rows", "ragged_rows"): {"use": "use them"},
    ("rows", "listed"): {"use": intake.LISTED_USE},
    ("rows", "fill_down"): {
        "fill down": intake.FILL_DOWN_YES, "leave blank": intake.FILL_DOWN_NO,
    },
    ("rows", "same reference in two services"): {
        "one person": intake.REFERENCE_ONE, "different people": intake.REFERENCE_APART,
    },
    "jobs": {
        "count": intake.JOBS_COUNT, "no job": intake.JOBS_NOT, "leave out": intake.JOBS_LEAVE_OUT,
    },
    "dates": {"turn round": intake.TURN, "as they are": intake.AS_THEY_ARE},
    ("caseload", "unit"): {"people": caseload.UNIT_PEOPLE, "percent": caseload.UNIT_PERCENT},
    ("caseload", "missing_groups"): {"leave out": caseload.LEAVE_GROUPS_OUT},
    ("caseload", "suppressed"): {
        "leave out": caseload.LEAVE_GROUPS_OUT, "low end": caseload.LOW_END,
        "high end": caseload.HIGH_END,
    },
}  # fmt: skip


def shown(value: object) -> object:
    """Return a decided value as people say it."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def answer(kind: str, said: str, group: str) -> str:
    """Say where an answer was placed, or what was chosen, in the words that people saw."""
    chosen: Mapping[str, str] = CHOSEN.get((kind, said)) or CHOSEN.get(kind, {})
    asked = ASKED.get((kind, said)) or f"{KINDS.get(kind, kind)}: “{said[:60]}”"
    return f"{asked} → {chosen.get(group, group)}"


def file_column(file: str, role: str, heading: str) -> str:
    """Say which column of one file plays a role."""
    return f"Column of {file} for {role}: {heading or 'none'}"
