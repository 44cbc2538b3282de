"""A caseload that lists groups and their parts, whatever the place of Chinese people is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_caseload_rows import YEAR, counts, read

from ips_audit.words import caseload as words

ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED = "Mixed or Multiple ethnic groups"
OTHER = "Other ethnic group"
SINCE_2021 = [
    (ASIAN, 60), (f"{ASIAN}: Bangladeshi", 10), (f"{ASIAN}: Chinese", 12), (f"{ASIAN}: Indian", 20),
    (f"{ASIAN}: Pakistani", 10), (f"{ASIAN}: Other Asian", 8),
    (BLACK, 50), (f"{BLACK}: African", 25), (f"{BLACK}: Caribbean", 15),
    (f"{BLACK}: Other Black", 10),
    (MIXED, 30), (f"{MIXED}: White and Asian", 10), (f"{MIXED}: White and Black African", 8),
    (f"{MIXED}: White and Black Caribbean", 7),
    (f"{MIXED}: Other Mixed or Multiple ethnic groups", 5),
    ("White", 400), ("White: Irish", 20), ("White: Other White", 380),
    (OTHER, 20), (f"{OTHER}: Arab", 8), (f"{OTHER}: Any other ethnic group", 12),
]  # fmt: skip
BEFORE_2011 = [
    ("White", 400), ("White British", 350), ("White Irish", 20), ("Any other White background", 30),
    ("Asian or Asian British", 48), ("Indian", 20), ("Pakistani", 10), ("Bangladeshi", 10),
    ("Any other Asian background", 8),
    ("Black or Black British", 50), ("African", 25), ("Caribbean", 15),
    ("Any other Black background", 10),
    ("Mixed", 30), ("White and Asian", 10), ("White and Black African", 8),
    ("White and Black Caribbean", 7), ("Any other mixed background", 5),
    ("Chinese or other ethnic group", 32), ("Chinese", 12), ("Any other ethnic group", 20),
]  # fmt: skip


@pytest.mark.parametrize(
    "rows, place, asian, other",
    [
        (SINCE_2021, "Asian", 60, 20),
        (SINCE_2021, "Other", 48, 32),
        (BEFORE_2011, "Other", 48, 32),  # its last label fixes the place
    ],
)
@pytest.mark.parametrize("order", ["as printed", "parts first", "all sums first"])
def test_chinese_people_are_counted_once_where_they_are_placed(
    rows: list[tuple[str, int]], place: str, asian: int, other: int, order: str
) -> None:
    shown = list(rows)
    wholes = {ASIAN, BLACK, MIXED, OTHER, "White", "Mixed", "Asian or Asian British",
              "Black or Black British", "Chinese or other ethnic group"}  # fmt: skip
    if order == "parts first":
        shown.reverse()
    elif order == "all sums first":
        shown.sort(key=lambda row: row[0] not in wholes)
    ready = read(
        [("Ethnic group", "People"), *shown],
        replace(YEAR, chinese_in=place),
    )
    assert counts(ready) == {
        "White": 400, "Asian/Asian British": asian, "Black/Black British": 50, "Mixed": 30,
        "Other": other,
    }  # fmt: skip
    assert words.PARTS_AND_SUM in ready.warnings


def test_without_a_sum_all_rows_count() -> None:
    rows = [("White", 300), ("White Irish", 20), ("Indian", 30), ("Chinese", 12), ("Asian", 9),
            ("African", 40), ("Mixed", 5), ("Other", 12)]  # fmt: skip
    ready = read([("Ethnic group", "People"), *rows], replace(YEAR, chinese_in="Other"))
    assert counts(ready)["Asian/Asian British"] == 39
    assert counts(ready)["Other"] == 24
