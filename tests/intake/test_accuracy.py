"""How well files are read without help: a report over all cases, and nothing wrong in silence."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import variants_columns  # noqa: F401  (adds to FOUND)
import variants_more  # noqa: F401  (adds to FOUND)
from made_up import PERIOD, Variant
from test_messy_cases import ABOUT
from variants import FOUND

from ips_audit.intake.files.reading import open_source
from ips_audit.intake.files.table import Named
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    NOT_KNOWN,
    Prepared,
    Settings,
)
from ips_audit.settings.file import settings_from_json, settings_to_json

VARIANTS = {v.name: v for v in FOUND}
MESSY = Path(__file__).parent / "messy"


@dataclass(frozen=True)
class Run:
    """What one reading gave."""

    prepared: Prepared
    said: tuple[str, ...]

    @property
    def asked(self) -> set[str]:
        return {q.about for q in self.prepared.questions if q.default is None}


def read(files: tuple[tuple[str, str, bytes], ...], settings: Settings) -> Run:
    tables: dict[str, list[Named]] = {"service": [], "caseload": []}
    said: list[str] = []
    for role, name, data in files:
        book = open_source(name, data)
        if role == "service":
            chosen = choose_tables(name, book, "service", settings.sheet)
        else:
            chosen = choose_tables(name, book, "caseload", settings.caseload_sheet)
        tables[role] += chosen.tables
        said += [*book.warnings, *chosen.said]
    prepared = prepare(tables["service"], tables["caseload"], settings)
    return Run(prepared, (*said, *prepared.warnings))


@cache
def alone(name: str) -> Run:
    return read(VARIANTS[name].files, Settings(*PERIOD))


@cache
def decided(name: str) -> Run:
    variant = VARIANTS[name]
    if not variant.decided:
        return alone(name)
    return read(variant.files, replace(Settings(*PERIOD), **variant.decided))


def named(codes: np.ndarray, names: tuple[str, ...]) -> dict[str, int]:
    return dict(Counter((*names, NOT_KNOWN)[c] for c in codes))


def differences(prepared: Prepared, truth: dict[str, Any]) -> list[str]:
    """Say what is not as it should be."""
    people = prepared.people
    if people is None:
        return ["no people"]
    worked = people.job == 1
    found: dict[str, Any] = {
        "people": int(people.weight.sum()),
        "by_ethnicity": named(people.coded[ETHNIC_GROUP].codes, people.coded[ETHNIC_GROUP].groups),
        "jobs_by_ethnicity": named(
            people.coded[ETHNIC_GROUP].codes[worked], people.coded[ETHNIC_GROUP].groups
        ),
        "by_gender": named(people.coded[GENDER].codes, people.coded[GENDER].groups),
        "ages": (int((~np.isnan(people.age)).sum()), int(np.nansum(people.age))),
        "bands": people.age_from_bands and not np.isnan(people.age).any(),
    }
    counts = prepared.caseload.counts if prepared.caseload else ()
    found["caseload"] = {c.group: c.n for c in counts if c.dimension == ETHNIC_GROUP}
    services: dict[str, dict[str, int | None]] = {}
    for c in counts:
        services.setdefault(c.service, {})[c.group] = c.n
    found["services"] = services
    return [f"{k}: {found[k]} and not {v}" for k, v in truth.items() if found[k] != v]


def columns(run: Run) -> dict[str, str]:
    return {g.role: g.heading for g in run.prepared.tables[0].columns if g.heading}


@pytest.mark.parametrize("name", VARIANTS)
def test_nothing_is_wrong_in_silence(name: str) -> None:
    run = alone(name)
    if not run.asked:
        assert differences(run.prepared, VARIANTS[name].truth) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_asked_is_what_only_the_user_knows(name: str) -> None:
    assert alone(name).asked == VARIANTS[name].asks


@pytest.mark.parametrize("name", VARIANTS)
def test_decided_the_file_gives_the_truth(name: str) -> None:
    run = decided(name)
    assert run.asked == set()
    assert differences(run.prepared, VARIANTS[name].truth) == []
    assert columns(run) == VARIANTS[name].columns


@pytest.mark.parametrize("name", VARIANTS)
def test_settings_that_are_written_and_read_back_give_the_same(name: str) -> None:
    first = decided(name)
    back, unknown = settings_from_json(settings_to_json(first.prepared.settings))
    again = read(VARIANTS[name].files, back)
    assert unknown == () and again.asked == set()
    assert differences(again.prepared, VARIANTS[name].truth) == []
    assert columns(again) == columns(first)


@pytest.mark.parametrize("name", [v.name for v in FOUND if v.told])
def test_the_user_is_told(name: str) -> None:
    for words in VARIANTS[name].told:
        assert any(words in s for s in decided(name).said), words


def case(path: Path) -> tuple[Variant, Run]:
    """Read one of the messy files in the same way."""
    held = json.loads(path.read_text(encoding="utf-8"))
    files = tuple((f["role"], f["file"], (MESSY / f["file"]).read_bytes()) for f in held["files"])
    truth = held["truth"]
    counts = {k: {g: n for g, n in truth[k].items() if n} for k in
              ("by_ethnicity", "jobs_by_ethnicity", "by_gender")}  # fmt: skip
    roles = {"person" if r == "person_id" else r: h for r, h in truth["columns"].items()}
    asks = frozenset(ABOUT.get(path.stem, ()))
    variant = Variant(path.stem, files, {"people": truth["people"], **counts}, roles, asks)
    first, last = held["period"]
    return variant, read(files, Settings(date.fromisoformat(first), date.fromisoformat(last)))


def test_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many columns and answers were right without help, and what was asked in vain."""
    runs = [(VARIANTS[n], alone(n)) for n in VARIANTS]
    runs += [case(p) for p in sorted(MESSY.glob("*.json"))]
    right = wanted = answers = placed = needless = 0
    silent = []
    for variant, run in runs:
        found = columns(run)
        wanted += len(variant.columns)
        right += sum(found.get(r) == h for r, h in variant.columns.items())
        answers += len(run.prepared.coding)
        placed += sum(row.status != "ask" for row in run.prepared.coding)
        needless += len(run.asked - variant.asks)
        if not run.asked and differences(run.prepared, variant.truth):
            silent.append(variant.name)
    asking = sum(bool(run.asked) for _, run in runs)
    with capsys.disabled():
        print(
            f"\n{len(runs)} cases: {right} of {wanted} columns right without help; {placed} of "
            f"{answers} distinct answers placed without help; {len(runs) - asking} cases read "
            f"without a question; {needless} questions asked needlessly; {len(silent)} wrong "
            "in silence"
        )
    assert silent == []
    assert needless == 0
    assert right >= 0.98 * wanted
