"""Sentences that say what the user decided."""

from __future__ import annotations

from ips_audit.dimensions import DIMENSIONS, OWN

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
}


def shown(value: object) -> object:
    """Return a decided value as people say it."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def answer(kind: str, said: str, group: str) -> str:
    """Say where an answer was placed."""
    return f"{KINDS.get(kind, kind)}: “{said[:60]}” → {group}"


def file_column(file: str, role: str, heading: str) -> str:
    """Say which column of one file plays a role."""
    return f"Column of {file} for {role}: {heading or 'none'}"
