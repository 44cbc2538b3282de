"""Yes and no to whether somebody is still in the job: "Still working?", "Job ended?"."""

from __future__ import annotations

import re
from dataclasses import replace

from ips_audit.intake.files.table import Column
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import Coded
from ips_audit.intake.matching.start_dates import holds_dates
from ips_audit.intake.matching.sustained import code_answers, says_yes_or_no
from ips_audit.intake.matching.values import YES_NO
from ips_audit.intake.matching.work_headings import AT_START

ROLE = "still_in_work"
JOB = r"(in )?(paid |a |the |same |that )?(work|working|employment|employed|job|jobs|post|role)"
NOW = r"(now|current|currently|at present|presently|at the moment|today|to date)"
STILL = re.compile(
    rf"\b(still|{NOW}|remain\w*) {JOB}\b|\bstill there\b|\b{JOB} (is )?(still|{NOW})\b|"
    rf"\b(jobs?|work|employment) (still )?(sustained|held|kept|retained|on ?going|continuing)"
    rf"( (still|{NOW}))\b|\b(still|{NOW}) (sustain\w*|retained)\b|"
    r"\b(jobs?|work|employment) (is )?still (held|open|live|on ?going|going)\b|"
    r"\b(jobs?|employment|work) (is )?on ?going\b|\bon ?going (job|work|employment)\b"
)
ENDED = re.compile(
    r"(has |is )?(the )?(job|employment|work|placement) (has |is |now )*"
    r"(ended|finished|lost|over|left)( y n| yes no)?|"
    r"(has )?(left|lost|finished) (the |their )?(job|work|employment|post)"
    rf"( y n| yes no)?|no longer {JOB}( y n| yes no)?"
)
SAYS_ENDED = re.compile(r"\b(ended|finished|lost|over|left|no longer)\b")
# A status of another time, or of something else than the job.
NOT_STILL = re.compile(
    r"\b(with|towards?|cv|support\w*|status|title|look\w*|seek\w*|search\w*|want\w*|why|reasons?|"
    r"weeks?|wks?|months?|mths?|years?|hours|not|never|un ?employ\w*|out of|volunt\w*|unpaid|"
    r"experience|trial|before|prior|previous\w*|past)\b|\d"
)


def is_still(column: Column, heading: str) -> bool:
    """Tell a column that says yes or no to whether somebody is still in the job.

    Parameters
    ----------
    column : Column
    heading : str
        As `fold` returns it.

    Returns
    -------
    bool
    """
    if NOT_STILL.search(heading) or AT_START.search(heading) or holds_dates(column):
        return False
    asks = STILL.search(heading) or ENDED.fullmatch(heading)
    return asks is not None and says_yes_or_no(column)


def code_still(column: Column | None) -> tuple[Coded, ...]:
    """Code a column's distinct answers: Yes for still in the job, No, or not known."""
    if column is None:
        return ()
    coded = code_answers(column.answers, {})
    heading = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.original))
    if STILL.search(heading) or not SAYS_ENDED.search(heading):
        return coded
    other = {"Yes": "No", "No": "Yes"}
    return tuple(
        replace(c, group=other.get(c.group, c.group)) if fold(c.answer) in YES_NO else c
        for c in coded
    )
