"""Made-up paths to attack: who was referred to a service, was accepted, joined, and kept a job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ips_audit.model import ETHNIC_GROUP, PathPeople, PathStep, People, Reached

STEPS = (
    PathStep.REFERRED,
    PathStep.ACCEPTED,
    PathStep.JOINED,
    PathStep.JOB,
    PathStep.WEEKS_13,
    PathStep.WEEKS_26,
)
WEEKS = (PathStep.WEEKS_13, PathStep.WEEKS_26)
PERIOD_TO = date(2019, 12, 31)
HALF_YEAR_BEFORE = np.datetime64("2019-06-30")  # the last start with the minimum months of support
Codes = NDArray[np.int16]


@dataclass(frozen=True)
class Told:
    """What the attacker knows of a path without its numbers.

    `everybody` is True where all who joined in the period had been referred in it, and
    `references` where people have them: then the same people have the same key on the path and
    in the service.
    """

    everybody: bool
    references: bool


def with_path(people: People, seed: int) -> tuple[People, Told, int]:
    """Give people a path that they came on, with others who did not join in the period.

    Parameters
    ----------
    people : People
        Who joined in the period.
    seed : int

    Returns
    -------
    (People, Told, int)
        The people with their path, with every step that the file tells of; what is known of it;
        and how many more are on it.
    """
    rng = np.random.default_rng([seed, 17])
    n = len(people.weight)
    from_joining = rng.random() < 0.35
    told = tuple(
        s
        for s in STEPS[2 if from_joining else 0 :]
        if s not in (PathStep.ACCEPTED, *WEEKS) or rng.random() < 0.8
    )
    everybody = from_joining or bool(rng.random() < 0.5)
    longer = timedelta(days=60 if rng.random() < 0.25 else 0)  # followed beyond the period
    here = np.flatnonzero(np.ones(n, dtype=bool) if everybody else rng.random(n) < 0.8)
    more = 0 if from_joining else int(n * rng.choice([0.0, 0.02, 0.3, 1.0]) * rng.random() + 0.5)
    ethnic = people.coded[ETHNIC_GROUP]
    of = rng.integers(0, n, more)  # the others are like these
    group = np.append(ethnic.codes[here], ethnic.codes[rng.permutation(of)]).astype(np.int16)
    joined = np.arange(len(group)) < len(here)
    after = np.zeros(len(group), dtype=bool)
    if longer:
        after[len(here) :] = rng.random(more) < 0.3  # joined after the period
    early = np.append(people.start[here] <= HALF_YEAR_BEFORE, np.zeros(more, dtype=bool))
    job = np.append(people.job[here], (rng.random(more) < 0.3)).astype(np.int8)
    reached = _reached(told, joined | after, early, job, rng)
    references = bool(rng.random() < 0.7)
    key = rng.integers(1, 2**63, n + more, dtype=np.uint64) if references else None
    path = PathPeople(
        steps=told,
        services=people.services,
        service=np.append(people.service[here], people.service[of]).astype(np.int16),
        coded={ETHNIC_GROUP: replace(ethnic, codes=group)},
        reached=reached,
        weight=np.ones(len(group), dtype=np.int64),
        key=None if key is None else np.append(key[here], key[n:]),
        followed_to=PERIOD_TO + longer,
    )
    found = replace(people, key=None if key is None else key[:n], path=path)
    return found, Told(everybody, references), more


def _reached(
    told: tuple[PathStep, ...], joined: NDArray[np.bool_], early: NDArray[np.bool_],
    job: NDArray[np.int8], rng: np.random.Generator,
) -> dict[PathStep, NDArray[np.int8]]:  # fmt: skip
    """Place people at each step."""
    n = len(joined)
    outside = [Reached.NO, Reached.NO, Reached.NOT_YET, Reached.NOT_KNOWN]
    took = [Reached.YES, Reached.YES, Reached.YES, Reached.EARLY]
    before = [s for s in told[1:] if s in (PathStep.ACCEPTED, PathStep.JOINED)]
    ends_at = rng.integers(0, len(before) or 1, n)  # for those who do not join
    out = {told[0]: np.full(n, Reached.YES, dtype=np.int8)}
    there = np.ones(n, dtype=bool)
    late = rng.choice([0.0, 0.3])  # some had no time for the first steps
    for i, step in enumerate(before):
        goes_on = joined | (ends_at > i)
        on = np.where(rng.random(n) < late, rng.choice(took, n), Reached.YES)
        place = np.where(goes_on, on, rng.choice(outside, n))
        out[step] = np.where(there, place, Reached.NOT_HERE).astype(np.int8)
        there = there & goes_on
    if PathStep.JOB in told:
        in_time = np.select([job > 0, job == 0], [Reached.YES, Reached.NO], Reached.NOT_KNOWN)
        place = np.where(early, in_time, np.where(job > 0, Reached.EARLY, Reached.NOT_YET))
        out[PathStep.JOB] = np.where(there, place, Reached.NOT_HERE).astype(np.int8)
        there = there & (job > 0)
    lasts = rng.choice([0.97, 0.7, 0.4])
    for step in (s for s in WEEKS if s in told):
        lasted = rng.random(n) < lasts
        place = np.where(lasted, rng.choice(took, n), rng.choice(outside, n))
        out[step] = np.where(there, place, Reached.NOT_HERE).astype(np.int8)
        there = there & lasted
    return out


def without_idle_steps(path: PathPeople) -> PathPeople:
    """Leave out steps that everybody took who came as far, as files are read."""
    took = (Reached.NOT_HERE, Reached.YES, Reached.EARLY)
    steps = tuple(
        s for i, s in enumerate(path.steps) if not i or not np.isin(path.reached[s], took).all()
    )
    return replace(path, steps=steps, reached={s: path.reached[s] for s in steps})


def one_more(
    path: PathPeople, service: int, group: int, reached: dict[PathStep, Reached], key: np.uint64
) -> PathPeople:
    """Return a path with one person more, who is somewhere at each step."""
    ethnic = path.coded[ETHNIC_GROUP]
    return replace(
        path,
        service=np.append(path.service, np.int16(service)),
        coded={ETHNIC_GROUP: replace(ethnic, codes=np.append(ethnic.codes, np.int16(group)))},
        reached={s: np.append(r, np.int8(reached[s])) for s, r in path.reached.items()},
        weight=np.append(path.weight, np.int64(1)),
        key=None if path.key is None else np.append(path.key, key),
    )
