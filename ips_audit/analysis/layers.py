"""Groups compared within strata: one adjusted answer, and whether the total misleads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from ips_audit.analysis.intervals import Z95, Estimate

# A ratio that moves by more than this once strata are kept apart is worth a warning.
MOVES = 0.10


@dataclass(frozen=True)
class StratifiedTest:
    """The generalised Cochran–Mantel–Haenszel statistic."""

    statistic: float
    df: int
    p: float


def cmh(x: ArrayLike, of: ArrayLike) -> StratifiedTest | None:
    """Decide whether rates differ between groups once strata are kept apart.

    Parameters
    ----------
    x, of : array_like of int, shape (strata, groups)
        Counts and their denominators.

    Returns
    -------
    StratifiedTest or None
        None where no stratum can be tested.

    References
    ----------
    Agresti, Categorical Data Analysis (2013), section 8.4.3 (general association).
    """
    success, size = np.asarray(x, dtype=float), np.asarray(of, dtype=float)
    groups = size.sum(axis=0) > 0
    success, size = success[:, groups], size[:, groups]
    if size.shape[1] < 2:
        return None
    gap = np.zeros(size.shape[1])
    spread = np.zeros((size.shape[1], size.shape[1]))
    for xs, ns in zip(success, size, strict=True):
        n, m = ns.sum(), xs.sum()
        if n < 2 or m in (0, n):
            continue
        gap += xs - m * ns / n
        spread += m * (n - m) / (n**2 * (n - 1)) * (n * np.diag(ns) - np.outer(ns, ns))
    if not spread.any():
        return None
    # One group follows from the others: leave the last out.
    statistic = float(gap[:-1] @ np.linalg.pinv(spread[:-1, :-1]) @ gap[:-1])
    df = int(np.linalg.matrix_rank(spread[:-1, :-1]))
    return StratifiedTest(statistic, df, float(chdtrc(df, statistic)))


def mantel_haenszel_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, z: float = Z95
) -> Estimate:
    """Return the ratio of rates of one group to the rest, strata kept apart.

    Parameters
    ----------
    x1, n1, x2, n2 : array_like, shape (strata,)
        Counts and denominators of the group and of the rest.

    Returns
    -------
    Estimate
        With the Greenland–Robins interval; None where it is not defined.

    References
    ----------
    Greenland & Robins (1985), Biometrics 41:55-68.
    """
    a, m1 = np.asarray(x1, dtype=float), np.asarray(n1, dtype=float)
    b, m0 = np.asarray(x2, dtype=float), np.asarray(n2, dtype=float)
    live = (m1 > 0) & (m0 > 0)
    a, m1, b, m0 = a[live], m1[live], b[live], m0[live]
    total = m1 + m0
    r, s = float((a * m0 / total).sum()), float((b * m1 / total).sum())
    if r == 0 or s == 0:
        return Estimate(0.0 if s > 0 else None, None, None)
    variance = ((m1 * m0 * (a + b) - a * b * total) / total**2).sum() / (r * s)
    half = z * float(np.sqrt(variance))
    return Estimate(r / s, float(r / s * np.exp(-half)), float(r / s * np.exp(half)))


def total_misleads(
    crude: float | None, adjusted: float | None, within: Sequence[float | None]
) -> bool:
    """Decide whether a ratio in the total misleads (Simpson's paradox and its kin).

    True if the direction turns, the ratio moves by more than a tenth, or every stratum
    points against the total.
    """
    if crude is None or adjusted is None or crude <= 0 or adjusted <= 0:
        return False
    turned = (crude - 1) * (adjusted - 1) < 0
    moved = abs(adjusted / crude - 1) > MOVES
    known = [w for w in within if w is not None]
    against = len(known) > 1 and all((w - 1) * (crude - 1) < 0 for w in known)
    return bool((turned and abs(adjusted - crude) > 0.02) or moved or against)
