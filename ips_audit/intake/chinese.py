"""One place for Chinese people in both files, and the groups that follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ips_audit.intake import coding
from ips_audit.intake.baseline import Baseline
from ips_audit.intake.coding import CHINESE, CHINESE_GROUPS, TOTAL, Coded
from ips_audit.intake.columns import ColumnMap
from ips_audit.intake.draft import Draft
from ips_audit.model import (
    FIVE_GROUPS,
    NOT_KNOWN,
    Choice,
    Question,
    Settings,
)
from ips_audit.words import intake as words

MOST_GROUPS = 20


def place_of_chinese(
    maps: Sequence[ColumnMap],
    ethnic: Sequence[coding.ColumnCoding | None],
    base: Baseline,
    settings: Settings,
    draft: Draft,
) -> str:
    """Choose one place for Chinese people in both files, and say so."""
    codings = [c for c in ethnic if c is not None]
    n = sum(
        int(np.isin(m.columns["ethnicity"].codes, _where(e, CHINESE)).sum())
        for m, e in zip(maps, ethnic, strict=True)
        if e is not None
    )
    in_base = base.coding is not None and any(c.group == CHINESE for c in base.coding.coded)
    if settings.chinese_in in CHINESE_GROUPS:
        place = settings.chinese_in
    elif not n and not in_base:
        return "Other"
    else:
        own = {c.chinese_place for c in codings if c.chinese_place}
        theirs = {base.coding.chinese_place} if base.coding and base.coding.chinese_place else set()
        merged = base.coding is not None and base.coding.chinese_merged
        place = _agree(own, theirs, merged, n, draft)
    group = CHINESE_GROUPS[place]
    if n and place:
        draft.warnings.append(words.CHINESE_SAID.format(n=n, group=group))
    return place


def _agree(own: set[str], theirs: set[str], merged: bool, n: int, draft: Draft) -> str:
    both = (
        Choice("Asian", "Asian/Asian British"),
        Choice("Other", "Other"),
    )
    if merged:
        if n:
            draft.warnings.append(words.CHINESE_MERGED.format(n=n))
        return "Other"
    if own and theirs and own != theirs:
        text = words.CHINESE_CLASH.format(one=min(own), other=min(theirs))
        draft.ask(Question("chinese_in", text, both))
        return "Other"
    if len(own | theirs) != 1:
        draft.ask(Question("chinese_in", words.CHINESE_ASK, both))
        return "Other"
    return (own | theirs).pop()


def _where(found: coding.ColumnCoding, group: str) -> list[int]:
    return [i for i, c in enumerate(found.coded) if c.group == group]


def final_group(coded: Coded, place: str) -> str:
    """Return a coded answer's group once the place of Chinese people is known."""
    return CHINESE_GROUPS[place] if coded.group == CHINESE else coded.group


def groups_of(
    ethnic: Sequence[coding.ColumnCoding | None], base: Baseline, settings: Settings
) -> tuple[str, ...]:
    """List the groups: the five, and any that the user made; as given, those that occur."""
    named = [c for e in ethnic if e for c in e.coded] + list(
        base.coding.coded if base.coding else ()
    )
    own = dict.fromkeys(
        c.group for c in named if c.group not in (NOT_KNOWN, CHINESE) and c.status != TOTAL
    )
    if settings.ethnic_scheme == "as given":
        return tuple(own)[:MOST_GROUPS]
    extra = [g for g in own if g not in FIVE_GROUPS]
    return (*FIVE_GROUPS, *extra)
