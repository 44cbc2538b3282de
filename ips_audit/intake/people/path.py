"""Rows to the people of the path: referred, accepted, joined, got a job and were still in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.matching.still_in_work import ROLE as STILL_IN_WORK
from ips_audit.intake.people.followed import followed_to
from ips_audit.intake.people.lasted import NO, YES
from ips_audit.intake.people.path_known import Notes, Source, known_of
from ips_audit.intake.people.path_reasons import reasons_of
from ips_audit.intake.people.path_rows import PathRows
from ips_audit.intake.people.path_steps import (
    IN_WEEKS,
    Known,
    Places,
    reached,
    without_idle_steps,
)
from ips_audit.intake.people.persons import Persons, persons_of
from ips_audit.model import Coded, PathPeople, PathStep, Reached
from ips_audit.words import path_columns as words
from ips_audit.words.findings import people as so_many
from ips_audit.words.intake import day

Flags = NDArray[np.bool_]
BEYOND_THE_AUDIT = {PathStep.ACCEPTED, PathStep.WEEKS_13, PathStep.WEEKS_26}


@dataclass(frozen=True)
class Made:
    """The people of the path, what is to be said of them, and the first row of each."""

    people: PathPeople
    said: tuple[str, ...]
    rows: NDArray[np.int64]


def path_of(source: Source, given: tuple[PathStep, ...] = ()) -> Made | None:
    """Make the people of the path.

    Parameters
    ----------
    source : Source
    given : tuple of PathStep, optional
        The steps; by default those that the files tell of.

    Returns
    -------
    Made or None
        None where the files tell no more than who joined and who got a job.
    """
    rows, path, settings = source.rows, source.path, source.settings
    use = (rows.weight >= 0) & ~source.totals
    if settings.period_from is None or settings.period_to is None or not use.any():
        return None
    persons = persons_of(rows, use, settings)
    last = followed_to(rows, path, settings)
    known, notes = known_of(source, persons, last)
    weight = rows.weight[persons.first]
    steps = given or _told(path)
    first, last_day = np.datetime64(settings.period_from), np.datetime64(settings.period_to)
    while True:
        began = known.day_of(steps[0])
        cohort = (began >= first) & (began <= last_day)
        places = reached(known, steps, last, settings)
        fewer = without_idle_steps(steps, {s: p[cohort] for s, p in places.items()})
        if given or fewer == steps:
            break
        steps = fewer
    if not cohort.any() or not (BEYOND_THE_AUDIT | {PathStep.JOINED}) & set(steps[1:]):
        return None
    out = _assemble(source, persons, known, _Cohort(cohort, places, last))
    said = [words.followed(last)] if settings.followed_to is None else []
    if known.lasted.blank_is_still and set(IN_WEEKS) & set(steps):
        said.append(words.STILL.format(day=day(last)))
    none, outside = np.isnat(began), ~cohort & ~np.isnat(began)
    said.append(
        words.cohort(steps[0], *(int(weight[who].sum()) for who in (cohort, none, outside)))
    )
    said += _notes(notes, cohort, weight, places)
    said += _of_weeks(path, known, places, cohort, weight)
    return Made(out, tuple(said), persons.first[cohort])


def _told(path: PathRows) -> tuple[PathStep, ...]:
    """Return the steps that the files tell of."""
    dated = path.tells("job_end_date", "in_work_on") and path.tells("job_start_date")
    told = {
        PathStep.REFERRED: path.tells("referral_date"),
        PathStep.ACCEPTED: path.tells("accepted_date", "joined", "decline_reason"),
        PathStep.JOINED: True,
        PathStep.JOB: path.tells("job_start_date", "job_outcome"),
        PathStep.WEEKS_13: dated or path.tells("sustained_13"),
        PathStep.WEEKS_26: dated or path.tells("sustained_26"),
    }
    if not told[PathStep.REFERRED] and not path.tells("accepted_date"):
        told[PathStep.ACCEPTED] = False  # nobody knows when these people came
    if not told[PathStep.JOB]:
        told[PathStep.WEEKS_13] = told[PathStep.WEEKS_26] = False
    return tuple(step for step in PathStep if told[step])


@dataclass(frozen=True)
class _Cohort:
    """Who is on the path, and where."""

    of: Flags
    places: Mapping[PathStep, Places]
    last: date


def _assemble(source: Source, persons: Persons, known: Known, cohort: _Cohort) -> PathPeople:
    rows, places, of = source.rows, cohort.places, cohort.of
    first = persons.first[of]
    weight = rows.weight[persons.first]
    used = np.unique(rows.service_code[first])
    place = np.zeros(len(rows.service), dtype=np.int16)
    place[used] = np.arange(len(used))
    not_accepted = places.get(PathStep.ACCEPTED, np.zeros(persons.n, dtype=np.int8)) == Reached.NO
    texts = source.path.reasons
    declined = reasons_of(texts["decline_reason"], persons, of & not_accepted, weight)
    left_on = persons.earliest(source.path.days["end_date"])
    gone = persons.first_known(texts["leaving_reason"].codes) >= 0
    gone = np.where(np.isnat(left_on), gone, left_on <= np.datetime64(cohort.last))
    without = gone & known.joined & (known.job == NO) & ~known.in_work
    left = reasons_of(texts["leaving_reason"], persons, of & without, weight)
    return PathPeople(
        steps=tuple(places),
        services=tuple(rows.service[i] for i in used),
        service=place[rows.service_code[first]],
        coded={
            d: Coded(names, persons.first_known(rows.groups[d])[of].astype(np.int16))
            for d, names in source.groups.items()
        },
        reached={s: p[of] for s, p in places.items()},
        weight=weight[of],
        key=None if rows.key is None else rows.key[first],
        followed_to=cohort.last,
        declined=declined and replace(declined, codes=declined.codes[of]),
        left=left and replace(left, codes=left.codes[of]),
    )


def _notes(
    notes: Notes, cohort: Flags, weight: NDArray[np.int64], places: Mapping[PathStep, Places]
) -> list[str]:
    """Say what was taken for granted, and where the file contradicts itself."""

    def n(of: Flags) -> int:
        return int(weight[of & cohort].sum())

    said = []
    if out := n(notes.not_joined):
        said.append(words.NOT_JOINED.format(people=so_many(out)))
    steps = (PathStep.ACCEPTED, notes.proved_accepted), (PathStep.JOINED, notes.proved_joined)
    for step, proved in steps:
        if step in list(places)[1:] and (found := n(proved)):
            said.append(words.PROVED.format(people=so_many(found), step=words.PROVED_STEPS[step]))
    if PathStep.ACCEPTED in places and (found := n(notes.both)):
        said.append(words.ACCEPTED_AND_NOT.format(people=so_many(found)))
    if found := n(notes.unreadable):
        said.append(words.UNREADABLE_START.format(people=so_many(found), day=day(notes.last)))
    return said


def _of_weeks(
    path: PathRows, known: Known, places: Mapping[PathStep, Places], cohort: Flags,
    weight: NDArray[np.int64],
) -> list[str]:  # fmt: skip
    """Say how it was decided whose job lasted."""
    said = []
    lasted = known.lasted
    steps = [s for s in IN_WEEKS if s in places]
    if path.tells(STILL_IN_WORK) and not path.tells("job_end_date"):
        said.append(words.STILL_WITHOUT_ENDS)
    if steps and lasted.ends_before_start:
        said.append(words.END_BEFORE_START.format(n=lasted.ends_before_start))
    of_ends = (
        (words.ENDED_UNSAID, lasted.ended_unsaid),
        (words.STILL_NOT_KNOWN, lasted.still_not_known),
        (words.STILL_BUT_ENDED, lasted.still_but_ended),
    )
    for sentence, whose in of_ends:
        if steps and (found := int(weight[cohort & whose].sum())):
            said.append(sentence.format(people=so_many(found)))
    for step in steps:
        weeks, place = IN_WEEKS[step], places[step]
        here = cohort & (place != Reached.NOT_HERE)
        disagree = int(weight[here & lasted.disagree(weeks)].sum())
        if disagree:
            said.append(words.DISAGREE.format(people=so_many(disagree), weeks=weeks))
        took = np.isin(place, (Reached.YES, Reached.EARLY))
        longer = here & (lasted.of(weeks) != YES) & took
        if proved := int(weight[longer].sum()):
            said.append(words.PROVED.format(people=so_many(proved), step=words.PROVED_STEPS[step]))
        no_job = cohort & (known.job != YES) & ~known.in_work & (lasted.said[weeks] == YES)
        if n := int(weight[no_job].sum()):
            said.append(words.NO_JOB.format(people=so_many(n), weeks=weeks))
    return said
