"""Rows of one person, known by a column that repeats with them, whatever it is called."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ips_audit.intake.files.reading import open_source
from ips_audit.intake.files.table import Named
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import Prepared, Settings
from ips_audit.settings.decisions import decide

PERSON = tuple[int, str, str, date]  # number, ethnic group, gender, date of birth
GROUPS = ("White British", "Black African", "Indian", "White and Asian")
PERIOD = {"period_from": date(2024, 1, 1), "period_to": date(2024, 12, 31)}


def persons(n: int, seed: int = 1) -> list[PERSON]:
    dice = random.Random(seed)
    born = [date(1960, 1, 1) + timedelta(days=dice.randint(0, 15_000)) for _ in range(n)]
    return [(i, dice.choice(GROUPS), dice.choice(("Male", "Female")), born[i]) for i in range(n)]


def file(
    people: Sequence[PERSON],
    times: Callable[[int], int],
    extra: dict[str, Callable[[PERSON, int, int], object]],
    birth: str = "Date of birth",
    sep: str = ",",
) -> Named:
    """Write people on several rows each, with columns of the test's own: person, time, row."""
    dice = random.Random(7)
    rows = [(p, k) for p in people for k in range(times(p[0]))]
    dice.shuffle(rows)
    lines = [[*extra, "Ethnicity", "Gender", *([birth] if birth else []), "Start date", "Job"]]
    for at, (p, k) in enumerate(rows):
        start = date(2024, 1, 1) + timedelta(days=(13 * p[0] + 40 * k) % 360)
        fixed = [p[1], p[2], *([p[3].isoformat()] if birth else []), start.isoformat(), "No"]
        lines.append([*(str(f(p, k, at)) for f in extra.values()), *fixed])
    name = "a.csv" if sep == "," else "a.txt"
    data = "\n".join(sep.join(line) for line in lines).encode()
    (found,) = choose_tables(name, open_source(name, data), "service").tables
    return found


def read(named: Named, settings: Settings | None = None) -> Prepared:
    return prepare([named], [], settings or Settings(**PERIOD))


def asked(ready: Prepared) -> list[str]:
    return [q.about for q in ready.questions if q.about == "columns.person"]


CODES: dict[str, Callable[[PERSON, int, int], object]] = {
    "SU Code": lambda p, k, at: f"SU-{p[0]:04d}",
    "Klientennummer": lambda p, k, at: 10_000 + 7 * p[0],
    "Key": lambda p, k, at: f"{(p[0] + 1) * 7919:x}",
    "Dossier": lambda p, k, at: f"{'ABC'[p[0] % 3]}/{p[0]:03d}/{p[3].year % 7}",
}


@pytest.mark.parametrize("heading", CODES)
@pytest.mark.parametrize("birth", ["Date of birth", ""])
@pytest.mark.parametrize("sep", [",", "\t"])
def test_a_reference_is_known_by_its_values(heading: str, birth: str, sep: str) -> None:
    columns = {"Adviser": lambda p, k, at: "JT", heading: CODES[heading]}
    named = file(persons(40), lambda i: 1 + i % 3, columns, birth, sep)
    ready = read(named)
    (question,) = [q for q in ready.questions if q.about == "columns.person"]
    assert question.default is None and f"“{heading}”" in question.text
    yes, no = question.choices
    assert "40 people" in yes.text and no.value == ""
    assert read(named, decide(Settings(**PERIOD), question.about, yes.value)).rows.used == 40
    each = read(named, decide(Settings(**PERIOD), question.about, no.value))
    assert each.rows.used == named[1].n_rows and not asked(each)


def test_a_reference_of_rows_does_not_hide_one_of_people() -> None:
    columns = {"Referral ID": lambda p, k, at: f"R{at}", "Subject": CODES["SU Code"]}
    ready = read(file(persons(30), lambda i: 1 + i % 2, columns))
    (question,) = [q for q in ready.questions if q.about == "columns.person"]
    assert [c.value for c in question.choices] == ["Subject", "Referral ID"]


def test_a_reference_of_cases_is_offered_beside_one_of_people() -> None:
    columns = {
        "Spell": lambda p, k, at: f"{p[0]}-{k // 2}", "Subject": CODES["SU Code"],
    }  # fmt: skip
    ready = read(file(persons(30), lambda i: 1 + i % 4, columns))
    (question,) = [q for q in ready.questions if q.about == "columns.person"]
    assert [c.value for c in question.choices] == ["Subject", "Spell", ""]


NO_REFERENCES: dict[str, Callable[[PERSON, int, int], object]] = {
    "Team": lambda p, k, at: f"Team {p[0] % 30}",
    "Employer": lambda p, k, at: f"Employer {(p[0] * 31) % 37}",
    "Ethnicity code": lambda p, k, at: "AJNF"[GROUPS.index(p[1])],
    "Updated": lambda p, k, at: date(2024, 6, 1) + timedelta(days=p[0]),
    "Row key": lambda p, k, at: f"X{at}",
    "Year of birth": lambda p, k, at: p[3].year,
    "Hours": lambda p, k, at: (p[0] * 37 + k) % 40 + 0.5,
}


@pytest.mark.parametrize("heading", NO_REFERENCES)
def test_a_column_that_repeats_for_other_reasons_is_not_asked_about(heading: str) -> None:
    once = file(persons(80), lambda i: 1, {heading: NO_REFERENCES[heading]})
    assert not asked(read(once))


def test_people_of_one_household_are_not_one_person() -> None:
    ready = read(file(persons(60), lambda i: 1, {"Household": lambda p, k, at: f"H{p[0] // 2}"}))
    assert not asked(ready)


@pytest.mark.parametrize("heading", ["Team", "Employer", "Hours"])
def test_rows_that_look_like_one_person_are_said(heading: str) -> None:
    ready = read(file(persons(40), lambda i: 1 + i % 2, {heading: NO_REFERENCES[heading]}))
    assert not asked(ready)
    assert any(w.startswith("20 rows have the same ethnic group, gender") for w in ready.warnings)


def test_people_who_look_alike_by_chance_are_not_said() -> None:
    # A year of birth alone, written as its first day: many share it with others.
    people = [(i, g, s, date(b.year, 1, 1)) for i, g, s, b in persons(300)]
    ready = read(file(people, lambda i: 1, {"Adviser": lambda p, k, at: "JT"}))
    assert not any("look" in w or "same ethnic group" in w for w in ready.warnings)


@pytest.mark.parametrize("heading", ["No.", "Number", "Ref", "ID"])
def test_numbers_that_start_again_are_not_taken_for_people_in_silence(heading: str) -> None:
    named = file(persons(60), lambda i: 1, {heading: lambda p, k, at: 1 + p[0] % 9})
    (question,) = [q for q in read(named).questions if q.about == "columns.person"]
    assert "differ" in question.text
    assert [c.value for c in question.choices] == [heading, ""]
    assert read(named, decide(Settings(**PERIOD), question.about, "")).rows.used == 60


def test_a_reference_is_known_though_some_rows_disagree() -> None:
    """One in six people has another ethnic group on their later rows."""
    named = file(persons(60), lambda i: 1 + i % 3, {
        "Ethnicity as first told": lambda p, k, at: "",
        "Dossier": CODES["Dossier"],
    })  # fmt: skip
    rows = named[1]
    column = next(c for c in rows.columns if c.heading == "Ethnicity")
    codes = column.codes.copy()
    codes[::6] = (codes[::6] + 1) % len(column.answers)
    changed = replace(column, part=replace(column.part, codes=codes))
    columns = tuple(changed if c is column else c for c in rows.columns)
    assert asked(read((named[0], replace(rows, columns=columns)))) == ["columns.person"]
