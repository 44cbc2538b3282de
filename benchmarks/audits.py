"""Whole audits by the command line against only reading the file, by size."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks import data
from benchmarks.timing import Measured, Row, in_turn

FLOOR, R, PLAIN = "floor", "R", "plain script"
MANY = 1_000_000
SIZES = (779, 10_000, 100_000, MANY)
CASELOAD_ROWS = 5_000_000


def measure(folder: Path, sizes: Sequence[int], kinds: Sequence[str], runs: int) -> Iterator[Row]:
    """Yield a row for each kind and size of file; the files stay in the folder."""
    for kind in kinds:
        for n in sizes:
            counts = data.made("counts", folder / "counts.csv", 20 * n)
            path = data.made(kind, folder / f"service_{n}.{kind}", n)
            yield _one(path, counts, n, runs if n < MANY else (runs + 1) // 2)


def _one(path: Path, caseload: Path, n: int, runs: int) -> Row:
    """Time the audit, the floor and the plain scripts in turn on one file."""
    files = [str(path), str(caseload), str(path.with_name("out"))]
    commands = {
        "audit": _audit(path, caseload),
        FLOOR: [sys.executable, "-m", "benchmarks.floor", str(path)],
        PLAIN: [sys.executable, "benchmarks/plain_script.py", *files],
    }
    if why := missing_for_r(path):
        print(f"{why}: not measured against it", file=sys.stderr)
    else:
        commands[R] = ["Rscript", "benchmarks/plain_script.R", *files]
    found = in_turn(commands, runs)
    return Row(f"{n:,} rows {path.suffix}", found.pop("audit"), found)


def caseload_of_millions(folder: Path, runs: int, n: int = CASELOAD_ROWS) -> Row:
    """Time the audit of 779 people with a caseload that lists n people."""
    service = data.made("csv", folder / "service_779.csv", 779)
    caseload = data.made("caseload", folder / "caseload.csv", n)
    commands = {
        "audit": _audit(service, caseload),
        FLOOR: [sys.executable, "-m", "benchmarks.floor", str(caseload)],
    }
    found = in_turn(commands, (runs + 1) // 2)
    caseload.unlink()
    return Row(f"caseload of {n:,} rows .csv", found.pop("audit"), found)


def _audit(service: Path, caseload: Path) -> list[str]:
    return [
        sys.executable, "-m", "ips_audit", str(service), "--caseload", str(caseload),
        "--team", "--json", str(service.with_name("out")),
    ]  # fmt: skip


def missing_for_r(path: Path) -> str:
    """Say what the script in R lacks here; empty if nothing."""
    if shutil.which("Rscript") is None:
        return "Rscript is missing"
    if path.suffix == ".xlsx":
        has = ["Rscript", "-e", "quit(status = !requireNamespace('readxl', quietly = TRUE))"]
        if subprocess.run(has, check=False, capture_output=True).returncode:
            return "R's package readxl is missing"
    return ""


def analysis(small: int = 779, large: int = 1_000_000, runs: int = 5) -> list[Row]:
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
        Row(what.format(f"{large:,}"), Measured(took[large]), {f"{small:,}": Measured(took[small])})
        for what, took in (("analysis of the counts of {} people", rest),
                           ("counting {} people", counting))
    ]  # fmt: skip


def alike(people: int = 779, runs: int = 15) -> Row:
    """Time the figures among people alike in other ways beside the analysis that holds them."""
    from ips_audit.analysis.adjusted import adjusted_jobs
    from ips_audit.analysis.audit import audit
    from ips_audit.analysis.counting import tally
    from ips_audit.model import Settings

    settings = Settings(period_to=date(2019, 12, 31))
    made_up = data.people(people)
    counted = tally(made_up, settings)
    own, whole = [], []
    for _ in range(runs):
        began = time.perf_counter()
        list(adjusted_jobs(counted, settings))
        done = time.perf_counter()
        audit(made_up, None, settings)
        own.append(done - began)
        whole.append(time.perf_counter() - done)
    what = f"people alike in other ways, {people:,} people"
    return Row(what, Measured(own), {"whole analysis": Measured(whole)})
