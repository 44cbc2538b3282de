"""The counts of a share-safe report: each moved by its key, then hidden or rounded."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from ips_audit.analysis.access import baseline
from ips_audit.analysis.tally import Outcome, Tally
from ips_audit.disclosure.noise import Noise
from ips_audit.disclosure.rules import NHS_ENGLAND, Rule
from ips_audit.model import (
    ALL_SERVICES,
    DECLINED,
    LEFT,
    NOT_KNOWN,
    THIS_SERVICE,
    Caseload,
    CaseloadCount,
    Dimension,
    PathStep,
    Reached,
)

FEWEST_RELEASED = 20  # a service of fewer people is not released on its own
KEYS = 2**64


@dataclass(frozen=True)
class Shown:
    """Counts of one dimension's groups as they are shown; None where hidden."""

    groups: Mapping[str, int | None]
    not_known: int | None
    known: int | None  # all groups together: moved and rounded on its own, not a sum

    def within(self, whole: Shown) -> Shown:
        """Return the counts of a part of other people, none of them above its whole.

        A part that is shown beside a hidden whole would say how both were moved.
        """

        def part(n: int | None, of: int | None) -> int | None:
            return None if n is None or of is None else min(n, of)

        return Shown(
            {g: part(n, whole.groups[g]) for g, n in self.groups.items()},
            part(self.not_known, whole.not_known),
            part(self.known, whole.known),
        )


class Counter:
    """Says how any count of an audit may be shown. Exact counts do not leave it.

    Parameters
    ----------
    tally : Tally
    caseload : Caseload or None
    noise : Noise
    rule : Rule
    """

    def __init__(self, tally: Tally, caseload: Caseload | None, noise: Noise, rule: Rule) -> None:
        self._noise, self._rule = noise, rule
        self._few = max(rule.threshold, NHS_ENGLAND.threshold)
        self._tally, self._caseload = _with_keys(tally), caseload
        for dimension, labels in tally.as_recorded.items():
            moved = self._moved(self._tally.part(), dimension, ALL_SERVICES)
            rare = {g for g in labels if moved[g] <= self._few}
            self._tally = _not_named(self._tally, dimension, rare)
            self._caseload = _caseload_not_named(self._caseload, dimension, rare)
        scopes = self._tally.scopes
        self._released = {s for s in scopes if self._everybody(s) >= FEWEST_RELEASED}

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What people are compared by."""
        return self._tally.dimensions

    def groups(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the groups that may be named."""
        return self._tally.groups[dimension]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that may be named; all together where there are several."""
        scopes = self._tally.scopes
        return tuple(s for s in scopes if s == scopes[-1] or s in self._released)

    def name(self, service: str) -> str:
        """Return what a service is called: its own name only where it may be released."""
        single = service not in self._released and service != ALL_SERVICES
        return THIS_SERVICE if single else service

    @property
    def services_left_out(self) -> bool:
        """Tell whether a service is counted in the total only."""
        return len(self.services) < len(self._tally.scopes)

    def people(self, service: str) -> int | None:
        """Return how many people use a service."""
        return self._shown(service, self._everybody(service))

    def few(self, service: str) -> bool:
        """Tell whether so few people are in a service that it is not said that there are any."""
        return self._everybody(service) <= self._few

    def by(
        self,
        service: str,
        dimension: Dimension,
        outcomes: Sequence[Outcome] = tuple(Outcome),
        enough_months: bool = False,
        only: Iterable[str] | None = None,
    ) -> Shown:
        """Return the people of each group.

        Parameters
        ----------
        service : str
            One service, or all.
        dimension : Dimension
        outcomes : sequence of Outcome
            Only people with one of these.
        enough_months : bool
            Only people with the minimum months of support.
        only : iterable of str, optional
            The groups that are put together in `known`; all of them otherwise.
        """
        part = self._tally.part(service, enough_months)
        keep = np.isin(part.rows.outcome, [int(o) for o in outcomes])
        part = replace(part, rows=part.rows.only(keep))
        moved = self._moved(part, dimension, service)
        shown = {g: self._shown(service, n) for g, n in moved.items()}
        people, keys = part.people_by(dimension), part.keys_by(dimension)
        together = [g for g in people if g != NOT_KNOWN and (only is None or g in only)]
        known = self._noise.people(
            sum(people[g] for g in together),
            sum(keys[g] for g in together) % KEYS,
            (service, dimension.name),
        )
        return Shown(shown, shown.pop(NOT_KNOWN), self._shown(service, known))

    def at(self, step: PathStep, *reached: Reached) -> Counter:
        """Return the counter of the people who are somewhere at a step of the path.

        Parameters
        ----------
        step : PathStep
        *reached : Reached
            People with one of these.

        Returns
        -------
        Counter
            It names the services and groups that this one names.
        """
        narrowed = copy(self)
        narrowed._tally = self._tally.at(step, *reached)
        return narrowed

    def on_caseload(
        self, service: str, dimension: Dimension, only: Collection[str] | None = None
    ) -> Shown | None:
        """Return the caseload of each group; None where there is no caseload.

        Groups whose caseload is missing in the files themselves are not in it. `only` names the
        groups that are put together in `known`; all of them otherwise.
        """
        base = baseline(self._caseload, service, self._tally.services, dimension)
        if not base:
            return None
        place = ("caseload", service, dimension.name)
        counted = {g: n for g in self.groups(dimension) if (n := base.get(g)) is not None}

        def shown(n: int, *group: str) -> int | None:
            return self._shown(service, self._noise.number(n, (*place, *group)))

        not_known = base.get(NOT_KNOWN, 0)
        return Shown(
            {g: shown(n, g) for g, n in counted.items()},
            None if not_known is None else shown(not_known, NOT_KNOWN),
            shown(sum(n for g, n in counted.items() if only is None or g in only)),
        )

    def rows(self, n: int, what: str) -> int | None:
        """Return a number of rows of the files, which is no count of people."""
        return self._rule.shown(self._noise.number(n, ("rows", what)))

    def _everybody(self, service: str) -> int:
        part = self._tally.part(service)
        key = int(part.rows.key.sum(dtype=np.uint64)) if part.rows.key is not None else 0
        return self._noise.people(part.people, key, (service,))

    def _moved(self, part: Tally, dimension: Dimension, service: str) -> dict[str, int]:
        keys = part.keys_by(dimension)
        return {
            g: self._noise.people(n, keys[g], (service, dimension.name, g))
            for g, n in part.people_by(dimension).items()
        }

    def _shown(self, service: str, moved: int) -> int | None:
        return self._rule.shown(moved) if service in self._released else None


def _with_keys(tally: Tally) -> Tally:
    """Give keys to people who have none: from all that is known of them but what they came to."""
    rows = tally.rows
    if rows.key is not None:
        return tally
    labels = [
        np.array([*tally.groups[d], NOT_KNOWN])[rows.codes[d]]
        for d in sorted(set(rows.codes) - {DECLINED, LEFT}, key=lambda d: d.name)
    ]
    keys = [
        int.from_bytes(hashlib.blake2b("\x1f".join(one).encode(), digest_size=8).digest(), "big")
        for one in zip(*labels, strict=True)
    ]
    key = np.array(keys, dtype=np.uint64) * rows.people.astype(np.uint64)  # wraps round
    together = tally.together and _with_keys(tally.together)
    return replace(tally, rows=replace(rows, key=key), together=together)


def _not_named(tally: Tally, dimension: Dimension, rare: Collection[str]) -> Tally:
    """Count the people of some groups as not known."""
    old = (*tally.groups[dimension], NOT_KNOWN)
    new = tuple(g for g in old if g not in rare)
    place = np.array([new.index(NOT_KNOWN if g in rare else g) for g in old])
    codes = {**tally.rows.codes, dimension: place[tally.rows.codes[dimension]]}
    groups = {**tally.groups, dimension: new[:-1]}
    together = tally.together and _not_named(tally.together, dimension, rare)
    return replace(tally, groups=groups, rows=replace(tally.rows, codes=codes), together=together)


def _caseload_not_named(
    caseload: Caseload | None, dimension: Dimension, rare: Collection[str]
) -> Caseload | None:
    """Count the caseload of some groups as not known."""
    if caseload is None or not rare:
        return caseload
    out: list[CaseloadCount] = []
    unnamed: dict[str, list[CaseloadCount]] = {}
    for c in caseload.counts:
        if c.dimension == dimension and c.group in (*rare, NOT_KNOWN):
            unnamed.setdefault(c.service, []).append(c)
        else:
            out.append(c)
    for parts in unnamed.values():
        known = [c.n for c in parts if c.n is not None]
        n = sum(known) if len(known) == len(parts) else None
        out.append(replace(parts[0], group=NOT_KNOWN, n=n, low=None, high=None))
    return replace(caseload, counts=tuple(out))
