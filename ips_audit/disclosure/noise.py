"""Cell-key perturbation: each count moves a little, always alike for the same people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

FURTHEST = 4  # a count never moves by more
SPREAD = 1.4  # standard deviation of the moves: about that of rounding to the nearest 5
Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]


@cache
def moves(n: int) -> tuple[Wholes, Floats]:
    """Return how far a count of n can move, and how likely each move is.

    Parameters
    ----------
    n : int
        The true count. From `FURTHEST` on the moves no longer depend on it.

    Returns
    -------
    (ndarray of int, ndarray)
        Moves in people, and their probabilities. Of all distributions on the moves that leave
        no count below 0, have mean 0 and the standard deviation `SPREAD`, the one of greatest
        entropy. A count of 0 can only go up: there the mean square is held, not the mean.

    References
    ----------
    Fraser & Wooton (2005), A proposed method for confidentialising tabular output to protect
    against differencing, UNECE work session on statistical data confidentiality (the cell key);
    Marley & Leaver (2011), A method for confidentialising user-defined tables, ISI 58 (greatest
    entropy); Giessing (2016), Privacy in Statistical Databases, LNCS 9867:237-249.
    """
    step = np.arange(-min(n, FURTHEST), FURTHEST + 1, dtype=np.float64)
    # Such a distribution is proportional to exp(a d + b d²): find a and b by Newton's method.
    powers = step[None] ** 2 if n == 0 else np.vstack((step, step**2))
    wanted = np.array([0.0, SPREAD**2][-len(powers) :])
    weights = np.zeros(len(powers))
    for _ in range(50):
        p = np.exp(weights @ powers - (weights @ powers).max())
        p /= p.sum()
        gap = wanted - powers @ p
        if np.abs(gap).max() < 1e-12:
            break
        centred = powers - (powers @ p)[:, None]
        weights = weights + np.linalg.solve((centred * p) @ centred.T, gap)
    return step.astype(np.int64), p


@dataclass(frozen=True)
class Noise:
    """Moves counts by keys under a secret; without the secret no move can be foretold."""

    secret: bytes

    def people(self, n: int, key: int, place: Iterable[str]) -> int:
        """Return a count of people, moved.

        Parameters
        ----------
        n : int
        key : int
            Sum of the people's keys: the same people move alike in whatever table they stand.
        place : iterable of str
            What is counted where: of nobody there is no key, so that a 0 moves by its place.

        Returns
        -------
        int
            At least 0, and within `FURTHEST` of n.
        """
        return self._moved(n, ("people", str(key)) if n else ("nobody", *place))

    def number(self, n: int, place: Iterable[str]) -> int:
        """Return a number that came as a number, moved by its place and its size."""
        return self._moved(n, ("number", *place))

    def _moved(self, n: int, key: Iterable[str]) -> int:
        text = "\x1f".join((str(n), *key)).encode("utf-8", "surrogatepass")
        drawn = hashlib.blake2b(text, key=self.secret[:64], digest_size=8).digest()
        at = int.from_bytes(drawn, "big") / 2**64
        step, p = moves(min(n, FURTHEST))
        which = int(np.searchsorted(np.cumsum(p), at, side="right"))
        return n + int(step[min(which, len(step) - 1)])
