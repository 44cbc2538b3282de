"""Exact p of Pearson's statistic, with the margins of the table fixed."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ips_audit.analysis.special import gammaln
from ips_audit.model import PMethod

Floats = NDArray[np.float64]

# Tables of one half listed at most: about 0.1 s. A larger table is drawn from at random.
MOST_ENTRIES = 1_000_000
DRAWS = 99_999
SEED = 20_190_101
# Tables as extreme as the observed one must not fall out by rounding error.
TIES = 1e-7

# One group's possible counts (0, 1, 2, …): their part of the statistic and log weights.
Piece = tuple[Floats, Floats]


@dataclass(frozen=True)
class ExactP:
    """An exact p, or its Monte Carlo estimate with a standard error."""

    p: float
    method: PMethod
    error: float  # standard error, 0 where exact


def exact_p(table: ArrayLike, statistic: str = "pearson") -> ExactP | None:
    """Decide how unusual a 2 × k table is among all tables with its margins.

    Parameters
    ----------
    table : array_like of int, shape (2, k)
        Row 1 is success. Empty groups are ignored.
    statistic : {"pearson", "ffh"}
        Order tables by Pearson's chi-square, or by probability (Fisher–Freeman–Halton).

    Returns
    -------
    ExactP or None
        None for a table that cannot be tested. The groups are split in two halves; each
        half's tables are listed once and joined by a sorted search, so the cost is that
        of the halves. Beyond `MOST_ENTRIES` a seeded Monte Carlo estimate is returned.

    Raises
    ------
    ValueError
        If the table does not have two rows, or the statistic is unknown.

    References
    ----------
    Freeman & Halton (1951), Biometrika 38:141-149; Mehta & Patel (1983), JASA 78:427-434;
    Lydersen, Pradhan, Senchaudhuri & Laake (2007), Statistics in Medicine 26:4328-4343.
    """
    counts = np.asarray(table, dtype=np.int64)
    if counts.ndim != 2 or len(counts) != 2 or (counts < 0).any():
        raise ValueError("a table of counts has two rows and no negative number")
    if statistic not in ("pearson", "ffh"):
        raise ValueError("the statistic is pearson or ffh")
    counts = counts[:, counts.sum(axis=0) > 0]
    sizes, successes = counts.sum(axis=0), int(counts[0].sum())
    if counts.shape[1] < 2 or successes in (0, int(sizes.sum())):
        return None
    # Working with the rarer row keeps the lists short; both statistics are symmetric.
    row = counts[0] if 2 * successes <= sizes.sum() else counts[1]
    total = int(row.sum())
    if _split([min(int(s), total) for s in sizes], total) is None:
        return _monte_carlo(row, sizes, statistic)
    share = total / int(sizes.sum())
    pieces = [_rate_piece(int(s), total, share, statistic) for s in sizes]
    return ExactP(_tail(pieces, row, statistic), PMethod.EXACT, 0.0)


def exact_fit_p(observed: ArrayLike, base: ArrayLike) -> ExactP | None:
    """Decide how unusual counts are if people came by the baseline's shares.

    Parameters
    ----------
    observed, base : array_like, shape (groups,)

    Returns
    -------
    ExactP or None
        Of Pearson's statistic under the multinomial: listed where the groups and counts
        are few, else a seeded Monte Carlo estimate; None where there is no test.

    References
    ----------
    Read & Cressie (1988), Goodness-of-Fit Statistics for Discrete Multivariate Data.
    """
    o, b = np.asarray(observed, dtype=np.int64), np.asarray(base, dtype=np.float64)
    o, b = o[b > 0], b[b > 0]
    total = int(o.sum())
    if len(b) < 2 or total == 0:
        return None
    expected = total * b / b.sum()
    if _split([total] * len(b), total) is not None:
        pieces = [_fit_piece(total, float(e)) for e in expected]
        return ExactP(_tail(pieces, o, "pearson"), PMethod.EXACT, 0.0)
    draws = np.random.default_rng(SEED).multinomial(total, b / b.sum(), size=DRAWS)
    both = np.vstack((o, draws)).astype(np.float64)
    return _share_as_extreme(((both - expected) ** 2 / expected).sum(axis=1), "pearson")


def _split(most: list[int], total: int) -> tuple[list[int], list[int]] | None:
    """Share the groups between two halves of about equal cost; None if too costly."""
    halves: tuple[list[int], list[int]] = ([], [])
    cost = [1, 1]
    for group in sorted(range(len(most)), key=lambda i: -most[i]):
        side = 0 if cost[0] <= cost[1] else 1
        halves[side].append(group)
        # Counts of so many groups that add up to no more than the total.
        cost[side] = min(cost[side] * (most[group] + 1), comb(total + len(halves[side]), total))
    return halves if sum(cost) <= MOST_ENTRIES else None


def _rate_piece(size: int, total: int, share: float, statistic: str) -> Piece:
    """List what one group of a 2 × k table can hold."""
    x = np.arange(min(size, total) + 1, dtype=np.float64)
    log_ways = gammaln(size + 1) - gammaln(x + 1) - gammaln(size - x + 1)
    part = (x - size * share) ** 2 / size if statistic == "pearson" else -log_ways
    # Binomial weights: the margins fixed, they give the same p and never overflow.
    return part, log_ways + x * np.log(share) + (size - x) * np.log1p(-share)


def _fit_piece(total: int, expected: float) -> Piece:
    """List what one group can hold in a goodness of fit; Poisson weights, total fixed."""
    x = np.arange(total + 1, dtype=np.float64)
    return (x - expected) ** 2 / expected, x * np.log(expected) - expected - gammaln(x + 1)


def _half(pieces: list[Piece], least: int, total: int) -> tuple[Floats, Floats, Floats]:
    """List one half: (sum, statistic, log weight), sums between `least` and `total`."""
    sums, parts, weights = np.zeros(1), np.zeros(1), np.zeros(1)
    to_come = sum(len(part) - 1 for part, _ in pieces)
    for part, weight in pieces:
        to_come -= len(part) - 1
        sums = np.add.outer(sums, np.arange(len(part), dtype=np.float64)).ravel()
        keep = np.flatnonzero((sums <= total) & (sums + to_come >= least))
        sums = sums[keep]
        parts = np.add.outer(parts, part).ravel()[keep]
        weights = np.add.outer(weights, weight).ravel()[keep]
    return sums, parts, weights


def _tail(pieces: list[Piece], observed: NDArray[np.int64], statistic: str) -> float:
    """Return the weight of all tables at least as extreme as the observed one."""
    total, most = int(observed.sum()), [len(part) - 1 for part, _ in pieces]
    halves = _split(most, total)
    assert halves is not None  # the caller looked first
    one, two = ([pieces[i] for i in half] for half in halves)
    room = [sum(most[i] for i in half) for half in halves]
    first, second = _half(one, total - room[1], total), _half(two, total - room[0], total)
    value = sum(float(p[0][int(x)]) for p, x in zip(pieces, observed, strict=True))
    limit = value - _slack(value, statistic)
    # Each table of the first half needs those of the second that have the missing sum and
    # at least the missing statistic.
    mine, theirs = np.argsort(first[0], kind="stable"), np.lexsort((second[1], second[0]))
    mine_sum, mine_part, mine_weight = (x[mine] for x in first)
    their_sum, their_part, their_weight = (x[theirs] for x in second)
    mine_part, mine_weight, their_weight = (
        limit - mine_part,
        np.exp(mine_weight),
        np.exp(their_weight),
    )
    starts = np.flatnonzero(np.diff(mine_sum, prepend=-1.0))
    missing = total - mine_sum[starts]
    bounds = (
        starts,
        [*starts[1:], len(mine)],
        their_sum.searchsorted(missing, side="left"),
        their_sum.searchsorted(missing, side="right"),
    )
    extreme = everything = 0.0
    for a, b, c, d in zip(*bounds, strict=True):
        tail = np.zeros(d - c + 1)  # the weight from each place on
        tail[:-1] = their_weight[c:d][::-1].cumsum()[::-1]
        weight = mine_weight[a:b]
        extreme += float(weight @ tail[their_part[c:d].searchsorted(mine_part[a:b])])
        everything += float(weight.sum() * tail[0])
    return min(extreme / everything, 1.0)


def _slack(value: float, statistic: str) -> float:
    """Tell how far below the observed value still counts as a tie."""
    # Logs of probabilities differ by the log of their ratio; chi-squares are themselves
    # ratios of the observed one.
    return TIES if statistic == "ffh" else TIES * abs(value) + 1e-12


def _monte_carlo(row: NDArray[np.int64], sizes: NDArray[np.int64], statistic: str) -> ExactP:
    """Draw tables with the same margins; the observed one counts as a draw."""
    total, n = int(row.sum()), int(sizes.sum())
    rng = np.random.default_rng(SEED)
    draws = rng.multivariate_hypergeometric(sizes, total, size=DRAWS, method="marginals")
    both = np.vstack((row, draws)).astype(np.float64)
    if statistic == "pearson":
        value = ((both - sizes * (total / n)) ** 2 / sizes).sum(axis=1)
    else:
        value = (gammaln(both + 1) + gammaln(sizes - both + 1) - gammaln(sizes + 1)).sum(axis=1)
    return _share_as_extreme(value, statistic)


def _share_as_extreme(value: Floats, statistic: str) -> ExactP:
    """Turn statistics, the observed one first, into a p with its standard error."""
    limit = value[0] - _slack(float(value[0]), statistic)
    p = float((value >= limit).sum()) / len(value)
    return ExactP(p, PMethod.MONTE_CARLO, float(np.sqrt(p * (1 - p) / len(value))))


def mid_p(x: int, n: int, others_x: int, others_n: int) -> float | None:
    """Return the two-sided mid-p of one group against the rest, margins fixed.

    The probability of tables as unlikely as this one, with those equally likely counted
    half. None where either margin is empty.

    References
    ----------
    Lancaster (1961), JASA 56:223-234; Lydersen, Fagerland & Laake (2009).
    """
    total, size = x + others_x, n + others_n
    if min(n, others_n) <= 0 or total in (0, size):
        return None
    k = np.arange(max(0, total - others_n), min(n, total) + 1, dtype=np.float64)
    log_p = (
        gammaln(n + 1)
        - gammaln(k + 1)
        - gammaln(n - k + 1)
        + gammaln(others_n + 1)
        - gammaln(total - k + 1)
        - gammaln(others_n - total + k + 1)
    )
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    mine = p[int(x - k[0])]
    ties = np.abs(p / mine - 1) <= TIES
    return float(min(1.0, p[(p < mine) & ~ties].sum() + p[ties].sum() / 2))
