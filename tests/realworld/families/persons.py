# ruff: noqa: E501
"""Kinds 2, 4, 9 and 17: who is one person, and one thing written in two columns or two files."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from realworld.folk import (
    NHS,
    RIO,
    Columns,
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

Y2024 = date(2024, 1, 1), date(2024, 12, 31)
DAY = timedelta(days=1)


# Kind 2 -----------------------------------------------------------------------------------


def episodes(people: list[Person], seed: int) -> list[Person]:
    """Give every second person two or three rows; only one of them tells of the job."""
    dice, out = random.Random(seed), []
    for p in people:
        out.append(p)
        for k in range(1, dice.choice((1, 2, 3)) if p.even or p.age % 3 else 1):
            start = min(p.start + 9 * k * DAY, Y2024[1])
            out.append(replace(p, start=start, age=p.age, job=False, job_date=None))
    dice.shuffle(out)
    return out


def unknown_reference(name: str, seed: int, file: str, heading: str,
                      shape: Callable[[str], str]) -> Case:  # fmt: skip
    people = folk(seed, 70, *Y2024, share=0.45)
    rows = table(episodes(people, seed), {
        "Activity": lambda p: "Job search", "Ethnicity": lambda p: p.label(),
        heading: lambda p: shape(p.ref), "Gender": lambda p: p.gender,
        "Date of birth": lambda p: iso(date(2024 - p.age, 1, 1)), "Start date": lambda p: iso(p.start),
        "Job start date": lambda p: iso(p.job_date)})  # fmt: skip
    right = truth(people)
    return Case(f"k02_{name}", 2, (as_file(file, rows),), truths=(right,), say=("70 people",),
                asks=((heading, "one person|same person|person"),),
                routes=((((heading + ".*person|person.*" + heading, rf"yes|true|one person|\"{heading}\""),),
                         right),))  # fmt: skip


def no_reference() -> Case:
    people = folk(505, 64, *Y2024)
    double = people + people[:18]
    rows = table(double, {
        "Ethnic group": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Date of birth": lambda p: uk(p.born), "Start date": lambda p: uk(p.start),
        "Adviser": lambda p: "JT", "Job outcome": lambda p: yes(p.job)})  # fmt: skip
    return Case("k02_no_reference_at_all", 2, (as_file("list.csv", rows),), truths=(truth(double),),
                say=(r"\b18 rows|\b36 rows",),
                routes=(((("same person|one person|twice|repeat", "yes|true|one person|once"),), truth(people)),))  # fmt: skip


def no_reference_other_rows() -> Case:
    """The same birthday, gender and group again and again, with other dates: warn."""
    people = folk(506, 50, *Y2024, share=0.4)
    rows_of = people
    later = [replace(p, start=min(p.start + 30 * DAY, Y2024[1]), job=False, job_date=None)
             for p in rows_of[:22] if p.start < date(2024, 11, 1)]  # fmt: skip
    both = rows_of + later
    rows = table(both, {
        "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Date of birth": lambda p: iso(date(2024 - p.age, 1 + int(p.ref) % 12, 1 + int(p.ref) % 28)),
        "Start date": lambda p: iso(p.start), "Employed": lambda p: yes(p.job)})  # fmt: skip
    return Case("k02_no_reference_looks_repeated", 2, (as_file("enrolments.csv", rows),),
                truths=(truth(both),), say=("same person|repeat|more than once|twice|look alike|alike",),
                routes=(((("same person|one person|twice|repeat", "yes|true|one person|once"),), truth(people)),))  # fmt: skip


def references() -> list[Case]:
    return [
        unknown_reference("su_code", 501, "a.csv", "SU Code", lambda r: f"SU-{r}"),
        unknown_reference("dossier", 502, "b.xlsx", "Dossier", lambda r: f"{int(r):07d}"),
        unknown_reference("enrolment_key", 503, "c.csv", "Participant key", lambda r: f"a0Q{int(r) * 7919:x}"),
        unknown_reference("initials_and_number", 504, "d.csv", "Kennung", lambda r: f"{r[0]}/{r[1:]}"),
        no_reference(),
        no_reference_other_rows(),
    ]  # fmt: skip


# Kind 4 -----------------------------------------------------------------------------------


def rival(name: str, seed: int, file: str, mine: str, other: str, columns: Columns, *more: str,
          about: str, must: bool = False, drop: tuple[str, ...] = (), told: bool = True) -> Case:  # fmt: skip
    """One thing in two columns; `mine` is the one to take."""
    people = folk(seed, 83, *Y2024)
    standard: Columns = {
        "Client ref": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Start date": lambda p: iso(p.start), "Job outcome": lambda p: yes(p.job),
    }  # fmt: skip
    kept = {h: f for h, f in standard.items() if h not in drop}
    ref = {"Client ref": kept.pop("Client ref")}
    right = truth(people, *more)
    pick = "".join(c if c.isalnum() or c == " " else "." for c in mine)
    rest = "".join(c if c.isalnum() or c == " " else "." for c in other)
    return Case(f"k04_{name}", 4, (as_file(file, table(people, {**ref, **columns, **kept})),),
                truths=() if must else (right,), say=(rest,) if told else (),
                asks=((pick, rest),), routes=((((f"{pick}.*{rest}|{rest}.*{pick}|{about}", f'"{pick}'),), right),))  # fmt: skip


def turned(p: Person) -> str:
    """Return what an officer wrote: often another group."""
    return p.label() if p.age % 3 else "White British"


def swapped(p: Person) -> str:
    """Return another gender than the person's own for a very few people."""
    return {"Male": "Female", "Female": "Male"}[p.gender] if p.ref.endswith("07") else p.gender


def rivals() -> list[Case]:
    man = {"Male": "Man", "Female": "Woman"}
    return [
        rival("age_at_31_august", 511, "a.csv", "Age at entry", "Age at 31 August", {
            "Age at 31 August": lambda p: p.age + 1 + p.age % 2, "Age at entry": lambda p: p.age},
            "age", about="columns.age", drop=("Age",)),
        rival("current_age_first", 512, "b.xlsx", "Age at start", "Current age", {
            "Current age": lambda p: p.age + 2, "Age at start": lambda p: p.age},
            "age", about="columns.age", drop=("Age",)),
        rival("age_today", 513, "c.csv", "Age on referral", "Age today", {
            "Age today": lambda p: p.age + 1, "Age on referral": lambda p: p.age},
            "age", about="columns.age", drop=("Age",)),
        rival("staff_ethnicity", 514, "d.csv", "Ethnicity (self-reported)", "Ethnicity (recorded by staff)", {
            "Ethnicity (recorded by staff)": turned, "Ethnicity (self-reported)": lambda p: p.label()},
            about="columns.ethnicity", drop=("Ethnicity",), must=True),
        rival("observed_ethnicity", 515, "e.xlsx", "Self-defined ethnic group", "Observed ethnic group", {
            "Self-defined ethnic group": lambda p: p.label(), "Observed ethnic group": turned},
            about="columns.ethnicity", drop=("Ethnicity",), must=True),
        rival("code_and_label", 516, "f.csv", "Ethnicity", "Ethnicity code", {
            "Ethnicity code": lambda p: p.label(NHS)}, about="columns.ethnicity"),
        rival("code_and_description", 517, "g.xlsx", "Ethnic category description", "Ethnic category code", {
            "Ethnic category code": lambda p: p.label(NHS),
            "Ethnic category description": lambda p: p.label(RIO)},
            about="columns.ethnicity", drop=("Ethnicity",)),
        rival("sex_and_gender", 518, "h.csv", "Gender", "Sex", {"Sex": swapped}, "gender",
              about="columns.gender"),
        rival("sex_at_birth", 519, "i.csv", "Gender identity", "Sex at birth", {
            "Is your gender the same as at birth?": lambda p: yes(p.age % 9),
            "Sex at birth": lambda p: p.gender if p.age % 9 else swapped(p),
            "Gender identity": lambda p: man[p.gender]}, "gender", about="columns.gender", drop=("Gender",)),
    ]  # fmt: skip


# Kind 9 -----------------------------------------------------------------------------------


def several_services(name: str, seed: int, heading: str, names: tuple[str, str], *, both: int,
                     two_files: str = "") -> Case:  # fmt: skip
    """Some people are in two services: counted once in all, and once in each."""
    one, two = folk(seed, 60, *Y2024), folk(seed + 1, 55, *Y2024)
    two = [replace(p, ref=f"9{p.ref}") for p in two]
    again = [replace(p, start=min(p.start + 20 * DAY, Y2024[1])) for p in one[:both]]
    columns: Columns = {
        "Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Start date": lambda p: iso(p.start), "Job outcome": lambda p: yes(p.job)}  # fmt: skip
    tables = [table(x, {heading: lambda p, s=s: s, **columns})
              for x, s in zip((one, two + again), names, strict=True)]  # fmt: skip
    if two_files:
        files = tuple(as_file(f"{s}{two_files}", t) for s, t in zip(names, tables, strict=True))
    else:
        files = (as_file(f"{name}.csv", [*tables[0], *tables[1][1:]]),)
    right = truth(one + two, services={names[0]: 60, names[1]: 55 + both})
    return Case(f"k09_{name}", 9, files, truths=(right,), say=(rf"\b{both} (people|persons)",),
                asks=((rf"\b{both}\b",),), routes=((((rf"\b{both}\b", "once|one person"),), right),))  # fmt: skip


def services() -> list[Case]:
    return [
        several_services("team", 531, "Team", ("North", "South"), both=11),
        several_services("borough", 533, "Borough", ("Camden", "Brent"), both=7),
        several_services("provider", 535, "Provider name", ("Alpha Trust", "Beta Trust"), both=16),
        several_services("two_files", 537, "Service", ("East IPS", "West IPS"), both=9, two_files=".csv"),
        several_services("two_workbooks", 539, "IPS service", ("Hill", "Vale"), both=13, two_files=".xlsx"),
    ]  # fmt: skip


# Kind 17 ----------------------------------------------------------------------------------

LAYOUTS: tuple[Columns, ...] = (
    {"Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
     "Age": lambda p: p.age, "Start date": lambda p: uk(p.start), "Job outcome": lambda p: yes(p.job)},
    {"RiO number": lambda p: p.ref, "Ethnic Category": lambda p: p.label(RIO), "Sex": lambda p: p.gender,
     "Age at referral": lambda p: p.age, "Accepted Date": lambda p: named(p.start),
     "Gained employment": lambda p: yes(p.job)[0]},
    {"IAPTus ID": lambda p: p.ref, "Ethnic origin": lambda p: p.label(), "Gender identity": lambda p: p.gender,
     "Date of birth": lambda p: iso(p.born), "First appointment date": lambda p: iso(p.start),
     "Employment start date": lambda p: iso(p.job_date)},
    {"Unique ID": lambda p: p.ref, "Ethnic group": lambda p: p.label(), "GENDER": lambda p: p.gender,
     "Age on entry": lambda p: p.age, "IPS start date": lambda p: iso(p.start), "Paid work": lambda p: int(p.job)},
)  # fmt: skip


def headings_differ(name: str, seed: int, which: tuple[int, ...], ending: str) -> Case:
    files, everyone = [], []
    for i in which:
        people = [replace(p, ref=f"{i}{p.ref}") for p in folk(seed + i, 40 + 7 * i, *Y2024)]
        everyone += people
        files.append(as_file(f"service {'ABCD'[i]}{ending}", table(people, LAYOUTS[i])))
    return Case(f"k17_{name}", 17, tuple(files), truths=(truth(everyone, "gender", "age"),))


def two_files() -> list[Case]:
    return [
        headings_differ("plain_and_rio", 551, (0, 1), ".csv"),
        headings_differ("plain_and_iaptus", 561, (0, 2), ".csv"),
        headings_differ("rio_and_tracker", 571, (1, 3), ".xlsx"),
        headings_differ("three_files", 581, (0, 1, 3), ".csv"),
        headings_differ("four_files", 591, (0, 1, 2, 3), ".xlsx"),
    ]


def cases() -> list[Case]:
    return [*references(), *rivals(), *services(), *two_files()]
