"""Distinct answers to groups, by a named scheme for the whole column; never a silent guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ips_audit.intake.files.table import Cell, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import Code, fold, plain
from ips_audit.intake.questions import ONE_BY_ONE
from ips_audit.model import (
    NOT_KNOWN,
    CodingStatus,
)

RECOGNISED, SUGGESTED, ASK, PLACED, UNKNOWN, TOTAL = CodingStatus
# Lists that a column of NHS letters may draw on: a second character adds detail.
NHS_SCHEMES = (
    "NHS 16+1 code", "NHS extra letters", "NHS withdrawn / other default",
    "NHS/PDS two-character code", "NHS two-character code, local second character",
)  # fmt: skip
CHINESE = "Chinese"  # stands in for the group until the setting says which
CHINESE_GROUPS = {"Asian": "Asian/Asian British", "Other": "Other"}
NUMBERINGS = {
    "numbers 1-16 in NHS order": "NHS order 1 to 16",
    "numbers 1-19": "Census 2021 dataset codes",
    "numbers 1-6": "five groups in research order 1 to 6",
    "numbers 0-9": "NHS codes before 2001, 0 to 9",
    "ILR ethnicity": "Individualised Learner Record (ILR), 31 to 99",
}
ILR_KEY = "ILR ethnicity"
# Numbers of the learner record that no other list of ethnic groups in use has.
ILR_ALONE = {"35", "36", "37", "38", "40", "44", "45", "46", "47"}
# Further values of the setting ethnic_scheme, for letters and for what no list holds.
NHS_LETTERS, INITIAL_LETTERS = "NHS letters", "initial letters"
BLANKS = {"", "-", "--", "?", ".", "n/a", "na", "n/k", "nk", "null", "none", "nan", "#n/a",
          "#ref!", "#value!", "#name?", "#null!", "#div/0!", "#num!", "99", "-1"}  # fmt: skip
NA_NOTE = "NA is the code for African in one list, and not available in others"
# Letters that could be initials of groups as well as NHS codes.
INITIALS = {"a", "b", "m", "w", "o", "c"}
INITIAL_GROUPS = {
    "a": "Asian/Asian British", "b": "Black/Black British", "m": "Mixed", "w": "White",
    "o": "Other", "c": CHINESE,
}  # fmt: skip


@dataclass(frozen=True)
class Coded:
    """One distinct answer and where it goes."""

    answer: str
    group: str
    scheme: str
    status: CodingStatus
    note: str = ""


@dataclass(frozen=True)
class ColumnCoding:
    """All distinct answers of a column, in order, and what must be asked about them."""

    coded: tuple[Coded, ...]
    kind: str  # "labels" | "NHS codes" | "numbers" | "initials" | "as given"
    chinese_place: str | None  # "Asian" | "Other": what the file's own scheme says
    chinese_merged: bool  # "Chinese or other" is one answer
    letters: str = ""  # single letters among the answers: a scheme's name, "ask", or "" for none


def code_ethnicity(
    answers: Sequence[Cell], scheme: str | None, placed: Mapping[str, str]
) -> ColumnCoding:
    """Code a column's distinct answers for ethnicity.

    Parameters
    ----------
    answers : sequence
        Distinct raw cells of the column.
    scheme : str or None
        The user's choice: a name of NUMBERINGS' values, "as given", or None.
    placed : mapping
        Raw answer -> group, decided by the user; wins over everything.

    Returns
    -------
    ColumnCoding
        Answers that nothing safe is known of have status "ask".
    """
    by_user = {fold(k): v for k, v in placed.items()}
    texts = [fold(a) for a in answers if not blank(a) and plain(a).casefold() not in BLANKS]
    kind = "as given" if scheme == "as given" else _kind(texts)
    letters = "" if kind in ("as given", "numbers") else _letters(answers, texts, scheme)
    if kind == "initials" and letters == NHS_LETTERS:
        kind = "NHS codes"
    if kind == "numbers" and scheme is None and _only_ilr(texts):
        scheme = NUMBERINGS[ILR_KEY]
    whole = _whole_scheme(texts) if kind == "labels" else None
    # Among two-letter codes NA is the code for African as well as "not available".
    two = sum(bool(re.fullmatch("[a-z][a-z0-9]", t)) for t in texts)
    pairs = two > (0 if kind == "NHS codes" else 1) and kind in ("labels", "NHS codes")
    coded = tuple(
        Coded(plain(a), NOT_KNOWN, "", ASK, NA_NOTE)
        if pairs and not blank(a) and fold(a) == "na" and "na" not in by_user
        else _letter(a, letters, by_user) or _one(a, kind, whole, scheme, by_user)
        for a in answers
    )
    place, merged = _chinese(coded, "NHS codes" if letters == NHS_LETTERS else kind)
    return ColumnCoding(coded, kind, place, merged, letters)


def _letters(answers: Sequence[Cell], texts: Sequence[str], scheme: str | None) -> str:
    """Decide what single letters among the answers are.

    Letters of the NHS scheme need no question where labels of the column confirm them, such as
    "British (A)", or where they are no initials of groups.
    """
    found = {t for t in texts if len(t) == 1 and t.isalpha()}
    if not found:
        return ""
    if scheme in (NHS_LETTERS, INITIAL_LETTERS, ONE_BY_ONE):
        return scheme
    if found - {"x"} <= nhs_letters():
        said = any(_worded_letter(plain(a)) is not None for a in answers if not blank(a))
        if said or found <= {"z", "x"} or not found - {"z", "x"} <= INITIALS:
            return NHS_LETTERS
    return "ask"


def nhs_letters() -> set[str]:
    """Return the single letters of the NHS scheme, small."""
    lists = codelists.ethnicity()
    return {k for k, codes in lists.items() if len(k) == 1 and any(
        c.scheme in ("NHS 16+1 code", "NHS extra letters") for c in codes)}  # fmt: skip


def _letter(answer: Cell, letters: str, by_user: Mapping[str, str]) -> Coded | None:
    """Code a single letter by the scheme of letters; None where it is something else."""
    key = "" if blank(answer) else fold(answer)
    if not letters or len(key) != 1 or not key.isalpha() or key in by_user:
        return None
    text, lines = plain(answer), codelists.ethnicity().get(key, ())
    if letters == INITIAL_LETTERS:
        group = INITIAL_GROUPS.get(key)
        return Coded(text, group, letters, RECOGNISED) if group else Coded(text, NOT_KNOWN, "", ASK)
    if letters == NHS_LETTERS:
        return _label(text, lines, "NHS codes", None)
    return Coded(text, NOT_KNOWN, "", ASK, next((c.note for c in lines), ""))


def _only_ilr(texts: Sequence[str]) -> bool:
    """Tell numbers that are of the learner record and of no other list."""
    numbers = {t for t in texts if t.isdecimal()}
    ilr = {k for k, codes in codelists.ethnicity().items()
           if any(c.scheme.startswith(ILR_KEY) for c in codes)}  # fmt: skip
    return bool(numbers & ILR_ALONE) and numbers <= ilr


def _kind(texts: Sequence[str]) -> str:
    """Decide what kind of column this is, from all of its answers."""
    single = [t for t in texts if len(t) == 1 and t.isalpha()]
    numbers = [t for t in texts if re.fullmatch(r"-?\d{1,2}", t)]
    rest = [t for t in texts if t not in single and t not in numbers]
    labels = [t for t in rest if t in codelists.ethnicity()]
    if numbers and len(numbers) > len(labels):
        return "numbers"
    if single and len(single) > len(labels):
        letters = set(single)
        if letters <= nhs_letters() | {"x"} and not letters - {"z", "x"} <= INITIALS:
            return "NHS codes"
        return "initials"
    return "labels"


def _whole_scheme(texts: Sequence[str]) -> str | None:
    """Find the one code scheme that holds all answers which are not labels."""
    lists = codelists.ethnicity()
    short = [t for t in texts if not any(c.apply in ("auto", "chinese") for c in lists.get(t, ()))]
    held: set[str] | None = None
    for t in short:
        schemes = {c.scheme for c in lists.get(t, ()) if c.apply in ("whole", "chinese")}
        held = schemes if held is None else held & schemes
    return sorted(held)[0] if held else None


def _one(
    answer: Cell, kind: str, whole: str | None, scheme: str | None, by_user: Mapping[str, str]
) -> Coded:
    text = "" if blank(answer) else plain(answer)
    key = fold(text) if text else ""
    if key in by_user and text:
        group = by_user[key]
        return Coded(text, group, "placed by you", UNKNOWN if group == NOT_KNOWN else PLACED)
    if text.casefold() in BLANKS:
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    lines = codelists.ethnicity().get(key, ())
    if kind == "as given":
        unknown = any(c.group == NOT_KNOWN and c.apply == "auto" for c in lines)
        total = any(c.apply == "drop" for c in lines)
        if unknown or total:
            return Coded(text, NOT_KNOWN, "as given", UNKNOWN if unknown else TOTAL)
        return Coded(text, text, "as given", RECOGNISED)
    if kind == "numbers" and re.fullmatch(r"-?\d{1,2}", key):
        return _number(text, lines, scheme)
    found = _label(text, lines, kind, whole)
    return found if found.status != ASK or lines else _letter_and_label(text) or found


def _worded_letter(text: str) -> tuple[str, str] | None:
    """Split "British (A)" or "A - British" into letter and label; None for anything else."""
    match = re.fullmatch(r"([A-Za-z])\s*[-:.)]\s*(.+)", text) or re.fullmatch(
        r"(?P<label>.+?)\s*\((?P<letter>[A-Za-z])\)", text
    )
    if match is None:
        return None
    return (match[2], match[1]) if match.re.groupindex else (match[1], match[2])


def _letter_and_label(text: str) -> Coded | None:
    """Read an NHS letter beside a label, where both say the same group."""
    parts = _worded_letter(text)
    if parts is None:
        return None
    letter, label = parts
    lists = codelists.ethnicity()
    code = next((c for c in lists.get(fold(letter), ()) if c.scheme == "NHS 16+1 code"), None)
    named = next((c for c in lists.get(fold(label), ()) if c.apply in ("auto", "chinese")), None)
    if code is None or named is None or code.group != named.group:
        return None
    group = CHINESE if named.apply == "chinese" else named.group
    return Coded(text, group, code.scheme, UNKNOWN if group == NOT_KNOWN else RECOGNISED)


def _number(text: str, lines: Sequence[Code], scheme: str | None) -> Coded:
    for code in lines:
        name = next((v for k, v in NUMBERINGS.items() if code.scheme.startswith(k)), None)
        if name is not None and scheme in (name, code.scheme):
            status = UNKNOWN if code.group == NOT_KNOWN else RECOGNISED
            chinese = "chinese" in code.note.casefold() and code.group != "Asian/Asian British"
            group = CHINESE if chinese and "or other" not in code.note.casefold() else code.group
            return Coded(text, group, name, status, code.note.split(". Numbers")[0])
    return Coded(text, NOT_KNOWN, "", ASK)


def _label(text: str, lines: Sequence[Code], kind: str, whole: str | None) -> Coded:
    """Pick the safest line: a label on its own, then the column's scheme, then a suggestion."""
    if "/" in text and (merged := [c for c in lines if c.apply == "ask" and "/" in c.answer]):
        return Coded(text, NOT_KNOWN, "", ASK, merged[0].note)
    for code in lines:
        in_scheme = code.scheme == whole or (kind == "NHS codes" and code.scheme in NHS_SCHEMES)
        single = len(text) == 1
        # A letter is a code only where the column is of letters, never beside labels.
        in_scheme = in_scheme and (not single or kind == "NHS codes")
        if (code.apply == "auto" and not single) or (code.apply == "whole" and in_scheme):
            status = UNKNOWN if code.group == NOT_KNOWN else RECOGNISED
            return Coded(text, code.group, code.scheme, status, code.note)
        if code.apply == "chinese" and (not single or in_scheme):
            return Coded(text, CHINESE, code.scheme, RECOGNISED, code.group)
        if code.apply == "drop":
            return Coded(text, NOT_KNOWN, code.scheme, TOTAL, code.note)
    for code in lines:
        if code.apply == "confirm":
            return Coded(text, code.group, code.scheme, SUGGESTED, code.note)
    note = next((c.note for c in lines), "")
    return Coded(text, NOT_KNOWN, "", ASK, note)


def _chinese(coded: Sequence[Coded], kind: str) -> tuple[str | None, bool]:
    """Say where the file's own labels put Chinese people, and whether they are merged."""
    merged = any(
        fold(c.answer) in ("chinese or other ethnic group", "chinese or other") for c in coded
    )
    named = {fold(c.answer) for c in coded if c.group == CHINESE}
    places = set()
    for answer in named:
        if answer.startswith("asian"):
            places.add("Asian")
        elif answer.startswith(("other", "chinese or other")) or (kind == "NHS codes"):
            places.add("Other")
    if merged:
        places = {"Other"}
    if not places and named:
        all_answers = {fold(c.answer) for c in coded}
        if any(a == "arab" or a.endswith(" arab") or "roma" in a.split() or "traveller" in a
               for a in all_answers):  # fmt: skip
            places = {"Asian"}
        elif kind == "numbers":
            places = {"Other"}
    return (places.pop() if len(places) == 1 else None), merged


def suggest(answer: str, groups: Sequence[str]) -> str | None:
    """Suggest a group for an answer by likeness; only ever shown, never applied."""
    from rapidfuzz import fuzz, process

    known = {k: v[0].group for k, v in codelists.ethnicity().items() if len(k) > 3}
    match = process.extractOne(fold(answer), known.keys(), scorer=fuzz.WRatio, score_cutoff=86)
    if match is None:
        return None
    group = known[match[0]]
    return group if group in groups else None
