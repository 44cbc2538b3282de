"""Files of every kind to the table inside: formats, encodings, headings, rows that are no data."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ips_audit.intake.files import limits
from ips_audit.intake.files.reading import (
    Source,
    UnreadableFile,
    find_table,
    find_table_in_book,
    likeliest_sheet,
    open_source,
)
from ips_audit.intake.files.table import Table, build_table

MESSY = Path(__file__).parent / "messy"
CASES = [
    (p.stem, f["role"])
    for p in sorted(MESSY.glob("*.json"))
    for f in json.loads(p.read_text(encoding="utf-8"))["files"]
]
HEAD = ["Client ID", "Ethnicity", "Age", "Start date", "Job outcome"]
PEOPLE = [
    ["C1", "White", 31, "03/02/2019", "Yes"],
    ["C2", "Indian", 44, "14/02/2019", "No"],
    ["C3", "Black African", 27, "21/03/2019", "No"],
    ["C4", "White", 52, "02/04/2019", "Yes"],
]


def table_of(data: bytes, name: str = "clients.csv") -> Table:
    book = open_source(Source(name, data))
    return find_table(book.sheets[likeliest_sheet(book, "service")])


def text_of(rows: Sequence[Sequence[Any]], separator: str = ",", end: str = "\r\n") -> str:
    return "".join(separator.join(map(str, r)) + end for r in rows)


def workbook_of(*sheets: tuple[str, Sequence[Sequence[Any]], str]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows, state in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells(table: Table, heading: str) -> list[object]:
    column = table.column(heading)
    assert column is not None
    return [column.answers[i] for i in column.codes]


@pytest.mark.parametrize(("name", "role"), CASES)
def test_messy_files_give_the_sheet_the_headings_and_the_rows(name: str, role: str) -> None:
    held = json.loads((MESSY / f"{name}.json").read_text(encoding="utf-8"))
    (file,) = [f["file"] for f in held["files"] if f["role"] == role]
    book = open_source(Source(file, (MESSY / file).read_bytes()))
    sheet = book.sheets[likeliest_sheet(book, "service" if role == "service" else "caseload")]
    table, truth = find_table(sheet), held["truth"]
    if role == "caseload":
        assert table.n_rows == truth.get("caseload_rows", table.n_rows)
        return
    assert sheet.name == truth["sheet"]
    assert table.heading_rows == tuple(truth.get("header_rows", [truth["header_row"]]))
    assert table.n_rows == truth["rows_in_table"]
    assert not table.heading_doubtful
    for heading in truth["columns"].values():
        assert table.column(heading) is not None


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_text_of_any_separator_encoding_and_line_end(
    separator: str, encoding: str, end: str
) -> None:
    rows = [HEAD, *PEOPLE, ["C5", "Białoruś – other", 40, "01/05/2019", "No"]]
    table = table_of(text_of(rows, separator, end).encode(encoding))
    assert [c.heading for c in table.columns] == HEAD
    assert table.n_rows == 5
    assert cells(table, "Ethnicity")[4] == "Białoruś – other"


def test_windows_text_is_read_without_a_word() -> None:
    rows = [HEAD, *PEOPLE, ["C5", "Caf\xe9 \x96 other", 40, "01/05/2019", "No"]]
    book = open_source(Source("x.csv", text_of(rows).encode("latin-1")))
    assert book.warnings == ()
    assert cells(find_table(book.sheets[0]), "Ethnicity")[4] == "Café – other"


def test_a_line_that_names_the_separator_is_no_heading() -> None:
    table = table_of(("sep=;\r\n" + text_of([HEAD, *PEOPLE], ";")).encode())
    assert table.heading_rows == (2,)
    assert table.row_numbers.tolist() == [3, 4, 5, 6]


def test_codes_keep_their_zeros_and_words_for_nothing_stay_words() -> None:
    codes = ["01", "02", "NA", "None", "null", "N/A", "nan", "", "  ", "01"]
    rows = [["Ref", "Code"], *([f"R{i}", c] for i, c in enumerate(codes))]
    expected = ["01", "02", "NA", "None", "null", "N/A", "nan", None, None, "01"]
    assert cells(table_of(text_of(rows).encode()), "Code") == expected
    numbers = [["Ref", "Code"], *([f"R{i}", f"00{i}"] for i in range(5))]
    assert cells(table_of(text_of(numbers).encode()), "Code") == [f"00{i}" for i in range(5)]


def test_a_quoted_line_break_is_one_row() -> None:
    text = 'Ref,"Ethnic\ngroup",Age\nR1,"White\nBritish",30\nR2,"Says ""mixed""",31\n'
    table = table_of(text.encode())
    assert [c.heading for c in table.columns] == ["Ref", "Ethnic group", "Age"]
    assert cells(table, "Ethnic group") == ["White\nBritish", 'Says "mixed"']


def test_a_row_longer_than_any_before_is_told() -> None:
    rows = [HEAD, *PEOPLE * 100]
    rows[300] = [*rows[300], "one", "more"]
    table = table_of(text_of(rows).encode())
    assert table.ragged_rows == (301,)
    assert table.n_rows == 400


def test_a_cell_is_kept_whole_or_the_file_refused() -> None:
    for data in (
        text_of([HEAD, *PEOPLE * 80, ["C", "x" * 40_000, 1, "", ""]]).encode(),
        text_of([HEAD, *PEOPLE * 80, ["C", '"' + "never closed\n" * 9000, 1, "", ""]]).encode(),
        workbook_of(("S", [HEAD, *PEOPLE, ["C", "x" * 32_767, 1, "", ""]], "visible")),
    ):
        if data[:2] == b"PK":
            assert table_of(data).n_rows == 5
            continue
        with pytest.raises(UnreadableFile, match="far too long"):
            table_of(data)


def test_row_numbers_are_those_of_the_file() -> None:
    rows = [[], ["", "", "Ref", "Group"], [], ["", "", "R1", "White"], ["", "", "R2", "Asian"]]
    table = table_of(workbook_of(("S", rows, "visible")), "x.xlsx")
    assert table.heading_rows == (2,)
    assert table.row_numbers.tolist() == [4, 5]
    assert [c.letter for c in table.columns] == ["C", "D"]


def test_what_is_no_row_of_the_table_is_named() -> None:
    rows = [
        ["IPS clients 2019"],
        [],
        HEAD,
        *PEOPLE,
        ["White subtotal", "", 2],
        [],
        HEAD,
        *PEOPLE,
        ["Grand total", 8],
        ["Note: people who left before the first meeting are not in this list."],
        ["* withheld"],
    ]
    table = table_of(workbook_of(("S", rows, "visible")), "x.xlsx")
    assert table.n_rows == 8
    assert table.rows_of("title") == (1,)
    assert table.rows_of("subtotal") == (8,)
    assert table.rows_of("total") == (15,)
    assert table.rows_of("heading again") == (10,)
    assert table.rows_of("footnote") == (16, 17)
    assert table.rows_of("blank") == (2, 9)
    assert [s.text for s in table.skipped if s.text] == ["IPS clients 2019"]


def test_short_lines_below_the_table_are_notes_and_people_without_answers_are_not() -> None:
    rows = [HEAD, *PEOPLE, ["C5"], [], ["4 records"], ["End of report"]]
    table = table_of(workbook_of(("S", rows, "visible")), "x.xlsx")
    assert table.n_rows == 5
    assert table.rows_of("footnote") == (8, 9)


def test_a_person_is_never_taken_for_a_total() -> None:
    odd = ["Total Care", "White", 31, "03/02/2019", "Yes"]
    table = table_of(text_of([["Name", *HEAD[1:]], odd, *PEOPLE]).encode())
    assert table.n_rows == 5
    assert table.rows_of("total", "subtotal") == ()


def test_headings_merged_across_and_down() -> None:
    rows = [
        ["Client ID", "Ethnicity", "Age", "IPS", "", "Job", ""],
        ["", "", "", "Start date", "Worker", "Start date", "Title"],
        ["C1", "White", 31, date(2019, 2, 3), "ES 1", date(2019, 5, 1), "Chef"],
        ["C2", "Indian", 44, date(2019, 2, 4), "ES 2", "", ""],
    ]
    table = table_of(workbook_of(("S", rows, "visible")), "x.xlsx")
    assert [c.heading for c in table.columns] == [
        "Client ID", "Ethnicity", "Age",
        "IPS / Start date", "IPS / Worker", "Job / Start date", "Job / Title",
    ]  # fmt: skip
    assert table.heading_rows == (1, 2)
    assert table.n_rows == 2


def test_the_user_can_choose_the_heading_row() -> None:
    book = open_source(Source("x.csv", text_of([["a", "b"], ["c", "d"], ["e", "f"]]).encode()))
    table = find_table(book.sheets[0], heading_row=2)
    assert [c.heading for c in table.columns] == ["c", "d"]
    assert table.n_rows == 1
    assert not table.heading_doubtful
    with pytest.raises(UnreadableFile):
        find_table(book.sheets[0], 9)


def test_a_file_without_headings_is_doubtful() -> None:
    rows = [[f"C{i}", *PEOPLE[i % 4][1:]] for i in range(12)]
    assert table_of(text_of(rows).encode()).heading_doubtful
    assert table_of(text_of(PEOPLE).encode()).heading_doubtful


def test_duplicate_and_empty_headings_get_names_of_their_own() -> None:
    rows = [
        ["Ref", "Ethnicity", "ethnicity ", "", "Age"],
        ["R1", "White", "Asian", "a note", 30],
        ["R2", "Asian", "White", "", 31],
    ]
    table = table_of(workbook_of(("S", rows, "visible")), "x.xlsx")
    assert [c.heading for c in table.columns] == [
        "Ref", "Ethnicity (column B)", "ethnicity (column C)", "Column D", "Age",
    ]  # fmt: skip


def test_sheets_are_chosen_by_kind_and_hidden_ones_never_opened() -> None:
    counts = [["Ethnic group", "People on caseload"], ["White", 120], ["Asian", 80]]
    people = [HEAD, *PEOPLE]
    data = workbook_of(
        ("Cover", [["IPS pack"], ["Version", "2"]], "visible"),
        ("Caseload", counts, "visible"),
        ("Clients", people, "visible"),
        ("Old clients", [HEAD, *PEOPLE * 9], "hidden"),
        ("Very old", [HEAD, *PEOPLE * 9], "veryHidden"),
    )
    book = open_source(Source("x.xlsx", data))
    assert book.sheets[likeliest_sheet(book, "service")].name == "Clients"
    assert book.sheets[likeliest_sheet(book, "caseload")].name == "Caseload"
    assert [(s.name, len(s.rows)) for s in book.sheets if s.hidden] == [
        ("Old clients", 0),
        ("Very old", 0),
    ]
    assert any("Hidden sheets" in w for w in book.warnings)
    with pytest.raises(UnreadableFile, match="no sheet called"):
        find_table_in_book(book, "Old clients")


def test_numbers_texts_and_truth_values_stay_apart() -> None:
    rows = [["Ref", "Answer"], *([f"R{i}", v] for i, v in enumerate([1, 1.0, "1", True, None]))]
    table = build_table("x", None, rows)
    assert table is not None
    column = table.column("Answer")
    assert column is not None
    assert [type(a) for a in column.answers] == [int, float, str, bool, type(None)]


def zipped(data: bytes, part: str, change: Any) -> bytes:
    """Return a workbook with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("far corner", b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ("corner in single quotes", b"</sheetData>", b"<row><c r='XFD1048576'><v>1</v></c></row>"),
        ("spaced", b"</sheetData>", b'<row><c s="0" r = "XFD1048576"><v>1</v></c></row>'),
        ("row of no sheet", b"</sheetData>", b'<row r="99999999999"><c><v>1</v></c></row>'),
        ("row 0", b"</sheetData>", b'<row><c r="A0"><v>1</v></c></row>'),
        ("column of no sheet", b"</sheetData>", b'<row><c r="XFE1"><v>1</v></c></row>'),
        ("entity", b"<sheetData>", b'<!DOCTYPE x [<!ENTITY a "b">]>'),
        ("other encoding", b"<worksheet", b'<?xml version="1.0" encoding="UTF-7"?><worksheet'),
    ],
)
def test_a_sheet_that_would_not_fit_is_refused(what: str, old: bytes, new: bytes) -> None:
    good = workbook_of(("S", [HEAD, *PEOPLE], "visible"))
    keep = old if what in ("entity",) else b"" if what == "other encoding" else old
    bad = zipped(
        good,
        "xl/worksheets/sheet1.xml",
        lambda x: x.replace(old, new + keep, 1),
    )
    with pytest.raises(UnreadableFile, match=r"was not opened|could not be read"):
        open_source(Source("x.xlsx", bad))


def test_an_ods_file_that_repeats_cells_without_end_is_refused() -> None:
    good = (Path(__file__).parents[1] / "cases" / "hostile" / "e09_ods.ods").read_bytes()
    cell = (
        '<table:table-cell table:number-columns-repeated="{}" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    for more in (
        row.format(1_000_000, cell.format(999)),
        row.format(999, cell.format(999)) * 200,
        row.format(1_048_000, empty) + row.format(1, empty + cell.format(1)),
    ):
        bad = zipped(
            good,
            "content.xml",
            lambda x, more=more: x.replace(b"</table:table>", more.encode() + b"</table:table>", 1),
        )
        with pytest.raises(UnreadableFile, match=r"could not be read|far more"):
            open_source(Source("x.ods", bad))


def test_an_old_workbook_is_read_to_what_it_holds_whatever_it_claims() -> None:
    good = (Path(__file__).parents[1] / "cases" / "hostile" / "e03_real_xls.xls").read_bytes()
    at = good.index(b"\x00\x02\x0e\x00") + 4
    claim = (0).to_bytes(4, "little") + (1_000_000).to_bytes(4, "little") + b"\0\0\xff\x00"
    assert table_of(good[:at] + claim + good[at + 12 :], "x.xls").n_rows == 76
    assert table_of(good, "x.xls").n_rows == 76


def test_a_zero_byte_does_not_cut_an_answer() -> None:
    data = text_of([HEAD, *PEOPLE]).encode().replace(b"Indian", b"Ind\0ian")
    book = open_source(Source("x.csv", data))
    assert cells(find_table(book.sheets[0]), "Ethnicity")[1] == "Ind?ian"
    assert "could not be read" in book.warnings[0]


def test_every_limit_is_positive_and_named_once() -> None:
    values = {k: v for k, v in vars(limits).items() if k.isupper()}
    assert all(v > 0 for v in values.values())


@settings(max_examples=60)
@given(st.binary(max_size=3000))
def test_any_bytes_end_in_a_table_or_one_message(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        try:
            table_of(start + data)
        except UnreadableFile as error:
            assert error.message


@settings(max_examples=60)
@given(st.data())
def test_a_changed_workbook_ends_in_a_table_or_one_message(data: st.DataObject) -> None:
    for path in ("m33_xls_and_percentage_caseload_service.xls", "m01_title_rows_footnotes.xlsx"):
        content = bytearray((MESSY / path).read_bytes())
        for _ in range(data.draw(st.integers(1, 20))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        try:
            table_of(bytes(content), path)
        except UnreadableFile as error:
            assert error.message


@settings(max_examples=60)
@example([["count", "0"], ["count", "0"]])  # a heading named like a total, printed again
@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12), max_size=6
        ),
        max_size=12,
    )
)
def test_any_table_of_text_accounts_for_every_row(rows: list[list[str]]) -> None:
    try:
        table = build_table("x", None, rows)
    except UnreadableFile:
        return
    if table is None:
        return
    skipped = [r for s in table.skipped for r in s.row_numbers]
    seen = sorted([*table.heading_rows, *skipped, *table.row_numbers.tolist()])
    assert seen == list(range(1, len(rows) + 1))
    for column in table.columns:
        assert len(column.codes) == table.n_rows
        assert np.array_equal(np.unique(column.codes), np.arange(len(column.answers)))


def test_a_lone_column_whose_heading_stands_again_may_have_none() -> None:
    answers = ["White", "Asian", "White", "Mixed", "Asian"] * 5
    table, _ = find_table_in_book(open_source("x.csv", "\n".join(answers).encode()))
    assert table.heading_doubtful
    table, _ = find_table_in_book(open_source("x.csv", "\n".join(["Ethnicity", *answers]).encode()))
    assert not table.heading_doubtful


def test_text_that_ends_like_a_workbook_is_named_as_such() -> None:
    with pytest.raises(
        UnreadableFile, match=r"ends like a workbook, but it is plain text.*no rows"
    ):
        find_table_in_book(open_source("junk.xlsx", b"this is not a spreadsheet"))
    lines = b"Ethnicity\tJob\nWhite\tYes\nIndian\tNo\n"
    book = open_source("export.XLS", lines)
    assert book.warnings == (
        "“export.XLS” ends like a workbook, but it is plain text. It was read as text.",
    )
    assert open_source("export.txt", lines).warnings == ()
