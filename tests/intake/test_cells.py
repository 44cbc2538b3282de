"""Rows turned into columns piece by piece say the same as cell by cell."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ips_audit.intake.files import cell_columns, cell_rows
from ips_audit.intake.files.cell_columns import CodedColumn, TextColumn
from ips_audit.intake.files.cell_rows import CellRows, LongCell
from ips_audit.intake.files.columns import Codes
from ips_audit.intake.files.limits import CELL_CHARACTERS
from ips_audit.intake.files.source import blank
from ips_audit.intake.files.unique_texts import Part, RawTexts, texts_of

CELL = st.sampled_from(
    (None, "", " ", "a", "b", "1", 1, 1.0, True, 0, False, 2.5, datetime.date(2019, 1, 1))
)
ROWS = st.lists(st.lists(CELL, max_size=4), max_size=12)
TEXTS = st.lists(st.text(max_size=4) | st.sampled_from(("", "C1", "x" * 200, 1.0)), max_size=9)


def part_of(column: CodedColumn | TextColumn) -> Part:
    numbers = np.array(column.numbers, dtype=np.int32)
    if isinstance(column, CodedColumn):
        return Codes(numbers, tuple(column.answers()))
    return RawTexts([texts_of(numbers, bytes(column.letters))])


@given(ROWS, st.integers(0, 2), st.integers(0, 3), st.integers(1, 5))
def test_columns_hold_every_cell_with_its_type(
    rows: list[list[object]], before: int, first: int, block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cell_columns, "BLOCK", block)
        patch.setattr(cell_rows, "HEAD_ROWS", 2)
        length, columns = cell_columns.columns_of(rows)
        held = CellRows.of_columns([part_of(c) for c in columns], length, before)
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


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_texts_that_hardly_repeat_are_held_as_they_came(
    start: list[object], more: list[object], first: int
) -> None:
    """Until a cell below is none that can be, or is far too long."""
    unique = [f"C{i}é" for i in range(cell_columns.BLOCK)]
    cells = [*unique, *start, *more]
    length, (column,) = cell_columns.columns_of([[c] for c in cells], raw=True)
    short = all(isinstance(c, str) and len(c) < 100 for c in cells)
    assert isinstance(column, TextColumn) == short
    assert column.filled() == sum(c != "" for c in cells)
    held = CellRows.of_columns([part_of(column)], length)
    assert [row[0] for row in held] == [None if blank(c) and short else c for c in cells]
    assert held.trim() == len(cells) - len(held)
    (part,) = held.columns(first)
    assert [part.cell(i) for i in range(len(part))] == [
        None if blank(c) else c for c in cells[first : len(held)]
    ]


def test_a_column_that_repeats_is_held_as_codes() -> None:
    rows = [[f"C{i}", "Yes" if i % 2 else "No"] for i in range(cell_columns.BLOCK)]
    _, (reference, job) = cell_columns.columns_of(rows, raw=True)
    assert isinstance(reference, TextColumn) and isinstance(job, CodedColumn)
