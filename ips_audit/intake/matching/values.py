"""Distinct answers to groups of a dimension and to job outcomes; never a silent guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ips_audit.dimensions import by_key
from ips_audit.intake.files.table import Cell, Column, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import Code, fold, plain
from ips_audit.intake.matching.coding import (
    ASK,
    BLANKS,
    PLACED,
    RECOGNISED,
    SUGGESTED,
    UNKNOWN,
    Coded,
)
from ips_audit.intake.matching.work_headings import work_heading
from ips_audit.intake.questions import YES_IS_JOB, YES_IS_NO_JOB
from ips_audit.model import NOT_KNOWN, OWN, Settings

Rule = Callable[[Code], bool]


# What stands beside a status and leaves it what it is: hours, an end, and why a case was closed.
HOURS = re.compile(
    r"\b(for |of )?(under|over|at least|up to|less than|more than|fewer than|about)? ?"
    r"\d+( ?(to )?\d+)?"
    r"( plus| or more| or less)? ?(hours?|hrs?|h|weeks?|wks?|months?|mths?)"
    r"( (a|per|each) week| pw| p w| weekly)?( plus| or more| or less)?\b"
)
# Whole answers in a closed form of words: "Entered paid employment", "Not in a paid job".
KIND = (
    r"( (a|an|new|paid|full time|part time|open|competitive|permanent|temporary|fixed term|"
    r"casual|seasonal|zero hours|mainstream|unsubsidi[sz]ed|regular))*"
)
JOB = r" (job|work|employment|role|position)( (outcome|start|started|gained|obtained|secured))?"
GOT = (
    r"(yes )?(entered|started|starting|gained|found|secured|obtained|got|moved (in)?to|went into|"
    r"into|in|returned to|began|commenced|placed in(to)?|now in|currently in|working in|has|had)"
)
IN_A_JOB = re.compile(f"( {GOT})?{KIND}{JOB}")  # of a text that begins with a blank
NOT_IN_A_JOB = re.compile(
    r"(not|no|never|without|not yet|no longer|did not|didn t|has not|hasn t|still not)"
    r"( (enter|start|gain|find|get|obtain|secure)(ed)?| in| into| currently| found| had| any| yet)*"
    rf"{KIND}{JOB}( yet| found| gained| at present| at exit)?"
)
ENDED = re.compile(r"\b(now )?(ended|lost|left|finished|since ended)$")
CLOSED = re.compile(r"^(closed|discharged|left|exited|outcome|positive outcome|job outcome)\b")
UNPAID = re.compile(r"\b(unpaid|volunt\w*|supported|sheltered|experience|trial|taster)\b")
WORK = re.compile(r"\b(jobs?|work|working|employ\w*|self employ\w*|placed)\b|unemploy")
NOT_WORK = re.compile(
    r"\bjob ?cent(re|er)|\bemployment (and )?(support|specialist|advis[eo]r|service|team)|"
    r"\b(social|support|key|youth|case|outreach|voluntary) ?work(er|ers)?\b|\bjob ?seekers?|"
    r"\b(job|work|employment) (coach|club|advis[eo]r|specialist|programme)"
)


def speaks_of_work(answers: Sequence[Cell]) -> bool:
    """Tell whether some of a column's distinct answers speak of being in work, or not."""
    texts = [fold(a) for a in answers if not blank(a)]
    return any(WORK.search(t) and not NOT_WORK.search(t) for t in texts)


def code_values(
    field: str, answers: Sequence[Cell], placed: Mapping[str, str], heading: str = ""
) -> tuple[Coded, ...]:
    """Code distinct answers for "job_outcome", or a dimension other than ethnic group.

    The heading tells codes that are of one layout only. Each answer in the user's own column
    is a group of its own. Blank answers come back as not known; whether a blank outcome
    means no job is asked elsewhere.
    """
    by_user = {fold(k): v for k, v in placed.items()}
    if field == OWN:
        return tuple(_as_given(a, by_user) for a in answers)
    texts = {fold(a) for a in answers if not blank(a)}
    lists = codelists.values(field)
    rule = _gender_code(texts) if field == "gender" else _outcome_code(texts, heading)
    return tuple(_value(a, lists, by_user, rule) for a in answers)


def _as_given(answer: Cell, by_user: Mapping[str, str]) -> Coded:
    """Take an answer as the name of its group, unless it says that nobody knows."""
    text = "" if blank(answer) else plain(answer)[:60]
    group = by_user.get(fold(text), text)
    unknown = fold(text) in codelists.not_known() or group == NOT_KNOWN or not text
    if unknown:
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    return Coded(text, group, "as given", PLACED if fold(text) in by_user else RECOGNISED)


def _gender_code(texts: set[str]) -> Rule:
    """9 is another gender beside X (NHS stated gender) but not known beside 0 (ISO).

    With neither beside it nothing tells, and 9 is asked about.
    """
    iso = "0" in texts and "2" in texts
    dummy = texts <= {"0", "1"}
    nhs = "x" in texts and not iso

    def fits(code: Code) -> bool:
        if code.scheme.startswith("ISO"):
            return iso
        if code.answer.lstrip("0") == "9":
            return nhs
        return not dummy and not (iso and code.answer.isdigit())

    return fits


YES_NO = {"yes", "no", "y", "n", "true", "false", "1", "0"}


def values_of(
    columns: Mapping[str, Column], role: str, settings: Settings, field: str | None = None
) -> tuple[Coded, ...]:
    """Code the distinct answers of a role's column; `field` where it is coded as another.

    Under a heading that says who is not in work, a plain yes or no is not known until the
    user has said what it means.
    """
    column = columns.get(role)
    if column is None:
        return ()
    placed = settings.answers.get(role, {})
    coded = code_values(field or role, column.answers, placed, column.original)
    if role == OWN or by_key(role) is not None or not work_heading(column.original).negated:
        return coded
    meaning = settings.answers.get("meaning", {}).get(column.heading)
    return tuple(_turned(c, meaning) for c in coded)


def _turned(coded: Coded, meaning: str | None) -> Coded:
    """Return what a plain yes or no means under a heading that says who is not in work."""
    if coded.status == PLACED or fold(coded.answer) not in YES_NO or meaning == YES_IS_JOB:
        return coded
    if meaning == YES_IS_NO_JOB:
        return replace(coded, group="No" if coded.group == "Yes" else "Yes")
    return replace(coded, group=NOT_KNOWN, status=UNKNOWN)


ILR = {"10", "11", "12", "98"}
WIOA_AFTER = re.compile(r"\bquarter\b|\bafter exit\b")
WIOA_ENTRY = re.compile(r"\b(program|participation) entry\b|\bwioa\b|\bpirl\b")


def _outcome_code(texts: set[str], heading: str) -> Rule:
    """1 and 0 are yes and no, and a tick is yes, only if the column holds nothing else.

    The two-digit codes of the learner record are of no other list. Any other number could
    count jobs or be a status code, so it is asked about unless the heading names a layout.
    """
    dummy = texts <= {"0", "1"}
    numbers = {t for t in texts if t.isdecimal()}
    ilr = bool(numbers) and numbers <= ILR
    about = fold(heading)
    layout = "ILR employment status" if ilr else ""
    if not dummy and WIOA_AFTER.search(about):
        layout = "WIOA employed after exit"
    elif not dummy and WIOA_ENTRY.search(about):
        layout = "WIOA employment at entry"
    marks = {fold(m) for m in ("✓", "✔", "x")}
    only_mark = len(texts) == 1

    def fits(code: Code) -> bool:
        if re.fullmatch(r"\d+(\.0)?", code.answer):
            if layout:
                return code.scheme == layout
            return dummy and code.scheme == "yes/no"
        return only_mark if fold(code.answer) in marks else True

    return fits


def _value(
    answer: Cell, lists: Mapping[str, tuple[Code, ...]], by_user: Mapping[str, str], fits: Rule
) -> Coded:
    text = "" if blank(answer) else plain(answer)
    key = fold(text) if text else ""
    if text and key in by_user:
        group = by_user[key]
        return Coded(text, group, "placed by you", UNKNOWN if group == NOT_KNOWN else PLACED)
    if not text:
        return Coded("", NOT_KNOWN, "not recorded", UNKNOWN)
    lines = [c for c in lists.get(key, ()) if fits(c)]
    ended = False
    if not lines and len(key) > 3:
        lines, ended = _beside(key, lists)
        lines = lines or _in_words(key, lists)
    for apply, status in (("auto", RECOGNISED), ("whole", RECOGNISED), ("confirm", SUGGESTED)):
        for code in lines:
            if code.apply == apply and code.group != "ASK":
                group = "No" if code.group == "Not a paid job" else code.group
                status = SUGGESTED if ended else status
                status = UNKNOWN if group == NOT_KNOWN else status
                return Coded(text, group, code.scheme, status, code.note)
    if text.casefold() in BLANKS - {"none", "-1"} and not lines:
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    return Coded(text, NOT_KNOWN, "", ASK, next((c.note for c in lines), ""))


def _in_words(key: str, lists: Mapping[str, tuple[Code, ...]]) -> list[Code]:
    """Read a whole answer that says in plain words that somebody has a job, or has none."""
    bare = " ".join(HOURS.sub(" ", key).split())
    if "in work" not in lists or UNPAID.search(key):
        return []
    if NOT_IN_A_JOB.fullmatch(bare):
        return list(lists["not in work"])
    said = IN_A_JOB.fullmatch(f" {bare}") and " " in bare
    return list(lists["in work"]) if said else []


def _beside(key: str, lists: Mapping[str, tuple[Code, ...]]) -> tuple[list[Code], bool]:
    """Look an answer up without its hours, its end, or the word for closing a case."""
    bare = " ".join(HOURS.sub(" ", key).split())
    whole = " ".join(ENDED.sub(" ", bare).split())
    for form in dict.fromkeys((bare, whole, " ".join(CLOSED.sub(" ", whole).split()))):
        lines = [c for c in lists.get(form, ()) if c.scheme == "status text"]
        if lines and form != key:
            return lines, form == whole != bare
    return [], False


def count_of(cell: object) -> int | None:
    """Read a cell as a whole number of people; None where it is not one."""
    if isinstance(cell, bool) or blank(cell):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if cell >= 0 and float(cell).is_integer() else None
    if any(c.isdigit() and not c.isdecimal() for c in str(cell)):
        return None  # a raised figure is a footnote's mark, not a digit
    text = re.sub(r"\.0+$", "", plain(cell).replace(",", "").replace(" ", ""))
    return int(text) if text.isdigit() and len(text) < 12 else None
