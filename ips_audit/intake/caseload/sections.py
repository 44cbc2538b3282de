"""A table of counts in sections: the name of a group, and its parts on the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ips_audit.intake.files.table import blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.people.coded_rows import count_of
from ips_audit.model import (
    ETHNIC_GROUP,
    Dimension,
)

# What "Other" means below the name of a group.
REST = {
    "White": "Any other White background",
    "Mixed": "Any other Mixed background",
    "Asian/Asian British": "Any other Asian background",
    "Black/Black British": "Any other Black background",
    "Other": "Any other ethnic group",
}
VAGUE = {"other", "others", "any other", "any other background", "other background"}


@dataclass(frozen=True)
class Entry:
    """One row of a table of counts."""

    service: str
    dimension: Dimension
    answer: object
    cell: object


def whole_group(answer: object) -> str | None:
    """Return the group that an answer names as a whole, or None."""
    codes = () if blank(answer) else codelists.ethnicity().get(fold(answer), ())
    return next((c.group for c in codes if c.scheme == "five-group heading"), None)


def in_sections(entries: Sequence[Entry]) -> tuple[list[Entry], bool]:
    """Read rows by the section they stand in.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of the file.

    Returns
    -------
    (list of Entry, bool)
        Without bare headings, and without parts whose sum stands above them (True where
        there are such). An "Other" below a heading says which group it is the rest of.
    """
    sums = {i: k for i in range(len(entries)) if (k := _parts_below(entries, i))}
    # One row that repeats the number above it may be luck, unless other sections add up too.
    sure = any(k > 1 for k in sums.values())
    out: list[Entry] = []
    heading: Entry | None = None
    skip = 0
    for i, entry in enumerate(entries):
        if skip:
            skip -= 1
            continue
        if heading is not None and not _same_table(heading, entry):
            heading = None
        if _is_bare_heading(entries, i):
            heading = entry
            continue
        if sure and i in sums:
            skip, heading = sums[i], None
        elif heading is not None:
            group = whole_group(heading.answer)
            if fold(entry.answer or "") in VAGUE and group is not None:
                entry = replace(entry, answer=REST[group])
            elif whole_group(entry.answer) is not None:
                heading = None
        out.append(entry)
    return out, sure


def by_service(entries: Sequence[Entry], services: Sequence[str]) -> list[Entry]:
    """Read rows that hold the name of a service as headings of the rows below them."""
    names = {fold(s): s for s in services}
    found = [fold(e.answer) for e in entries if not blank(e.answer) and fold(e.answer) in names]
    if len(found) < 2 or len(set(found)) < len(found) or fold(entries[0].answer or "") != found[0]:
        return list(entries)
    out, service = [], ""
    for entry in entries:
        if fold(entry.answer or "") in names:
            service = names[fold(entry.answer)]
        else:
            out.append(replace(entry, service=service))
    return out


def _group_of(answer: object) -> str | None:
    codes = () if blank(answer) else codelists.ethnicity().get(fold(answer), ())
    return next((c.group for c in codes if c.apply in ("auto", "chinese", "confirm")), None)


def _same_table(one: Entry, other: Entry) -> bool:
    return (one.service, one.dimension) == (other.service, other.dimension)


def _is_bare_heading(entries: Sequence[Entry], i: int) -> bool:
    """Tell the name of a group without a number, above one of its parts."""
    group = whole_group(entries[i].answer)
    if group is None or not blank(entries[i].cell) or i + 1 == len(entries):
        return False
    part = entries[i + 1]
    whole = whole_group(part.answer) is not None and group != "Other"
    own = _group_of(part.answer) == group and fold(part.answer) != fold(entries[i].answer)
    return _same_table(entries[i], part) and own and not whole and not blank(part.cell)


def _parts_below(entries: Sequence[Entry], i: int) -> int:
    """Return how many rows below a group's row add up to exactly its number; else 0."""
    group, n = whole_group(entries[i].answer), count_of(entries[i].cell)
    if group is None or not n or entries[i].dimension != ETHNIC_GROUP:
        return 0
    total, seen = 0, set()
    for k, part in enumerate(entries[i + 1 :], 1):
        said, count = _group_of(part.answer), count_of(part.cell)
        vague = fold(part.answer or "") in VAGUE
        key = fold(part.answer or "")
        if count is None or key in seen or not (vague or said == group):
            return 0
        if not _same_table(entries[i], part):
            return 0
        total += count
        seen.add(key)
        if total >= n:
            own = k > 1 or whole_group(part.answer) is None
            return k if total == n and own and seen - VAGUE else 0
    return 0
