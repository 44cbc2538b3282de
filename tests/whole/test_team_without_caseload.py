"""Teams without a caseload of their own: the total is checked, and all that is said fits that."""

from __future__ import annotations

import random

import pandas as pd

from ips_audit import audit
from ips_audit.model import ALL_SERVICES, ETHNIC_GROUP, GENDER, Finding
from ips_audit.words import findings
from ips_audit.words.answer import answer_of
from ips_audit.words.next_steps import NEXT_SPLIT, next_step
from ips_audit.words.results import cell_words

CASELOAD = pd.DataFrame(
    {"Ethnic group": ["White", "Asian", "Black", "Mixed"], "People": [500, 400, 200, 100]}
)


def people() -> pd.DataFrame:
    draw = random.Random(3)
    groups = ["White British"] * 6 + ["Indian"] + ["Black African"] * 2 + ["Mixed - other"]
    return pd.DataFrame(
        {
            "Client ID": [f"C{i:04}" for i in range(200)],
            "Team": [draw.choice(["East", "West"]) for _ in range(200)],
            "Ethnicity": [draw.choice(groups) for _ in range(200)],
            "Start date": [f"{draw.randint(1, 28):02}/03/2023" for _ in range(200)],
            "Got a job": [draw.choice(["Yes", "No", "No"]) for _ in range(200)],
        }
    )


def test_a_caseload_that_is_not_split_by_team_is_used_for_the_total() -> None:
    report = audit(people(), CASELOAD, caseload_includes_service=True).report
    asked = [c for c in report.headline if c.question == "access"]
    access = {c.service: c for c in asked if c.dimension == ETHNIC_GROUP}
    assert access[ALL_SERVICES].finding is Finding.GAP
    for team in ("East", "West"):
        assert access[team].sentences == (findings.NOT_SPLIT,)
        assert cell_words(access[team]).about == "see all together"
        assert next_step(access[team]) == NEXT_SPLIT


def test_the_answer_tells_the_gap_of_the_total() -> None:
    first, *more = answer_of(audit(people(), CASELOAD, caseload_includes_service=True).report)
    assert first.startswith("Over all services, people in Asian/Asian British reached the service")
    assert findings.NO_BASELINE not in more


def test_a_caseload_without_genders_is_said_to_be_that() -> None:
    report = audit(people(), CASELOAD, caseload_includes_service=True).report
    (gender,) = (c for c in report.headline if c.dimension == GENDER and c.service == "East")
    assert gender.sentences == (findings.NOT_IN_CASELOAD.format(dimension="gender"),)
    assert cell_words(gender).about == "not in the caseload"
    assert next_step(gender).startswith("Add the numbers on the caseload by gender")
