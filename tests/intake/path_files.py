"""Made-up rows of the way into a job, read as a file, and what became of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from ips_audit.intake.files.table import build_table
from ips_audit.intake.prepare import prepare
from ips_audit.model import PathPeople, PathStep, Prepared, Reached, Settings

DAY = timedelta(days=1)
YEAR: dict[str, Any] = {"period_from": date(2023, 4, 1), "period_to": date(2024, 3, 31)}
TO = date(2024, 9, 30)  # the last day of which most of these files tell
GROUPS = ("White British", "Black African", "Indian")
# A column's heading and its short name here; a file has those that any of its rows fills.
HEADINGS = {
    "referral": "Referral date",
    "status": "Referral outcome",
    "why_not": "Reason not accepted",
    "accepted": "Date accepted",
    "start": "Date of first vocational profile",
    "outcome": "Job outcome",
    "job": "Job start date",
    "end": "Job end date",
    "seen": "Still in work on",
    "still": "Still working?",
    "flag13": "Sustained 13 weeks",
    "flag26": "Sustained 26 weeks",
    "left": "Discharge date",
    "why": "Discharge reason",
}
Row = dict[str, Any]
REFERRED = date(2023, 5, 1)
JOB = date(2023, 9, 1)


def walked(i: int, **told: Any) -> Row:
    """Return a person's row: the answers of the columns that are named, the others blank."""
    return {"ref": f"C{i:03d}", "group": GROUPS[i % 3], "gender": ("Male", "Female")[i % 2],
            "age": 20 + i % 40, **told}  # fmt: skip


def usual(i: int, **told: Any) -> Row:
    """Return somebody who was referred, accepted and joined; `told` changes it."""
    day = REFERRED + i * DAY
    dates = {"referral": day, "accepted": day + 7 * DAY, "start": day + 14 * DAY}
    return walked(i, **{**dates, **told})


def turned_down(i: int, **told: Any) -> Row:
    return usual(i, accepted=None, start=None, **told)


def read(rows: Sequence[Row], **decided: Any) -> Prepared:
    """Read the rows as a file with the columns that they fill."""
    held = [n for n in HEADINGS if any(n in r for r in rows)]
    heads = ["Client ID", "Ethnicity", "Gender", "Age", *(HEADINGS[n] for n in held)]
    cells = [[r["ref"], r["group"], r["gender"], r["age"], *(r.get(n) for n in held)] for r in rows]
    return read_cells([heads, *cells], **decided)


def read_cells(cells: Sequence[Sequence[Any]], **decided: Any) -> Prepared:
    table = build_table("a.csv", None, cells)
    assert table is not None
    return prepare([("a.csv", table)], [], Settings(**{**YEAR, "followed_to": TO, **decided}))


def way(ready: Prepared) -> PathPeople:
    assert ready.people is not None and ready.people.path is not None
    return ready.people.path


def at(ready: Prepared, step: PathStep) -> dict[str, int]:
    """Return how many people are where at a step."""
    path = way(ready)
    counts = Counter(path.reached[step].tolist())
    return {Reached(k).name: n for k, n in sorted(counts.items())}


def said(ready: Prepared, pattern: str) -> bool:
    return any(re.search(pattern, w) for w in ready.warnings)


def path_only(ready: Prepared) -> bool:
    """Tell that the file was read without a path."""
    return ready.people is not None and ready.people.path is None


def places(ready: Prepared, step: PathStep) -> list[str]:
    """Return where each person is at a step, in the order of the file."""
    return [Reached(int(r)).name for r in way(ready).reached[step]]


def weeks(ready: Prepared) -> tuple[dict[str, int], dict[str, int]]:
    return at(ready, PathStep.WEEKS_13), at(ready, PathStep.WEEKS_26)
