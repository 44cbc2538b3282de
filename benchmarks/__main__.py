"""Print a table of ratios: `python -m benchmarks [--quick] [--page] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import audits


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 rows only")
    parser.add_argument("--page", action="store_true", help="also the page, in a real browser")
    parser.add_argument("--kinds", nargs="+", default=["csv", "xlsx"], help="kinds of file")
    parser.add_argument("--json", type=Path, help="write all figures here")
    args = parser.parse_args()
    sizes = audits.SIZES[:-1] if args.quick else audits.SIZES
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        found += audits.measure(place, sizes, tuple(args.kinds))
        if not args.quick:
            found.append(audits.caseload_of_millions(place))
        found += audits.analysis()
        if args.page:
            from benchmarks.page import measure

            found += measure(place)
    print(f"{os.cpu_count()} cores; medians of alternating runs\n")
    print("\n".join(lines(found)))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def lines(found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a Markdown table: a line a ratio."""
    yield "| what | against | ratio | seconds (fastest to slowest) | peak memory |"
    yield "|---|---|---|---|---|"
    for row in found:
        for against, ratio in row["ratios"].items():
            yield f"| {row['what']} | {against} | {ratio:.2f} | {_times(row, against)} |"


def _times(row: dict[str, Any], against: str) -> str:
    held = row["seconds"]
    if "this" in held:
        parts = [(held[name], *row["spread"][name]) for name in ("this", against)]
        return " ÷ ".join(f"{m:.2f} ({low:.2f} to {high:.2f})" for m, low, high in parts) + " | "
    if not isinstance(held.get("audit"), dict):
        return " ÷ ".join(f"{s:.2f}" for s in reversed(held.values())) + " | "
    audit, other = held["audit"], held[against]
    spread = " ÷ ".join(
        f"{m['seconds']:.2f} ({m['fastest']:.2f} to {m['slowest']:.2f})" for m in (audit, other)
    )
    return f"{spread} | {audit['peak_mb']:.0f} ÷ {other['peak_mb']:.0f} MB"


if __name__ == "__main__":
    main()
