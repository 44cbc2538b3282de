"""What is odd about the rows of the service files: said aloud, never mended in silence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Table
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.people.coded_rows import Part, Rows
from ips_audit.words import intake as words


def oddities(parts: Sequence[Part], rows: Rows) -> list[str]:
    """Say what a reader of the files would want to check.

    Parameters
    ----------
    parts : sequence of Part
        The service files.
    rows : Rows
        Their rows, one below the other.

    Returns
    -------
    list of str
        On references that are none, start dates in the future, a job denied beside its start
        date, identical rows of files without references, and files that lack a column which
        another file has.
    """
    said = []
    future = np.flatnonzero(rows.start > np.datetime64(date.today()))
    if len(future):
        row = int(rows.number[future[0]])
        said.append(words.FUTURE.format(n=len(future), row=row))
    denied = int(((rows.job == 0) & ~np.isnat(rows.job_start)).sum())
    if denied:
        said.append(words.NO_BUT_DATE.format(n=denied))
    for i, part in enumerate(parts):
        if rows.person is not None and (person := part.columns.get("person")) is not None:
            stopgaps = int((person.part.filled() & (rows.person[rows.file == i] < 0)).sum())
            if stopgaps:
                said.append(words.NO_REFERENCES.format(n=stopgaps, file=part.file))
        if "person" not in part.columns and "people" not in part.columns:
            again = part.table.n_rows - len(np.unique(_marks(part.table)))
            if again:
                said.append(words.IDENTICAL.format(n=again))
    return said + _alike(rows.service) + _lacking(parts)


def _alike(services: Sequence[str]) -> list[str]:
    """Name services whose names are so near that they may be one."""
    if not 1 < len(services) <= 50:
        return []
    from rapidfuzz import fuzz

    pairs = itertools.combinations(services, 2)
    near = [f"“{a}” and “{b}”" for a, b in pairs if fuzz.ratio(fold(a), fold(b)) >= 90
            and not re.search(r"\d", a + b)]  # fmt: skip
    return [words.SERVICES_ALIKE.format(pairs="; ".join(near))] if near else []


def _marks(table: Table) -> NDArray[np.uint64]:
    """Give each row a number that is the same only for identical rows."""
    marks = np.zeros(table.n_rows, dtype=np.uint64)
    for column in table.columns:
        ranks = np.unique(marks, return_inverse=True)[1].astype(np.uint64)
        marks = ranks * np.uint64(len(column.answers) + 1) + column.codes.astype(np.uint64)
    return marks


def _lacking(parts: Sequence[Part]) -> list[str]:
    """Name the columns that one file has and another has not."""
    said = []
    for name, roles in (
        ("gender", ("gender",)),
        ("job outcome", ("job_outcome", "job_start_date")),
        ("start date", ("start_date",)),
        ("person (reference)", ("person",)),
    ):
        has = [any(r in p.columns for r in roles) for p in parts]
        if any(has):
            said += [
                words.FILE_LACKS.format(file=p.file, role=name)
                for p, there in zip(parts, has, strict=True)
                if not there
            ]
    return said
