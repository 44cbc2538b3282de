"""The service and its caseload beside another population, as a table with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ips_audit.model import AgainstPopulation, GroupAgainst, Release
from ips_audit.outputs import format as show
from ips_audit.outputs.texttable import Cell, Column, TextTable, make_table
from ips_audit.words import disclosure
from ips_audit.words import population as words

KINDS = ("text", "pc", "pc", "pc", "two")
# Name of a measure in the CSV, and its field.
MEASURES = (
    ("share of service", "share_of_service"),
    ("share of caseload", "share_of_caseload"),
    ("share of population", "share_of_population"),
    ("ratio of service to population", "ratio"),
)


def population_table(found: AgainstPopulation, release: Release) -> TextTable:
    """Return each group's shares of the service, the caseload and the population.

    Parameters
    ----------
    found : AgainstPopulation
    release : Release
        In a share-safe release a missing share of service or caseload was hidden.

    Returns
    -------
    TextTable
        Its notes say why the caseload is the fair comparison, and that nothing is tested.
    """
    safe = release is Release.SHARE_SAFE
    missing = show.HIDDEN if safe else show.NOT_AVAILABLE
    counted = any(g.share_of_caseload is not None for g in found.groups)
    rows = [_row(g, missing, missing if counted else show.NOT_AVAILABLE) for g in found.groups]
    columns = [Column(*pair) for pair in zip(words.COLUMNS, KINDS, strict=True)]
    title = words.title(found.name, found.service, found.dimension.name)
    rounded = (disclosure.ADD_UP,) if safe else ()
    return make_table(title, columns, rows, (*words.WHY, words.NO_TEST, *found.notes, *rounded))


def _row(g: GroupAgainst, service: str, caseload: str) -> tuple[Cell, ...]:
    ratio: Cell = g.ratio
    if ratio is None:
        ratio = service if g.share_of_service is None else show.NONE
    return (
        g.group,
        _pc(g.share_of_service, service),
        _pc(g.share_of_caseload, caseload),
        _pc(g.share_of_population, show.NONE),
        ratio,
    )


def _pc(share: float | None, missing: str) -> Cell:
    return missing if share is None else 100 * share


def population_rows(found: AgainstPopulation) -> Iterator[list[object]]:
    """Give the rows of the tidy CSV, without the release."""
    head: list[object] = [words.CSV_CHECK, found.service, found.dimension.name, "", "", words.KIND]
    for g in found.groups:
        for name, field in MEASURES:
            yield [*head, g.group, name, getattr(g, field), None, None, found.name]


def population_json(found: AgainstPopulation) -> dict[str, Any]:
    """Return a table as the JSON contract has it."""
    return {
        "name": found.name,
        "service": found.service,
        "dimension": found.dimension.name,
        "groups": [dict(vars(g)) for g in found.groups],
        "notes": [*words.WHY, words.NO_TEST, *found.notes],
    }
