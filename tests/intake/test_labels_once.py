"""Labels that stand once, above the rows they name: asked about, then filled down or left."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ips_audit.intake.files.table import Table, build_table
from ips_audit.intake.prepare import prepare
from ips_audit.intake.questions import FILL_DOWN, LEAVE_BLANK
from ips_audit.model import ETHNIC_GROUP, GENDER, Prepared, Settings

LABELS = ("White British", "Pakistani", "Black African", "White and Asian")
HEAD = ["Client ref", "Ethnic group", "Gender", "Start date", "Job outcome"]
KEY = "answers.rows.fill_down"


def table_of(rows: list[list[Any]]) -> Table:
    table = build_table("x.csv", None, [HEAD, *rows])
    assert table is not None
    return table


def block(label: str, first: int, n: int, total: str = "") -> list[list[Any]]:
    """Return n people below their label, and a subtotal if it has words."""
    rows: list[list[Any]] = [
        [f"C{first + i}", label if i == 0 else None, "Male" if i % 2 else "Female", "03/02/2024",
         "Yes" if i % 3 else "No"]
        for i in range(n)
    ]  # fmt: skip
    return [*rows, [None, total.format(label), None, None, n]] if total else rows


def outline(n: int, total: str = "") -> list[list[Any]]:
    return [r for k, label in enumerate(LABELS) for r in block(label, 100 * k, n, total)]


def prepared(rows: list[list[Any]], answer: str | None = None) -> Prepared:
    answers = {"rows": {"fill_down": answer}} if answer else {}
    return prepare([("x.csv", table_of(rows))], [], Settings(answers=answers))


def groups(ready: Prepared) -> Counter[str]:
    assert ready.people is not None
    coded = ready.people.coded[ETHNIC_GROUP]
    names = (*coded.groups, "Not known")
    return Counter(names[i] for i in coded.codes.tolist())


@pytest.mark.parametrize("total", ["", "{} Total", "Total {}", "Subtotal: {}"])
def test_labels_above_blank_rows_are_a_question(total: str) -> None:
    ready = prepared(outline(5, total))
    (question,) = [q for q in ready.questions if q.about == KEY]
    assert question.default is None
    assert "Ethnic group" in question.text
    assert [c.value for c in question.choices] == [FILL_DOWN, LEAVE_BLANK]


def test_filled_down_or_left_blank() -> None:
    filled = prepared(outline(5, "{} Total"), FILL_DOWN)
    assert set(groups(filled).values()) == {5}
    assert any("filled" in w for w in filled.warnings)
    left = prepared(outline(5, "{} Total"), LEAVE_BLANK)
    assert groups(left)["Not known"] == 16
    for ready in (filled, left):
        assert ready.rows.read == ready.rows.used == 20
        assert not any(q.about == KEY for q in ready.questions)


def test_a_second_label_within_the_first_is_filled_too() -> None:
    rows = []
    for k, label in enumerate(LABELS):
        people = block(label, 100 * k, 6)
        for i, row in enumerate(people):
            row[2] = {0: "Female", 4: "Male"}.get(i)
        rows += people
    ready = prepared(rows)
    assert "“Ethnic group” and “Gender”" in next(q.text for q in ready.questions if q.about == KEY)
    ready = prepared(rows, FILL_DOWN)
    assert ready.people is not None
    coded = ready.people.coded[GENDER]
    assert Counter(coded.groups[i] for i in coded.codes.tolist()) == {"Female": 16, "Male": 8}


def test_short_blocks_are_a_question_only_where_subtotals_end_them() -> None:
    assert any(q.about == KEY for q in prepared(outline(2, "{} Total")).questions)
    assert not any(q.about == KEY for q in prepared(outline(2)).questions)


@pytest.mark.parametrize(
    "known", [range(0, 20, 3), range(1, 20, 5), range(20)], ids=["a third", "not the first", "all"]
)
def test_answers_that_nobody_gave_are_no_question(known: range) -> None:
    """Labels that stand twice, or below a blank first row, are answers of people."""
    rows = outline(5)
    for i, row in enumerate(rows):
        row[1] = LABELS[i % 2 if len(known) < 20 else i % 4] if i in known else None
    ready = prepared(rows)
    assert not any(q.about == KEY for q in ready.questions)
