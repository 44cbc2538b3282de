# ruff: noqa: E501
"""Kinds 10, 13 and 15: how the ethnic groups themselves are written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from realworld.folk import CENSUS, FIVE, NHS, Person, as_file, folk, iso, table, truth, uk, yes
from realworld.model import Case

Y2024 = date(2024, 1, 1), date(2024, 12, 31)
FY23 = date(2023, 4, 1), date(2024, 3, 31)


# Kind 10 ----------------------------------------------------------------------------------


def ticks(name: str, seed: int, file: str, headings: dict[str, str], marks: tuple[Any, Any], *,
          two: int = 0) -> Case:  # fmt: skip
    """Give a column a group; `two` people tick a second one, and so are asked about."""
    people = [
        replace(p, group="Other") if p.group not in headings else p for p in folk(seed, 88, *Y2024)
    ]
    names = list(headings)
    double = {p.ref for p in people[:two]}

    def fill(group: str) -> Callable[[Person], Any]:
        def mark(p: Person) -> Any:
            second = names[(names.index(p.group) + 1) % len(names)]
            return marks[not (p.group == group or (p.ref in double and second == group))]

        return mark

    rows = table(people, {
        "Participant ID": lambda p: p.ref, "Age": lambda p: p.age, "Sex": lambda p: p.gender,
        **{h: fill(g) for g, h in headings.items()}, "Start date": lambda p: iso(p.start),
        "Job start date": lambda p: iso(p.job_date)})  # fmt: skip
    right = truth([replace(p, group="Mixed") if p.ref in double else p for p in people])
    picks = ((r"answers\.ethnicity\.Hispanic|Hispanic[^|]*which group", '^"Other"'),
             ("more than one|several|two|both", "Mixed"))  # fmt: skip
    return Case(f"k10_{name}", 10, (as_file(file, rows),), truths=() if two else (right,),
                say=(next(iter(headings.values())),), asks=((rf"\b{two}\b", "Mixed"),) if two else (),
                routes=((picks, right),))  # fmt: skip


def tick_columns() -> list[Case]:
    five = {
        "White": "White",
        "Black/Black British": "Black",
        "Asian/Asian British": "Asian",
        "Other": "Other",
    }
    return [
        ticks("one_each", 701, "wioa.csv", five, (1, 0)),
        ticks("hispanic_too", 702, "wioa.xlsx", {**five, "Other": "Hispanic"}, (1, 0), two=6),
        ticks("long_headings", 703, "pirl.csv", {
            "White": "White (WIOA)", "Black/Black British": "Black or African American",
            "Asian/Asian British": "Asian (WIOA)", "Other": "Other race"}, ("Y", "N"), two=4),
        ticks("crosses", 704, "form.xlsx", {
            "White": "Ethnicity: White", "Black/Black British": "Ethnicity: Black",
            "Asian/Asian British": "Ethnicity: Asian", "Mixed": "Ethnicity: Mixed",
            "Other": "Ethnicity: Other"}, ("x", None)),
        ticks("true_false", 705, "survey.csv", {
            "White": "is_white", "Black/Black British": "is_black", "Asian/Asian British": "is_asian",
            "Mixed": "is_mixed", "Other": "is_other"}, ("TRUE", "FALSE")),
    ]  # fmt: skip


# Kind 13 ----------------------------------------------------------------------------------


def outline(name: str, seed: int, file: str, *, total: str, at: int = 1, heading: str = "Ethnic group",
            gender: bool = False, team: bool = False) -> Case:  # fmt: skip
    """Give each label once, above its people, and a subtotal below."""
    people = sorted((p for p in folk(seed, 75, *Y2024) if p.group != "Not known"),
                    key=lambda p: (p.label(), p.gender))  # fmt: skip
    head = ["Client ref", "Gender", "Age", "Start date", "Job outcome"]
    head.insert(at, heading)
    rows: list[list[Any]] = [[*(["Team"] if team else []), *head]]
    last: tuple[str, str] = ("", "")
    sizes = Counter(p.label() for p in people)
    for i, p in enumerate(people):
        new = p.label() != last[0]
        same = gender and not new and p.gender == last[1]
        row: list[Any] = [p.ref, "" if same else p.gender, p.age, uk(p.start), yes(p.job)]
        row.insert(at, p.label() if new else "")
        rows.append([*((["IPS"] if i == 0 else [""]) if team else []), *row])
        last = (p.label(), p.gender)
        if i + 1 == len(people) or people[i + 1].label() != p.label():
            sub: list[Any] = ["", "", "", "", sizes[p.label()]]
            sub.insert(at, total.format(p.label()))
            rows.append([*([""] if team else []), *sub])
    right = truth(people, *(["gender"] if gender else []))
    return Case(f"k13_{name}", 13, (as_file(file, rows),), truths=(right,),
                say=(r"fill|filled|carried down|copied down|repeated",),
                asks=((heading, "fill|carry|copy|same group|above"),),
                routes=((((f"{heading}|Gender|Team", "^true|fill|^\"?yes"),), right),))  # fmt: skip


def outlines() -> list[Case]:
    return [
        outline("pivot_total_after", 711, "pivot.xlsx", total="{} Total"),
        outline("total_before_name", 712, "outline.csv", total="Total for {}", heading="Ethnicity"),
        outline(
            "label_first_column",
            713,
            "report.xlsx",
            total="{} Total",
            at=0,
            heading="Ethnic origin",
        ),
        outline(
            "gender_below",
            714,
            "nested.csv",
            total="{} Total",
            at=0,
            heading="Ethnicity",
            gender=True,
        ),
        outline("subtotal_word", 715, "sub.csv", total="Subtotal {}"),
    ]


# Kind 15 ----------------------------------------------------------------------------------

WORDED = {"A": "British (A)", "B": "Irish (B)", "C": "Any other White background (C)", "H": "Indian (H)",
          "J": "Pakistani (J)", "K": "Bangladeshi (K)", "N": "African (N)", "M": "Caribbean (M)",
          "D": "White and Black Caribbean (D)", "F": "White and Asian (F)",
          "S": "Any other ethnic group (S)", "Z": "Not stated (Z)"}  # fmt: skip


def mixture(name: str, seed: int, file: str, ways: Sequence[Callable[[str, Person], str]]) -> Case:
    """Write some rows as NHS letters and some in words, as after a change of system."""
    people = folk(seed, 130, *FY23)
    rows = table(people, {
        "RiO number": lambda p: p.ref, "Gender": lambda p: p.gender, "Age": lambda p: p.age,
        "Ethnicity": lambda p: ways[int(p.ref) % len(ways)](p.label(NHS), p),
        "Start date": lambda p: iso(p.start), "Job outcome": lambda p: yes(p.job)})  # fmt: skip
    right = truth(people)
    return Case(f"k15_{name}", 15, (as_file(file, rows),), truths=(right,), say=("NHS",),
                routes=(((("^ethnic_scheme|scheme|numbering|letters", "NHS"),), right),))  # fmt: skip


def letters() -> list[Case]:
    upper = lambda k, p: k  # noqa: E731
    lower = lambda k, p: k.lower()  # noqa: E731
    label = lambda k, p: p.label(CENSUS)  # noqa: E731
    worded = lambda k, p: WORDED[k]  # noqa: E731
    unknown = ("Not stated", "Not known", "Declined", "Refused", "Prefer not to say", "N/K", "", "Unknown",
               "Not asked", "Z", "z", "Not recorded", "-", "?")  # fmt: skip
    many = lambda k, p: unknown[p.age % len(unknown)] if k == "Z" else p.label(FIVE)  # noqa: E731
    plain = lambda k, p: "Z" if k == "Z" else p.label(CENSUS)  # noqa: E731
    return [
        mixture("letters_and_worded", 721, "rio.csv", (upper, worded)),
        mixture("lower_and_upper", 722, "rio.xlsx", (upper, lower, worded)),
        mixture("three_ways", 723, "merged.csv", (upper, label, worded)),
        mixture("letters_among_labels", 724, "merged.xlsx", (label, label, lower, label)),
        mixture("z_among_not_stated", 725, "carenotes.csv", (many,)),
        mixture("z_alone_among_labels", 726, "s1.csv", (plain,)),
    ]


def cases() -> list[Case]:
    return [*tick_columns(), *outlines(), *letters()]
