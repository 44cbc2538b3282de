"""The settings that the tool writes, read back, give the same result: over all cases."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from realworld.corpus import all_cases
from realworld.model import PLAIN, Case
from realworld.not_yet import NOT_YET_READ_BACK
from realworld.seam import DONE, Run, answered, run

# What was guessed the first time is decided the second: only how it came about may differ.
HOW_IT_CAME = ("warnings", "questions")


def messy() -> dict[str, Case]:
    """Return the awkward files of the intake tests, with the period that they are of."""
    found = {}
    for path in sorted(Path(__file__).parents[1].glob("**/messy/*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        files = tuple((f["role"], f["file"], (path.parent / f["file"]).read_bytes())
                      for f in held["files"])  # fmt: skip
        period = dict(zip(("from", "to"), held["period"], strict=True))
        found[path.stem] = Case(path.stem, -1, files, settings={"period": period})
    assert found
    return found


CASES = {**all_cases(), **messy()}


def marked(name: str) -> object:
    marks = [pytest.mark.xfail(strict=True, reason="not yet")] if name in NOT_YET_READ_BACK else []
    return pytest.param(name, marks=marks)


def result(made: Run) -> Mapping[str, Any]:
    report = {k: v for k, v in made.report.items() if k not in HOW_IT_CAME}
    return {"exit": made.code, "asked": [q["about"] for q in made.open], **report}


@pytest.mark.parametrize("name", [marked(n) for n in CASES])
def test_settings_read_back_give_the_same_result(name: str) -> None:
    case = CASES[name]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        service, caseload = case.write(folder)
        picks = case.routes[0][0] if case.routes else ()
        got = answered(service, caseload, case.settings, (*picks, *PLAIN), folder)
        for made in (got.first, got.run) if got.run is not got.first else (got.first,):
            if not made.template:  # a file that cannot be read leaves no settings behind
                assert made.code not in (DONE,)
                continue
            again = run(service, caseload, made.template, folder)
            assert result(again) == result(made), again.said
