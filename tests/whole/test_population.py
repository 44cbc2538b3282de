"""The local population beside the caseload: worked out, said, and left out of every check."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pandas as pd
import pytest
from population_files import AREAS, FIVE, ONE, long, wide
from samples import LONDON

import ips_audit
from ips_audit.__main__ import main
from ips_audit.analysis.audit import audit
from ips_audit.disclosure.protect import protect
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    FIVE_GROUPS,
    GENDER,
    GENDERS,
    AgainstPopulation,
    AuditReport,
    Caseload,
    CaseloadCount,
    Coded,
    People,
    Population,
    Settings,
)
from ips_audit.outputs.against_population import population_table
from ips_audit.outputs.document import build_document
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import report_to_json
from ips_audit.outputs.workbook import build_workbook
from ips_audit.words import population as words

SECRET = bytes(range(32))
NAME = "Census 2021, Hillton"
SIZES = (103, 41, 37, 3, 16)  # people of each group in the service, 3 a small one
CASES = (413, 198, 152, 31, 67)
THERE = (500, 250, 150, 60, 40)  # in thousandths of the population


def people(gender: int = 0) -> People:
    """Return one service; the first people are of another gender."""
    codes = np.repeat(np.arange(5), SIZES).astype(np.int16)
    n = len(codes)
    genders = (np.arange(n) % 2).astype(np.int16)
    genders[:gender] = 2
    return People(
        services=("North",), service=np.zeros(n, dtype=np.int16),
        coded={ETHNIC_GROUP: Coded(FIVE_GROUPS, codes), GENDER: Coded(GENDERS, genders)},
        age=np.full(n, np.nan, dtype=np.float32), start=np.full(n, "2019-03-01", "M8[D]"),
        job=(np.arange(n) % 3 == 0).astype(np.int8), in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32), weight=np.ones(n, dtype=np.int64),
        has_age=False,
    )  # fmt: skip


def caseload(groups: int = 5) -> Caseload:
    counts = zip(FIVE_GROUPS[:groups], CASES, strict=False)
    return Caseload(tuple(CaseloadCount("North", ETHNIC_GROUP, g, n) for g, n in counts))


def population(groups: int = 5, **more: int) -> Population:
    counts = dict(zip(FIVE_GROUPS[:groups], THERE, strict=False))
    return Population(NAME, {ETHNIC_GROUP: counts | more, GENDER: {"Female": 510, "Male": 490}})


@cache
def report(groups: int = 5) -> AuditReport:
    return audit(people(), caseload(), Settings(), population=population(groups))


def of(made: AuditReport, by: str = "ethnic group") -> AgainstPopulation:
    (found,) = (x for x in made.population if x.dimension.name == by)
    return found


def shares(found: AgainstPopulation, field: str) -> list[float | None]:
    return [getattr(g, field) for g in found.groups]


# Worked out


def test_shares_and_ratios_are_of_all_with_a_known_group() -> None:
    found = of(report())
    assert (found.name, found.service, found.notes) == (NAME, "North", ())
    assert [g.group for g in found.groups] == list(FIVE_GROUPS)
    assert shares(found, "share_of_service") == [n / 200 for n in SIZES]
    assert shares(found, "share_of_caseload") == [n / 861 for n in CASES]
    assert shares(found, "share_of_population") == [n / 1000 for n in THERE]
    ratios = [n / 200 / (t / 1000) for n, t in zip(SIZES, THERE, strict=True)]
    assert shares(found, "ratio") == pytest.approx(ratios)


def test_a_group_that_the_population_lacks_leaves_all_shares_and_is_said() -> None:
    found = of(report(groups=4))
    assert [g.group for g in found.groups] == list(FIVE_GROUPS[:4])
    for field in ("share_of_service", "share_of_caseload", "share_of_population"):
        assert sum(x or 0 for x in shares(found, field)) == pytest.approx(1)
    assert found.groups[0].share_of_service == 103 / 184
    assert found.notes == (words.groups_note(words.MISSING, ["Other"], NAME),)


def test_a_group_that_nobody_has_is_not_said_to_be_missing() -> None:
    assert of(report(), "gender").notes == ()
    some = of(audit(people(gender=4), None, Settings(), population=population()), "gender")
    assert some.notes == (words.groups_note(words.MISSING, ["Another gender"], NAME),)
    assert some.groups[0].share_of_service == 0.5


def test_groups_of_the_population_alone_count_among_its_people() -> None:
    found = of(audit(people(), None, Settings(), population=population(Roma=1000)))
    assert shares(found, "share_of_population") == [n / 2000 for n in THERE]
    assert found.notes == (words.groups_note(words.NOT_IN_FILES, ["Roma"], NAME),)


def test_a_group_that_the_caseload_lacks_is_said() -> None:
    found = of(audit(people(), caseload(4), Settings(), population=population()))
    assert found.groups[4].share_of_caseload is None and found.groups[4].ratio is not None
    assert found.groups[0].share_of_caseload == 413 / 794
    assert found.notes == (words.groups_note(words.CASELOAD_LACKS, ["Other"]),)


def test_groups_of_other_people_have_no_ratio() -> None:
    unlike = replace(population(), unlike=("Asian/Asian British", "Other"), notes=("They differ.",))
    found = of(audit(people(), caseload(), Settings(), population=unlike))
    assert [g.group for g in found.groups if g.ratio is None] == ["Asian/Asian British", "Other"]
    assert None not in shares(found, "share_of_population") and found.notes == ("They differ.",)


def test_it_changes_nothing_else() -> None:
    alone = audit(people(), caseload(), Settings())
    assert alone.population == ()
    assert replace(report(), population=()) == alone
    safe = protect(report(), SECRET)
    assert replace(safe, population=()) == protect(alone, SECRET)
    assert "population" not in report_to_json(alone) and "population" in report_to_json(safe)


# Protected


def test_share_safe_shares_are_those_of_the_shown_counts() -> None:
    safe = protect(report(), SECRET)
    found, exact = of(safe), of(report())
    who = {g.group: g for g in safe.who[0].counts[ETHNIC_GROUP].groups}
    for g in found.groups:
        percent = who[g.group].percent
        assert g.share_of_service == (None if percent is None else pytest.approx(percent / 100))
    assert who["Mixed"].n is None  # a small count: hidden here, too
    assert found.groups[3].ratio is None
    assert shares(found, "share_of_service") != shares(exact, "share_of_service")
    assert shares(found, "share_of_caseload") != shares(exact, "share_of_caseload")
    assert shares(found, "share_of_population") == shares(exact, "share_of_population")


def test_share_safe_shares_of_some_groups_are_of_a_shown_number() -> None:
    found = of(protect(report(groups=4), SECRET))
    exact = of(report(groups=4))
    assert found.groups[0].share_of_service not in (None, exact.groups[0].share_of_service)
    assert found.groups[0].share_of_service == pytest.approx(103 / 184, abs=0.05)


# Said


def lines(made: AuditReport) -> Iterator[tuple[str, str]]:
    """Give each output's name and all of its text."""
    from ips_audit.outputs.plain import summary_text

    book = openpyxl.load_workbook(io.BytesIO(build_workbook(made)))
    sheet = next(book[n] for n in book.sheetnames if n.startswith("Population"))
    yield "workbook", "\n".join(str(c) for row in sheet.values for c in row if c is not None)
    document = docx.Document(io.BytesIO(build_document(made)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    yield "word", "\n".join([*(p.text for p in document.paragraphs), *cells])
    yield "text", summary_text(made)
    yield "json", json.dumps(report_to_json(made), ensure_ascii=False)


@pytest.mark.parametrize("safe", [False, True], ids=["team", "share-safe"])
def test_every_output_says_why_the_caseload_is_the_fair_one(safe: bool) -> None:
    made = protect(report(), SECRET) if safe else report()
    for name, text in lines(made):
        for sentence in (*words.WHY, words.NO_TEST):
            assert sentence in text, (name, sentence)
        assert NAME in text, name
        ratio = of(made).groups[0].ratio
        assert f"{ratio:.2f}" in text or f"{ratio}" in text, name


def test_no_output_speaks_of_a_population_that_was_not_given() -> None:
    alone = audit(people(), caseload(), Settings())
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(alone)))
    assert not [n for n in book.sheetnames if n.startswith("Population")]
    document = docx.Document(io.BytesIO(build_document(alone)))
    assert words.HEADING not in [p.text for p in document.paragraphs]
    assert words.CSV_CHECK not in report_to_csv(alone)


def test_the_csv_has_a_row_for_each_share() -> None:
    rows = list(csv.DictReader(io.StringIO(report_to_csv(report()))))
    found = [r for r in rows if r["check"] == words.CSV_CHECK and r["group"] == "White"]
    assert {(r["dimension"], r["kind"], r["method"]) for r in found} == {
        ("ethnic group", words.KIND, NAME)
    }
    assert {r["measure"]: float(r["value"]) for r in found} == {
        "share of service": 0.515, "share of caseload": 413 / 861, "share of population": 0.5,
        "ratio of service to population": 1.03,
    }  # fmt: skip


def test_what_is_missing_is_told_from_what_is_hidden() -> None:
    without = audit(people(), None, Settings(), population=population())
    table = population_table(of(without), without.release)
    assert {row[2] for row in table.rows} == {"[x]"}
    safe = protect(without, SECRET)
    (mixed,) = (r for r in population_table(of(safe), safe.release).rows if r[0] == "Mixed")
    assert mixed == ("Mixed", "[c]", "[x]", "6.0", "[c]")


def test_a_name_from_the_user_cannot_become_a_formula() -> None:
    named = audit(people(), None, Settings(), population=replace(population(), name="=cmd()"))
    assert ",=cmd()" not in report_to_csv(named) and ",'=cmd()" in report_to_csv(named)


# Command line and Python


@pytest.fixture
def boroughs(tmp_path: Path) -> Path:
    path = tmp_path / "boroughs.csv"
    path.write_bytes(wide(AREAS))
    return path


def command(population: Path, *more: str) -> list[str]:
    files = [str(LONDON / "wwt_service.csv"), "--caseload", str(LONDON / "caseload.xlsx")]
    period = ["--from", "2019-01-01", "--to", "2019-12-31"]
    return [*files, "--population", str(population), *period, *more]


def test_the_command_line_asks_which_area(
    boroughs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(boroughs)) == 3
    assert f"answers.population.service: {words.WHICH_AREA}" in capsys.readouterr().err
    settings = tmp_path / "settings.json"
    area = {"population": {"service": "Hillton"}}
    decided = {"population_name": NAME, "answers": area, "chinese_in": "Asian"}
    settings.write_text(json.dumps(decided))
    out = tmp_path / "audit.json"
    assert main(command(boroughs, "--settings", str(settings), "--json", str(out))) == 0
    said = capsys.readouterr().out
    assert words.title(NAME, "WWT IPS", "ethnic group") in said
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["release"] == "share-safe" and data["settings"]["population_name"] == NAME
    assert [x["name"] for x in data["population"]] == [NAME]
    assert {g["group"] for g in data["population"][0]["groups"]} == set(FIVE)


def test_python_takes_a_path_or_a_frame(boroughs: Path) -> None:
    given = (LONDON / "wwt_service.csv", LONDON / "caseload.xlsx")
    frame = pd.read_csv(io.BytesIO(long(ONE)))
    asian = {"chinese_in": "Asian"}
    made = ips_audit.audit(*given, population=frame, settings=asian, population_name=NAME)
    (found,) = made.population
    assert found.name == NAME and found.dimension == ETHNIC_GROUP
    total = sum(FIVE.values())
    shares_there = {g.group: g.share_of_population for g in found.groups}
    assert shares_there == pytest.approx({g: n / total for g, n in FIVE.items()})
    chosen = {"population": {"service": "Hillton"}}
    other = ips_audit.audit(*given, population=boroughs, settings=asian, answers=chosen)
    assert other.population == (replace(found, name=words.DEFAULT_NAME),)
    tidy = made.to_frame()
    assert (tidy["check"] == words.CSV_CHECK).sum() == 5 * 4
    assert made.share_safe().population != made.population
    assert ips_audit.audit(*given).population == ()


def test_each_service_and_all_together_stand_beside_it() -> None:
    services = [LONDON / "cnwl_service.xlsx", LONDON / "wwt_service.csv"]
    made = ips_audit.audit(
        services, LONDON / "caseload.xlsx", population=long(ONE), chinese_in="Asian"
    )
    assert [x.service for x in made.population] == ["CNWL IPS", "WWT IPS", ALL_SERVICES]
