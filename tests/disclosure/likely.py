"""How sure an attacker can be of a count after several releases with known newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import norm

from tests.disclosure.printed import Says

SD = 1.4  # of the noise, which is public
HIGHEST = 60  # people that a small count could be, before anything is seen
CERTAIN = 0.95


@dataclass(frozen=True)
class Seen:
    """One printed count of one release, and how many known newcomers are in it."""

    newcomers: int
    printed: int | None
    beside: bool = False  # hidden although it is not small


def chances(noise: int) -> dict[int, float]:
    """Return how likely each move of a count is."""
    if noise == 0:
        return {0: 1.0}
    moves = np.arange(-noise, noise + 1)
    p = norm.cdf(moves + 0.5, scale=SD) - norm.cdf(moves - 0.5, scale=SD)
    return dict(zip(moves.tolist(), (p / p.sum()).tolist(), strict=True))


@cache
def likelihood(says: Says, seen: Seen) -> np.ndarray:
    """Return how likely what is printed is for each true count from 0 up."""
    if seen.beside:
        return np.ones(HIGHEST + 1)

    def chance(truth: int) -> float:
        moved = ((p, max(0, truth + seen.newcomers + d)) for d, p in chances(says.noise).items())
        return sum(p for p, n in moved if says.published(n) == seen.printed)

    return np.array([chance(truth) for truth in range(HIGHEST + 1)])


def chance_of_truth(says: Says, seen: Sequence[Seen], truth: int) -> float:
    """Return the chance that an attacker without any opinion gives to the true count.

    The same people have the same noise: releases with the same newcomers in a count tell once.
    """
    chance = np.prod([likelihood(says, one) for one in set(seen)], axis=0)
    return float(chance[truth] / chance.sum()) if chance.sum() else 0.0
