"""The cells of a table add up to its chi-square."""

from __future__ import annotations

import pytest

from ips_audit.analysis.checks import GroupTable, Scope, access_check, outcome_check
from ips_audit.model import (
    ETHNIC_GROUP,
    Check,
    NameOfTest,
    Release,
)
from ips_audit.outputs.tables import check_table, page_table
from ips_audit.outputs.working_tables import working_table
from ips_audit.words import outputs as words

NAMES = ("White", "Asian", "Black", "Mixed", "Other")
SERVICE, BASE = (144, 114, 63, 21, 7), (900, 805, 259, 61, 167)


def access(test: NameOfTest = NameOfTest.ACCESSED_V_NOT) -> Check:
    return access_check(
        Scope("S", ETHNIC_GROUP), GroupTable(NAMES, SERVICE, BASE, (18, 90)), 0.8, test
    )  # fmt: skip


def jobs() -> Check:
    return outcome_check(
        Scope("S", ETHNIC_GROUP), GroupTable(NAMES, (46, 37, 18, 5, 1), SERVICE, (5, 18)), 0.8
    )  # fmt: skip


@pytest.mark.parametrize(
    ("check", "cells"),
    [
        (access(), 10),
        (access(NameOfTest.TWO_SAMPLES), 10),
        (access(NameOfTest.GOODNESS_OF_FIT), 5),
        (jobs(), 10),
    ],
    ids=["accessed v not", "two samples", "goodness of fit", "jobs"],
)
def test_contributions_of_the_cells_add_up(check: Check, cells: int) -> None:
    values = working_table(check).values
    assert len(values) == cells + 1 and values[-1][0] == words.SUM
    parts = [row[-1] for row in values[:-1]]
    assert sum(p for p in parts if isinstance(p, float)) == pytest.approx(values[-1][-1])
    assert check.default_test is not None
    assert values[-1][-1] == check.default_test.statistic
    groups = {g.group: g.contribution for g in check.groups}
    for name, whole in groups.items():
        own = [row[-1] for row in values[:-1] if row[0] == name]
        assert sum(p for p in own if isinstance(p, float)) == pytest.approx(whole)


def test_the_narrow_table_holds_the_numbers_of_the_full_one() -> None:
    full, narrow = check_table(access(), Release.TEAM), page_table(access(), Release.TEAM)
    assert len(full.rows) == len(narrow.rows)
    other = dict(zip(narrow.columns, narrow.rows[4], strict=True))
    assert other == {
        "Group": "Other", "Finding": "lower", "Service": "7 (2.0%)", "Caseload": "167 (7.6%)",
        "Accessed": "4.2% (2.0 to 8.4)", "Ratio to everyone else": "0.25 (0.12 to 0.50)",
    }  # fmt: skip
    not_known = dict(zip(narrow.columns, narrow.rows[-1], strict=True))
    assert not_known["Service"] == "18" and not_known["Accessed"] == "20.0%"
    assert not_known["Ratio to everyone else"] == ""
    everyone = page_table(jobs(), Release.TEAM).rows[-2]
    assert everyone[0] == words.ALL_KNOWN and everyone[3] == "107 (30.7%)"
