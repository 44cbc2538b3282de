"""Whole processes, timed in turn so that a busy machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# As on anybody's computer, our modules are compiled once and not at each start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Measured:
    """Wall time and peak memory of one command over its runs."""

    seconds: float
    fastest: float
    slowest: float
    peak_mb: float
    runs: int

    def as_dict(self) -> dict[str, float]:
        """Return plain numbers for JSON."""
        return asdict(self)


def once(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return seconds and peak memory in MB. Raises RuntimeError if it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said[-300:]}")
    return took, usage.ru_maxrss / 1024


def in_turn(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Measured]:
    """Run the commands alternately, each `runs` times after one run that does not count."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for i in range(runs + 1):
        for name, command in commands.items():
            result = once(command)
            if i:
                times[name].append(result)
    return {name: _summed(found) for name, found in times.items()}


def _summed(found: Sequence[tuple[float, float]]) -> Measured:
    seconds = [t for t, _ in found]
    peak = max(m for _, m in found)
    return Measured(statistics.median(seconds), min(seconds), max(seconds), peak, len(found))
