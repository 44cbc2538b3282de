"""Dates from distinct answers; the order of day and month is one for a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ips_audit.intake.files.table import Cell, blank
from ips_audit.intake.matching.codelists import plain
from ips_audit.intake.matching.instead_of_dates import no_date

EXCEL_ZERO = date(1899, 12, 30)
FIRST, LAST = date(1900, 1, 2), date(2200, 1, 1)
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$")
PARTS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T,].*)?$")
NAMED = re.compile(
    r"^(?:\w{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})[-/., ]+(\d{4}|\d{2})\b.*$"
)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: i for i, name in enumerate(MONTH_NAMES, 1)}
AMERICAN = re.compile(r"^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b.*$")
WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (?=\d|[a-z]{3,9} \d)", re.IGNORECASE
)
YEARS = range(1900, 2200)  # a bare number like this is a year, not a day of 1905


@dataclass(frozen=True)
class Dates:
    """Each distinct answer as a date (None: no date or unreadable), and how it was read."""

    values: tuple[date | None, ...]
    unreadable: tuple[bool, ...]
    none: tuple[bool, ...]  # says that there is no date, such as "n/a"; blanks aside
    ambiguous: bool  # day and month could be either way round, and nothing tells
    order: str | None  # "day first" | "month first", where parts were read
    exchanged: bool = False  # day and month of the real dates seem to have changed places


def read_dates(
    answers: Sequence[Cell], order: str | None = None, birth: bool = False, turn: bool = False
) -> Dates:
    """Read a column's distinct answers as dates.

    Parameters
    ----------
    answers : sequence
        Distinct raw cells.
    order : {"day first", "month first"}, optional
        Where the user decided.
    birth : bool
        Two-digit years of birth are put into the past.
    turn : bool
        Day and month of real dates change places, as the user decided.

    Returns
    -------
    Dates
        `ambiguous` is True if parts are there and no part above 12 decides their order.
    """
    parts = [m for a in answers if isinstance(a, str) and (m := PARTS.match(_text(a)))]
    first_high = any(int(m[1]) > 12 for m in parts)
    second_high = any(int(m[2]) > 12 for m in parts)
    clear = all(m[1] == m[2] for m in parts)
    ambiguous = bool(parts) and order is None and first_high == second_high and not clear
    if order is None:
        order = "month first" if second_high and not first_high else "day first"
    values = [_one(_turned(a) if turn else a, order, birth) for a in answers]
    none = tuple(not blank(a) and no_date(a) for a in answers)
    unreadable = tuple(v is None and not no_date(a) for v, a in zip(values, answers, strict=True))
    exchanged = _exchanged(answers, parts)
    order = order if parts else None
    return Dates(tuple(values), unreadable, none, ambiguous, order, exchanged)


def _exchanged(answers: Sequence[Cell], parts: Sequence[re.Match[str]]) -> bool:
    """Tell a file opened under the other order: what could be turned round became a real date.

    Then no real date lies after the 12th, and no text before the 13th.
    """
    days = [a.day for a in answers if isinstance(a, date)]
    texts = [max(int(m[1]), int(m[2])) for m in parts]
    enough = len(days) >= 6 and len(texts) >= 3
    return enough and max(days) <= 12 < min(texts)


def _turned(answer: Cell) -> Cell:
    """Exchange day and month of a real date where that gives a date."""
    if isinstance(answer, date) and answer.day <= 12:
        return answer.replace(day=answer.month, month=answer.day)
    return answer


def _one(answer: Cell, order: str, birth: bool) -> date | None:
    if isinstance(answer, datetime):
        return _sane(answer.date())
    if isinstance(answer, date):
        return _sane(answer)
    if isinstance(answer, bool) or blank(answer):
        return None
    if isinstance(answer, (int, float)):
        return _serial(float(answer))
    text = _text(answer)
    if match := ISO.match(text):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    if match := PARTS.match(text):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "day first" else (second, first)
        return _make(_year(match[3], birth), month, day)
    if (match := NAMED.match(text)) and match[2][:3].casefold() in MONTHS:
        return _make(_year(match[3], birth), MONTHS[match[2][:3].casefold()], int(match[1]))
    if (match := AMERICAN.match(text)) and match[1][:3].casefold() in MONTHS:
        return _make(int(match[3]), MONTHS[match[1][:3].casefold()], int(match[2]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _serial(float(text))
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _make(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _text(answer: Cell) -> str:
    """Return an answer as text, without a day of the week before its date."""
    return WEEKDAY.sub("", plain(answer))


def only_years(answers: Sequence[Cell]) -> bool:
    """Tell whether a column holds years where dates are wanted."""
    filled = [plain(a) for a in answers if not blank(a)]
    years = [t for t in filled if t.isdecimal() and len(t) == 4 and int(t) in YEARS]
    return bool(filled) and len(years) * 2 > len(filled)


def _year(text: str, birth: bool) -> int:
    if len(text) == 4:
        return int(text)
    short = int(text)
    return 1900 + short if short >= (20 if birth else 70) else 2000 + short


def _serial(number: float) -> date | None:
    """Read an Excel day number; anything outside 1902 to 2119 is not a date."""
    if not 1_000 <= number <= 80_000 or number in YEARS:
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
