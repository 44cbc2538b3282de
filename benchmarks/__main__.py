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
    found: list[dict[str, Any]] = []
    print(f"{os.cpu_count()} cores; medians of alternating runs\n")
    print("| what | against | ratio | seconds (fastest to slowest) | peak memory |")
    print("|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for row in _rows(Path(folder), args):
            found.append(row)
            print("\n".join(_lines(row)), flush=True)  # a whole run takes long
            if args.json:
                args.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _rows(place: Path, args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Measure one thing after another."""
    yield from audits.measure(
        place, audits.SIZES[:-1] if args.quick else audits.SIZES, tuple(args.kinds)
    )
    if not args.quick:
        yield audits.caseload_of_millions(place)
    yield from audits.analysis()
    if args.page:
        from benchmarks.page import measure

        yield from measure(place)


def _lines(row: dict[str, Any]) -> Iterator[str]:
    """Yield a line of the table for each thing it is measured against."""
    for against, ratio in row["ratios"].items():
        yield f"| {row['what']} | {against} | {ratio:.2f} | {_times(row, against)} |"
    for against, why in row.get("skipped", {}).items():
        yield f"| {row['what']} | {against} | skipped: {why} | | |"


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
