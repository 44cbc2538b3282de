"""Where each person is at each step of the way into a job, and whether they had time for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import Days
from ips_audit.intake.people.lasted import NO, YES, Lasted
from ips_audit.model import PathStep, Reached, Settings
from ips_audit.model.months import months_before
from ips_audit.model.thresholds import DAYS_TO_DECIDE

Flags = NDArray[np.bool_]
Places = NDArray[np.int8]  # of `Reached`
DECIDE = np.timedelta64(DAYS_TO_DECIDE, "D")
IN_WEEKS = {PathStep.WEEKS_13: 13, PathStep.WEEKS_26: 26}


@dataclass(frozen=True)
class Known:
    """What the files say of each person, as columns of equal length."""

    referred: Days
    accepted_on: Days  # the earliest of acceptance and joining
    accepted: Flags
    accepted_known: Flags  # the file says whether or not
    joined_on: Days
    joined: Flags
    joined_known: Flags
    job: NDArray[np.int8]  # 1, 0, -1 not known
    in_work: Flags  # at the start, and left out of the job comparison
    lasted: Lasted

    def day_of(self, step: PathStep) -> Days:
        """Return the day on which people took a step that can be the first."""
        days = {
            PathStep.REFERRED: self.referred,
            PathStep.ACCEPTED: self.accepted_on,
            PathStep.JOINED: self.joined_on,
        }
        return days[step]


def reached(
    known: Known, steps: Sequence[PathStep], last: date, settings: Settings
) -> dict[PathStep, Places]:
    """Say where each person is at each step.

    Parameters
    ----------
    known : Known
    steps : sequence of PathStep
        Those that the files tell of; everybody took the first.
    last : date
        The day up to which people were followed.
    settings : Settings
        The months that somebody needs to find a job.

    Returns
    -------
    dict
        Step -> a `Reached` for each person.
    """
    n = len(known.joined)
    out = {steps[0]: np.full(n, Reached.YES, dtype=np.int8)}
    came = np.ones(n, dtype=bool)
    for step in steps[1:]:
        place = _step(step, known, came, last, settings)
        out[step] = place
        came = (place == Reached.YES) | (place == Reached.EARLY)
    return out


def _step(step: PathStep, known: Known, came: Flags, last: date, settings: Settings) -> Places:
    end = np.datetime64(last)
    # The day from which the time for a step is counted; where it is not known, the first on
    # which it can have been.
    decided = np.where(np.isnat(known.accepted_on), known.referred + DECIDE, known.accepted_on)
    if step is PathStep.ACCEPTED:
        enough = np.asarray(known.referred + DECIDE <= end)
        return _places(came, enough, known.accepted, known.accepted_known)
    if step is PathStep.JOINED:
        enough = np.asarray(decided + DECIDE <= end)
        return _places(came, enough, known.joined, known.joined_known)
    since = np.where(np.isnat(known.joined_on), decided, known.joined_on)
    if step is PathStep.JOB:
        limit = np.datetime64(months_before(last, settings.minimum_months))
        enough = np.asarray(since <= limit)
        place = _places(came, enough, known.job == YES, known.job >= NO)
        place[came & known.in_work] = Reached.NOT_KNOWN
        return place
    weeks = IN_WEEKS[step]
    first_job = known.lasted.first_job
    since = np.where(np.isnat(first_job), since, first_job)
    lasted = kept_job(known, weeks)
    enough = np.asarray(since + np.timedelta64(7 * weeks, "D") <= end)
    return _places(came, enough, lasted == YES, lasted >= NO)


def kept_job(known: Known, weeks: int) -> NDArray[np.int8]:
    """Say whose job lasted so many weeks; one that lasted 26 weeks lasted 13."""
    lasted = known.lasted.of(weeks)
    longer = [known.lasted.of(w) == YES for w in IN_WEEKS.values() if w > weeks]
    return np.where(np.logical_or.reduce(longer), YES, lasted) if longer else lasted


def _places(came: Flags, enough: Flags, took: Flags, is_known: Flags) -> Places:
    """Place people at a step: who came as far, had time enough, took it, and is known."""
    out = np.full(len(came), Reached.NOT_HERE, dtype=np.int8)
    out[came & enough] = Reached.NO
    out[came & enough & ~is_known] = Reached.NOT_KNOWN
    out[came & enough & took] = Reached.YES
    out[came & ~enough] = Reached.NOT_YET
    out[came & ~enough & took] = Reached.EARLY
    return out


def says_nothing(places: Places) -> bool:
    """Tell a step that all who came as far took, or of which nothing is known."""
    here = places[places != Reached.NOT_HERE]
    took = (here == Reached.YES) | (here == Reached.EARLY)
    return bool(took.all() or (here == Reached.NOT_KNOWN).all())


def without_idle_steps(
    steps: Sequence[PathStep], places: Mapping[PathStep, Places]
) -> tuple[PathStep, ...]:
    """Leave out a step that says nothing; the same steps where each says something.

    Where everybody was accepted or joined, a step before it says nothing either.
    """
    idle = next((s for s in steps[1:] if says_nothing(places[s])), None)
    if idle is not None:
        return tuple(s for s in steps if s is not idle)
    before = {PathStep.REFERRED: {PathStep.ACCEPTED, PathStep.JOINED},
              PathStep.ACCEPTED: {PathStep.JOINED}}.get(steps[0])  # fmt: skip
    return tuple(steps) if before is None or before & set(steps) else (PathStep.JOINED, *steps[1:])
