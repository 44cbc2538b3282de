"""The rows of all service files, one below the other: codes, days, and a number a person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.labels_once import filled_down
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.files.unique_texts import DAMAGED_NUMBER, NO_REFERENCE, NOBODY, RawTexts
from ips_audit.intake.matching.ages import TODAY, ages_of
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.dates import Dates, age_on, read_dates
from ips_audit.intake.matching.values import count_of
from ips_audit.intake.questions import TURN
from ips_audit.model import Dimension, Settings

Days = NDArray[np.datetime64]
Numbers = NDArray[np.int32]
NO_DAY = np.datetime64("NaT", "D")
READ, BLANK, UNREADABLE = range(3)  # what became of a cell that should hold a day
DAMAGED = re.compile(DAMAGED_NUMBER)


@dataclass(frozen=True)
class Part:
    """One service file with its columns by role and its coded answers."""

    file: str
    table: Table
    columns: Mapping[str, Column]
    service: str  # where no column says so
    groups: Mapping[Dimension, Sequence[int]]  # code of each distinct answer, -1 not known
    outcome: Sequence[int]  # 1 yes, 0 no, -1 not known, -2 blank
    in_work: Sequence[int]
    total: Sequence[bool]  # distinct ethnicity answers that are totals, not people
    not_joined: Sequence[bool]  # distinct answers of people who did not join, to be left out
    person: Numbers | None = None  # of each row's reference; see `with_persons`
    accepted: Sequence[int] = (-1,)  # distinct answers: 1 accepted, 0 not, -1 not known
    # Whether a job lasted so many weeks: 1, 0 or -1 for each distinct answer.
    sustained: Mapping[int, Sequence[int]] = field(default_factory=dict)
    # Still in the job: 1, 0, -2 not known, -1 blank for each distinct answer.
    still: Sequence[int] = (-1,)
    jobs: Sequence[tuple[Column | None, Column | None]] = ()  # start and end date of each job


@dataclass(frozen=True)
class Rows:
    """All rows of all service files, still one entry a row."""

    service: list[str]
    file: NDArray[np.int16]
    number: NDArray[np.int32]
    person: NDArray[np.int32] | None  # a number for each reference, -1 where it is blank
    groups: Mapping[Dimension, NDArray[np.int16]]  # codes; -1 not known
    age: NDArray[np.float32]
    start: Days
    start_state: NDArray[np.int8]  # READ, BLANK or UNREADABLE
    job: NDArray[np.int8]  # 1, 0, -1 not known, -2 blank
    job_start: Days
    in_work: NDArray[np.bool_]
    not_joined: NDArray[np.bool_]
    weight: NDArray[np.int64]  # -1 where it cannot be read
    service_code: NDArray[np.int16]
    key: NDArray[np.uint64] | None = None  # of each row's person; see `person_keys`


def day_array(dates: Dates) -> Days:
    """Return the distinct dates as datetime64[D]."""
    return np.array(
        [NO_DAY if v is None else np.datetime64(v) for v in dates.values], dtype="M8[D]"
    )


def gather(parts: Sequence[Part], settings: Settings) -> Rows:
    """Put the rows of all files one below the other, columns coded."""
    pieces = [_gather_one(p, i, settings) for i, p in enumerate(parts)]
    shown = _one_spelling(pieces)
    names = sorted(set(shown.values()))
    place = {form: names.index(name) for form, name in shown.items()}

    def joined(field: str) -> NDArray[np.generic] | None:
        held = [getattr(p, field) for p in pieces]
        return held[0] if len(held) == 1 or held[0] is None else np.concatenate(held)

    codes = [
        np.array([place[n] for n in p.service], dtype=np.int16)[p.service_code] for p in pieces
    ]
    fields = {
        f: joined(f)
        for f in ("file", "number", "person", "age", "start", "start_state", "job",
                  "job_start", "in_work", "not_joined", "weight")
    }  # fmt: skip
    groups = {
        d: np.concatenate([p.groups[d] for p in pieces]) if len(pieces) > 1 else own
        for d, own in pieces[0].groups.items()
    }
    return Rows(
        service=names, service_code=np.concatenate(codes), groups=groups,
        **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def with_persons(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with a number for each row's person; as they are if none has references."""
    columns = [p.columns.get("person") for p in parts]
    if all(c is None for c in columns):
        return [*parts]
    lengths = [p.table.n_rows for p in parts]
    numbers = np.split(person_numbers(columns, lengths), np.cumsum(lengths)[:-1])
    return [replace(p, person=own) for p, own in zip(parts, numbers, strict=True)]


def _one_spelling(pieces: Sequence[Rows]) -> dict[str, str]:
    """Give each spelling of a service its commonest one: case and spaces do not count."""
    rows: Counter[str] = Counter()
    for p in pieces:
        counts = np.bincount(p.service_code, minlength=len(p.service))
        for name, n in zip(p.service, counts, strict=True):
            rows[name] += int(n)
    commonest: dict[str, str] = {}
    for name, _ in rows.most_common():
        commonest.setdefault(fold(name), name)
    return {name: commonest[fold(name)] for name in rows}


def _gather_one(part: Part, index: int, settings: Settings) -> Rows:
    n, columns = part.table.n_rows, part.columns
    start, state = days_of(columns.get("start_date"), n, settings)
    job_start, _ = days_of(columns.get("job_start_date"), n, settings)
    names, service_code = _service(part, n)
    return Rows(
        service=names,
        file=np.full(n, index, dtype=np.int16),
        number=part.table.row_numbers,
        person=part.person,
        groups={
            d: spread(columns.get(d.key), codes, n, np.int16) for d, codes in part.groups.items()
        },
        age=_ages(columns, start, settings, n),
        start=start,
        start_state=state,
        job=spread(columns.get("job_outcome"), part.outcome, n, np.int8, -1),
        job_start=job_start,
        in_work=spread(columns.get("in_work_at_start"), part.in_work, n, np.int8) == 1,
        not_joined=spread(columns.get("joined"), part.not_joined, n, np.bool_, False),
        weight=_weights(columns.get("people"), n),
        service_code=service_code,
    )


def spread(column: Column | None, codes: Sequence[int], n: int, kind: type, none: int = -1):  # type: ignore[no-untyped-def]
    """Spread the codes of distinct answers over the rows; `none` where there is no column."""
    if column is None:
        return np.full(n, none, dtype=kind)
    return np.asarray(codes, dtype=kind)[column.codes]


def days_of(
    column: Column | None, n: int, settings: Settings, birth: bool = False
) -> tuple[Days, NDArray[np.int8]]:
    """Read a column of dates.

    Parameters
    ----------
    column : Column or None
    n : int
        Rows of its table.
    settings : Settings
        The order of day and month.
    birth : bool, optional
        Two-digit years are in the past.

    Returns
    -------
    (datetime64 array, int8 array)
        A day and a state a row: READ, BLANK or UNREADABLE.
    """
    if column is None:
        return np.full(n, NO_DAY, dtype="M8[D]"), np.ones(n, dtype=np.int8)
    turn = settings.answers.get("dates", {}).get(column.heading) == TURN
    read = read_dates(column.answers, settings.date_order, birth, turn)
    state = np.array(
        [
            UNREADABLE if bad else BLANK if v is None else READ
            for v, bad in zip(read.values, read.unreadable, strict=True)
        ],
        dtype=np.int8,
    )
    return day_array(read)[column.codes], state[column.codes]


def _service(part: Part, n: int) -> tuple[list[str], NDArray[np.int16]]:
    column = part.columns.get("service")
    if column is None:
        return [part.service], np.zeros(n, dtype=np.int16)
    column = filled_down(column)
    names = [part.service if blank(a) else plain(a)[:80] for a in column.answers]
    distinct = sorted(set(names))
    codes = np.array([distinct.index(x) for x in names], dtype=np.int16)
    return distinct, codes[column.codes]


def _weights(column: Column | None, n: int) -> NDArray[np.int64]:
    if column is None:
        return np.ones(n, dtype=np.int64)
    values = [count_of(a) for a in column.answers]
    weights = np.array([-1 if v is None else v for v in values], dtype=np.int64)
    spread: NDArray[np.int64] = weights[column.codes]
    return spread


def _ages(
    columns: Mapping[str, Column], start: Days, settings: Settings, n: int
) -> NDArray[np.float32]:
    ages = np.full(n, np.nan, dtype=np.float32)
    if (column := columns.get("age")) is not None:
        read = ages_of(column.answers)
        ages = np.array([np.nan if a is None else a for a in read], dtype=np.float32)[column.codes]
    if (column := columns.get("date_of_birth")) is not None:
        births, _ = days_of(column, n, settings, birth=True)
        pairs = np.stack((births.astype(np.int64), start.astype(np.int64)), axis=1)
        distinct, inverse = np.unique(pairs, axis=0, return_inverse=True)
        worked = [
            np.nan if np.isnat(b) or np.isnat(s) else age_on(b.astype(date), s.astype(date))
            for b, s in distinct.astype("M8[D]")
        ]
        from_birth = np.array(worked, dtype=np.float32)[inverse.ravel()]
        from_birth[(from_birth < 10) | (from_birth > 110)] = np.nan
        # An age of today is not the age at the start; a date of birth gives that.
        age = columns.get("age")
        today = age is not None and TODAY.search(fold(age.original)) is not None
        best, other = (from_birth, ages) if today else (ages, from_birth)
        ages = np.where(np.isnan(best), other, best)
    return ages


def person_numbers(columns: Sequence[Column | None], lengths: Sequence[int]) -> Numbers:
    """Give a number to each person whom the references of one or more tables name.

    Parameters
    ----------
    columns : sequence of Column or None
        The column of references of each table; None where it has none.
    lengths : sequence of int
        Rows of each table.

    Returns
    -------
    int32 array
        One number a row of all tables, the same for the same reference in any of them;
        -1 where there is none. Case and surrounding blanks do not count.
    """
    if len(columns) == 1 and columns[0] is not None and isinstance(columns[0].part, RawTexts):
        numbers = columns[0].part.numbers()
        if numbers is not None:
            return numbers
    place: defaultdict[str, int] = defaultdict(count().__next__)  # the next for a new one
    out = []
    for column, n in zip(columns, lengths, strict=True):
        if column is None:
            out.append(np.full(n, NOBODY, dtype=np.int32))
            continue
        places = [NOBODY if f is None else place[f] for f in references(column.answers)]
        out.append(np.array(places, dtype=np.int32)[column.codes])
    return np.concatenate(out)


def repeated(numbers: NDArray[np.integer[Any]]) -> bool:
    """Tell whether any person stands on more than one row."""
    if (numbers[1:] > numbers[:-1]).all():
        return False  # without a copy in order
    ordered = np.sort(numbers[numbers >= 0])
    return bool((ordered[1:] == ordered[:-1]).any())


def references(answers: Sequence[object]) -> list[str | None]:
    """Return the forms in which references are compared; None for a blank or a stopgap.

    Parameters
    ----------
    answers : sequence
        Distinct answers.

    Returns
    -------
    list of str or None
    """
    texts = [a if isinstance(a, str) else "" for a in answers]
    joined = "".join(texts)
    if all(texts) and joined.isascii() and joined.isalnum():
        # Plain already: references come by the hundred thousand.
        forms = "\n".join(texts).casefold().split("\n")
        return [None if f in NO_REFERENCE else f for f in forms]
    forms = ["" if a is None else plain(a).casefold() for a in answers]
    return [None if f in NO_REFERENCE or DAMAGED.match(f) else f for f in forms]
