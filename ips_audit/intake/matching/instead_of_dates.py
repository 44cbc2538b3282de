"""What stands in the place of a date: that there is none, or that something goes on."""

from __future__ import annotations

import re

from ips_audit.intake.files.table import Cell, blank
from ips_audit.intake.matching.codelists import fold, not_known, plain

NONE = frozenset((
    "-", "--", "---", ".", "/", "n a", "na", "none", "nil", "null", "nan", "no date",
    "not applicable", "not app", "does not apply",
))  # fmt: skip
# In the place of the end of a job: it has not ended.
GOES_ON = re.compile(
    r"((yes |n a |na )?(is |remains? |remained )?(still|currently) )?(is )?"
    r"(in (paid |the |a |same )?(work|employment|job|post|role)|employed|working|there|"
    r"on ?going|continu(es|ing)|going on|active|in progress)( (now|at present|to date|today))?|"
    r"(still |yes )?(on ?going|current(ly)?|present|to date|continues|continuing|sustained)|"
    r"still|(has )?not (yet )?(ended|finished|left)( yet)?|no end( date)?( yet)?|not yet|"
    r"(still|remains?) (going|open|sustained|live)|permanent"
)


def no_date(answer: Cell) -> bool:
    """Tell an answer that says that there is no date: a blank, "-" or "n/a".

    "n/k" or "?" says that nobody knows, and "#N/A" is the error of a formula.
    """
    if blank(answer):
        return True
    return isinstance(answer, str) and answer[:1] != "#" and _bare(answer) in NONE


def goes_on(answer: Cell) -> bool:
    """Tell an answer such as "ongoing", which says that something has not ended."""
    return isinstance(answer, str) and GOES_ON.fullmatch(fold(answer)) is not None


def in_place_of_a_date(answer: Cell) -> bool:
    """Tell an answer that a column of dates may hold and that is none."""
    return no_date(answer) or goes_on(answer) or fold(answer) in not_known()


def _bare(answer: str) -> str:
    text = plain(answer)
    return "-" if text and not text.strip("-‐‑‒–—―−_ ") else fold(text)
