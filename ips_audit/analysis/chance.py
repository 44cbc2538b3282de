"""What chance alone does: the reference distribution, and services drawn at random."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis import chi_square
from ips_audit.analysis.group_comparisons import compare_rates, group_tests
from ips_audit.model import Chance, Check, GroupFinding
from ips_audit.model.thresholds import FOUR_FIFTHS, LARGE_GAP, LEVEL

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)
SEED = 2019
DRAWS = 1000


def density(df: int, statistic: float, points: int = 240) -> tuple[Floats, Floats]:
    """Return the chi-square density that a statistic is held against.

    Parameters
    ----------
    df : int
        Degrees of freedom, at least 1.
    statistic : float
        The curve goes a little beyond it.
    points : int
        How many points of the curve.

    Returns
    -------
    (ndarray, ndarray)
        Values of chi-square, one of which is the statistic, and the density there.
    """
    from ips_audit.analysis.special import chdtri, gammaln, xlogy

    end = max(1.1 * statistic, float(chdtri(df, 0.001)))
    # With one degree of freedom the density has no limit at 0: begin beside it.
    x = np.linspace(0.0 if df > 1 else 0.02 * end, end, points)
    x = np.union1d(x, [statistic]) if statistic >= x[0] else x
    half = df / 2  # scipy.stats has this density too, but takes half a second to import
    y = np.exp(xlogy(half - 1, x) - x / 2 - half * np.log(2) - gammaln(half))
    return x, np.asarray(y, dtype=np.float64)


def four_fifths(x: Counts, of: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which groups' rates lie below four fifths of the highest rate.

    Parameters
    ----------
    x : ndarray of int, shape (draws, groups)
    of : sequence of int, length groups
        At least 1 each.

    Returns
    -------
    ndarray of bool, shape (draws, groups)
    """
    rates = x / np.asarray(of)
    flagged: NDArray[np.bool_] = rates < FOUR_FIFTHS * rates.max(axis=1, keepdims=True)
    return flagged


def large_gap(x: Counts, of: Sequence[int]) -> NDArray[np.bool_]:
    """Tell in which draws the highest and the lowest rate are `LARGE_GAP` or more apart."""
    rates = x / np.asarray(of)
    apart: NDArray[np.bool_] = (
        np.ptp(rates, axis=1) >= LARGE_GAP - 1e-9
    )  # 50 and 40 in 100 are 10 apart
    return apart


def chance_alone(
    check: Check, margin: float, draws: int = DRAWS, seed: int = SEED
) -> Chance | None:
    """Draw services in which everyone has the same chance.

    Each group keeps its people (for access, its caseload); each person has the chance that
    everyone together has. The same seed gives the same services.

    Parameters
    ----------
    check : Check
        With exact numbers.
    margin : float
        Smallest ratio the user would accept, for the findings.
    draws, seed : int

    Returns
    -------
    Chance or None
        None where the check compares no rates, fewer than two groups have anybody, or
        nobody or everybody did.
    """
    test, rows = check.default_test, [g for g in check.groups if g.of]
    if test is None or not test.name.compares_rates or test.statistic is None or len(rows) < 2:
        return None
    names = tuple(g.group for g in rows)
    of, here = tuple(g.of or 0 for g in rows), np.array([[g.n or 0 for g in rows]])
    rate, by = float(here.sum() / sum(of)), check.reference
    x = np.random.default_rng(seed).binomial(of, rate, size=(draws, len(of)))
    rates, found = x / np.asarray(of), [_statistic(row, of) for row in x]
    said = [_says_lower(names, row.tolist(), of, margin, by) for row in x]
    low, high = np.quantile(rates, (0.025, 0.975), axis=0)
    return Chance(
        groups=names,
        of=of,
        rate=rate,
        draws=draws,
        seed=seed,
        low=_floats(low),
        high=_floats(high),
        lowest=_floats(rates.min(axis=0)),
        highest=_floats(rates.max(axis=0)),
        here=_floats((here / np.asarray(of))[0]),
        statistics=tuple(found),
        statistic=test.statistic,
        beyond=float(np.mean(np.array(found) >= test.statistic - 1e-9)),
        four_fifths=float(four_fifths(x, of).any(axis=1).mean()),
        large_gap=float(large_gap(x, of).mean()),
        said_lower=float(np.mean(said)),
    )


def _says_lower(
    names: Sequence[str],
    row: Sequence[int],
    of: Sequence[int],
    margin: float,
    reference: str | None,
) -> bool:
    """Tell whether this tool would say that some group is lower."""
    z, _, adjusted = group_tests(names, row, of, reference)
    # Only a group that is found below can be said to be lower: most draws end here, quickly.
    if not ((z < 0) & (adjusted < LEVEL)).any():
        return False
    return any(g.finding in LOWER for g in compare_rates(names, row, of, margin, None, reference))


def _statistic(row: Counts, of: Sequence[int]) -> float:
    """Return chi-square of one draw; 0 where nobody or everybody did."""
    return chi_square.pearson_chi2((row, np.subtract(of, row))).statistic or 0.0


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(float(v) for v in values)
