"""Whether two columns that could play one role say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ips_audit.dimensions import RECORDED, by_key
from ips_audit.intake.files.table import Column
from ips_audit.intake.matching.coding import code_ethnicity
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.values import code_values

COMPARED = (
    *(d.key for d in RECORDED), "job_outcome", "start_date", "job_start_date", "date_of_birth",
)  # fmt: skip


def agree(role: str, one: Column, other: Column) -> bool:
    """Tell whether two columns say the same of every row, once read as a role.

    Parameters
    ----------
    role : str
        One of `COMPARED`.
    one, other : Column
        Of the same table.

    Returns
    -------
    bool
        True where it does not matter which of them is used.
    """
    seen = {text: i for i, text in enumerate({*_read(role, one), *_read(role, other)})}
    first = np.array([seen[t] for t in _read(role, one)], dtype=np.int64)[one.codes]
    second = np.array([seen[t] for t in _read(role, other)], dtype=np.int64)[other.codes]
    return bool((first == second).all())


def _read(role: str, column: Column) -> Sequence[str]:
    """Return what each distinct answer means in a role."""
    if role == "ethnicity":
        return [c.group for c in code_ethnicity(column.answers, None, {}).coded]
    if role == "job_outcome" or by_key(role) is not None:
        return [c.group for c in code_values(role, column.answers, {})]
    return [str(v) for v in read_dates(column.answers).values]
