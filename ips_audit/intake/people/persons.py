"""All rows of each person side by side, whether or not they joined the service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.people.all_rows import Days, Rows
from ips_audit.intake.people.one_row_a_person import person_of_service
from ips_audit.model import Settings

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Persons:
    """The persons of some rows: each is a run of `order`, from their place in `begin` on."""

    order: Numbers  # positions of rows, those of a person side by side, the earliest start first
    begin: Numbers
    of_row: Numbers  # each row's person; -1 for a row that is none

    @property
    def n(self) -> int:
        """Number of persons."""
        return len(self.begin)

    @property
    def first(self) -> Numbers:
        """The position of each person's first row."""
        return self.order[self.begin]

    def earliest(self, days: Days) -> Days:
        """Return each person's earliest day; NaT where there is none."""
        return np.fmin.reduceat(days[self.order], self.begin)

    def highest(self, codes: NDArray[np.int8]) -> NDArray[np.int8]:
        """Return the highest code among each person's rows."""
        return np.maximum.reduceat(codes[self.order], self.begin)

    def any(self, flags: Flags) -> Flags:
        """Tell of which persons any row is so."""
        return np.logical_or.reduceat(flags[self.order], self.begin)

    def first_known(self, codes: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return the first code of each person that is not negative; -1 where none is."""
        values = codes[self.order]
        place = np.where(values >= 0, np.arange(len(values)), len(values))
        place = np.minimum.reduceat(place, self.begin)
        return np.append(values, -1).astype(codes.dtype)[place]


def persons_of(rows: Rows, use: Flags, settings: Settings) -> Persons:
    """Put the rows of each person of each service side by side.

    Parameters
    ----------
    rows : Rows
    use : bool array
        The rows that are of people.
    settings : Settings
        Whether each row is a person.

    Returns
    -------
    Persons
        A row without a reference is a person of its own.
    """
    n = len(rows.number)
    own = np.arange(n, dtype=np.int64)
    who = own
    if rows.person is not None and settings.one_row_a_person != "each row":
        named = person_of_service(rows)
        who = np.where(rows.person < 0, named.max(initial=0) + 1 + own, named)
    there = np.flatnonzero(use)
    # A missing start is sorted last.
    there = there[np.argsort(rows.start[there], kind="stable")]
    order = there[np.argsort(who[there], kind="stable")]
    first = np.ones(len(order), dtype=bool)
    first[1:] = who[order][1:] != who[order][:-1]
    of_row = np.full(n, -1, dtype=np.int64)
    of_row[order] = np.cumsum(first) - 1
    return Persons(order, np.flatnonzero(first), of_row)
