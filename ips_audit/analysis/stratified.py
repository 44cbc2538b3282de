"""Groups compared within strata: an adjusted answer, and whether the strata differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.exact import SEED, TIES, ExactP
from ips_audit.analysis.intervals import Z95, Estimate
from ips_audit.analysis.special import chdtrc, xlogy
from ips_audit.model import PMethod
from ips_audit.model.thresholds import FEWEST_FITTED, LEAST_ROOM, MOVES, TURNS

Floats = NDArray[np.float64]

# Each draw is one table a stratum. Drawing ends early once so many were as extreme: the p is
# then large enough to be known to a twentieth of itself.
DRAWS = 19_999
ENOUGH = 400
BATCH = 1_000
MOST_ROUNDS = 10_000  # of fitting a model


@dataclass(frozen=True)
class StratifiedTest:
    """The generalised Cochran–Mantel–Haenszel statistic."""

    statistic: float
    df: int
    p: float
    drawn: ExactP | None = None  # Monte Carlo p of the same statistic, where sparse

    @property
    def counting_p(self) -> float:
        """The p that counts: the drawn one where the tables are sparse."""
        return self.p if self.drawn is None else self.drawn.p


@dataclass(frozen=True)
class _Sums:
    """The parts of the statistic, summed over the strata that can be tested."""

    strata: NDArray[np.bool_]
    groups: NDArray[np.bool_]
    gap: Floats  # observed - expected, last group left out
    inverse: Floats  # of the covariance of `gap`
    df: int


def cmh(x: ArrayLike, of: ArrayLike) -> StratifiedTest | None:
    """Decide whether rates differ between groups once strata are kept apart.

    Parameters
    ----------
    x, of : array_like of int, shape (strata, groups)
        Counts and their denominators.

    Returns
    -------
    StratifiedTest or None
        None where no stratum can be tested. Never corrected for continuity. Where the
        tables are sparse, a seeded Monte Carlo p of the same statistic comes beside the
        ordinary one.

    References
    ----------
    Agresti, Categorical Data Analysis (2013), section 8.4.3 (general association);
    Mantel & Fleiss (1980), American Journal of Epidemiology 112:129-134 (sparse).
    """
    success, size = np.asarray(x, dtype=np.float64), np.asarray(of, dtype=np.float64)
    sums = _sums(success, size)
    if sums is None:
        return None
    test = _test(sums)
    success, size = success[sums.strata], size[sums.strata]
    if _room(success, size[:, sums.groups]) >= LEAST_ROOM:
        return test
    return replace(test, drawn=_drawn(success, size[:, sums.groups], sums, test.statistic))


def _room(success: Floats, size: Floats) -> float:
    """Return how far the expected counts are from the limits that the margins set, at the least.

    With its margins fixed a count cannot leave its bounds: Mantel and Fleiss' criterion.
    """
    n, m = size.sum(axis=1, keepdims=True), success.sum(axis=1, keepdims=True)
    expected = m / n * size
    below = (expected - np.maximum(0, m - (n - size))).sum(axis=0)
    above = (np.minimum(m, size) - expected).sum(axis=0)
    return float(min(below.min(), above.min()))


def cmh_of_risk_sets(x: Floats, of: Floats) -> StratifiedTest | None:
    """Return the same statistic with its ordinary p only, for strata that share people.

    Parameters
    ----------
    x, of : ndarray, shape (strata, groups)
        Such as events and people at risk on each day: drawing one day without the others
        would make no sense.

    Returns
    -------
    StratifiedTest or None
    """
    sums = _sums(x, of)
    return None if sums is None else _test(sums)


def _sums(success: Floats, size: Floats) -> _Sums | None:
    """Add up the parts of the statistic; None where no stratum can be tested."""
    n, m = size.sum(axis=1), success.sum(axis=1)
    strata = (n > 1) & (m > 0) & (m < n)
    groups = size[strata].sum(axis=0) > 0
    if groups.sum() < 2:
        return None
    n, m = n[strata], m[strata]
    xs, ns = success[strata][:, groups], size[strata][:, groups]
    gap = (xs - (m / n)[:, None] * ns).sum(axis=0)
    factor = m * (n - m) / (n**2 * (n - 1))
    spread = np.diag((factor * n) @ ns) - (ns * factor[:, None]).T @ ns
    # One group follows from the others: leave the last out. Groups that never share a
    # stratum leave a gap in the rank, and the degrees of freedom fall.
    values, vectors = np.linalg.eigh(spread[:-1, :-1])
    live = values > 1e-10 * spread.max()
    if not live.any():
        return None
    inverse = (vectors[:, live] / values[live]) @ vectors[:, live].T
    return _Sums(strata, groups, gap[:-1], inverse, int(live.sum()))


def _test(sums: _Sums) -> StratifiedTest:
    statistic = float(sums.gap @ sums.inverse @ sums.gap)
    return StratifiedTest(statistic, sums.df, float(chdtrc(sums.df, statistic)))


def _drawn(success: Floats, size: Floats, sums: _Sums, statistic: float) -> ExactP:
    """Draw tables with the margins of every stratum until enough are as extreme, or all are drawn.

    References
    ----------
    Besag & Clifford (1991), Sequential Monte Carlo p-values, Biometrika 78:301-304.
    """
    rng = np.random.default_rng(SEED)
    extreme = 0
    for drawn in range(0, DRAWS, BATCH):
        values = _draws(rng, min(BATCH, DRAWS - drawn), success, size, sums)
        hits = np.flatnonzero(values >= statistic * (1 - TIES) - 1e-12)
        if extreme + len(hits) >= ENOUGH:
            p = ENOUGH / (drawn + 1 + int(hits[ENOUGH - extreme - 1]))
            return ExactP(p, PMethod.MONTE_CARLO, float(p * np.sqrt((1 - p) / ENOUGH)))
        extreme += len(hits)
    p = (extreme + 1) / (DRAWS + 1)  # the observed tables count as a draw
    return ExactP(p, PMethod.MONTE_CARLO, float(np.sqrt(p * (1 - p) / (DRAWS + 1))))


def _draws(
    rng: np.random.Generator, draws: int, success: Floats, size: Floats, sums: _Sums
) -> Floats:
    """Return the statistic of tables drawn with the margins of every stratum."""
    gap = np.zeros((draws, len(sums.gap)))
    for xs, ns in zip(success, size, strict=True):
        total = int(xs.sum())
        tables = rng.multivariate_hypergeometric(
            ns.astype(np.int64), total, size=draws, method="marginals"
        )
        gap += (tables - ns * (total / ns.sum()))[:, :-1]
    values: Floats = ((gap @ sums.inverse) * gap).sum(axis=1)
    return values


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
    """Decide whether a ratio in the total misleads (Simpson's paradox and the like).

    True if the direction turns, the ratio moves by more than a tenth, or every stratum
    points against the total. A direction turns only where people can see it: both ratios, as
    shown with two decimals, lie on different sides of 1.
    """
    if crude is None or adjusted is None or crude <= 0 or adjusted <= 0:
        return False
    turned = (round(crude, 2) - 1) * (round(adjusted, 2) - 1) < 0
    moved = abs(adjusted / crude - 1) > MOVES
    known = [w for w in within if w is not None]
    against = len(known) > 1 and all((w - 1) * (crude - 1) < 0 for w in known)
    return bool((turned and abs(adjusted - crude) > TURNS) or moved or against)


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
    """Fit the three two-way margins in turn until the counts no longer change."""
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
