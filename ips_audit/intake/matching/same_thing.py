"""One thing in two columns: the age now and at the start, a group in words and as a code.

The one of the start, or the person's own word, is taken and the other named. Where they disagree
for more than a few people, or nothing tells which is better, it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ips_audit.dimensions import DIMENSIONS, by_key
from ips_audit.intake.files.table import Column, blank
from ips_audit.intake.matching.ages import ages_of
from ips_audit.intake.matching.candidates import Matching, named, shown
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.coding import code_ethnicity
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.several import as_one
from ips_audit.intake.matching.values import code_values
from ips_audit.intake.questions import which_of_several
from ips_audit.model import NOT_KNOWN
from ips_audit.words import columns as words

COMPARED = (
    *(d.key for d in DIMENSIONS), "age", "job_outcome", "start_date", "job_start_date",
    "date_of_birth",
)  # fmt: skip
# More people than this share with two different answers are more than a few.
FEW = {"ethnicity": 0.02, "gender": 0.1, "age": 1.0}
# Words of a heading, the best first; a heading with none of them stands where "" does.
BETTER = {
    "ethnicity": (
        r"\b(self|own|participant|client|patient|person) ?(defined|reported|stated|described|"
        r"declared|identified)|\bself\b|by (the )?(client|person|participant|patient)\b",
        "",
        r"\b(officer|observed|perceived|visual|assumed|staff|by (the )?\w+|appearance)\b",
    ),
    "gender": (
        r"\bgender identity\b|\bself\b|\bidentif(y|ies)\b",
        r"\bgender\b(?!.*\bbirth\b)",
        "",
        r"\b(birth|registered|assigned|legal|observed|biological)\b",
    ),
    "age": (
        r"\b(start\w*|entry|enrol\w*|intake|join\w*|admission|access|registration|acceptance|"
        r"accepted|baseline|participation|opening)\b",
        r"\brefer\w*|\brefer",
        "",
        r"\b(band|group|range|bracket|category)\b",
        r"\b(now|today|current(ly)?|discharge|exit|leaving|closure|end|latest|report\w*|rep|"
        r"january|march|april|july|august|december|\d{4}|\d+(st|th)?)\b",
    ),
}
CODE = re.compile(r"\b(codes?|id|key|value|no|number)\b")


def settle(m: Matching, role: str, columns: Sequence[Column]) -> bool:
    """Choose among columns that all could play a role, or ask.

    Parameters
    ----------
    m : Matching
        Takes the question, the warning and the columns that are passed over.
    role : str
    columns : sequence of Column
        The likeliest first.

    Returns
    -------
    bool
        False where it is asked, so that no column has the role. Else `columns[best]` has it:
        the role is given here.
    """
    ranked = sorted(columns, key=lambda c: rank(role, c))
    best = [c for c in ranked if rank(role, c) == rank(role, ranked[0])]
    used, rest = best[0], [c for c in ranked if all(c is not b for b in best)]
    if not all(agree(role, used, other) for other in best[1:]):
        ask(m, role, [*best, *rest])
        return False
    worse = [c for c in rest if disagreeing(role, used, c) > FEW.get(role, 0.0)]
    if worse:
        ask(m, role, [*best, *worse])
        return False
    same = [c for c in [*best[1:], *rest] if agree(role, used, c)]
    other = [c for c in rest if all(c is not s for s in same)]
    m.take(role, used, words.BETTER_OF_TWO if other else m.reasons.get(role, words.BY_HEADING))
    if same:
        others = ", ".join(c.heading for c in same)
        m.warnings.append(words.SAME_SAYING.format(used=used.heading, others=others))
        m.pass_over(role, same, words.SAYS_THE_SAME.format(used=used.heading))
    if other:
        why = words.NOT_USED_WHY.get(role, words.NOT_USED_OTHER).format(used=used.heading)
        m.warnings.append(words.NOT_USED.format(headings=named(other), why=why))
        m.pass_over(role, other, why)
    return True


def ask(m: Matching, role: str, columns: Sequence[Column]) -> None:
    """Ask which of several columns plays a role."""
    if not m.asked(role):
        m.questions.append(which_of_several(m.key, role, shown(columns)))


def rank(role: str, column: Column) -> tuple[int, bool]:
    """Say how near a heading is to what is wanted: 0 is the best; words come before codes."""
    heading = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.original))
    found = BETTER.get(role, ("",))
    plain_place = found.index("")
    hits = [i for i, p in enumerate(found) if p and re.search(p, heading)]
    worse = [i for i in hits if i > plain_place]
    at = max(worse) if worse else min(hits, default=plain_place)
    return at, role == "ethnicity" and _is_code(heading, column)


def _is_code(heading: str, column: Column) -> bool:
    """Tell a column of codes from one of words."""
    answers = [plain(a) for a in column.part.first_answers(50) if not blank(a)]
    return bool(CODE.search(heading)) or all(len(a) <= 2 for a in answers)


def agree(role: str, one: Column, other: Column) -> bool:
    """Tell whether two columns say the same of every row, once read as a role."""
    first, second = _codes(role, one, other)
    return bool((first == second).all())


def disagreeing(role: str, one: Column, other: Column) -> float:
    """Return the share of people with two different answers, of those with two known ones."""
    first, second = _codes(role, one, other)
    known = (first >= 0) & (second >= 0)
    return float((first != second)[known].mean()) if known.any() else 0.0


def _codes(role: str, one: Column, other: Column) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a number for what each row says in both columns; -1 where it is not known."""
    read = [_read(role, c) for c in (one, other)]
    place = {t: i for i, t in enumerate({*read[0], *read[1]} - {NOT_KNOWN})} | {NOT_KNOWN: -1}
    first, second = (
        np.array([place[t] for t in texts], dtype=np.int64)[c.codes]
        for texts, c in zip(read, (one, other), strict=True)
    )
    return first, second


def _read(role: str, column: Column) -> Sequence[str]:
    """Return what each distinct answer means in a role."""
    if role == "ethnicity":
        return [c.group for c in code_ethnicity(column.answers, None, {}).coded]
    if role == "job_outcome" or by_key(role) is not None:
        return [c.group for c in code_values(role, column.answers, {})]
    if role == "age":
        return [NOT_KNOWN if a is None else str(a) for a in ages_of(column.answers)]
    if role in COMPARED:
        found = read_dates(column.answers).values
        return [NOT_KNOWN if v is None else str(v) for v in found]
    return [NOT_KNOWN if blank(a) else plain(a) for a in column.answers]


def take_together(m: Matching, role: str, columns: Sequence[Column]) -> None:
    """Read several columns as one."""
    m.take(role, as_one(role, columns, m.settings), words.TAKEN_TOGETHER, *columns)
