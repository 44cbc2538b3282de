"""A dimension more goes all the way: from a column of the file to every output."""

from __future__ import annotations

import csv
import io
import itertools
import json
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ips_audit
from ips_audit.dimensions import own_dimension
from ips_audit.disclosure.protect import protect
from ips_audit.model import DISABILITY, ETHNIC_GROUP, AuditReport
from ips_audit.outputs.to_csv import report_to_csv
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.words import page
from ips_audit.words.intake import ROLE_NAMES

ROOT = Path(__file__).parents[2]
SECRET = bytes(range(32))
PERIOD = ("2019-01-01", "2019-12-31")
GROUPS = ("White British", "Indian", "Caribbean")
ETHNIC = {"White British": "White", "Indian": "Asian", "Caribbean": "Black"}


def people(heading: str, answers: tuple[str, ...], n: int = 360) -> list[dict[str, str]]:
    """Make people whose answers under a heading go round, whatever their ethnic group."""
    round_ = itertools.cycle(itertools.product(GROUPS, answers, ("Male", "Female")))
    return [
        {
            "Reference": f"P{i:04}",
            "Ethnic group": group,
            "Gender": gender,
            heading: answer,
            "Start date": f"2019-{i % 12 + 1:02}-10",
            "Job outcome": "Yes" if i % 7 < 3 else "No",
        }
        for i, (group, answer, gender) in enumerate(itertools.islice(round_, n))
    ]


def table(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def long_caseload(heading: str, groups: tuple[str, ...]) -> bytes:
    """Count three times as many people of each group as the service has."""
    rows = [("Ethnic group", g, 400) for g in ("White", "Asian", "Black")]
    rows += [(heading, g, 1200 // len(groups)) for g in groups]
    return table([{"Dimension": d, "Group": g, "Number of people": str(n)} for d, g, n in rows])


def audited(service: bytes, caseload: bytes | None = None, **decided: object) -> AuditReport:
    decided = {"caseload_includes_service": True, **decided}
    return ips_audit.audit(service, caseload, period=PERIOD, **decided).report


def check_everywhere(report: AuditReport, name: str, key: str, groups: tuple[str, ...]) -> None:
    """Look for a dimension in the profile, access, jobs, layers, CSV and JSON."""
    told = report_to_json(report)
    (profile,) = told["who"]
    assert [g["group"] for g in profile[name]] == [*groups, "Not known"]
    (access,) = (c for c in told["checks"] if (c["question"], c["dimension"]) == ("access", name))
    assert access["kind"] == "headline" and access["finding"] is not None
    assert [g["group"] for g in access["groups"]] == list(groups)
    assert all(g["of"] for g in access["groups"])
    jobs = [c for c in told["checks"] if (c["question"], c["dimension"]) == ("outcome", name)]
    assert {c["people"] for c in jobs} == {"everyone", "at least 6 months"}
    assert {c["kind"] for c in jobs} == {"exploratory"} and all(c["tests"] for c in jobs)
    within = [c["within"][key] for c in told["checks"] if key in c["within"]]
    assert Counter(within) == dict.fromkeys(groups, 2)
    assert [x["strata"] for x in told["layers"] if x["by"] == name] == [[*groups]] * 2
    rows = list(csv.DictReader(io.StringIO(report_to_csv(report))))
    assert {r["group"] for r in rows if r["dimension"] == name} >= set(groups)


def test_disability_is_compared_like_gender() -> None:
    service = table(people("Disability", ("Yes", "No", "Prefer not to say")))
    caseload = long_caseload("Disability", ("Disabled", "Not disabled"))
    report = audited(service, caseload)
    check_everywhere(report, "disability", "disability", DISABILITY.groups)
    assert report.who[0].counts[DISABILITY].not_known == 120


def test_without_the_column_nothing_is_said_of_it() -> None:
    told = report_to_json(audited(table(people("Notes", ("a", "b")))))
    assert "disability" not in told["who"][0]
    assert {c["dimension"] for c in told["checks"]} == {"ethnic group", "gender"}


def test_a_column_of_other_things_is_not_taken_for_disability() -> None:
    kinds = tuple(f"told the worker about {i}" for i in range(9))
    report = audited(table(people("Disability", kinds)))
    assert DISABILITY not in report.who[0].counts


@pytest.mark.parametrize("form", ["a list of people", "groups across", "groups down"])
def test_disability_is_read_from_each_form_of_caseload(form: str) -> None:
    service = table(people("Disability", ("Yes", "No")))
    rows = people("Disability", ("Yes", "No"), 1200)
    caseload = {
        "a list of people": table(
            [{k: r[k] for k in ("Reference", "Ethnic group", "Gender", "Disability")} for r in rows]
        ),
        "groups across": table(
            [{"White": "400", "Asian": "400", "Black": "400", "Disabled": "600",
              "Not disabled": "600"}]
        ),
        "groups down": table(
            [{"Group": g, "People": n} for g, n in (
                ("White", "400"), ("Asian", "400"), ("Black", "400"), ("Disabled", "600"),
                ("Not disabled", "600"))]
        ),
    }[form]  # fmt: skip
    report = audited(service, caseload)
    for dimension, of in ((DISABILITY, [600, 600]), (ETHNIC_GROUP, [400, 400, 400])):
        (access,) = (
            c for c in report.checks if c.question == "access" and c.dimension == dimension
        )
        assert [g.of for g in access.groups if g.of] == of


def test_any_other_column_can_be_compared_by() -> None:
    quintiles = ("10 most", "2", "3", "4", "1 least")
    service = table(people("IMD quintile", quintiles, 600))
    caseload = long_caseload("IMD quintile", ("1 LEAST", "2", "3", "4", "10 most"))
    groups = ("1 least", "2", "3", "4", "10 most")
    report = audited(service, caseload, columns={"compare_by": "IMD quintile"})
    check_everywhere(report, "IMD quintile", "compare_by", groups)


def test_a_column_with_too_many_answers_is_refused_in_words() -> None:
    service = table(people("Postcode", tuple(f"AB{i}" for i in range(40)), 480))
    report = audited(service, columns={"compare_by": "Postcode"})
    assert set(map(str, report.who[0].counts)) == {"ethnic group", "gender"}
    assert any("“Postcode” has 40 different answers" in w for w in report.warnings)


def test_a_heading_that_the_audit_uses_itself_is_told_apart() -> None:
    assert own_dimension("Gender").name == "Gender (your column)"
    assert own_dimension("people").name == "people (your column)"
    assert own_dimension(" Housing  status").name == "Housing status"


def test_the_share_safe_version_has_it_too() -> None:
    service = table(people("Disability", ("Yes", "No")))
    safe = protect(audited(service, long_caseload("Disability", DISABILITY.groups)), SECRET)
    assert all(170 <= (g.n or 0) <= 190 for g in safe.who[0].counts[DISABILITY].groups)
    (access,) = (c for c in safe.checks if c.question == "access" and c.dimension == DISABILITY)
    assert len(access.groups) == 2 and access.finding is not None


def test_a_rare_answer_of_the_users_own_column_is_not_named_outside_the_team() -> None:
    rows = people("Team", ("North", "South"))
    rows[0]["Team"] = rows[2]["Team"] = "Only two people"
    report = audited(table(rows), columns={"compare_by": "Team"})
    assert "Only two people" in dumps(report_to_json(report))
    safe = dumps(report_to_json(protect(report, SECRET)))
    assert "North" in safe and "Only two people" not in safe


def test_a_new_dimension_is_one_entry(tmp_path: Path) -> None:
    """Nothing but the entry: no code list, no heading, no word anywhere else."""
    (tmp_path / "service.csv").write_bytes(
        table(people("Housing", ("Settled", "Not settled", "Not known")))
    )
    (tmp_path / "caseload.csv").write_bytes(
        long_caseload("Housing", ("Settled", "Not settled", "Not known"))
    )
    script = textwrap.dedent(
        """
        import json
        from ips_audit import dimensions
        from ips_audit.dimensions import Dimension

        entry = Dimension("housing", "housing", "kinds of housing", ("Settled", "Not settled"))
        dimensions.DIMENSIONS = (*dimensions.DIMENSIONS, entry)

        import ips_audit
        from ips_audit.outputs.to_json import report_to_json

        made = ips_audit.audit("service.csv", "caseload.csv", period=("2019-01-01", "2019-12-31"),
                               caseload_includes_service=True)
        made.to_excel("team.xlsx")
        made.to_word("team.docx")
        made.share_safe().to_word("safe.docx")
        both = made.report, made.share_safe().report
        print(json.dumps([report_to_json(r) for r in both]))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr
    team, safe = json.loads(done.stdout)
    (profile,) = team["who"]
    assert [(g["group"], g["n"]) for g in profile["housing"]] == [
        ("Settled", 120), ("Not settled", 120), ("Not known", 120),
    ]  # fmt: skip
    for told in (team, safe):
        (access,) = (
            c for c in told["checks"] if (c["question"], c["dimension"]) == ("access", "housing")
        )
        assert access["finding"] is not None and len(access["groups"]) == 2
    assert any(c["dimension"] == "housing" and c["question"] == "outcome" for c in team["checks"])
    assert any(c["within"].get("housing") == "Settled" for c in team["checks"])
    assert any(x["by"] == "housing" for x in team["layers"])
    assert words_in(tmp_path / "team.docx") > 0 and words_in(tmp_path / "safe.docx") > 0
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "team.xlsx")
    titles = [str(sheet["A1"].value) for sheet in book]
    assert sum("by housing" in t for t in titles) >= 3


def words_in(path: Path) -> int:
    """Return how often a Word report names the new dimension."""
    import docx

    document = docx.Document(str(path))
    text = [p.text for p in document.paragraphs]
    text += [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return sum("housing" in t.casefold() for t in text)


def test_the_page_offers_any_column_to_compare_by() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    data = table(people("IMD quintile", ("1", "2", "3", "4", "5"), 120))
    app.file_uploader[0].upload("people.csv", data, "text/csv").run()
    next(b for b in app.button if b.label == page.CONTINUE).click().run()
    label = ROLE_NAMES["compare_by"].capitalize()
    box = next(s for s in app.selectbox if s.label == label)
    box.set_value("IMD quintile").run()
    assert not app.exception
    ready = app.session_state["audit_state"].ready
    compared = [d for d in ready.people.coded if d.key == "compare_by"]
    assert [(d.name, ready.people.coded[d].groups) for d in compared] == [
        ("IMD quintile", ("1", "2", "3", "4", "5"))
    ]
