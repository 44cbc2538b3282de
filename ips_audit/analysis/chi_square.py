"""Chi-square and its relations: numbers in, numbers out. No pandas, no words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.special import chdtrc, chndtr, chndtrinc, ndtr

Floats = NDArray[np.float64]


class TableState(StrEnum):
    """Whether a table can be tested."""

    OK = "ok"
    ONE_GROUP = "fewer than two groups"
    NOBODY = "nobody"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class ChiSquare:
    """Pearson's chi-square of one table; arrays keep the full shape, nan where dropped."""

    state: TableState
    statistic: float | None
    df: int | None
    p: float | None
    n: int
    expected: Floats
    contributions: Floats
    smallest_expected: float | None
    dropped: tuple[int, ...]  # positions of groups of zero, left out of the test


def pearson_chi2(table: ArrayLike) -> ChiSquare:
    """Decide whether the rows' shares differ between the columns (groups).

    Groups of zero leave the test and the degrees of freedom fall. Never Yates.

    Parameters
    ----------
    table : array_like of int, shape (rows, groups)
        Counts; row 1 is success where there are two rows.

    Returns
    -------
    ChiSquare

    Raises
    ------
    ValueError
        If the table is not two-dimensional or has a negative count.

    References
    ----------
    Agresti, Categorical Data Analysis (2013), section 3.2.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or (counts < 0).any():
        raise ValueError("a table of counts has two dimensions and no negative number")
    totals = counts.sum(axis=0)
    keep = totals > 0
    dropped = tuple(int(i) for i in np.flatnonzero(~keep))
    n = counts.sum()
    expected = np.full(counts.shape, np.nan)
    contributions = np.full(counts.shape, np.nan)
    rows = counts.sum(axis=1)
    state = TableState.OK
    if keep.sum() < 2:
        state = TableState.ONE_GROUP
    elif rows[0] == 0:
        state = TableState.NOBODY
    elif (rows[1:] == 0).all():
        state = TableState.EVERYBODY
    if state is not TableState.OK:
        return ChiSquare(state, None, None, None, int(n), expected, contributions, None, dropped)
    expected[:, keep] = np.outer(rows, totals[keep]) / n
    live = keep[None, :] & (rows > 0)[:, None]
    contributions[live] = (counts[live] - expected[live]) ** 2 / expected[live]
    statistic = float(np.nansum(contributions))
    df = int((keep.sum() - 1) * ((rows > 0).sum() - 1))
    return ChiSquare(
        state,
        statistic,
        df,
        float(chdtrc(df, statistic)),
        int(n),
        expected,
        contributions,
        float(expected[live].min()),
        dropped,
    )


def goodness_of_fit(observed: ArrayLike, base: ArrayLike) -> ChiSquare:
    """Decide whether observed counts follow the shares of a baseline.

    Parameters
    ----------
    observed, base : array_like, shape (groups,)
        Counts of people in the service; counts (or any weights) of the baseline.

    Returns
    -------
    ChiSquare
        With arrays of shape (groups,). Groups with no baseline leave the test; the
        caller must not pass people in such a group.

    Raises
    ------
    ValueError
        If people stand in a group that the baseline lacks.
    """
    o, b = np.asarray(observed, dtype=np.float64), np.asarray(base, dtype=np.float64)
    keep = b > 0
    if (o[~keep] > 0).any():
        raise ValueError("people in a group that the baseline lacks")
    dropped = tuple(int(i) for i in np.flatnonzero(~keep))
    n = o.sum()
    expected, contributions = np.full(o.shape, np.nan), np.full(o.shape, np.nan)
    if keep.sum() < 2 or n == 0:
        state = TableState.ONE_GROUP if keep.sum() < 2 else TableState.NOBODY
        return ChiSquare(state, None, None, None, int(n), expected, contributions, None, dropped)
    expected[keep] = n * b[keep] / b[keep].sum()
    contributions[keep] = (o[keep] - expected[keep]) ** 2 / expected[keep]
    statistic, df = float(contributions[keep].sum()), int(keep.sum() - 1)
    return ChiSquare(
        TableState.OK,
        statistic,
        df,
        float(chdtrc(df, statistic)),
        int(n),
        expected,
        contributions,
        float(expected[keep].min()),
        dropped,
    )


def adjusted_residuals(table: ArrayLike) -> Floats:
    """Return (observed − expected) ÷ its standard error for each cell (R's `stdres`).

    Parameters
    ----------
    table : array_like, shape (rows, groups)

    Returns
    -------
    ndarray, shape (rows, groups)
        nan where a row or group is empty or holds everybody.
    """
    counts = np.asarray(table, dtype=np.float64)
    n, rows, cols = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)
    if n == 0:
        return np.full(counts.shape, np.nan)
    expected = np.outer(rows, cols) / n
    variance = expected * np.outer(1 - rows / n, 1 - cols / n)
    out = np.full(counts.shape, np.nan)
    live = variance > 1e-12
    out[live] = (counts - expected)[live] / np.sqrt(variance[live])
    return out


def fit_residuals(observed: ArrayLike, base: ArrayLike) -> Floats:
    """Return adjusted residuals of a goodness-of-fit table, shape (groups,)."""
    o, b = np.asarray(observed, dtype=np.float64), np.asarray(base, dtype=np.float64)
    share = b / b.sum()
    variance = o.sum() * share * (1 - share)
    out = np.full(o.shape, np.nan)
    live = variance > 1e-12
    out[live] = (o - o.sum() * share)[live] / np.sqrt(variance[live])
    return out


def two_sided_p(z: ArrayLike) -> Floats:
    """Return the two-sided normal p of z, nan for nan."""
    result: Floats = 2 * ndtr(-np.abs(np.asarray(z, dtype=np.float64)))
    return result


def holm(p: ArrayLike) -> Floats:
    """Return Holm's adjusted p; nan stays nan and is not counted as a comparison.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6:65-70.
    """
    values = np.asarray(p, dtype=np.float64)
    out = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return out
    order = known[np.argsort(values[known], kind="stable")]
    steps = (len(known) - np.arange(len(known))) * values[order]
    out[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return out


@dataclass(frozen=True)
class CramersV:
    """Strength of association, bias-corrected and plain, each with its interval."""

    corrected: float
    low: float
    high: float
    plain: float
    plain_low: float
    plain_high: float


def cramers_v(statistic: float, n: int, rows: int, groups: int, level: float = 0.95) -> CramersV:
    """Return Cramér's V, Bergsma's bias-corrected form, and their intervals.

    Parameters
    ----------
    statistic : float
        Pearson's chi-square.
    n : int
        People in the table, at least 2.
    rows, groups : int
        Rows and groups that are in the test, at least 2 of each.
    level : float
        Of the interval.

    Returns
    -------
    CramersV
        The interval inverts the noncentral chi-square; for the corrected form its ends
        are corrected like the value, so that it lies within them.

    References
    ----------
    Bergsma (2013), J Korean Statistical Society 42:323-328; Smithson (2003).
    """
    smaller = min(rows, groups) - 1
    df = (rows - 1) * (groups - 1)
    r = rows - (rows - 1) ** 2 / (n - 1)
    k = groups - (groups - 1) ** 2 / (n - 1)

    def plain(chi2: float) -> float:
        return min(1.0, float(np.sqrt(chi2 / n / smaller)))

    def corrected(chi2: float) -> float:
        if min(r, k) <= 1:
            return 0.0
        return min(1.0, float(np.sqrt(max(0.0, chi2 / n - df / (n - 1)) / (min(r, k) - 1))))

    tail = (1 - level) / 2
    low, high = (_noncentrality(statistic, df, q) for q in (1 - tail, tail))
    return CramersV(
        corrected(statistic),
        corrected(low),
        corrected(high),
        plain(statistic),
        plain(low),
        plain(high),
    )


def _noncentrality(statistic: float, df: int, quantile: float) -> float:
    """Find the noncentrality at which `statistic` stands at `quantile`; 0 where there is none."""
    if chndtr(statistic, df, 0.0) <= quantile:
        return 0.0
    return float(chndtrinc(statistic, df, quantile))
