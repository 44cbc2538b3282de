"""Coded columns to people: periods, one row a person, and a reason for each row left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.codelists import plain
from ips_audit.intake.dates import Dates, age_on, read_age, read_dates
from ips_audit.intake.table import Column, Table, blank
from ips_audit.model import LeftOut, Settings
from ips_audit.words import intake as words

Days = NDArray[np.datetime64]
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Part:
    """One service file with its columns by role and its coded answers."""

    file: str
    table: Table
    columns: Mapping[str, Column]
    service: str  # where no column says so
    ethnic: Sequence[int]  # group code of each distinct answer, -1 not known
    gender: Sequence[int]
    outcome: Sequence[int]  # 1 yes, 0 no, -1 not known, -2 blank
    in_work: Sequence[int]
    total: Sequence[bool]  # distinct ethnicity answers that are totals, not people


@dataclass(frozen=True)
class Rows:
    """All rows of all service files, still one entry a row."""

    service: list[str]
    file: NDArray[np.int16]
    number: NDArray[np.int64]
    person: NDArray[np.object_] | None
    ethnic: NDArray[np.int16]
    gender: NDArray[np.int16]
    age: NDArray[np.float32]
    start: Days
    start_state: NDArray[np.int8]  # 0 read, 1 blank, 2 unreadable
    job: NDArray[np.int8]  # 1, 0, -1 not known, -2 blank
    job_start: Days
    in_work: NDArray[np.bool_]
    weight: NDArray[np.int64]  # -1 where it cannot be read
    service_code: NDArray[np.int16]


def period_of(starts: Days, settings: Settings) -> tuple[date, date, bool] | None:
    """Return the audit period and whether it was guessed from the start dates.

    One calendar year, or one financial year from April, if (nearly) all starts lie in it;
    else the whole months from first to last.
    """
    if settings.period_from and settings.period_to:
        return settings.period_from, settings.period_to, False
    known = starts[~np.isnat(starts)]
    if not len(known):
        return None
    today = np.datetime64(date.today())
    known = known[known <= today] if (known <= today).any() else known
    years = known.astype("datetime64[Y]").astype(int) + 1970
    financial = (known - np.timedelta64(90, "D")).astype("datetime64[Y]").astype(int) + 1970
    for labels, month in ((years, 1), (financial, 4)):
        values, counts = np.unique(labels, return_counts=True)
        if counts.max() >= 0.8 * len(known):
            year = int(values[counts.argmax()])
            first = date(year, month, 1)
            last = date(year, 12, 31) if month == 1 else date(year + 1, 3, 31)
            return settings.period_from or first, settings.period_to or last, True
    first_month = known.min().astype("datetime64[M]")
    after = known.max().astype("datetime64[M]") + 1
    first = first_month.astype("datetime64[D]").astype(date)
    last = (after.astype("datetime64[D]") - np.timedelta64(1, "D")).astype(date)
    return settings.period_from or first, settings.period_to or last, True


def day_array(dates: Dates) -> Days:
    """Return the distinct dates as datetime64[D]."""
    return np.array(
        [NO_DAY if v is None else np.datetime64(v) for v in dates.values], dtype="M8[D]"
    )


def gather(parts: Sequence[Part], order: str | None) -> Rows:
    """Put the rows of all files one below the other, columns coded."""
    pieces = [_gather_one(p, i, order) for i, p in enumerate(parts)]
    names = sorted({n for p in pieces for n in p.service})
    place = {n: i for i, n in enumerate(names)}
    persons = [p.person for p in pieces]

    def joined(field: str) -> NDArray[np.generic]:
        return np.concatenate([getattr(p, field) for p in pieces])

    codes = [
        np.array([place[n] for n in p.service], dtype=np.int16)[p.service_code] for p in pieces
    ]
    together = None
    if any(x is not None for x in persons):
        # Rows of a file without references stand alone, as rows with a blank one do.
        together = np.concatenate([
            np.full(len(p.number), None, dtype=object) if p.person is None else p.person
            for p in pieces
        ])  # fmt: skip
    fields = {
        f: joined(f)
        for f in ("file", "number", "ethnic", "gender", "age", "start", "start_state", "job",
                  "job_start", "in_work", "weight")
    }  # fmt: skip
    return Rows(service=names, person=together, service_code=np.concatenate(codes), **fields)  # type: ignore[arg-type]


def _gather_one(part: Part, index: int, order: str | None) -> Rows:
    n, columns = part.table.n_rows, part.columns
    start, state = _dates(columns.get("start_date"), n, order)
    job_start, _ = _dates(columns.get("job_start_date"), n, order)
    names, service_code = _service(part, n)
    return Rows(
        service=names,
        file=np.full(n, index, dtype=np.int16),
        number=part.table.row_numbers,
        person=_person(columns.get("person"), n),
        ethnic=_lookup(columns.get("ethnicity"), part.ethnic, n, np.int16),
        gender=_lookup(columns.get("gender"), part.gender, n, np.int16),
        age=_ages(columns, start, order, n),
        start=start,
        start_state=state,
        job=_lookup(columns.get("job_outcome"), part.outcome, n, np.int8, -1),
        job_start=job_start,
        in_work=_lookup(columns.get("in_work_at_start"), part.in_work, n, np.int8) == 1,
        weight=_weights(columns.get("people"), n),
        service_code=service_code,
    )


def _lookup(column: Column | None, codes: Sequence[int], n: int, kind: type, none: int = -1):  # type: ignore[no-untyped-def]
    """Spread the codes of distinct answers over the rows."""
    if column is None:
        return np.full(n, none, dtype=kind)
    return np.asarray(codes, dtype=kind)[column.codes]


def _dates(
    column: Column | None, n: int, order: str | None, birth: bool = False
) -> tuple[Days, NDArray[np.int8]]:
    if column is None:
        return np.full(n, NO_DAY, dtype="M8[D]"), np.ones(n, dtype=np.int8)
    read = read_dates(column.answers, order, birth)
    state = np.array(
        [2 if bad else int(v is None) for v, bad in zip(read.values, read.unreadable, strict=True)],
        dtype=np.int8,
    )
    return day_array(read)[column.codes], state[column.codes]


def _service(part: Part, n: int) -> tuple[list[str], NDArray[np.int16]]:
    column = part.columns.get("service")
    if column is None:
        return [part.service], np.zeros(n, dtype=np.int16)
    names = [part.service if blank(a) else plain(a)[:80] for a in column.answers]
    distinct = sorted(set(names))
    codes = np.array([distinct.index(x) for x in names], dtype=np.int16)
    return distinct, codes[column.codes]


def _person(column: Column | None, n: int) -> NDArray[np.object_] | None:
    """Return references in the form in which they are compared; None where blank."""
    if column is None:
        return None
    forms = np.array(
        [None if blank(a) else plain(a).casefold() for a in column.answers], dtype=object
    )
    return forms[column.codes]


def _weights(column: Column | None, n: int) -> NDArray[np.int64]:
    if column is None:
        return np.ones(n, dtype=np.int64)
    values = [count_of(a) for a in column.answers]
    return np.array([-1 if v is None else v for v in values], dtype=np.int64)[column.codes]


def count_of(cell: object) -> int | None:
    """Read a cell as a whole number of people; None where it is not one."""
    if isinstance(cell, bool) or blank(cell):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if cell >= 0 and float(cell).is_integer() else None
    text = plain(cell).replace(",", "").replace(" ", "")
    return int(text) if text.isdigit() and len(text) < 12 else None


def _ages(
    columns: Mapping[str, Column], start: Days, order: str | None, n: int
) -> NDArray[np.float32]:
    ages = np.full(n, np.nan, dtype=np.float32)
    if (column := columns.get("age")) is not None:
        read = [read_age(a) for a in column.answers]
        ages = np.array([np.nan if a is None else a for a in read], dtype=np.float32)[column.codes]
    if (column := columns.get("date_of_birth")) is not None:
        births, _ = _dates(column, n, order, birth=True)
        pairs = np.stack((births.astype(np.int64), start.astype(np.int64)), axis=1)
        distinct, inverse = np.unique(pairs, axis=0, return_inverse=True)
        worked = [
            np.nan if np.isnat(b) or np.isnat(s) else age_on(b.astype(date), s.astype(date))
            for b, s in distinct.astype("M8[D]")
        ]
        from_birth = np.array(worked, dtype=np.float32)[inverse.ravel()]
        from_birth[(from_birth < 10) | (from_birth > 110)] = np.nan
        ages = np.where(np.isnan(ages), from_birth, ages)
    return ages


@dataclass(frozen=True)
class Kept:
    """Which rows are people, and what the others are."""

    keep: NDArray[np.int64]  # positions of the rows that stand for people
    ethnic: NDArray[np.int16]
    gender: NDArray[np.int16]
    job: NDArray[np.int8]
    first_job: Days
    in_work: NDArray[np.bool_]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def one_row_a_person(
    rows: Rows, files: Sequence[str], totals: NDArray[np.bool_], settings: Settings,
    has_start: bool, has_job_dates: bool, blank_is_no: bool | None,
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
        Period, and whether each row is a person.
    has_start, has_job_dates : bool
        Whether any file has such a column.
    blank_is_no : bool or None
        What a blank outcome means.

    Returns
    -------
    Kept
        Rows kept + rows left out = all rows.
    """
    reasons = _reasons(rows, totals, settings, has_start)
    job, first_job, late = _jobs(rows, settings, has_job_dates, blank_is_no)
    notes = [words.LATE_JOBS.format(n=late)] if late else []
    candidates = np.flatnonzero(reasons == "")
    ethnic, gender, in_work = rows.ethnic.copy(), rows.gender.copy(), rows.in_work.copy()
    keep = candidates
    if rows.person is not None and settings.one_row_a_person != "each row":
        keep, extra = _merge(rows, candidates, ethnic, gender, job, first_job, in_work, reasons)
        notes += extra
    return Kept(
        keep, ethnic[keep], gender[keep], job[keep], first_job[keep], in_work[keep],
        _ledger(rows, files, reasons), tuple(notes),
    )  # fmt: skip


def _reasons(
    rows: Rows, totals: NDArray[np.bool_], settings: Settings, has_start: bool
) -> NDArray[np.object_]:
    reasons = np.full(len(rows.number), "", dtype=object)
    if has_start:
        reasons[rows.start_state == 1] = words.NO_DATE
        reasons[rows.start_state == 2] = words.BAD_DATE
        if settings.period_from:
            reasons[rows.start < np.datetime64(settings.period_from)] = words.BEFORE
        if settings.period_to:
            reasons[rows.start > np.datetime64(settings.period_to)] = words.AFTER
    reasons[rows.weight < 0] = words.BAD_COUNT
    reasons[totals] = "total row"
    return reasons


def _jobs(
    rows: Rows, settings: Settings, has_dates: bool, blank_is_no: bool | None
) -> tuple[NDArray[np.int8], Days, int]:
    """Return each row's job (1, 0, -1), the job's start where it counts, and jobs that do not."""
    job = rows.job.copy()
    job[job == -2] = 0 if blank_is_no else -1
    dated = ~np.isnat(rows.job_start)
    counts = dated & ~(rows.job_start < rows.start)
    if settings.period_to:
        counts &= rows.job_start <= np.datetime64(settings.period_to)
    if has_dates and (rows.job == -1).all():
        job = np.zeros_like(job)
    if has_dates:
        job[counts] = 1
        job[dated & ~counts] = 0
    days = np.where(counts & (job == 1), rows.job_start, NO_DAY)
    return job, days, int((dated & ~counts).sum())


def _merge(
    rows: Rows, candidates: NDArray[np.int64], ethnic: NDArray[np.int16],
    gender: NDArray[np.int16], job: NDArray[np.int8], first_job: Days,
    in_work: NDArray[np.bool_], reasons: NDArray[np.object_],
) -> tuple[NDArray[np.int64], list[str]]:  # fmt: skip
    """Keep the earliest start of each person and carry what the other rows know into it."""
    assert rows.person is not None
    first: dict[tuple[int, object], int] = {}
    conflicts: set[tuple[int, object]] = set()
    order = candidates[np.argsort(rows.start[candidates], kind="stable")]
    keys = list(zip(rows.service_code[order].tolist(), rows.person[order], strict=True))
    for position, key in zip(order.tolist(), keys, strict=True):
        if key[1] is None or (held := first.setdefault(key, position)) == position:
            continue
        reasons[position] = words.FURTHER
        for codes in (ethnic, gender):
            if codes[held] < 0:
                codes[held] = codes[position]
            elif codes[position] >= 0 and codes[position] != codes[held]:
                conflicts.add(key)
        if (
            job[position] >= 0
            and job[held] >= 0
            and job[position] != job[held]
            and np.isnat(rows.job_start[[position, held]]).all()
        ):
            conflicts.add(key)
        job[held] = max(job[held], job[position])
        in_work[held] |= in_work[position]
        if not np.isnat(first_job[position]):
            both = [d for d in (first_job[held], first_job[position]) if not np.isnat(d)]
            first_job[held] = min(both)
    _fill_from_left_out(rows, first, (ethnic, gender), reasons)
    further = int((reasons[candidates] == words.FURTHER).sum())
    notes = []
    if further:
        people = len(candidates) - further
        notes.append(words.SAME_PERSON.format(rows=len(candidates), people=people))
    if conflicts:
        notes.append(words.CONFLICT.format(n=len(conflicts)))
    return candidates[reasons[candidates] == ""], notes


def _fill_from_left_out(
    rows: Rows, first: Mapping[tuple[int, object], int],
    fields: Sequence[NDArray[np.int16]], reasons: NDArray[np.object_],
) -> None:  # fmt: skip
    """Take what a kept person's row does not know from their rows outside the period."""
    assert rows.person is not None
    outside = np.flatnonzero(np.isin(reasons, (words.BEFORE, words.AFTER)))
    keys = zip(rows.service_code[outside].tolist(), rows.person[outside], strict=True)
    for position, key in zip(outside.tolist(), keys, strict=True):
        held = None if key[1] is None else first.get(key)
        for codes in fields if held is not None else ():
            if codes[held] < 0:
                codes[held] = codes[position]


def _ledger(rows: Rows, files: Sequence[str], reasons: NDArray[np.object_]) -> tuple[LeftOut, ...]:
    out = []
    for index, file in enumerate(files):
        mine = rows.file == index
        for reason in dict.fromkeys(reasons[mine & (reasons != "")].tolist()):
            numbers = rows.number[mine & (reasons == reason)]
            out.append(LeftOut(reason, len(numbers), tuple(int(x) for x in numbers[:20]), file))
    return tuple(out)
