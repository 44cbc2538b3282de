"""What chance alone does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chance:
    """Services like this one, in which everyone has the same chance. Shares are fractions."""

    groups: tuple[str, ...]
    of: tuple[int, ...]
    rate: float
    draws: int
    seed: int
    low: tuple[float, ...]  # of a group's rates: 2.5 in 100 lie below
    high: tuple[float, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    here: tuple[float, ...]  # the rates of this service
    statistics: tuple[float, ...]  # chi-square of each draw
    statistic: float
    beyond: float  # share of the draws with a chi-square as large as here, or larger
    four_fifths: float  # share of the draws in which the rule accuses a group
    large_gap: float
    said_lower: float  # share of the draws in which this tool says that a group is lower
