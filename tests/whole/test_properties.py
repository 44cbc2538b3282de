"""What must hold for any table of text, from its bytes to the counts."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ips_audit.analysis.audit import audit
from ips_audit.analysis.counting import tally
from ips_audit.analysis.tally import Tally
from ips_audit.intake.files.reading import Source, UnreadableFile, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    ETHNIC_GROUP,
    Prepared,
    Provenance,
    Settings,
)

YEAR = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))
HEADINGS = ("Reference", "Ethnicity", "Gender", "Age", "Start date", "Job outcome")
ODD = st.sampled_from(
    ("", " ", "Total", "=1+1", "n/a", "?", "-", "0", "1.0", "TRUE", "\u202eabc", "<b>x</b>",
     "31/02/2019", "99999999999", "Ethnicity", "a" * 300)
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ETHNIC = st.sampled_from(("White", "Indian", "African", "Mixed", "Not stated", "", "Any other"))
DAY = st.dates(date(2018, 11, 1), date(2020, 2, 1)).map(lambda d: d.strftime("%d/%m/%Y"))
GOOD_ROW = st.tuples(
    ETHNIC, st.sampled_from(("Male", "Female", "")), st.integers(16, 70).map(str), DAY,
    st.sampled_from(("Yes", "No")),
)  # fmt: skip
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))


def csv_of(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8")


def taken_in(rows: list[list[str]], chosen: Settings = YEAR) -> Prepared:
    read = choose_tables("x.csv", open_source(Source("x.csv", csv_of(rows))), "service")
    return prepare(read.tables, [], chosen)


def people_of(rows: list[tuple[str, ...]], first: int = 1) -> list[list[str]]:
    return [[f"C{first + i:04d}", *row] for i, row in enumerate(rows)]


def counted(ready: Prepared) -> Tally:
    assert ready.people is not None
    return tally(ready.people, ready.settings)


ANY_TABLE = st.lists(st.lists(st.one_of(TEXT, ODD, ETHNIC, DAY), max_size=8), max_size=15)


def by_combination(tally: Tally) -> Counter[tuple[object, ...]]:
    """Count people by the names of their groups: places depend on who is there."""
    rows = tally.rows
    columns: list[list[object]] = [rows.enough_months.tolist(), rows.outcome.tolist()]
    for dimension, codes in rows.codes.items():
        names = (*tally.groups[dimension], None)
        columns.append([names[i] for i in codes])
    found: Counter[tuple[object, ...]] = Counter()
    for place, n in zip(zip(*columns, strict=True), rows.people.tolist(), strict=True):
        found[place] += n
    return found


@FEW
@given(ANY_TABLE, st.booleans())
def test_any_table_of_text_is_taken_in_or_refused(rows: list[list[str]], headed: bool) -> None:
    try:
        ready = taken_in([list(HEADINGS), *rows] if headed else rows, Settings())
    except UnreadableFile as refusal:
        assert refusal.message
        return
    if ready.people is None:
        return
    assert ready.rows.read == ready.rows.used + sum(x.rows for x in ready.rows.left_out)
    if ready.rows.used:
        report = audit(ready.people, ready.caseload, ready.settings, Provenance(ready.rows))
        assert all(g.n >= 0 for p in report.who for g in p.counts[ETHNIC_GROUP].groups)


@FEW
@given(st.lists(GOOD_ROW, min_size=1, max_size=25))
def test_counts_add_up_and_none_is_negative(rows: list[tuple[str, ...]]) -> None:
    ready = taken_in([list(HEADINGS), *people_of(rows)])
    assert ready.rows.read == len(rows)
    assert ready.rows.read == ready.rows.used + sum(x.rows for x in ready.rows.left_out)
    people = counted(ready).rows.people
    assert (people > 0).all()
    assert people.sum() == ready.rows.used
    for check in audit(ready.people, None, ready.settings, Provenance(ready.rows)).checks:  # type: ignore[arg-type]
        for group in check.groups:
            if group.n is not None and group.of is not None:
                assert 0 <= group.n <= group.of


@FEW
@given(st.lists(GOOD_ROW, min_size=2, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(
    rows: list[tuple[str, ...]], rng: random.Random
) -> None:
    table = people_of(rows)
    order = list(range(len(HEADINGS)))
    rng.shuffle(order)
    shuffled = table.copy()
    rng.shuffle(shuffled)
    first = taken_in([list(HEADINGS), *table])
    second = taken_in([[r[j] for j in order] for r in [list(HEADINGS), *shuffled]])
    if first.people is None or not first.rows.used:
        assert second.people is None or not second.rows.used
        return
    one, other = counted(first), counted(second)
    assert one.groups == other.groups
    assert by_combination(one) == by_combination(other)


@FEW
@given(st.lists(GOOD_ROW, min_size=3, max_size=20), GOOD_ROW)
def test_a_row_more_changes_exactly_one_count(
    rows: list[tuple[str, ...]], extra: tuple[str, ...]
) -> None:
    # Everybody of the year, and each quarter known before: only the new person is new.
    anchors = [("White", "Male", "30", f"15/{m:02d}/2019", "No") for m in (1, 4, 7, 10)]
    table = [list(HEADINGS), *people_of([*anchors, *rows])]
    chosen = replace(YEAR, one_row_a_person="first start", date_order="day first")
    before = taken_in(table, chosen)
    after = taken_in([*table, ["X9999", *extra]], chosen)
    assert after.rows.read == before.rows.read + 1
    difference = by_combination(counted(after))
    difference.subtract(by_combination(counted(before)))
    added = after.rows.used - before.rows.used
    assert added in (0, 1)
    assert sum(abs(n) for n in difference.values()) == added
    lost = sum(x.rows for x in after.rows.left_out) - sum(x.rows for x in before.rows.left_out)
    assert lost == 1 - added
