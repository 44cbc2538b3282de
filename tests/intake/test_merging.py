"""Rows of one person are put together as if they were taken up one after the other."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ips_audit.intake.people.all_rows import Rows
from ips_audit.intake.people.one_row_a_person import Kept, one_row_a_person
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    Settings,
)
from ips_audit.words import intake as words

FIRST, LAST = date(2019, 1, 1), date(2019, 1, 20)
DAY = st.none() | st.integers(-4, 26)
ROW = st.tuples(
    st.integers(-1, 3), st.integers(0, 1), st.integers(-1, 2), st.integers(-1, 1),
    st.integers(-2, 1), DAY, DAY, st.booleans(),
)  # fmt: skip


def days(values: list[int | None]) -> np.ndarray:
    nothing = np.datetime64("NaT", "D")
    return np.array(
        [nothing if v is None else np.datetime64(FIRST) + v for v in values], dtype="M8[D]"
    )


def kept(table: list[tuple]) -> Kept:
    person, service, ethnic, gender, job, start, job_start, in_work = map(
        list, zip(*table, strict=True)
    )
    n = len(table)
    rows = Rows(
        service=["North", "South"],
        file=np.zeros(n, dtype=np.int16),
        number=np.arange(2, n + 2, dtype=np.int32),
        person=np.array(person, dtype=np.int32),
        groups={
            ETHNIC_GROUP: np.array(ethnic, dtype=np.int16),
            GENDER: np.array(gender, dtype=np.int16),
        },
        age=np.zeros(n, dtype=np.float32),
        start=days(start),
        start_state=np.array([int(s is None) for s in start], dtype=np.int8),
        job=np.array(job, dtype=np.int8),
        job_start=days(job_start),
        in_work=np.array(in_work),
        not_joined=np.zeros(len(in_work), dtype=bool),
        weight=np.ones(n, dtype=np.int64),
        service_code=np.array(service, dtype=np.int16),
    )
    dated = any(d is not None for d in job_start)
    decided = Settings(period_from=FIRST, period_to=LAST, blank_outcome_means_no=True)
    return one_row_a_person(rows, ["x"], np.zeros(n, dtype=bool), decided, True, dated)


def one_by_one(table: list[tuple]) -> tuple[list[tuple], int]:
    """Return what is known of each person, in the order of their rows, and how many disagree."""
    end = (LAST - FIRST).days
    dated = any(row[6] is not None for row in table)
    alone = dated and all(row[4] == -1 for row in table)  # only dates speak of jobs
    known: list[list] = []
    for at, (person, service, ethnic, gender, job, start, job_start, in_work) in enumerate(table):
        job = 0 if job == -2 or alone else job
        counts = job_start is not None and not (start is not None and job_start < start)
        counts = counts and job_start <= end
        if job_start is not None:
            job = int(counts)
        first_job = job_start if counts and job == 1 else None
        whose = (person, service) if person >= 0 else at
        inside = start is not None and 0 <= start <= end
        known.append([at, whose, inside, start, ethnic, gender, job, job_start, first_job, in_work])
    out, disagree = [], 0
    for whose in dict.fromkeys(k[1] for k in known):
        mine = sorted((k for k in known if k[1] == whose and k[2]), key=lambda k: k[3])
        if not mine:
            continue
        outside = [k for k in known if k[1] == whose and not k[2] and k[3] is not None]
        held, clash = mine[0].copy(), False
        for other in mine[1:]:
            for field in (4, 5):
                clash |= -1 not in (held[field], other[field]) and held[field] != other[field]
                held[field] = other[field] if held[field] < 0 else held[field]
            undated = held[7] is None and other[7] is None
            clash |= undated and -1 not in (held[6], other[6]) and held[6] != other[6]
            held[6], held[9] = max(held[6], other[6]), held[9] or other[9]
            held[8] = min((d for d in (held[8], other[8]) if d is not None), default=None)
        for other in outside if len(known) > len({k[1] for k in known}) else ():
            for field in (4, 5):
                held[field] = other[field] if held[field] < 0 else held[field]
        out.append((held[0], held[4], held[5], held[6], held[8], held[9]))
        disagree += clash
    return sorted(out), disagree


@settings(max_examples=400)
@given(st.lists(ROW, min_size=1, max_size=14))
@example([(1, 0, 0, 0, 0, 1, 3, False), (1, 0, 0, 0, 0, 2, None, False)])  # a date explains it
@example([(1, 0, 0, 0, 0, 1, None, False), (1, 0, 0, 0, 1, 2, None, False)])  # nothing does
def test_put_together_as_one_after_the_other(table: list[tuple]) -> None:
    found, (expected, disagree) = kept(table), one_by_one(table)
    first = (found.first_job - np.datetime64(FIRST)) / np.timedelta64(1, "D")
    assert [
        (at, e, g, j, None if np.isnan(d) else int(d), w)
        for at, e, g, j, d, w in zip(
            found.keep.tolist(), found.groups[ETHNIC_GROUP].tolist(),
            found.groups[GENDER].tolist(), found.job.tolist(),
            first.tolist(), found.in_work.tolist(), strict=True,
        )
    ] == expected  # fmt: skip
    assert len(found.keep) + sum(x.rows or 0 for x in found.left_out) == len(table)
    clashes = [note for note in found.notes if note.endswith(words.CONFLICT[-20:])]
    assert clashes == ([words.CONFLICT.format(n=disagree)] if disagree else [])
