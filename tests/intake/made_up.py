# ruff: noqa: E731, E741
"""Made-up people, and the ways in which services write them down: files with known answers."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

A, B, M, O, W = "Asian/Asian British", "Black/Black British", "Mixed", "Other", "White"
NK = "Not known"
PERIOD = (date(2019, 1, 1), date(2019, 12, 31))

# One line a detailed group: five groups, NHS letter, labels of 2001, 2011 and 2021, short form.
DETAILED = (
    (W, "A", "White: British", "White: English/Welsh/Scottish/Northern Irish/British",
     "White: English, Welsh, Scottish, Northern Irish or British", "White British"),
    (W, "B", "White: Irish", "White: Irish", "White: Irish", "White Irish"),
    (W, "C", "White: Other White", "White: Other White", "White: Other White", "White Other"),
    (M, "D", "Mixed: White and Black Caribbean",
     "Mixed/multiple ethnic group: White and Black Caribbean",
     "Mixed or Multiple ethnic groups: White and Black Caribbean", "White and Black Caribbean"),
    (M, "F", "Mixed: White and Asian", "Mixed/multiple ethnic group: White and Asian",
     "Mixed or Multiple ethnic groups: White and Asian", "White and Asian"),
    (A, "H", "Asian or Asian British: Indian", "Asian/Asian British: Indian",
     "Asian, Asian British or Asian Welsh: Indian", "Indian"),
    (A, "J", "Asian or Asian British: Pakistani", "Asian/Asian British: Pakistani",
     "Asian, Asian British or Asian Welsh: Pakistani", "Pakistani"),
    (B, "M", "Black or Black British: Caribbean",
     "Black/African/Caribbean/Black British: Caribbean",
     "Black, Black British, Black Welsh, Caribbean or African: Caribbean", "Black Caribbean"),
    (B, "N", "Black or Black British: African", "Black/African/Caribbean/Black British: African",
     "Black, Black British, Black Welsh, Caribbean or African: African", "Black African"),
    (O, "S", "Other ethnic group", "Other ethnic group: Any other ethnic group",
     "Other ethnic group: Any other ethnic group", "Any other ethnic group"),
    (NK, "Z", "Not stated", "Not stated", "Not stated", "Not stated"),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One made-up person and what is true of them."""

    ref: str
    detailed: int
    gender: str
    age: int
    birth: date
    start: date
    job: bool
    job_start: date | None
    service: str

    @property
    def group(self) -> str:
        return DETAILED[self.detailed][0]


def people(
    n: int = 72, seed: int = 1, services: Sequence[str] = ("North", "South")
) -> list[Person]:
    """Make people who all started in 2019, whose jobs all began in 2019."""
    rng = random.Random(seed)
    out = []
    for i in range(n):
        start = date(2019, 1, 3) + timedelta(days=rng.randrange(300))
        age = rng.randrange(18, 65)
        birth = date(start.year - age - 1, start.month, min(start.day, 28)) + timedelta(days=40)
        job = rng.random() < 0.4
        out.append(
            Person(
                f"C{1000 + i}",
                i % len(DETAILED) if i < 2 * len(DETAILED) else rng.randrange(len(DETAILED)),
                ("Male", "Female")[rng.randrange(2)],
                age,
                birth,
                start,
                job,
                start + timedelta(days=rng.randrange(1, 55)) if job else None,
                services[rng.randrange(len(services))],
            )
        )
    return out


CASELOAD = {W: 410, A: 150, B: 260, M: 70, O: 35, NK: 25}


@dataclass(frozen=True)
class Variant:
    """Files in one awkward form, with what is true and what may be asked."""

    name: str
    files: tuple[tuple[str, str, bytes], ...]  # role, file name, content
    truth: dict[str, Any]
    columns: dict[str, str] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()
    decided: dict[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def truth_of(them: Sequence[Person], **other: Any) -> dict[str, Any]:
    """Count people as the audit should."""
    return {
        "people": len(them),
        "by_ethnicity": dict(Counter(p.group for p in them)),
        "jobs_by_ethnicity": dict(Counter(p.group for p in them if p.job)),
        "by_gender": dict(Counter(p.gender for p in them)),
        "ages": (len(them), sum(p.age for p in them)),
        **other,
    }


Cells = Sequence[Sequence[Any]]


def as_csv(rows: Cells, delimiter: str = ",", encoding: str = "utf-8", before: str = "") -> bytes:
    out = io.StringIO()
    out.write(before)
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(
    sheets: dict[str, Cells],
    hidden: Sequence[str] = (),
    merged: dict[str, Sequence[str]] | None = None,
) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in (merged or {}).get(name, ()):
            sheet.merge_cells(span)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Write = Callable[[Person], Any]
TEXT_DAY: Write = lambda p: p.start.strftime("%d/%m/%Y")
USUAL: dict[str, tuple[str, Write]] = {
    "person": ("Client ID", lambda p: p.ref),
    "ethnicity": ("Ethnicity", lambda p: DETAILED[p.detailed][5]),
    "gender": ("Gender", lambda p: p.gender),
    "age": ("Age", lambda p: p.age),
    "start_date": ("Start date", lambda p: p.start),
    "job_outcome": ("Job outcome", lambda p: "Yes" if p.job else "No"),
}


def table(them: Sequence[Person], **changed: tuple[str, Write] | None) -> list[list[Any]]:
    """Write people down with the usual columns, some of them changed, added or left out."""
    columns = {**USUAL, **changed}
    used = [c for c in columns.values() if c is not None]
    return [[heading for heading, _ in used], *([write(p) for _, write in used] for p in them)]


def headings(**changed: tuple[str, Write] | None) -> dict[str, str]:
    """Return the columns by role that `table` would write."""
    columns = {**USUAL, **changed}
    return {r: c[0] for r, c in columns.items() if c is not None and not r.startswith("_")}


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30)
