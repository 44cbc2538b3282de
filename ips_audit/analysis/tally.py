"""People to counts: the seam after which nothing depends on the number of rows."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.model import NOT_KNOWN, People, Settings

# Positions on the outcome axis of the cube.
NO_JOB, JOB, OUTCOME_NOT_KNOWN, IN_WORK_AT_START = range(4)
AXES = ("service", "ethnic group", "gender", "age", "quarter", "opportunity", "outcome")

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class AgeMoments:
    """Sums from which mean, s.d. and range of age follow, one entry a service."""

    n: Counts
    total: NDArray[np.float64]
    squares: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """All that an audit needs to know of the people.

    `cube` counts people by AXES; the last place on the ethnic group, gender and age axes
    is *not known*. The opportunity axis is 0 for less, 1 for at least the minimum months.
    `days` counts people by service, ethnic group, days from start (to the first job, or to
    the end of the period) and whether a job ended the wait; None without job dates.
    """

    services: tuple[str, ...]
    ethnic_groups: tuple[str, ...]
    genders: tuple[str, ...]
    age_bands: tuple[str, ...]
    quarters: tuple[str, ...]
    cube: Counts
    ages: AgeMoments
    days: Counts | None
    has_outcome: bool
    has_start: bool

    def people(self, service: int | None = None) -> int:
        """Return the number of people in one service, or in all."""
        cube = self.cube if service is None else self.cube[service]
        return int(cube.sum())


def months_before(day: date, months: int) -> date:
    """Return the last start date that leaves at least `months` months up to and with `day`.

    31 December with 6 months gives 30 June; the day after it is the first start that
    is too late.
    """
    first_after = np.datetime64(day) + np.timedelta64(1, "D")
    month = first_after.astype("datetime64[M]")
    day_of_month = int((first_after - month.astype("datetime64[D]")) / np.timedelta64(1, "D"))
    target = month - np.timedelta64(months, "M")
    length = int(
        ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]"))
        / np.timedelta64(1, "D")
    )
    start_limit = target.astype("datetime64[D]") + np.timedelta64(
        min(day_of_month, length - 1), "D"
    )
    # A start on the first of a month has the whole of that month: one day less is the limit
    # of "accessed between 1 January and 30 June" for a period that ends on 31 December.
    return (start_limit - np.timedelta64(1, "D")).astype(date)  # type: ignore[no-any-return]


def band_edges(bands: tuple[str, ...]) -> list[tuple[float, float]]:
    """Read age bands from their names.

    Parameters
    ----------
    bands : tuple of str
        Such as "up to 25", "26 to 40", "over 55", "under 18", "65 and over".

    Returns
    -------
    list of (float, float)
        Lowest and highest whole age of each band.

    Raises
    ------
    ValueError
        If a name cannot be read, or bands overlap.
    """
    edges: list[tuple[float, float]] = []
    for band in bands:
        numbers = [float(n) for n in re.findall(r"\d+", band)]
        text = band.casefold()
        if len(numbers) == 2 and numbers[0] <= numbers[1]:
            edges.append((numbers[0], numbers[1]))
        elif len(numbers) == 1 and text.startswith("up to"):
            edges.append((-np.inf, numbers[0]))
        elif len(numbers) == 1 and text.startswith("under"):
            edges.append((-np.inf, numbers[0] - 1))
        elif len(numbers) == 1 and text.startswith("over"):
            edges.append((numbers[0] + 1, np.inf))
        elif len(numbers) == 1 and ("and over" in text or text.endswith("+")):
            edges.append((numbers[0], np.inf))
        else:
            raise ValueError(f"The age band “{band}” cannot be read. Write it like “26 to 40”.")
    ordered = sorted(edges)
    for (_, high), (low, _) in itertools.pairwise(ordered):
        if low <= high:
            raise ValueError("The age bands overlap. Each age must fall in one band only.")
    return edges


def tally(people: People, settings: Settings) -> Tally:
    """Count people once, by everything the audit asks about.

    Parameters
    ----------
    people : People
        Coded people; columns of equal length.
    settings : Settings
        The period's end, the minimum months of support and the age bands are used.

    Returns
    -------
    Tally

    Raises
    ------
    ValueError
        If the age bands cannot be read.
    """
    band, quarter, quarters = _bands(people, settings), *_quarters(people)
    sizes = (
        len(people.services),
        len(people.ethnic_groups) + 1,
        len(people.genders) + 1,
        len(settings.age_bands) + 1,
        len(quarters),
        2,
        4,
    )
    codes = (
        people.service,
        _last_for_unknown(people.ethnic_group, sizes[1]),
        _last_for_unknown(people.gender, sizes[2]),
        band,
        quarter,
        _opportunity(people, settings),
        _outcome(people),
    )
    return Tally(
        services=people.services,
        ethnic_groups=(*people.ethnic_groups, NOT_KNOWN),
        genders=(*people.genders, NOT_KNOWN),
        age_bands=(*settings.age_bands, NOT_KNOWN),
        quarters=quarters,
        cube=_crossed(codes, sizes, people.weight),
        ages=_age_moments(people),
        days=_days(people, settings),
        has_outcome=people.has_outcome,
        has_start=people.has_start,
    )


def _crossed(
    codes: Sequence[NDArray[np.integer[Any]]], sizes: tuple[int, ...], weight: Counts
) -> Counts:
    """Count people by every combination of codes, one axis for each."""
    flat = np.zeros(len(weight), dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        flat *= size
        flat += code
    cells = math.prod(sizes)
    if (weight == 1).all():  # a row a person, as nearly always
        return np.bincount(flat, minlength=cells).reshape(sizes)
    counts = np.bincount(flat, weights=weight, minlength=cells)
    return np.rint(counts).astype(np.int64).reshape(sizes)


def _last_for_unknown(codes: NDArray[np.int16], size: int) -> NDArray[np.int16]:
    """Move -1 (not known) to the last place of its axis."""
    return np.where(codes < 0, size - 1, codes)


def _bands(people: People, settings: Settings) -> NDArray[np.int16]:
    band = np.full(len(people.age), len(settings.age_bands), dtype=np.int16)
    for i, (low, high) in enumerate(band_edges(settings.age_bands)):
        band[(people.age >= low) & (people.age <= high)] = i
    return band


def _quarters(people: People) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Quarter of joining, as a code and its names in order of time."""
    known = ~np.isnat(people.start)
    if not known.any():
        return np.zeros(len(people.start), dtype=np.int64), (NOT_KNOWN,)
    days = people.start.astype("datetime64[D]").astype(np.int64)
    begin, end = int(days[known].min()), int(days[known].max())
    # The calendar is asked once a day, not once a person.
    calendar = np.arange(begin, end + 1).astype("datetime64[D]").astype("datetime64[M]")
    quarter = calendar.astype(np.int64) // 3
    first, last = int(quarter[0]), int(quarter[-1] - quarter[0])
    index = np.append(quarter - first, last + 1)[np.where(known, days - begin, end + 1 - begin)]
    there = np.flatnonzero(np.bincount(index))
    place = np.zeros(last + 2, dtype=np.int64)
    place[there] = np.arange(len(there))
    names = tuple(
        NOT_KNOWN if d > last else f"{1970 + (d + first) // 4} Q{(d + first) % 4 + 1}"
        for d in there.tolist()
    )
    return place[index], names


def _opportunity(people: People, settings: Settings) -> NDArray[np.int8]:
    """1 where the person could have had at least the minimum months of support."""
    if settings.period_to is None:
        return np.zeros(len(people.start), dtype=np.int8)
    limit = np.datetime64(months_before(settings.period_to, settings.minimum_months))
    with np.errstate(invalid="ignore"):
        return (people.start <= limit).astype(np.int8)


def _outcome(people: People) -> NDArray[np.int8]:
    outcome = np.full(len(people.job), OUTCOME_NOT_KNOWN, dtype=np.int8)
    outcome[people.job == 1] = JOB
    outcome[people.job == 0] = NO_JOB
    outcome[people.in_work_at_start] = IN_WORK_AT_START
    return outcome


def _age_moments(people: People) -> AgeMoments:
    size = len(people.services)
    known = ~np.isnan(people.age) & (not people.age_from_bands)
    age, service, weight = (
        people.age[known].astype(np.float64),
        people.service[known],
        people.weight[known].astype(np.float64),
    )
    sums = weight * age
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, service, age)
    np.maximum.at(high, service, age)
    n = np.bincount(service, weights=weight, minlength=size)
    return AgeMoments(
        n=np.rint(n).astype(np.int64),
        total=np.bincount(service, weights=sums, minlength=size).astype(np.float64),
        squares=np.bincount(service, weights=sums * age, minlength=size).astype(np.float64),
        low=low,
        high=high,
    )


def _days(people: People, settings: Settings) -> Counts | None:
    """Count people by service, ethnic group, days waited and whether a job ended the wait."""
    if not (people.has_job_dates and people.has_start) or settings.period_to is None:
        return None
    to_end = (np.datetime64(settings.period_to) - people.start) / np.timedelta64(1, "D")
    event = people.days_to_job >= 0
    days = np.where(event, people.days_to_job, to_end)
    # People with a job but without its date cannot be placed in time.
    use = (days >= 0) & ~people.in_work_at_start & ~((people.job == 1) & ~event)
    use &= people.job >= 0
    if not use.any():
        return None
    ethnic = _last_for_unknown(people.ethnic_group, len(people.ethnic_groups) + 1)
    length = int(days[use].max()) + 1
    sizes = (len(people.services), len(people.ethnic_groups) + 1, length, 2)
    where = (people.service[use], ethnic[use], days[use].astype(np.int64), event[use])
    return _crossed(where, sizes, people.weight[use])
