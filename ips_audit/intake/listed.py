"""A caseload that is a list of people: each counted once, by their known answers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import codelists
from ips_audit.intake.codelists import fold, plain
from ips_audit.intake.lines import Line, Reading, services_of
from ips_audit.intake.table import Column, Table, blank
from ips_audit.model import NOT_KNOWN, Dimension


def count_people(table: Table, columns: Mapping[str, Column], service: str | None) -> Reading:
    """Count a list of people, each reference once in its service, by their known answers."""
    out, n = Reading(), table.n_rows
    names = services_of(columns.get("service"), n, service)
    distinct = list(dict.fromkeys(names))
    at = {name: i for i, name in enumerate(distinct)}
    services = np.array([at[x] for x in names], dtype=np.int64)
    _, first, person = np.unique(
        _references(columns.get("person"), n) * len(distinct) + services,
        return_index=True,
        return_inverse=True,
    )
    out.people, out.repeated = len(first), n - len(first)
    disagree = np.zeros(len(first), dtype=bool)
    for role, dimension in (("ethnicity", Dimension.ETHNIC_GROUP), ("gender", Dimension.GENDER)):
        if (column := columns.get(role)) is None:
            continue
        known = np.array([_known(role, a) for a in column.answers])[column.codes]
        held = column.codes[first].astype(np.int64)
        rows = np.flatnonzero(known)[::-1]  # the first known answer is written last
        held[person[rows]] = column.codes[rows]
        np.logical_or.at(disagree, person, known & (column.codes != held[person]))
        pairs, counts = np.unique(
            np.stack((services[first], held), axis=1), axis=0, return_counts=True
        )
        out.lines += [
            Line(distinct[s], dimension, column.answers[a], int(k))
            for (s, a), k in zip(pairs, counts, strict=True)
        ]
    out.disagree = int(disagree.sum())
    return out


def _known(role: str, answer: object) -> bool:
    """Tell whether an answer is more than blank or not known."""
    lists = codelists.ethnicity() if role == "ethnicity" else codelists.values(role)
    lines = () if blank(answer) else lists.get(fold(answer), ())
    return not blank(answer) and not any(c.group == NOT_KNOWN for c in lines)


def _references(column: Column | None, n: int) -> NDArray[np.int64]:
    """Return a number for each row's person; rows without a reference are people of their own."""
    alone = np.arange(n, dtype=np.int64)
    if column is None:
        return alone
    forms: dict[str, int] = {}
    codes = np.array(
        [
            -1 if blank(a) else forms.setdefault(plain(a).casefold(), len(forms))
            for a in column.answers
        ],
        dtype=np.int64,
    )[column.codes]
    return np.where(codes < 0, alone + len(forms), codes)
