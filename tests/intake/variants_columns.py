# ruff: noqa: E501
"""Kinds of columns that real exports have: each file has one right reading, or one question."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from made_up import DETAILED, NK, TEXT_DAY, A, B, M, O, Person, W, as_csv, headings, table
from variants import THEM, TRUTH, add

DAY = timedelta(days=1)
NO_OUTCOME: dict[str, Any] = {"job_outcome": None}


def turn(p: Person, n: int) -> int:
    """Deal people out to n columns."""
    return int(p.ref[1:]) % n


def job_in(k: int, n: int, shift: int = 0):  # type: ignore[no-untyped-def]
    return lambda p: p.job_start + shift * DAY if p.job and turn(p, n) == k else None


def said(yes: str = "Yes", no: str = "No"):  # type: ignore[no-untyped-def]
    return lambda p: yes if p.job else no


# ---- the day of joining ------------------------------------------------------------------------
for name, used, others in (
    ("profile", "First Vocational Profile Date", {"Date referred": -40, "Date accepted": -20, "IPS start": -9}),
    ("appointment", "Date of 1st appointment", {"Referral received": -33, "Consent date": 4}),
    ("programme start", "Programme start", {"Referral Date": -25, "Allocated": -3}),
    ("acceptance", "Accepted onto caseload (date)", {"Ref received date": -14}),
    ("DateTime", "IPS_StartDate", {"ReferralDate": -12}),
    ("enrolment", "Enrolment date", {"Date of referral": -8, "Registration form received": -10}),
):  # fmt: skip
    extra = {
        f"_{i}": (h, lambda p, d=d: p.start + d * DAY) for i, (h, d) in enumerate(others.items())
    }
    changed: dict[str, Any] = {**extra, "start_date": (used, lambda p: p.start)}
    add(f"joined by {name}", table(THEM, **changed), columns=headings(start_date=changed["start_date"]),
        told=("Not used",))  # fmt: skip
add("two starts that differ", table(THEM, _s=("Service start date", lambda p: p.start - 5 * DAY)),
    asks=("columns.start_date",), decided={"columns": {"start_date": "Start date"}})  # fmt: skip
add("profile mostly blank", table(THEM,
    _v=("Vocational profile", lambda p: p.start if turn(p, 3) == 0 else None)),
    asks=("columns.start_date",), decided={"columns": {"start_date": "Start date"}})  # fmt: skip

# ---- several jobs across ---------------------------------------------------------------------
for name, titles in (
    ("numbers", ("Job start date 1", "Job start date 2", "Job start date 3")),
    ("words", ("First job start", "Second job start", "Third job start")),
    ("hash", ("Employment start date #1", "Employment start date #2")),
    ("no first", ("Job start date", "Job start date 2", "Job start date 3")),
    ("bare twice", ("Job start date", "Second job start date")),
    ("letters", ("Job A start date", "Job B start date")),
    ("ordinals", ("1st job start date", "2nd job start date")),
    ("placements", ("Placement 1 start", "Placement 2 start")),
    ("date of job", ("Date started job 1", "Date started job 2")),
):
    n = len(titles)
    across = {f"_{k}": (h, job_in(k, n)) for k, h in enumerate(titles)}
    add(f"jobs across: {name}", table(THEM, **NO_OUTCOME, **across),
        columns=headings(job_outcome=None, job_start_date=(" + ".join(titles), TEXT_DAY)),
        told=("taken together",))  # fmt: skip
add("jobs across as csv, later job first", as_csv(table(THEM, **NO_OUTCOME, start_date=("Start date", TEXT_DAY),
    _1=("Job 1 start", lambda p: (p.job_start + 30 * DAY).strftime("%d/%m/%Y") if p.job else ""),
    _2=("Job 2 start", lambda p: p.job_start.strftime("%d/%m/%Y") if p.job else ""))),
    file="jobs.csv", told=("taken together",),
    columns=headings(job_outcome=None, job_start_date=("Job 1 start + Job 2 start", TEXT_DAY)))  # fmt: skip
for name, titles, words in (
    ("outcomes", ("Outcome 1", "Outcome 2"), ("Paid employment", "Volunteering")),
    ("yes and no", ("Job outcome 1", "Job outcome 2"), ("Y", "N")),
    ("gained", ("Gained employment (1)", "Gained employment (2)"), ("Yes", "No")),
):
    two = {f"_{k}": (h, lambda p, k=k, w=words: w[not (p.job and turn(p, 2) == k)])
           for k, h in enumerate(titles)}  # fmt: skip
    add(f"outcomes across: {name}", table(THEM, **NO_OUTCOME, **two),
        columns=headings(job_outcome=(" + ".join(titles), TEXT_DAY)), told=("taken together",))  # fmt: skip
add("two job dates that differ", table(THEM, **NO_OUTCOME,
    _1=("Job start date", job_in(0, 2)), _2=("Date of first job", job_in(1, 2))),
    asks=("columns.job_start_date",),
    decided={"columns": {"job_start_date": "Job start date + Date of first job"}},
    columns=headings(job_outcome=None, job_start_date=("Job start date + Date of first job", TEXT_DAY)))  # fmt: skip

# ---- a status at the start and one at the end --------------------------------------------------
for first, last, yes, no in (
    ("Employed", "Employed at discharge", "Y", "N"),
    ("Employment status", "Employment status (current)", "In work", "Unemployed"),
    ("Work status at referral", "Work status at closure", "Employed", "Not employed"),
    (
        "Economic activity on entry",
        "Economic activity on exit",
        "Employed",
        "Economically inactive",
    ),
    ("Working", "Working after 6 months", "Yes", "No"),
    ("Employment status #1", "Employment status #2", "10", "11"),
    ("In paid work", "Still in paid work", "TRUE", "FALSE"),
):
    earlier = lambda p, y=yes, n=no: y if turn(p, 7) == 1 and not p.job else n  # noqa: E731
    add(f"status of two times: {last}", table(THEM, job_outcome=(last, said(yes, no)), _f=(first, earlier)),
        asks=("columns.job_outcome",), decided={"columns": {"job_outcome": last}, "leave_out_in_work": False},
        columns={**headings(job_outcome=(last, TEXT_DAY)), "in_work_at_start": first})  # fmt: skip
add("an outcome beside a status at the start", table(THEM, _s=("Employment status at referral", lambda p: "Employed" if turn(p, 9) == 1 else "Unemployed")),
    asks=("leave_out_in_work",), decided={"leave_out_in_work": False},
    columns={**headings(), "in_work_at_start": "Employment status at referral"})  # fmt: skip
add(
    "an outcome beside a status now",
    table(THEM, _s=("Currently employed?", lambda p: "Y" if turn(p, 4) else "N")),
)

# ---- one thing in two columns ------------------------------------------------------------------
for k, (mine, other, role, value, rival) in enumerate((
    ("Age at enrolment", "Age", "age", lambda p: p.age, lambda p: p.age + 2),
    ("Age when joined", "Age today", "age", lambda p: p.age, lambda p: p.age + 1),
    ("Age at start", "Age as at 31/03/2020", "age", lambda p: p.age, lambda p: p.age + 1),
    ("Age", "Age group", "age", lambda p: p.age, lambda p: "16-25" if p.age < 26 else "26-70"),
    ("Gender identity", "Legal sex", "gender", lambda p: {"Male": "Man", "Female": "Woman"}[p.gender], lambda p: "M" if turn(p, 20) == 3 else p.gender[0]),
    ("Which gender do you identify with?", "Sex assigned at birth", "gender", lambda p: p.gender, lambda p: p.gender),
    ("Ethnicity", "Ethnicity ID", "ethnicity", lambda p: DETAILED[p.detailed][5], lambda p: str(p.detailed + 1)),
    ("Ethnic group (description)", "Ethnic group (code)", "ethnicity", lambda p: DETAILED[p.detailed][2], lambda p: DETAILED[p.detailed][1]),
)):  # fmt: skip
    changed = {role: (mine, value), "_r": (other, rival)}
    add(
        f"two of one thing {k}: {mine}",
        table(THEM, **changed),
        columns=headings(**{role: changed[role]}),
    )
    turned = {f"_{role}": (other, rival), **changed}
    add(f"two of one thing turned {k}: {mine}", table(THEM, **{k: v for k, v in turned.items() if k != "_r"}),
        columns=headings(**{role: changed[role]}))  # fmt: skip
for mine, other in (
    ("Self-declared ethnicity", "Ethnicity as observed by worker"),
    ("Ethnicity (self-defined)", "Officer defined ethnicity"),
    ("Ethnicity stated by client", "Ethnicity assumed by referrer"),
):
    add(f"another's word: {other}", table(THEM, ethnicity=(mine, lambda p: DETAILED[p.detailed][5]),
        _o=(other, lambda p: W if turn(p, 2) else p.group)),
        asks=("columns.ethnicity",), decided={"columns": {"ethnicity": mine}},
        columns=headings(ethnicity=(mine, TEXT_DAY)))  # fmt: skip
add(
    "the same gender as at birth",
    table(
        THEM, _t=("Is your gender the same as at birth?", lambda p: "Yes" if turn(p, 9) else "No")
    ),
)

# ---- a heading that denies ---------------------------------------------------------------------
for heading, yes, no in (
    ("Unemployed at exit", "Y", "N"), ("Not employed", "Yes", "No"), ("Out of work", "TRUE", "FALSE"),
    ("NEET (Y/N)", "Y", "N"), ("Still without a job", "1", "0"), ("Did not find work", "yes", "no"),
    ("Jobless", "x", "No"), ("Non-working", "Yes", "No"),
):  # fmt: skip
    if yes == "x":
        continue
    add(f"a denial: {heading}", table(THEM, job_outcome=(heading, said(no, yes))),
        asks=(f"answers.meaning.{heading}",), columns=headings(job_outcome=(heading, TEXT_DAY)),
        decided={"answers": {"meaning": {heading: "yes means no job"}}})  # fmt: skip
add(
    "a denial beside an outcome",
    table(THEM, _n=("Unemployed", lambda p: "Yes" if turn(p, 3) else "No")),
)

# ---- ethnic groups as ticks --------------------------------------------------------------------
FIVE = {"White": W, "Mixed": M, "Asian": A, "Black": B, "Other": O}
for name, form, yes, no in (
    ("plain", "{}", 1, 0), ("y and n", "Ethnicity - {}", "Y", "N"), ("crosses", "{} (tick)", "X", None),
    ("race", "Race: {}", "Yes", "No"), ("snake", "ethnicity_{}", "TRUE", "FALSE"),
    ("ticks", "Ethnic group: {}", "✓", None),
):  # fmt: skip
    titles = [form.format(g.lower() if "_" in form else g) for g in FIVE]
    ticks = {f"_{i}": (t, lambda p, g=g, y=yes, n=no: y if p.group == g else n)
             for i, (t, g) in enumerate(zip(titles, FIVE.values(), strict=True))}  # fmt: skip
    add(f"ticks: {name}", table(THEM, ethnicity=None, **ticks), told=("one column a group",),
        columns={**headings(ethnicity=None), "ethnicity": " + ".join(titles)})  # fmt: skip
doubled = {p.ref for p in THEM if turn(p, 11) == 2 and p.group in (W, B)}
ticks = {f"_{i}": (t, lambda p, g=g: int(p.group == g or (p.ref in doubled and g in (W, B))))
         for i, (t, g) in enumerate(FIVE.items())}  # fmt: skip
mixed = Counter(M if p.ref in doubled else p.group for p in THEM)
mixed_jobs = Counter(M if p.ref in doubled else p.group for p in THEM if p.job)
add("ticks: more than one", table(THEM, ethnicity=None, **ticks),
    asks=("answers.ethnicity.More than one group ticked",),
    decided={"answers": {"ethnicity": {"More than one group ticked": M}}},
    truth=TRUTH | {"by_ethnicity": dict(mixed), "jobs_by_ethnicity": dict(mixed_jobs)},
    columns={**headings(ethnicity=None), "ethnicity": " + ".join(FIVE)})  # fmt: skip

# ---- answers: signs, work and code lists ---------------------------------------------------------
for k, (yes, no) in enumerate((
    ("In paid work 16+ hrs", "In paid work <16 hrs"), ("Employed ≥ 16 hours", "Employed < 16 hours"),
    ("Job (>13 weeks)", "Job (<13 weeks)"), ("Employed - 16+ hrs", "Employed - <16 hrs"),
)):  # fmt: skip
    add(
        f"signs {k}",
        table(
            THEM,
            job_outcome=(
                "Employment outcome",
                lambda p, y=yes, n=no: (y, n)[turn(p, 2)] if p.job else "No job",
            ),
        ),
        columns=headings(job_outcome=("Employment outcome", TEXT_DAY)),
    )
for heading, yes, no in (
    ("Leaving destination", "Full-time employment", "Moved away"),
    ("Exit reason", "Moved into employment", "Disengaged"),
    ("Result at closure", "Found a job", "Still looking for work"),
    ("Reason for discharge", "Entered paid employment", "Lost contact"),
    ("Outcome at exit", "Employed - 16+ hrs", "Unemployed and looking"),
    ("Positive outcome", "Paid work", "Training"),
):
    add(f"an outcome by its answers: {heading}", table(THEM, job_outcome=(heading, said(yes, no))),
        columns=headings(job_outcome=(heading, TEXT_DAY)))  # fmt: skip
add("an outcome with an unclear heading", table(THEM, job_outcome=("Field 12", said("Started a job", "Nothing yet"))),
    asks=("columns.job_outcome",), decided={"columns": {"job_outcome": "Field 12"}, "answers": {"job_outcome": {"Nothing yet": "No"}}},
    columns=headings(job_outcome=("Field 12", TEXT_DAY)))  # fmt: skip
add("learner record", table(THEM, job_outcome=("Employment status", said("10", "12"))),
    columns=headings(job_outcome=("Employment status", TEXT_DAY)))  # fmt: skip
ILR = {
    W: ("31", "34"),
    M: ("35", "36"),
    A: ("39", "43"),
    B: ("44", "46"),
    O: ("98", "47"),
    NK: ("99", "99"),
}
add("learner record of ethnic groups", table(THEM, ethnicity=("Ethnicity", lambda p: ILR[p.group][turn(p, 2)])),
    told=("Learner Record",))  # fmt: skip
add("numbers of no list", table(THEM, ethnicity=("Ethnicity", lambda p: {W: 71, M: 72, A: 73, B: 74, O: 75}.get(p.group))),
    asks=("ethnic_scheme",), decided={"ethnic_scheme": "one by one", "answers": {"ethnicity": {"71": W, "72": M, "73": A, "74": B, "75": O}}})  # fmt: skip

# ---- who joined ----------------------------------------------------------------------------------
inside = [p for p in THEM if turn(p, 5)]
JOINED = {
    "people": len(inside),
    "by_ethnicity": dict(Counter(p.group for p in inside)),
    "jobs_by_ethnicity": dict(Counter(p.group for p in inside if p.job)),
    "by_gender": dict(Counter(p.gender for p in inside)),
    "ages": (len(inside), sum(p.age for p in inside)),
}
for heading, yes, outs in (
    ("Referral decision", "Accepted", ("Not accepted", "Waiting list")),
    ("Eligible for service?", "Y", ("N",)),
    ("Status of referral", "Accepted", ("Rejected", "Pending")),
    ("Joined IPS", "Yes", ("No",)),
    ("Triage outcome", "Taken on", ("Declined by client", "Unsuitable", "Signposted")),
):
    add(f"who joined: {heading}", table(THEM, _w=(heading, lambda p, y=yes, o=outs: y if turn(p, 5) else o[p.age % len(o)])),
        asks=("answers.rows.not_joined",), decided={"answers": {"rows": {"not_joined": "leave out"}}},
        truth=JOINED, columns={**headings(), "joined": heading})  # fmt: skip
add("who joined: nobody else has a date", table(THEM,
    start_date=("Start date", lambda p: p.start if turn(p, 5) else None),
    _w=("Referral outcome", lambda p: "Accepted" if turn(p, 5) else "Declined")),
    truth=JOINED, columns={**headings(), "joined": "Referral outcome"})  # fmt: skip

# ---- letters among labels ------------------------------------------------------------------------
LABELLED = {"A": "British (A)", "B": "Irish (B)", "Z": "Not stated (Z)"}


def lettered(p: Person, small: bool = False) -> str:
    letter = DETAILED[p.detailed][1]
    return letter.lower() if small and turn(p, 2) else letter


add(
    "letters beside labels with letters",
    table(
        THEM,
        ethnicity=(
            "Ethnicity",
            lambda p: (
                LABELLED.get(lettered(p), DETAILED[p.detailed][2]) if turn(p, 2) else lettered(p)
            ),
        ),
    ),
)
add(
    "small letters among labels",
    table(
        THEM,
        ethnicity=(
            "Ethnicity",
            lambda p: DETAILED[p.detailed][5] if turn(p, 4) else lettered(p, True),
        ),
    ),
)
add(
    "Z among labels",
    table(
        THEM, ethnicity=("Ethnicity", lambda p: "Z" if p.group == NK else DETAILED[p.detailed][4])
    ),
)
add("initials among labels", table(THEM, ethnicity=("Ethnicity", lambda p: {A: "A", B: "B", M: "M"}.get(p.group, p.group) if turn(p, 2) else p.group)),
    asks=("ethnic_scheme",), decided={"ethnic_scheme": "initial letters"})  # fmt: skip

# ---- a single sensible candidate -------------------------------------------------------------
for role, title, write in (
    ("start_date", "IPS_Start_DateTime", lambda p: f"{p.start}T10:15:00"),
    ("start_date", "Programme commencement date", lambda p: p.start),
    ("start_date", "Began with us", lambda p: p.start),
    ("job_outcome", "Gained job (Y/N)", said("Y", "N")),
    ("job_outcome", "Found work?", said()),
    ("job_outcome", "Has the person started a paid job?", said()),
    ("job_outcome", "Secured employment", said()),
    ("age", "How old were you when you started?", lambda p: p.age),
    ("gender", "What is your gender?", lambda p: p.gender),
):
    add(f"alone: {title}", table(THEM, **{role: (title, write)}),
        columns=headings(**{role: (title, write)}))  # fmt: skip
