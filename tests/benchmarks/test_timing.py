"""What is told of a command that is timed: its runs, its memory with its children, a fault."""

from __future__ import annotations

import sys

import pytest

from benchmarks.timing import Measured, in_turn

HOLD = "held = bytearray({mb} << 20); import time; time.sleep(0.3)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{HOLD.format(mb=60)}'])"


def test_commands_run_in_turn_and_memory_counts_what_they_start() -> None:
    alone, with_child = in_turn(
        {"alone": [sys.executable, "-c", HOLD.format(mb=60)],
         "child": [sys.executable, "-c", CHILD]}, 2,
    ).values()  # fmt: skip
    assert len(alone.runs) == len(with_child.runs) == 2
    assert alone.fastest >= 0.3 > min(alone.processor)
    assert 60 < alone.peak_mb < with_child.peak_mb < 150


def test_a_ratio_is_of_the_fastest_runs_and_of_the_medians() -> None:
    assert Measured((4.0, 2.0, 3.0)).over(Measured((1.0, 2.0, 9.0))) == "2.00 (1.50)"


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        in_turn({"x": [sys.executable, "-c", "import sys; sys.exit(3)"]}, 1)
