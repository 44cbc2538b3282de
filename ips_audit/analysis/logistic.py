"""Logistic regression on counts, with Firth's correction for sparse data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
Codes = NDArray[np.integer[Any]]

MOST_STEPS = 100
MOST_HALVINGS = 20
LONGEST_STEP = 5.0  # of a coefficient at a time: further the curve tells nothing
CLOSE = 1e-8  # converged once no coefficient would move by more; millions of people round so
ROUNDING = 1e-12  # of a log-likelihood, in parts of itself
ALIASED = 1e-9  # a column that adds less than this part of itself is a sum of others


@dataclass(frozen=True)
class Design:
    """The design matrix of some characteristics, kept as the places of its ones.

    Every row of such a matrix is zeros but for one 1 a characteristic, so the places say all,
    and thousands of rows with hundreds of columns stay small.

    Attributes
    ----------
    ones : ndarray of int, shape (rows, characteristics + 1)
        Which columns are 1 in each row: the intercept's (0) first. `size` stands for no column:
        the first level of a characteristic, and what other columns say already.
    size : int
        The number of columns: the coefficients.
    columns : tuple of ndarray
        For each characteristic, the column of each of its levels, or `size`.
    """

    ones: Codes
    size: int
    columns: tuple[Codes, ...]

    @cached_property
    def _pairs(self) -> Codes:
        """The cells of the square matrix (columns + 1)² that each row touches."""
        ones = self.ones
        return (ones[:, :, None] * (self.size + 1) + ones[:, None, :]).reshape(len(ones), -1)

    def predictor(self, coefficients: Floats) -> Floats:
        """Return the sum of each row's coefficients."""
        return sums_of(self.ones, coefficients)

    def information(self, weights: Floats) -> Floats:
        """Return X'WX."""
        cells, each = self.size + 1, self._pairs.shape[1]
        flat = _added(self._pairs, np.repeat(weights, each), cells * cells)
        return flat.reshape(cells, cells)[: self.size, : self.size]

    def leverages(self, covariance: Floats, weights: Floats) -> Floats:
        """Return the diagonal of the hat matrix, W^½ X (X'WX)⁻¹ X' W^½."""
        padded = np.zeros((self.size + 1, self.size + 1))
        padded[: self.size, : self.size] = covariance
        out: Floats = weights * padded.ravel()[self._pairs].sum(axis=1)
        return out

    def column_sums(self, values: Floats, ones: Codes | None = None) -> Floats:
        """Return X'v, or that of other rows of the same columns."""
        rows = self.ones if ones is None else ones
        return _added(rows, np.repeat(values, rows.shape[1]), self.size + 1)[: self.size]


@dataclass(frozen=True)
class Fit:
    """Coefficients, intercept first, and their covariance."""

    coefficients: Floats
    covariance: Floats
    converged: bool


def _added(places: Codes, values: Floats, length: int) -> Floats:
    """Add values up by place."""
    return np.asarray(np.bincount(places.ravel(), values, length), dtype=np.float64)


def sums_of(ones: Codes, coefficients: Floats) -> Floats:
    """Return the sum of the coefficients whose columns are 1, for each row."""
    out: Floats = np.append(coefficients, 0.0)[ones].sum(axis=1)
    return out


def chance(predictor: Floats) -> Floats:
    """Return 1 ÷ (1 + e⁻ˣ), without overflow."""
    out: Floats = np.exp(-np.logaddexp(0.0, -predictor))
    return out


def design(characteristics: Sequence[Codes], levels: Sequence[int]) -> Design | None:
    """Build the design of some characteristics' main effects.

    Parameters
    ----------
    characteristics : sequence of ndarray of int
        Each row's level, from 0; the one that people are compared by first. Each level occurs.
    levels : sequence of int
        How many levels each has.

    Returns
    -------
    Design or None
        The first level of each characteristic has no column, nor has one that others add up to.
        None where that would be a level of the first characteristic: then nobody can tell
        its levels from the others'.
    """
    starts = np.cumsum([1, *(n - 1 for n in levels)])
    size = int(starts[-1])
    ones = np.zeros((len(characteristics[0]), len(levels) + 1), dtype=np.int64)
    places = []
    for i, (codes, n) in enumerate(zip(characteristics, levels, strict=True)):
        place = np.arange(n) + starts[i] - 1
        place[0] = size
        places.append(place)
        ones[:, i + 1] = place[codes]
    full = Design(ones, size, tuple(places))
    # The first characteristic's columns are looked at last: they have to add to all others.
    first = np.arange(1, levels[0])
    kept = _independent(
        full.information(np.ones(len(ones))), [0, *range(levels[0], size), *first.tolist()]
    )
    if not set(first.tolist()) <= kept:
        return None
    if len(kept) == size:
        return full
    renumbered = np.full(size + 1, len(kept))
    renumbered[sorted(kept)] = np.arange(len(kept))
    return Design(renumbered[ones], len(kept), tuple(renumbered[p] for p in places))


def _independent(gram: Floats, order: Sequence[int]) -> set[int]:
    """Return the columns that are no sum of those before them, from X'X."""
    left, kept = gram.copy(), set()
    for j in order:
        if left[j, j] > ALIASED * gram[j, j]:
            kept.add(j)
            left -= np.outer(left[:, j], left[j]) / left[j, j]
    return kept


@dataclass(frozen=True)
class _State:
    """Where the search is: coefficients, penalised log-likelihood, and the next step."""

    coefficients: Floats
    penalised: float
    step: Floats


def firth(x: Design, events: ArrayLike, trials: ArrayLike) -> Fit:
    """Fit a logistic regression with Firth's correction, and keep the overall rate as it is.

    The log-likelihood has ½ log |X'WX| added (Jeffreys' prior): less bias in small samples, and
    finite coefficients where a level has no event at all. Newton's steps are halved until they
    do not lower it. The correction draws chances towards one half; the intercept is therefore
    fitted once more without it, the other coefficients held (FLIC), so that the chances again
    add up to the events.

    Parameters
    ----------
    x : Design
    events, trials : array_like, shape (rows,)
        Counts of each row: people with the event, and all people. Neither nobody nor everybody
        has the event.

    Returns
    -------
    Fit
        Covariance: inverse of X'WX at these coefficients.

    References
    ----------
    Firth (1993), Biometrika 80:27-38; Heinze & Schemper (2002), Statistics in Medicine
    21:2409-2419; Puhr et al. (2017), Statistics in Medicine 36:2302-2317 (FLIC).
    """
    y, n = np.asarray(events, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    start = np.zeros(x.size)
    start[0] = np.log(y.sum() / (n.sum() - y.sum()))
    here, converged = _state(x, y, n, start), False
    for _ in range(MOST_STEPS):
        longest = np.abs(here.step).max()
        step = here.step * min(1.0, LONGEST_STEP / max(longest, LONGEST_STEP))
        there = _state(x, y, n, here.coefficients + step)
        least = here.penalised - ROUNDING * (1.0 + abs(here.penalised))
        for _ in range(MOST_HALVINGS):
            if there.penalised >= least:
                break
            step = step / 2
            there = _state(x, y, n, here.coefficients + step)
        here = there
        if longest < CLOSE:  # of the whole step: one that was halved says nothing
            converged = True
            break
    coefficients = _overall_kept(x, y, n, here.coefficients)
    p = chance(x.predictor(coefficients))
    covariance = np.linalg.inv(x.information(n * p * (1 - p)))
    return Fit(coefficients, covariance, converged)


def _state(x: Design, y: Floats, n: Floats, coefficients: Floats) -> _State:
    """Look at one place of the penalised log-likelihood.

    The correction acts as if each row had half its leverage more events, and as many more
    people without: the step is Newton's for these counts, their leverages held.
    """
    predictor = x.predictor(coefficients)
    p = chance(predictor)
    weights = n * p * (1 - p)
    information = x.information(weights)
    sign, log_size = np.linalg.slogdet(information)
    if sign <= 0:  # so far out that the counts tell nothing
        return _State(coefficients, -np.inf, np.zeros(x.size))
    penalised = float(y @ predictor - n @ np.logaddexp(0.0, predictor) + 0.5 * log_size)
    leverages = x.leverages(np.linalg.inv(information), weights)
    slope = x.column_sums(y - n * p + leverages * (0.5 - p))
    curvature = x.information((n + leverages) * p * (1 - p))
    return _State(coefficients, penalised, np.linalg.solve(curvature, slope))


def _overall_kept(x: Design, y: Floats, n: Floats, coefficients: Floats) -> Floats:
    """Move the intercept until the chances add up to the events."""
    predictor, moved = x.predictor(coefficients), 0.0
    for _ in range(MOST_STEPS):
        p = chance(predictor + moved)
        step = float((y - n * p).sum() / (n * p * (1 - p)).sum())
        moved += step
        if abs(step) < CLOSE:
            break
    out = coefficients.copy()
    out[0] += moved
    return out
