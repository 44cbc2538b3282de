"""Questions about dates, outcomes and ages that only the user can answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ips_audit.intake.draft import Draft
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching.codelists import plain
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.people.coded_rows import TURN, Part, Rows
from ips_audit.intake.people.one_row_a_person import Kept
from ips_audit.model import (
    Choice,
    People,
    Question,
    Settings,
)
from ips_audit.words import intake as words


def ask_about_dates(parts: Sequence[Part], settings: Settings, draft: Draft) -> None:
    """One order for all dates of a column; ask where nothing tells."""
    for part in parts:
        orders: dict[str, str] = {}
        unclear: list[tuple[Column, str]] = []
        for role in ("start_date", "job_start_date", "date_of_birth"):
            column = part.columns.get(role)
            if column is None:
                continue
            read = read_dates(column.answers, settings.date_order, role == "date_of_birth")
            if role != "start_date" and any(read.unreadable):
                draft.warnings.append(_not_dates(column, read.unreadable, part.table))
            if read.exchanged and column.heading not in settings.answers.get("dates", {}):
                choices = (Choice(TURN, words.TURN), Choice("as they are", words.AS_THEY_ARE))
                text = words.SWAPPED.format(heading=column.heading)
                draft.ask(Question(f"answers.dates.{column.heading}", text, choices))
            if read.ambiguous:
                example = next(
                    plain(a) for a in column.answers if isinstance(a, str) and not blank(a)
                )
                unclear.append((column, example if role == "start_date" else ""))
            elif read.order:
                orders[column.heading] = read.order
                draft.warnings.append(
                    words.DATES_READ.format(heading=column.heading, order=read.order)
                )
        for column, example in unclear:
            # Day first is how the unclear ones are read, so a clear neighbour may settle it.
            if set(orders.values()) == {"day first"}:
                draft.warnings.append(
                    words.DATES_READ.format(heading=column.heading, order="day first")
                )
            else:
                day = Choice("day first", "Day first: 3/4 is 3 April")
                month = Choice("month first", "Month first: 3/4 is 4 March")
                text = words.DATE_ORDER.format(
                    heading=column.heading, example=example or "3/4/2019"
                )
                draft.ask(Question("date_order", text, (day, month)))
        if "date_of_birth" in part.columns and "age" not in part.columns:
            draft.warnings.append(words.AGE_FROM_BIRTH)


def _not_dates(column: Column, unreadable: Sequence[bool], table: Table) -> str:
    """Say how many answers of a date column are no dates, by row and never by answer."""
    bad = np.flatnonzero(np.asarray(unreadable)[column.codes])
    row = int(table.row_numbers[bad[0]])
    return words.NOT_DATES.format(heading=column.heading, n=len(bad), row=row)


def ask_about_outcomes(
    blanks: int, rows: Rows, kept: Kept, has: Mapping[str, bool], settings: Settings, draft: Draft
) -> None:
    """Ask what a blank outcome means, and whether to compare people already in work."""
    if blanks and settings.blank_outcome_means_no is None:
        choices = (Choice(True, "Yes, no job"), Choice(False, "No, not recorded"))
        draft.ask(Question("blank_outcome_means_no", words.BLANK_OUTCOME.format(n=blanks), choices))
    in_work = int(rows.weight[kept.keep][kept.in_work].sum())
    if in_work and settings.leave_out_in_work is None:
        choices = (
            Choice(True, "Leave them out of the job comparison (recommended)"),
            Choice(False, "Count them as recorded"),
        )
        draft.ask(Question("leave_out_in_work", words.IN_WORK.format(n=in_work), choices))
    if not (has["job_outcome"] or has["job_start_date"]):
        draft.warnings.append(words.NO_ROLE.format(role="job outcome", mend=words.NEEDED["job"]))


def warn_about_ages(people: People, has: Mapping[str, bool], draft: Draft) -> None:
    """Say how many people have no age that can be used."""
    if has["age"] or has["date_of_birth"]:
        missing = int(people.weight[np.isnan(people.age)].sum())
        if missing:
            draft.warnings.append(words.AGE_UNUSABLE.format(n=missing))
