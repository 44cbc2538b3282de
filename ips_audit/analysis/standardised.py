"""Shares and ratios of groups as if their people were alike in everything else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ips_audit.analysis.intervals import Z95, Estimate
from ips_audit.analysis.logistic import (
    Codes,
    Design,
    Fit,
    Floats,
    chance,
    sums_of,
)


@dataclass(frozen=True)
class Standardised:
    """One group's share, and its ratio to everyone else's, alike in everything else."""

    share: Estimate
    ratio: Estimate


def standardise(x: Design, fit: Fit, people: ArrayLike, z: float = Z95) -> list[Standardised]:
    """Standardise each group's share to all people of the table.

    A group's standardised share is the mean, over **all** people of the table, of the chance
    that the regression gives somebody of that group with this person's other characteristics
    (marginal standardisation, also called g-computation or average predictions). So all groups
    are looked at in one population, alike in everything else.

    The ratio keeps the meaning of the audit's *ratio to everyone else*: the group's share over
    that of the others, who keep their mix of groups, both in that same population. With nothing
    to adjust for it is the plain ratio.

    Parameters
    ----------
    x : Design
        The first characteristic holds the groups.
    fit : Fit
    people : array_like, shape (rows,)
        People of each row.
    z : float
        Normal quantile of the intervals.

    Returns
    -------
    list of Standardised
        One a group. Intervals by the delta method, people's characteristics taken as they are:
        of a share on the logit scale, of a ratio on the log scale.

    References
    ----------
    Lane & Nelder (1982), Biometrics 38:613-621; Muller & MacLehose (2014), International
    Journal of Epidemiology 43:962-970; Localio et al. (2007), Journal of Clinical Epidemiology
    60:874-882.
    """
    n = np.asarray(people, dtype=np.float64)
    columns = x.columns[0]
    mix = np.bincount(_levels(x), n, len(columns))
    shares = np.zeros(len(columns))
    slopes = np.zeros((len(columns), x.size))
    ones = x.ones.copy()
    for i, column in enumerate(columns):
        ones[:, 1] = column
        p = chance(sums_of(ones, fit.coefficients))
        shares[i] = n @ p / n.sum()
        slopes[i] = x.column_sums(n * p * (1 - p), ones) / n.sum()
    out = []
    for i in range(len(columns)):
        others = np.where(np.arange(len(columns)) == i, 0.0, mix)
        others /= others.sum()
        rest = others @ shares
        log_slope = slopes[i] / shares[i] - others @ slopes / rest
        share = _share(float(shares[i]), _error(slopes[i], fit), z)
        out.append(Standardised(share, _ratio(float(shares[i] / rest), _error(log_slope, fit), z)))
    return out


def _levels(x: Design) -> Codes:
    """Return each row's group."""
    level = np.zeros(x.size + 1, dtype=np.int64)
    level[x.columns[0]] = np.arange(len(x.columns[0]))
    out: Codes = level[x.ones[:, 1]]
    return out


def _error(slope: Floats, fit: Fit) -> float:
    """Return the standard error of what has this slope by the coefficients."""
    return float(np.sqrt(slope @ fit.covariance @ slope))


def _share(share: float, error: float, z: float) -> Estimate:
    middle, half = np.log(share / (1 - share)), z * error / (share * (1 - share))
    low, high = chance(np.array((middle - half, middle + half)))
    return Estimate(share, float(low), float(high))


def _ratio(ratio: float, error: float, z: float) -> Estimate:
    return Estimate(ratio, float(ratio * np.exp(-z * error)), float(ratio * np.exp(z * error)))
