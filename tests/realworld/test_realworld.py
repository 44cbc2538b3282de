"""What becomes of files as other systems write them: right or asked, never wrong in silence."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from realworld.corpus import all_cases
from realworld.model import Judged, Verdict, judge
from realworld.not_yet import NOT_YET, NOT_YET_NONE_OF_THESE
from realworld.seam import run

CASES = all_cases()
GOOD = (Verdict.RIGHT, Verdict.ASKED)
KINDS = {
    0: "period and joining", 1: "several job columns", 2: "unknown reference", 3: "start and end",
    4: "one thing in two columns", 5: "negated heading", 6: "long caseload", 7: "rates",
    8: "preambles and nesting", 9: "several services", 10: "ethnic group in 0/1", 11: "signs",
    12: "outcome columns", 13: "label on first row", 14: "not accepted", 15: "letters among labels",
    16: "single candidates", 17: "different headings", 18: "the path",
}  # fmt: skip


@cache
def judged(name: str) -> Judged:
    with tempfile.TemporaryDirectory() as folder:
        return judge(CASES[name], Path(folder))


def marked(name: str) -> object:
    """Mark a case that is known to fail; once it does not, the mark itself fails the test."""
    marks = [pytest.mark.xfail(strict=True, reason="not yet")] if name in NOT_YET else []
    return pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", [marked(n) for n in CASES])
def test_the_file_is_read_rightly_or_asked_about(name: str) -> None:
    found = judged(name)
    assert found.verdict in GOOD, f"{found.verdict}: {found.why}"


def test_the_list_of_what_is_not_yet_names_cases_only() -> None:
    assert set(NOT_YET) <= set(CASES)


def test_each_kind_has_cases_enough() -> None:
    made = Counter(c.kind for c in CASES.values())
    assert set(made) == set(KINDS)
    assert min(made.values()) >= 4
    assert made[16] >= 15


def no_way_out(name: str) -> list[str]:
    """Return the questions for a column or a numbering whose choices all say yes to one."""
    with tempfile.TemporaryDirectory() as folder:
        service, caseload = CASES[name].write(Path(folder))
        asked = run(service, caseload, CASES[name].settings, Path(folder)).open
    which = [q for q in asked if re.match("columns|caseload_columns|ethnic_scheme", q["about"])]
    none = re.compile("none of|neither|nothing of|something else|another|not here", re.I)
    return [q["about"] for q in which if not any(none.search(c["text"]) for c in q["choices"])]


@pytest.mark.xfail(NOT_YET_NONE_OF_THESE, strict=True, reason="not yet")
def test_every_question_for_a_column_or_a_numbering_has_none_of_these() -> None:
    assert {n: found for n in CASES if (found := no_way_out(n))} == {}


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Print kind by verdict; nothing may be wrong that is not on the list of what is not yet."""
    table = Counter((c.kind, judged(n).verdict) for n, c in CASES.items())
    sums = Counter(judged(n).verdict for n in CASES)
    wide = max(map(len, KINDS.values())) + 4
    lines = [" " * wide + " ".join(f"{v:>17}" for v in Verdict)]
    for kind, title in KINDS.items():
        cells = " ".join(f"{table[kind, v] or '.':>17}" for v in Verdict)
        lines.append(f"{f'{kind:2}  {title}':{wide}}{cells}")
    lines.append(f"{'all':{wide}}" + " ".join(f"{sums[v]:>17}" for v in Verdict))
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    bad = {n for n in CASES if judged(n).verdict not in GOOD} - set(NOT_YET)
    assert sorted(n for n in bad if judged(n).verdict is Verdict.WRONG) == []
    assert sorted(bad) == []
