"""How often the findings are wrong, and how often they see a gap, by simulation.

Run with `python -m benchmarks.error_rates`. It draws services with the ethnic mix and the rates
of the 2019 London study and asks the tool's own functions what they would say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis.chance import LOWER, four_fifths
from ips_audit.analysis.group_comparisons import compare_rates
from ips_audit.model import GroupFinding

GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
MARGIN = 0.8
SIZES = (50, 100, 400, 714, 2000)
RATIOS = (0.8, 0.6, 0.4)
AFFECTED = 2  # whose true rate is changed when power is looked at: Black
SEED = 2022


@dataclass(frozen=True)
class Mix:
    """People by group who could have the event, and its rate."""

    question: str
    of: tuple[int, ...]
    rate: float

    def scaled(self, service: int) -> tuple[int, ...]:
        """Return the denominators for a service of this many people, at least one a group."""
        people = self.rate * sum(self.of) if self.question == "access" else sum(self.of)
        return tuple(max(1, round(n * service / people)) for n in self.of)


MIXES = (
    Mix("jobs", (278, 191, 127, 59, 59), 248 / 714),
    Mix("access", (3674, 1963, 1069, 997, 1502), 714 / 9205),
)


@dataclass(frozen=True)
class Row:
    """Shares of simulated services; `error` is the largest Monte Carlo standard error."""

    question: str
    service: int
    draws: int
    any_lower: float  # all groups alike: some group is said to be lower
    four_fifths_alike: float  # all alike: some group's rate is below 4/5 of the highest
    no_gap_at_margin: float  # true ratio at the margin: "no gap of that size", worst group
    found: tuple[float, ...]  # true ratio of RATIOS: that group is said to be lower
    four_fifths_found: tuple[float, ...]
    error: float


@lru_cache(maxsize=200_000)
def findings(counts: tuple[int, ...], of: tuple[int, ...]) -> tuple[GroupFinding | None, ...]:
    """Return what the tool says of each group."""
    return tuple(g.finding for g in compare_rates(GROUPS, counts, of, MARGIN))


def draw(
    mix: Mix, of: Sequence[int], group: int | None, ratio: float, draws: int, seed: int
) -> NDArray[np.int64]:
    """Draw services; one group's rate is `ratio` times that of everyone else."""
    rates = np.full(len(GROUPS), mix.rate)
    if group is not None:
        rates[group] *= ratio
    return np.random.default_rng(seed).binomial(of, rates, size=(draws, len(GROUPS)))


def simulate(job: tuple[Mix, int, int]) -> Row:
    """Simulate one size of service."""
    mix, service, draws = job
    of = mix.scaled(service)

    def said(x: NDArray[np.int64]) -> list[tuple[GroupFinding | None, ...]]:
        return [findings(tuple(map(int, row)), of) for row in x]

    alike = draw(mix, of, None, 1.0, draws, SEED)
    any_lower = np.mean([any(f in LOWER for f in found) for found in said(alike)])
    wrong = []
    for i in range(len(GROUPS)):
        at_margin = draw(mix, of, i, MARGIN, draws, SEED + 1 + i)
        wrong.append(np.mean([found[i] is GroupFinding.NO_GAP for found in said(at_margin)]))
    found, flagged = [], []
    for k, ratio in enumerate(RATIOS):
        x = draw(mix, of, AFFECTED, ratio, draws, SEED + 10 + k)
        found.append(float(np.mean([f[AFFECTED] in LOWER for f in said(x)])))
        flagged.append(float(four_fifths(x, of)[:, AFFECTED].mean()))
    return Row(
        question=mix.question,
        service=service,
        draws=draws,
        any_lower=float(any_lower),
        four_fifths_alike=float(four_fifths(alike, of).any(axis=1).mean()),
        no_gap_at_margin=float(max(wrong)),
        found=tuple(found),
        four_fifths_found=tuple(flagged),
        error=float(np.sqrt(0.05 * 0.95 / draws)),
    )


def table(rows: Sequence[Row]) -> str:
    """Return the results as a Markdown table, in percent."""
    head = (
        "question", "people in the service", "all alike: said *lower*", "all alike: four-fifths "
        "rule accuses", "true ratio 0.8: said *no gap of that size*",
        *(f"true ratio {r}: found (four-fifths rule)" for r in RATIOS),
    )  # fmt: skip
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for r in rows:
        pairs = zip(r.found, r.four_fifths_found, strict=True)
        cells = (
            r.question, f"{r.service:,}", f"{100 * r.any_lower:.1f}",
            f"{100 * r.four_fifths_alike:.0f}", f"{100 * r.no_gap_at_margin:.1f}",
            *(f"{100 * a:.0f} ({100 * b:.0f})" for a, b in pairs),
        )  # fmt: skip
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate, print the table, and fail where an error rate is above its bound."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.error_rates", description=__doc__)
    parser.add_argument("--draws", type=int, default=4000, help="services drawn for each cell")
    parser.add_argument("--json", type=Path, help="write the rows as JSON")
    args = parser.parse_args(argv)
    jobs = [(mix, size, args.draws) for mix in MIXES for size in SIZES]
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(simulate, jobs))
    print(table(rows))
    if args.json:
        args.json.write_text(json.dumps([asdict(r) for r in rows], indent=1), encoding="utf-8")
    slack = 3 * np.sqrt(np.array((0.05 * 0.95, 0.025 * 0.975)) / args.draws)
    over = [
        r for r in rows
        if r.any_lower > 0.05 + slack[0] or r.no_gap_at_margin > 0.025 + slack[1]
    ]  # fmt: skip
    print(f"{len(over)} of {len(rows)} rows above 5% (said lower) or 2.5% (said no gap), "
          "Monte Carlo error allowed for.")  # fmt: skip
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
