"""Rows turned into columns piece by piece say the same as cell by cell; so do counted tags."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ips_audit.intake.files import cells as cells_module
from ips_audit.intake.files.cells import CellRows
from ips_audit.intake.files.codes import LongCell
from ips_audit.intake.files.limits import CELL_CHARACTERS
from ips_audit.intake.files.markup import PartReader, Unsafe
from ips_audit.intake.files.tags import Tags
from ips_audit.intake.files.xml_counts import named_in

CELL = st.sampled_from(
    (None, "", " ", "a", "b", "1", 1, 1.0, True, 0, False, 2.5, datetime.date(2019, 1, 1))
)
ROWS = st.lists(st.lists(CELL, max_size=4), max_size=12)


@given(ROWS, st.integers(0, 2), st.integers(0, 3), st.integers(1, 5))
def test_columns_hold_every_cell_with_its_type(
    rows: list[list[object]], before: int, first: int, block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells_module, "BLOCK", block)
        patch.setattr(cells_module, "HEAD_ROWS", 2)
        held = CellRows(rows, before)
    first = min(first, len(rows))
    columns = held.columns(first)
    width = max((len(r) + before for r in rows), default=before)
    assert len(columns) == width
    for i, row in enumerate(rows):
        full = [*[None] * before, *row, *[None] * (width - before - len(row))]
        again = [*held[i], *[None] * width][:width]
        assert [(type(a), a) for a in again] == [(type(a), a) for a in full]
        if i >= first:
            got = [c.answers[c.codes[i - first]] for c in columns]
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


LETTERS = st.text("ABCXYZ", min_size=1, max_size=3)
REFERENCE = st.tuples(LETTERS, st.integers(1, 9_999_999))


@given(st.lists(REFERENCE, max_size=20), st.lists(st.integers(1, 1_048_576), max_size=5))
def test_counted_references_are_those_that_are_parsed(
    cells: list[tuple[str, int]], rows: list[int]
) -> None:
    text = "".join(f'<row r="{r}">' for r in rows)
    text += "".join(f'<c r="{c}{r}" t="n"><v>1</v></c>' for c, r in cells)
    piece = text.encode()
    tags = Tags(piece)
    found = tags.named(tags.elements(b"c") + len(b'c r="'), tags.elements(b"row") + len(b'row r="'))
    slowly = named_in(piece)
    assert found is not None
    assert found.twice() == slowly.twice()
    assert (found.twice()) == (len(set(cells)) < len(cells) or len(set(rows)) < len(rows))
    assert (found.last_row, found.last_column) == (slowly.last_row, slowly.last_column)
    assert len(tags.elements(b"c")) == len(cells)
    assert tags.depth() == (len(rows), len(rows) + (2 if cells else 0))


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", (0, 0)),
        ("<a><b/><b x='1'/></a>", (0, 1)),
        ("<?xml version='1.0'?><!-- x --><a>" + "<b>" * 5 + "</b>" * 5, (1, 6)),
        ("</b></a><c/>", (-2, 0)),
    ],
)
def test_depth_at_the_end_and_at_the_most(text: str, depth: tuple[int, int]) -> None:
    assert Tags(text.encode()).depth() == depth


@pytest.mark.parametrize(
    "reference", ["A", "1", "ABCD1", "A0", "A12345678", "a1x", "", "A1048577", "XFE1"]
)
def test_references_that_no_sheet_has_are_not_let_through(reference: str) -> None:
    piece = f'<worksheet><row r="1"><c r="{reference}"><v>1</v></c></row>'.encode()
    tags = Tags(piece)
    found = tags.named(tags.elements(b"c") + len(b'c r="'), np.zeros(0, dtype=np.int64))
    if found is None:
        return  # looked at in the slow way
    with pytest.raises(Unsafe):
        PartReader(1_000).look(piece)
