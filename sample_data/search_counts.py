"""Find whole-number tables and ages that have a given chi-square, mean or spread."""

import itertools

import numpy as np


def chi_square(tables: np.ndarray) -> np.ndarray:
    """Pearson's chi-square of each table in an array of shape (…, groups, 2)."""
    first, people = tables[..., 0], tables.sum(-1)
    jobs, everyone = first.sum(-1), people.sum(-1)
    spread = (first**2 / people).sum(-1) - jobs**2 / everyone
    return np.asarray(spread * everyone**2 / (jobs * (everyone - jobs)))


def small_moves(cells: int) -> np.ndarray:
    """Every way to add one to some cells and take one from as many others."""
    moves = np.array(list(itertools.product((-1, 0, 1), repeat=cells)))
    return np.asarray(moves[moves.sum(1) == 0])


def draw_part(
    rng: np.random.Generator,
    whole: np.ndarray,
    size: int,
    target: tuple[float, float],
    rest: tuple[float, float] | None = None,
) -> np.ndarray:
    """Draw `size` people out of the table `whole` so that the part has chi-square `target`.

    Targets are a value and how near is near enough. If `rest` is given, it holds for the people
    who remain. A random draw is improved
    by small moves; each round goes on from one of the 500 nearest, so that it cannot stick.
    """
    moves = small_moves(whole.size).reshape(-1, *whole.shape)
    part = rng.multivariate_hypergeometric(whole.ravel(), size).reshape(whole.shape)
    while True:
        tries = part + moves
        others = whole - tries
        usable = ((tries >= 0) & (others >= 0)).all((1, 2))
        for side in (tries, others):  # somebody in every group
            usable &= (side.sum(2) > 0).all(1)
        tries, others = tries[usable], others[usable]
        miss = abs(chi_square(tries) - target[0]) / target[1]
        if rest is not None:
            miss = np.maximum(miss, abs(chi_square(others) - rest[0]) / rest[1])
        if miss.min() < 1:
            return np.asarray(tries[miss.argmin()])
        # Rounded and stable, so that every computer takes the same way.
        nearest = np.argsort(miss.round(9), kind="stable")[:500]
        part = tries[rng.choice(nearest)]


def fit_ages(
    rng: np.random.Generator, low: np.ndarray, high: np.ndarray, mean: float, sd: float
) -> np.ndarray:
    """Whole-year ages between each person's limits with this mean and s.d. to two decimals."""
    ages = rng.integers(low, high + 1)
    total = round(mean * len(ages))
    while ages.sum() != total:
        step = 1 if ages.sum() < total else -1
        i = rng.integers(len(ages))
        if low[i] <= ages[i] + step <= high[i]:
            ages[i] += step
    squares = round(sd**2 * (len(ages) - 1) + total**2 / len(ages))
    while abs(ages @ ages - squares) > 1:  # a fixed total leaves only odd, or only even, squares
        i, j = rng.choice(len(ages), 2, replace=False)
        trial = ages.copy()
        trial[i] += 1
        trial[j] -= 1
        closer = abs(trial @ trial - squares) < abs(ages @ ages - squares)
        if closer and trial[i] <= high[i] and trial[j] >= low[j]:
            ages = trial
    return ages
