"""Made-up services and caseloads of any size, the same on every run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.timing import ROOT
from ips_audit.model import (
    ETHNIC_GROUP,
    FIVE_GROUPS,
    GENDER,
    GENDERS,
    Coded,
    People,
)

GROUPS = (
    "White - British", "White - Irish", "Mixed - White and Black Caribbean", "Indian",
    "Pakistani", "Any other Asian background", "African", "Caribbean",
    "Any other ethnic group", "Not stated",
)  # fmt: skip
SHARES = (0.44, 0.03, 0.04, 0.07, 0.06, 0.05, 0.12, 0.09, 0.06, 0.04)
HEADINGS = (
    "Client ID", "Referral source", "Ethnicity", "Gender", "Age", "Start date", "Job outcome",
    "Worker",
)  # fmt: skip
CASELOAD_HEADINGS = ("Client ID", "Referral source", "Ethnicity", "Gender", "Last contact")
SEED = 20190101


def service_columns(n: int) -> list[list[object]]:
    """Return the columns of a service file of n people."""
    rng = np.random.default_rng(SEED + n)
    group = rng.choice(len(GROUPS), n, p=SHARES)
    job = rng.random(n) < 0.35
    days = np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]")
    return [
        [f"C{i:07d}" for i in range(1, n + 1)],
        [f"Source {i}" for i in rng.integers(1, 9, n)],
        [GROUPS[i] for i in group],
        rng.choice(["Male", "Female"], n, p=[0.6, 0.4]).tolist(),
        rng.integers(18, 65, n).tolist(),
        days.astype(object).tolist(),
        np.where(job, "Yes", "No").tolist(),
        [f"Worker {i}" for i in rng.integers(1, 200, n)],
    ]


def write_service_csv(path: Path, n: int) -> Path:
    """Write a service file as text."""
    columns = service_columns(n)
    columns[5] = [d.strftime("%d/%m/%Y") for d in columns[5]]  # type: ignore[attr-defined]
    return _write(path, HEADINGS, columns)


def write_service_xlsx(path: Path, n: int) -> Path:
    """Write a service file as a workbook, with real dates and numbers."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Clients")
    sheet.append(HEADINGS)
    for row in zip(*service_columns(n), strict=True):
        sheet.append(row)
    book.save(path)
    return path


def write_caseload_csv(path: Path, n: int) -> Path:
    """Write a caseload as a list of n people."""
    rng = np.random.default_rng(SEED + 1)
    path.unlink(missing_ok=True)
    for first in range(0, n, 500_000):
        size = min(500_000, n - first)
        columns: list[list[object]] = [
            [f"P{i:08d}" for i in range(first + 1, first + size + 1)],
            [f"Source {i}" for i in rng.integers(1, 9, size)],
            [GROUPS[i] for i in rng.choice(len(GROUPS), size, p=SHARES)],
            rng.choice(["Male", "Female"], size).tolist(),
            [f"2019-{m:02d}-15" for m in rng.integers(1, 13, size)],
        ]
        _write(path, CASELOAD_HEADINGS if first == 0 else None, columns, "a")
    return path


def write_counts_csv(path: Path, people: int) -> Path:
    """Write a caseload of numbers by group."""
    groups = [[g, round(people * s)] for g, s in zip(GROUPS, SHARES, strict=True)]
    lines = [f"{g},{n}" for g, n in groups]
    path.write_text("\n".join(["Ethnic group,Number of people", *lines, ""]), encoding="utf-8")
    return path


def _write(
    path: Path, headings: tuple[str, ...] | None, columns: list[list[object]], mode: str = "w"
) -> Path:
    with path.open(mode, encoding="utf-8", newline="") as file:
        if headings:
            file.write(",".join(headings) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in zip(*columns, strict=True))
    return path


def people(n: int) -> People:
    """Return n coded people, as intake would hand them over."""
    rng = np.random.default_rng(SEED + n)
    size = (n,)
    return People(
        services=("This service",),
        service=np.zeros(n, dtype=np.int16),
        coded={
            ETHNIC_GROUP: Coded(FIVE_GROUPS, rng.integers(-1, 5, size).astype(np.int16)),
            GENDER: Coded(GENDERS, rng.integers(0, 2, size).astype(np.int16)),
        },
        age=rng.integers(18, 65, size).astype(np.float32),
        start=np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        job=(rng.random(n) < 0.35).astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
        has_outcome=True,
        has_start=True,
        has_job_dates=False,
        has_age=True,
    )


WRITERS = {
    "csv": write_service_csv,
    "xlsx": write_service_xlsx,
    "caseload": write_caseload_csv,
    "counts": write_counts_csv,
}


def made(kind: str, path: Path, n: int) -> Path:
    """Write a file in a process of its own: a child's peak memory begins at its parent's."""
    command = [sys.executable, "-m", "benchmarks.data", kind, str(path), str(n)]
    subprocess.run(command, check=True, cwd=ROOT)
    return path


if __name__ == "__main__":
    WRITERS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
