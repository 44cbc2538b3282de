"""The group a coded answer ends in: the five, the 16 detailed ones, or the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import (
    CHINESE,
    CHINESE_GROUPS,
    RECOGNISED,
    SUGGESTED,
    Coded,
)
from ips_audit.model import FIVE_GROUPS, Settings

SCHEME = "16 detailed groups"  # a value of the setting ethnic_scheme
# Group of five -> words in the detail -> detailed group; the first that fits counts.
DETAILS: dict[str, tuple[tuple[str, str], ...]] = {
    "White": (
        (r"traveller|roma|gypsy|polish|european|romanian", "Any other White"),
        (r"british|english|welsh|scottish|northern irish|cornish|uk", "White British"),
        (r"irish", "White Irish"),
        (r"other", "Any other White"),
    ),
    "Mixed": (
        (r"black caribbean|white caribbean|caribbean", "White and Black Caribbean"),
        (r"black african|african", "White and Black African"),
        (r"white and asian|white asian", "White and Asian"),
        (r"other", "Any other Mixed"),
    ),
    "Asian/Asian British": (
        (r"indian", "Indian"),
        (r"pakistani", "Pakistani"),
        (r"bangladeshi|bengali", "Bangladeshi"),
        (r"chinese", "Chinese"),
        (r"other|sri lankan|tamil|nepal\w*|filipino|vietnamese", "Any other Asian"),
    ),
    "Black/Black British": (
        (r"other", "Any other Black"),
        (r"caribbean|jamaican", "Caribbean"),
        (r"african|somali|nigerian|ghanaian|eritrean|ethiopian", "African"),
    ),
    "Other": ((r".*", "Any other group"),),
}
NAMES = (
    "White British", "White Irish", "Any other White", "White and Black Caribbean",
    "White and Black African", "White and Asian", "Any other Mixed", "Indian", "Pakistani",
    "Bangladeshi", "Any other Asian", "Caribbean", "African", "Any other Black", "Chinese",
    "Any other group",
)  # fmt: skip
REST = {group: details[-1][1] for group, details in DETAILS.items()} | {
    "White": "Any other White",
    "Mixed": "Any other Mixed",
    "Black/Black British": "Any other Black",
}
NO_DETAIL = "{group}, no detail"


def final_group(coded: Coded, place: str, settings: Settings) -> str:
    """Return a coded answer's group.

    Parameters
    ----------
    coded : Coded
        As coded into five groups, or as given.
    place : str
        "Asian" or "Other": where Chinese people are counted, if they have no group of their own.
    settings : Settings
        The scheme, and the user's own names for groups.

    Returns
    -------
    str
    """
    group = coded.group
    if settings.ethnic_scheme == SCHEME:
        group = detailed(coded).group
    elif group == CHINESE and settings.ethnic_scheme != "as given":
        group = CHINESE_GROUPS[place]
    return settings.own_groups.get(group, group)


def as_recorded(
    groups: Sequence[str], answers: Iterable[str], settings: Settings
) -> tuple[str, ...]:
    """Return the groups that nobody named: they go by the text of an answer.

    Parameters
    ----------
    groups : sequence of str
        All groups.
    answers : iterable of str
        Of the files.
    settings : Settings
        The scheme, the user's own names for groups, and where answers were placed.

    Returns
    -------
    tuple of str
        Groups outside the scheme, but those with a name that the user thought of.
    """
    scheme = {"as given": (), SCHEME: NAMES}.get(settings.ethnic_scheme or "", FIVE_GROUPS)
    placed = settings.answers.get("ethnicity", {})
    texts = {fold(a) for a in (*answers, *placed)}
    named = {settings.own_groups.get(g, g) for g in scheme} | set(settings.own_groups.values())
    named |= {g for g in placed.values() if fold(g) not in texts}
    return tuple(g for g in groups if g not in named)


def detailed(coded: Coded) -> Coded:
    """Return an answer's detailed group.

    Parameters
    ----------
    coded : Coded
        As coded into five groups. What the user placed, and what is not known, stays.

    Returns
    -------
    Coded
        A label that names only one of the five groups goes to "<group>, no detail".
    """
    if coded.status not in (RECOGNISED, SUGGESTED):
        return coded
    if coded.group == CHINESE:
        return replace(coded, group="Chinese")
    label = _label_of_letter(coded.answer) if len(coded.answer) == 1 else coded.answer
    # What stands before the last colon or dash names the group of five.
    *before, last = re.split(r":| [-–—] ", label)
    found = [g for p, g in DETAILS[coded.group] if re.search(rf"\b(?:{p})\b", fold(last))]
    if _names_no_detail(label, coded.group) or not (found or before):
        return replace(coded, group=NO_DETAIL.format(group=coded.group))
    return replace(coded, group=found[0] if found else REST[coded.group])


def _names_no_detail(label: str, group: str) -> bool:
    """Tell the name of a whole group, such as "Black, African, Caribbean or Black British"."""
    key = fold(label)
    if "chinese" in key.split():
        return True  # Chinese with others: one on its own has been dealt with
    heading = any(c.scheme == "five-group heading" for c in codelists.ethnicity().get(key, ()))
    several = {"african", "caribbean"} <= set(fold(label).split()) and not re.search(":| - ", label)
    return (heading and group != "Other") or (several and "other" not in key.split())


def _label_of_letter(letter: str) -> str:
    """Return the NHS label of an NHS letter."""
    for code in (c for codes in codelists.ethnicity().values() for c in codes):
        match = re.fullmatch(r"([A-Z]) - (.+)", code.answer)
        if match and match[1] == letter.upper() and "prefix" in code.scheme:
            return match[2]
    return letter
