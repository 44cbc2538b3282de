"""Findings as equations: which numbers of a group and of everyone could have been called so."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from tests.disclosure.printed import Form, Known, Range, Reading, Row, Table, minus
from tests.disclosure.solve import Solver

LOWER = ("lower", "lower, by less than your margin")
NO_GAP = "no gap of that size"
HIGHER = "higher"
NOT_LOWER = "not lower"
GAP = "a gap was found"
FEWEST = 10  # people, below which a group is not judged
LARGEST = 60_000  # numbers tried for one group
Z95 = float(ndtri(0.975))


def take_up(reading: Reading, solver: Solver) -> None:
    """Add to a reading what its findings say about the exact counts.

    Only what is sure is used: where an expected count is small the tool takes an exact test,
    and the attacker then believes any number.
    """
    for table in reading.tables:
        if not table.rates or table.finding in (None, "not checked"):
            continue
        silent = [r for r in table.rows if r.finding is None]
        told = any(r.finding in LOWER for r in table.rows)
        for row in table.rows:
            what = row.finding
            if table.finding != GAP and what not in (HIGHER, NO_GAP):
                what = NOT_LOWER
            if what in (*LOWER, HIGHER, NO_GAP, NOT_LOWER):
                for form, low, high in _ranges(row, table, str(what), solver) or []:
                    reading.fact(Known.FINDINGS, form, low, high)
        if table.finding == GAP and not told:  # the sentence names nobody
            ways = [_ranges(r, table, LOWER[0], solver) for r in silent]
            able = [w for w in ways if w != []]
            if able and None not in able:
                reading.either.append((Known.FINDINGS, [w for w in able if w]))


def take_up_shares(reading: Reading, solver: Solver) -> None:
    """Add to a reading which numbers have the shares that it prints to many digits."""
    for part, whole, share in reading.shares:
        of = np.arange(solver.end(whole, 1), solver.end(whole, -1) + 1.0)
        of = of[of > 0]
        n = np.rint(share * of)
        fits = np.abs(n - share * of) < 1e-9 * of
        for form, values in ((part, n[fits]), (whole, of[fits])):
            if len(values):
                reading.fact(Known.LINKS, form, float(values.min()), float(values.max()))


def _ranges(row: Row, table: Table, what: str, solver: Solver) -> list[Range] | None:
    """Return ranges that hold where a group was called so; [] if it cannot be; None if unknown."""
    forms = (row.n, row.of, table.n, table.of)
    ends = [(solver.end(f, 1), solver.end(f, -1)) for f in forms]
    if math.prod(high - low + 1 for low, high in ends) > LARGEST:
        return None
    grid = np.meshgrid(*(np.arange(low, high + 1.0) for low, high in ends), indexing="ij")
    x, n, all_x, all_n = (g.ravel() for g in grid)
    fits = (x >= 0) & (x <= n) & (all_x >= x) & (all_n - n >= all_x - x) & (all_n > 0)
    x, n, all_x, all_n = x[fits], n[fits], all_x[fits], all_n[fits]
    so = _called(x, n, all_x, all_n, what, (len(table.rows), table.family), table.margin)
    if not so.any():
        return []
    x, n, all_x, all_n = x[so], n[so], all_x[so], all_n[so]
    values: list[tuple[Form, np.ndarray]] = [
        (row.n, x), (row.of, n), (row.no, n - x), (table.n, all_x), (table.of, all_n),
        (minus(table.n, row.n), all_x - x), (minus(table.of, row.of), all_n - n),
    ]  # fmt: skip
    return [(form, float(v.min()), float(v.max())) for form, v in values if form]


def _called(
    x: np.ndarray, n: np.ndarray, all_x: np.ndarray, all_n: np.ndarray,
    what: str, comparisons: tuple[int, int], margin: float,
) -> np.ndarray:  # fmt: skip
    """Tell for each set of numbers whether the finding could have been this one."""
    (groups, family), rest, rest_x = comparisons, all_n - n, all_x - x
    least = float(ndtri(1 - 0.025 / family))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = all_x / all_n
        spread = np.sqrt(n * rate * (1 - rate) * rest / all_n)
        z = np.where(spread > 0, (x - n * rate) / spread, np.nan)
        sides = np.minimum(n, rest) * np.minimum(rate, 1 - rate)
        exact = sides < 5.001
        if what == NOT_LOWER:
            limit = float(ndtri(1 - 0.025 / (groups * family)))
            return exact | np.isnan(z) | (z > -limit - 1e-9) | (n < FEWEST)
        enough = n >= FEWEST
        if what in LOWER:
            return enough & (z < 0) & (exact | (z < -least + 1e-9))
        if what == HIGHER:
            return enough & (z > 0) & (exact | (z > least - 1e-9))
        above = x * rest >= margin * rest_x * n  # the ratio itself
        return enough & above & (_score(x, n, rest_x, rest, margin) >= Z95**2 - 1e-6)


def _score(
    x1: np.ndarray, n1: np.ndarray, x2: np.ndarray, n2: np.ndarray, ratio: float
) -> np.ndarray:
    """Chi-square of two rates against a ratio of them (Koopman 1984)."""
    a = ratio * (n1 + x2) + x1 + n2
    p1 = (a - np.sqrt(np.maximum(a * a - 4 * ratio * (n1 + n2) * (x1 + x2), 0))) / (2 * (n1 + n2))
    p1 = np.clip(p1, 0, 1)
    p2 = np.clip(p1 / ratio, 0, 1)
    first = (x1 - n1 * p1) ** 2 / (n1 * p1 * (1 - p1))
    second = (x2 - n2 * p2) ** 2 / (n2 * p2 * (1 - p2))
    return np.nan_to_num(first + second, nan=np.inf, posinf=np.inf)
