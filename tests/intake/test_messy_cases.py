"""Each awkward file gives the right counts, or asks; a pair of file and answer is a test.

A case whose answer needs a decision is run twice: undecided it must ask without a default,
decided (by the settings file's own words) it must give the truth.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ips_audit.intake.files.reading import find_table_in_book, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    NOT_KNOWN,
    People,
    Prepared,
    Settings,
)

CASES = Path(__file__).parent / "messy"
NAMES = sorted(p.stem for p in CASES.glob("*.json"))
# What the user decides, where the right answer needs a decision.
DECIDED: dict[str, dict[str, Any]] = {
    "m14_numeric_codes_1_to_16": {"ethnic_scheme": "NHS order 1 to 16"},
    "m17_caseload_suppressed": {"answers": {"caseload": {"suppressed": "leave out"}}},
    "m21_in_work_at_start": {"leave_out_in_work": True},
    "m24_outcome_yes_no_blank": {"blank_outcome_means_no": True},
    "m36_duplicate_headings_client_and_worker": {"columns": {"ethnicity": "B", "gender": "C"}},
}
ABOUT = {
    "m14_numeric_codes_1_to_16": {"ethnic_scheme"},
    "m17_caseload_suppressed": {"answers.caseload.suppressed"},
    "m21_in_work_at_start": {"leave_out_in_work"},
    "m24_outcome_yes_no_blank": {"blank_outcome_means_no"},
    "m36_duplicate_headings_client_and_worker": {"columns.ethnicity", "columns.gender"},
}


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def run(name: str, **decided: Any) -> Prepared:
    held = case(name)
    files: dict[str, list[Any]] = {"service": [], "caseload": []}
    for f in held["files"]:
        table, _ = find_table_in_book(open_source(f["file"], (CASES / f["file"]).read_bytes()))
        files[f["role"]].append((f["file"], table))
    first, last = map(date.fromisoformat, held["period"])
    settings = replace(Settings(period_from=first, period_to=last), **decided)
    return prepare(files["service"], files["caseload"], settings)


def by_group(people: People, rows: np.ndarray) -> dict[str, int]:
    names = (*people.coded[ETHNIC_GROUP].groups, NOT_KNOWN)
    counts = Counter(names[g] for g in people.coded[ETHNIC_GROUP].codes[rows])
    return {g: counts[g] for g in names}


def counted(people: People) -> dict[str, Any]:
    """Count people as the sidecar files do."""
    compared = ~people.in_work_at_start
    genders = Counter(
        (*people.coded[GENDER].groups, NOT_KNOWN)[g] for g in people.coded[GENDER].codes
    )
    ages = people.age[~np.isnan(people.age)].astype(float)
    middle = case_middle(people)
    return {
        "people": int(people.weight.sum()),
        "by_ethnicity": by_group(people, np.ones(len(people.job), dtype=bool)),
        "jobs_by_ethnicity": by_group(people, compared & (people.job == 1)),
        "outcome_known_by_ethnicity": by_group(people, compared & (people.job >= 0)),
        "by_gender": {g: genders[g] for g in (*people.coded[GENDER].groups, NOT_KNOWN)},
        "age": {
            "n": len(ages),
            "mean": round(float(ages.mean()), 4),
            "min": int(ages.min()),
            "max": int(ages.max()),
        },
        "first_half_people": int((people.start < middle).sum()),
        "first_half_jobs": int((compared & (people.job == 1) & (people.start < middle)).sum()),
    }


def case_middle(people: People) -> np.datetime64:
    """Return the day that begins the second half of a year from January or from April."""
    year = people.start.min().astype("datetime64[Y]")
    first = people.start.min().astype("datetime64[M]")
    month = 9 if (first - year.astype("datetime64[M]")).astype(int) >= 3 else 6
    return np.datetime64(year.astype("datetime64[M]") + np.timedelta64(month, "M"), "D")


def check(prepared: Prepared, truth: dict[str, Any]) -> None:
    assert prepared.people is not None
    found = counted(prepared.people)
    assert found == {k: truth[k] for k in found}
    left = Counter[str]()
    for reason in prepared.rows.left_out:
        left[reason.reason] += reason.rows
    assert dict(left) == truth["left_out"]
    assert prepared.rows.read == truth["rows_in_table"]
    assert prepared.rows.read == prepared.rows.used + sum(left.values())
    if "caseload" in truth:
        assert prepared.caseload is not None
        counts = {c.group: c for c in prepared.caseload.counts if c.dimension == ETHNIC_GROUP}
        assert {g: c.n for g, c in counts.items()} == truth["caseload"]
        for group, bounds in truth.get("caseload_bounds", {}).items():
            if group in counts:
                assert [counts[group].low, counts[group].high] == bounds


@pytest.mark.parametrize("name", NAMES)
def test_the_case_gives_the_truth(name: str) -> None:
    prepared = run(name, **DECIDED.get(name, {}))
    assert [q.about for q in prepared.questions if q.default is None] == []
    check(prepared, case(name)["truth"])


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_found(name: str) -> None:
    prepared = run(name, **DECIDED.get(name, {}))
    found = {g.role: g.heading for g in prepared.tables[0].columns if g.heading}
    wanted = {
        "person" if r == "person_id" else r: h for r, h in case(name)["truth"]["columns"].items()
    }
    letters = case(name)["truth"].get("column_letters", {})
    for role, letter in letters.items():
        wanted[role] = f"{wanted[role]} (column {letter})"
    assert found == wanted


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_what_only_the_user_knows_is_asked_without_a_default(name: str) -> None:
    asked = {q.about for q in run(name).questions if q.default is None}
    assert asked == ABOUT[name]


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(ABOUT)))
def test_nothing_is_asked_that_need_not_be(name: str) -> None:
    assert [q.about for q in run(name).questions if q.default is None] == []


def test_the_other_answers_give_the_other_truths() -> None:
    def truth(name: str, which: str) -> dict[str, Any]:
        found: dict[str, Any] = case(name)["truth_if"][which]
        return found

    for name, which, decided in (
        (
            "m07_nhs_codes_gender_codes_16_group_caseload",
            "Chinese in Asian (both files)",
            {"chinese_in": "Asian"},
        ),
        (
            "m14_numeric_codes_1_to_16",
            "Census 2021 dataset codes",
            {"ethnic_scheme": "Census 2021 dataset codes"},
        ),
        ("m21_in_work_at_start", "count as recorded", {"leave_out_in_work": False}),
        (
            "m24_outcome_yes_no_blank",
            "blank means not recorded (left out of the job comparison)",
            {"blank_outcome_means_no": False},
        ),
    ):
        prepared, wanted = run(name, **decided), truth(name, which)
        assert prepared.people is not None
        found = counted(prepared.people)
        assert {k: found[k] for k in wanted if k in found} == {
            k: v for k, v in wanted.items() if k in found
        }, name
        if "caseload" in wanted:
            assert prepared.caseload is not None
            counts = {c.group: c.n for c in prepared.caseload.counts}
            assert counts == wanted["caseload"]


def test_numbers_show_what_each_key_would_mean() -> None:
    (question,) = [
        q for q in run("m14_numeric_codes_1_to_16").questions if q.about == "ethnic_scheme"
    ]
    texts = {c.value: c.text for c in question.choices}
    assert "15 = " in texts["NHS order 1 to 16"]
    assert "Census 2021 dataset codes" in texts


def test_what_the_reader_must_be_told_is_told() -> None:
    for name, said in (
        ("m07_nhs_codes_gender_codes_16_group_caseload", "10 Chinese people are counted in Other"),
        ("m09_ons2021_labels_caseload_with_subtotals", "groups and their parts"),
        ("m10_chinese_clash_cannot_split", "6 Chinese people"),
        ("m12_free_text_variants_misspellings", "White and Black Carribean → Mixed"),
        ("m15_dob_text_placeholders", "9 people have no usable age"),
        ("m19_caseload_person_level", "320 people"),
        ("m23_out_of_period_and_future_dates", "2 start dates lie in the future"),
        ("m27_utf16_tab_several_job_rows", "132 rows are 102 people"),
        ("m33_xls_and_percentage_caseload", "total of 640"),
    ):
        assert any(said in w for w in run(name).warnings), name
