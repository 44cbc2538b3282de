"""Yes and no to whether a job lasted 13 or 26 weeks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ips_audit.intake.files.table import Cell, Column, blank
from ips_audit.intake.matching.codelists import fold, not_known, plain
from ips_audit.intake.matching.coding import ASK, PLACED, RECOGNISED, UNKNOWN, Coded
from ips_audit.intake.matching.start_dates import holds_dates
from ips_audit.intake.matching.values import code_values
from ips_audit.model import NOT_KNOWN, Settings

FEW = 12
ROLES = {13: "sustained_13", 26: "sustained_26"}
WEEKS = (
    (13, re.compile(r"\b(13|thirteen) ?(plus )?(wks?|weeks?|w)\b")),
    (26, re.compile(r"\b(26|twenty six) ?(plus )?(wks?|weeks?|w)\b")),
    (13, re.compile(r"\b(3|three) ?(plus )?(months?|mths?|m)\b")),
    (26, re.compile(r"\b(6|six) ?(plus )?(months?|mths?|m)\b")),
)
MONTHS = 2  # from here on
# What stands beside the weeks; without any of it they may be of a review or of support.
LASTED = re.compile(
    r"\b(sustain\w*|still|employed|employment|jobs?|work|working|outcomes?|retain\w*|retention|"
    r"lasted|milestone|achieved|reached)\b"
)
# Three months are 13 weeks only where the heading says that it is a job that lasted.
LASTED_MONTHS = re.compile(
    r"\b(sustain\w*|still|retain\w*|retention|lasted|milestone|achieved|reached|"
    r"(jobs?|employment|work) outcomes?|months? in (a |paid )?(work|job|employment))\b"
)
ALONE = re.compile(r"(at |after )?(\d+|thirteen|twenty six) ?(plus )?(wks?|weeks?)( y n| yes no)?")
NOT_LASTED = re.compile(
    r"\b(support\w*|review\w*|plan|contact\w*|call|payment|claim\w*|hours|per|a week|within|"
    r"last|past|previous|before|since|wait\w*|looking|unemployed|out of|not in|"
    r"(after|from|of) (the )?(program(me)? |service |ips )?(start\w*|join\w*|entry|enrol\w*|"
    r"referral|exit\w*|leav\w*|discharge|closure|accept\w*))\b"
)
YES = re.compile(r"(yes )?(sustained|achieved|met|passed|still (there|in work|employed|working)|"
                 r"retained|in post)")  # fmt: skip
NO = re.compile(r"(no )?(not (sustained|achieved|met)|job (ended|lost)|left( job| work)?|ended|"
                r"lost job|failed)")  # fmt: skip
# No answer yet: nobody has looked, or the day has not come.
OPEN = re.compile(
    r"(not (yet )?(due|reached|applicable|checked|recorded)|too (early|soon)|pending|awaiting.*|"
    r"due.*|tbc|n a|na|in progress|ongoing|not yet|no contact|lost contact|unable to contact|"
    r"unknown|no response)"
)


def is_flag(column: Column, heading: str) -> str | None:
    """Return the role of a column that says yes or no to 13 or 26 weeks in work.

    Parameters
    ----------
    column : Column
    heading : str
        As `fold` returns it.

    Returns
    -------
    str or None
        "sustained_13" or "sustained_26". Three and six months are read as 13 and 26 weeks.
    """
    at = next((i for i, (_, pattern) in enumerate(WEEKS) if pattern.search(heading)), None)
    if at is None or NOT_LASTED.search(heading):
        return None
    said = LASTED if at < MONTHS else LASTED_MONTHS
    if not (said.search(heading) or ALONE.fullmatch(heading)) or holds_dates(column):
        return None
    return ROLES[WEEKS[at][0]] if says_yes_or_no(column) else None


def says_yes_or_no(column: Column) -> bool:
    """Tell a column of few answers, at least half of them known as yes, no or not known."""
    answers = [a for a in column.part.first_answers(FEW + 1) if not blank(a)]
    if not 0 < len(answers) <= FEW:
        return False
    return 2 * sum(c.status != ASK for c in code_answers(answers, {})) >= len(answers)


def in_months(column: Column) -> bool:
    """Tell a heading that speaks of months, which are read as weeks."""
    return any(pattern.search(fold(column.original)) for _, pattern in WEEKS[MONTHS:])


def code_sustained(column: Column | None, settings: Settings) -> tuple[Coded, ...]:
    """Code a column's distinct answers: Yes, No, not known, or to be asked about.

    Parameters
    ----------
    column : Column or None
    settings : Settings
        Where the user placed answers.

    Returns
    -------
    tuple of Coded
    """
    if column is None:
        return ()
    placed = {fold(k): v for k, v in settings.answers.get("sustained", {}).items()}
    return code_answers(column.answers, placed)


def code_answers(answers: Sequence[Cell], placed: Mapping[str, str]) -> tuple[Coded, ...]:
    """Code distinct answers to whether a job lasted: Yes, No, not known, or to be asked about."""
    in_words = code_values("job_outcome", answers, {})
    return tuple(_one(a, c, placed) for a, c in zip(answers, in_words, strict=True))


def _one(answer: Cell, in_words: Coded, placed: Mapping[str, str]) -> Coded:
    if blank(answer):
        return in_words
    text, key = plain(answer), fold(answer)
    if key in placed:
        return Coded(text, placed[key], "placed by you", PLACED)
    if OPEN.fullmatch(key) or key in not_known():
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    if NO.fullmatch(key) or YES.fullmatch(key):
        return Coded(text, "No" if NO.fullmatch(key) else "Yes", "", RECOGNISED)
    return in_words
