"""Write the tables that R is asked about: `python tests/analysis/r/cases.py`, from the root.

Made-up tables of the kinds that make regressions go wrong, and the samples that users see.
Then `Rscript tests/analysis/r/adjusted.R` writes what R says of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from samples import sample  # noqa: E402

from ips_audit.analysis.adjusted import Combined, combined_jobs  # noqa: E402
from ips_audit.model import ALL_SERVICES  # noqa: E402

OUT = ROOT / "tests" / "data" / "adjusted_cases.json"
STORIES = ("disappears-when-separated", "outcomes-differ", "ethnicity-unknown-for-a-third")


def drawn(name: str, people: int, levels: Sequence[int], rate: float, seed: int) -> dict[str, Any]:
    """Draw people of some groups and characteristics, of unequal sizes; chances differ."""
    rng = np.random.default_rng(seed)
    codes = np.array([
        rng.choice(n, people, p=(s := 1 / np.arange(1, n + 1)) / s.sum()) for n in levels
    ])  # fmt: skip
    shift = sum(rng.normal(0, 0.5, n)[c] for n, c in zip(levels, codes, strict=True))
    chance = 1 / (1 + np.exp(-(np.log(rate / (1 - rate)) + shift)))
    return counted(name, codes, rng.random(people) < chance, np.ones(people, dtype=int))


def counted(name: str, codes: Any, event: Any, of: Any) -> dict[str, Any]:
    """Put people who are alike together."""
    rows, at = np.unique(codes, axis=1, return_inverse=True)
    events = np.bincount(at.ravel(), event * of, rows.shape[1])
    trials = np.bincount(at.ravel(), of, rows.shape[1])
    return {
        "name": name,
        "codes": rows.tolist(),
        "events": events.astype(int).tolist(),
        "trials": trials.astype(int).tolist(),
    }


def made_up() -> Iterator[dict[str, Any]]:
    """Yield made-up tables."""
    yield drawn("plain", 300, (3, 2, 2), 0.4, 1)
    yield drawn("rare", 2000, (4, 2, 3), 0.01, 2)
    yield drawn("nearly everybody", 800, (4, 2, 4), 0.97, 3)
    yield drawn("large", 200_000, (6, 3, 2, 4, 4), 0.3, 4)
    yield drawn("many levels", 3000, (18, 9, 8), 0.35, 5)
    yield drawn("one level", 250, (4, 1, 3), 0.3, 6)
    yield drawn("small", 25, (3, 2), 0.4, 7)
    separated = drawn("nobody in a group", 200, (3, 2, 2), 0.4, 8)
    group = np.array(separated["codes"][0])
    separated["events"] = np.where(group == 2, 0, separated["events"]).tolist()
    yield separated
    all_of = drawn("everybody in a group, nobody in a quarter", 400, (3, 2, 4), 0.4, 9)
    group, quarter = np.array(all_of["codes"][0]), np.array(all_of["codes"][2])
    events = np.where(group == 1, all_of["trials"], all_of["events"])
    all_of["events"] = np.where(quarter == 3, 0, events).tolist()
    yield all_of
    lone = drawn("a group of one", 150, (2, 2, 3), 0.4, 10)
    yield {
        **lone,
        "codes": [[*c, n] for c, n in zip(lone["codes"], (2, 0, 0), strict=True)],
        "events": [*lone["events"], 0],
        "trials": [*lone["trials"], 1],
    }
    apart = drawn("two characteristics that say the same", 500, (4, 3), 0.3, 11)
    yield {**apart, "codes": [*apart["codes"], apart["codes"][1]]}
    weighted = drawn("rows of many people", 300, (3, 2, 2), 0.4, 12)
    rng = np.random.default_rng(12)
    times = rng.integers(1, 900, len(weighted["trials"]))
    yield {**weighted, **{k: (weighted[k] * times).tolist() for k in ("events", "trials")}}


def of_sample(name: str, table: Combined) -> dict[str, Any]:
    """Return a sample's table, with the characteristics in which people differ."""
    codes = [table.group, *table.codes.values()]
    present = [np.unique(c, return_inverse=True)[1] for c in codes if len(np.unique(c)) > 1]
    return counted(name, np.array(present), table.events / table.of, table.of)


def main() -> None:
    """Write all of them."""
    cases = list(made_up())
    london = sample("london")
    for service in ("CNWL IPS", "WWT IPS", ALL_SERVICES):
        for early in (True, False):
            part = london.basis.tally.part(service, early)  # type: ignore[attr-defined]
            name = f"London, {service}, {'early' if early else 'everyone'}"
            cases.append(of_sample(name, combined_jobs(part)))
    for story in STORIES:
        part = sample(story).basis.tally.part()  # type: ignore[attr-defined]
        cases.append(of_sample(story, combined_jobs(part)))
    lines = ",\n".join(json.dumps(c) for c in cases)
    OUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
