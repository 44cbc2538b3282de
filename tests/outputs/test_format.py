"""Each number is rounded in one place, in one way."""

from __future__ import annotations

import pytest

from ips_audit.model import AuditReport, Release
from ips_audit.outputs import format as show
from ips_audit.outputs.marks import file_name
from ips_audit.outputs.tables import check_table, layer_table, who_table
from ips_audit.outputs.working_tables import tests_table as made_tests
from ips_audit.outputs.working_tables import working_table as working


@pytest.mark.parametrize(
    ("p", "text"),
    [(None, "p = [z]"), (0.0009, "p < 0.001"), (0.001, "p = 0.0010"), (0.0123, "p = 0.012"),
     (0.05, "p = 0.050"), (0.456, "p = 0.46"), (1.0, "p = 1.0")],
)  # fmt: skip
def test_p(p: float | None, text: str) -> None:
    assert show.p_text(p) == text


def test_counts_percents_and_ranges() -> None:
    assert show.count(1234567) == "1,234,567"
    assert show.count(None) == "[c]"
    assert show.percent(0.0616) == "6.2%"
    assert show.span(0.5, None) == "0.50 to no limit"
    assert show.percent_span(0.031, 0.052) == "3.1% to 5.2%"
    assert show.clean("a\x00b\ud800c\ufffe") == "abc"
    assert show.one_line(" a\n b\t") == "a b"


def test_shorthand_in_tables(team: AuditReport) -> None:
    access = team.checks[0]
    safe = {r[0]: r for r in check_table(access, Release.SHARE_SAFE).rows}
    assert safe["datum.x"][1:9] == ("[c]",) * 8, "hidden"
    table = check_table(access, Release.TEAM)
    by_group = {r[0]: r for r in table.rows}
    assert by_group["@SUM(A1)"][5:8] == ("[z]",) * 3, "nobody, so no rate"
    assert by_group["=cmd()"][3] == "1,234"
    assert by_group["=cmd()"][8] == "0.51 to no limit"
    assert by_group["Not known"][1] == "12"
    assert {r[0] for r in working(access).rows if "[c]" in r} == {"datum.x"}
    assert made_tests(access).rows[0][4:6] == ("< 0.001", "0.046")
    assert made_tests(access).rows[1][4] == "[z]", "not a number"
    assert layer_table(team.layers[0]).rows[0][1:3] == ("0.70", "1.02")
    assert {r[0]: r[1] for r in who_table(team.who[0], Release.TEAM).rows}["People"] == "1,234"
    who = who_table(team.who[0], Release.SHARE_SAFE)
    assert {r[0]: r[1] for r in who.rows}["Gender: Not known"] == "[c]"


def test_values_have_one_number_a_cell(team: AuditReport) -> None:
    columns, rows = check_table(team.checks[0], Release.TEAM).flat()
    headings = [c.heading for c in columns]
    assert len(set(headings)) == len(headings)
    assert {len(r) for r in rows} == {len(headings)}
    low = headings.index("Likely range of ratio: lower")
    assert rows[0][low : low + 2] == (0.51, "no limit")
    assert not any(isinstance(v, tuple) or v is None or v == "" for r in rows for v in r)


def test_file_names(team: AuditReport, shared: AuditReport, made_up: AuditReport) -> None:
    assert file_name(team, "workbook") == "audit_TEAM-do-not-share.xlsx"
    assert file_name(made_up, "workbook") == "audit_demonstration.xlsx"
    assert file_name(shared, "word") == "audit_share-safe.docx"
