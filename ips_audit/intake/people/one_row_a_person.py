"""Rows to people: one row a person, and the reason why each other row is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import BLANK, NO_DAY, UNREADABLE, Days, Rows, repeated
from ips_audit.intake.people.reasons_left_out import (
    BAD_COUNT,
    BAD_DATE,
    EARLY,
    FURTHER,
    LATE,
    NO_DATE,
    NOT_JOINED,
    REASONS,
    TOTAL_ROW,
    USED,
)
from ips_audit.intake.questions import AFTER, BEFORE, COUNT, LEAVE_OUT, NO_JOB, UNDATED
from ips_audit.model import Dimension, LeftOut, Settings
from ips_audit.words import intake as words

Reasons = NDArray[np.int8]
# What is known of each row, to be carried into the row that is kept.
Fields = tuple[
    Sequence[NDArray[np.int16]], NDArray[np.int8], Days, NDArray[np.bool_], NDArray[np.uint8]
]
# Marks of a job that may count or not, and of one that counts whatever is decided.
MARKS = {AFTER: 1, BEFORE: 2, UNDATED: 4}
SURE = 8


@dataclass(frozen=True)
class Kept:
    """Which rows are people, and what the others are."""

    keep: NDArray[np.int64]  # positions of the rows that stand for people
    groups: Mapping[Dimension, NDArray[np.int16]]
    job: NDArray[np.int8]
    first_job: Days
    in_work: NDArray[np.bool_]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    doubtful_jobs: Mapping[str, int]  # people whose only job is after the period, before the
    # start, or without a date


def one_row_a_person(
    rows: Rows, files: Sequence[str], totals: NDArray[np.bool_], settings: Settings,
    has_start: bool, has_job_dates: bool,
) -> Kept:  # fmt: skip
    """Choose the rows that are people: in the period, first start, any job.

    Parameters
    ----------
    rows : Rows
    files : sequence of str
        Names of the files, for the ledger.
    totals : bool array
        Rows whose ethnicity is a total.
    settings : Settings
        Period, whether each row is a person, what a blank outcome means, which jobs count.
    has_start, has_job_dates : bool
        Whether any file has such a column.

    Returns
    -------
    Kept
        Rows kept + rows left out = all rows.
    """
    reasons = _reasons(rows, totals, settings, has_start)
    job, first_job, marks = _jobs(rows, settings, has_job_dates)
    notes: list[str] = []
    candidates = np.flatnonzero(reasons == USED)
    groups, in_work = {d: c.copy() for d, c in rows.groups.items()}, rows.in_work.copy()
    keep = candidates
    if rows.person is not None and settings.one_row_a_person != "each row":
        fields = (tuple(groups.values()), job, first_job, in_work, marks)
        keep, notes = _merge(rows, candidates, fields, reasons)
    compared = ~in_work[keep] | (settings.leave_out_in_work is False)
    job, doubtful = _decide_jobs(
        job[keep], marks[keep], rows.weight[keep] * compared, settings.answers.get("jobs", {})
    )
    return Kept(
        keep, {d: c[keep] for d, c in groups.items()}, job, first_job[keep], in_work[keep],
        _ledger(rows, files, reasons), tuple(notes), doubtful,
    )  # fmt: skip


def _reasons(rows: Rows, totals: NDArray[np.bool_], settings: Settings, has_start: bool) -> Reasons:
    reasons = np.zeros(len(rows.number), dtype=np.int8)
    if has_start:
        reasons[rows.start_state == BLANK] = NO_DATE
        reasons[rows.start_state == UNREADABLE] = BAD_DATE
        if settings.period_from:
            reasons[rows.start < np.datetime64(settings.period_from)] = EARLY
        if settings.period_to:
            reasons[rows.start > np.datetime64(settings.period_to)] = LATE
    reasons[rows.weight < 0] = BAD_COUNT
    reasons[rows.not_joined] = NOT_JOINED
    reasons[totals] = TOTAL_ROW
    return reasons


def _jobs(
    rows: Rows, settings: Settings, has_dates: bool
) -> tuple[NDArray[np.int8], Days, NDArray[np.uint8]]:
    """Return each row's job (1, 0, -1), the day when it started, and marks of what is doubtful."""
    job = rows.job.copy()
    job[job == -2] = 0 if settings.blank_outcome_means_no else -1
    marks = np.zeros(len(job), dtype=np.uint8)
    if not has_dates:
        marks[job == 1] = SURE
        return job, rows.job_start, marks
    if (job == -1).all():
        job = np.zeros_like(job)
    dated = ~np.isnat(rows.job_start)
    before = dated & (rows.job_start < rows.start)
    after = np.zeros_like(dated)
    if settings.period_to:
        after = dated & ~before & (rows.job_start > np.datetime64(settings.period_to))
    files_with_dates = np.bincount(rows.file, weights=dated) > 0
    undated = (job == 1) & ~dated & files_with_dates[rows.file]
    job[dated] = 1
    job[before | after] = 0
    denied = rows.job == 0  # the outcome says no as well: nothing is doubtful
    for of, mark in ((after & ~denied, AFTER), (before & ~denied, BEFORE), (undated, UNDATED)):
        marks[of] = MARKS[mark]
    marks[(job == 1) & ~undated] = SURE
    counted = dated & (job == 1)
    if settings.answers.get("jobs", {}).get(AFTER) == COUNT:
        counted |= after & ~denied
    return job, np.where(counted, rows.job_start, NO_DAY), marks


def _decide_jobs(
    job: NDArray[np.int8], marks: NDArray[np.uint8], weight: NDArray[np.int64],
    said: Mapping[str, str],
) -> tuple[NDArray[np.int8], dict[str, int]]:  # fmt: skip
    """Return each person's job as decided, and how many people each decision is about.

    While nobody has decided, a job without a date counts, and one outside the period does not.
    """
    job, doubtful = job.copy(), {}
    counts, unknown = np.zeros(len(job), dtype=bool), np.zeros(len(job), dtype=bool)
    for which, mark in MARKS.items():
        about = (marks & mark > 0) & (marks & SURE == 0)
        doubtful[which] = int(weight[about].sum())
        decided = said.get(which, COUNT if which == UNDATED else NO_JOB)
        job[about] = 0
        counts |= about & (decided == COUNT)
        unknown |= about & (decided == LEAVE_OUT)
    job[unknown] = -1
    job[counts] = 1
    return job, doubtful


def _merge(
    rows: Rows, candidates: NDArray[np.int64], fields: Fields, reasons: Reasons
) -> tuple[NDArray[np.int64], list[str]]:
    """Keep the earliest start of each person and carry what the other rows know into it."""
    assert rows.person is not None
    groups, job, first_job, in_work, marks = fields
    if not repeated(rows.person):
        return candidates, []
    order = candidates[np.argsort(rows.start[candidates], kind="stable")]
    order = order[rows.person[order] >= 0]
    keys, person, counts = np.unique(
        person_of_service(rows)[order], return_inverse=True, return_counts=True
    )
    # All rows of a person side by side, the earliest start first.
    order = order[np.argsort(person, kind="stable")]
    person = np.repeat(np.arange(len(keys)), counts)
    begin = np.cumsum(counts) - counts
    held = order[begin]
    first = np.zeros(len(order), dtype=bool)
    first[begin] = True
    conflict = np.zeros(len(keys), dtype=bool)
    for codes in groups:
        conflict |= _take_first_known(codes, order, person, held)
    conflict |= _jobs_disagree(rows, job[order], order, person, begin)
    job[held] = np.maximum.reduceat(job[order], begin)
    marks[held] = np.bitwise_or.reduceat(marks[order], begin)
    in_work[held] = np.logical_or.reduceat(in_work[order], begin)
    first_job[held] = np.fmin.reduceat(first_job[order], begin)  # a missing date is no minimum
    reasons[order[~first]] = FURTHER
    _fill_from_left_out(rows, keys, held, groups, reasons)
    further = int((reasons[candidates] == FURTHER).sum())
    notes = []
    if further:
        people = len(candidates) - further
        notes.append(words.SAME_PERSON.format(rows=len(candidates), people=people))
    if conflict.any():
        notes.append(words.CONFLICT.format(n=int(conflict.sum())))
    return candidates[reasons[candidates] == USED], notes


def _take_first_known(
    codes: NDArray[np.int16], order: NDArray[np.int64], person: NDArray[np.int64],
    held: NDArray[np.int64],
) -> NDArray[np.bool_]:  # fmt: skip
    """Give each person's kept row their first known answer; tell who has another one as well."""
    there = np.flatnonzero(codes[order] >= 0)
    answers, whose = codes[order[there]], person[there]
    # Written backwards, the first known answer stays.
    codes[held[whose[::-1]]] = answers[::-1]
    out = np.zeros(len(held), dtype=bool)
    out[whose[answers != codes[held[whose]]]] = True
    return out


def _jobs_disagree(
    rows: Rows, job: NDArray[np.int8], order: NDArray[np.int64], person: NDArray[np.int64],
    begin: NDArray[np.int64],
) -> NDArray[np.bool_]:  # fmt: skip
    """Tell who has a yes and a no, one after the other, without a date that would explain it."""

    def before(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell rows with an earlier row of the same person that is there."""
        earlier: NDArray[np.int64] = np.cumsum(there) - there
        return np.asarray(earlier > earlier[begin][person])

    dated = ~np.isnat(rows.job_start[order])
    known, yes = job >= 0, job == 1
    other = known & before(known) & (yes != before(yes)) & ~dated & ~dated[begin][person]
    out = np.zeros(len(begin), dtype=bool)
    out[person[other]] = True
    return out


def person_of_service(rows: Rows) -> NDArray[np.int64]:
    """Return a number for each person of each service; the rows have references."""
    assert rows.person is not None
    services = int(rows.service_code.max(initial=0)) + 1
    return rows.person.astype(np.int64) * services + rows.service_code


def _fill_from_left_out(
    rows: Rows, keys: NDArray[np.int64], kept: NDArray[np.int64],
    fields: Sequence[NDArray[np.int16]], reasons: Reasons,
) -> None:  # fmt: skip
    """Take what a kept person's row does not know from their rows outside the period."""
    assert rows.person is not None
    outside = np.flatnonzero(((reasons == EARLY) | (reasons == LATE)) & (rows.person >= 0))
    wanted = person_of_service(rows)[outside]
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    known = keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
    rows_out, rows_kept = outside[known], kept[place[known]]
    for codes in fields:
        use = (codes[rows_kept] < 0) & (codes[rows_out] >= 0)
        # Written backwards, the first row of the file stays.
        codes[rows_kept[use][::-1]] = codes[rows_out[use]][::-1]


def _ledger(rows: Rows, files: Sequence[str], reasons: Reasons) -> tuple[LeftOut, ...]:
    out = []
    for index, file in enumerate(files):
        mine = rows.file == index
        left = np.flatnonzero(mine & (reasons != USED))
        for reason in dict.fromkeys(reasons[left].tolist()):
            numbers = rows.number[left[reasons[left] == reason]]
            shown = tuple(int(x) for x in numbers[:20])
            out.append(LeftOut(REASONS[reason], len(numbers), shown, file))
    return tuple(out)
