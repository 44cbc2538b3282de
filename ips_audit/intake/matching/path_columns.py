"""The columns that tell the way into a job: referred, accepted, still in work, left and why.

They are read only where they tell more than who joined and who got a job. Else the file is read
as if they were not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Column
from ips_audit.intake.matching import joined
from ips_audit.intake.matching.candidates import Matching, named
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.path_headings import REASONS, path_role
from ips_audit.intake.matching.roles import COUNTED, uncounted
from ips_audit.intake.matching.same_thing import agree, ask, take_together
from ips_audit.intake.matching.start_dates import has_date, holds_dates
from ips_audit.intake.matching.still_in_work import ROLE as STILL_IN_WORK
from ips_audit.intake.matching.sustained import ROLES, in_months
from ips_audit.intake.matching.values import code_values
from ips_audit.model import PATH_ROLES
from ips_audit.words import columns as column_words
from ips_audit.words import path_columns as words

Found = Mapping[str, Sequence[Column]]
LASTED = ("job_end_date", "in_work_on", *ROLES.values())
# Columns that could be taken for the job outcome, where nothing else says who got a job.
LIKE_OUTCOMES = (STILL_IN_WORK, *ROLES.values(), *REASONS)


def find(m: Matching, claimed: Mapping[str, Sequence[Column]], on_path: bool) -> Found:
    """Return the columns of each role, where the file tells the way into a job.

    Parameters
    ----------
    m : Matching
        With the date of joining decided. Columns that could be taken for the job outcome are
        given their role here, if another column says who got a job.
    claimed : mapping
        Columns whose headings claim the job outcome and the job start date.
    on_path : bool
        Another file tells the path.

    Returns
    -------
    mapping of role to columns
        Empty where the file does not tell the way.
    """
    if not set(PATH_ROLES) & set(m.roles):
        return {}
    found: dict[str, list[Column]] = {r: [] for r in PATH_ROLES}
    for column in m.free():
        if (role := path_role(column)) is not None and m.is_open(role):
            found[role].append(column)
    work = [
        c
        for r in ("job_start_date", "job_outcome")
        for c in ([m.taken[r]] if r in m.taken else claimed[r])
    ]
    work = [c for c in work if all(c is not x for held in found.values() for x in held)]
    if not (on_path or _tells(m, found, work)):
        return {}
    if not _jobs_with_ends(m, found, work):
        found[STILL_IN_WORK] = []  # alone it says nothing of how long a job lasted
    if work:
        for role in LIKE_OUTCOMES:
            if role in REASONS:
                found[role] = [c for c in found[role] if not _adds_jobs(m, c, work)]
            if len(found[role]) == 1 or (role == STILL_IN_WORK and found[role]):
                m.take(role, found[role][0], words.BY_HEADING)
    return found


def decide(m: Matching, found: Found) -> None:
    """Give each role to its column, or ask which of several it is."""
    taken = []
    for role, columns in found.items():
        columns = [c for c in columns if any(c is f for f in m.free()) or m.taken.get(role) is c]
        if role == "job_end_date" and "job_start_date" in m.together:
            taken += _ends_of_jobs(m, columns)
            continue
        if not columns:
            continue
        if role == "end_date" and len(columns) > 1:
            take_together(m, role, columns)
            taken += columns
            continue
        if not all(agree(role, columns[0], c) for c in columns[1:]):
            m.drop(role)
            ask(m, role, columns)
            continue
        m.take(role, columns[0], words.BY_HEADING)
        taken += columns
        if columns[1:]:
            shown = ", ".join(c.heading for c in columns[1:])
            m.warnings.append(
                column_words.SAME_SAYING.format(used=columns[0].heading, others=shown)
            )
    for weeks, role in ROLES.items():
        if (flag := m.taken.get(role)) is not None and in_months(flag):
            m.warnings.append(words.MONTHS.format(heading=flag.heading, weeks=weeks))
    _retell(m, taken)


def _tells(m: Matching, found: Found, work: Sequence[Column]) -> bool:
    """Tell whether the file says who did not join, or how long jobs lasted."""
    if any(r in m.chosen for r in PATH_ROLES):
        return True
    if work and any(found[r] for r in LASTED):
        return True
    start = m.taken.get("start_date")
    if start is None:
        return False
    before = [c for r in ("referral_date", "accepted_date", "decline_reason") for c in found[r]]
    before += [c for c in m.free() if joined.says_who_joined(c)]
    missing = ~has_date(start)
    return bool(found["referral_date"] or found["accepted_date"]) and any(
        bool((missing & has_date(c)).any()) for c in before
    )


def _jobs_with_ends(m: Matching, found: Found, work: Sequence[Column]) -> bool:
    """Tell whether there are columns of the start and of the end of jobs."""
    ends = found["job_end_date"] or "job_end_date" in m.taken
    return bool(ends) and any(holds_dates(c) for c in work)


def _adds_jobs(m: Matching, column: Column, work: Sequence[Column]) -> bool:
    """Tell a column that says of somebody that they got a job, which no other column says."""
    there = np.zeros(len(column.codes), dtype=bool)
    for other in work:
        there |= _says_yes(m, other)
    return bool((_says_yes(m, column) & ~there).any())


def _says_yes(m: Matching, column: Column) -> NDArray[np.bool_]:
    """Tell the rows that a job outcome or a date says yes of."""
    if holds_dates(column):
        return has_date(column)
    placed = m.settings.answers.get("job_outcome", {})
    coded = code_values("job_outcome", column.answers, placed, column.original)
    yes: NDArray[np.bool_] = np.array([c.group == "Yes" for c in coded])[column.codes]
    return yes


def _ends_of_jobs(m: Matching, columns: Sequence[Column]) -> list[Column]:
    """Take the end date of each of several jobs together, in the order of their start dates."""
    ends: list[Column] = []
    for start in m.together["job_start_date"]:
        mine = [c for c in columns if _marks(c) == _marks(start)]
        if len(mine) == 1 and uncounted(mine[0].original) == uncounted(columns[0].original):
            ends += mine
    if len(ends) == len(m.together["job_start_date"]):
        take_together(m, "job_end_date", ends)
        return ends
    if columns:
        m.warnings.append(words.ENDS_NOT_PAIRED.format(headings=named(columns)))
    return []


def _marks(column: Column) -> list[str]:
    """Return what tells a column from others of its kind."""
    return COUNTED.findall(fold(column.original))


def _retell(m: Matching, taken: Sequence[Column]) -> None:
    """Say of columns that were passed over as the date of joining what they are used for."""
    start = m.taken.get("start_date")
    headings = {c.heading for c in taken}
    over = [g for g in m.not_used if g.role == "start_date"]
    if start is None or not any(g.heading in headings for g in over):
        return
    by_heading = {c.heading: c for c in m.table.columns}
    rest = [by_heading[g.heading] for g in over if g.heading]
    way = [c for c in rest if c.heading in headings]
    rest_left = [c for c in rest if c.heading not in headings]
    old = column_words.JOINED_ON.format(used=start.heading, headings=named(rest))
    new = [words.ON_THE_WAY.format(used=start.heading, headings=named(way))]
    if rest_left:
        new.append(column_words.JOINED_ON.format(used=start.heading, headings=named(rest_left)))
    m.warnings = [n for w in m.warnings for n in (new if w == old else [w])]
    m.not_used = [g for g in m.not_used if g.heading not in headings]
