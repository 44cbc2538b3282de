"""Labels that stand once, above the rows they name: merged cells, pivot tables, outlines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.table import Column, Table, blank

ROWS_TO_A_LABEL = 3  # fewer blanks may as well be answers that nobody gave
ROWS_TO_A_LABEL_WITH_SUBTOTALS = 2
ROWS_TO_A_LABEL_WITHIN = 1.5  # below another label, where people are few


def filled_down(column: Column) -> Column:
    """Carry each answer down over the blanks below it, where each stands once."""
    filled = _filled(column)
    if filled.all() or not len(filled) or not filled[0] or not _once_each(column, filled):
        return column
    return fill_down(column)


def fill_down(column: Column) -> Column:
    """Carry each answer down over the blanks below it; blanks above the first one stay."""
    filled = _filled(column)
    place = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), 0))
    return replace(column, part=Codes(column.codes[place], tuple(column.answers)))


def name_blocks(table: Table, column: Column) -> bool:
    """Tell whether the answers of a column look like labels of the blocks below them.

    Parameters
    ----------
    table : Table
    column : Column
        Of that table.

    Returns
    -------
    bool
        True where the first row has an answer, most rows below have none, and each answer
        stands once; or, if the blocks end in subtotals, none stands twice in a row.
    """
    filled = _filled(column)
    n, rows = int(filled.sum()), len(filled)
    if n < 2 or n == rows or not filled[0]:
        return False
    subtotals = len(table.rows_of("total", "subtotal")) >= n - 1
    most = ROWS_TO_A_LABEL_WITH_SUBTOTALS if subtotals else ROWS_TO_A_LABEL
    in_a_row = np.diff(column.codes[filled]) == 0
    once = _once_each(column, filled) or (subtotals and not in_a_row.any())
    return once and n * most <= rows


def name_blocks_within(column: Column, outer: Column) -> bool:
    """Tell whether answers look like labels of the blocks within the blocks of another column.

    Parameters
    ----------
    column, outer : Column
        Of one table; `name_blocks` is true for the outer one.

    Returns
    -------
    bool
        True where each outer block begins with an answer, and no answer stands twice in a row
        within one block.
    """
    filled, begins = _filled(column), _filled(outer)
    if filled.all() or not filled[begins].all():
        return False
    rows = np.flatnonzero(filled)
    again = np.diff(column.codes[rows]) == 0
    return not (again & ~begins[rows[1:]]).any() and len(rows) * ROWS_TO_A_LABEL_WITHIN <= len(
        filled
    )


def _filled(column: Column) -> NDArray[np.bool_]:
    distinct = np.array([not blank(a) for a in column.answers], dtype=bool)
    rows: NDArray[np.bool_] = distinct[column.codes]
    return rows


def _once_each(column: Column, filled: NDArray[np.bool_]) -> bool:
    return len(np.unique(column.codes[filled])) == int(filled.sum())
