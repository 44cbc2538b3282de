"""Which date is the day when somebody joined: vocational profile, start, acceptance, referral."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Column
from ips_audit.intake.matching.candidates import Matching, named
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.dates import only_years, read_dates
from ips_audit.intake.matching.instead_of_dates import in_place_of_a_date, no_date
from ips_audit.intake.matching.roles import heading_roles
from ips_audit.intake.matching.same_thing import agree
from ips_audit.words import columns as words

# Joining an IPS service is the first vocational profile (IPS Grow data reporting); without it
# the start or the first appointment; without those the acceptance. A referral is what it is.
JOINING = (
    r"\bvocational profile|\bvp\b",
    r"\b(start\w*|commenc\w*|beg[aiu]n\w*|first (contact|appointment|seen|meeting|session|met|"
    r"attended\w*|visit)|1st (contact|appointment|seen|meeting|session))\b",
    r"\b(join\w*|enrol\w*|engag\w*|access\w*|intake|entry|entered|induct\w*|seen|sign\w* up)\b",
    r"\b(accept\w*|alloc\w*|assign\w*|open\w*|regist\w*|added to caseload|admi\w+)\b",
)
ACCEPTED = re.compile(r"\baccept\w*\b")
REFERRAL = re.compile(r"\b(referral|referred|ref|receiv\w*|request\w*)\b")
AFTER_REFERRAL = len(JOINING)  # the rank of other dates, such as an assessment; then a referral
# Dates of other things than the start.
OTHER_DATES = re.compile(
    r"\b(end|ended|discharged?|closed?|closure|review|reviewed|birth|dob|death|left|leaving|printed|"
    r"updated|modified|exit|interview|jobs?|work|employment|placement|into)\b"
)
LOOK_AT = 400
GAPS = 0.1  # share of rows: more blanks than this beside another date of joining are asked about


def decide(m: Matching, claimed: Sequence[Column], jobs: Sequence[Column]) -> None:
    """Choose the date of joining among all dates that could be it, or ask.

    Parameters
    ----------
    m : Matching
    claimed : sequence of Column
        Columns whose heading says that they are the start date, the likeliest first.
    jobs : sequence of Column
        Columns that could hold the dates when jobs started.
    """
    if not m.is_open("start_date"):
        chosen = m.taken.get("start_date")
        if chosen is not None and only_years(chosen.answers):
            _ask_about_years(m, chosen)
        return
    others = [c for c in m.free() if all(c is not x for x in claimed) and could_start(c)]
    named_so = [c for c in others if rank(c) < AFTER_REFERRAL or REFERRAL.search(_heading(c))]
    found = sorted([*claimed, *named_so], key=rank)  # stable: the likeliest first
    if not found:
        if others:
            m.which("start_date", others, words.WHICH_START, words.NO_SUCH_START)
        else:
            m.warnings.append(words.NO_START)
        return
    best = [c for c in found if rank(c) == rank(found[0])]
    rest = [c for c in found if rank(c) > rank(found[0])]
    joining = [c for c in rest if rank(c) < AFTER_REFERRAL]
    joining = [c for c in joining if not _only_accepted(best[0], c, rest, jobs)]
    if not all(agree("start_date", best[0], c) for c in best[1:]) or any(
        _fills_gaps(best[0], c) for c in joining
    ):
        headings = ", ".join(f"“{c.heading}”" for c in found)
        text = words.WHICH_OF_STARTS.format(headings=headings)
        m.which("start_date", found, text, words.NO_SUCH_START)
        return
    used = best[0]
    m.take("start_date", used, words.BY_HEADING)
    if only_years(used.answers):
        _ask_about_years(m, used)
    if best[1:]:
        shown = ", ".join(c.heading for c in best[1:])
        m.warnings.append(words.SAME_SAYING.format(used=used.heading, others=shown))
        m.pass_over("start_date", best[1:], words.SAYS_THE_SAME.format(used=used.heading))
    if rest:
        m.warnings.append(words.JOINED_ON.format(used=used.heading, headings=named(rest)))
        m.pass_over("start_date", rest, words.JOINING_IS.format(used=used.heading))
    elif rank(used) > AFTER_REFERRAL:
        m.warnings.append(words.ONLY_REFERRAL.format(heading=used.heading))
    elif rank(used) == AFTER_REFERRAL:
        m.warnings.append(words.WEAK_START.format(heading=used.heading))


def rank(column: Column) -> int:
    """Say how near a date is to the day of joining: 0 is the vocational profile."""
    heading = _heading(column)
    for i, pattern in enumerate(JOINING):
        if re.search(pattern, heading):
            return i
    return AFTER_REFERRAL + bool(REFERRAL.search(heading))


def is_referral(column: Column) -> bool:
    """Tell a date of referral, which says nothing of who joined."""
    return rank(column) > AFTER_REFERRAL


def _heading(column: Column) -> str:
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.original))


def could_start(column: Column) -> bool:
    """Tell a column of dates whose heading does not say that they are of something else."""
    roles = heading_roles(column.original)
    other = {"date_of_birth", "job_start_date"} & {r for r, s in roles.items() if s > 0}
    if other or roles.get("start_date", 0) < 0 or OTHER_DATES.search(_heading(column)):
        return False
    return holds_dates(column)


def holds_dates(column: Column) -> bool:
    """Tell a column that holds dates. A bare number may be anything, a reference as well."""
    answers = [a for a in column.part.first_answers(LOOK_AT) if not in_place_of_a_date(a)]
    values = read_dates([a for a in answers if not isinstance(a, (int, float))]).values
    return bool(answers) and sum(v is not None for v in values) > 0.6 * len(answers)


def has_date(column: Column) -> NDArray[np.bool_]:
    """Tell the rows of a column of dates with anything but "there is none"."""
    there = np.array([not no_date(a) for a in column.answers], dtype=bool)
    out: NDArray[np.bool_] = there[column.codes]
    return out


def _fills_gaps(used: Column, other: Column) -> bool:
    """Tell whether another date of joining is filled on many rows where the used one is not."""
    gaps = ~has_date(used) & has_date(other)
    return float(gaps.mean()) > GAPS if len(gaps) else False


def _only_accepted(
    used: Column, other: Column, rest: Sequence[Column], jobs: Sequence[Column]
) -> bool:
    """Tell a date of acceptance that others have as well as those who joined.

    It stands between a referral and a date of joining that most of those accepted have, and
    hardly anybody without a date of joining got a job: they did not join.
    """
    if not ACCEPTED.search(_heading(other)) or rank(rest[-1]) <= AFTER_REFERRAL:
        return False
    accepted, joined = has_date(other), has_date(used)
    gaps = accepted & ~joined
    worked = [has_date(c) & gaps for c in jobs if holds_dates(c)]
    few = all(w.sum() <= GAPS * gaps.sum() for w in worked)
    return few and bool((accepted & joined).sum() >= gaps.sum())


def _ask_about_years(m: Matching, start: Column) -> None:
    """Ask for another column where the start date holds years."""
    others = [c for c in m.free() if could_start(c)]
    text = words.YEARS_NOT_DATES.format(heading=start.heading)
    m.which("start_date", others, text, words.NO_SUCH_START)
