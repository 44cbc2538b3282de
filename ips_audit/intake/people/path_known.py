"""What the files say of each person of the path: accepted, joined, in work, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import NO_DAY, UNREADABLE, Days, Rows
from ips_audit.intake.people.lasted import NO, NOT_TOLD, YES, how_long
from ips_audit.intake.people.one_row_a_person import one_row_a_person
from ips_audit.intake.people.path_rows import PathRows
from ips_audit.intake.people.path_steps import Known
from ips_audit.intake.people.persons import Persons
from ips_audit.intake.questions import AFTER
from ips_audit.model import Dimension, Settings

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Source:
    """What the path is made of: the rows of all files, and how they are read."""

    rows: Rows
    path: PathRows
    totals: Flags  # rows whose ethnic group is a total
    groups: Mapping[Dimension, tuple[str, ...]]
    settings: Settings  # with the audit period
    has_job_dates: bool


@dataclass(frozen=True)
class Notes:
    """Whom something is to be said of."""

    not_joined: Flags
    proved_accepted: Flags
    proved_joined: Flags
    both: Flags  # a date of acceptance and an answer that they were not accepted
    unreadable: Flags
    last: date


@dataclass(frozen=True)
class _Joined:
    """Everybody who ever joined, with every job up to the last day: as the audit counts them."""

    who: Flags
    on: Days
    job: NDArray[np.int8]
    in_work: Flags


def known_of(source: Source, persons: Persons, last: date) -> tuple[Known, Notes]:
    """Say what is known of each person on the last day.

    Parameters
    ----------
    source : Source
    persons : Persons
    last : date

    Returns
    -------
    (Known, Notes)

    Notes
    -----
    What came after a day that the user gave had not come about by then. After the last day of
    the file itself, a date of joining may be a slip of the pen, and nobody knows.
    """
    rows, path, end = source.rows, source.path, np.datetime64(last)
    joined = _joined(source, persons, last)
    past = np.datetime64(date.today() if source.settings.followed_to else last)
    unread = ~rows.not_joined & ((rows.start_state == UNREADABLE) | (rows.start > past))
    dated, answer = _decided(path, persons, end, past)
    turned_down = (answer == NO) | (persons.first_known(path.reasons["decline_reason"].codes) >= 0)
    worked = ~joined.who & ~turned_down & ~persons.any(rows.not_joined | rows.in_work)
    worked &= persons.any(_works(rows, path, end))
    came = joined.who | worked
    unreadable = persons.any(unread) & ~came
    on_file = ~np.isnat(dated) | (answer == YES)
    # Where a file has dates of acceptance alone, a blank means that there was none.
    by_dates = persons.any(path.told["accepted_date"] & ~path.told["joined"])
    by_dates &= ~persons.any(path.accepted_unread)
    known = Known(
        referred=persons.earliest(path.days["referral_date"]),
        accepted_on=np.fmin(dated, joined.on),
        accepted=on_file | came,
        accepted_known=on_file | came | turned_down | by_dates,
        joined_on=joined.on,
        joined=came,
        joined_known=~unreadable,
        job=np.where(worked, YES, joined.job),
        in_work=joined.in_work,
        lasted=how_long(rows, path, persons, end),
    )
    return known, Notes(
        not_joined=~came & ~unreadable,
        proved_accepted=came & ~on_file,
        proved_joined=worked,
        both=~np.isnat(dated) & (answer == NO),
        unreadable=unreadable,
        last=last,
    )


def _joined(source: Source, persons: Persons, last: date) -> _Joined:
    """Say who joined and got a job, whenever that was."""
    settings = source.settings
    jobs = {k: v for k, v in settings.answers.get("jobs", {}).items() if k != AFTER}
    answers = {**settings.answers, "jobs": jobs}
    wide = replace(settings, period_from=None, period_to=last, answers=answers)
    kept = one_row_a_person(source.rows, [], source.totals, wide, True, source.has_job_dates)
    who = persons.of_row[kept.keep]
    out = _Joined(
        np.zeros(persons.n, dtype=bool), np.full(persons.n, NO_DAY, dtype="M8[D]"),
        np.full(persons.n, NOT_TOLD, dtype=np.int8), np.zeros(persons.n, dtype=bool),
    )  # fmt: skip
    out.who[who] = True
    out.on[who] = source.rows.start[kept.keep]
    out.job[who] = kept.job
    out.in_work[who] = kept.in_work & (settings.leave_out_in_work is not False)
    return out


def _decided(
    path: PathRows, persons: Persons, end: np.datetime64, past: np.datetime64
) -> tuple[Days, NDArray[np.int8]]:
    """Return when people were accepted, and what the answer says; both as on the last day."""
    dated = persons.earliest(path.days["accepted_date"])
    later = (dated > end) & (dated <= past)
    return np.where(later, NO_DAY, dated), np.where(later, NO, persons.highest(path.accepted))


def _works(rows: Rows, path: PathRows, end: np.datetime64) -> Flags:
    """Tell rows with a job that began after the referral, as far as its day is known."""
    no_day = np.isnat(rows.job_start)
    before = rows.job_start < path.days["referral_date"]
    return np.where(no_day, rows.job == YES, ~before & (rows.job_start <= end))
