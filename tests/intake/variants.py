# ruff: noqa: E501
"""Awkward files of the kinds that services keep, each with its right answer."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from made_up import (
    CASELOAD,
    DETAILED,
    NK,
    TEXT_DAY,
    USUAL,
    A,
    B,
    Cells,
    M,
    O,
    Variant,
    W,
    Write,
    as_csv,
    as_xlsx,
    headings,
    moment,
    people,
    table,
    truth_of,
)

THEM = people()
TRUTH = truth_of(THEM)
FOUND: list[Variant] = []
LONG: list[list[Any]] = [["Ethnic group", "Number"], *([g, n] for g, n in CASELOAD.items())]


def add(
    name: str,
    rows: Cells | bytes,
    *more: tuple[str, str, bytes],
    columns: dict[str, str] | None = None,
    asks: tuple[str, ...] = (),
    decided: dict[str, Any] | None = None,
    truth: dict[str, Any] | None = None,
    file: str = "",
    told: tuple[str, ...] = (),
) -> None:
    """Add a variant: rows are written as .xlsx, bytes as they are."""
    data = rows if isinstance(rows, bytes) else as_xlsx({"Sheet1": rows})
    name_of = file or f"{name}.xlsx"
    FOUND.append(
        Variant(
            name, (("service", name_of, data), *more), truth or TRUTH,
            headings() if columns is None else columns, frozenset(asks), decided or {}, told,
        )
    )  # fmt: skip


def labels(i: int) -> tuple[str, Write]:
    return "Ethnicity", lambda p: DETAILED[p.detailed][i]


def starts(write: Write, heading: str = "Start date") -> tuple[str, Write]:
    return heading, write


def plain_file(**changed: Any) -> bytes:
    return as_xlsx({"Sheet1": table(THEM, **changed)})


# ---- headings --------------------------------------------------------------------------------
for k, (names, _) in enumerate(
    (
        (("Service User ID", "Ethnic Category", "Stated Gender", "Age at referral",
          "Date accepted", "Gained employment?"), {}),
        (("URN", "Ethnic Origin", "Sex", "Age (years)", "IPS start date", "Got job?"), {}),
        (("Participant ID", "Ethnic background", "Client Gender", "Age at start",
          "Programme start date", "Employed (Y/N)"), {}),
        (("RiO number", "EthnicCategory", "Person Stated Gender", "Current age",
          "Accepted_Date", "Job Start (Y/N)"), {}),
        (("Case ref", "Self-defined ethnicity", "M/F", "Age in years", "Date first seen",
          "Paid employment"), {}),
        (("Client ref (RiO)", "Ethnicity of client", "Gender of client", "Age (at start)",
          "Start date (dd/mm/yyyy)", "Job outcome (Y/N)"), {}),
        (("CLIENT_REF", "ETHNIC_GROUP", "GENDER", "AGE", "START_DATE", "JOB_OUTCOME"), {}),
        (("client  ref", "Ethnic\ngroup", "gender ", " age", "Date\nstarted IPS", "in work?"), {}),
    )
):  # fmt: skip
    roles = ("person", "ethnicity", "gender", "age", "start_date", "job_outcome")
    named = {r: (h, USUAL[r][1]) for r, h in zip(roles, names, strict=True)}
    wanted = {r: " ".join(h.split()) for r, h in zip(roles, names, strict=True)}
    add(f"headings {k}", table(THEM, **named), columns=wanted)

crowd: dict[str, Any] = {
    "_a": ("Referral date", lambda p: p.start - timedelta(days=30)),
    "_b": ("Discharge date", lambda p: p.start + timedelta(days=200)),
    "_c": ("Postcode", lambda p: "ZZ1 1ZZ"),
    "_d": ("Ethnicity of employment specialist", lambda p: "White British"),
    "_e": ("13 week date", lambda p: p.start + timedelta(days=91)),
    "_f": ("Nationality", lambda p: "British"),
    "_g": ("Previous job", lambda p: "Yes" if p.age > 30 else "No"),
    "_h": ("Employment Specialist", lambda p: "Sam" if p.age > 40 else "Ali"),
    "_i": ("Carer's gender", lambda p: "Female"),
    "_j": ("Preferred Language", lambda p: "English"),
    "_k": ("Hours per week", lambda p: 16 if p.job else None),
}
add("a crowd of other columns", table(THEM, **crowd))
add("only a referral date", table(THEM, start_date=("Referral date", lambda p: p.start)),
    columns=headings(start_date=("Referral date", TEXT_DAY)))  # fmt: skip
add("job start beside yes and no", table(THEM, job_start_date=("Job start date", lambda p: p.job_start)),
    columns=headings(job_start_date=("Job start date", TEXT_DAY)))  # fmt: skip
add("job start alone", table(THEM, job_outcome=None, job_start_date=("Date of first job", lambda p: p.job_start)),
    columns=headings(job_outcome=None, job_start_date=("Date of first job", TEXT_DAY)))  # fmt: skip
add("job start in a column of outcomes", table(THEM, job_outcome=None, job_start_date=("Job start", lambda p: p.job_start)),
    columns=headings(job_outcome=None, job_start_date=("Job start", TEXT_DAY)))  # fmt: skip
add("two jobs across", table(THEM, job_outcome=None,
    job_start_date=("Job 1 start date", lambda p: p.job_start),
    _z=("Job 2 start date", lambda p: p.job_start + timedelta(days=40) if p.job and p.age > 40 else None)),
    columns=headings(job_outcome=None, job_start_date=("Job 1 start date + Job 2 start date", TEXT_DAY)),
    told=("taken together",))  # fmt: skip
add("an unnamed start date", table(THEM, start_date=("Came to us", lambda p: p.start)),
    asks=("columns.start_date",), decided={"columns": {"start_date": "Came to us"}},
    columns=headings(start_date=("Came to us", TEXT_DAY)))  # fmt: skip
add(
    "sex at birth beside gender",
    table(THEM, _s=("Sex at birth", lambda p: "Female" if p.ref.endswith("7") else p.gender)),
)
add("two ethnicities that agree", table(THEM, _e2=("Ethnicity - High-level", lambda p: p.group)),
    told=("says the same",))  # fmt: skip
add("two ethnicities that differ", table(THEM, _e2=("Ethnic group", lambda p: W if p.ref.endswith("3") else p.group)),
    asks=("columns.ethnicity",), decided={"columns": {"ethnicity": "Ethnicity"}})  # fmt: skip

# ---- where the table stands -------------------------------------------------------------------
usual = table(THEM)
add("titles, blank column, notes", [
    ["", "IPS service, clients 2019"], ["", "Printed 3 January 2020"], [],
    *(["", *row] for row in usual), [], ["", "Source: local tracker, all clients opened in the year"],
])  # fmt: skip
add("total rows and a grand total", [
    *usual[:40], ["Total", "", "", "", "", 39], *usual[40:], ["Grand total", "", "", "", "", 72],
])  # fmt: skip
add("headings on every page", [*usual[:30], usual[0], *usual[30:60], usual[0], *usual[60:]])
add(
    "blank rows between",
    [r for i, row in enumerate(usual) for r in ([row, []] if i % 9 == 8 else [row])],
)
band = ["Client", "", "", "", "IPS", "Employment"]
add("two-row headings, merged", as_xlsx(
    {"Log": [band, ["ID", "Ethnicity", "Gender", "Age", "Start date", "Job outcome"], *usual[1:]]},
    merged={"Log": ["A1:D1"]}),
    columns={"person": "Client / ID", "ethnicity": "Client / Ethnicity", "gender": "Client / Gender",
             "age": "Client / Age", "start_date": "IPS / Start date", "job_outcome": "Employment / Job outcome"})  # fmt: skip
add(
    "a hidden sheet of last year",
    as_xlsx({"Old": usual[:50], "Now": usual}, hidden=["Old"]),
    told=("Old",),
)
add("notes and lists beside the data", as_xlsx({
    "Read me": [["How to fill this in"], ["One row a person, please, and no names at all"]],
    "Lists": [["Ethnicity", "Gender"], ["White British", "Male"], ["Indian", "Female"]],
    "Clients": usual,
}))  # fmt: skip
north, south = ([p for p in THEM if p.service == s] for s in ("North", "South"))
add("one sheet a service", as_xlsx({"North": table(north), "South": table(south)}),
    asks=("sheet",), decided={"sheet": "all sheets together"})  # fmt: skip
add("two services in two files", as_xlsx({"S": table(north)}),
    ("service", "south.xlsx", as_xlsx({"S": table(south)})), file="north.xlsx")  # fmt: skip
add("a pivot beside the data", as_xlsx({
    "Pivot": [["Count of Client ID", "Column Labels"], ["Row Labels", "Yes", "No", "Grand Total"],
              ["White British", 4, 5, 9], ["Indian", 1, 2, 3], ["Grand Total", 5, 7, 12]],
    "Data": usual,
}))  # fmt: skip

# ---- text files ---------------------------------------------------------------------------------
texts = table(
    THEM,
    start_date=starts(TEXT_DAY),
    ethnicity=("Ethnicity – self-defined", lambda p: DETAILED[p.detailed][5]),
)
dashed = headings(ethnicity=("Ethnicity – self-defined", TEXT_DAY))
add("semicolons, cp1252", as_csv(texts, ";", "cp1252"), file="x.csv", columns=dashed)
add("tabs, UTF-16", as_csv(texts, "\t", "utf-16"), file="x.txt", columns=dashed)
add("pipes, BOM", as_csv(texts, "|", "utf-8-sig"), file="x.csv", columns=dashed)
add("sep line", as_csv(texts, ";", "cp1252", "sep=;\r\n"), file="x.csv", columns=dashed)
add("tsv named csv", as_csv(texts, "\t"), file="x.csv", columns=dashed)

# ---- dates ---------------------------------------------------------------------------------------
DATES: tuple[tuple[str, Write], ...] = (
    ("day first", TEXT_DAY),
    ("ISO", lambda p: p.start.isoformat()),
    ("ISO with time", lambda p: f"{p.start.isoformat()} 00:00:00"),
    ("ISO with zone", lambda p: f"{p.start.isoformat()}T09:30:00Z"),
    ("day first with time", lambda p: p.start.strftime("%d/%m/%Y 14:05")),
    ("two-digit years", lambda p: p.start.strftime("%d/%m/%y")),
    ("dots", lambda p: f"{p.start.day}.{p.start.month}.{p.start.year}"),
    ("short month", lambda p: p.start.strftime("%d-%b-%y")),
    ("long month", lambda p: f"{p.start.day} {p.start:%B} {p.start.year}"),
    ("month name first", lambda p: f"{p.start:%B} {p.start.day}, {p.start.year}"),
    ("weekday", lambda p: p.start.strftime("%A %d %B %Y")),
    ("weekday and slashes", lambda p: p.start.strftime("%a %d/%m/%Y")),
    ("ordinal", lambda p: f"{p.start.day}th {p.start:%b} {p.start.year}"),
    ("serial numbers", lambda p: (p.start - date(1899, 12, 30)).days),
    ("year first, slashes", lambda p: p.start.strftime("%Y/%m/%d")),
    ("eight digits", lambda p: p.start.strftime("%Y%m%d")),
    ("month first", lambda p: p.start.strftime("%m/%d/%Y")),
    ("month first, 12-hour clock", lambda p: f"{p.start.month}/{p.start.day}/{p.start.year} 2:05:00 PM"),
    ("month first, two digits", lambda p: p.start.strftime("%m/%d/%y")),
)  # fmt: skip
for kind, write in DATES:
    add(f"dates: {kind}", as_csv(table(THEM, start_date=starts(write))), file="x.csv")
add("dates: cells with times", table(THEM, start_date=starts(lambda p: moment(p.start))))
add(
    "dates: half text, half cells",
    table(THEM, start_date=starts(lambda p: TEXT_DAY(p) if p.age % 2 else p.start)),
)
early = [p for p in people(150, 4) if p.start.day <= 12]
add("dates: nothing tells the order", as_csv(table(early, start_date=starts(TEXT_DAY))), file="x.csv",
    asks=("date_order",), decided={"date_order": "day first"}, truth=truth_of(early))  # fmt: skip
add("dates: American, opened in Britain", table(THEM, start_date=starts(
    lambda p: p.start.strftime("%m/%d/%Y") if p.start.day > 12 else date(p.start.year, p.start.day, p.start.month))),
    asks=("answers.dates.Start date",), decided={"answers": {"dates": {"Start date": "turn round"}}})  # fmt: skip
add("dates: only the year", table(THEM, start_date=starts(lambda p: p.start.year)),
    asks=("columns.start_date",), decided={"columns": {"start_date": ""}},
    columns=headings(start_date=None))  # fmt: skip
births = {"age": None, "date_of_birth": ("DOB", lambda p: p.birth.strftime("%d/%m/%Y"))}
add("birth dates", table(THEM, **births), columns=headings(**births))
short = {"age": None, "date_of_birth": ("D.O.B.", lambda p: p.birth.strftime("%d/%m/%y"))}
add("birth dates, two digits", table(THEM, **short), columns=headings(**short))

# ---- ages ----------------------------------------------------------------------------------------
for kind, said in (
    ("yrs", "{} yrs"), ("years old", "{} years old"), ("y", "{}y"), ("decimal", "{}.0"),
    ("months too", "{} yrs 3 months"), ("aged", "Aged {}"), ("spaced", " {} "),
):  # fmt: skip
    add(f"ages: {kind}", table(THEM, age=("Age", lambda p, s=said: s.format(p.age))))


def banded(p: Any) -> str:
    for low, high in ((18, 25), (26, 40), (41, 55)):
        if p.age <= high:
            return f"{low}-{high}"
    return "56+"


bands = {k: v for k, v in TRUTH.items() if k != "ages"} | {"bands": True}
add(
    "ages: bands",
    table(THEM, age=("Age band", banded)),
    columns=headings(age=("Age band", banded)),
    truth=bands,
)
add("ages: other bands", table(THEM, age=("Age group", lambda p: "16-24" if p.age < 25 else "25-34" if p.age < 35 else "35 and over")),
    columns=headings(age=("Age group", banded)), truth={k: v for k, v in bands.items() if k != "bands"} | {},
    told=("age bands",))  # fmt: skip

# ---- genders --------------------------------------------------------------------------------------
for kind, names3 in (("M F", "MF"), ("codes", "12"), ("padded", ("01", "02")), ("men", ("Man", "Woman")),
                     ("trans", ("Male (including trans man)", "Female (including trans woman)"))):  # fmt: skip
    add(f"gender: {kind}", table(THEM, gender=("Sex", lambda p, n=names3: n[p.gender == "Female"])),
        columns=headings(gender=("Sex", TEXT_DAY)))  # fmt: skip


def wide_gender(p: Any) -> str:
    return {"0": "Non-binary", "1": "Prefer not to say", "2": "Genderqueer"}.get(
        p.ref[-1], p.gender
    )


def gender_of(p: Any) -> str:
    said = wide_gender(p)
    return {"Non-binary": "Another gender", "Genderqueer": "Another gender",
            "Prefer not to say": NK}.get(said, said)  # fmt: skip


add("gender: more than two", table(THEM, gender=("Gender", wide_gender)),
    truth=TRUTH | {"by_gender": dict(Counter(map(gender_of, THEM)))})  # fmt: skip
add("gender: zero and one", table(THEM, gender=("Gender", lambda p: int(p.gender == "Female"))),
    asks=("answers.gender.0", "answers.gender.1"),
    decided={"answers": {"gender": {"0": "Male", "1": "Female"}}})  # fmt: skip

# ---- ethnic groups --------------------------------------------------------------------------------
for i, kind in ((2, "2001"), (3, "2011"), (4, "2021")):
    add(f"labels of {kind}", table(THEM, ethnicity=labels(i)))
add("NHS letters", table(THEM, ethnicity=labels(1)), told=("NHS codes",))
add("NHS letters, with names", table(THEM, ethnicity=("Ethnicity", lambda p: f"{DETAILED[p.detailed][1]} - {DETAILED[p.detailed][2].split(': ')[-1].replace('Not stated', 'Not stated')}")),
)  # fmt: skip
add("first letters of groups", table(THEM, ethnicity=("Ethnicity", lambda p: {W: "W", A: "A", B: "B", M: "M", O: "O"}.get(p.group, ""))),
    asks=("ethnic_scheme",), decided={"ethnic_scheme": "initial letters"})  # fmt: skip
add("A, B and M alone", table([p for p in THEM if p.detailed in (0, 1, 7, 8)],
    ethnicity=("Ethnicity", lambda p: "A" if p.group == W else "B")),
    asks=("ethnic_scheme",),
    decided={"answers": {"ethnicity": {"A": W, "B": B}}},
    truth=truth_of([p for p in THEM if p.detailed in (0, 1, 7, 8)]))  # fmt: skip
add(
    "case, dashes, spaces",
    table(
        THEM,
        ethnicity=(
            "Ethnicity",
            lambda p: f" {DETAILED[p.detailed][2].upper().replace(': ', ' – ')}\u00a0",
        ),
    ),
)
add("five groups", table(THEM, ethnicity=("Ethnicity", lambda p: p.group)))
add("an answer from nowhere", table(THEM, ethnicity=("Ethnicity", lambda p: "Zaltharian" if p.group == O else p.group)),
    asks=("answers.ethnicity.Zaltharian",), decided={"answers": {"ethnicity": {"Zaltharian": O}}})  # fmt: skip
blanks = ("", "N/K", "99", "Declined", "NULL", "-", "Refused", "not known", "?", None)
add(
    "ways to say nothing",
    table(
        THEM,
        ethnicity=(
            "Ethnicity",
            lambda p: blanks[int(p.ref[-1])] if p.group == NK else DETAILED[p.detailed][5],
        ),
    ),
)

# ---- outcomes -------------------------------------------------------------------------------------
STATUS = ("In paid employment", "Unemployed", "Volunteering", "Training", "Job searching")
OUTCOMES: tuple[tuple[str, Write], ...] = (
    ("status", lambda p: "In paid employment" if p.job else STATUS[1 + p.age % 4]),
    ("Y N", lambda p: "Y" if p.job else "N"),
    ("one and zero", lambda p: int(p.job)),
    ("booleans", lambda p: p.job),
    ("full time and part time", lambda p: ("Full time", "Part-time")[p.age % 2] if p.job else "No"),
    ("job and no job", lambda p: "Job started" if p.job else "No job"),
)
for kind, write in OUTCOMES:
    add(f"outcome: {kind}", table(THEM, job_outcome=("Job outcome", write)))
add("outcome: employment status", table(THEM, job_outcome=("Employment status", OUTCOMES[0][1])),
    columns=headings(job_outcome=("Employment status", TEXT_DAY)))  # fmt: skip
add("outcome: retained", table(THEM, job_outcome=("Job outcome", lambda p: "Yes" if p.job else "Job retained" if p.age > 60 else "No")),
    asks=("answers.job_outcome.Job retained",), decided={"answers": {"job_outcome": {"Job retained": "No"}}})  # fmt: skip
add("outcome: blanks", table(THEM, job_outcome=("Job outcome", lambda p: "Yes" if p.job else None)),
    asks=("blank_outcome_means_no",), decided={"blank_outcome_means_no": True})  # fmt: skip
add("outcome: how many jobs", table(THEM, job_outcome=("Number of jobs", lambda p: 1 + p.age % 2 if p.job else 0)),
    columns=headings(job_outcome=("Number of jobs", TEXT_DAY)),
    asks=("answers.job_outcome.0", "answers.job_outcome.1", "answers.job_outcome.2"),
    decided={"answers": {"job_outcome": {"0": "No", "1": "Yes", "2": "Yes"}}})  # fmt: skip
add("outcome: dates and words", table(THEM, job_outcome=None, job_start_date=("Job start date", lambda p: p.job_start if p.job else "no")),
    columns=headings(job_outcome=None, job_start_date=("Job start date", TEXT_DAY)))  # fmt: skip
at_work = [p for p in THEM if p.age > 55]
add("in work at the start", table(THEM, in_work_at_start=("Employed at referral", lambda p: "Yes" if p.age > 55 else "No")),
    columns=headings(in_work_at_start=("Employed at referral", TEXT_DAY)),
    asks=("leave_out_in_work",), decided={"leave_out_in_work": False})  # fmt: skip

# ---- people twice ----------------------------------------------------------------------------------
twice = [THEM[0], *THEM, THEM[5], THEM[5]]
add("whole rows repeated", table(twice), told=("75 rows are 72 people",))
add("several jobs, one row each", table([p for p in THEM for _ in range(1 + (p.job and p.age % 2))], job_outcome=None,
    job_start_date=("Job start date", lambda p: p.job_start)),
    columns=headings(job_outcome=None, job_start_date=("Job start date", TEXT_DAY)))  # fmt: skip
add("references as numbers and text", table(twice, person=("Client ID", lambda p: int(p.ref[1:]))))


# ---- caseloads --------------------------------------------------------------------------------------
def with_caseload(name: str, rows: Cells | bytes, wanted: Any = None, **other: Any) -> None:
    data = rows if isinstance(rows, bytes) else as_xlsx({"Caseload": rows})
    truth = TRUTH | {"caseload": dict(CASELOAD) if wanted is None else wanted}
    service = table(THEM, **other.pop("service", {}))
    columns = other.pop("columns", headings())
    add(
        name,
        service,
        ("caseload", other.pop("named", "caseload.xlsx"), data),
        truth=truth,
        columns=columns,
        **other,
    )


TOTAL = sum(CASELOAD.values())
with_caseload("caseload: long", LONG)
with_caseload("caseload: total and title", [["Caseload, March 2019"], [], *LONG, ["Total", TOTAL]])
with_caseload(
    "caseload: text numbers",
    [["Ethnic group", "Number"], *([g, f"{n:,} "] for g, n in CASELOAD.items())],
)
with_caseload(
    "caseload: number and percent",
    [
        ["Ethnic group", "Number", "%"],
        *([g, n, round(100 * n / TOTAL, 1)] for g, n in CASELOAD.items()),
    ],
)
with_caseload(
    "caseload: pivot", [["Row Labels", "Count of Client ID"], *LONG[1:], ["Grand Total", TOTAL]]
)
with_caseload(
    "caseload: percent of a total",
    [
        ["Ethnic group", "%"],
        *([g, f"{100 * n / TOTAL:.2f}%"] for g, n in CASELOAD.items()),
        ["Total", TOTAL],
    ],
)
with_caseload("caseload: percent, no total", [["Ethnic group", "Percentage"], *([g, round(100 * n / TOTAL, 2)] for g, n in CASELOAD.items())],
    asks=("caseload_total",), decided={"caseload_total": TOTAL})  # fmt: skip
with_caseload(
    "caseload: parts of one",
    [
        ["Ethnic group", "Proportion"],
        *([g, n / TOTAL] for g, n in CASELOAD.items()),
        ["Total", TOTAL],
    ],
)
with_caseload("caseload: two years", [["Ethnic group", "2018", "2019"], *([g, n + 7, n] for g, n in CASELOAD.items())],
    asks=("caseload_columns.count",), decided={"caseload_columns": {"count": "2019"}})  # fmt: skip
with_caseload("caseload: two counts", [["Ethnic group", "Referrals", "Caseload"], *([g, n + 7, n] for g, n in CASELOAD.items())],
    asks=("caseload_columns.count",), decided={"caseload_columns": {"count": "Caseload"}})  # fmt: skip
with_caseload("caseload: across", [[*CASELOAD], [*CASELOAD.values()]])
with_caseload(
    "caseload: across with total", [["", *CASELOAD, "Total"], ["People", *CASELOAD.values(), TOTAL]]
)
with_caseload("caseload: suppressed", [["Ethnic group", "Number"], *([g, n if n > 40 else "*"] for g, n in CASELOAD.items()), ["Total", TOTAL]],
    {k: (n if n > 40 else None) for k, n in CASELOAD.items()},
    asks=("answers.caseload.suppressed",), decided={"answers": {"caseload": {"suppressed": "leave out"}}})  # fmt: skip
with_caseload("caseload: unreadable cell", [["Ethnic group", "Number"], *([g, n if g != M else "see note"] for g, n in CASELOAD.items())],
    asks=("answers.caseload.Mixed",), decided={"answers": {"caseload": {M: "70"}}})  # fmt: skip
listed = [["ID", "Ethnicity", "Gender"]]
listed += [[f"P{g[:2]}{i}", g, "Male"] for g, n in CASELOAD.items() for i in range(n)]
with_caseload("caseload: a list of people", as_csv(listed), named="caseload.csv")
parts = [["Ethnic group", "Number"], ["White", ""], ["British", 300], ["Irish", 60], ["Other", 50], ["Mixed", ""],
         ["White and Asian", 60], ["Other", 10], ["Asian", ""], ["Indian", 100], ["Other", 50],
         ["Black", ""], ["African", 200], ["Other", 60], ["Other", ""], ["Any other", 35], ["Not stated", 25]]  # fmt: skip
with_caseload("caseload: bare headings above parts", parts)
sums = [["Ethnic group", "Number"], ["White", 410], ["  British", 300], ["  Irish", 60], ["  Other", 50], ["Mixed", 70],
        ["  White and Asian", 60], ["  Other", 10], ["Asian", 150], ["  Indian", 100], ["  Other", 50],
        ["Black", 260], ["  African", 200], ["  Other", 60], ["Other", 35], ["Not stated", 25]]  # fmt: skip
with_caseload("caseload: sums above parts", sums, told=("groups and their parts",))
two = {
    "North": {W: 200, A: 80, B: 130, M: 30, O: 20, NK: 10},
    "South": {W: 210, A: 70, B: 130, M: 40, O: 15, NK: 15},
}


def two_services(
    name: str, rows: Cells | bytes, names: tuple[str, str] = ("North", "South"), **other: Any
) -> None:
    data = rows if isinstance(rows, bytes) else as_xlsx({"Caseload": rows})
    column = ("Service", lambda p: names[p.service == "South"])
    truth = TRUTH | {"services": {names[i]: two[k] for i, k in enumerate(two)}}
    add(name, table(THEM, service=column), ("caseload", "caseload.xlsx", data), truth=truth,
        columns=headings(service=column), **other)  # fmt: skip


tidy = [
    ["Service", "Ethnic group", "Number"],
    *([s, g, n] for s, v in two.items() for g, n in v.items()),
]
across = [
    ["Service", *CASELOAD, "Total"],
    *([s, *v.values(), sum(v.values())] for s, v in two.items()),
    ["Total", *CASELOAD.values(), TOTAL],
]
each = {
    s: [["Ethnic group", "Number"], *map(list, v.items()), ["Total", sum(v.values())]]
    for s, v in two.items()
}
two_services("services: long", tidy)
two_services("services: across", across)
two_services("services: one sheet each", as_xlsx(each))
two_services("services: groups down, services across", [["Ethnic group", "North", "South", "Total"],
    *([g, two["North"][g], two["South"][g], n] for g, n in CASELOAD.items())])  # fmt: skip
two_services("services: case and spaces", tidy, ("NORTH", "south"))
two_services("services: longer names", tidy, ("North IPS", "South IPS"), told=("North IPS",))  # fmt: skip
two_services("services: other names", tidy, ("Riverside", "Hilltop"),
    asks=("answers.caseload.service Riverside", "answers.caseload.service Hilltop"),
    decided={"answers": {"caseload": {"service Riverside": "North", "service Hilltop": "South"}}})  # fmt: skip
with_caseload("Chinese under two schemes", [["Ethnic group", "Number"], ["White British", 410], ["Asian or Asian British - Indian", 150],
    ["Black or Black British - African", 260], ["Mixed - White and Asian", 70], ["Other Ethnic Groups - Chinese", 15],
    ["Other Ethnic Groups - Any other ethnic group", 20], ["Not stated", 25]],
    {W: 410, A: 165, B: 260, M: 70, O: 20, NK: 25},
    service={"ethnicity": ("Ethnicity", lambda p: "Asian/Asian British: Chinese" if p.detailed == 6 else DETAILED[p.detailed][3])},
    asks=("chinese_in",), decided={"chinese_in": "Asian"})  # fmt: skip
with_caseload("caseload: crossed with gender", [["Ethnic group", "Female", "Male", "Total"],
    *([g, n - n // 3, n // 3, n] for g, n in CASELOAD.items()), ["Total", "", "", TOTAL]])  # fmt: skip
with_caseload(
    "caseload: a sheet each for ethnicity and gender",
    as_xlsx({"Ethnicity": LONG, "Gender": [["Gender", "Number"], ["Female", 500], ["Male", 450]]}),
)
with_caseload("caseload: sum and withheld parts", [["Ethnic group", "Number"], ["White", 410], ["White British", 350],
    ["White Irish", "*"], ["White Other", 50], *([g, n] for g, n in CASELOAD.items() if g != W)],
    asks=("answers.caseload.parts of White",),
    decided={"answers": {"caseload": {"parts of White": "group row"}}})  # fmt: skip
with_caseload("caseload: NHS letters", [["Ethnic category", "Patients"], ["A", 300], ["B", 60], ["C", 50], ["F", 70], ["H", 100],
    ["J", 50], ["M", 160], ["N", 100], ["S", 35], ["Z", 20], ["99", 5]])  # fmt: skip
with_caseload(
    "caseload: the data workbook again", as_xlsx({"Clients": table(THEM), "Caseload": LONG})
)
with_caseload("caseload: long with dimension", [["Dimension", "Group", "People"], *(["Ethnic group", g, n] for g, n in CASELOAD.items()),
    ["Gender", "Female", 500], ["Gender", "Male", 425], ["Gender", "Not known", 25]])  # fmt: skip
with_caseload(
    "caseload: rounded, with gender below",
    [["Group", "Number"], *([g, n] for g, n in CASELOAD.items()), ["Female", 500], ["Male", 450]],
)
with_caseload("caseload: not stated in three ways", [["Ethnic group", "Number"], *([g, n] for g, n in CASELOAD.items() if g != NK),
    ["Not stated", 10], ["Unknown", 10], ["Refused", 5]])  # fmt: skip
