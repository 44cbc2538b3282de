"""A caseload that is a list of people: each counted once, by their known answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload.lines import Line, Reading, service_codes
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.people.all_rows import person_numbers, repeated
from ips_audit.model import (
    DIMENSIONS,
    ETHNIC_GROUP,
    NOT_KNOWN,
    OWN,
    Dimension,
)

BLOCK = 1 << 18  # rows


def count_people(
    table: Table,
    columns: Mapping[str, Column],
    service: str | None,
    own: Dimension | None = None,
) -> Reading:
    """Count a list of people, each reference once in its service, by their known answers."""
    out, n = Reading(), table.n_rows
    distinct, services = service_codes(columns.get("service"), n, service)
    keys = _references(columns.get("person"), n)
    if len(distinct) > 1:
        keys = keys.astype(np.int64) * len(distinct) + services
    first: NDArray[np.int64] | None = None
    if repeated(keys):
        _, first, person = np.unique(keys, return_index=True, return_inverse=True)
        services = services[first]
    out.people, out.repeated = len(services), n - len(services)
    disagree = np.zeros(out.people, dtype=bool)
    for dimension in (*DIMENSIONS, *([own] if own else [])):
        if (column := columns.get(dimension.key)) is None:
            continue
        held = column.codes
        if first is not None:
            known = np.array([_known(dimension.key, a) for a in column.answers])[column.codes]
            held = column.codes[first]
            rows = np.flatnonzero(known)[::-1]  # the first known answer is written last
            held[person[rows]] = column.codes[rows]
            np.logical_or.at(disagree, person, known & (column.codes != held[person]))
        counts = _crossed(services, held, len(distinct), len(column.answers))
        out.lines += [
            Line(distinct[s], dimension, column.answers[a], int(counts[s, a]))
            for s, a in np.argwhere(counts).tolist()
        ]
    out.disagree = int(disagree.sum())
    return out


def _crossed(
    one: NDArray[np.integer[Any]], other: NDArray[np.integer[Any]], n: int, m: int
) -> NDArray[np.int64]:
    """Count the rows of each pair of codes, block by block: five million rows need no copy."""
    out = np.zeros(n * m, dtype=np.int64)
    for at in range(0, len(one), BLOCK):
        pairs = one[at : at + BLOCK].astype(np.int64) * m + other[at : at + BLOCK]
        out += np.bincount(pairs, minlength=n * m)
    return out.reshape(n, m)


def _known(role: str, answer: object) -> bool:
    """Tell whether an answer is more than blank or not known."""
    if blank(answer) or (role == OWN and fold(answer) in codelists.not_known()):
        return False
    lists = codelists.ethnicity() if role == ETHNIC_GROUP.key else codelists.values(role)
    return not any(c.group == NOT_KNOWN for c in lists.get(fold(answer), ()))


def _references(column: Column | None, n: int) -> NDArray[np.int32]:
    """Return a number for each row's person; rows without a reference are people of their own."""
    if column is None:
        return np.arange(n, dtype=np.int32)
    numbers = person_numbers([column], [n])
    nobody = np.flatnonzero(numbers < 0)
    numbers[nobody] = n + np.arange(len(nobody))
    return numbers
