"""The JSON output of every sample is what it was: a change of a number or a word shows.

Where a change is meant: `python -m pytest tests/golden --update-golden`, then read the diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import pytest
from intake.test_messy_cases import ABOUT, DECIDED, run
from intake.test_messy_cases import NAMES as MESSY
from samples import NAMES, sample

from ips_audit.analysis.audit import audit
from ips_audit.disclosure.protect import protect
from ips_audit.model import (
    AuditReport,
    Provenance,
    Question,
)
from ips_audit.outputs.to_json import question_to_json, report_to_json

HERE = Path(__file__).parent
SECRET = bytes(range(32))
DIGITS = 9  # versions of scipy and kinds of processor differ in the last digits
SHOWN = 10  # differences that a failure names
ABSENT = "(absent)"
EVERY = [("team", n) for n in (*NAMES, *MESSY)]
EVERY += [("share_safe", n) for n in (*NAMES, *MESSY)]
EVERY += [("questions", n) for n in sorted(ABOUT)]


@cache
def exact(name: str) -> tuple[AuditReport, tuple[Question, ...]]:
    """Return a sample's exact report, and what was asked on the way."""
    if name in NAMES:
        return sample(name), ()
    ready = run(name, **DECIDED.get(name, {}))
    assert ready.people is not None
    report = audit(
        ready.people, ready.caseload, ready.settings, Provenance(ready.rows, ready.warnings)
    )
    return replace(report, demonstration="a test"), ready.questions


def output(kind: str, name: str) -> Any:
    """Return what a golden file holds: a report, or what an undecided case asks."""
    if kind == "questions":
        return steady([question_to_json(q) for q in run(name).questions])
    report, questions = exact(name)
    data = report_to_json(report if kind == "team" else protect(report, SECRET), questions)
    data["tool"]["version"] = "any"
    data["files"] = ["a hash" for _ in data["files"]]
    return steady(data)


def steady(value: Any) -> Any:
    """Round numbers to the digits that every machine agrees on."""
    if isinstance(value, dict):
        return {k: steady(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [steady(v) for v in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    return value


def differences(held: Any, now: Any, path: str = "$") -> Iterator[str]:
    """Name each place where two outputs differ, with what was and what is."""
    if isinstance(held, dict) and isinstance(now, dict):
        for key in sorted(held.keys() | now.keys()):
            yield from differences(held.get(key, ABSENT), now.get(key, ABSENT), f"{path}.{key}")
    elif isinstance(held, list) and isinstance(now, list):
        for i, (a, b) in enumerate(zip_longest(held, now, fillvalue=ABSENT)):
            yield from differences(a, b, f"{path}[{i}]")
    elif type(held) is not type(now) or held != now:
        yield f"{path}: was {str(held)[:150]!r}, is {str(now)[:150]!r}"


def text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_the_output_is_what_it_was(kind: str, name: str, pytestconfig: pytest.Config) -> None:
    path = HERE / kind / f"{name}.json"
    now = text(output(kind, name))
    if pytestconfig.getoption("--update-golden", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8", newline="\n")
    held = path.read_text(encoding="utf-8")
    first = list(islice(differences(json.loads(held), json.loads(now)), SHOWN))
    if first:
        pytest.fail("\n".join((f"{kind}/{name}.json differs, first here:", *first)), pytrace=False)


def test_no_golden_file_is_left_over() -> None:
    held = {(p.parent.name, p.stem) for p in HERE.glob("*/*.json")}
    assert held == set(EVERY)


def test_a_changed_number_is_noticed() -> None:
    held = json.loads((HERE / "team" / "london.json").read_text(encoding="utf-8"))
    now = json.loads(text(held))
    assert list(differences(held, now)) == []
    now["checks"][0]["groups"][0]["n"] += 1
    now["rows"]["left_out"].append({"reason": "new"})
    del now["schema"]
    found = [d.partition(":")[0] for d in differences(held, now)]
    assert found == ["$.checks[0].groups[0].n", "$.rows.left_out[0]", "$.schema"]
