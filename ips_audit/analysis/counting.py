"""People to counts: each person is looked at once, here."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis.tally import (
    AgeSums,
    Codes,
    Combinations,
    Counts,
    Outcome,
    Tally,
    Waits,
    whole,
)
from ips_audit.model import AGE_BAND, QUARTER, SERVICE, Dimension, People, Settings
from ips_audit.model.months import months_before

MOST_CELLS = 1 << 22  # up to here every combination gets a place; beyond it, those that occur


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
    quarter, quarters = _quarters(people)
    counted = _tally(people, settings, quarter, quarters)
    if people.together is None:
        return counted
    # The same quarters for all services as for each.
    own, names = _quarters(people.together)
    place = np.array([*(quarters.index(q) for q in names), len(quarters)])
    together = _tally(people.together, settings, place[own], quarters)
    return replace(counted, together=together)


def _tally(
    people: People, settings: Settings, quarter: NDArray[np.int64], quarters: tuple[str, ...]
) -> Tally:
    """Count people whose quarters of joining are known."""
    groups = {
        SERVICE: people.services,
        **{d: coded.groups for d, coded in people.coded.items()},
        AGE_BAND: settings.age_bands,
        QUARTER: quarters,
    }
    codes: dict[Dimension, Codes] = {
        SERVICE: people.service,
        **{
            d: last_for_unknown(coded.codes, len(coded.groups)) for d, coded in people.coded.items()
        },
        AGE_BAND: _bands(people, settings),
        QUARTER: quarter,
    }
    return Tally(
        groups=groups,
        dimensions=(*people.coded, AGE_BAND),
        rows=_combinations(people, groups, codes, settings),
        ages=_age_sums(people),
        waits=_waits(people, settings),
        has_outcome=people.has_outcome,
        has_start=people.has_start,
        as_recorded={d: coded.as_recorded for d, coded in people.coded.items()},
    )


def _combinations(
    people: People,
    groups: Mapping[Dimension, tuple[str, ...]],
    codes: Mapping[Dimension, Codes],
    settings: Settings,
) -> Combinations:
    """Count people by every combination of answers that occurs."""
    sizes = [*(len(groups[d]) + 1 for d in codes), 2, len(Outcome)]
    columns = [*codes.values(), _enough_months(people, settings), _outcome(people)]
    found, at, counts = count_combinations(columns, sizes, people.weight)
    key = None
    if people.key is not None:
        key = np.zeros(len(counts), dtype=np.uint64)
        np.add.at(key, at, people.key)
    *by_dimension, enough, outcome = found
    return Combinations(
        dict(zip(codes, by_dimension, strict=True)), enough.astype(bool), outcome, counts, key
    )


def count_combinations(
    columns: Sequence[Codes], sizes: Sequence[int], weight: Counts
) -> tuple[list[Counts], Counts, Counts]:
    """Return the combinations of codes, which of them each row has, and how many people have it."""
    flat = np.zeros(len(weight), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        flat *= size
        flat += column
    cells = math.prod(sizes)
    if cells <= MOST_CELLS:
        there = np.flatnonzero(np.bincount(flat, minlength=cells))
        place = np.zeros(cells, dtype=np.int64)
        place[there] = np.arange(len(there))
        at = place[flat]
    else:
        there, at = np.unique(flat, return_inverse=True)
    counts = whole(np.bincount(at, weights=weight, minlength=len(there)))
    found = []
    rest = there
    for size in reversed(sizes):
        rest, code = np.divmod(rest, size)
        found.append(code)
    return found[::-1], at, counts


def last_for_unknown(codes: NDArray[np.int16], last: int) -> NDArray[np.int16]:
    """Move -1 (not known) to the place after the last group."""
    return np.where(codes < 0, last, codes).astype(np.int16, copy=False)


def _bands(people: People, settings: Settings) -> NDArray[np.int16]:
    band = np.full(len(people.age), len(settings.age_bands), dtype=np.int16)
    for i, (low, high) in enumerate(band_edges(settings.age_bands)):
        band[(people.age >= low) & (people.age <= high)] = i
    return band


def _quarters(people: People) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Quarter of joining, as a code and its names in order of time."""
    known = ~np.isnat(people.start)
    if not known.any():
        return np.zeros(len(people.start), dtype=np.int64), ()
    days = people.start.astype("datetime64[D]").astype(np.int64)
    begin, end = int(days[known].min()), int(days[known].max())
    # The calendar is asked once a day, not once a person.
    calendar = np.arange(begin, end + 1).astype("datetime64[D]").astype("datetime64[M]")
    quarter = calendar.astype(np.int64) // 3
    index = np.where(known, days - begin, 0)
    here = np.bincount(quarter[index[known]] - quarter[0])
    there = np.flatnonzero(here)
    place = np.zeros(len(here), dtype=np.int64)
    place[there] = np.arange(len(there))
    first = int(quarter[0])
    names = tuple(f"{1970 + (q + first) // 4} Q{(q + first) % 4 + 1}" for q in there.tolist())
    return np.where(known, place[quarter[index] - quarter[0]], len(there)), names


def _enough_months(people: People, settings: Settings) -> NDArray[np.int8]:
    """1 where the person could have had at least the minimum months of support."""
    if settings.period_to is None:
        return np.zeros(len(people.start), dtype=np.int8)
    limit = np.datetime64(months_before(settings.period_to, settings.minimum_months))
    with np.errstate(invalid="ignore"):
        return (people.start <= limit).astype(np.int8)


def _outcome(people: People) -> NDArray[np.int8]:
    outcome = np.full(len(people.job), Outcome.NOT_KNOWN, dtype=np.int8)
    outcome[people.job == 1] = Outcome.JOB
    outcome[people.job == 0] = Outcome.NO_JOB
    outcome[people.in_work_at_start] = Outcome.IN_WORK_AT_START
    return outcome


def _age_sums(people: People) -> dict[str, AgeSums]:
    size = len(people.services)
    known = ~np.isnan(people.age) & (not people.age_from_bands)
    age, service, weight = (
        people.age[known].astype(np.float64),
        people.service[known],
        people.weight[known].astype(np.float64),
    )
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, service, age)
    np.maximum.at(high, service, age)
    n, total, squares = (
        np.bincount(service, weights=weight * power, minlength=size)
        for power in (np.ones_like(age), age, age * age)
    )
    return {
        name: AgeSums(round(float(n[i])), *(float(x[i]) for x in (total, squares, low, high)))
        for i, name in enumerate(people.services)
    }


def _waits(people: People, settings: Settings) -> Waits | None:
    """Count people by service, group of the main dimension, days waited and end of the wait."""
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
    main = next(iter(people.coded.values()))
    group = last_for_unknown(main.codes, len(main.groups))
    columns = (people.service[use], group[use], days[use].astype(np.int64), event[use])
    sizes = (len(people.services), len(main.groups) + 1, int(days[use].max()) + 1, 2)
    (service, who, waited, ended), _, counts = count_combinations(
        columns, sizes, people.weight[use]
    )
    return Waits(service, who, waited, ended.astype(bool), counts)
