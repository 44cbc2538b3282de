"""Large text tables read in pieces hold what reading them row by row gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ips_audit.intake.files import large_text as bulk
from ips_audit.intake.files import limits
from ips_audit.intake.files import text_files as text
from ips_audit.intake.files.cell_rows import CellRows
from ips_audit.intake.files.data_rows import NOTE, NOTE_HINTS, SENTENCE_LENGTH, TOTAL, TOTAL_HINTS
from ips_audit.intake.files.reading import find_table, open_source
from ips_audit.intake.files.source import Cell, Content, OnDisk, UnreadableFile, blank
from ips_audit.intake.files.table import Column
from ips_audit.intake.files.unique_texts import Part, RawTexts
from ips_audit.intake.people.all_rows import person_numbers, repeated

CELL = st.one_of(
    st.sampled_from(["", " ", "a", "A", "é", '"', '""', '"a,b"', '"a\nb"', 'a"b', '"a"b', "0027"]),
    st.text("abAB,;\"' \n\r\té\u00a0†", max_size=6),
)
PAIRS = st.lists(st.tuples(CELL, CELL).map(",".join), min_size=1, max_size=12)
ROWS = PAIRS | st.lists(st.lists(CELL, max_size=3).map(",".join), min_size=1, max_size=12)


def by_rows(data: bytes) -> list[Part] | None:
    """Read row by row; None where the file is refused."""
    try:
        rows = text.TextRows("x.csv", data, "utf-8", ",", 0)
        return [*CellRows(rows).columns(0)]
    except UnreadableFile:
        return None


def cells(column: Part) -> list[Cell]:
    return [column.cell(i) for i in range(len(column))]


def as_answers(column: Part) -> list[Cell]:
    return [column.answers[i] for i in column.codes.tolist()]


@settings(max_examples=300)
@given(
    ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.integers(0, 3),
    st.sampled_from([3, 8, 20, 1 << 20]),
)  # fmt: skip
def test_in_pieces_as_row_by_row(
    rows: list[str], end: str, last: bool, few: int, piece: int
) -> None:
    data = (end.join(rows) + end * last).encode()
    expected = by_rows(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "FEW", few)
        patch.setattr(bulk, "BLOCK", piece)
        patch.setattr(limits, "BULK", 0)
        try:
            found = text.TextRows("x.csv", data, "utf-8", ",", 0).columns(0)
        except UnreadableFile:
            assert expected is None
            return
    assert expected is not None
    assert [cells(c) for c in found] == [cells(c) for c in expected]
    assert [as_answers(c) for c in found] == [cells(c) for c in expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("block", [64, 1 << 20])
def test_blocks_lose_nothing(encoding: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BLOCK", block)
    rows = [f'C{i},"Café ""{i}"",\nnext",30\r\n' for i in range(90)]
    data = "".join([*rows, "C90,,30"]).encode(encoding)
    found = bulk.read_columns(data, bulk.Form(encoding.removesuffix("-sig"), ",", 0, 3))
    assert found is not None
    assert cells(found[0]) == [f"C{i}" for i in range(91)]
    assert cells(found[1]) == [*(f'Café "{i}",\nnext' for i in range(90)), None]


def test_a_mark_never_closed_is_left_to_reading_row_by_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "BLOCK", 100)
    data = b'"open\n' + b"C1,White\n" * 1000
    assert bulk.read_columns(data, bulk.Form("utf-8", ",", 0, 2)) is None


def test_a_large_regular_file_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"C{i:06d},White,{i % 90}" for i in range(120_000)]
    data = "\n".join(["Ref,Ethnicity,Age", *lines]).encode()
    assert len(data) > limits.BULK
    monkeypatch.setattr(text, "CellRows", None)  # nothing is read row by row
    columns = text.TextRows("x.csv", data, "utf-8", ",", 0).columns(1)
    assert isinstance(columns[0], RawTexts)
    assert cells(columns[0])[-1] == "C119999"
    assert columns[1].answers == ("White",)
    assert len(columns[2].answers) == 90


@pytest.mark.parametrize("heading_row", [None, 1, 4])
def test_a_large_file_is_read_as_it_is_opened_and_again_if_other_headings_are_chosen(
    heading_row: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"C{i:06d},White,{i % 90}" for i in range(120_000)]
    data = "\n".join(["Report,of,2019", "Ref,Ethnicity,Age", *lines]).encode()
    times: list[int] = []

    def counted(content: Content, form: bulk.Form) -> list[Part] | None:
        times.append(form.skip)
        return bulk.read_columns(content, form)

    monkeypatch.setattr(text, "read_columns", counted)
    book = open_source("x.csv", data)
    assert len(times) == 1
    table = find_table(book.sheets[0], heading_row)
    first = heading_row or table.heading_rows[-1]
    assert times == list(dict.fromkeys((times[0], first)))
    assert table.row_numbers[0] == first + 1
    assert table.n_rows == 120_002 - first
    assert table.columns[0].part.cell(table.n_rows - 1) == "C119999"


@pytest.mark.parametrize(
    ("what", "odd", "rows"),
    [
        ("a longer row", "C1,White,30,more", 120_001),
        ("a shorter row", "C1,White", 120_001),
        ("a blank row", "", 120_001),
        ("bytes that are no UTF-8", "C1,Caf\udce9,30", 120_001),
    ],
)
def test_an_odd_row_loses_nothing(what: str, odd: str, rows: int) -> None:
    lines = [f"C{i:06d},White,{i % 90}" for i in range(120_000)]
    lines.insert(60_000, odd)
    data = "\n".join(["Ref,Ethnicity,Age", *lines]).encode("utf-8", "surrogateescape")
    columns = text.TextRows("x.csv", data, "utf-8", ",", 0).columns(1)
    assert {len(c) for c in columns} == {rows}, what
    assert columns[1].cell(60_001) == "White"
    assert columns[0].cell(60_000) == (odd[:2] or None)


@pytest.mark.parametrize("at", [5, 119_990])
def test_a_quotation_mark_never_closed_is_refused(at: int) -> None:
    for n in (12, 120_000):
        lines = [f"C{i:06d},White,{i % 90}" for i in range(n)]
        lines[min(at, n - 1)] = 'C1,"White,30'
        data = "\n".join(["Ref,Ethnicity,Age", *lines]).encode()
        with pytest.raises(UnreadableFile, match="never closed"):
            text.TextRows("x.csv", data, "utf-8", ",", 0).columns(1)


def test_a_cell_far_too_long_is_refused_in_pieces_too() -> None:
    lines = [f"C{i:06d},White" for i in range(120_000)]
    lines[70_000] = "C1," + "x" * (limits.CELL_CHARACTERS + 1)
    data = "\n".join(["Ref,Ethnicity", *lines]).encode()
    with pytest.raises(UnreadableFile, match="far too long"):
        text.TextRows("x.csv", data, "utf-8", ",", 0).columns(1)


def raw(texts: Sequence[str], piece: int = 3) -> RawTexts:
    import pyarrow as pa

    return RawTexts(
        [pa.array(texts[i : i + piece], pa.string()) for i in range(0, len(texts), piece)]
    )


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["Total", "TOTAL 5", "", " ", "C1", "c1", "C2", "note: x", "x" * 30, "é"]),
        st.text("abcTtOo1 '†\u00a0", max_size=5),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200)
@given(TEXTS)
def test_raw_texts_answer_as_codes_do(texts: list[str]) -> None:
    column = raw(texts)
    codes = CellRows([[t] for t in texts]).columns(0)[0]
    assert cells(column) == cells(codes)
    assert as_answers(column) == as_answers(codes)
    assert column.empty() == codes.empty()
    assert list(column.first_answers(4)) == list(codes.first_answers(4))
    np.testing.assert_array_equal(column.filled(), codes.filled())
    for wanted in (("Total", "C1"), ("none",)):
        np.testing.assert_array_equal(column.holding(wanted), codes.holding(wanted))
    for pattern, hints, longer in (
        (TOTAL, TOTAL_HINTS, None),
        (NOTE, NOTE_HINTS, SENTENCE_LENGTH),
        (re.compile("é"), "é", None),
    ):
        np.testing.assert_array_equal(
            column.texts_with(pattern, hints, longer), codes.texts_with(pattern, hints, longer)
        )
    rows = np.array([i % 2 == 0 for i in range(len(texts))])
    assert cells(column.kept(rows)) == cells(codes.kept(rows))
    at = np.flatnonzero(rows)
    np.testing.assert_array_equal(column.marked(at, blank), codes.marked(at, blank))


@settings(max_examples=200)
@given(
    st.lists(
        st.text("abAB1-' é", min_size=0, max_size=3)
        | st.sampled_from(["N/A", "na", "12345678", "A2345678", "1.2E+09", "####", "Unknown"]),
        min_size=1,
        max_size=9,
    )
)
def test_the_same_rows_are_the_same_person(texts: list[str]) -> None:
    one = person_numbers([Column("Ref", "Ref", "A", raw(texts))], [len(texts)])
    codes = CellRows([[t] for t in texts]).columns(0)[0]
    other = person_numbers([Column("Ref", "Ref", "A", codes)], [len(texts)])
    np.testing.assert_array_equal(one < 0, other < 0)
    np.testing.assert_array_equal(one[:, None] == one, other[:, None] == other)
    assert repeated(one) == repeated(other)


def test_a_file_on_disk_reads_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"Ref,Ethnicity\n" + b"C1,White\nC2,Asian\n" * 60_000)
    held = OnDisk(path)
    assert len(held) == path.stat().st_size
    assert held[4:13] == path.read_bytes()[4:13]
    assert not held.changed()
    on_disk = text.read_text("x.csv", held).sheets[0].rows
    in_memory = text.read_text("x.csv", path.read_bytes()).sheets[0].rows
    assert isinstance(on_disk, text.TextRows)
    assert isinstance(in_memory, text.TextRows)
    for one, other in zip(on_disk.columns(1), in_memory.columns(1), strict=True):
        assert one.answers == other.answers
        np.testing.assert_array_equal(one.codes, other.codes)
    path.write_bytes(b"something else")
    assert held.changed()
