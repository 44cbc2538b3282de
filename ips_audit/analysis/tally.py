"""The counts of an audit, asked by name: nothing after them depends on the number of rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.model import (
    ALL_SERVICES,
    NOT_KNOWN,
    SERVICE,
    Caseload,
    Dimension,
    PathStep,
    Population,
    Reached,
)

Counts = NDArray[np.int64]
Codes = NDArray[np.integer[Any]]
Keys = NDArray[np.uint64]


class Outcome(IntEnum):
    """What is known of somebody's job."""

    NO_JOB = 0
    JOB = 1
    NOT_KNOWN = 2
    IN_WORK_AT_START = 3


@dataclass(frozen=True)
class AgeSums:
    """Sums from which mean, standard deviation and range of age follow."""

    n: int = 0
    total: float = 0.0
    squares: float = 0.0
    low: float = math.inf
    high: float = -math.inf

    def __add__(self, other: AgeSums) -> AgeSums:
        return AgeSums(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            min(self.low, other.low),
            max(self.high, other.high),
        )


@dataclass(frozen=True)
class Jobs:
    """People of one group who got a job, of those whose outcome is known."""

    n: int
    of: int


@dataclass(frozen=True)
class Combinations:
    """A long table: one row for each combination of answers that occurs.

    Attributes
    ----------
    codes : mapping of Dimension to ndarray
        The place of each row's group among the dimension's groups; one beyond the last is
        *not known*.
    enough_months : ndarray of bool
        These people could have had the minimum months of support.
    outcome : ndarray
        An `Outcome` each.
    people : ndarray of int
        How many people the row stands for.
    key : ndarray of uint64 or None
        Sum of these people's keys, which wraps round at 2**64; None where people have none.
    reached : mapping of PathStep to ndarray
        A `Reached` each: in the tally of a path only.
    """

    codes: Mapping[Dimension, Codes]
    enough_months: NDArray[np.bool_]
    outcome: Codes
    people: Counts
    key: Keys | None
    reached: Mapping[PathStep, Codes] = field(default_factory=dict)

    def only(self, rows: NDArray[np.bool_]) -> Combinations:
        """Return the rows that are marked."""
        return Combinations(
            {d: c[rows] for d, c in self.codes.items()},
            self.enough_months[rows],
            self.outcome[rows],
            self.people[rows],
            None if self.key is None else self.key[rows],
            {step: c[rows] for step, c in self.reached.items()},
        )


@dataclass(frozen=True)
class Waits:
    """How long people waited for a job: a long table of service, group, days and end.

    `ended` marks waits that a job ended; the others were still waiting at the end of the
    period.
    """

    service: Codes
    group: Codes
    days: Counts
    ended: NDArray[np.bool_]
    people: Counts


@dataclass(frozen=True)
class Tally:
    """All that an audit needs to know of the people, asked by name.

    `part` narrows it down, and `people_by`, `jobs_by` and `keys_by` count what is left:

    >>> tally.part(service="North", enough_months=True).jobs_by(ETHNIC_GROUP)  # doctest: +SKIP
    {"White": Jobs(n=20, of=61), ..., "Not known": Jobs(n=1, of=4)}
    """

    groups: Mapping[Dimension, tuple[str, ...]]  # without *not known*
    dimensions: tuple[Dimension, ...]  # those that people are compared by
    rows: Combinations
    ages: Mapping[str, AgeSums]
    waits: Waits | None  # None without job dates
    has_outcome: bool
    has_start: bool
    # Groups that nobody named: their label is the text of a cell.
    as_recorded: Mapping[Dimension, tuple[str, ...]] = field(default_factory=dict)
    together: Tally | None = None  # all services, where somebody is in several of them

    @property
    def services(self) -> tuple[str, ...]:
        """The names of the services."""
        return self.groups[SERVICE]

    @property
    def scopes(self) -> tuple[str, ...]:
        """Each service, and all of them together where there are several."""
        return (*self.services, ALL_SERVICES) if len(self.services) > 1 else self.services

    def part(
        self,
        service: str = ALL_SERVICES,
        enough_months: bool = False,
        within: Mapping[Dimension, str] | None = None,
    ) -> Tally:
        """Return the tally of some of the people.

        Parameters
        ----------
        service : str
            One service, or all: there each person counts once.
        enough_months : bool
            Only those who could have had the minimum months of support.
        within : mapping, optional
            Dimension -> the group, or *not known*, that they belong to.

        Returns
        -------
        Tally
        """
        if service == ALL_SERVICES and self.together is not None:
            return self.together.part(service, enough_months, within)
        wanted = dict(within or {})
        if service != ALL_SERVICES:
            wanted[SERVICE] = service
        keep = self.rows.enough_months if enough_months else np.ones(len(self.rows.people), bool)
        for dimension, group in wanted.items():
            keep = keep & (self.rows.codes[dimension] == self._place(dimension, group))
        return replace(self, rows=self.rows.only(keep), together=None)

    def at(self, step: PathStep, *reached: Reached) -> Tally:
        """Return the tally of the people who are somewhere at a step of the path.

        Parameters
        ----------
        step : PathStep
        *reached : Reached
            People with one of these.
        """
        keep = np.isin(self.rows.reached[step], [int(r) for r in reached])
        together = None if self.together is None else self.together.at(step, *reached)
        return replace(self, rows=self.rows.only(keep), together=together)

    def _place(self, dimension: Dimension, group: str) -> int:
        return (*self.groups[dimension], NOT_KNOWN).index(group)

    @cached_property
    def people(self) -> int:
        """How many people there are."""
        return int(self.rows.people.sum())

    def people_by(self, dimension: Dimension) -> dict[str, int]:
        """Return group -> people, *not known* last."""
        return self._named(dimension, self._summed(dimension, self.rows.people))

    def jobs_by(self, dimension: Dimension) -> dict[str, Jobs]:
        """Return group -> people with a job, of those whose outcome is known."""
        job, no_job = (
            self._summed(dimension, np.where(self.rows.outcome == o, self.rows.people, 0))
            for o in (Outcome.JOB, Outcome.NO_JOB)
        )
        names = (*self.groups[dimension], NOT_KNOWN)
        return {g: Jobs(int(a), int(a + b)) for g, a, b in zip(names, job, no_job, strict=True)}

    def keys_by(self, dimension: Dimension, jobs: bool = False) -> dict[str, int]:
        """Return group -> sum of its people's keys, modulo 2**64.

        Parameters
        ----------
        dimension : Dimension
        jobs : bool
            Of the people with a job only.

        Returns
        -------
        dict
            Empty where people have no keys.
        """
        if self.rows.key is None:
            return {}
        key = self.rows.key
        if jobs:
            key = np.where(self.rows.outcome == Outcome.JOB, key, np.uint64(0))
        sums = np.zeros(len(self.groups[dimension]) + 1, dtype=np.uint64)
        np.add.at(sums, self.rows.codes[dimension], key)
        return self._named(dimension, sums)

    def _summed(self, dimension: Dimension, people: Counts) -> Counts:
        size = len(self.groups[dimension]) + 1
        return whole(np.bincount(self.rows.codes[dimension], weights=people, minlength=size))

    def _named(self, dimension: Dimension, values: Counts | Keys) -> dict[str, int]:
        names = (*self.groups[dimension], NOT_KNOWN)
        return {g: int(n) for g, n in zip(names, values, strict=True)}

    def waits_of(self, service: str) -> dict[str, Counts]:
        """Return group of the main dimension -> people by days waited and end.

        Parameters
        ----------
        service : str
            One service, or all.

        Returns
        -------
        dict
            Group -> ndarray of int, shape (days, 2): still waiting, ended by a job. Only
            known groups; empty without job dates.
        """
        if service == ALL_SERVICES and self.together is not None:
            return self.together.waits_of(service)
        if self.waits is None:
            return {}
        w = self.waits
        keep = w.people > 0
        if service != ALL_SERVICES:
            keep = w.service == self._place(SERVICE, service)
        length = int(w.days.max()) + 1
        out = {}
        for i, group in enumerate(self.groups[self.dimensions[0]]):
            own = keep & (w.group == i)
            flat = w.days[own] * 2 + w.ended[own]
            counts = np.bincount(flat, weights=w.people[own], minlength=2 * length)
            out[group] = whole(counts).reshape(length, 2)
        return out


@dataclass(frozen=True)
class Basis:
    """What an exact report was counted from: a share-safe one is counted again from it."""

    tally: Tally
    caseload: Caseload | None
    path: Tally | None = None  # of other people: all who were referred
    population: Population | None = None


def whole(values: NDArray[Any]) -> Counts:
    """Return sums that were made in floating point as the whole numbers that they are."""
    out: Counts = np.rint(values).astype(np.int64)
    return out
