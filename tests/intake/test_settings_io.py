"""The settings file gives back what was saved, and says plainly what is wrong with it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ips_audit.intake import questions
from ips_audit.intake.caseload import questions as caseload
from ips_audit.intake.questions import AFTER, BEFORE, UNDATED
from ips_audit.model import Settings
from ips_audit.settings.decisions import decide, decisions, path_of
from ips_audit.settings.file import SettingsError, settings_from_json, settings_to_json

FULL = Settings(
    period_from=date(2019, 1, 1),
    period_to=date(2019, 12, 31),
    minimum_months=3,
    followed_to=date(2020, 6, 30),
    columns={"ethnicity": "Ethnicity (column B)", "gender": ""},
    caseload_columns={"count": "Number"},
    sheet="Data",
    heading_row=6,
    caseload_sheet="Caseload",
    caseload_heading_row=2,
    ethnic_scheme="NHS order 1 to 16",
    chinese_in="Other",
    answers={
        "ethnicity": {"Kenyan": "Black/Black British"},
        "caseload": {"suppressed": "leave out"},
    },
    date_order="day first",
    blank_outcome_means_no=False,
    leave_out_in_work=True,
    one_row_a_person="each row",
    caseload_includes_service=False,
    caseload_total=640,
    age_bands=("up to 30", "31 to 50", "over 50"),
    margin=0.9,
    release={"threshold": 5},
)


@pytest.mark.parametrize("settings", [Settings(), FULL])
def test_saved_settings_come_back_equal(settings: Settings) -> None:
    text = json.dumps(settings_to_json(settings))
    assert settings_from_json(json.loads(text)) == (settings, ())


def test_false_is_kept_apart_from_undecided() -> None:
    assert settings_to_json(FULL)["blank_outcome_means_no"] is False
    assert "blank_outcome_means_no" not in settings_to_json(Settings())


def test_an_empty_file_is_a_valid_one() -> None:
    assert settings_from_json({}) == (Settings(), ())


def test_an_unknown_key_is_said_and_not_used() -> None:
    settings, said = settings_from_json({"colour": "blue", "columns": {"age": "Age"}})
    assert settings == Settings(columns={"age": "Age"})
    assert len(said) == 1 and "“colour”" in said[0]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ({"period": {"from": "01/02/2019"}}, ("from", "2019-12-31")),
        ({"period": {"from": "2019-05-01", "to": "2019-01-01"}}, ("ends before it starts",)),
        ({"period": "2019"}, ("period",)),
        ({"followed_to": "30/06/2020"}, ("followed_to", "2019-12-31")),
        ({"followed_to": 2020}, ("followed_to",)),
        ({"minimum_months": True}, ("minimum_months",)),
        ({"minimum_months": -1}, ("minimum_months",)),
        ({"margin": float("nan")}, ("margin",)),
        ({"margin": 1}, ("margin",)),
        ({"blank_outcome_means_no": "yes"}, ("blank_outcome_means_no",)),
        ({"answers": {"ethnicity": ["A"]}}, ("answers",)),
        ({"age_bands": "all"}, ("age_bands",)),
        ({"date_order": "dd/mm"}, ("date_order", "day first")),
        ({"chinese_in": "asian"}, ("chinese_in", "Asian")),
        ({"one_row_a_person": "each"}, ("one_row_a_person", "each row")),
        ({"heading_row": 0}, ("heading_row",)),
        ({"caseload_total": -5}, ("caseload_total",)),
        ({"schema": 99}, ("schema",)),
    ],
)
def test_a_wrong_value_is_named(data: dict[str, object], names: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        settings_from_json(data)
    for name in names:
        assert name in str(error.value)


@pytest.mark.parametrize("data", [[], "text", None, 3, {"schema": "one"}])
def test_another_file_is_refused(data: object) -> None:
    with pytest.raises(SettingsError):
        settings_from_json(data)


def test_unknown_roles_and_kinds_of_answer_are_pointed_out_and_passed_over() -> None:
    settings, said = settings_from_json({
        "columns": {"ethnicty": "Ethnicity", "age": "Age"},
        "caseload_columns": {"number": "N"},
        "answers": {"colour": {"a": "b"}, "gender": {"F": "Female"}},
    })  # fmt: skip
    assert settings.columns == {"age": "Age"}
    assert settings.caseload_columns == {}
    assert settings.answers == {"gender": {"F": "Female"}}
    assert [any(x in s for s in said) for x in ("ethnicty", "number", "colour")] == [True] * 3


def test_a_saved_audit_is_no_settings_file() -> None:
    with pytest.raises(SettingsError, match="saved audit"):
        settings_from_json({"schema": 1, "settings": {}, "checks": [], "release": "team"})


def test_decisions_are_listed_in_the_words_that_people_saw() -> None:
    asked = [
        questions.ragged_rows(), questions.fill_down(["Group"]), questions.is_a_list("a.csv"),
        questions.who_joined("Accepted?", [("No", 3)], ["Yes"]),
        questions.same_reference(3, 2), questions.dates_exchanged("Start"),
        *(questions.do_jobs_count(w, 3, None) for w in (AFTER, BEFORE, UNDATED)),
        caseload.people_or_percent("Share"), caseload.withheld(["Mixed"], ["1 to 4"]),
        caseload.groups_missing(["Mixed"]),
    ]  # fmt: skip
    for question in asked:
        for choice in question.choices:
            (listed,) = decisions(decide(Settings(), question.about, choice.value))
            *_, kind, key = path_of(question.about)
            assert f"“{key}”" not in listed.text or kind == "dates", listed.text
            if kind != "rows" or key != "not_joined":
                assert listed.text.casefold().endswith(choice.text.casefold()), listed.text
    not_joined = Settings(answers={"rows": {"not_joined": "leave out"}})
    assert decisions(not_joined)[0].text == "People who were not accepted → they did not join"
