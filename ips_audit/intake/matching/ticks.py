"""Ethnic groups as a set of columns, one a group, each ticked or not."""

from __future__ import annotations

import re

import numpy as np

from ips_audit.intake.files.columns import first_come
from ips_audit.intake.files.table import Cell, Column, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.candidates import Matching
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.roles import ELEMENT
from ips_audit.intake.questions import JOIN
from ips_audit.words import columns as column_words
from ips_audit.words import intake as words

TICKED = {"1", "1.0", "y", "yes", "true", "x", "✓", "✔", "☑", "ticked", "checked", "selected"}
NOT_TICKED = {"0", "0.0", "n", "no", "false", "9", "unticked", "unchecked", "☐", "-"}  # 9: not said
AROUND = re.compile(
    r"^(is|ethnic(ity)?( (group|category|origin))?|race|racial group)\b|"
    r"\b(wioa|y n|yes no|1 yes|1 0|0 1|tick|flag|indicator|race)\b|\b(yes|1)$"
)
FEWEST = 3  # groups that make a set


def find(m: Matching) -> list[Column]:
    """Return the free columns that tick one ethnic group each; none where they are no set."""
    found = [c for c in m.free() if is_group(c)] if m.is_open("ethnicity") else []
    return found if len(found) >= FEWEST else []


def take(m: Matching, columns: list[Column]) -> None:
    """Read a set of columns, one an ethnic group, as one column; say so."""
    m.take("ethnicity", as_one(columns), column_words.TICKS, *columns)
    headings = ", ".join(f"“{c.heading}”" for c in columns)
    m.warnings.append(column_words.TICKS_TAKEN.format(headings=headings))


def group_of(heading: str) -> str:
    """Return the ethnic group that a heading names, in its own words; empty where none."""
    heading = ELEMENT.sub("", heading)
    text = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))
    for form in (text, " ".join(AROUND.sub(" ", text).split())):
        codes = codelists.ethnicity().get(form, ())
        if len(form) > 2 and any(c.apply in ("auto", "chinese", "confirm") for c in codes):
            return form
    return ""


def is_group(column: Column) -> bool:
    """Tell a column that ticks one ethnic group."""
    if not group_of(column.original):
        return False
    answers = {fold(a) for a in column.part.first_answers(10) if not blank(a)}
    return bool(answers) and answers <= TICKED | NOT_TICKED


def as_one(columns: list[Column]) -> Column:
    """Return one column of groups: the ticked one, several ticked, or blank."""
    ticked = np.stack([
        np.array([not blank(a) and fold(a) in TICKED for a in c.answers])[c.codes] for c in columns
    ])  # fmt: skip
    n = len(columns)
    several = ticked.sum(axis=0) > 1
    place = np.where(several, n, np.where(ticked.any(axis=0), ticked.argmax(axis=0), n + 1))
    labels: list[Cell] = [plain(group_of(c.original)).capitalize() for c in columns]
    part = first_come(place, [*labels, words.MORE_THAN_ONE, None])
    heading = JOIN.join(c.heading for c in columns)
    return Column(heading, heading, columns[0].letter, part)
