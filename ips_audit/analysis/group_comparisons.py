"""One table of groups: each group against everyone else, with sizes and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.analysis import chi_square
from ips_audit.analysis.chi_square import Floats
from ips_audit.analysis.exact import mid_p
from ips_audit.analysis.findings import group_finding
from ips_audit.analysis.intervals import (
    Estimate,
    byar,
    koopman,
    margin_p,
    newcombe,
    people_gap,
    wilson,
)
from ips_audit.analysis.power import chance_of_missing, people_needed, smallest_lower_share
from ips_audit.model import GroupResult
from ips_audit.model.thresholds import SMALL_EXPECTED


def compare_rates(
    names: Sequence[str],
    n: Sequence[int],
    of: Sequence[int],
    margin: float,
    not_known: tuple[int, int] | None = None,
    reference: str | None = None,
) -> tuple[GroupResult, ...]:
    """Compare each group's rate n ÷ of with that of everyone else in the table.

    Parameters
    ----------
    names, n, of : sequences of equal length
        Group names, counts and their denominators; n never above of.
    margin : float
        Smallest ratio the user would accept.
    not_known : (int, int), optional
        Count and denominator of people whose group is not known, for worst and best case.
    reference : str, optional
        Compare with this group instead; it gets no comparison and no finding itself.

    Returns
    -------
    tuple of GroupResult
        In the order given, findings included.
    """
    x, size = np.asarray(n, dtype=float), np.asarray(of, dtype=float)
    chi2 = chi_square.pearson_chi2(np.vstack((x, size - x)))
    others_x, others = _others(names, x, size, reference)
    z, p, adjusted = group_tests(names, n, of, reference)
    everyone = float(x.sum() / size.sum()) if size.sum() else 0.0
    results = []
    for i, name in enumerate(names):
        rest_x, rest = float(others_x[i]), float(others[i])
        ratio = koopman(x[i], size[i], rest_x, rest)
        worst, best = _worst_and_best(x[i], size[i], rest_x, rest, not_known)
        result = _with_sizes(
            GroupResult(
                group=name,
                n=int(x[i]),
                of=int(size[i]),
                expected=_number(chi2.expected[0, i]),
                contribution=_number(np.sum(chi2.contributions[:, i])),
                adjusted_residual=_number(z[i]),
                p=_number(p[i]),
                p_holm=_number(adjusted[i]),
                worst_ratio=worst,
                best_ratio=best,
                p_margin=margin_p(x[i], size[i], rest_x, rest, margin),
            ),
            wilson(x[i], size[i]),
            ratio,
            newcombe(x[i], size[i], rest_x, rest),
            people_gap(x[i], size[i], rest_x, rest, ratio),
        )
        if 0 < everyone < 1 and size[i] > 0 and rest > 0:
            result = replace(
                result,
                smallest_gap=smallest_lower_share(size[i], rest, everyone),
                people_needed=people_needed(everyone, margin, others_per_person=rest / size[i]),
                missed_at_margin=chance_of_missing(
                    size[i], size.sum() - size[i], everyone, margin, chi2.df or 1
                ),
            )
        finding = None if name == reference else group_finding(result, margin)
        results.append(replace(result, finding=finding))
    return tuple(results)


def group_tests(
    names: Sequence[str], n: Sequence[int], of: Sequence[int], reference: str | None = None
) -> tuple[Floats, Floats, Floats]:
    """Test each group's rate against that of everyone else.

    Parameters
    ----------
    names, n, of, reference
        As for `compare_rates`.

    Returns
    -------
    (ndarray, ndarray, ndarray)
        Adjusted residual, p and Holm's p of each group; nan where there is none.
    """
    x, size = np.asarray(n, dtype=float), np.asarray(of, dtype=float)
    others_x, others = _others(names, x, size, reference)
    z = _residuals(x, size, others_x, others)
    p = _group_p(x, size, others_x, others, z)
    return z, p, chi_square.holm(p)


def _others(
    names: Sequence[str], x: Floats, size: Floats, reference: str | None
) -> tuple[Floats, Floats]:
    """Return count and denominator of those whom each group is compared with."""
    if reference is None or reference not in names:
        return x.sum() - x, size.sum() - size
    at = list(names).index(reference)
    others_x, others = np.full(x.shape, x[at]), np.full(size.shape, size[at])
    others_x[at] = others[at] = 0.0  # the reference is not compared with itself
    return others_x, others


def _residuals(
    x: Floats,
    size: Floats,
    others_x: Floats,
    others: Floats,
) -> Floats:
    """Return the adjusted residual of each group in its own 2 × 2 table."""
    tables = (
        ((a, b), (n - a, m - b)) for a, n, b, m in zip(x, size, others_x, others, strict=True)
    )
    return np.array([chi_square.adjusted_residuals(t)[0, 0] for t in tables], dtype=np.float64)


def compare_shares(
    names: Sequence[str], n: Sequence[int], base: Sequence[int], margin: float, fit: bool
) -> tuple[GroupResult, ...]:
    """Compare each group's share of the service with its share of the caseload.

    Parameters
    ----------
    names, n, base : sequences of equal length
        Group names, people in the service, people on the caseload.
    margin : float
        Smallest ratio the user would accept.
    fit : bool
        True takes the caseload's shares as exact (goodness of fit, Byar's limits);
        False takes the caseload as a second sample.

    Returns
    -------
    tuple of GroupResult
        `ratio` is share of service ÷ share of caseload.
    """
    o, b = np.asarray(n, dtype=float), np.asarray(base, dtype=float)
    total, base_total = o.sum(), b.sum()
    if fit:
        chi2, z = chi_square.goodness_of_fit(o, b), chi_square.fit_residuals(o, b)
        expected, contributions = chi2.expected, chi2.contributions
    else:
        chi2 = chi_square.pearson_chi2(np.vstack((o, b)))
        z = chi_square.adjusted_residuals(np.vstack((o, b)))[0]
        expected, contributions = chi2.expected[0], chi2.contributions.sum(axis=0)
    p = chi_square.two_sided_p(z)
    adjusted = chi_square.holm(p)
    results = []
    for i, name in enumerate(names):
        if fit and b[i] > 0:
            low, high = byar(o[i])
            e = total * b[i] / base_total
            ratio, at_margin = Estimate(o[i] / e, low / e, high / e), None
        else:
            ratio = koopman(o[i], total, b[i], base_total)
            at_margin = margin_p(o[i], total, b[i], base_total, margin)
        e = total * b[i] / base_total if base_total else 0.0
        gap = Estimate(*(None if r is None else r * e - e for r in _triple(ratio)))
        rate = wilson(o[i], b[i]) if o[i] <= b[i] else Estimate(None, None, None)
        result = _with_sizes(
            GroupResult(
                group=name,
                n=int(o[i]),
                of=int(b[i]),
                expected=_number(expected[i]),
                contribution=_number(contributions[i]),
                adjusted_residual=_number(z[i]),
                p=_number(p[i]),
                p_holm=_number(adjusted[i]),
                p_margin=at_margin,
            ),
            rate,
            ratio,
            newcombe(o[i], total, b[i], base_total),
            gap,
        )
        results.append(replace(result, finding=group_finding(result, margin)))
    return tuple(results)


def _with_sizes(
    result: GroupResult, rate: Estimate, ratio: Estimate, difference: Estimate, gap: Estimate
) -> GroupResult:
    """Put the four estimates of a group into its result."""
    return replace(
        result,
        share=rate.value,
        low=rate.low,
        high=rate.high,
        ratio=ratio.value,
        ratio_low=ratio.low,
        ratio_high=ratio.high,
        difference=difference.value,
        difference_low=difference.low,
        difference_high=difference.high,
        people_gap=gap.value,
        people_gap_low=gap.low,
        people_gap_high=gap.high,
    )


def _group_p(
    x: Floats,
    size: Floats,
    others_x: Floats,
    others: Floats,
    z: Floats,
) -> Floats:
    """Two-sided p of each group against the others: mid-p where an expected count is small."""
    p = chi_square.two_sided_p(z)
    for i in np.flatnonzero(~np.isnan(z)):
        total, everyone = x[i] + others_x[i], size[i] + others[i]
        sides = np.array((size[i], others[i]))
        smallest = (np.outer((total, everyone - total), sides) / everyone).min()
        if smallest < SMALL_EXPECTED:
            exact = mid_p(int(x[i]), int(size[i]), int(others_x[i]), int(others[i]))
            p[i] = np.nan if exact is None else exact
    return p


def _worst_and_best(
    x: float, size: float, rest_x: float, rest: float, not_known: tuple[int, int] | None
) -> tuple[float | None, float | None]:
    """Return the ratio if people of unknown group without success all belonged here, or with it."""
    if not_known is None or not_known[1] == 0 or size == 0 or rest == 0:
        return None, None
    yes, no = not_known[0], not_known[1] - not_known[0]

    def ratio(a: float, n: float, b: float, m: float) -> float | None:
        return (a / n) / (b / m) if n and m and b else None

    return (
        ratio(x, size + no, rest_x + yes, rest + yes),
        ratio(x + yes, size + yes, rest_x, rest + no),
    )


def _triple(e: Estimate) -> tuple[float | None, float | None, float | None]:
    return e.value, e.low, e.high


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
