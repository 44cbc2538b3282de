"""How numbers look to people: each is rounded here, once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

HIDDEN = "[c]"  # confidential: a small number
NOT_AVAILABLE = "[x]"  # nobody counted it
NONE = "[z]"  # not applicable: there is no such number
NO_LIMIT = "no limit"

# What XML cannot hold: control characters, lone surrogates, non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return text without the characters that a spreadsheet or document file cannot hold."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """Return a label without line breaks."""
    return " ".join(clean(str(text)).split())


def count(n: int | None) -> str:
    """Return a count with a thousands comma."""
    return HIDDEN if n is None else f"{n:,}"


def percent(share: float | None) -> str:
    """Return a fraction as a percentage with one decimal."""
    return NONE if share is None else f"{100 * share:.1f}%"


def number(value: float | None, digits: int = 2) -> str:
    """Return a number with fixed decimals."""
    return NONE if value is None else f"{value:,.{digits}f}"


def p_value(p: float | None) -> str:
    """Return p to two significant figures, and "< 0.001" below that."""
    if p is None:
        return NONE
    return "< 0.001" if p < 0.001 else f"{p:#.2g}"


def p_text(p: float | None) -> str:
    """Return p as it stands in a sentence: "p < 0.001", "p = 0.012"."""
    shown = p_value(p)
    return f"p {shown}" if shown.startswith("<") else f"p = {shown}"


def span(low: float | None, high: float | None, digits: int = 2) -> str:
    """Return an interval as "low to high"; an open end is said."""
    if low is None and high is None:
        return NONE
    ends = (NO_LIMIT if end is None else number(end, digits) for end in (low, high))
    return " to ".join(ends)


def percent_span(low: float | None, high: float | None) -> str:
    """Return an interval of fractions in percent."""
    if low is None or high is None:
        return NONE
    return f"{100 * low:.1f}% to {100 * high:.1f}%"


def long_date(day: date) -> str:
    """Return a date like 6 August 2019."""
    return f"{day.day} {day:%B %Y}"


def grid(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Pad rows into columns; a name's line breaks and control characters do not reach a screen."""
    clean = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[j]) for row in clean) for j in range(len(clean[0]))]
    for row in clean:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join(cells).rstrip()
