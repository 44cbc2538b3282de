"""What an audit of this size could have seen: from sizes and rates, never the observed gap."""

from __future__ import annotations

import numpy as np

from ips_audit.analysis.special import chdtri, chndtr, ndtri
from ips_audit.model.thresholds import LEVEL, POWER


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
    angle = np.arcsin(np.sqrt(rate)) - _reach(n, others_n, power)
    return float(np.sin(angle) ** 2) if angle > 0 else 0.0


def _reach(n: float, others_n: float, power: float) -> float:
    """Angle between two shares that would be found with the given power."""
    # The tail on the far side holds less than a millionth of the power.
    z = float(ndtri(1 - LEVEL / 2) + ndtri(power))
    return z * float(np.sqrt(1 / n + 1 / others_n)) / 2


def chance_of_missing(n: float, others_n: float, rate: float, ratio: float, df: int = 1) -> float:
    """Return how often a true ratio of rates would not be found at the 5% level.

    Parameters
    ----------
    n, others_n : float
        People in the group and in the rest.
    rate : float
        The rest's rate, as a fraction.
    ratio : float
        The group's true rate ÷ the rest's; the group's rate is at most 1.
    df : int
        1 for the group against the rest; groups - 1 for the test of all groups at once,
        the rest alike among themselves.

    Returns
    -------
    float
        A fraction, from the noncentral chi-square.

    References
    ----------
    Agresti, Categorical Data Analysis (2013), section 6.6.
    """
    share = min(1.0, rate * ratio)
    pooled = (n * share + others_n * rate) / (n + others_n)
    if not 0 < pooled < 1:
        return 1.0
    noncentrality = (share - rate) ** 2 / (pooled * (1 - pooled) * (1 / n + 1 / others_n))
    return float(chndtr(chdtri(df, LEVEL), df, noncentrality))


def people_needed(
    rate: float, margin: float, power: float = POWER, others_per_person: float = np.inf
) -> int | None:
    """Return how many people a group needs so that a gap of the margin can be ruled out.

    Parameters
    ----------
    rate : float
        The rate of everyone, as a fraction.
    margin : float
        Smallest acceptable ratio, such as 0.8.
    power : float
        How often the gap is to be ruled out where there is none.
    others_per_person : float
        People in the rest for each person of the group: the rest grows with the group, as
        when years are put together. A large rest unless given.

    Returns
    -------
    int or None
        For true rates that are alike; None where rate or margin leave nothing to rule out.

    References
    ----------
    Julious (2004), Statistics in Medicine 23:1921-1986 (non-inferiority of a proportion);
    Farrington & Manning (1990), Statistics in Medicine 9:1447-1454 (of a ratio).
    """
    if not 0 < rate < 1 or not 0 <= margin < 1:
        return None
    z = ndtri(1 - LEVEL / 2) + ndtri(power)
    # Variance of p - margin · p' is rate · (1 - rate) · (1/n + margin²/others).
    one_over_n = ((1 - margin) * rate / z) ** 2 / (rate * (1 - rate))
    return int(np.ceil((1 + margin**2 / others_per_person) / one_over_n))
