"""Made-up numbers of two boroughs, in the shapes in which the Census and others publish them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

ASIAN = "Asian, Asian British or Asian Welsh"
BLACK = "Black, Black British, Black Welsh, Caribbean or African"
MIXED, WHITE, OTHER = "Mixed or Multiple ethnic groups", "White", "Other ethnic group"
PARTS = {
    ASIAN: ("Bangladeshi", "Chinese", "Indian", "Pakistani", "Other Asian"),
    BLACK: ("African", "Caribbean", "Other Black"),
    MIXED: ("White and Asian", "White and Black African", "White and Black Caribbean",
            "Other Mixed or Multiple ethnic groups"),
    WHITE: ("English, Welsh, Scottish, Northern Irish or British", "Irish",
            "Gypsy or Irish Traveller", "Roma", "Other White"),
    OTHER: ("Arab", "Any other ethnic group"),
}  # fmt: skip
DETAILED = tuple(f"{whole}: {part}" for whole, parts in PARTS.items() for part in parts)
HILLTON = (500, 840, 640, 180, 900, 4_800, 1_800, 1_130, 400, 360, 670, 760, 10_900, 620, 30, 60,
           4_200, 270, 1_700)  # fmt: skip
MARSHAM = tuple(2 * n + 7 * i for i, n in enumerate(HILLTON))
CHINESE = 840  # of Hillton
FIVE = {"Asian/Asian British": 3_060, "Black/Black British": 7_730, "Mixed": 2_190,
        "White": 15_810, "Other": 1_970}  # fmt: skip
CODES = {"Hillton": "E09000099", "Marsham": "E09000098"}
AREAS = {"Hillton": HILLTON, "Marsham": MARSHAM}
ONE = {"Hillton": HILLTON}
AREA = "Lower tier local authorities"


def text(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def wholes(numbers: Sequence[int]) -> list[int]:
    """Return the sums of the five groups."""
    given = iter(numbers)
    return [sum(next(given) for _ in parts) for parts in PARTS.values()]


def with_wholes(numbers: Sequence[int]) -> list[tuple[str, int]]:
    """Return each of the five groups with its parts below it."""
    out, at = [], 0
    for (whole, parts), n in zip(PARTS.items(), wholes(numbers), strict=True):
        out.append((whole, n))
        out += [(f"{whole}: {p}", numbers[at + i]) for i, p in enumerate(parts)]
        at += len(parts)
    return out


def long(areas: dict[str, Sequence[int]], detailed: bool = True) -> bytes:
    """Return observations with columns of codes, as a table is downloaded for chosen areas."""
    name = f"Ethnic group ({20 if detailed else 6} categories)"
    rows: list[list[object]] = [[f"{AREA} Code", AREA, f"{name} Code", name, "Observation"]]
    for area, numbers in areas.items():
        rows.append([CODES[area], area, -8, "Does not apply", 0])
        groups, counts = (DETAILED, numbers) if detailed else (tuple(PARTS), wholes(numbers))
        pairs = zip(groups, counts, strict=True)
        rows += [[CODES[area], area, i, g, n] for i, (g, n) in enumerate(pairs, 1)]
    return text(rows)


def by_sex(numbers: Sequence[int] = HILLTON) -> bytes:
    """Return the five groups by sex: 60 in 100 of each are female."""
    rows: list[list[object]] = [
        [AREA, "Ethnic group (6 categories) Code", "Ethnic group (6 categories)",
         "Sex (2 categories) Code", "Sex (2 categories)", "Observation"]
    ]  # fmt: skip
    for i, (group, n) in enumerate(zip(PARTS, wholes(numbers), strict=True), 1):
        women = n * 6 // 10
        for code, sex, here in ((1, "Female", women), (2, "Male", n - women)):
            rows.append(["Hillton", i, group, code, sex, here])
    return text(rows)


def table(numbers: Sequence[int] = HILLTON, percent: bool = False) -> bytes:
    """Return one area with lines above that say what is counted, a total, and sums of parts."""
    total = sum(numbers)
    rows: list[list[object]] = [
        ["TS021 - Ethnic group"], ["Crown Copyright Reserved"], [],
        ["population", "All usual residents"], ["units", "Persons"],
        ["area type", "2021 local authorities"], ["area name", "Hillton"], [],
    ]  # fmt: skip
    rows.append(["Ethnic group", "2021", ""])
    rows += [["", "number", "%"]] if percent else []
    pairs = [("Total: All usual residents", total), *with_wholes(numbers)]
    rows += [[g, f"{n:,}", *([f"{100 * n / total:.1f}"] if percent else [])] for g, n in pairs]
    note = "In order to protect against disclosure of personal information, records were swapped."
    return text([*rows, [], [note]])


def wide(areas: dict[str, Sequence[int]], sums: bool = False) -> bytes:
    """Return a row an area, groups across, under a title."""
    heads = ["Area code", "Area name", "All usual residents"]
    heads += [g for g, _ in with_wholes(HILLTON)] if sums else DETAILED
    rows: list[list[object]] = [["Usual residents by ethnic group, Census 2021"], heads]
    for area, numbers in areas.items():
        shown = [n for _, n in with_wholes(numbers)] if sums else numbers
        code = CODES.get(area, "E92000001")
        rows.append([code, area, f"{sum(numbers):,}", *(f"{n:,}" for n in shown)])
    return text(rows)


def bulk(areas: dict[str, Sequence[int]]) -> bytes:
    """Return a row an area under headings that begin with the name of the table."""
    names = [g for g, _ in with_wholes(HILLTON)]
    heads = ["date", "geography", "geography code", "Ethnic group: Total: All usual residents"]
    rows: list[list[object]] = [[*heads, *(f"Ethnic group: {g}" for g in names)]]
    for area, numbers in areas.items():
        shown = [n for _, n in with_wholes(numbers)]
        rows.append(["2021", area, CODES[area], sum(numbers), *shown])
    return text(rows)


def figures(sign: str = "%", groups: int = 5) -> bytes:
    """Return published percentages of the five groups, or of the first of them."""
    pairs = zip(PARTS, wholes(HILLTON), strict=True)
    shares = [[g, f"{100 * n / sum(HILLTON):.1f}{sign}"] for g, n in pairs]
    return text([["Ethnic group", "Percent"], *shares[:groups]])


def figures_across(areas: dict[str, Sequence[int]], sign: str = "") -> bytes:
    """Return percentages of the five groups across, a row an area."""
    rows: list[list[object]] = [["Area", *PARTS]]
    for area, numbers in areas.items():
        rows.append([area, *(f"{100 * n / sum(numbers):.1f}{sign}" for n in wholes(numbers))])
    return text(rows)
