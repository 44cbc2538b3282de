"""How often a step of the path is named wrongly, and how often rightly, by simulation.

Run with `python -m benchmarks.path_error_rates`. It draws services whose people are referred,
accepted, join, get a job and keep it, and asks the tool's own functions what they would say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from ips_audit.analysis.path import StepCounts, step_checks
from ips_audit.model import ETHNIC_GROUP, NOT_KNOWN, GroupFinding, PathStep, Settings

GROUPS = ("White", "Asian", "Black", "Mixed", "Other")
MIX = np.array((3674, 1963, 1069, 997, 1502)) / 9205  # the caseload of the 2019 London study
STEPS = (
    PathStep.REFERRED, PathStep.ACCEPTED, PathStep.JOINED, PathStep.JOB, PathStep.WEEKS_13,
    PathStep.WEEKS_26,
)  # fmt: skip
RATES = (0.7, 0.85, 0.35, 0.7, 0.8)
IN_TIME = 0.9  # of those who took the step before
SIZES = (100, 400, 1000, 3000)  # people referred
RATIOS = (0.8, 0.6)
AFFECTED = 2  # whose chance of being accepted is changed when power is looked at: Black
LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)
SEED = 2022


@dataclass(frozen=True)
class Row:
    """Shares of simulated services of one size."""

    referred: int
    any_lower: float  # all alike: some group is said to be lower at some step
    found: tuple[float, ...]  # ratio of RATIOS at acceptance: named for that group and step
    elsewhere: tuple[float, ...]  # ... and some other step or group is named


def counts(rng: np.random.Generator, of: Sequence[int], ratio: float) -> list[StepCounts]:
    """Draw the steps of one service; one group's chance of being accepted is `ratio` times."""
    there, out = np.array(of), []
    for i, rate in enumerate(RATES):
        chance = np.full(len(GROUPS), rate)
        chance[AFFECTED] *= ratio if i == 0 else 1.0
        timely = rng.binomial(there, IN_TIME)
        took = rng.binomial(timely, chance)
        there = took
        named = [
            dict(zip((*GROUPS, NOT_KNOWN), (*map(int, n), 0), strict=True)) for n in (took, timely)
        ]
        out.append(StepCounts(named[0], named[1], {}, {}, {}))
    return out


def named(of: Sequence[int], ratio: float, seed: int) -> set[tuple[PathStep | None, str]]:
    """Return the steps and groups that the tool names in one service."""
    drawn = counts(np.random.default_rng((SEED, seed)), of, ratio)
    checks = step_checks("Service", ETHNIC_GROUP, STEPS, drawn, Settings())
    return {(c.step, g.group) for c in checks for g in c.groups if g.finding in LOWER}


def simulate(job: tuple[int, int]) -> Row:
    """Simulate one size of service."""
    referred, draws = job
    of = [max(1, round(share * referred)) for share in MIX]
    alike = np.mean([bool(named(of, 1.0, seed)) for seed in range(draws)])
    right = (PathStep.ACCEPTED, GROUPS[AFFECTED])
    found, elsewhere = [], []
    for ratio in RATIOS:
        said = [named(of, ratio, seed) for seed in range(draws)]
        found.append(float(np.mean([right in s for s in said])))
        elsewhere.append(float(np.mean([bool(s - {right}) for s in said])))
    return Row(referred, float(alike), tuple(found), tuple(elsewhere))


def table(rows: Sequence[Row]) -> str:
    """Return the results as a Markdown table, in percent."""
    head = (
        "people referred", "all alike: a step named",
        *(f"ratio {r} at acceptance: named (another named)" for r in RATIOS),
    )  # fmt: skip
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for r in rows:
        pairs = zip(r.found, r.elsewhere, strict=True)
        cells = (
            f"{r.referred:,}", f"{100 * r.any_lower:.1f}",
            *(f"{100 * a:.0f} ({100 * b:.1f})" for a, b in pairs),
        )  # fmt: skip
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate, print the table, and fail where an error rate is above its bound."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.path_error_rates", description=__doc__
    )
    parser.add_argument("--draws", type=int, default=2000, help="services drawn for each cell")
    args = parser.parse_args(argv)
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(simulate, [(size, args.draws) for size in SIZES]))
    print(table(rows))
    slack = 3 * np.sqrt(0.05 * 0.95 / args.draws)
    over = [r for r in rows if r.any_lower > 0.05 + slack]
    print(f"{len(over)} of {len(rows)} rows above 5%, Monte Carlo error allowed for.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
