"""Whether the pattern between groups differs from stratum to stratum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.special import chdtrc, xlogy
from ips_audit.model.thresholds import FEWEST_FITTED

Floats = NDArray[np.float64]

MOST_ROUNDS = 10_000


@dataclass(frozen=True)
class Interaction:
    """Distance of the counts from the model in which groups differ alike in every stratum."""

    statistic: float  # likelihood-ratio chi-square
    pearson: float
    df: int
    p: float | None  # None where the smallest fitted count is too small, or df is 0
    smallest_fitted: float
    fitted: Floats  # shape (strata, 2, groups): success, no success


def interaction(x: ArrayLike, of: ArrayLike) -> Interaction | None:
    """Decide whether the groups' odds ratios differ between strata.

    Parameters
    ----------
    x, of : array_like of int, shape (strata, groups)
        Counts and their denominators.

    Returns
    -------
    Interaction or None
        Of the model without three-way interaction. None with fewer than two strata and
        two groups in which rates can be compared, or where the fit does not settle.

    References
    ----------
    Bishop, Fienberg & Holland, Discrete Multivariate Analysis (1975), chapter 3
    (iterative proportional fitting); Agresti, Categorical Data Analysis (2013), 9.2.
    """
    success, size = np.asarray(x, dtype=np.float64), np.asarray(of, dtype=np.float64)
    live = _live(success, size)
    if live.any(axis=1).sum() < 2 or live.any(axis=0).sum() < 2:
        return None
    counts = np.stack((success, size - success), axis=1)
    fitted = _fit(counts)
    if fitted is None:
        return None
    cells = np.broadcast_to(live[:, None, :], counts.shape) & (fitted > 0)
    seen, made = counts[cells], fitted[cells]
    g2 = max(0.0, 2 * float((xlogy(seen, seen / made) - seen + made).sum()))
    pearson = float(((seen - made) ** 2 / made).sum())
    df, smallest = int(live.sum()) - _parameters(live), float(made.min())
    p = float(chdtrc(df, g2)) if smallest >= FEWEST_FITTED and df > 0 else None
    return Interaction(g2, pearson, df, p, smallest, fitted)


def _live(success: Floats, size: Floats) -> NDArray[np.bool_]:
    """Mark (stratum, group) pairs with people whose margins leave something to compare."""
    live: NDArray[np.bool_] = size > 0
    while True:
        n, m = np.where(live, size, 0.0), np.where(live, success, 0.0)
        rows = (m.sum(axis=1) > 0) & (m.sum(axis=1) < n.sum(axis=1))
        cols = (m.sum(axis=0) > 0) & (m.sum(axis=0) < n.sum(axis=0))
        fewer: NDArray[np.bool_] = live & rows[:, None] & cols[None, :]
        if (fewer == live).all():
            return live
        live = fewer


def _parameters(live: NDArray[np.bool_]) -> int:
    """Count the free main effects of strata and groups among live pairs."""
    strata, groups = np.nonzero(live)
    design = np.hstack((np.eye(live.shape[0])[strata], np.eye(live.shape[1])[groups]))
    return int(np.linalg.matrix_rank(design))


def _fit(counts: Floats) -> Floats | None:
    """Fit all three two-way margins in turn until nothing moves."""
    fitted: Floats = np.ones_like(counts)
    slack = 1e-10 * max(1.0, float(counts.sum()))
    for _ in range(MOST_ROUNDS):
        for axis in range(3):
            wanted, have = counts.sum(axis=axis), fitted.sum(axis=axis)
            factor = np.divide(wanted, have, out=np.zeros_like(wanted), where=have > 0)
            fitted = fitted * np.expand_dims(factor, axis)
        if all((abs(fitted.sum(axis=a) - counts.sum(axis=a)) <= slack).all() for a in range(3)):
            return fitted
    return None
