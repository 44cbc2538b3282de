"""How numbers look to people: each is rounded here, once."""

from __future__ import annotations

from datetime import date

HIDDEN = "[c]"  # confidential: a small number
NONE = "[z]"  # not applicable: there is no such number


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
    if p < 0.001:
        return "< 0.001"
    return f"{p:.3f}" if p < 0.0995 else f"{p:.2f}"


def span(low: float | None, high: float | None, digits: int = 2) -> str:
    """Return an interval as "low to high"; an open end is said."""
    if low is None and high is None:
        return NONE
    left = "no limit" if low is None else f"{low:.{digits}f}"
    return f"{left} to {'no limit' if high is None else f'{high:.{digits}f}'}"


def percent_span(low: float | None, high: float | None) -> str:
    """Return an interval of fractions in percent."""
    if low is None or high is None:
        return NONE
    return f"{100 * low:.1f}% to {100 * high:.1f}%"


def long_date(day: date) -> str:
    """Return a date like 6 August 2019."""
    return f"{day.day} {day:%B %Y}"
