"""How long jobs lasted: by a yes or no in the file, else by dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import NO_DAY, Days, Rows
from ips_audit.intake.people.path_rows import PathRows
from ips_audit.intake.people.persons import Persons
from ips_audit.model.thresholds import WEEKS_SUSTAINED

Flags = NDArray[np.bool_]
Verdicts = NDArray[np.int8]
YES, NO, NOT_TOLD = 1, 0, -1
NOT_KNOWN = -2  # said to be so


@dataclass(frozen=True)
class Lasted:
    """What the file says of each person's longest job, by weeks: 1 yes, 0 no, -1 not known."""

    first_job: Days  # of the jobs that began with the service
    said: dict[int, Verdicts]
    dated: dict[int, Verdicts]
    ends_before_start: int
    blank_is_still: bool  # some job without an end was taken as not ended
    ended_unsaid: Flags  # no longer in work, without a day of the end
    still_not_known: Flags  # no end date, and not known to be still in work
    still_but_ended: Flags  # said to be still in work, although every job has an end

    def of(self, weeks: int) -> Verdicts:
        """Return the answer of the file, else what its dates say."""
        said = self.said[weeks]
        return np.where(said == NOT_TOLD, self.dated[weeks], said)

    def disagree(self, weeks: int) -> Flags:
        """Tell of whom the answer and the dates say different things."""
        said, dated = self.said[weeks], self.dated[weeks]
        return np.asarray((said != NOT_TOLD) & (dated != NOT_TOLD) & (said != dated))


def how_long(rows: Rows, path: PathRows, persons: Persons, last: np.datetime64) -> Lasted:
    """Say how long each person's longest job lasted.

    Parameters
    ----------
    rows : Rows
    path : PathRows
    persons : Persons
    last : datetime64
        The day up to which people were followed.

    Returns
    -------
    Lasted

    Notes
    -----
    A job without an end date has not ended, where the file has end dates and does not say when
    somebody was last known to be in work. Else it lasted at least up to that day, and nobody
    knows how much longer. Neither is known of a job that has ended without a date, and of one
    whose end is an answer such as "not known"; an end after today is no date either, if the
    file says that the job has ended.
    """
    joined = persons.earliest(rows.start)
    of_person = np.where(persons.of_row < 0, NO_DAY, np.append(joined, NO_DAY)[persons.of_row])
    start = np.where(np.isnat(rows.start), of_person, rows.start)
    ends_told, seen_told = path.told["job_end_date"], path.told["in_work_on"]
    seen = path.days["in_work_on"]
    n = len(rows.number)
    first = np.full(n, NO_DAY, dtype="M8[D]")
    least = np.full(n, -1, dtype=np.int64)  # days that a job of the row lasted at least
    open_end, turned, still, unsaid, ended_by_then = np.zeros((5, n), dtype=bool)
    says_yes, says_no = path.still == YES, path.still == NO
    for job in path.jobs:
        began = job.began
        # The day of an end that is still to come is a slip, if the job is said to have ended.
        slip = says_no & (job.ended > np.datetime64(date.today()))
        ended = np.where(slip, NO_DAY, job.ended)
        # A job before the start is not one that the service helped to find.
        counts = ~np.isnat(began) & ~(began < start) & (began <= last)
        first = np.where(counts, np.fmin(first, began), first)
        turned_here = counts & (ended < began)
        known_end = counts & ~np.isnat(ended) & ~turned_here
        no_end = counts & np.isnat(ended)
        seen_here = no_end & seen_told & (seen >= began)
        unsaid_here = no_end & ends_told & says_no
        goes_on = no_end & ~unsaid_here & (says_yes | ~job.unclear)
        still_here = goes_on & ends_told & ~seen_told
        end = np.where(known_end, ended, np.where(seen_here, seen, last))
        end = np.fmin(end, last)  # what comes later is not known on that day
        use = known_end | seen_here | still_here
        days = np.where(use, (end - began) / np.timedelta64(1, "D"), -1)
        least = np.maximum(least, np.nan_to_num(days, nan=-1).astype(np.int64))
        open_end |= counts & ~known_end & ~still_here
        turned |= turned_here
        still |= still_here
        unsaid |= unsaid_here
        ended_by_then |= known_end & (ended <= last)
    longest = np.maximum.reduceat(least[persons.order], persons.begin)
    unknown = persons.any(open_end)
    # In files without such dates nothing is known, and nothing of people without a dated job.
    unknown |= ~persons.any((ends_told | seen_told) & ~np.isnat(first))
    dated = {
        w: np.where(longest >= 7 * w, YES, np.where(unknown, NOT_TOLD, NO)).astype(np.int8)
        for w in WEEKS_SUSTAINED
    }
    return Lasted(
        persons.earliest(first),
        {w: persons.highest(path.sustained[w]) for w in WEEKS_SUSTAINED},
        dated,
        int(rows.weight[turned].sum()),
        bool(still.any()),
        persons.any(unsaid),
        persons.any(still & (path.still == NOT_KNOWN)),
        persons.any(ended_by_then & says_yes) & ~persons.any(open_end | still),
    )
