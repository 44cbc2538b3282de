"""A caseload that is a list of people: each counted once, by their known answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload.lines import JointLine, Line, Reading, service_codes
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.people.all_rows import person_numbers, repeated
from ips_audit.model import (
    DIMENSIONS,
    ETHNIC_GROUP,
    GENDER,
    NOT_KNOWN,
    OWN,
    Dimension,
)

BLOCK = 1 << 18  # rows
JOINT = (ETHNIC_GROUP, GENDER)  # counted together, too: people are made alike in them
MOST_CELLS = 1 << 20  # beyond it the answers are no groups


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
    codes: dict[Dimension, NDArray[np.integer[Any]]] = {}
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
        counts = _crossed((services, held), (len(distinct), len(column.answers)))
        out.lines += [
            Line(distinct[s], dimension, column.answers[a], int(counts[s, a]))
            for s, a in np.argwhere(counts).tolist()
        ]
        if dimension in JOINT:
            codes[dimension] = held
    out.disagree = int(disagree.sum())
    out.joint = _joint(services, distinct, codes, columns)
    return out


def _joint(
    services: NDArray[np.int16],
    names: Sequence[str],
    codes: Mapping[Dimension, NDArray[np.integer[Any]]],
    columns: Mapping[str, Column],
) -> list[JointLine]:
    """Count the people of each service by their answers in several dimensions at once."""
    answers = {d: columns[d.key].answers for d in codes}
    sizes = (len(names), *(len(a) for a in answers.values()))
    if len(codes) < len(JOINT) or math.prod(sizes) > MOST_CELLS:
        return []
    counts = _crossed((services, *codes.values()), sizes)
    return [
        JointLine(
            names[s], {d: answers[d][a] for d, a in zip(answers, held, strict=True)},
            int(counts[s, *held]),
        )
        for s, *held in np.argwhere(counts).tolist()
    ]  # fmt: skip


def _crossed(codes: Sequence[NDArray[np.integer[Any]]], sizes: Sequence[int]) -> NDArray[np.int64]:
    """Count the rows of each combination, block by block: five million rows need no copy."""
    cells = math.prod(sizes)
    out = np.zeros(cells, dtype=np.int64)
    for at in range(0, len(codes[0]), BLOCK):
        flat = codes[0][at : at + BLOCK].astype(np.int64)
        for column, size in zip(codes[1:], sizes[1:], strict=True):
            flat = flat * size + column[at : at + BLOCK]
        out += np.bincount(flat, minlength=cells)
    return out.reshape(sizes)


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
