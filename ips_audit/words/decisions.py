"""Sentences that say what the user decided."""

from __future__ import annotations

KINDS = {
    "ethnicity": "Ethnic group",
    "gender": "Gender",
    "job_outcome": "Job",
    "in_work_at_start": "In work at the start",
    "caseload": "Caseload",
    "dates": "Dates",
    "rows": "Rows",
}
SINGLE = {
    "sheet": "Sheet of the service file: {value}",
    "heading_row": "Heading row of the service file: {value}",
    "caseload_sheet": "Sheet of the caseload file: {value}",
    "caseload_heading_row": "Heading row of the caseload file: {value}",
    "ethnic_scheme": "Ethnic groups: {value}",
    "chinese_in": "Chinese people are counted in: {value}",
    "date_order": "Dates: {value}",
    "blank_outcome_means_no": "A blank outcome means no job: {value}",
    "leave_out_in_work": "People in work at the start are left out of the job comparison: {value}",
    "one_row_a_person": "One row a person: {value}",
    "caseload_includes_service": "The caseload includes the people of the service: {value}",
    "caseload_total": "People on the caseload: {value}",
}
NESTED = {
    "columns": "Column for {key}: {value}",
    "caseload_columns": "Caseload column for {key}: {value}",
    "own_groups": "{key} is counted as {value}",
}


def single(name: str, value: object) -> str:
    """Say one decision."""
    shown = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return SINGLE.get(name, name + ": {value}").format(value=shown)


def nested(name: str, key: str, value: str) -> str:
    """Say a decision about a column or a group."""
    return NESTED[name].format(key=key, value=value or "none")


def answer(kind: str, said: str, group: str) -> str:
    """Say where an answer was placed."""
    return f"{KINDS.get(kind, kind)}: “{said[:60]}” → {group}"
