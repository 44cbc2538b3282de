"""How long the whole audit of the London sample takes, against reading its files.

Run with `python -m benchmarks.london`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ips_audit.analysis.audit import audit
from ips_audit.intake.files.reading import find_table_in_book, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    Provenance,
    Settings,
)

LONDON = Path(__file__).parents[1] / "sample_data" / "london_2019"
SERVICE, CASELOAD = ("cnwl_service.xlsx", "wwt_service.csv"), ("caseload.xlsx",)
RUNS = 9


def timed(work: Callable[[], object]) -> list[float]:
    """Return the seconds of each run, after one to warm up."""
    work()
    out = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        out.append(time.perf_counter() - start)
    return out


def main() -> int:
    """Print median and spread of reading, preparing and auditing."""

    def read(names: tuple[str, ...]) -> list[tuple[str, object]]:
        return [
            (n, find_table_in_book(open_source(n, (LONDON / n).read_bytes()))[0]) for n in names
        ]

    service, caseload = read(SERVICE), read(CASELOAD)
    ready = prepare(service, caseload, Settings())  # type: ignore[arg-type]
    if ready.people is None:
        raise SystemExit("the sample could not be read")
    people = ready.people
    report = audit(people, ready.caseload, ready.settings, Provenance(ready.rows))
    reading = timed(lambda: read((*SERVICE, *CASELOAD)))
    floor = statistics.median(reading)
    for name, seconds in (
        ("reading the files", reading),
        ("preparing", timed(lambda: prepare(service, caseload, Settings()))),  # type: ignore[arg-type]
        ("every statistic", timed(lambda: audit(people, ready.caseload, ready.settings))),
    ):
        middle = statistics.median(seconds)
        print(
            f"{name}: {middle:.3f} s ({min(seconds):.3f} to {max(seconds):.3f}), "
            f"{middle / floor:.2f} × reading"
        )
    print(f"{len(report.checks)} tables, {report.tests_made} tests")
    return 0


if __name__ == "__main__":
    sys.exit(main())
