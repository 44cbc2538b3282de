"""The counts of a made-up service, which a trainer can change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ips_audit.analysis.tally import AgeSums, Combinations, Outcome, Tally
from ips_audit.model import (
    AGE_BAND,
    ALL_SERVICES,
    ETHNIC_GROUP,
    EVERYONE,
    GENDER,
    NOT_KNOWN,
    QUARTER,
    SERVICE,
    AuditReport,
    Caseload,
    CaseloadCount,
    Check,
    CheckQuestion,
    NotKnown,
)

TIMES = (0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
MOST = 9_999_999  # people in one cell
LINK = re.compile(r"\d{1,7}(?:[._]\d{1,7})*", re.ASCII)
LONGEST = 4000  # characters of a link's counts


class Cell(NamedTuple):
    """People of one group in one service. jobs <= known <= people, always."""

    caseload: int
    people: int
    known: int  # people whose job outcome is known
    jobs: int


@dataclass(frozen=True)
class Scenario:
    """Services by groups, the last of which is *not known*."""

    services: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def cell(self, service: str, group: str) -> Cell:
        """Return the numbers of one group in one service."""
        return self.cells[self.services.index(service)][self.groups.index(group)]

    def put(self, service: str, group: str, cell: Cell) -> Scenario:
        """Return the same with one group's numbers changed.

        Raises
        ------
        ValueError
            If the numbers do not fit each other.
        """
        if not 0 <= cell.jobs <= cell.known <= cell.people <= MOST or not (
            0 <= cell.caseload <= MOST
        ):
            raise ValueError("jobs <= known <= people, and no number is negative or too large")
        i, j = self.services.index(service), self.groups.index(group)
        row = (*self.cells[i][:j], cell, *self.cells[i][j + 1 :])
        return replace(self, cells=(*self.cells[:i], row, *self.cells[i + 1 :]))


def scenario_of(report: AuditReport) -> Scenario:
    """Take the counts of a scenario from an exact audit.

    Parameters
    ----------
    report : AuditReport
        Of a demonstration, with exact numbers.

    Returns
    -------
    Scenario

    Raises
    ------
    ValueError
        If the report is of people who are not made up.
    """
    if not report.demonstration:
        raise ValueError("only a demonstration can be changed")
    services = tuple(p.service for p in report.who if p.service != ALL_SERVICES)
    ethnic = [
        c for c in report.checks
        if c.dimension == ETHNIC_GROUP and c.people == EVERYONE and not c.within
    ]  # fmt: skip
    names = (g.group for c in ethnic for g in c.groups)
    groups = tuple(dict.fromkeys(names))
    cells = []
    for service in services:
        access, jobs = (
            next(c for c in ethnic if (c.service, c.question) == (service, q))
            for q in CheckQuestion
        )
        cells.append(tuple(_cell(access, jobs, g) for g in (*groups, NOT_KNOWN)))
    return Scenario(services, (*groups, NOT_KNOWN), tuple(cells))


def _cell(access: Check, jobs: Check, group: str) -> Cell:
    def pair(check: Check) -> tuple[int, int]:
        found = next((g for g in check.groups if g.group == group), NotKnown(0, 0))
        row = check.not_known if group == NOT_KNOWN else found
        return row.n or 0, row.of or 0

    (people, caseload), (got, known) = pair(access), pair(jobs)
    return Cell(caseload, people, known, got)


def _round(x: float) -> int:
    """Round half up, so that a larger number never becomes the smaller one."""
    return int(np.floor(x + 0.5))


def move(s: Scenario, service: str, origin: str, to: str, n: int) -> Scenario:
    """Count `n` people of one group in another; their jobs go with them in proportion.

    Parameters
    ----------
    s : Scenario
    service, origin, to : str
    n : int
        At most as many as `origin` has in the service. The caseload stays as it is.

    Returns
    -------
    Scenario
    """
    old, new = s.cell(service, origin), s.cell(service, to)
    n = max(0, min(n, old.people))
    if origin == to or n == 0:
        return s
    known, jobs = (_round(x * n / old.people) for x in (old.known, old.jobs))
    s = s.put(service, origin, Cell(old.caseload, old.people - n, old.known - known,
                                    old.jobs - jobs))  # fmt: skip
    return s.put(service, to, Cell(new.caseload, new.people + n, new.known + known,
                                   new.jobs + jobs))  # fmt: skip


def scaled(s: Scenario, times: float) -> Scenario:
    """Return the same service, so many times as large; rounded to whole people."""
    cells = tuple(
        tuple(Cell(*(min(MOST, _round(x * times)) for x in cell)) for cell in row)
        for row in s.cells
    )
    return replace(s, cells=cells)


def counted(s: Scenario) -> Tally:
    """Return the tally that an audit of these people would start from."""
    rows = [
        (i, j, outcome, n)
        for i, row in enumerate(s.cells)
        for j, cell in enumerate(row)
        for outcome, n in (
            (Outcome.JOB, cell.jobs),
            (Outcome.NO_JOB, cell.known - cell.jobs),
            (Outcome.NOT_KNOWN, cell.people - cell.known),
        )
    ]
    service, group, outcome, people = np.array(rows, dtype=np.int64).T
    unknown = np.zeros(len(rows), dtype=np.int64)
    return Tally(
        groups={
            SERVICE: s.services, ETHNIC_GROUP: s.groups[:-1], GENDER: (), AGE_BAND: (), QUARTER: (),
        },
        dimensions=(ETHNIC_GROUP, GENDER, AGE_BAND),
        rows=Combinations(
            codes={SERVICE: service, ETHNIC_GROUP: group, GENDER: unknown, AGE_BAND: unknown,
                   QUARTER: unknown},
            enough_months=np.zeros(len(rows), dtype=bool),
            outcome=outcome,
            people=people,
            key=None,
        ),
        ages={service: AgeSums() for service in s.services},
        waits=None,
        has_outcome=True,
        has_start=False,
    )  # fmt: skip


def caseload_of(s: Scenario) -> Caseload:
    """Return the caseload of a scenario."""
    return Caseload(
        tuple(
            CaseloadCount(service, ETHNIC_GROUP, group, cell.caseload)
            for service, row in zip(s.services, s.cells, strict=True)
            for group, cell in zip(s.groups, row, strict=True)
        )
    )


def to_link(s: Scenario) -> str:
    """Return the counts as text that can stand in an address."""
    rows = (".".join(str(x) for cell in row for x in cell) for row in s.cells)
    return "_".join(rows)


def from_link(text: str, like: Scenario) -> Scenario:
    """Read counts from an address.

    Parameters
    ----------
    text : str
        As `to_link` writes it; from anybody.
    like : Scenario
        The story as it stands: the same services and groups are expected.

    Returns
    -------
    Scenario

    Raises
    ------
    ValueError
        If the text is not such counts, or they do not fit each other.
    """
    if len(text) > LONGEST or not LINK.fullmatch(text):
        raise ValueError("not counts")
    rows = [[int(x) for x in part.split(".")] for part in text.split("_")]
    wanted = len(Cell._fields) * len(like.groups)
    if len(rows) != len(like.services) or any(len(row) != wanted for row in rows):
        raise ValueError("not as many counts as the story has")
    s = like
    for service, row in zip(like.services, rows, strict=True):
        for j, group in enumerate(like.groups):
            s = s.put(service, group, Cell(*row[4 * j : 4 * j + 4]))
    return s
