"""Made-up people of a path, drawn from chances that a test sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis.audit import audit
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    AuditReport,
    Coded,
    PathPeople,
    PathStep,
    People,
    Reached,
    Settings,
)

STEPS = (
    PathStep.REFERRED,
    PathStep.ACCEPTED,
    PathStep.JOINED,
    PathStep.JOB,
    PathStep.WEEKS_13,
    PathStep.WEEKS_26,
)
CHANCES = (0.6, 0.85, 0.4, 0.7, 0.8)
LATE = 0.1  # of those who took the step before


def made_up_path(
    sizes: Mapping[str, int],
    seed: int,
    chances: Mapping[str, Sequence[float]] | None = None,
    late: float = LATE,
    services: tuple[str, ...] = ("North",),
) -> PathPeople:
    """Draw people who take each step with a chance of their group.

    Parameters
    ----------
    sizes : mapping of str to int
        Group -> people at the beginning.
    seed : int
    chances : mapping, optional
        Group -> chance of each step after the first; `CHANCES` for the others.
    late : float
        Chance that somebody had no time for a step.
    services : tuple of str
        People are spread over them evenly.
    """
    rng = np.random.default_rng(seed)
    groups = tuple(sizes)
    code = np.repeat(np.arange(len(groups)), [sizes[g] for g in groups]).astype(np.int16)
    each = np.array([(chances or {}).get(g, CHANCES) for g in groups])
    there = np.ones(len(code), dtype=bool)
    reached: dict[PathStep, NDArray[np.int8]] = {
        STEPS[0]: np.full(len(code), Reached.YES, dtype=np.int8)
    }
    for i, step in enumerate(STEPS[1:]):
        took = rng.random(len(code)) < each[code, i]
        behind = rng.random(len(code)) < late
        state = np.where(
            behind,
            np.where(took, Reached.EARLY, Reached.NOT_YET),
            np.where(took, Reached.YES, Reached.NO),
        )
        reached[step] = np.where(there, state, Reached.NOT_HERE).astype(np.int8)
        there = there & took
    return PathPeople(
        steps=STEPS,
        services=services,
        service=rng.integers(0, len(services), len(code)).astype(np.int16),
        coded={ETHNIC_GROUP: Coded(groups, code)},
        reached=reached,
        weight=np.ones(len(code), dtype=np.int64),
        key=rng.integers(1, 2**63, len(code), dtype=np.uint64),
        followed_to=date(2024, 3, 31),
    )


def audited(path: PathPeople) -> AuditReport:
    """Return the report of a path, and of the people on it who joined.

    Parameters
    ----------
    path : PathPeople
        With a step of joining and one of a job.
    """
    joined = np.isin(path.reached[PathStep.JOINED], (Reached.YES, Reached.EARLY))
    n = int(joined.sum())
    job = np.isin(path.reached[PathStep.JOB], (Reached.YES, Reached.EARLY))[joined]
    ethnic = path.coded[ETHNIC_GROUP]
    people = People(
        services=path.services,
        service=path.service[joined],
        coded={
            ETHNIC_GROUP: Coded(ethnic.groups, ethnic.codes[joined]),
            GENDER: Coded(GENDER.groups, (np.arange(n) % 2).astype(np.int16)),
        },
        age=np.full(n, 40, dtype=np.float32),
        start=np.datetime64("2023-04-01") + (np.arange(n) % 365).astype("timedelta64[D]"),
        job=job.astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
        key=None if path.key is None else path.key[joined],
        path=path,
    )
    year = Settings(period_from=date(2023, 4, 1), period_to=date(2024, 3, 31))
    return audit(people, None, year)
