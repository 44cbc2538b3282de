"""Groups other than the five: 16 detailed ones, as recorded, put together, at most 20."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from ips_audit.intake.files.table import Table, build_table
from ips_audit.intake.matching import final_groups
from ips_audit.intake.matching.coding import code_ethnicity
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    ETHNIC_GROUP,
    NOT_KNOWN,
    Prepared,
    Settings,
)
from ips_audit.settings.file import settings_from_json, settings_to_json


def table(name: str, rows: Sequence[Sequence[object]]) -> tuple[str, Table]:
    found = build_table(name, None, rows, 1)
    assert found is not None
    return name, found


def read(
    said: Sequence[object], caseload: Sequence[tuple[str, int]] = (), **decided: object
) -> Prepared:
    rows = [["ID", "Ethnicity", "Job outcome"], *([i, a, "Yes"] for i, a in enumerate(said))]
    base = [table("c.xlsx", [["Ethnic group", "Number"], *caseload])] if caseload else []
    return prepare([table("s.xlsx", rows)], base, Settings(**decided))  # type: ignore[arg-type]


def counted(prepared: Prepared) -> dict[str, int]:
    people = prepared.people
    assert people is not None
    names = (*people.coded[ETHNIC_GROUP].groups, NOT_KNOWN)
    return dict(Counter(names[g] for g in people.coded[ETHNIC_GROUP].codes))


def caseload(prepared: Prepared) -> dict[str, int | None]:
    assert prepared.caseload is not None
    return {c.group: c.n for c in prepared.caseload.counts}


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        ("White: English, Welsh, Scottish, Northern Irish or British", "White British"),
        ("White: Gypsy or Irish Traveller", "Any other White"),
        ("White - Polish", "Any other White"),
        ("White - Turkish", "Any other White"),
        ("Mixed or Multiple ethnic groups: White and Asian", "White and Asian"),
        ("Black/African/Caribbean/Black British: Caribbean", "Caribbean"),
        ("Black/African/Caribbean/Black British: Any other Black/African/Caribbean background",
         "Any other Black"),
        ("Asian, Asian British or Asian Welsh: Chinese", "Chinese"),
        ("Other Ethnic Groups - Chinese", "Chinese"),
        ("Other ethnic group: Arab", "Any other group"),
        ("White", "White, no detail"),
        ("Asian or Asian British", "Asian/Asian British, no detail"),
        ("Black, African, Caribbean or Black British", "Black/Black British, no detail"),
        ("Chinese or other ethnic group", "Other, no detail"),
        ("Not stated", NOT_KNOWN),
    ],
)  # fmt: skip
def test_a_label_goes_to_its_detailed_group(answer: str, group: str) -> None:
    (coded,) = code_ethnicity([answer], None, {}).coded
    assert final_groups.detailed(coded).group == group


def test_letters_go_to_their_detailed_groups() -> None:
    letters = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S"]
    coded = code_ethnicity(letters, None, {}).coded
    assert tuple(final_groups.detailed(c).group for c in coded) == final_groups.NAMES


def test_sixteen_groups_hold_for_both_files_whatever_their_labels() -> None:
    people = ["White British", "Asian/Asian British: Chinese", "Black African", "Black African"]
    base = [("A - British", 90), ("R - Chinese", 9), ("N - African", 30)]
    found = read(people, base, ethnic_scheme=final_groups.SCHEME)
    assert counted(found) == {"White British": 1, "Chinese": 1, "African": 2}
    assert caseload(found) == {"White British": 90, "Chinese": 9, "African": 30}
    assert [q.about for q in found.questions if q.default is None] == []


def test_groups_put_together_are_one_in_both_files() -> None:
    own = {"Mixed": "Mixed or Other", "Other": "Mixed or Other"}
    base = [("White", 50), ("Mixed", 5), ("Other", 4)]
    found = read(["White", "Mixed", "Other", "Other"], base, own_groups=own)
    assert counted(found) == {"White": 1, "Mixed or Other": 3}
    assert caseload(found) == {"White": 50, "Mixed or Other": 9}
    assert "Mixed" not in found.groups and found.groups.count("Mixed or Other") == 1
    saved = json.loads(json.dumps(settings_to_json(Settings(own_groups=own))))
    assert settings_from_json(saved)[0].own_groups == own


def test_an_answer_may_be_left_as_recorded() -> None:
    (question,) = [q for q in read(["White", "Zaltharian"]).questions if "Zalth" in q.about]
    assert "Zaltharian" in [c.value for c in question.choices]
    found = read(["White", "Zaltharian"], answers={"ethnicity": {"Zaltharian": "Zaltharian"}})
    assert counted(found) == {"White": 1, "Zaltharian": 1}


def test_chinese_as_given_is_a_group_of_its_own() -> None:
    found = read(["Chinese", "Chinese", "White"], ethnic_scheme="as given")
    assert counted(found) == {"Chinese": 2, "White": 1}


def test_more_than_20_groups_are_asked_about_and_nobody_is_lost() -> None:
    found = read([f"Group {i}" for i in range(23)], ethnic_scheme="as given")
    assert "ethnic_scheme" in {q.about for q in found.questions if q.default is None}
    assert NOT_KNOWN not in counted(found)
