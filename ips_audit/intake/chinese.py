"""One place for Chinese people in both files, and the groups that follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ips_audit.intake import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.matching import coding, final_groups
from ips_audit.intake.matching.coding import CHINESE, CHINESE_GROUPS, TOTAL
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.questions import Draft
from ips_audit.model import (
    FIVE_GROUPS,
    NOT_KNOWN,
    Settings,
)
from ips_audit.words import intake as words

MOST_GROUPS = 20
OWN_PLACE = ("as given", final_groups.SCHEME)  # Chinese is a group of its own


def place_of_chinese(
    maps: Sequence[ColumnMap],
    ethnic: Sequence[coding.ColumnCoding | None],
    base: Baseline,
    settings: Settings,
    draft: Draft,
) -> str:
    """Choose one place for Chinese people in both files, and say so."""
    if settings.ethnic_scheme in OWN_PLACE:
        return settings.chinese_in or "Other"
    codings = [c for c in ethnic if c is not None]
    n = sum(
        int(np.isin(m.columns["ethnicity"].codes, _where(e, CHINESE)).sum())
        for m, e in zip(maps, ethnic, strict=True)
        if e is not None
    )
    merged = base.coding is not None and base.coding.chinese_merged
    in_base = base.coding is not None and any(c.group == CHINESE for c in base.coding.coded)
    if settings.chinese_in in CHINESE_GROUPS:
        place = settings.chinese_in
    elif not n and not in_base:
        return "Other"
    else:
        own = {c.chinese_place for c in codings if c.chinese_place}
        theirs = {base.coding.chinese_place} if base.coding and base.coding.chinese_place else set()
        place = "Other" if merged else _agree(own, theirs, draft)
    if n:
        said = words.CHINESE_BOTH if base.given else words.CHINESE_SAID
        said = words.CHINESE_MERGED if merged and place == "Other" else said
        draft.warnings.append(said.format(n=n, group=CHINESE_GROUPS[place]))
    return place


def _agree(own: set[str], theirs: set[str], draft: Draft) -> str:
    if own and theirs and own != theirs:
        draft.ask(questions.where_are_chinese((min(own), min(theirs))))
        return "Other"
    if len(own | theirs) != 1:
        draft.ask(questions.where_are_chinese())
        return "Other"
    return (own | theirs).pop()


def _where(found: coding.ColumnCoding, group: str) -> list[int]:
    return [i for i, c in enumerate(found.coded) if c.group == group]


def groups_of(
    ethnic: Sequence[coding.ColumnCoding | None],
    base: Baseline,
    place: str,
    settings: Settings,
    draft: Draft,
) -> tuple[str, ...]:
    """List the groups: those of the scheme, under their own names, and any the user made."""
    named = [c for e in ethnic if e for c in e.coded] + list(
        base.coding.coded if base.coding else ()
    )
    own = dict.fromkeys(final_group(c, place, settings) for c in named if c.status != TOTAL)
    own.pop(NOT_KNOWN, None)
    if settings.ethnic_scheme == "as given":
        scheme: tuple[str, ...] = ()
    elif settings.ethnic_scheme == final_groups.SCHEME:
        scheme = final_groups.NAMES
    else:
        scheme = FIVE_GROUPS
    groups = tuple(dict.fromkeys((*(settings.own_groups.get(g, g) for g in scheme), *own)))
    if len(own) > MOST_GROUPS:
        draft.ask(questions.too_many_groups(len(own), MOST_GROUPS, final_groups.SCHEME))
    return groups
