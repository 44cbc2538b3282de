"""Who reached a service among people of its caseload who are alike in service and gender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ips_audit.analysis.access import test_for
from ips_audit.analysis.adjusted import Combined, adjusted, head_of
from ips_audit.analysis.tally import Tally
from ips_audit.model import (
    ALL_SERVICES,
    EVERYONE,
    GENDER,
    NOT_KNOWN,
    SERVICE,
    Adjusted,
    Caseload,
    CaseloadCell,
    CheckQuestion,
    NameOfTest,
    Settings,
)
from ips_audit.words import adjusted as words


def adjusted_access(
    tally: Tally, caseload: Caseload | None, settings: Settings
) -> Iterator[Adjusted]:
    """Compare who reached a service among people of its caseload alike in service and gender.

    Ages and quarters are not in it: a caseload has no day of joining, and ages on it are those
    of another day.

    Parameters
    ----------
    tally : Tally
    caseload : Caseload or None
    settings : Settings

    Yields
    ------
    Adjusted
        Only where the caseload lists people. With `why_not` where the people of the service
        are not on it, or it records them in another way.
    """
    if caseload is None or not caseload.cells:
        return
    main = tally.dimensions[0]
    for service in tally.scopes:
        cells = _cells_of(caseload, service, tally.services)
        if not cells:
            continue
        apart = tally.together is None and {c.service for c in cells} <= set(tally.services)
        said = words.SEVERAL_SERVICES if tally.together else words.NOT_BY_SERVICE
        whole = service == ALL_SERVICES
        head = replace(
            head_of(CheckQuestion.ACCESS, service, main, EVERYONE),
            adjusted_for=(SERVICE, GENDER) if whole and apart else (GENDER,),
            sentences=(said,) if whole and not apart else (),
        )
        table = _combined(tally.part(service), cells, apart)
        if test_for(caseload, settings) is not NameOfTest.ACCESSED_V_NOT:
            yield replace(head, why_not=words.NOT_NESTED)
        elif (table.events > table.of).any():
            yield replace(head, why_not=_more_in_service(table, tally.groups[GENDER]))
        elif (found := adjusted(head, table)) is not None:
            yield found


def _more_in_service(table: Combined, genders: Sequence[str]) -> str:
    """Name the cell that has the most people more in the service than on the caseload."""
    worst = int(np.argmax(table.events - table.of))
    return words.MORE_IN_SERVICE.format(
        group=table.names[table.group[worst]],
        gender=(*genders, NOT_KNOWN)[table.codes[GENDER][worst]].lower(),
        n=int(table.events[worst]), of=int(table.of[worst]),
    )  # fmt: skip


def _cells_of(
    caseload: Caseload, service: str, services: tuple[str, ...]
) -> tuple[CaseloadCell, ...]:
    """Return the cells of a service's caseload, or of all; empty where one has none."""
    by_service = {c.service for c in caseload.cells}
    if service in by_service:
        return tuple(c for c in caseload.cells if c.service == service)
    if service != ALL_SERVICES:
        alone = len(services) == 1
        return tuple(c for c in caseload.cells if alone and c.service == ALL_SERVICES)
    if not set(services) <= by_service:
        return ()
    return tuple(c for c in caseload.cells if c.service in services)


def _combined(part: Tally, cells: Sequence[CaseloadCell], apart: bool) -> Combined:
    """Set the people of a service against the cells of its caseload, known groups only."""
    main = part.dimensions[0]
    used = (main, SERVICE, GENDER) if apart else (main, GENDER)
    places = {d: {g: i for i, g in enumerate((*part.groups[d], NOT_KNOWN))} for d in used}
    shape = [len(places[d]) for d in used]
    events = np.zeros(shape, dtype=np.int64)
    np.add.at(events, tuple(part.rows.codes[d] for d in used), part.rows.people)
    of = np.zeros(shape, dtype=np.int64)
    for cell in cells:
        groups = {**cell.groups, SERVICE: cell.service}
        if all(groups[d] in places[d] for d in used):
            of[tuple(places[d][groups[d]] for d in used)] += cell.n
    group, *codes = np.nonzero((events + of)[:-1])  # the last is not known
    at = (group, *codes)
    levels = {d: len(part.groups[d]) for d in used[1:]}
    by_dimension = dict(zip(used[1:], codes, strict=True))
    return Combined(part.groups[main], group, by_dimension, levels, events[at], of[at])
