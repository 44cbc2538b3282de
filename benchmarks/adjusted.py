"""How near the figures among people alike in other ways come to the truth, by simulation.

Run with `python -m benchmarks.adjusted`. It draws two services with the ethnic mix of the 2019
London study, turned round in the second service, and chances that differ by service, gender, age
band and quarter of joining; then it asks the tool's own functions.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis.adjusted import CHARACTERISTICS, Combined, adjusted, head_of
from ips_audit.analysis.logistic import chance
from ips_audit.model import ALL_SERVICES, ETHNIC_GROUP, EVERYONE, Adjusted, CheckQuestion

GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
MIX = np.array((278, 191, 127, 59, 59)) / 714
LEVELS = (2, 2, 4, 4)  # services, genders, age bands, quarters
# Log odds of each level, about their mean.
EFFECTS = ((-0.6, 0.6), (0.1, -0.1), (0.3, 0.1, -0.1, -0.3), (0.45, 0.15, -0.15, -0.45))
AFFECTED = 1  # whose true odds differ: Asian, most of whom are in the second service
# People, rate, odds ratio of the group whose odds differ.
SETTINGS = (
    (200, 0.35, 1.0), (200, 0.35, 0.5), (714, 0.35, 1.0), (714, 0.35, 0.5), (714, 0.1, 0.5),
    (2000, 0.1, 0.5), (2000, 0.35, 0.5),
)  # fmt: skip
LEAST = 0.94  # of ranges that hold the truth
SEED = 2022


@dataclass(frozen=True)
class Row:
    """What came of one setting; shares of all groups that are judged."""

    people: int
    rate: float
    odds: float
    shown: float  # tables with enough people to show anything
    share_covered: float
    ratio_covered: float
    ratio_bias: float  # mean log of estimate ÷ truth, of the group whose odds differ
    plain_bias: float  # the same of the ratio as counted
    error: float  # Monte Carlo standard error of the coverage of one group


def draw(
    rng: np.random.Generator, people: int, rate: float, odds: float
) -> tuple[Combined, NDArray[Any], NDArray[Any]]:
    """Draw people; return their table, and each group's true standardised share and ratio."""
    codes = [rng.integers(0, n, people) for n in LEVELS]
    mixes = np.cumsum(np.where(codes[0][:, None] == 1, MIX, MIX[::-1]), axis=1)
    group = np.minimum((rng.random(people)[:, None] > mixes).sum(axis=1), len(GROUPS) - 1)
    alike = np.log(rate / (1 - rate)) + sum(
        np.array(e)[c] for e, c in zip(EFFECTS, codes, strict=True)
    )
    own = np.where(np.arange(len(GROUPS)) == AFFECTED, np.log(odds), 0.0)
    event = rng.random(people) < chance(alike + own[group])
    shares = np.array([chance(alike + x).mean() for x in own])
    n = np.bincount(group, minlength=len(GROUPS))
    rest = (n @ shares - n * shares) / (people - n)
    table = Combined(
        GROUPS, group, dict(zip(CHARACTERISTICS, codes, strict=True)),
        dict(zip(CHARACTERISTICS, LEVELS, strict=True)), event.astype(np.int64),
        np.ones(people, dtype=np.int64),
    )  # fmt: skip
    return table, shares, shares / rest


def simulate(job: tuple[int, float, float, int]) -> Row:
    """Simulate one setting."""
    people, rate, odds, draws = job
    rng = np.random.default_rng(SEED)
    head = head_of(CheckQuestion.OUTCOME, ALL_SERVICES, ETHNIC_GROUP, EVERYONE)
    shown, share_in, ratio_in, bias, plain = 0, [], [], [], []
    for _ in range(draws):
        table, shares, ratios = draw(rng, people, rate, odds)
        made: Adjusted | None = adjusted(head, table)
        if made is None or len(made.groups) < len(GROUPS):
            continue
        shown += 1
        for i, g in enumerate(made.groups):
            if g.adjusted_share is None or g.adjusted_ratio is None or not g.ratio:
                continue
            share_in.append((g.adjusted_low or 0) <= shares[i] <= (g.adjusted_high or 1))
            ratio_in.append(
                (g.adjusted_ratio_low or 0) <= ratios[i] <= (g.adjusted_ratio_high or np.inf)
            )
            if i == AFFECTED:
                bias.append(np.log(g.adjusted_ratio / ratios[i]))
                plain.append(np.log(g.ratio / ratios[i]))
    return Row(
        people=people,
        rate=rate,
        odds=odds,
        shown=shown / draws,
        share_covered=float(np.mean(share_in)),
        ratio_covered=float(np.mean(ratio_in)),
        ratio_bias=float(np.mean(bias)),
        plain_bias=float(np.mean(plain)),
        error=float(np.sqrt(0.05 * 0.95 / max(shown, 1))),
    )


def table(rows: Sequence[Row]) -> str:
    """Return the results as a Markdown table, in percent."""
    head = (
        "people", "rate", "odds of one group", "shown", "share covered", "ratio covered",
        "ratio off by", "plain ratio off by",
    )  # fmt: skip
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for r in rows:
        cells = (
            f"{r.people:,}", f"{100 * r.rate:.0f}%", f"× {r.odds:g}", f"{100 * r.shown:.0f}",
            f"{100 * r.share_covered:.1f}", f"{100 * r.ratio_covered:.1f}",
            f"{100 * np.expm1(r.ratio_bias):+.1f}%", f"{100 * np.expm1(r.plain_bias):+.1f}%",
        )  # fmt: skip
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate, print the table, and fail where ranges hold the truth too rarely."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adjusted", description=__doc__)
    parser.add_argument("--draws", type=int, default=2000, help="tables drawn for each setting")
    args = parser.parse_args(argv)
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(simulate, [(*s, args.draws) for s in SETTINGS]))
    print(table(rows))
    low = [r for r in rows if min(r.share_covered, r.ratio_covered) < LEAST - 3 * r.error]
    print(f"{len(low)} of {len(rows)} settings below {LEAST:.0%}, Monte Carlo error allowed for.")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
