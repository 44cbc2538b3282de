"""Columns that name something once, over a block of rows: merged cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.table import Column, blank


def filled_down(column: Column) -> Column:
    """Carry each answer down over the blanks below it, where each stands once: a merged cell."""
    filled = np.array([not blank(a) for a in column.answers])[column.codes]
    once = len(np.unique(column.codes[filled])) == filled.sum()
    if filled.all() or not len(filled) or not filled[0] or not once:
        return column
    place = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), 0))
    part = Codes(column.codes[place], tuple(column.answers))
    return replace(column, part=part)
