# ruff: noqa: E501
"""More awkward files: odd ages, services spelt twice, pivots, blocks, mixed dates."""

from __future__ import annotations

from datetime import timedelta

from made_up import (
    CASELOAD,
    DETAILED,
    NK,
    PERIOD,
    TEXT_DAY,
    A,
    B,
    M,
    O,
    W,
    as_csv,
    as_xlsx,
    headings,
    table,
)
from variants import LONG, THEM, TOTAL, TRUTH, add, two, two_services, usual, with_caseload

# ---- services within the service file --------------------------------------------------------
spelt = (
    "Service",
    lambda p: (p.service, p.service.upper(), f" {p.service}  ", p.service.lower())[
        int(p.ref[-1]) % 4
    ],
)
add("a service spelt four ways", table(THEM, service=spelt),
    ("caseload", "c.xlsx", as_xlsx({"C": [["Service", "Ethnic group", "Number"], *([s, g, n] for s, v in two.items() for g, n in v.items())]})),
    columns=headings(service=spelt), truth=TRUTH | {"services": two})  # fmt: skip

# ---- caseloads in blocks -----------------------------------------------------------------------
block = [["Service", "Ethnic group", "Number"]]
for s, v in two.items():
    block += [[s if i == 0 else None, g, n] for i, (g, n) in enumerate(v.items())]
two_services("services: named once a block", block)
pivot = [["Row Labels", "Count of Client ID"]]
for s, v in two.items():
    pivot += [[s, sum(v.values())], *([g, n] for g, n in v.items())]
two_services("services: pivot with nested rows", [*pivot, ["Grand Total", TOTAL]])
subtotals = [["Service", "Ethnic group", "Number"]]
for s, v in two.items():
    subtotals += [*([s, g, n] for g, n in v.items()), [f"{s} Total", None, sum(v.values())]]
two_services("services: subtotals", [*subtotals, ["Grand Total", None, TOTAL]])
with_caseload("caseload: two years down", [["Year", "Ethnic group", "Number"],
    *([2018, g, n + 9] for g, n in CASELOAD.items()), *([2019, g, n] for g, n in CASELOAD.items())],
    asks=("answers.caseload.only Year",),
    decided={"answers": {"caseload": {"only Year": "2019"}}})  # fmt: skip
with_caseload("caseload: ethnic group and gender down", [["Ethnic group", "Gender", "Number"],
    *([g, x, n // 2 if x == "Male" else n - n // 2] for g, n in CASELOAD.items() for x in ("Male", "Female"))])  # fmt: skip
with_caseload("caseload: genders below, with Other", [["Group", "Number"], *([g, n] for g, n in CASELOAD.items()),
    ["Female", 500], ["Male", 430], ["Other", 10], ["Not known", 10]])  # fmt: skip
with_caseload(
    "caseload: numbers with percent",
    [
        ["Ethnic group", "Caseload"],
        *([g, f"{n} ({100 * n / TOTAL:.0f}%)"] for g, n in CASELOAD.items()),
    ],
)
with_caseload("caseload: notes and date above", [["Adult CMHT caseload by ethnicity"], ["As at 31/03/2019"], [], ["Ethnicity", "No. of patients"],
    *([g, n] for g, n in CASELOAD.items()), ["Grand Total", TOTAL], [], ["* Figures from the trust's system"]])  # fmt: skip
with_caseload("caseload: below 5", [["Ethnic group", "Number"], *([g, n if g != O else "<5"] for g, n in CASELOAD.items())],
    {g: (n if g != O else None) for g, n in CASELOAD.items()},
    asks=("answers.caseload.suppressed",), decided={"answers": {"caseload": {"suppressed": "leave out"}}})  # fmt: skip
with_caseload("caseload: merged Other and not stated", [["Ethnic group", "Number"], *([g, n] for g, n in CASELOAD.items() if g not in (O, NK)),
    ["Other / not stated", 60]], {**{g: n for g, n in CASELOAD.items() if g not in (O, NK)}, NK: 60},
    asks=("answers.ethnicity.Other / not stated", "answers.caseload.missing_groups"),
    decided={"answers": {"ethnicity": {"Other / not stated": NK}, "caseload": {"missing_groups": "leave out"}}})  # fmt: skip
with_caseload("caseload: census of a borough, 18 groups", [["Ethnic group", "2021"], ["All usual residents", TOTAL], ["White: Irish", 10],
    ["White: English, Welsh, Scottish, Northern Irish or British", 400], ["Asian, Asian British or Asian Welsh: Indian", 130],
    ["Asian, Asian British or Asian Welsh: Chinese", 20], ["Black, Black British, Black Welsh, Caribbean or African: African", 260],
    ["Mixed or Multiple ethnic groups: White and Asian", 70], ["Other ethnic group: Arab", 35], ["Not stated", 25]])  # fmt: skip
with_caseload("caseload: UTF-16 text", as_csv(LONG, "\t", "utf-16"), named="caseload.txt")
with_caseload("caseload: one row across, percent", [["", *CASELOAD], ["%", *(f"{100 * n / TOTAL:.2f}%" for n in CASELOAD.values())]],
    asks=("caseload_total",), decided={"caseload_total": TOTAL})  # fmt: skip
with_caseload("caseload: across, suppressed", [[*CASELOAD], [n if g != O else "[c]" for g, n in CASELOAD.items()]],
    {g: (n if g != O else None) for g, n in CASELOAD.items()},
    asks=("answers.caseload.suppressed",), decided={"answers": {"caseload": {"suppressed": "leave out"}}})  # fmt: skip

# ---- people ---------------------------------------------------------------------------------------
odd_ages = {"3": 0, "5": 999, "7": "N/K", "8": None}
kept_ages = [p for p in THEM if p.ref[-1] not in odd_ages]
add("ages: impossible ones", table(THEM, age=("Age", lambda p: odd_ages.get(p.ref[-1], p.age))),
    truth=TRUTH | {"ages": (len(kept_ages), sum(p.age for p in kept_ages))}, told=("have no usable age",))  # fmt: skip
add(
    "references in two forms",
    table(
        [THEM[0], *THEM],
        person=(
            "Client ID",
            lambda p, n=[0]: (
                (n.append(0) or f" {p.ref.lower()} ") if len(n) % 2 else (n.append(0) or p.ref)
            ),
        ),
    ),
)
far = [p for p in THEM if p.age > 40]
add(
    "people of another year",
    table(
        [
            *THEM,
            *[
                p.__class__(
                    **{
                        **p.__dict__,
                        "ref": "Z" + p.ref,
                        "start": p.start.replace(year=2018) - timedelta(days=1),
                    }
                )
                for p in far
                if (p.start.month, p.start.day) != (2, 29)
            ],
        ]
    ),
)
add("jobs after the period", table(THEM, job_outcome=None, job_start_date=("Job start date", lambda p: p.job_start if p.job else p.start.replace(year=2021, day=1) if p.age > 60 else None)),
    columns=headings(job_outcome=None, job_start_date=("Job start date", TEXT_DAY)), asks=("answers.jobs.after the period",),
    decided={"answers": {"jobs": {"after the period": "no job"}}})  # fmt: skip
add(
    "mixed ways of writing a date",
    as_csv(
        table(
            THEM,
            start_date=(
                "Start date",
                lambda p: (TEXT_DAY(p), p.start.isoformat(), p.start.strftime("%d %b %Y"))[
                    int(p.ref[-1]) % 3
                ],
            ),
        )
    ),
    file="x.csv",
)
add(
    "serial numbers as text",
    as_csv(
        table(THEM, start_date=("Start date", lambda p: f"{(p.start - PERIOD[0]).days + 43466}"))
    ),
    file="x.csv",
)
add("units below the headings", [usual[0], ["", "", "", "(years)", "(dd/mm/yyyy)", "(Y/N)"], *usual[1:]],
    columns=headings())  # fmt: skip
add(
    "title lines in a text file",
    as_csv(
        [
            ["IPS report"],
            ["Run on 2 January 2020"],
            [],
            *table(THEM, start_date=("Start date", TEXT_DAY)),
        ]
    ),
    file="x.csv",
)
add("a column with only Active and Closed", table(THEM, job_outcome=None, _s=("Status", lambda p: "Active" if p.age > 40 else "Closed")),
    columns=headings(job_outcome=None), told=("No column for job outcome",),
    truth={k: v for k, v in TRUTH.items() if k != "jobs_by_ethnicity"})  # fmt: skip
add("two start dates that differ", table(THEM, _x=("Date of first contact", lambda p: p.start + timedelta(days=5))),
    asks=("columns.start_date",), decided={"columns": {"start_date": "Start date"}})  # fmt: skip
add(
    "code and label of the ethnic group",
    table(THEM, _c=("Ethnic Category Code", lambda p: DETAILED[p.detailed][1])),
    told=("says the same",),
)
add("Chinese alone", table(THEM, ethnicity=("Ethnicity", lambda p: "Chinese" if p.detailed == 6 else p.group)),
    asks=("chinese_in",), decided={"chinese_in": "Asian"})  # fmt: skip
add("counts instead of people", [["Ethnicity", "Gender", "Job outcome", "Number of people"],
    *([g, x, j, n] for (g, x, j), n in __import__("collections").Counter((p.group, p.gender, "Yes" if p.job else "No") for p in THEM).items())],
    columns={"ethnicity": "Ethnicity", "gender": "Gender", "job_outcome": "Job outcome", "people": "Number of people"},
    truth={"people": len(THEM)})  # fmt: skip
add(
    "yes with words",
    table(THEM, job_outcome=("Job outcome", lambda p: "Yes - paid" if p.job else "No")),
)
add("a tick for a job", table(THEM, job_outcome=("Got a job", lambda p: "✓" if p.job else None)),
    columns=headings(job_outcome=("Got a job", TEXT_DAY)), asks=("blank_outcome_means_no",), decided={"blank_outcome_means_no": True})  # fmt: skip
add("employer instead of outcome", table(THEM, job_outcome=("Employer", lambda p: "Greenway Foods" if p.job else None)),
    columns=headings(job_outcome=None), told=("No column for job outcome",),
    truth={k: v for k, v in TRUTH.items() if k != "jobs_by_ethnicity"})  # fmt: skip
add(
    "Excel's own sheet of lists first",
    as_xlsx(
        {
            "Data validation": [
                ["Ethnicity", "Gender", "Outcome"],
                *(
                    [DETAILED[i][5], ("Male", "Female")[i % 2], ("Yes", "No")[i % 2]]
                    for i in range(9)
                ),
            ],
            "2019": usual,
        }
    ),
)
add("last year on a sheet of its own", as_xlsx({"2019": usual, "2018": [["Ref", *usual[0][1:], "Notes"], *([*r, ""] for r in usual[1:30])]}),
    asks=("sheet",), decided={"sheet": "2019"})  # fmt: skip


# ---- a third look ----------------------------------------------------------------------------------
with_caseload(
    "caseload: groups and genders across, Other twice",
    [[*CASELOAD, "Female", "Male", "Other", "Not known"], [*CASELOAD.values(), 500, 430, 10, 10]],
)
with_caseload("caseload: age bands below", [["Group", "Number"], *([g, n] for g, n in CASELOAD.items()), ["18-25", 300], ["26-64", 600], ["65+", 50]],
    told=("count no group of this audit",))  # fmt: skip
hundred = dict(zip(CASELOAD, (43, 16, 27, 7, 4, 3), strict=True))
with_caseload("caseload: adds up to 100", [["Ethnic group", "Caseload"], *map(list, hundred.items())],
    {g: n * 10 for g, n in hundred.items()}, asks=("answers.caseload.unit",),
    decided={"answers": {"caseload": {"unit": "percent"}}, "caseload_total": 1000})  # fmt: skip
with_caseload(
    "caseload: 100 people",
    [["Ethnic group", "Number of people"], *map(list, hundred.items())],
    hundred,
)
by_block = sorted(THEM, key=lambda p: p.service)
named_once = {
    by_block[0].ref: "North",
    next(p.ref for p in by_block if p.service == "South"): "South",
}
in_blocks = ("Service", lambda p: named_once.get(p.ref))
add("services named once a block of people", table(by_block, service=in_blocks),
    ("caseload", "c.xlsx", as_xlsx({"C": [["Service", "Ethnic group", "Number"], *([s, g, n] for s, v in two.items() for g, n in v.items())]})),
    columns=headings(service=in_blocks), truth=TRUTH | {"services": two})  # fmt: skip
add("age band before age", [["Client ID", "Ethnicity", "Gender", "Age band", "Age", "Start date", "Job outcome"],
    *([*r[:3], "18-40" if r[3] <= 40 else "41+", *r[3:]] for r in usual[1:])])  # fmt: skip
now = ("Current age", lambda p: p.age + 4)
born = ("Date of birth", lambda p: p.birth)
add("age today beside the date of birth", table(THEM, age=now, date_of_birth=born), columns=headings(age=now, date_of_birth=born),
    told=("age today",))  # fmt: skip
add(
    "two-character NHS codes",
    table(
        THEM,
        ethnicity=(
            "Ethnicity",
            lambda p: {
                "A": "A",
                "B": "B",
                "C": "C3",
                "D": "D",
                "F": "F",
                "H": "H",
                "J": "J",
                "M": "M",
                "N": "N",
                "S": "SE",
                "Z": "Z",
            }[DETAILED[p.detailed][1]],
        ),
    ),
)
add("ISO sex codes", table(THEM, gender=("Sex", lambda p: "0" if p.ref.endswith("9") else {"Male": "1", "Female": "2"}[p.gender])),
    columns=headings(gender=("Sex", TEXT_DAY)),
    truth=TRUTH | {"by_gender": dict(__import__("collections").Counter(NK if p.ref.endswith("9") else p.gender for p in THEM))})  # fmt: skip
add("9 that may mean two things", table(THEM, gender=("Gender", lambda p: "9" if p.ref.endswith("9") else {"Male": "1", "Female": "2"}[p.gender])),
    asks=("answers.gender.9",), decided={"answers": {"gender": {"9": "Another gender"}}},
    truth=TRUTH | {"by_gender": dict(__import__("collections").Counter("Another gender" if p.ref.endswith("9") else p.gender for p in THEM))})  # fmt: skip
add("NA among two letters", table(THEM, ethnicity=("Ethnicity", lambda p: {W: "CA", B: "NA", A: "LA", M: "GA", O: "SA"}.get(p.group, ""))),
    asks=("answers.ethnicity.NA",), decided={"answers": {"ethnicity": {"NA": B}}})  # fmt: skip
add("an unlabelled total below", [*usual, [None, None, None, None, None, 39]])
add("a job title as the outcome", table(THEM, job_outcome=("Job outcome", lambda p: "Cleaner" if p.job else "No")),
    asks=("answers.job_outcome.Cleaner",), decided={"answers": {"job_outcome": {"Cleaner": "Yes"}}})  # fmt: skip
add("NA among NHS letters", table(THEM, ethnicity=("Ethnicity", lambda p: "NA" if p.detailed == 8 else "C3" if p.detailed == 2 else DETAILED[p.detailed][1])),
    asks=("answers.ethnicity.NA",), decided={"answers": {"ethnicity": {"NA": B}}})  # fmt: skip
