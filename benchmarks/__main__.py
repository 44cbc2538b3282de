"""Print tables of ratios: `python -m benchmarks [--quick] [--page] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks import audits
from benchmarks.audits import FLOOR, PLAIN, R
from benchmarks.timing import Row


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 rows only")
    parser.add_argument("--page", action="store_true", help="also the page, in a real browser")
    parser.add_argument("--kinds", nargs="+", default=["csv", "xlsx"], help="kinds of file")
    parser.add_argument("--runs", type=int, default=7, help="of each; half as many of large files")
    parser.add_argument("--json", type=Path, help="write all figures here")
    args = parser.parse_args()
    sizes = audits.SIZES[:-1] if args.quick else audits.SIZES
    print(f"{os.cpu_count()} cores. Fastest of {args.runs} runs in turn, in brackets the median.\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        processes = []
        print(
            "| whole process | s | ÷ floor | ÷ R | ÷ plain script | processor ÷ floor's, ÷ R's "
            "| MB ÷ floor's | load |\n|---|---|---|---|---|---|---|---|",
            flush=True,
        )
        for row in audits.measure(folder, sizes, args.kinds, args.runs):
            processes.append(row)
            print(_of_file(row), flush=True)  # a whole run takes long
        others = []
        if not args.quick:
            others.append(audits.caseload_of_millions(folder, args.runs))
            print(_of_file(others[0]), flush=True)
        if args.page:
            from benchmarks import page

            others += _print(page.files_to_answer(folder, processes, args.runs))
            others += _print(page.start_and_change(folder))
        others += _print([*audits.analysis(), audits.alike()])
    if args.json:
        figures = [row.as_dict() for row in (*processes, *others)]
        args.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _of_file(row: Row) -> str:
    floor, r, plain = (row.others.get(name) for name in (FLOOR, R, PLAIN))
    ratios = " | ".join(row.this.over(other) if other else "" for other in (floor, r, plain))
    work = ", ".join(row.this.work_over(other) for other in (floor, r) if other)
    memory = f"{row.this.peak_mb:.0f} ÷ {row.others[FLOOR].peak_mb:.0f}"
    return f"| {row.what} | {row.this} | {ratios} | {work} | {memory} | {row.load:.1f} |"


def _print(rows: Iterable[Row]) -> list[Row]:
    """Print a table of rows that each have their own others."""
    print("\n| what | s | ratio | load |\n|---|---|---|---|", flush=True)
    printed = []
    for row in rows:
        ratios = "; ".join(f"÷ {name} {row.this.over(o)}" for name, o in row.others.items())
        print(f"| {row.what} | {row.this} | {ratios} | {row.load:.1f} |", flush=True)
        printed.append(row)
    return printed


if __name__ == "__main__":
    main()
