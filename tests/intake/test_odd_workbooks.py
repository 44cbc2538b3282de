"""Workbooks whose XML is written in unusual ways, and the process that reads them."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic as time_now

import numpy as np
import pytest
from openpyxl import Workbook

from ips_audit.intake.files import (
    limits,
    sheet_xml,
    workbook_parts,
    workbook_process,
    workbook_script,
    workbooks,
)
from ips_audit.intake.files.reading import UnreadableFile, open_source
from ips_audit.intake.files.unique_texts import RawTexts
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    ETHNIC_GROUP,
    Prepared,
    Settings,
)
from ips_audit.words import reading as words

CONTROL = Path(__file__).parents[1] / "cases" / "hostile" / "a00_good_control.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
END = "</sheetData>"
TEXT = ' t="inlineStr"><is><t>x</t></is></c></row>'
ETHNIC_2 = '<c r="B2" t="inlineStr"><is><t xml:space="preserve">White</t></is></c>'


def changed(change: Callable[[str], str]) -> bytes:
    """Return the control workbook with its sheet's XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(CONTROL) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == SHEET:
                content = change(content.decode()).encode()
                assert content != old.read(name)
            new.writestr(name, content)
    return out.getvalue()


def read(data: bytes) -> Prepared:
    book = open_source("x.xlsx", data)
    return prepare(choose_tables("x.xlsx", book, "service").tables, [], Settings())


def groups(ready: Prepared) -> dict[str, int]:
    assert ready.people is not None
    names = (*ready.people.coded[ETHNIC_GROUP].groups, "Not known")
    return dict(Counter(names[i] for i in ready.people.coded[ETHNIC_GROUP].codes.tolist()))


FAR = [
    ("white space", '<row r="90"><c\nr="XFD1048576"' + TEXT),
    ("a mark in an attribute", '<row r="90"><c x="a>b" r="XFD1048576"' + TEXT),
    ("another order", '<row r="90"><c s="0" r="XFD1048576"' + TEXT),
    ("no space", '<row r="90"><c t="inlineStr"r="XFD1048576"><is><t>x</t></is></c></row>'),
    ("a prefix", '<x:row r="90"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'),
    ("beyond all rows", '<row r="90"><c\nr="A4294967295"' + TEXT),
    ("an entity", '<row r="90"><c r="&#88;FD1048576"' + TEXT),
]


@pytest.mark.parametrize("row", [row for _, row in FAR], ids=[what for what, _ in FAR])
def test_a_far_cell_is_seen_however_it_is_written(row: str) -> None:
    with pytest.raises(UnreadableFile):
        read(changed(lambda s: s.replace(END, row + END)))


@pytest.mark.parametrize(
    "root",
    [("<worksheet", "<!-- <sst --><worksheet"), ("<worksheet", "<?a <sst ?><worksheet"),
     ("worksheet", "foo")],
)  # fmt: skip
def test_a_part_is_held_to_the_limits_whatever_it_calls_itself(root: tuple[str, str]) -> None:
    far = '<row r="90"><c r="XFD1048576"' + TEXT
    with pytest.raises(UnreadableFile):
        read(changed(lambda s: s.replace(END, far + END).replace(*root)))


def test_an_oddly_written_workbook_reads_like_a_plain_one() -> None:
    plain = read(CONTROL.read_bytes())
    odd = read(changed(lambda s: s.replace("<c r=", "<c\n r=").replace("<row ", "<!-- x --><row ")))
    assert odd.rows == plain.rows
    assert groups(odd) == groups(plain)


TWICE = [
    ("row", '<row r="4"><c r="G4"><v>1</v></c></row>'),
    ("cell", '<row r="90"><c r="B90"><v>1</v></c><c r="B90"><v>2</v></c></row>'),
]


@pytest.mark.parametrize("row", [row for _, row in TWICE], ids=[what for what, _ in TWICE])
def test_a_place_named_twice_is_refused(row: str) -> None:
    with pytest.raises(UnreadableFile, match="same place"):
        read(changed(lambda s: s.replace(END, row + END)))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2" t="s"><v> 1 </v></c>', '<c r="B2" t="s"><v>\n1\n</v></c>',
        '<c r="B2" t="s"><v>-1</v></c>', '<c r="B2" t="s"><v>abc</v></c>',
        '<c r="B2" t="s"><v>&#50;3</v></c>', '<c r="B2" t="str"><v><![CDATA[White]]></v></c>',
        '<c r="B2" t="str"><v>White</v><f>A1</f></c>',
    ],
)  # fmt: skip
def test_a_value_that_would_be_misread_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableFile, match="misread"):
        read(changed(lambda s: s.replace(ETHNIC_2, cell)))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="B2"><f>A1</f></c>', True),
        ('<c r="B2"><f>A1</f><v></v></c>', True),
        ('<c r="B2"><f>A1</f><v/></c>', True),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', False),  # an empty text is a result
        ('<c r="B2" t="str"><f>A1</f><v>White</v></c>', False),
    ],
)
def test_a_formula_without_a_result_is_said(cell: str, said: bool) -> None:
    book = open_source("x.xlsx", changed(lambda s: s.replace(ETHNIC_2, cell)))
    sentence = words.NO_RESULTS.format(n=1, name="x.xlsx", cell="B2")
    assert (sentence in book.shown[0].warnings) is said


def test_what_stands_in_merged_cells_counts_for_each_row() -> None:
    plain = groups(read(CONTROL.read_bytes()))

    def merged(sheet: str) -> str:
        for row in range(3, 6):
            at = sheet.index(f'<c r="B{row}"')
            sheet = sheet[:at] + sheet[sheet.index("</c>", at) + len("</c>") :]
        return sheet.replace(END, END + '<mergeCells><mergeCell ref="B2:B5"/></mergeCells>')

    found = groups(read(changed(merged)))
    assert sum(found.values()) == sum(plain.values())
    assert found["Not known"] <= plain["Not known"]
    assert found["White"] >= plain["White"]


SMALL_FILES = [
    p for p in sorted(CONTROL.parent.glob("*.xls[xm]")) if p.stat().st_size < 60_000
]  # fmt: skip


def written(data: bytes) -> bytes:
    """Return what the script writes, in this process."""
    out = io.BytesIO()
    workbook_script.main(data, out.write)
    return out.getvalue()


@pytest.mark.parametrize(
    "path", [p for p in SMALL_FILES if not p.stem.startswith(("d05", "x09"))], ids=lambda p: p.stem
)  # d05 ends the process that reads it; in x09 no piece holds more than one nest
def test_a_large_sheet_that_is_only_counted_reads_like_a_small_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = written(path.read_bytes())
    monkeypatch.setattr(sheet_xml, "COUNTED_FROM", 0)
    monkeypatch.setattr(workbook_parts, "CHUNK", 1000)
    assert written(path.read_bytes()) == parsed


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.replace(ETHNIC_2, '<c r="B2" t="s"><v>abc</v></c>'),
        lambda s: s.replace(ETHNIC_2, "<c r='B2' t='s'><v>-1</v></c>"),
        lambda s: s.replace(ETHNIC_2, '<c r="B2" t="str"><v><![CDATA[White]]></v></c>'),
        lambda s: s.replace(ETHNIC_2, '<c r="B2"><f>A1</f></c>'),
        lambda s: s.replace(END, TWICE[1][1] + END),
        lambda s: s.replace('<row r="2"', '<row r="2" hidden="1"'),
        lambda s: s.replace('t="inlineStr"><is><t', 't="inlineStr"><is>' + "<a>" * 99 + "<t", 1),
    ],
)
def test_a_large_sheet_is_held_to_its_xml_too(
    change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = changed(change)
    parsed = written(odd)
    assert parsed != written(CONTROL.read_bytes())
    monkeypatch.setattr(sheet_xml, "COUNTED_FROM", 0)
    monkeypatch.setattr(workbook_parts, "CHUNK", 1000)
    assert written(odd) == parsed


@pytest.mark.parametrize(
    ("filling", "times"),
    [(" ", 60_000_000), ("<row><c><v>1</v></c></row>", 2_000_000)],
    ids=["spaces", "rows"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(filling: str, times: int) -> None:
    """A picture beside it, which packs badly, does not hide how well the sheet packs."""
    out = io.BytesIO(changed(lambda s: s.replace(END, filling * times + END)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", random.Random(1).randbytes(2_000_000))
    began = time_now()
    with pytest.raises(UnreadableFile, match="far more"):
        open_source("x.xlsx", out.getvalue())
    assert time_now() - began < 5  # of seconds; a second on a quiet computer


def test_a_long_part_without_cells_takes_no_longer_than_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = "".join(f'<hyperlink ref="A{i}" location="#{i}"/>' for i in range(100_000))
    long = changed(lambda s: s.replace(END, f"{END}<hyperlinks>{links}</hyperlinks>"))
    monkeypatch.setattr(sheet_xml, "NO_CELL", 100_000)
    monkeypatch.setattr(workbook_parts, "CHUNK", 10_000)
    assert written(long) == written(CONTROL.read_bytes())


def test_the_process_starts_without_what_takes_long_to_load() -> None:
    code = (
        "import sys; import ips_audit.intake.files.workbook_script;"
        "print(sorted({'numpy', 'pandas', 'scipy', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_values_come_back_from_another_process_as_they_were() -> None:
    row = [1, 1.5, "Köln\u2028\n", True, None, "", date(2019, 8, 6), datetime(2019, 8, 6, 9, 30),
           time(9, 30), timedelta(hours=30)]  # fmt: skip
    line = json.dumps(row, default=workbook_script._typed).encode()
    again = [workbooks._value(a) for a in json.loads(line)]
    assert [(type(a), a) for a in again] == [(type(a), a) for a in row]


def test_references_of_a_large_workbook_come_as_texts_and_read_the_same() -> None:
    """A picture makes it large."""
    rows = [["Client ID", "Ethnicity", "Start date"]]
    rows += [[f"C{i:04d}", "White", "01/02/2019"] for i in range(300)]
    rows += [["C0299", "Asian", "01/02/2019"], ["", "Asian", "01/03/2019"]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    small = out.getvalue()
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", random.Random(1).randbytes(limits.BULK))
    columns = [
        choose_tables("x.xlsx", open_source("x.xlsx", data), "service").tables[0][1].columns
        for data in (small, out.getvalue())
    ]
    assert [isinstance(c.part, RawTexts) for c in columns[1]] == [True, False, False]
    cells = [[[c.part.cell(i) for i in range(302)] for c in found] for found in columns]
    assert cells[0] == cells[1]
    one, other = read(small), read(out.getvalue())
    assert one.people is not None and other.people is not None
    assert one.rows == other.rows and one.questions == other.questions
    np.testing.assert_array_equal(one.people.key, other.people.key)


def test_a_process_that_is_ended_is_one_plain_message(monkeypatch: pytest.MonkeyPatch) -> None:
    good = CONTROL.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(limits, "PROCESS_SECONDS", 0.001)
        with pytest.raises(UnreadableFile, match="far more"):
            open_source("x.xlsx", good)
    with monkeypatch.context() as patch:
        patch.setattr(limits, "PROCESS_BYTES", limits.MB)
        patch.setattr(limits, "PROCESS_FOR_EACH_BYTE", 0)
        with pytest.raises(UnreadableFile, match="far more"):
            open_source("x.xlsx", good)
    with monkeypatch.context() as patch:
        patch.setattr(limits, "OUTPUT_BYTES", 100)
        with pytest.raises(UnreadableFile, match="far more"):
            open_source("x.xlsx", good)
    with monkeypatch.context() as patch:
        patch.setattr(workbook_process.sys, "executable", "/nowhere/python")
        with pytest.raises(UnreadableFile, match="safely"):
            open_source("x.xlsx", good)
    monkeypatch.setattr(workbook_process.sys, "frozen", True, raising=False)
    with pytest.raises(UnreadableFile, match="safely"):
        open_source("x.xlsx", good)
