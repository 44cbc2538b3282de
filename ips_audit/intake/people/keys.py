"""A number for each person that stays the same from file to file: how their counts are disturbed.

It follows from the reference where there is one, else from what is known of the person. It says
nothing by itself: what a count is moved by also takes the team's secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Column
from ips_audit.intake.files.unique_texts import RawTexts, marks_of, mixed
from ips_audit.intake.people.all_rows import Part, Rows, references
from ips_audit.model import ETHNIC_GROUP, GENDER

Keys = NDArray[np.uint64]


def person_keys(parts: Sequence[Part], rows: Rows) -> Keys | None:
    """Return each row's key.

    Parameters
    ----------
    parts : sequence of Part
        The files, for their references.
    rows : Rows
        All of their rows.

    Returns
    -------
    uint64 array or None
        Equal for equal references, whatever their capital letters, in this file and in any
        other. None where no file has references.
    """
    if rows.person is None:
        return None
    known = [
        np.zeros(p.table.n_rows, dtype=np.uint64) if c is None else _of_references(c)
        for p, c in ((p, p.columns.get("person")) for p in parts)
    ]
    key = np.concatenate(known)
    without = rows.person < 0
    if without.any():
        key[without] = _of_content(rows)[without]
    return key


def _of_references(column: Column) -> Keys:
    if isinstance(column.part, RawTexts):
        return column.part.marks
    texts = [(t or "").encode() for t in references(column.answers)]
    letters = np.frombuffer(b"".join(texts), dtype=np.uint8)
    places = np.concatenate(([0], np.cumsum([len(t) for t in texts]))).astype(np.int64)
    marks: Keys = marks_of(letters, places)[column.codes]
    return marks


def _of_content(rows: Rows) -> Keys:
    """Mix what is known of each row's person; their job may change, so it does not count."""
    key = np.ones(len(rows.number), dtype=np.uint64)
    groups = [rows.groups[d] for d in (GENDER, ETHNIC_GROUP) if d in rows.groups]
    columns: list[NDArray[Any]] = [rows.start.astype(np.int64), rows.age.view(np.uint32), *groups]
    for known in columns:
        key = mixed(key, known.astype(np.int64).view(np.uint64))
    return key
