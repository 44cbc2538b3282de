# ruff: noqa: E501
"""Kind 0: which period a file is of, and which day somebody joined."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from realworld.folk import (
    DAY,
    NHS,
    RIO,
    Person,
    as_file,
    folk,
    iso,
    named,
    table,
    truth,
    uk,
    yes,
)  # fmt: skip
from realworld.model import Case

FY23 = date(2023, 4, 1), date(2024, 3, 31)
NOT_COUNT = r"(\bnot\b|\bno\b|leave|left|drop|n.t\b|false|without)"
COUNT = rf"^(?!.*{NOT_COUNT}).*(count|include|keep|yes|true|a job|jobs)"


def period(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


def _year_by_profile() -> Case:
    people = folk(101, 300, *FY23)
    rows = table(people, {
        "Client ID": lambda p: p.ref, "Referral date": lambda p: uk(p.referral),
        "Date of first vocational profile": lambda p: uk(p.start),
        "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Employment outcome": lambda p: "Paid employment" if p.job else "No outcome yet",
        "Job start date": lambda p: uk(p.job_date),
    })  # fmt: skip
    return Case("k00_ips_grow_financial_year", 0, (as_file("export.csv", rows),),
                truths=(truth(people, "gender", period=period(*FY23)),),
                # What "No outcome yet" means may be asked.
                routes=(((("No outcome yet", '^"?no"?:'),), truth(people, period=period(*FY23))),))  # fmt: skip


def _year_by_appointment() -> Case:
    first, last = date(2022, 4, 1), date(2023, 3, 31)
    people = folk(102, 164, first, last)
    rows = table(people, {
        "RiO number": lambda p: p.ref, "Team": lambda p: "IPS East",
        "Referral Received Date": lambda p: p.referral, "First Appointment": lambda p: p.start,
        "Ethnic Category": lambda p: p.label(RIO), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Discharge date": lambda p: p.start + 200 * DAY,
        "Date into work": lambda p: p.job_date,
    })  # fmt: skip
    return Case("k00_rio_first_appointment", 0, (as_file("Rio IPS extract.xlsx", rows),),
                truths=(truth(people, "age", period=period(first, last)),))  # fmt: skip


def _year_by_acceptance() -> Case:
    first, last = date(2023, 1, 1), date(2023, 12, 31)
    people = folk(103, 121, first, last)
    rows = table(people, {
        "SystmOne ID": lambda p: p.ref, "Sex": lambda p: p.gender[0],
        "Ethnicity (NHS code)": lambda p: p.label(NHS), "Date of referral": lambda p: iso(p.referral),
        "Referral Accepted Date": lambda p: iso(p.start), "Got a job?": lambda p: yes(p.job),
        "Age at referral": lambda p: p.age,
    })  # fmt: skip
    return Case("k00_systmone_acceptance", 0, (as_file("S1_report.csv", rows, bom=True),),
                truths=(truth(people, period=period(first, last)),))  # fmt: skip


def _academic_year() -> Case:
    first, last = date(2023, 9, 1), date(2024, 8, 31)
    people = folk(104, 90, first, last)
    rows = table(people, {
        "Learner ref": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Sex": lambda p: p.gender,
        "Date referred": lambda p: named(p.referral), "Programme start date": lambda p: named(p.start),
        "Moved into work": lambda p: yes(p.job), "Age on start date": lambda p: p.age,
    })  # fmt: skip
    return Case("k00_college_academic_year", 0, (as_file("college.csv", rows, sep="\t"),),
                truths=(truth(people, period=period(first, last)),))  # fmt: skip


def _profile_written_otherwise() -> Case:
    first, last = date(2021, 4, 1), date(2022, 3, 31)
    people = folk(105, 77, first, last)
    rows = table(people, {
        "Date referral received": lambda p: p.referral, "Date accepted": lambda p: p.referral + 6 * DAY,
        "VP date": lambda p: p.start, "ID": lambda p: p.ref, "Ethnic group": lambda p: p.label(),
        "Gender": lambda p: p.gender, "DOB": lambda p: p.born,
        "Paid job start date": lambda p: p.job_date,
    })  # fmt: skip
    return Case("k00_vp_date_beside_accepted", 0, (as_file("tracker.xlsx", rows, sheet="Clients"),),
                truths=(truth(people, "age", period=period(first, last)),))  # fmt: skip


def _only_referral() -> Case:
    people = folk(106, 84, *FY23)
    rows = table(people, {
        "Case ref": lambda p: p.ref, "Referral date": lambda p: uk(p.start),
        "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Job outcome": lambda p: yes(p.job),
    })  # fmt: skip
    right = truth(people, period=period(*FY23))
    return Case("k00_only_a_referral_date", 0, (as_file("referrals.csv", rows),), truths=(right,),
                say=("Referral date",),
                routes=(((("Referral date", "Referral date|yes|true"),), right),))  # fmt: skip


def _several_years(name: str, seed: int, years: list[tuple[date, date]], sizes: list[int]) -> Case:
    people: list[Person] = []
    by_year = []
    for i, ((first, last), n) in enumerate(zip(years, sizes, strict=True)):
        some = [replace(p, ref=f"{i}{p.ref}") for p in folk(seed + i, n, first, last)]
        by_year.append(some)
        people += some
    random.Random(seed).shuffle(people)
    rows = table(people, {
        "Participant ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(),
        "Gender": lambda p: p.gender, "Age": lambda p: p.age, "Start date": lambda p: iso(p.start),
        "Job gained": lambda p: yes(p.job), "Job start date": lambda p: iso(p.job_date),
    })  # fmt: skip
    sized = tuple(rf"\b{n}\b" for n in sizes)
    return Case(name, 0, (as_file(f"{name}.csv", rows),),
                asks=(("period|year", "everything|everyone|whole file|all of", *sized),),
                routes=(((("period|year", "everything|everyone|whole file|all of"),), truth(people)),
                        ((("period|year", sized[1]),), truth(by_year[1])),))  # fmt: skip


def _late_jobs() -> Case:
    people = folk(110, 140, *FY23)
    after = [i for i, p in enumerate(people) if p.job and p.start > date(2023, 11, 1)][:9]
    late = [replace(p, job_date=date(2024, 4, 2) + 7 * i * DAY) if i in after else p
            for i, p in enumerate(people)]  # fmt: skip
    rows = table(late, {
        "Client ID": lambda p: p.ref, "Referral date": lambda p: uk(p.referral),
        "Date of first vocational profile": lambda p: uk(p.start), "Ethnicity": lambda p: p.label(),
        "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Employment outcome": lambda p: "Paid employment" if p.job else "None",
        "Job start date": lambda p: uk(p.job_date),
    })  # fmt: skip
    gone = {late[i].ref for i in after}
    return Case("k00_jobs_after_the_period", 0, (as_file("export.csv", rows),),
                asks=((r"\b9\b", "job", "after"),),
                routes=(((("job.*after|after.*job", COUNT), ("“None”", '^"?no"?:')), truth(late)),
                        ((("job.*after|after.*job", NOT_COUNT), ("“None”", '^"?no"?:')),
                         truth(late, job=lambda p: p.job and p.ref not in gone))))  # fmt: skip


def _dateless_jobs() -> Case:
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    people = folk(111, 120, first, last)
    some = [i for i, p in enumerate(people) if p.job][:7]
    bare = [replace(p, job_date=None) if i in some else p for i, p in enumerate(people)]
    rows = table(bare, {
        "Ref": lambda p: p.ref, "Start date": lambda p: p.start, "Ethnicity": lambda p: p.label(),
        "Gender": lambda p: p.gender, "Age": lambda p: p.age, "Job outcome": lambda p: yes(p.job),
        "Job start date": lambda p: p.job_date,
    })  # fmt: skip
    gone = {bare[i].ref for i in some}
    say = r"without|no (job )?(start )?date|blank|undated|not dated"
    return Case("k00_jobs_without_a_date", 0, (as_file("jobs.xlsx", rows),),
                asks=((r"\b7\b", "job", say),),
                routes=((((say, COUNT),), truth(bare)),
                        (((say, NOT_COUNT),), truth(bare, job=lambda p: p.job and p.ref not in gone)),
                        ))  # fmt: skip


def _early_jobs() -> Case:
    people = folk(112, 120, *FY23)
    some = [i for i, p in enumerate(people) if p.job and p.start > date(2023, 7, 1)][:5]
    early = [replace(p, job_date=p.start - 20 * DAY) if i in some else p
             for i, p in enumerate(people)]  # fmt: skip
    rows = table(early, {
        "Ref": lambda p: p.ref, "IPS start date": lambda p: iso(p.start),
        "Ethnic group": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Employment start date": lambda p: iso(p.job_date),
    })  # fmt: skip
    gone = {early[i].ref for i in some}
    return Case("k00_jobs_before_the_start", 0, (as_file("export.csv", rows),),
                asks=((r"\b5\b", "job", "before"),),
                routes=(((("job.*before|before.*job", COUNT),), truth(early)),
                        ((("job.*before|before.*job", NOT_COUNT),),
                         truth(early, job=lambda p: p.job and p.ref not in gone))))  # fmt: skip


def _after_and_without() -> Case:
    people = folk(113, 150, *FY23)
    dated = [i for i, p in enumerate(people) if p.job and p.start > date(2023, 10, 1)]
    late, bare = set(dated[:6]), set(dated[6:10])
    out = [replace(p, job_date=date(2024, 5, 1)) if i in late
           else replace(p, job_date=None) if i in bare else p for i, p in enumerate(people)]  # fmt: skip
    rows = table(out, {
        "URN": lambda p: p.ref, "Date of first vocational profile": lambda p: named(p.start),
        "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Paid employment": lambda p: yes(p.job), "Date job started": lambda p: named(p.job_date),
    })  # fmt: skip
    gone = {out[i].ref for i in late}
    bare_words = r"without|no (job )?(start )?date|blank|undated|not dated"
    return Case("k00_jobs_after_and_without_date", 0, (as_file("both.csv", rows),),
                asks=((r"\b6\b", "job", "after"), (r"\b4\b", "job", bare_words)),
                routes=(((("job.*after the|after the period", NOT_COUNT), (bare_words, COUNT)),
                         truth(out, job=lambda p: p.job and p.ref not in gone)),
                        ((("job.*after the|after the period", COUNT), (bare_words, COUNT)), truth(out))))  # fmt: skip


def _of_no_usual_year(name: str, seed: int, first: date, last: date, file: str) -> Case:
    """Fit into twelve months that are no usual year, or into part of two: nobody is left out."""
    people = folk(seed, 68, first, last)
    rows = table(people, {
        "Service user ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(),
        "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Date started with IPS": lambda p: p.start if file.endswith("xlsx") else uk(p.start),
        "Job start date": lambda p: p.job_date if file.endswith("xlsx") else uk(p.job_date),
    })  # fmt: skip
    return Case(name, 0, (as_file(file, rows),), truths=(truth(people),))


def _a_few_before() -> Case:
    """Three people of a financial year's file joined before it: the period is asked about."""
    people = folk(141, 108, *FY23)
    few = [replace(p, ref=f"8{p.ref}") for p in folk(142, 3, date(2023, 2, 1), date(2023, 3, 20))]
    everyone = people + few
    rows = table(everyone, {
        "Client ID": lambda p: p.ref, "Referral date": lambda p: iso(p.referral),
        "Date of first vocational profile": lambda p: iso(p.start), "Ethnicity": lambda p: p.label(),
        "Gender": lambda p: p.gender, "Age": lambda p: p.age, "Job gained": lambda p: yes(p.job),
    })  # fmt: skip
    whole = "everything|everyone|whole file|all of"
    return Case("k00_three_people_before_the_year", 0, (as_file("ips.csv", rows),),
                asks=(("period|year", whole, r"\b108\b"),),
                routes=(((("period|year", whole),), truth(everyone)),
                        ((("period|year", r"\b108\b"),), truth(people)),))  # fmt: skip


def cases() -> list[Case]:
    fy = [(date(y, 4, 1), date(y + 1, 3, 31)) for y in (2021, 2022, 2023)]
    calendar = [(date(y, 1, 1), date(y, 12, 31)) for y in (2022, 2023)]
    return [
        _year_by_profile(), _year_by_appointment(), _year_by_acceptance(), _academic_year(),
        _profile_written_otherwise(), _only_referral(),
        _several_years("k00_three_financial_years", 120, fy, [83, 97, 71]),
        _several_years("k00_two_calendar_years", 130, calendar, [66, 91]),
        _of_no_usual_year("k00_may_to_april", 151, date(2023, 5, 15), date(2024, 5, 2), "a.csv"),
        _of_no_usual_year("k00_one_quarter", 152, date(2024, 1, 3), date(2024, 3, 28), "q4.xlsx"),
        _of_no_usual_year("k00_july_to_february", 153, date(2022, 7, 4), date(2023, 2, 20), "b.csv"),
        _a_few_before(),
        _late_jobs(), _dateless_jobs(), _early_jobs(), _after_and_without(),
    ]  # fmt: skip
