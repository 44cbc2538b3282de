"""Ages and age bands from distinct answers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date

from ips_audit.intake.files.table import Cell, blank
from ips_audit.intake.matching.codelists import plain

YOUNGEST, OLDEST = 10, 110
AGE = re.compile(
    r"(?:aged? )?(\d{1,3})(?:\.\d+)?(?: ?(?:y|yr|yrs|year|years)\.?)?(?: old)?"
    r"(?:,? ?(?:and )?\d{1,2} ?(?:m|mths?|months?))?"
)
BETWEEN = re.compile(r"(?:aged? )?(\d{1,3}) ?(?:-|–|—|to|/) ?(\d{1,3})")
UNDER = re.compile(r"(?:(?:under|below|less than) ?|< ?)(\d{1,3})")
UP_TO = re.compile(r"(?:up to |<= ?|≤ ?)(\d{1,3})|(\d{1,3}) (?:and|or) (?:under|below|younger)")
OVER = re.compile(r"(?:(?:over|above|more than) |> ?)(\d{1,3})")
FROM = re.compile(r"(?:>= ?|≥ ?)?(\d{1,3}) ?(?:\+|plus|(?:and|or) (?:over|above|older|more))")
TODAY = re.compile(r"\b(current|now|today)\b")  # in the heading of an age
YEARS = re.compile(r" ?(?:years?|yrs?)(?: old| of age)?\b")


def read_age(answer: Cell) -> float | None:
    """Read one answer as an age in whole years; None where it is not one."""
    if blank(answer) or isinstance(answer, (bool, date)):
        return None
    if isinstance(answer, (int, float)):
        value = float(answer)
    else:
        match = AGE.fullmatch(plain(answer).casefold())
        if not match:
            return None
        value = float(match[1])
    return float(int(value)) if YOUNGEST <= value <= OLDEST else None


def read_band(answer: Cell) -> tuple[int, int] | None:
    """Read one answer as an age band: its lowest and its highest whole age.

    Parameters
    ----------
    answer : cell
        Such as "18-25", "26 to 40", "under 18", "65+", "over 55".

    Returns
    -------
    (int, int) or None
        Open ends are 0 and `OLDEST`; None where it is no band.
    """
    if blank(answer) or not isinstance(answer, str):
        return None
    text = YEARS.sub("", plain(answer).casefold()).strip()
    if (match := BETWEEN.fullmatch(text)) and int(match[1]) <= int(match[2]) <= OLDEST:
        return int(match[1]), int(match[2])
    if match := UNDER.fullmatch(text):
        return 0, int(match[1]) - 1
    if match := UP_TO.fullmatch(text):
        return 0, int(match[1] or match[2])
    if match := OVER.fullmatch(text):
        return int(match[1]) + 1, OLDEST
    if match := FROM.fullmatch(text):
        return int(match[1]), OLDEST
    return None


def bands_of(answers: Sequence[Cell]) -> tuple[tuple[int, int], ...]:
    """Return the bands of a column that holds bands instead of ages, in order; else none."""
    ages = sum(read_age(a) is not None for a in answers)
    bands = {b for a in answers if (b := read_band(a)) is not None}
    return tuple(sorted(bands)) if len(bands) > ages else ()


def band_name(band: tuple[int, int]) -> str:
    """Name a band as the settings file does."""
    low, high = band
    if low <= YOUNGEST:
        return f"up to {high}"
    return f"{low} and over" if high >= OLDEST else f"{low} to {high}"


def ages_of(answers: Sequence[Cell]) -> list[float | None]:
    """Return the age of each distinct answer; where they are bands, the low end stands for one."""
    if not bands_of(answers):
        return [read_age(a) for a in answers]
    bands = [read_band(a) for a in answers]
    return [None if b is None else float(max(b[0], YOUNGEST)) for b in bands]


def fitting_bands(bands: Sequence[tuple[int, int]], names: Sequence[str]) -> tuple[str, ...] | None:
    """Choose the audit's age bands for a file that holds bands.

    Parameters
    ----------
    bands : sequence of (int, int)
        The file's bands, in order.
    names : sequence of str
        The audit's bands, as in the settings.

    Returns
    -------
    tuple of str or None
        `names` where each of the file's bands lies in one of them, else the file's own;
        None where the file's bands overlap.
    """
    wanted = [w for n in names if (w := read_band(n)) is not None]
    if all(any(w[0] <= b[0] and b[1] <= w[1] for w in wanted) for b in bands):
        return tuple(names)
    if any(a[1] >= b[0] for a, b in itertools.pairwise(bands)):
        return None
    return tuple(band_name(b) for b in bands)
