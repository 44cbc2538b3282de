"""Whole processes, timed in turn so that a busy machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[1]
# As on anybody's computer, our modules are compiled once and not at each start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
LOOK_EVERY = 0.005  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """The seconds of each run, of the clock and of the processor, and the most memory."""

    runs: Sequence[float]
    processor: Sequence[float] = ()
    peak_mb: float = 0.0

    @property
    def fastest(self) -> float:
        """Seconds of the run that was disturbed least."""
        return min(self.runs)

    @property
    def median(self) -> float:
        """Seconds of the run in the middle."""
        return statistics.median(self.runs)

    def over(self, other: Measured) -> str:
        """Return how many times as long as another it takes: fastest runs, in brackets medians."""
        return f"{self.fastest / other.fastest:.2f} ({self.median / other.median:.2f})"

    def work_over(self, other: Measured) -> str:
        """Return how many times as much processor time as another it takes, in the least run."""
        return f"{min(self.processor) / min(other.processor):.2f}"

    def __str__(self) -> str:
        return f"{self.fastest:.2f} ({self.median:.2f})"


@dataclass(frozen=True)
class Row:
    """One thing that was measured, and what it is measured against."""

    what: str
    this: Measured
    others: Mapping[str, Measured]
    load: float = field(default_factory=lambda: os.getloadavg()[0])  # the machine's, at the end

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        measured = {"this": self.this, **self.others}
        return {
            "what": self.what,
            "load": self.load,
            "seconds": {name: [*m.runs] for name, m in measured.items()},
            "processor seconds": {name: [*m.processor] for name, m in measured.items()},
            "peak MB": {name: m.peak_mb for name, m in measured.items()},
        }


def in_turn(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Measured]:
    """Run the commands alternately, each `runs` times after one run that is not timed."""
    peaks = {name: _peak_mb(command) for name, command in commands.items()}
    clock: dict[str, list[float]] = {name: [] for name in commands}
    processor: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            began, worked = time.perf_counter(), _worked()
            _ended(_started(command), command)
            clock[name].append(time.perf_counter() - began)
            processor[name].append(_worked() - worked)
    return {name: Measured(clock[name], processor[name], peaks[name]) for name in commands}


def _worked() -> float:
    """Return the processor seconds of all processes that this one started and saw end."""
    times = os.times()
    return times.children_user + times.children_system


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def _ended(process: subprocess.Popen[str], command: Sequence[str]) -> None:
    """Wait for the end. Raises RuntimeError if the command failed."""
    _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said[-300:]}")


def _peak_mb(command: Sequence[str]) -> float:
    """Run a command; return the most memory that it and the processes it started held at once.

    What the system counts is of no use: it begins at the memory of the process that forks.
    """
    process = _started(command)
    with ThreadPoolExecutor(1) as beside:
        end = beside.submit(_ended, process, command)
        most = 0.0
        while not wait([end], LOOK_EVERY).done:
            most = max(most, _resident_mb(process.pid))
        end.result()
    return most


def _resident_mb(pid: int) -> float:
    try:
        process = psutil.Process(pid)
        held = [p.memory_info().rss for p in (process, *process.children())]
    except psutil.Error:  # it ended meanwhile
        return 0.0
    return float(sum(held)) / 2**20
