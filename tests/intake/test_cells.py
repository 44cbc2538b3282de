"""Rows turned into columns piece by piece say the same as cell by cell."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ips_audit.intake.files import columns as columns_module
from ips_audit.intake.files import workbook_script
from ips_audit.intake.files.columns import CellRows, LongCell
from ips_audit.intake.files.limits import CELL_CHARACTERS

CELL = st.sampled_from(
    (None, "", " ", "a", "b", "1", 1, 1.0, True, 0, False, 2.5, datetime.date(2019, 1, 1))
)
ROWS = st.lists(st.lists(CELL, max_size=4), max_size=12)


@given(ROWS, st.integers(0, 2), st.integers(0, 3), st.integers(1, 5))
def test_columns_hold_every_cell_with_its_type(
    rows: list[list[object]], before: int, first: int, block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook_script, "BLOCK", block)
        patch.setattr(columns_module, "HEAD_ROWS", 2)
        length, columns = workbook_script.columns_of(rows)
        held = CellRows.of_columns(
            [(np.array(c, dtype=np.int32), tuple(a)) for c, a in columns], length, before
        )
    first = min(first, len(rows))
    found = held.columns(first)
    width = max((len(r) + before for r in rows), default=before)
    assert len(found) == width
    for i, row in enumerate(rows):
        full = [*[None] * before, *row, *[None] * (width - before - len(row))]
        again = [*held[i], *[None] * width][:width]
        assert [(type(a), a) for a in again] == [(type(a), a) for a in full]
        if i >= first:
            got = [c.answers[c.codes[i - first]] for c in found]
            wanted = [None if a in ("", " ") else a for a in full]
            assert [(type(a), a) for a in got] == [(type(a), a) for a in wanted]


@given(ROWS)
def test_blank_rows_at_the_end_are_cut_and_counted(rows: list[list[object]]) -> None:
    held = CellRows(rows)
    cut = held.trim()
    filled = [i for i, r in enumerate(rows) if any(a not in (None, "", " ") for a in r)]
    assert len(held) == (filled[-1] + 1 if filled else 0)
    assert cut == len(rows) - len(held)


def test_a_cell_that_is_no_label_is_refused_only_below_the_headings() -> None:
    held = CellRows([["x" * (CELL_CHARACTERS + 1)], ["a"]])
    assert held.columns(1)[0].answers == ("a",)
    with pytest.raises(LongCell):
        held.columns(0)
