"""Forms of columns, headings, layouts and files, mixed at random: never wrong in silence."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from made_up import DETAILED, PERIOD, Write, as_csv, as_xlsx, people, table, truth_of
from test_accuracy import differences, read

from ips_audit.model import Settings

THEM = people(66, 9)
ETHNIC: tuple[Write, ...] = (
    *(lambda p, i=i: DETAILED[p.detailed][i] for i in (1, 2, 3, 4, 5)),
    lambda p: p.group,
    lambda p: DETAILED[p.detailed][2].upper().replace(": ", " - "),
    lambda p: f" {DETAILED[p.detailed][5]} ",
)
GENDER: tuple[Write, ...] = (
    lambda p: p.gender,
    lambda p: p.gender[0],
    lambda p: {"Male": 1, "Female": 2}[p.gender],
    lambda p: {"Male": "Man", "Female": "Woman"}[p.gender],
    lambda p: p.gender.lower() + " ",
)
AGE: tuple[Write, ...] = (
    lambda p: p.age,
    lambda p: f"{p.age} yrs",
    lambda p: f"{p.age}",
    lambda p: float(p.age),
)
START: tuple[Write, ...] = (
    lambda p: p.start,
    lambda p: p.start.strftime("%d/%m/%Y"),
    lambda p: p.start.strftime("%m/%d/%Y"),
    lambda p: p.start.strftime("%d-%b-%y"),
    lambda p: p.start.strftime("%d.%m.%y"),
    lambda p: p.start.isoformat(),
    lambda p: (p.start - date(1899, 12, 30)).days,
    lambda p: p.start.strftime("%d/%m/%Y 00:00"),
)
OUTCOME: tuple[Write, ...] = (
    lambda p: "Yes" if p.job else "No",
    lambda p: "y" if p.job else "n",
    lambda p: int(p.job),
    lambda p: p.job,
    lambda p: "In paid employment" if p.job else "Unemployed",
    lambda p: "Full time" if p.job else "Volunteering",
)
NAMES = {
    "person": ("Client ID", "URN", "Service user ID", "RiO number", "Ref"),
    "ethnicity": ("Ethnicity", "Ethnic group", "ETHNIC_CATEGORY", "Ethnic origin (self-defined)"),
    "gender": ("Gender", "Sex", "Stated gender", "Gender (M/F)"),
    "age": ("Age", "Age at referral", "Age (years)"),
    "start_date": ("Start date", "Date accepted", "IPS start date", "Date started with IPS"),
    "job_outcome": ("Job outcome", "Employed?", "Gained employment", "Job (Y/N)"),
}
EXTRA: tuple[tuple[str, Write] | None, ...] = (
    None,
    ("Employment Specialist", lambda p: "Sam" if p.age > 40 else "Ali"),
    ("Notes", lambda p: "rang on Monday, will ring again" if p.age > 50 else None),
    ("Team", lambda p: "West"),
    ("Nationality", lambda p: "British"),
    ("Discharge date", lambda p: None),
    ("", lambda p: None),
)


def mixture(seed: int) -> tuple[str, bytes]:
    """Write the people down in a form that the seed chooses."""
    rng = random.Random(seed)
    forms = {
        "person": lambda p: p.ref, "ethnicity": rng.choice(ETHNIC), "gender": rng.choice(GENDER),
        "age": rng.choice(AGE), "start_date": rng.choice(START),
        "job_outcome": rng.choice(OUTCOME),
    }  # fmt: skip
    columns: dict[str, Any] = {r: (rng.choice(NAMES[r]), form) for r, form in forms.items()}
    columns |= {f"_{i}": rng.choice(EXTRA) for i in range(2)}
    rows: list[list[Any]] = table(THEM, **columns)
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    rows = [[row[j] for j in order] for row in rows]
    if rng.random() < 0.3:
        blank = [""] * rng.randrange(1, 3)
        rows = [blank + row for row in rows]
    if rng.random() < 0.3:
        rows = [["Clients of the IPS service"], ["Run on 3 January 2020"], [], *rows]
    if rng.random() < 0.3:
        rows = [*rows, [], ["Source: the team's own tracker, checked in January"]]
    if rng.random() < 0.2:
        rows = [*rows, ["Total", *[""] * (len(order) - 2), len(THEM)]]
    kind = rng.choice(("xlsx", "xlsx", "csv", "semicolon", "tab"))
    if kind == "xlsx":
        return "people.xlsx", as_xlsx({"Data": rows})
    delimiter = {"csv": ",", "semicolon": ";", "tab": "\t"}[kind]
    return "people.csv", as_csv(rows, delimiter, rng.choice(("utf-8", "utf-8-sig", "cp1252")))


@pytest.mark.parametrize("seed", range(60))
def test_a_mixture_is_read_rightly_or_asked_about(seed: int) -> None:
    name, data = mixture(seed)
    run = read((("service", name, data),), Settings(*PERIOD))
    if not run.asked:
        assert differences(run.prepared, truth_of(THEM)) == []


def test_most_mixtures_need_no_question() -> None:
    runs = [read((("service", *mixture(s)),), Settings(*PERIOD)) for s in range(60)]
    assert sum(bool(r.asked) for r in runs) <= 6


LABELS = {
    "White": (("White", 410),),
    "Mixed": (("Mixed", 70),),
    "Asian/Asian British": (("Asian or Asian British", 150),),
    "Black/Black British": (("Black or Black British", 260),),
    "Other": (("Other", 35),),
    "Not known": (("Not known", 25),),
}
PARTS = {
    "White": ((0, 300), (1, 60), (2, 50)),
    "Mixed": ((3, 40), (4, 30)),
    "Asian/Asian British": ((5, 90), (6, 60)),
    "Black/Black British": ((7, 160), (8, 100)),
    "Other": ((9, 35),),
    "Not known": ((10, 25),),
}


def caseload_mixture(seed: int) -> tuple[str, bytes]:
    """Write one caseload down in a form that the seed chooses."""
    rng = random.Random(seed)
    detail = rng.choice((None, 1, 2, 3, 4, 5))
    both = detail is not None and rng.random() < 0.4
    lines: list[list[Any]] = []
    for group in rng.sample(list(LABELS), len(LABELS)):
        ((name, n),) = LABELS[group]
        if detail is None or (both and len(PARTS[group]) > 1):
            lines.append([name, n])
        if detail is not None:
            indent = "  " if both else ""
            lines += [[indent + DETAILED[i][detail], m] for i, m in PARTS[group]]
    number = rng.choice((int, str, lambda n: f"{n:,} ", float))
    total = sum(n for ((_, n),) in LABELS.values())
    if rng.random() < 0.4:
        lines.append([rng.choice(("Total", "Grand Total", "All", "Total caseload")), total])
    if rng.random() < 0.3:
        lines += [["Female", 500], ["Male", 440], ["Not known", 10]]
    heads = [rng.choice(("Ethnic group", "Ethnicity", "Row Labels", "Group")),
             rng.choice(("Number", "Count", "People", "Caseload", "Patients", "2019"))]  # fmt: skip
    rows: list[list[Any]] = [heads, *([a, number(n)] for a, n in lines)]
    if rng.random() < 0.3:
        percents = [f"{100 * n / total:.1f}%" for _, n in lines]
        rows = [[*r, x] for r, x in zip(rows, ["%", *percents], strict=True)]
    if rng.random() < 0.3:
        rows = [["Adult caseload by ethnic group"], ["As at 31 March 2019"], [], *rows]
    if rng.random() < 0.3:
        rows = [*rows, [], ["Source: the trust's own system, people open on the day"]]
    if rng.random() < 0.6:
        return "caseload.xlsx", as_xlsx({"Sheet1": rows})
    return "caseload.csv", as_csv(rows, rng.choice(",;\t"))


def caseload_run(seed: int) -> Any:
    service = as_xlsx({"Data": table(THEM, ethnicity=("Ethnicity", lambda p: p.group))})
    files = (("service", "s.xlsx", service), ("caseload", *caseload_mixture(seed)))
    return read(files, Settings(*PERIOD))


@pytest.mark.parametrize("seed", range(60))
def test_a_mixed_caseload_is_read_rightly_or_asked_about(seed: int) -> None:
    run = caseload_run(seed)
    truth = {"caseload": {g: n for g, ((_, n),) in LABELS.items()}}
    if not run.asked:
        assert differences(run.prepared, truth) == []
