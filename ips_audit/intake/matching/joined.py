"""Referrals that were not accepted: rows of people who never joined the service."""

from __future__ import annotations

import re

from ips_audit.intake.files.table import Cell, Column, blank
from ips_audit.intake.matching.candidates import Matching
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.coding import ASK, PLACED, RECOGNISED, UNKNOWN, Coded
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
NO = re.compile(
    r"\b(not|never|non|un\w+|did not|didn t|no longer|no)\b|\b(declin\w*|reject\w*|refus\w*|"
    r"wait\w*|inappropriate|ineligible|signpost\w*|withdr\w*|dna|cancel\w*|pending|"
    r"referred (on|back|elsewhere)|redirect\w*|no response|duplicate|unsuitable|on hold)\b"
)
ACCEPTED = re.compile(r"(was |referral )?accepted\b(?!.*\bdeclin)")
PLAINLY = re.compile(r"accept|declin|reject|wait|eligib|appropriate")
FEW = 12


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
    yes_no = {fold(a) for a in answers} <= {"yes", "no", "y", "n", "true", "false", "1", "0"}
    heading = fold(column.original)
    if yes_no:
        return YES_NO_HEADING.fullmatch(heading) is not None
    told = {"Yes", "No"} <= set(meant) and meant.count("") * 2 <= len(meant)
    plainly = any(PLAINLY.search(fold(a)) for a in answers)
    return told and (bool(HEADING.search(heading)) or plainly)


def meaning(answer: Cell) -> str:
    """Return "Yes" where an answer says that somebody joined, "No" where not, else ""."""
    text = fold(answer)
    if text in ("yes", "y", "true", "1"):
        return "Yes"
    if text in ("no", "n", "false", "0") or NO.search(text):
        return "No"
    return "Yes" if YES.search(text) else ""


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
    return Coded(text, found or NOT_KNOWN, "", RECOGNISED if found else ASK)


def accepted_codes(column: Column | None, settings: Settings) -> list[int]:
    """Tell for each distinct answer whether the referral was accepted: 1, 0 or -1 (not known).

    Somebody may have been accepted and not have joined all the same.
    """
    if column is None:
        return [-1]
    codes = {"Yes": 1, "No": 0}
    return [
        1 if ACCEPTED.match(fold(c.answer)) else codes.get(c.group, -1)
        for c in code_joined(column, settings)
    ] or [-1]


def left_out(column: Column | None, settings: Settings) -> list[bool]:
    """Tell which distinct answers are of people to be left out, because they did not join."""
    if column is None:
        return [False]
    out = settings.answers.get("rows", {}).get(NOT_JOINED) == OUT
    return [out and c.group == "No" for c in code_joined(column, settings)] or [False]
