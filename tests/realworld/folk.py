"""Made-up people, written down as other systems write them, and their true counts."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

GROUPS = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other", "Not known")
# A label a group, in the words of the lists that systems use.
CENSUS = dict(zip(GROUPS, (
    ("White British", "White Irish", "Any other White background"),
    ("Indian", "Pakistani", "Bangladeshi"),
    ("Black African", "Black Caribbean"),
    ("White and Black Caribbean", "White and Asian"),
    ("Arab",), ("Not stated",)), strict=True))  # fmt: skip
RIO = dict(zip(GROUPS, (
    ("White - British", "White - Irish", "White - Any other White background"),
    ("Asian or Asian British - Indian", "Asian or Asian British - Pakistani"),
    ("Black or Black British - African", "Black or Black British - Caribbean"),
    ("Mixed - White and Black Caribbean", "Mixed - White and Asian"),
    ("Other Ethnic Groups - Any other ethnic group",), ("Not Stated",)), strict=True))  # fmt: skip
NHS = dict(zip(GROUPS, (("A", "B", "C"), ("H", "J", "K"), ("N", "M"), ("D", "F"), ("S",), ("Z",)),
               strict=True))  # fmt: skip
FIVE = dict(zip(GROUPS, (("White",), ("Asian",), ("Black",), ("Mixed",), ("Other",),
                         ("Not known",)), strict=True))  # fmt: skip
SHARES = (44, 18, 20, 8, 5, 5)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Person:
    """One made-up person: what is true of them, whatever a file makes of it."""

    ref: str
    group: str
    pick: int  # which of the group's labels
    gender: str
    age: int  # at the start
    referral: date
    start: date
    job: bool
    job_date: date | None

    def label(self, scheme: dict[str, tuple[str, ...]] = CENSUS) -> str:
        labels = scheme[self.group]
        return labels[self.pick % len(labels)]

    @property
    def born(self) -> date:
        return date(self.start.year - self.age, 1, 1)

    @property
    def even(self) -> bool:
        return int(self.ref) % 2 == 0


def folk(
    seed: int, n: int, first: date, last: date, share: float = 0.38, jobs_to: date | None = None
) -> list[Person]:
    """Make people who started from the first to the last day, and got jobs by `jobs_to`.

    The first and the last week always have somebody, so that the dates name the period.
    """
    dice, out = random.Random(seed), []
    jobs_to = jobs_to or last
    days = (last - first).days
    for i in range(n):
        start = first + DAY * dice.randint(0, days)
        if i < 4:
            start = (first, first + 3 * DAY, last, last - 4 * DAY)[i]
        (group,) = dice.choices(GROUPS, SHARES)
        job = dice.random() < share and start + 10 * DAY <= jobs_to
        wait = dice.randint(9, 170)
        out.append(
            Person(
                f"{dice.randint(1, 9)}{i:04d}",
                group,
                dice.randint(0, 5),
                dice.choice(("Male", "Female")),
                dice.randint(18, 62),
                start - DAY * dice.randint(12, 80),
                start,
                job,
                min(start + DAY * wait, jobs_to) if job else None,
            )
        )
    dice.shuffle(out)
    return out


def truth(people: Sequence[Person], *more: str, job: Callable[[Person], Any] | None = None,
          **given: Any) -> dict[str, Any]:  # fmt: skip
    """Return the true counts of these people; `more` names further counts ("gender", "age")."""
    worked = job or (lambda p: p.job)
    out: dict[str, Any] = {
        "people": len(people),
        "ethnic": dict(Counter(p.group for p in people)),
        "jobs": dict(Counter(p.group for p in people if worked(p))),
    }
    if "gender" in more:
        out["gender"] = dict(Counter(p.gender for p in people))
    if "age" in more:
        ages = [p.age for p in people]
        out["age"] = (len(ages), round(sum(ages) / len(ages), 4))
    return out | given


def uk(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def named(day: date | None) -> str:
    return f"{day:%d-%b-%Y}" if day else ""


def yes(flag: Any) -> str:
    return "Yes" if flag else "No"


def to_csv(rows: Iterable[Sequence[Any]], *, sep: str = ",", bom: bool = False) -> bytes:
    """Write rows as csv, as other systems end their lines."""
    out = io.StringIO()
    csv.writer(out, delimiter=sep).writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def to_xlsx(rows: Iterable[Sequence[Any]], sheet: str = "Sheet1") -> bytes:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Columns = dict[str, Callable[[Person], Any]]


def table(people: Iterable[Person], columns: Columns) -> list[list[Any]]:
    """Lay people out: a heading and how it is filled, a column each."""
    return [list(columns), *[[fill(p) for fill in columns.values()] for p in people]]


def as_file(name: str, rows: Iterable[Sequence[Any]], role: str = "service", **how: Any):
    """Return a file of a case: role, name and content, written as its name says."""
    data = to_xlsx(rows, **how) if name.endswith(".xlsx") else to_csv(rows, **how)
    return role, name, data


def swap(people: Sequence[Person], which: Sequence[int], **new: Any) -> list[Person]:
    """Return the people with some of them changed."""
    return [replace(p, **new) if i in set(which) else p for i, p in enumerate(people)]
