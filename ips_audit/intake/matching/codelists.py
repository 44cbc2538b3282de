"""The published code lists, loaded once. They hold no user data."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ips_audit.dimensions import DIMENSIONS, by_key
from ips_audit.model import NOT_KNOWN

DATA = Path(__file__).parent / "data"
ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
SIGNS = re.compile("[<>+≤≥]")
SIGN_WORDS = (
    (re.compile(r"(≤|<=|=<) ?(?=\d)"), " up to "),
    (re.compile(r"(≥|>=|=>) ?(?=\d)"), " at least "),
    (re.compile(r"< ?(?=\d)"), " under "),
    (re.compile(r"> ?(?=\d)"), " over "),
    (re.compile(r"(?<=\d) ?\+(?!\d)|(?<=\w) ?\+(?!\w)"), " plus "),
)


@dataclass(frozen=True)
class Code:
    """One line of a code list."""

    scheme: str
    answer: str
    group: str
    apply: str  # auto | whole | confirm | ask | chinese | drop
    note: str


def plain(answer: object) -> str:
    """Return an answer as shown: one space, no invisible characters, whole numbers as such."""
    if isinstance(answer, str) and answer.isalnum() and answer.isascii():
        return answer  # references come by the hundred thousand and are plain already
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    text = str(answer)
    if not text.isascii():
        text = ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).lstrip("'").strip()


def fold(answer: object) -> str:
    """Return the form in which answers are compared: case, dashes and punctuation folded.

    Signs stay, as words: "16+ hrs" and "<16 hrs" are two answers.
    """
    text = plain(answer).casefold().replace("&", " and ")
    if SIGNS.search(text):
        for sign, word in SIGN_WORDS:
            text = sign.sub(word, text)
    if re.fullmatch(r"-?\d+", text):
        return text
    folded = re.sub(r"[^\w]+|_", " ", text).strip()
    return folded or text


@cache
def ethnicity() -> dict[str, tuple[Code, ...]]:
    """Return folded answer -> lines of the ethnicity lists."""
    return _load("ethnicity_codes.csv", None)


@cache
def values(field: str) -> dict[str, tuple[Code, ...]]:
    """Return folded answer -> lines for "job_outcome", or a dimension other than ethnic group.

    A dimension's own groups are answers, and so are the ways to say that nobody knows.
    """
    found = _load("value_codes.csv", field)
    dimension = by_key(field)
    if dimension is not None:
        for group in (*dimension.groups, NOT_KNOWN):
            line = Code("label", group, group, "auto", "")
            found.setdefault(fold(group), (line,))
        for key, lines in _load("value_codes.csv", "any dimension").items():
            found.setdefault(key, lines)
    return found


@cache
def not_known() -> frozenset[str]:
    """Return the folded answers that say, in any column, that nobody knows."""
    return frozenset(_load("value_codes.csv", "any dimension"))


def _load(name: str, field: str | None) -> dict[str, tuple[Code, ...]]:
    found: dict[str, list[Code]] = {}
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if field is not None and row["field"] != field:
                continue
            answer = row.get("code_or_label") or row.get("value") or ""
            group = row.get("group5") or row.get("canonical") or ""
            code = Code(row["scheme"], answer, group, row["apply"], row["note"])
            found.setdefault(fold(answer), []).append(code)
    return {k: tuple(v) for k, v in found.items()}


@cache
def headers() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return folded heading -> (field, confidence) pairs."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (DATA / "header_synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row["header"]))
            for form in {fold(row["header"]), key}:
                found.setdefault(form, []).append((row["field"], row["confidence"]))
    for dimension in DIMENSIONS:
        found.setdefault(fold(dimension.name), []).append((dimension.key, "strong"))
    return {k: tuple(v) for k, v in found.items()}
