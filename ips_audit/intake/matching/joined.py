"""Referrals that were not accepted: rows of people who never joined the service."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ips_audit.intake.files.table import Cell, Column, blank
from ips_audit.intake.matching.candidates import Matching
from ips_audit.intake.matching.codelists import fold, not_known, plain
from ips_audit.intake.matching.coding import ASK, PLACED, RECOGNISED, UNKNOWN, Coded
from ips_audit.intake.matching.instead_of_dates import no_date
from ips_audit.intake.matching.start_dates import is_referral
from ips_audit.intake.matching.values import YES_NO
from ips_audit.intake.questions import NOT_JOINED, OUT
from ips_audit.model import NOT_KNOWN, Settings
from ips_audit.words import columns as words

HEADING = re.compile(
    r"\b(referr\w*|accepted|triage\w*|eligib\w*|joined|screening|allocation|take ?up|intake|"
    r"enrolment|application) ?(status|outcome|decision|result|stage)?\b|\b(decision)\b"
)
# A plain yes or no says who joined under these headings, but not under "Eligible for travel".
YES_NO_HEADING = re.compile(
    r"((was|is|referral|client|person) )*(accepted|eligible|joined|enrolled|taken on)"
    r"( (by|onto|on to|on|into|for|to|the|our|ips|employment|service|programme|program|caseload|"
    r"team|support))*( (y n|yes no))?"
)
YES = re.compile(
    r"\b(accepted|joined|enrolled|started|eligible|taken on|engaged|allocated|active|signed up|"
    r"open|on caseload|onboarded|suitable|attended)\b"
)
REFUSED = re.compile(
    r"\b(declin\w*|reject\w*|refus\w*|inappropriate|ineligible|signpost\w*|withdr\w*|dna|"
    r"cancel\w*|referred (on|back|elsewhere)|redirect\w*|no response|duplicate|unsuitable|"
    r"(not|never) (accept\w*|eligible|suitable|appropriate|taken|join\w*|engag\w*|enrol\w*))\b"
)
# Nobody has decided so far: neither accepted nor turned down.
UNDECIDED = re.compile(
    r"\b(a?wait\w*|pending|on hold|deferred|undecided|not (yet|decided)|tb[cd]|"
    r"under (review|consideration|assessment)|in (review|triage|progress|assessment)|"
    r"being (reviewed|assessed|triaged|considered)|to be (decided|confirmed|assessed|triaged)|"
    r"no decision( yet)?|decision (due|outstanding)|outstanding)\b"
)
NO = re.compile(r"\b(not|never|non|un\w+|did not|didn t|no longer|no)\b")
UNSURE = re.compile(r"(do not|don t) know|dk|unsure|not sure|unclear|no answer")
ACCEPTED = re.compile(r"(was |referral )?accepted\b(?!.*\bdeclin)")
PLAINLY = re.compile(r"accept|declin|reject|wait|eligib|appropriate")
FEW = 12
NOBODY_KNOWS = -1


def decide(m: Matching) -> None:
    """Find the column that says whose referral was accepted."""
    if not m.is_open("joined"):
        return
    found = [c for c in m.free() if says_who_joined(c)]
    if found:
        m.take("joined", found[0], words.SAYS_WHO_JOINED)
        m.pass_over("joined", found[1:], words.NOT_USED_OTHER.format(used=found[0].heading))


def says_who_joined(column: Column) -> bool:
    """Tell a column with answers such as "Accepted" and "Declined"."""
    answers = [a for a in column.part.first_answers(FEW + 1) if not blank(a)]
    if not 1 < len(answers) <= FEW:
        return False
    meant = [meaning(a) for a in answers]
    known = {fold(a) for a, m in zip(answers, meant, strict=True) if m != NOT_KNOWN}
    heading = fold(column.original)
    if known and known <= YES_NO:
        return YES_NO_HEADING.fullmatch(heading) is not None
    told = {"Yes", "No"} <= set(meant) and meant.count("") * 2 <= len(meant)
    plainly = any(PLAINLY.search(fold(a)) for a in answers)
    return told and (bool(HEADING.search(heading)) or plainly)


def meaning(answer: Cell) -> str:
    """Return "Yes" where an answer says that somebody joined, "No" where not (yet).

    "Not known" where it says that nobody knows, and "" where it cannot be read.
    """
    text = fold(answer)
    if text in ("yes", "y", "true", "1"):
        return "Yes"
    if text in ("no", "n", "false", "0") or REFUSED.search(text):
        return "No"
    if no_date(answer) or text in not_known() or UNSURE.fullmatch(text):
        return NOT_KNOWN
    if undecided(answer) or NO.search(text):
        return "No"
    return "Yes" if YES.search(text) else ""


def undecided(answer: Cell) -> bool:
    """Tell an answer such as "Pending": neither accepted nor turned down so far."""
    text = fold(answer)
    return UNDECIDED.search(text) is not None and REFUSED.search(text) is None


def code_joined(column: Column, settings: Settings) -> tuple[Coded, ...]:
    """Code a column's distinct answers: Yes, No, or to be asked about."""
    placed = {fold(k): v for k, v in settings.answers.get("joined", {}).items()}
    return tuple(_coded(a, placed) for a in column.answers)


def _coded(answer: Cell, placed: dict[str, str]) -> Coded:
    if blank(answer):
        return Coded("", NOT_KNOWN, "not recorded", UNKNOWN)
    text, key = plain(answer), fold(answer)
    if key in placed:
        return Coded(text, placed[key], "placed by you", PLACED)
    found = meaning(answer)
    if found == NOT_KNOWN:
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    return Coded(text, found or NOT_KNOWN, "", RECOGNISED if found else ASK)


def accepted_codes(column: Column | None, settings: Settings) -> list[int]:
    """Tell for each distinct answer whether the referral was accepted: 1, 0 or -1 (not known).

    Somebody may have been accepted and not have joined all the same, or nobody has decided yet.
    """
    if column is None:
        return [NOBODY_KNOWS]
    return [_accepted(c) for c in code_joined(column, settings)] or [NOBODY_KNOWS]


def _accepted(coded: Coded) -> int:
    if ACCEPTED.match(fold(coded.answer)):
        return 1
    if coded.status != PLACED and undecided(coded.answer):
        return NOBODY_KNOWS
    return {"Yes": 1, "No": 0}.get(coded.group, NOBODY_KNOWS)


def left_out(columns: Mapping[str, Column], settings: Settings) -> list[bool]:
    """Tell which distinct answers are of people to be left out, because they did not join.

    Parameters
    ----------
    columns : mapping of str to Column
        By role.
    settings : Settings

    Returns
    -------
    list of bool
        False for all while nobody has decided it. Where an answer is not known, a date of
        joining says who joined; without one they did not.
    """
    column = columns.get("joined")
    if column is None or settings.answers.get("rows", {}).get(NOT_JOINED) != OUT:
        return [False] * max(1, 0 if column is None else len(column.answers))
    return [not may_have_joined(c, columns) for c in code_joined(column, settings)] or [False]


def may_have_joined(coded: Coded, columns: Mapping[str, Column]) -> bool:
    """Tell an answer that leaves open, or says, that somebody joined."""
    start = columns.get("start_date")
    if start is None or is_referral(start):
        return coded.group == "Yes"
    return coded.group != "No"
