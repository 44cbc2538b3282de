"""The settings file gives back what was saved, and says plainly what is wrong with it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ips_audit.intake.settings_io import (
    SettingsError,
    settings_from_json,
    settings_to_json,
    unknown_keys,
)
from ips_audit.model import Settings

FULL = Settings(
    period_from=date(2019, 1, 1),
    period_to=date(2019, 12, 31),
    minimum_months=3,
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
    assert settings_from_json(json.loads(text)) == settings
    assert unknown_keys(json.loads(text)) == ()


def test_false_is_kept_apart_from_undecided() -> None:
    assert settings_to_json(FULL)["blank_outcome_means_no"] is False
    assert "blank_outcome_means_no" not in settings_to_json(Settings())


def test_choice_about_the_caseload_stands_under_its_question_s_path() -> None:
    assert settings_to_json(FULL)["caseload"] == {"suppressed": "leave out"}


def test_an_empty_file_is_a_valid_one() -> None:
    assert settings_from_json({}) == Settings()


def test_unknown_keys_are_said_and_not_used() -> None:
    data = {"colour": "blue", "columns": {"shoe_size": "Size", "age": "Age"}}
    assert settings_from_json(data).columns == {"age": "Age"}
    said = unknown_keys(data)
    assert len(said) == 2
    assert "“colour”" in said[0] and "“columns.shoe_size”" in said[1]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ({"chinese_in": "asian"}, ("chinese_in", "Asian, Other")),
        ({"period": {"from": "01/02/2019"}}, ("period.from", "2019-01-31")),
        ({"period": {"from": "2019-05-01", "to": "2019-01-01"}}, ("2019-05-01", "2019-01-01")),
        ({"period": "2019"}, ("period",)),
        ({"minimum_months": True}, ("minimum_months", "true")),
        ({"minimum_months": -1}, ("minimum_months",)),
        ({"margin": float("nan")}, ("margin",)),
        ({"margin": 1}, ("margin",)),
        ({"blank_outcome_means_no": "yes"}, ("blank_outcome_means_no", "true or false")),
        ({"columns": {"age": 3}}, ("columns.age",)),
        ({"answers": {"ethnicity": ["A"]}}, ("answers.ethnicity",)),
        ({"caseload": {"suppressed": "zero"}}, ("caseload.suppressed", "leave out")),
        ({"age_bands": ["up to 40", "26 to 30", "over 30"]}, ("age_bands",)),
        ({"age_bands": "all"}, ("age_bands",)),
        ({"heading_row": 0}, ("heading_row",)),
        ({"release": {"threshold": 1.5}}, ("release.threshold",)),
        ({"schema": 99}, ("99",)),
    ],
)
def test_a_wrong_value_is_named(data: dict[str, object], names: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError) as error:
        settings_from_json(data)
    for name in names:
        assert name in str(error.value)


@pytest.mark.parametrize("data", [[], "text", None, 3, {"schema": "one"}])
def test_another_file_is_refused(data: object) -> None:
    with pytest.raises(SettingsError, match="not a settings file"):
        settings_from_json(data)


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(SettingsError) as error:
        settings_from_json({"chinese_in": "x" * 5000})
    assert len(str(error.value)) < 250
