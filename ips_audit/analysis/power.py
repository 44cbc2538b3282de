"""What an audit of this size could have seen: from sizes and rates, never the observed gap."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, chndtr, ndtr, ndtri

POWER = 0.8
LEVEL = 0.05


def smallest_lower_share(n: float, others_n: float, rate: float, power: float = POWER) -> float:
    """Return the highest share below `rate` that would be found with the given power.

    Parameters
    ----------
    n, others_n : float
        People in the group and in the rest.
    rate : float
        The rest's rate, as a fraction.

    Returns
    -------
    float
        A fraction; 0 where not even nobody would be found.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, chapter 6 (arcsine transformation).
    """
    reach = (ndtri(1 - LEVEL / 2) + ndtri(power)) * np.sqrt(1 / n + 1 / others_n)
    angle = np.arcsin(np.sqrt(rate)) - reach / 2
    return float(np.sin(angle) ** 2) if angle > 0 else 0.0


def chance_of_missing(n: float, others_n: float, rate: float, ratio: float) -> float:
    """Return how often a true ratio of rates would not be found at the 5% level.

    Arcsine approximation, two-sided, both tails counted.
    """
    effect = 2 * abs(np.arcsin(np.sqrt(rate)) - np.arcsin(np.sqrt(min(1.0, rate * ratio))))
    shift = effect / np.sqrt(1 / n + 1 / others_n)
    z = ndtri(1 - LEVEL / 2)
    return float(ndtr(z - shift) - ndtr(-z - shift))


def people_needed(rate: float, margin: float, power: float = POWER) -> int | None:
    """Return how many people a group needs so that a gap of the margin can be ruled out.

    Parameters
    ----------
    rate : float
        The rate of everyone, as a fraction.
    margin : float
        Smallest acceptable ratio, such as 0.8.

    Returns
    -------
    int or None
        For true rates that are alike and a large rest; None where no size would do.

    References
    ----------
    Julious (2004), Statistics in Medicine 23:1921-1986 (non-inferiority of a proportion).
    """
    if not 0 < rate < 1:
        return None
    z = ndtri(1 - LEVEL / 2) + ndtri(power)
    return int(np.ceil(z**2 * rate * (1 - rate) / ((1 - margin) * rate) ** 2))


def chi2_effect_found(n: float, df: int, power: float = POWER) -> float:
    """Return Cohen's w that a chi-square test of n people finds with the given power."""
    from scipy.optimize import brentq

    critical = chdtri(df, LEVEL)

    def gap(noncentrality: float) -> float:
        return float(1 - chndtr(critical, df, noncentrality)) - power

    return float(np.sqrt(brentq(gap, 1e-9, 1e4, xtol=1e-12) / n))
