"""Whole audits by the command line against only reading the file, by size."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.timing import Measured, in_turn

SIZES = (779, 10_000, 100_000, 1_000_000)
CASELOAD_ROWS = 5_000_000


def measure(
    folder: Path, sizes: tuple[int, ...], kinds: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Yield a row a size and kind of file."""
    for kind in kinds:
        for n in sizes:
            counts = data.made("counts", folder / "counts.csv", 20 * n)
            path = data.made(kind, folder / f"service_{n}.{kind}", n)
            yield _one(path, counts, folder / "out", n)
            path.unlink()


def _one(path: Path, caseload: Path, out: Path, n: int) -> dict[str, Any]:
    """Time the audit, the floor and the plain scripts in turn on one file."""
    commands = {
        "audit": _audit(path, caseload, out),
        "floor": [sys.executable, "-m", "benchmarks.floor", str(path)],
        "plain script": [
            sys.executable, "benchmarks/plain_script.py", str(path), str(caseload), str(out),
        ],
    }  # fmt: skip
    if path.suffix == ".csv":
        commands["floor with references"] = [*commands["floor"], "--with-references"]
    missing = missing_for_r(path)
    if not missing:
        commands["R"] = [
            "Rscript", "benchmarks/plain_script.R", str(path), str(caseload), str(out),
        ]  # fmt: skip
    found = in_turn(commands, 5 if n <= 100_000 else 3)
    row = _row(f"{n:,} rows {path.suffix}", found)
    return {**row, "skipped": {"R": missing}} if missing else row


def caseload_of_millions(folder: Path, n: int = CASELOAD_ROWS) -> dict[str, Any]:
    """Time the audit of 779 people with a caseload that lists n people."""
    service = data.made("csv", folder / "service_779.csv", 779)
    caseload = data.made("caseload", folder / "caseload.csv", n)
    commands = {
        "audit": _audit(service, caseload, folder / "out"),
        "floor": [sys.executable, "-m", "benchmarks.floor", str(caseload)],
    }
    found = in_turn(commands, 3)
    caseload.unlink()
    return _row(f"779 rows .csv, caseload of {n:,} rows", found)


def _audit(service: Path, caseload: Path, out: Path) -> list[str]:
    return [
        sys.executable, "-m", "ips_audit", str(service), "--caseload", str(caseload),
        "--team", "--json", str(out),
    ]  # fmt: skip


def _row(what: str, found: dict[str, Measured]) -> dict[str, Any]:
    audit = found["audit"]
    return {
        "what": what,
        "seconds": {name: m.as_dict() for name, m in found.items()},
        "ratios": {name: audit.seconds / m.seconds for name, m in found.items() if name != "audit"},
        "memory ratio": audit.peak_mb / found["floor"].peak_mb,
    }


def missing_for_r(path: Path) -> str:
    """Say what the script in R lacks here; empty if nothing."""
    if shutil.which("Rscript") is None:
        return "Rscript is missing"
    if path.suffix == ".xlsx":
        has = ["Rscript", "-e", "quit(status = !requireNamespace('readxl', quietly = TRUE))"]
        if subprocess.run(has, check=False, capture_output=True).returncode:
            return "R's package readxl is missing"
    return ""


def analysis(small: int = 779, large: int = 1_000_000, runs: int = 5) -> list[dict[str, Any]]:
    """Time everything after intake at two sizes, in this process: counting, and the rest."""
    from ips_audit.analysis.audit import audit
    from ips_audit.analysis.counting import tally
    from ips_audit.model import Settings

    settings = Settings(period_to=date(2019, 12, 31))
    people = {n: data.people(n) for n in (small, large)}
    counting: dict[int, list[float]] = {small: [], large: []}
    rest: dict[int, list[float]] = {small: [], large: []}
    for i in range(runs + 1):
        for n in people:
            began = time.perf_counter()
            tally(people[n], settings)
            counted = time.perf_counter()
            audit(people[n], None, settings)
            if i:
                counting[n].append(counted - began)
                rest[n].append(time.perf_counter() - counted - (counted - began))
    return [
        _flat(f"analysis of the counts, {large:,} against {small:,} people", rest),
        _flat(f"counting {large:,} against {small:,} people", counting),
    ]


def _flat(what: str, times: dict[int, list[float]]) -> dict[str, Any]:
    (small, low), (large, high) = times.items()
    middle = {f"{small:,}": statistics.median(low), f"{large:,}": statistics.median(high)}
    return {
        "what": what,
        "seconds": middle,
        "spread": {f"{small:,}": [min(low), max(low)], f"{large:,}": [min(high), max(high)]},
        "ratios": {f"{small:,}": middle[f"{large:,}"] / middle[f"{small:,}"]},
    }
