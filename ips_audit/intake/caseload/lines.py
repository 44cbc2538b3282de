"""The lines of a caseload: an answer and the people behind it, or an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Column, blank
from ips_audit.intake.matching.codelists import plain
from ips_audit.intake.matching.values import count_of
from ips_audit.model import (
    ALL_SERVICES,
    DIMENSIONS,
    OWN,
    Dimension,
)

# Names of a whole, whose parts may stand beside it: never added to them.
NATIONS = frozenset((
    "england", "england and wales", "great britain", "united kingdom", "uk", "gb", "national",
    "wales", "scotland", "northern ireland",
))  # fmt: skip
WHOLES = frozenset((
    "total", "totals", "grand total", "all", "overall", "all ages", "persons", "all persons",
    "people", "all people", "both", "both sexes", "everyone", "all categories", "all services",
))  # fmt: skip

WITHHELD = re.compile(r"^(\*+|\[c\]|c|x|supp(ressed)?|<\s*(?P<below>\d+))$", re.IGNORECASE)
WITH_PERCENT = re.compile(r"^(\d[\d,]*) ?\([\d.]+ ?%\)$")


@dataclass(frozen=True)
class Line:
    """One answer of the caseload and the people behind it."""

    service: str
    dimension: Dimension
    answer: object
    n: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class JointLine:
    """Answers of the caseload that people of a list have in common, and these people."""

    service: str
    answers: Mapping[Dimension, object]
    n: int


@dataclass
class Reading:
    """The lines of a caseload, and what was noticed while reading them."""

    lines: list[Line] = field(default_factory=list)
    joint: list[JointLine] = field(default_factory=list)  # of lists of people
    percentages: list[tuple[str, Dimension, object, float]] = field(default_factory=list)
    total: int | None = None  # the number a total row gives
    unreadable: list[tuple[str, str]] = field(default_factory=list)  # answer, cell
    people: int | None = None  # of a list of people
    repeated: int = 0
    unused: int = 0  # rows that count no group of any dimension
    parts: bool = False  # parts of groups were left out, their sums stand above them
    disagree: int = 0  # people listed more than once whose answers differ


def group_column(columns: Mapping[str, Column]) -> Column | None:
    """Return the column that says what each row counts, or None."""
    roles = ("group", *(d.key for d in DIMENSIONS), OWN)
    return next((columns[r] for r in roles if r in columns), None)


def add_cell(
    out: Reading, service: str, dimension: Dimension, answer: object, cell: object
) -> None:
    """Add one cell as a line: a number, a withheld number, or one that cannot be read."""
    text = "" if blank(cell) else plain(cell)
    n = count_of(cell)
    if n is None and (match := WITH_PERCENT.match(text)):
        n = count_of(match[1])
    if n is not None:
        out.lines.append(Line(service, dimension, answer, n))
    elif match := WITHHELD.match(text):
        # A bare mark may stand for more than 4, where it hides another withheld number.
        high = int(match["below"]) - 1 if match["below"] else None
        out.lines.append(Line(service, dimension, answer, None, 0, high))
    elif text or not blank(answer):
        out.unreadable.append(("" if blank(answer) else plain(answer), text))


def services_of(column: Column | None, n: int, service: str | None) -> list[str]:
    """Return the service of each row."""
    names, codes = service_codes(column, n, service)
    return [names[c] for c in codes]


def service_codes(
    column: Column | None, n: int, service: str | None
) -> tuple[list[str], NDArray[np.int16]]:
    """Return the services in the order of their first rows, and each row's place among them."""
    if column is None:
        return [service or ALL_SERVICES], np.zeros(n, dtype=np.int16)
    names = [service or ALL_SERVICES if blank(a) else plain(a)[:80] for a in column.answers]
    distinct = list(dict.fromkeys(names))
    place = {name: i for i, name in enumerate(distinct)}
    return distinct, np.array([place[x] for x in names], dtype=np.int16)[column.codes]
