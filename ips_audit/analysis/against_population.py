"""The service and its caseload beside another population: shares alone, and no test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ips_audit.analysis.access import baseline
from ips_audit.analysis.tally import Tally
from ips_audit.model import (
    NOT_KNOWN,
    AgainstPopulation,
    Caseload,
    Dimension,
    GroupAgainst,
    Population,
)
from ips_audit.words import population as words


@dataclass(frozen=True)
class Counted:
    """People of each group, None where hidden; `known` counts those of the population's groups."""

    groups: Mapping[str, int | None]
    known: int | None

    def share(self, group: str) -> float | None:
        """Return a group's share of all that are known; None where it cannot be said."""
        n = self.groups.get(group)
        return min(n, self.known) / self.known if n is not None and self.known else None


def against_population(
    tally: Tally, caseload: Caseload | None, population: Population | None
) -> tuple[AgainstPopulation, ...]:
    """Set each service and its caseload beside a population, by each dimension that it has.

    Parameters
    ----------
    tally : Tally
    caseload : Caseload or None
    population : Population or None

    Returns
    -------
    tuple of AgainstPopulation
        Empty without a population.
    """
    return tuple(_each(tally, caseload, population)) if population is not None else ()


def _each(
    tally: Tally, caseload: Caseload | None, population: Population
) -> Iterator[AgainstPopulation]:
    for service in tally.scopes:
        for dimension in tally.dimensions:
            if dimension not in population.counts:
                continue
            there = population.counts[dimension]
            own = tally.part(service).people_by(dimension)
            del own[NOT_KNOWN]
            base = baseline(caseload, service, tally.services, dimension)
            known = {g: n for g, n in base.items() if g != NOT_KNOWN and n is not None}
            yield beside(
                population, service, dimension,
                Counted(own, _together(own, there)),
                Counted(known, _together(known, there)) if known else None,
            )  # fmt: skip


def _together(counts: Mapping[str, int], there: Mapping[str, int]) -> int:
    return sum(n for g, n in counts.items() if g in there)


def beside(
    population: Population,
    service: str,
    dimension: Dimension,
    own: Counted,
    caseload: Counted | None,
) -> AgainstPopulation:
    """Set one service and its caseload beside a population.

    Parameters
    ----------
    population : Population
    service : str
    dimension : Dimension
        One that the population has.
    own : Counted
        The people of the service; those of a group that nobody in the files has are not in it.
    caseload : Counted or None
        Without the groups of which the files have no number.

    Returns
    -------
    AgainstPopulation
        A row for each group of the population that the files have. All shares are of these
        groups and of those that the population alone has. A function of what is given.
    """
    there = population.counts[dimension]
    total = sum(there.values())
    rows = []
    for group in (g for g in own.groups if g in there):
        share = there[group] / total if total else None
        mine = own.share(group)
        like = group not in population.unlike
        ratio = mine / share if like and mine is not None and share else None
        rows.append(GroupAgainst(
            group, mine, None if caseload is None else caseload.share(group), share, ratio
        ))  # fmt: skip
    return AgainstPopulation(
        population.name, service, dimension, tuple(rows),
        tuple(_notes(population, dimension, own, caseload)),
    )  # fmt: skip


def _notes(
    population: Population, dimension: Dimension, own: Counted, caseload: Counted | None
) -> Iterator[str]:
    """Say which groups are missing on a side."""
    there, name = population.counts[dimension], population.name
    if missing := [g for g, n in own.groups.items() if g not in there and n != 0]:
        yield words.groups_note(words.MISSING, missing, name)
    here = [g for g in own.groups if g in there]
    if caseload is not None and (gone := [g for g in here if g not in caseload.groups]):
        yield words.groups_note(words.CASELOAD_LACKS, gone)
    if beyond := [g for g in there if g not in own.groups]:
        yield words.groups_note(words.NOT_IN_FILES, beyond, name)
    yield from population.notes
