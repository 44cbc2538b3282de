"""What to ask where no column was found for a role that the audit rests on."""

from __future__ import annotations

import re

from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching.ages import TODAY
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.dates import only_years, read_dates
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.roles import STRENGTH, examples, fit, heading_roles
from ips_audit.intake.questions import Draft, Shown, which_or_none
from ips_audit.model import Question, Settings
from ips_audit.words import intake as words

# Dates of other things than the start.
OTHER_DATES = re.compile(
    r"\b(end|ended|discharged?|closed?|closure|review|reviewed|birth|dob|death|left|leaving|printed|"
    r"updated|modified|exit|interview|job|work|employment)\b"
)
JOB_WORDS = re.compile(r"\b(jobs?|work|employ\w*|outcome|placed|paid)\b")
STARTS = re.compile(
    r"\b(start\w*|beg[aiu]n\w*|accept\w*|allocat\w*|enrol\w*|engag\w*|join\w*|opened|"
    r"first (contact|appointment|seen|meeting|session))\b"
)
REFERRAL = re.compile(r"\brefer\w*")
LOOK_AT = 400
FEW = 12  # different answers, each of which can be asked about


def ask_about_missing(m: ColumnMap, table: Table, settings: Settings, draft: Draft) -> None:
    """Ask for the start date and the job outcome where a column could be it.

    Parameters
    ----------
    m : ColumnMap
        The columns that were found.
    table : Table
    settings : Settings
        A role the user decided is not asked about again.
    draft : Draft
        Takes the questions, and a warning where there is nothing to ask.
    """
    free = [c for c in table.columns if all(c is not taken for taken in m.columns.values())]
    start, age = m.columns.get("start_date"), m.columns.get("age")
    if start is not None and "start_date" not in settings.columns:
        named = [c for c in free if STARTS.search(fold(c.original)) and _could_start(c)]
        if REFERRAL.search(fold(start.original)) and named:
            found = [*named, start]
            draft.ask(_which("start_date", found, words.WHICH_START, words.NO_SUCH_START))
        elif _weak(start):
            draft.warnings.append(words.WEAK_START.format(heading=start.heading))
    if age is not None and TODAY.search(fold(age.original)):
        draft.warnings.append(words.AGE_TODAY.format(heading=age.heading))
    if start is not None and only_years(start.answers):
        others = [Shown(c.heading) for c in free if _could_start(c)]
        text = words.YEARS_NOT_DATES.format(heading=start.heading)
        draft.ask(which_or_none("start_date", others, text, words.NO_SUCH_START))
    elif start is None and "start_date" not in settings.columns:
        found = [c for c in free if _could_start(c)]
        if found:
            draft.ask(_which("start_date", found, words.WHICH_START, words.NO_SUCH_START))
        else:
            draft.warnings.append(words.NO_START)
    outcome = {"job_outcome", "job_start_date"}
    if not outcome & m.columns.keys() and not outcome & settings.columns.keys():
        found = [c for c in free if _could_be_outcome(c)]
        dated = [c for c in free if _named_outcome(c) and _dates(c)]
        if dated:
            text = words.DATED_OUTCOME.format(heading=dated[0].heading)
            draft.ask(_which("job_start_date", dated, text, words.NO_SUCH_OUTCOME))
        elif found:
            draft.ask(_which("job_outcome", found, words.WHICH_OUTCOME, words.NO_SUCH_OUTCOME))


def _which(role: str, columns: list[Column], text: str, none: str) -> Question:
    shown = [Shown(c.heading, examples(c)) for c in columns]
    return which_or_none(role, shown, text, none)


def _weak(start: Column) -> bool:
    """Tell a date that is near the start with the service, such as the referral."""
    return heading_roles(start.original).get("start_date", 0) < STRENGTH["strong"] * 0.9


def _could_start(column: Column) -> bool:
    """Tell a column of dates whose heading does not say that they are of something else."""
    roles = heading_roles(column.original)
    other = {"date_of_birth", "job_start_date"} & {r for r, s in roles.items() if s > 0}
    if other or roles.get("start_date", 0) < 0 or OTHER_DATES.search(fold(column.original)):
        return False
    return _dates(column)


def _dates(column: Column) -> bool:
    """Tell a column that holds dates. A bare number may be anything, a reference as well."""
    answers = [a for a in column.part.first_answers(LOOK_AT) if not blank(a)]
    values = read_dates([a for a in answers if not isinstance(a, (int, float))]).values
    return bool(answers) and sum(v is not None for v in values) > 0.6 * len(answers)


def _named_outcome(column: Column) -> bool:
    """Tell a column whose heading says plainly that it is the job outcome."""
    return heading_roles(column.original).get("job_outcome", 0) >= STRENGTH["strong"]


def _could_be_outcome(column: Column) -> bool:
    """Tell a column with a word for work in its heading and outcomes under it."""
    vetoed = heading_roles(column.original).get("job_outcome", 0) < 0
    if vetoed or kind_of(column) or not JOB_WORDS.search(fold(column.original)):
        return False
    answers = [a for a in column.part.first_answers(LOOK_AT) if not blank(a)]
    few = 0 < len(answers) <= FEW and not _dates(column)
    return fit("job_outcome", column) > 0 or (_named_outcome(column) and few)
