"""Distinct answers to groups of a dimension and to job outcomes; never a silent guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

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
from ips_audit.model import NOT_KNOWN, OWN, Settings

Rule = Callable[[Code], bool]


def code_values(
    field: str, answers: Sequence[Cell], placed: Mapping[str, str]
) -> tuple[Coded, ...]:
    """Code distinct answers for "job_outcome", or a dimension other than ethnic group.

    Each answer in the user's own column is a group of its own. Blank answers come back as
    not known; whether a blank outcome means no job is asked elsewhere.
    """
    by_user = {fold(k): v for k, v in placed.items()}
    if field == OWN:
        return tuple(_as_given(a, by_user) for a in answers)
    texts = {fold(a) for a in answers if not blank(a)}
    lists = codelists.values(field)
    rule = _gender_code(texts) if field == "gender" else _outcome_code(texts)
    return tuple(_value(a, lists, by_user, rule) for a in answers)


def values_of(
    columns: Mapping[str, Column], role: str, settings: Settings, field: str | None = None
) -> tuple[Coded, ...]:
    """Code the distinct answers of a role's column; `field` where it is coded as another."""
    column = columns.get(role)
    if column is None:
        return ()
    return code_values(field or role, column.answers, settings.answers.get(role, {}))


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


def _outcome_code(texts: set[str]) -> Rule:
    """1 and 0 are yes and no, and a tick is yes, only if the column holds nothing else.

    Any other number could count jobs or be a status code, so it is asked about.
    """
    dummy = texts <= {"0", "1"}
    marks = {fold(m) for m in ("✓", "✔", "x")}
    only_mark = len(texts) == 1

    def fits(code: Code) -> bool:
        if re.fullmatch(r"\d+(\.0)?", code.answer):
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
    for apply, status in (("auto", RECOGNISED), ("whole", RECOGNISED), ("confirm", SUGGESTED)):
        for code in lines:
            if code.apply == apply and code.group != "ASK":
                group = "No" if code.group == "Not a paid job" else code.group
                return Coded(
                    text, group, code.scheme, UNKNOWN if group == NOT_KNOWN else status, code.note
                )
    if text.casefold() in BLANKS - {"none", "-1"} and not lines:
        return Coded(text, NOT_KNOWN, "not recorded", UNKNOWN)
    return Coded(text, NOT_KNOWN, "", ASK, next((c.note for c in lines), ""))


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
