"""What in the rows needs the user's eyes: asked where only they can know, else said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.dimensions import DIMENSIONS
from ips_audit.intake import questions
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.dates import Dates, read_dates
from ips_audit.intake.matching.instead_of_dates import goes_on
from ips_audit.intake.people.all_rows import Part, Rows
from ips_audit.intake.people.one_row_a_person import Kept
from ips_audit.intake.people.path_rows import DATES
from ips_audit.intake.questions import Draft
from ips_audit.model import People, Settings
from ips_audit.words import intake as words
from ips_audit.words.findings import listed


def ask_about_dates(parts: Sequence[Part], settings: Settings, draft: Draft) -> None:
    """One order for all dates of a column; ask where nothing tells."""
    for part in parts:
        orders: dict[str, str] = {}
        unclear: list[tuple[Column, str]] = []
        for role in ("start_date", "job_start_date", "date_of_birth", *DATES):
            column = part.columns.get(role)
            if column is None:
                continue
            read = read_dates(column.answers, settings.date_order, role == "date_of_birth")
            draft.warnings += _not_dates(role, column, read, part.table)
            if read.exchanged and column.heading not in settings.answers.get("dates", {}):
                draft.ask(questions.dates_exchanged(column.heading))
            if read.ambiguous:
                example = next(
                    plain(a) for a in column.answers if isinstance(a, str) and not blank(a)
                )
                unclear.append((column, example if role == "start_date" else ""))
            elif read.order:
                orders[column.heading] = read.order
        # Day first is how the unclear ones are read, so a clear neighbour may settle it.
        settled = set(orders.values()) == {"day first"}
        for column, example in unclear:
            if settled:
                orders[column.heading] = "day first"
            else:
                draft.ask(questions.date_order(column.heading, example))
        for order in dict.fromkeys(orders.values()):
            headings = listed([f"“{h}”" for h, o in orders.items() if o == order])
            draft.warnings.append(words.DATES_READ.format(headings=headings, order=order))
        if "date_of_birth" in part.columns and "age" not in part.columns:
            draft.warnings.append(words.AGE_FROM_BIRTH)


def _not_dates(role: str, column: Column, read: Dates, table: Table) -> list[str]:
    """Say how many answers of a date column are no dates: others than marks by row alone."""
    on = [role == "job_end_date" and goes_on(a) for a in column.answers]
    unreadable = [bad and not still for bad, still in zip(read.unreadable, on, strict=True)]
    said = []
    for sentence, which in ((words.NO_DATES, read.none), (words.GOES_ON, on)):
        if any(which):
            n = int(np.asarray(which)[column.codes].sum())
            answer = plain(column.answers[which.index(True)])
            said.append(sentence.format(heading=column.heading, n=n, answer=answer))
    # A start date that cannot be read is listed with the rows that are left out.
    if role != "start_date" and any(unreadable):
        bad = np.flatnonzero(np.asarray(unreadable)[column.codes])
        row = int(table.row_numbers[bad[0]])
        taken = words.TAKEN_AS.get(role, words.TAKEN_AS_NONE)
        said.append(
            words.NOT_DATES.format(heading=column.heading, n=len(bad), row=row, taken=taken)
        )
    return said


def ask_about_outcomes(
    blanks: int, rows: Rows, kept: Kept, has: Mapping[str, bool], settings: Settings, draft: Draft
) -> None:
    """Ask what a blank outcome means, which jobs count, and who was in work already."""
    if blanks and settings.blank_outcome_means_no is None:
        draft.ask(questions.blank_outcome(blanks))
    said = settings.answers.get("jobs", {})
    for which, n in kept.doubtful_jobs.items():
        if n and which not in said:
            draft.ask(questions.do_jobs_count(which, n, settings.period_to))
    in_work = int(rows.weight[kept.keep][kept.in_work].sum())
    if in_work and settings.leave_out_in_work is None:
        draft.ask(questions.already_in_work(in_work))
    if not (has["job_outcome"] or has["job_start_date"]):
        draft.warnings.append(words.NO_ROLE.format(role="job outcome", mend=words.NEEDED["job"]))


def warn_about_ages(people: People, has: Mapping[str, bool], draft: Draft) -> None:
    """Say how many people have no age that can be used."""
    if has["age"] or has["date_of_birth"]:
        missing = int(people.weight[np.isnan(people.age)].sum())
        if missing:
            draft.warnings.append(words.AGE_UNUSABLE.format(n=missing))


def warnings_about(parts: Sequence[Part], rows: Rows) -> list[str]:
    """Say what a reader of the files would want to check.

    Parameters
    ----------
    parts : sequence of Part
        The service files.
    rows : Rows
        Their rows, one below the other.

    Returns
    -------
    list of str
        On references that are none, start dates in the future, a job denied beside its start
        date, identical rows of files without references, and files that lack a column which
        another file has.
    """
    said = []
    future = np.flatnonzero(rows.start > np.datetime64(date.today()))
    if len(future):
        row = int(rows.number[future[0]])
        said.append(words.FUTURE.format(n=len(future), row=row))
    denied = int(((rows.job == 0) & ~np.isnat(rows.job_start)).sum())
    if denied:
        said.append(words.NO_BUT_DATE.format(n=denied))
    for i, part in enumerate(parts):
        if rows.person is not None and (person := part.columns.get("person")) is not None:
            stopgaps = int((person.part.filled() & (rows.person[rows.file == i] < 0)).sum())
            if stopgaps:
                said.append(words.NO_REFERENCES.format(n=stopgaps, file=part.file))
        if "person" not in part.columns and "people" not in part.columns:
            again = part.table.n_rows - len(np.unique(_marks(part.table)))
            if again:
                said.append(words.IDENTICAL.format(n=again))
    return said + _alike(rows.service) + _lacking(parts)


def _alike(services: Sequence[str]) -> list[str]:
    """Name services whose names are so near that they may be one."""
    if not 1 < len(services) <= 50:
        return []
    from rapidfuzz import fuzz

    pairs = itertools.combinations(services, 2)
    near = [f"“{a}” and “{b}”" for a, b in pairs if fuzz.ratio(fold(a), fold(b)) >= 90
            and not re.search(r"\d", a + b)]  # fmt: skip
    return [words.SERVICES_ALIKE.format(pairs="; ".join(near))] if near else []


def _marks(table: Table) -> NDArray[np.uint64]:
    """Give each row a number that is the same only for identical rows."""
    marks = np.zeros(table.n_rows, dtype=np.uint64)
    for column in table.columns:
        ranks = np.unique(marks, return_inverse=True)[1].astype(np.uint64)
        marks = ranks * np.uint64(len(column.answers) + 1) + column.codes.astype(np.uint64)
    return marks


def _lacking(parts: Sequence[Part]) -> list[str]:
    """Name the columns that one file has and another has not."""
    said = []
    for name, roles in (
        *((d.name, (d.key,)) for d in DIMENSIONS),
        ("job outcome", ("job_outcome", "job_start_date")),
        ("start date", ("start_date",)),
        ("person (reference)", ("person",)),
    ):
        has = [any(r in p.columns for r in roles) for p in parts]
        if any(has):
            said += [
                words.FILE_LACKS.format(file=p.file, role=name)
                for p, there in zip(parts, has, strict=True)
                if not there
            ]
    return said
