"""Columns that look like personal details the audit never needs, and text with such in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from ips_audit.intake.files.source import Cell, blank
from ips_audit.intake.files.table import Column, Table
from ips_audit.intake.matching.codelists import ethnicity, fold, plain
from ips_audit.intake.matching.dates import PARTS, read_dates
from ips_audit.words import identifiers as words

LOOK_AT = 200  # distinct answers
MOST = 0.6  # of them
FEWEST = 3  # answers alike before a column is judged by them
LONG = 60  # characters: free text, not an answer
BIRTHS = (1900, 2010)  # years
BIRTH_SPREAD = 12  # years; dates of a service lie closer together

HEADINGS = (
    (words.NAMES, r"name|surname|forename|initials"),
    (words.NHS_NUMBERS, r"nhs (no|number|num|id)|nhsno"),
    (words.BIRTHS, r"dob|date of birth|birth ?date|birthday"),
    (words.POSTCODES, r"post ?code|address( line)?( \d)?|street"),
    (words.EMAILS, r"e ?mail( address)?"),
    (words.PHONES, r"(tele)?phone( (no|number))?|mobile|tel( no)?|contact (no|number)"),
    (words.NOTES, r"notes?|comments?|narrative|free text|remarks"),
    (words.OTHER, r"ni number|national insurance( number)?|gp|next of kin"),
)
# Names of other things than people: "GEOGRAPHY_NAME" of a published table.
NAMES_OF_THINGS = re.compile(
    r"\b(area|borough|breakdown|category|cell|date|ethpuk\w*|geography|indicator|la|"
    r"local authority|locality|measures?|month|org|organisation|place|region|scheme|site|"
    r"variable|ward) name\b"
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+44|0044|0)[ \-()]*\d(?:[ \-()]*\d){8,9}(?!\d)")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
WORD = r"(?:[A-Z]\.?|(?:O['’]|Mc|Mac|de |van |el |al-)?[A-Z][a-zà-ÿ'’]+(?:-[A-Z][a-zà-ÿ]+)?)"
TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? )?"
REFERENCE = r"(?: ?[(\[#–-] ?[A-Z]{0,4}\d{1,12}[)\]]?)?"  # such as "(1001)", after a name
CAPITALS = r"[^\W\da-z_][^\W\da-z_'’-]+"  # SMITH
NAME = re.compile(
    rf"{TITLE}{WORD}(?: {WORD})+{REFERENCE}"
    rf"|(?:{WORD}|{CAPITALS}), {TITLE}{WORD}(?: {WORD})*{REFERENCE}"
)
# Under a heading that says person, a name is a name in any letters: JOHN SMITH, john smith.
ANY_WORD = r"[^\W\d_](?:[^\W\d_]|['’.-])*"
ANY_NAME = re.compile(rf"{ANY_WORD}(?:,? {ANY_WORD}){{1,4}}{REFERENCE}", re.IGNORECASE)
PERSON = re.compile(
    r"(name of )?(the )?(service user|client|patient|participant|customer|person|individual"
    r"|young person|candidate|job ?seeker|referral|su)s?( details)?"
)
SHARED = 3  # a word in more than one answer of so many is of a place or a kind: "North Team"


def kind_of(column: Column) -> str:
    """Say which personal details a column seems to hold.

    Parameters
    ----------
    column : Column

    Returns
    -------
    str
        In words, like "NHS numbers"; empty where nothing suggests any. Judged by the heading,
        then by the answers.
    """
    if column.details is not None:
        return column.details
    heading = fold(column.original)
    for kind, pattern in HEADINGS:
        if re.search(rf"\b({pattern})\b", NAMES_OF_THINGS.sub("", heading)):
            return kind
    answers = [a for a in column.part.first_answers(LOOK_AT) if not blank(a)]
    if len(answers) < FEWEST:
        return ""
    texts = [plain(a).strip() for a in answers]
    for kind, test in TESTS:
        if sum(map(test, texts)) >= MOST * len(texts):
            return kind
    said = PERSON.fullmatch(heading) is not None
    named = [t for t in texts if (ANY_NAME if said else NAME).fullmatch(t)]
    # Where the heading says that these are people, a person may stand on many rows.
    once = said or _nearly_all_differ(column, answers)
    if len(named) >= MOST * len(texts) and once and _people(named):
        return words.NAMES
    return words.BIRTHS if _births(answers) else ""


def looks_personal(answer: str) -> bool:
    """Tell whether one answer by itself looks like a personal detail.

    Parameters
    ----------
    answer : str
        Of a column that should hold something else, such as ethnic groups.

    Returns
    -------
    bool
        False for every answer of the published lists.
    """
    text = plain(answer).strip()
    if fold(text) in ethnicity():
        return False
    return any(test(text) for _, test in TESTS) or bool(NAME.fullmatch(text))


def holds_details(answer: str) -> bool:
    """Tell whether an answer that several people share holds a personal detail.

    Parameters
    ----------
    answer : str
        Such as a reason: two words with capital letters are no name here ("Moved Away"), unless
        a title stands before them.

    Returns
    -------
    bool
    """
    text = plain(answer).strip()
    titled = re.match(r"(Mr|Mrs|Ms|Miss|Mx|Dr)\b", text, re.IGNORECASE)
    return masked(text) != text or bool(titled) or any(test(text) for _, test in TESTS)


def without_details(table: Table) -> Table:
    """Return the table looked through for details; headings that are some become letters.

    Parameters
    ----------
    table : Table
        Where a file has no headings, the first person stands in their place.

    Returns
    -------
    Table
    """
    kinds = [kind_of(c) for c in table.columns]
    tests = dict(TESTS)
    given = [
        kind and (tests[kind](c.original) if kind in tests else bool(PARTS.match(c.original)))
        for c, kind in zip(table.columns, kinds, strict=True)
    ]
    headless = any(given) or table.heading_doubtful
    columns = []
    for found, kind, its_own in zip(table.columns, kinds, given, strict=True):
        column = replace(found, details=kind)
        if its_own or (headless and looks_personal(column.original)):
            letter = words.COLUMN.format(letter=column.letter)
            column = replace(column, heading=letter, original=letter)
        columns.append(column)
    return replace(table, columns=tuple(columns))


def is_nhs_number(text: str) -> bool:
    """Tell ten digits whose last is the check digit of an NHS number.

    Parameters
    ----------
    text : str
        Spaces and hyphens between the digits are allowed.

    Returns
    -------
    bool

    Notes
    -----
    Digits 1 to 9 are weighted by 10 down to 2; 11 less the remainder by 11 is the last
    digit, 11 counts as 0, and 10 is never used. Source: NHS Data Dictionary, *NHS NUMBER*.
    """
    if not TEN_DIGITS.fullmatch(text):
        return False
    digits = [int(c) for c in text if c.isdigit()]
    check = -sum(w * d for w, d in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check == digits[9] and len(set(digits)) > 1


def masked(text: str) -> str:
    """Return text with addresses, postcodes, telephone and NHS numbers taken out of it.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    for pattern in (EMAIL, PHONE, TEN_DIGITS, POSTCODE):
        text = pattern.sub(words.MASK, text)
    return text


TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (words.NHS_NUMBERS, is_nhs_number),
    (words.EMAILS, lambda t: bool(EMAIL.fullmatch(t))),
    (words.POSTCODES, lambda t: bool(POSTCODE.search(t[-8:]))),
    (words.PHONES, lambda t: bool(PHONE.fullmatch(t)) and len(set(t) - set(" +-()")) > 2),
    (words.NOTES, lambda t: len(t) > LONG),
)


def _people(named: Sequence[str]) -> bool:
    """Tell names of people from those of groups, teams and places, which share their words."""
    if sum(fold(t) in ethnicity() for t in named) >= len(named) / 2:
        return False  # "White British" is no name
    seen = Counter(w for t in named for w in set(fold(t).split()) if not w.isdigit())
    often = max(seen.values(), default=0)
    return often < FEWEST or often * SHARED <= len(named)


def _nearly_all_differ(column: Column, answers: Sequence[Cell]) -> bool:
    """Tell a column in which hardly an answer comes twice, as with names of people."""
    filled = sum(not blank(column.part.cell(i)) for i in range(min(LOOK_AT, len(column.part))))
    return len(answers) >= 5 and len(answers) >= MOST * filled


def _births(answers: Sequence[Cell]) -> bool:
    """Tell dates that spread over many years, hardly one of them recent."""
    dates = [a for a in answers if isinstance(a, (date, datetime, str))]
    if len(dates) < MOST * len(answers):
        return False
    found = [v for v in read_dates(dates).values if v is not None]
    years = sorted(v.year for v in found)
    if len(years) < max(FEWEST, MOST * len(answers)):
        return False
    tenth = len(years) // 10
    low, high = years[tenth], years[-1 - tenth]
    return BIRTHS[0] <= low and high <= BIRTHS[1] and high - low >= BIRTH_SPREAD
