"""Whether a gap of the margin can be ruled out: one-sided, at 2.5%."""

from __future__ import annotations

import numpy as np

from ips_audit.analysis.intervals import koopman_rates
from ips_audit.analysis.special import ndtr


def margin_p(x1: float, n1: float, x2: float, n2: float, margin: float) -> float | None:
    """Return the one-sided p of the hypothesis that the ratio of rates is at most the margin.

    Koopman's interval is two-sided, and its lower tail is a little too wide where the groups
    differ in size: a gap would be ruled out wrongly up to 3.5 times in 100 instead of 2.5. The
    score test with a correction for skewness keeps 2.5.

    Parameters
    ----------
    x1, n1, x2, n2 : float
        Counts and denominators of the group and of those it is compared with.
    margin : float
        Smallest acceptable ratio, above 0.

    Returns
    -------
    float or None
        Below 0.025 the gap is ruled out. None where there is nothing to compare.

    References
    ----------
    Gart & Nam (1988), Biometrics 44:323-338; Laud (2017), Pharmaceutical Statistics
    16:334-348.
    """
    if n1 <= 0 or n2 <= 0 or margin <= 0 or x1 + x2 <= 0:
        return None
    p1, p2 = koopman_rates(margin, x1, n1, x2, n2)
    p2 = min(p2, 1.0)
    own, others = p1 * (1 - p1) / n1, margin**2 * p2 * (1 - p2) / n2
    variance = (own + others) * (n1 + n2) / (n1 + n2 - 1)
    distance = x1 / n1 - margin * x2 / n2
    if variance <= 1e-15:
        return None if distance == 0 else float(distance < 0)
    third = own * (1 - 2 * p1) / n1 - margin * others * (1 - 2 * p2) / n2
    g, z = third / variance**1.5 / 6, distance / np.sqrt(variance)
    # The corrected z solves z = z' + g·(z'² - 1).
    corrected = 2 * (z + g) / (1 + np.sqrt(max(0.0, 1 + 4 * g * (z + g))))
    return float(ndtr(-corrected))
