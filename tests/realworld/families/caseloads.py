# ruff: noqa: E501
"""Kinds 6, 7 and 8: caseloads as published tables and query tools write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from realworld.folk import as_file, folk, table, truth, uk, yes
from realworld.model import Case, Picks

Rows = list[list[Any]]
WHITE, ASIAN, BLACK, MIXED, OTHER, UNKNOWN = (
    "White", "Asian/Asian British", "Black/Black British", "Mixed", "Other", "Not known",
)  # fmt: skip
FIVE = (WHITE, ASIAN, BLACK, MIXED, OTHER, UNKNOWN)
LABELS = {
    "census": ("White", "Asian, Asian British or Asian Welsh",
               "Black, Black British, Black Welsh, Caribbean or African",
               "Mixed or Multiple ethnic groups", "Other ethnic group", "Not stated"),
    "plain": ("White", "Asian", "Black", "Mixed", "Other", "Not known"),
    "dwp": ("White", "Asian or Asian British", "Black, African, Caribbean or Black British", "Mixed",
            "Other ethnic group", "Unknown or missing ethnicity"),
    "letters": ("A", "J", "N", "D", "S", "Z"),
}  # fmt: skip
# Four sets of counts, no one a multiple of another.
SETS: tuple[dict[str, int], ...] = tuple(
    dict(zip(FIVE, n, strict=True)) for n in (
        (1210, 402, 377, 141, 96, 88), (523, 171, 148, 66, 41, 37),
        (687, 231, 229, 75, 55, 51), (1298, 421, 391, 150, 103, 93)))  # fmt: skip


def service(seed: int, name: str = "service.csv") -> tuple[tuple[str, str, bytes], dict[str, Any]]:
    """Return a plain service file, and its true counts."""
    people = folk(seed, 90, date(2024, 1, 1), date(2024, 12, 31))
    rows = table(people, {
        "Client ref": lambda p: p.ref, "Ethnic group": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Start date": lambda p: uk(p.start), "Job outcome": lambda p: yes(p.job)})  # fmt: skip
    return as_file(name, rows), truth(people)


def case(kind: int, name: str, seed: int, file: str, rows: Sequence[Sequence[Any]],
         right: Mapping[str, int] | None, *, asks: tuple[tuple[str, ...], ...] = (),
         routes: Sequence[tuple[Picks, Mapping[str, int]]] = (), say: tuple[str, ...] = (),
         **how: Any) -> Case:  # fmt: skip
    listed, counted = service(seed)
    loaded = as_file(file, rows, "caseload", **how)
    return Case(f"k{kind:02d}_{name}", kind, (listed, loaded),
                truths=({**counted, "caseload": right},) if right else (), say=say, asks=asks,
                routes=tuple((p, {**counted, "caseload": c}) for p, c in routes))  # fmt: skip


def labelled(labels: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return list(zip(LABELS[labels], (counts[g] for g in FIVE), strict=True))


# Kind 6 -----------------------------------------------------------------------------------


def long_tables() -> list[Case]:
    month = [["Month", "Ethnic group", "People"]]
    months = [[m, g, n] for m, c in (("September 2024", 1), ("October 2024", 2))
              for g, n in labelled("dwp", SETS[c])]  # fmt: skip
    places = [["geography", "geography code", "Ethnic group", "Count"]]
    inside = [[p, k, g, n] for p, k, c in (("London", "E12000007", 0), ("Hackney", "E09000012", 1),
                                           ("Lambeth", "E09000022", 2))
              for g, n in labelled("census", SETS[c])]  # fmt: skip
    measures = [["DATE", "GEOGRAPHY_NAME", "C_ETHPUK", "MEASURES_NAME", "OBS_VALUE"]]
    total = sum(SETS[0].values())
    both = [["2021", "Hackney", g, m, n if m == "Value" else round(100 * n / total, 1)]
            for m in ("Value", "Percent") for g, n in labelled("census", SETS[0])]  # fmt: skip
    mhsds = [["REPORTING_PERIOD_START", "REPORTING_PERIOD_END", "BREAKDOWN", "PRIMARY_LEVEL",
              "PRIMARY_LEVEL_DESCRIPTION", "SECONDARY_LEVEL", "SECONDARY_LEVEL_DESCRIPTION",
              "MEASURE_ID", "MEASURE_NAME", "MEASURE_VALUE"]]  # fmt: skip
    for place, level, what in (("England", "England", "England; Ethnicity"),
                               ("RAA", "Alpha NHS Trust", "Provider; Ethnicity"),
                               ("RBB", "Beta NHS Trust", "Provider; Ethnicity")):  # fmt: skip
        at = {"England": 0, "RAA": 1, "RBB": 2}[place]
        for measure, times in (("MHS01", 1), ("MHS29", 3)):
            mhsds += [["01/10/2024", "31/10/2024", what, place, level, k, d, measure, f"{measure} name", n * times]
                      for (k, n), d in zip(labelled("letters", SETS[at]), LABELS["plain"], strict=True)]  # fmt: skip
    teams = [["Quarter", "Locality", "Ethnicity", "Open referrals"]]
    grid = [[q, t, g, n + k] for k, q in enumerate(("2023/24 Q3", "2023/24 Q4"))
            for t, c in (("East", 1), ("West", 2)) for g, n in labelled("plain", SETS[c])]  # fmt: skip
    west = {g: n + 1 for g, n in SETS[2].items()}
    return [
        case(6, "months", 601, "uc.csv", [*month, *months], None, asks=(("Month", "September", "October"),),
             routes=(((("Month", "October"),), SETS[2]), ((("Month", "September"),), SETS[1]))),
        case(6, "census_places", 602, "census.xlsx", [*places, *inside], None,
             asks=(("geography|place", "London", "Hackney", "Lambeth"),),
             routes=(((("Hackney.*Lambeth", '"Hackney"|^"?Hackney'), ("E09000012", "E09000012"),), SETS[1]),
                     ((("Hackney.*Lambeth", '"London"|^"?London'), ("E09000012", "E12000007"),), SETS[0]))),
        case(6, "nomis_measures", 603, "nomis.csv", [*measures, *both], SETS[0], say=("Value|Percent",),
             asks=(("MEASURES_NAME|measure", "Value", "Percent"),),
             routes=(((("Value.*Percent|Percent.*Value|MEASURES", '"Value"|^"?Value'),), SETS[0]),)),
        case(6, "mhsds_provider", 604, "mhsds.csv", mhsds, None,
             asks=(("England", "Alpha|RAA|Provider"), ("MHS01", "MHS29")),
             routes=(((("MHS01.*MHS29", "MHS01"), ("Alpha.*Beta", "Alpha"), ("RAA.*RBB", "RAA"),
                       ("England. Ethnicity", "Provider")), SETS[1]),
                     ((("MHS01.*MHS29", "MHS01"), ("RAA.*RBB|Alpha.*Beta|England; Eth", "England")), SETS[0]))),
        case(6, "quarters_and_localities", 605, "open.csv", [*teams, *grid], None,
             asks=(("Q3", "Q4"), ("East", "West")),
             routes=(((("Q3.*Q4", "Q4"), ("East.*West", '^"?West'), ("Locality", "West")), west),)),
    ]  # fmt: skip


# Kind 7 -----------------------------------------------------------------------------------


def rates() -> list[Case]:
    per = [["Ethnic group", "Value", "Numerator", "Denominator"]]
    per += [
        [g, round(1000 * n / (9 * n + 37), 2), n, 9 * n + 37] for g, n in labelled("plain", SETS[0])
    ]
    under = {g: 9 * n + 37 for g, n in SETS[0].items()}
    share = [["Ethnicity", "Access rate", "Accessed", "Population"]]
    share += [
        [g, round(n / (5 * n + 11), 4), n, 5 * n + 11] for g, n in labelled("census", SETS[1])
    ]
    pop = {g: 5 * n + 11 for g, n in SETS[1].items()}
    tips = [["Indicator Name", "Category Type", "Category", "Value", "Lower CI 95.0 limit",
             "Upper CI 95.0 limit", "Count", "Denominator"]]  # fmt: skip
    tips += [["People in contact", "Ethnic groups", g, round(1e5 * n / (20 * n + 9), 1),
              round(9e4 * n / (20 * n + 9), 1), round(11e4 * n / (20 * n + 9), 1), n, 20 * n + 9]
             for g, n in labelled("plain", SETS[2])]  # fmt: skip
    deno = {g: 20 * n + 9 for g, n in SETS[2].items()}
    only = [["Ethnic group", "Rate per 1,000"]]
    only += [[g, round(n / 7.3, 2)] for g, n in labelled("plain", SETS[0])]

    def both(up: str, down: str, n: Mapping[str, int], d: Mapping[str, int]) -> Any:
        asks = f"{up}.*{down}|{down}.*{up}"
        return (((asks, f'"{up}"'),), n), (((asks, f'"{down}"'),), d)

    listed, counted = service(614)
    return [
        case(7, "value_numerator_denominator", 611, "a.csv", per, None, asks=(("Numerator", "Denominator"),),
             routes=both("Numerator", "Denominator", SETS[0], under)),
        case(7, "access_rate", 612, "b.xlsx", share, None, asks=(("Accessed", "Population"),),
             routes=both("Accessed", "Population", SETS[1], pop)),
        case(7, "fingertips", 613, "c.csv", tips, None, asks=(("Count", "Denominator"),),
             routes=both("Count", "Denominator", SETS[2], deno)),
        Case("k07_only_a_rate", 7, (listed, as_file("d.csv", only, "caseload")),
             truths=({**counted, "caseload": None},), say=("rate",), may_refuse=True,
             routes=(((("rate", "none|leave|not|without"),), {**counted, "caseload": None}),)),
        case(7, "number_beside_percent", 615, "e.csv", [["Ethnicity", "%", "Number of people"], *(
            [g, round(100 * n / sum(SETS[3].values()), 1), n] for g, n in labelled("plain", SETS[3]))],
            SETS[3]),
    ]  # fmt: skip


# Kind 8 -----------------------------------------------------------------------------------


def preambles() -> list[Case]:
    total = sum(SETS[0].values())
    bi = [["Ethnicity", "Count of Patient ID"], *map(list, labelled("plain", SETS[0])), ["Total", total], [],
          ["Applied filters:\nMonth is March 2024\nTeam is not blank"]]  # fmt: skip
    above = [
        ["Applied filters: Year is 2024"],
        [],
        ["Ethnic group", "Patients"],
        *map(list, labelled("census", SETS[1])),
    ]
    flat = [["People on caseload by Ethnicity (detailed)"], ["Filters:", "Month: November 2024"], [],
            ["Ethnicity", "Count"], *map(list, labelled("dwp", SETS[2])), ["Total", sum(SETS[2].values())], [],
            ["INFO", "Statistical disclosure control has been applied"],
            ['".." denotes a figure is nil or negligible']]  # fmt: skip
    nomis = [["TS021 - Ethnic group"], ["ONS Crown Copyright Reserved [from Nomis on 4 March 2024]"], [],
             ["Population :", "All usual residents"], ["Units      :", "Persons"], ["date       :", "2021"],
             ["geography  :", "Hackney"], [], ["Ethnic group", "2021"],
             *map(list, labelled("census", SETS[3])), [],
             ["In order to protect against disclosure of personal information, counts have been adjusted."]]  # fmt: skip
    half = {g: n // 3 for g, n in SETS[1].items()}
    nested = [["Caseload by Ethnic group by Gender"], ["Filters:", "Month: May 2024"], [],
              ["", "Gender", "Male", "Female", "Total"], ["Ethnic group"],
              *([g, "", half[k], SETS[1][k] - half[k], SETS[1][k]]
                for g, k in zip(LABELS["dwp"], FIVE, strict=True)), [], ["INFO", "Rounded"]]  # fmt: skip
    pair = [["", "April 2024", "", "May 2024", ""], ["Ethnicity", "Male", "Female", "Male", "Female"],
            *([g, half[k], SETS[1][k] - half[k], half[k] + 2, SETS[2][k] - half[k] - 2]
              for g, k in zip(LABELS["plain"], FIVE, strict=True))]  # fmt: skip
    return [
        case(8, "power_bi_footer", 621, "data.xlsx", bi, SETS[0]),
        case(8, "power_bi_header", 622, "data (1).xlsx", above, SETS[1]),
        case(8, "stat_xplore_flat", 623, "table_2024-12-01.csv", flat, SETS[2]),
        case(8, "nomis_preamble", 624, "nomis_2024.xlsx", nomis, SETS[3]),
        case(8, "nested_gender", 625, "table.csv", nested, SETS[1]),
        case(8, "nested_months", 626, "two months.xlsx", pair, None, asks=(("April", "May"),),
             routes=(((("April.*May", "May"),), SETS[2]), ((("April.*May", "April"),), SETS[1]))),
    ]  # fmt: skip


def cases() -> list[Case]:
    return [*long_tables(), *rates(), *preambles()]
