"""Dates and ages from distinct answers; the order of day and month is one for a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ips_audit.intake.codelists import plain
from ips_audit.intake.table import Cell, blank

EXCEL_ZERO = date(1899, 12, 30)
FIRST, LAST = date(1900, 1, 2), date(2200, 1, 1)
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
PARTS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T,].*)?$")
NAMED = re.compile(
    r"^(?:\w{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})[-/., ]+(\d{4}|\d{2})\b.*$"
)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: i for i, name in enumerate(MONTH_NAMES, 1)}
OLDEST = 110


@dataclass(frozen=True)
class Dates:
    """Each distinct answer as a date (None: blank or unreadable), and how it was read."""

    values: tuple[date | None, ...]
    unreadable: tuple[bool, ...]
    ambiguous: bool  # day and month could be either way round, and nothing tells
    order: str | None  # "day first" | "month first", where parts were read


def read_dates(answers: Sequence[Cell], order: str | None = None, birth: bool = False) -> Dates:
    """Read a column's distinct answers as dates.

    Parameters
    ----------
    answers : sequence
        Distinct raw cells.
    order : {"day first", "month first"}, optional
        Where the user decided.
    birth : bool
        Two-digit years of birth are put into the past.

    Returns
    -------
    Dates
        `ambiguous` is True if parts are there and no part above 12 decides their order.
    """
    parts = [m for a in answers if isinstance(a, str) and (m := PARTS.match(plain(a)))]
    first_high = any(int(m[1]) > 12 for m in parts)
    second_high = any(int(m[2]) > 12 for m in parts)
    clear = all(m[1] == m[2] for m in parts)
    ambiguous = bool(parts) and order is None and first_high == second_high and not clear
    if order is None:
        order = "month first" if second_high and not first_high else "day first"
    values = [_one(a, order, birth) for a in answers]
    unreadable = tuple(v is None and not blank(a) for v, a in zip(values, answers, strict=True))
    return Dates(tuple(values), unreadable, ambiguous, order if parts else None)


def _one(answer: Cell, order: str, birth: bool) -> date | None:
    if isinstance(answer, datetime):
        return _sane(answer.date())
    if isinstance(answer, date):
        return _sane(answer)
    if isinstance(answer, bool) or blank(answer):
        return None
    if isinstance(answer, (int, float)):
        return _serial(float(answer))
    text = plain(answer)
    if match := ISO.match(text):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    if match := PARTS.match(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "day first" else (second, first)
        return _make(_year(match[3], birth), month, day)
    if (match := NAMED.match(text)) and match[2][:3].casefold() in MONTHS:
        return _make(_year(match[3], birth), MONTHS[match[2][:3].casefold()], int(match[1]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _serial(float(text))
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _make(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _year(text: str, birth: bool) -> int:
    if len(text) == 4:
        return int(text)
    short = int(text)
    return 1900 + short if short >= (20 if birth else 70) else 2000 + short


def _serial(number: float) -> date | None:
    """Read an Excel day number; anything outside 1902 to 2119 is not a date."""
    if not 1_000 <= number <= 80_000:
        return None
    return EXCEL_ZERO + timedelta(days=int(number))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return _sane(date(year, month, day))
    except ValueError:
        return None


def _sane(value: date) -> date | None:
    return value if FIRST <= value <= LAST else None


def age_on(birth: date, day: date) -> int:
    """Return whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def read_age(answer: Cell) -> float | None:
    """Read one answer as an age in whole years; None where it is not one."""
    if blank(answer) or isinstance(answer, (bool, date)):
        return None
    if isinstance(answer, (int, float)):
        value = float(answer)
    else:
        match = re.fullmatch(
            r"(?:aged? )?(\d{1,3})(?:\.\d+)?(?: ?(?:y|yr|yrs|year|years)\.?(?: old)?)?",
            plain(answer).casefold(),
        )
        if not match:
            return None
        value = float(match[1])
    return float(int(value)) if 10 <= value <= OLDEST else None
