"""Every hostile file through the command line: read right, asked about or refused in plain words.

Prints the table; the sidecars say what each file must never do, and hold its true counts.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "hostile"
NAMES = sorted(p.stem for p in CASES.glob("*.json"))
ENDS = {0: "read", 2: "refused", 3: "asked"}
# What may happen to a file of which the sidecar expects this. To ask, or to read rightly, is
# never worse than to refuse; a file that may be read is refused only where named below.
MAY = {
    "accept": {"read", "asked"},
    "accept_with_warning": {"read", "asked"},
    "ask_user": {"read", "asked", "refused"},
    "reject": {"refused"},
}
READ_THOUGH_REFUSABLE = {"n07_double_ext"}
REFUSED_THOUGH_READABLE = {"x13_xml_utf16"}
CANARY = "ZZCANARY"


def expected(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return held


@pytest.fixture(scope="module")
def ran() -> dict[str, dict[str, Any]]:
    if not hasattr(os, "fork"):
        pytest.skip("processes are measured with fork and wait4")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.run_hostile"], cwd=ROOT, capture_output=True,
        text=True, check=True, timeout=300, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {f["name"]: f for f in found}


def test_each_ends_as_its_sidecar_allows(
    ran: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    table: Counter[tuple[str, str]] = Counter()
    tracebacks, wrong, slow, large, leaks, other = [], [], [], [], [], []
    control = ran["a00_good_control"]["mb"]
    for name, got in ran.items():
        want = expected(name)["expect"]
        end = ENDS.get(got["code"], "traceback")
        table[want["outcome"], end] += 1
        if end == "traceback" or got["killed"] or "Traceback" in got["said"]:
            tracebacks.append(name)
        elif end not in MAY[want["outcome"]] and name not in (
            READ_THOUGH_REFUSABLE | REFUSED_THOUGH_READABLE
        ):
            other.append((name, end))
        if end == "read" and not right(name, json.loads(got["audit"])):
            wrong.append(name)
        if got["seconds"] > want["max_seconds"]:
            slow.append(name)
        if got["mb"] - control > want["max_extra_mb"]:
            large.append(name)
        if CANARY in got["said"] + got["audit"]:
            leaks.append(name)
    with capsys.disabled():
        print(_printed(table))
        print(f"tracebacks {len(tracebacks)}, silent wrong {len(wrong)}, over time {len(slow)}, ")
        print(f"over memory {len(large)}, leaks {len(leaks)}, of {len(ran)} files")
    assert set(ran) == set(NAMES)
    assert not (tracebacks or wrong or slow or large or leaks or other), (
        tracebacks, wrong, slow, large, leaks, other,
    )  # fmt: skip


def right(name: str, audit: dict[str, Any]) -> bool:
    """Compare the counts of an audit with the file's true ones."""
    truth = expected(name).get("truth", {})
    who = {g["group"]: g["n"] for g in audit["who"][-1]["ethnic group"]}
    by_group = truth.get("by_ethnicity", {})
    if {g: who.get(g, 0) for g in by_group} != by_group:
        return False
    rows = audit["rows"]
    if rows["read"] != rows["used"] + sum(x["rows"] for x in rows["left_out"]):
        return False
    if truth.get("people", rows["read"]) != rows["read"]:
        return False
    if jobs := truth.get("jobs_by_ethnicity"):
        checks = [c for c in audit["checks"] if c["question"] == "outcome" and not c["within"]]
        groups = next((c["groups"] for c in checks if c["people"] == "everyone"), [])
        held = {g["group"]: g["n"] for g in groups}
        return all(held[g] == n for g, n in jobs.items() if g in held) and bool(held)
    if baseline := truth.get("baseline"):
        checks = [c for c in audit["checks"] if c["question"] == "access"]
        ethnic = next(c for c in checks if c["dimension"] == "ethnic group")
        held = {g["group"]: g["of"] for g in ethnic["groups"]}
        return all(held.get(g) == n for g, n in baseline.items() if g in held) and bool(held)
    return True


def test_refusals_are_one_plain_message(ran: dict[str, dict[str, Any]]) -> None:
    for name, got in ran.items():
        if got["code"] == 2:
            last = got["said"].strip().splitlines()[-1]
            assert last.endswith((".", "!")), (name, last)
            assert not re.search(r"Error\b|Exception|0x[0-9a-f]+", last), (name, last)


def _printed(table: Counter[tuple[str, str]]) -> str:
    ends = [*ENDS.values(), "traceback"]
    lines = ["", f"{'sidecar says':22}" + "".join(f"{e:>11}" for e in ends)]
    for outcome in MAY:
        counts = "".join(f"{table[outcome, e]:>11}" for e in ends)
        lines.append(f"{outcome:22}{counts}")
    return "\n".join(lines)
