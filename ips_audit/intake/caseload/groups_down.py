"""A caseload with a group a row: a long table of counts, whole or in sections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ips_audit.intake.caseload.lines import (
    WITH_PERCENT,
    Reading,
    add_cell,
    group_column,
    services_of,
)
from ips_audit.intake.caseload.list_of_people import count_people
from ips_audit.intake.files.labels_once import filled_down
from ips_audit.intake.files.source import letter_of
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.ages import read_band
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.values import count_of
from ips_audit.model import DIMENSIONS, ETHNIC_GROUP, GENDER, Dimension

# What "Other" means below the name of a group.
REST = {
    "White": "Any other White background",
    "Mixed": "Any other Mixed background",
    "Asian/Asian British": "Any other Asian background",
    "Black/Black British": "Any other Black background",
    "Other": "Any other ethnic group",
}
# A group of this name could be of any dimension.
REST_WORDS = {"another gender"}
VAGUE = {"other", "others", "any other", "any other background", "other background"}


@dataclass(frozen=True)
class Entry:
    """One row of a table of counts."""

    service: str
    dimension: Dimension
    answer: object
    cell: object


def read_caseload(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    names: Sequence[str] = (),
    own: Dimension | None = None,
) -> Reading:
    """Read a table of counts (long or wide) or a list of people.

    Parameters
    ----------
    table : Table
    columns : mapping
        Role -> column.
    answers : mapping
        What the user said about single lines: folded answer -> number.
    service : str or None
        The service of the whole table, where the sheet or file belongs to one.
    names : sequence of str
        The services of the service file. Without any it is one service, and teams within a
        list of people do not matter.
    own : Dimension, optional
        The user's own.

    Returns
    -------
    Reading
    """
    if group_column(columns) is None:
        return Reading()
    if columns.get("count") is None:
        if not names:
            columns = {r: c for r, c in columns.items() if r != "service"}
        return count_people(table, columns, service, own)
    return _long(table, columns, answers, service, names, own)


def _long(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    names: Sequence[str],
    own: Dimension | None,
) -> Reading:
    out, count = Reading(), columns["count"]
    columns = {r: c if r in ("group", "count") else filled_down(c) for r, c in columns.items()}
    dimensions = DIMENSIONS if own is None else (*DIMENSIONS, own)
    group = group_column(columns)
    assert group is not None
    crossed = [d for d in dimensions if d.key in columns and columns[d.key] is not group]
    group = filled_down(group) if crossed else group
    services = services_of(columns.get("service"), table.n_rows, service)
    percent = is_percent(count)
    entries: list[Entry] = []
    for i, dimension in enumerate(dimensions_of(table, columns, own)):
        answer = group.answers[group.codes[i]]
        if dimension is None:
            out.unused += 1
        else:
            cell = count.answers[count.codes[i]]
            said = answers.get(fold(answer) if not blank(answer) else "")
            entries.append(Entry(services[i], dimension, answer, cell if said is None else said))
    if "service" not in columns:
        entries = by_service(entries, names)
    rows = list(entries)
    for other in crossed if "group" not in columns else []:
        entries += _once_more(other, columns[other.key], rows)
    entries, out.parts = in_sections(entries)
    for entry in entries:
        if percent and (value := _percent(entry.cell)) is not None:
            out.percentages.append((entry.service, entry.dimension, entry.answer, value))
        else:
            add_cell(out, entry.service, entry.dimension, entry.answer, entry.cell)
    out.total = _total(table, count)
    return out


def _once_more(other: Dimension, column: Column, entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows of a table of one dimension by another once more, for the other."""
    return [
        replace(entry, dimension=other, answer=column.answers[code])
        for entry, code in zip(entries, column.codes, strict=True)
    ]


def dimensions_of(
    table: Table, columns: Mapping[str, Column], own: Dimension | None = None
) -> list[Dimension | None]:
    """Say of each row of a long table what its group is a group of; None for other rows."""
    columns = {r: c if r in ("group", "count") else filled_down(c) for r, c in columns.items()}
    dimensions = DIMENSIONS if own is None else (*DIMENSIONS, own)
    group = group_column(columns)
    assert group is not None
    letters = _has_letters(group)
    out: list[Dimension | None] = []
    above: Dimension | None = None
    for i in range(table.n_rows):
        found = _said_by_row(columns, i, dimensions)
        if found is None and "dimension" not in columns:
            found = _by_answer(columns, group.answers[group.codes[i]], above, letters)
        out.append(found)
        above = found or above
    return out


def _said_by_row(
    columns: Mapping[str, Column], i: int, dimensions: Sequence[Dimension]
) -> Dimension | None:
    """Say what a row's group is where a column of dimensions, or the only heading, says it."""
    if (column := columns.get("dimension")) is not None:
        said = fold(column.answers[column.codes[i]] or "")
        words = {d: rf"\b{re.escape(fold(d.name))}\b" for d in dimensions}
        words |= {ETHNIC_GROUP: r"ethnic|race", GENDER: r"gender|sex"}
        return next((d for d in dimensions if re.search(words[d], said)), None)
    named = [d for d in dimensions if d.key in columns]
    return named[0] if named and named[0] != ETHNIC_GROUP and "group" not in columns else None


def _by_answer(
    columns: Mapping[str, Column], answer: object, above: Dimension | None, letters: bool
) -> Dimension | None:
    """Say what a row's group is by the answer itself; None for an age band."""
    if read_band(answer) is not None:
        return None
    key = "" if blank(answer) else fold(answer)
    if len(key) == 1 and "ethnicity" in columns:
        return ETHNIC_GROUP
    if len(key) == 1 and letters:
        return ETHNIC_GROUP  # F and M among the NHS letters are no genders
    for dimension in DIMENSIONS[1:]:
        lines = codelists.values(dimension.key).get(key, ())
        named = {fold(g) for g in dimension.groups} - REST_WORDS
        telling = [c for c in lines if c.apply == "auto" and fold(c.group) in named]
        if dimension != GENDER:  # a yes or a no could be the answer to any question
            telling = [c for c in telling if c.scheme == "label"]
        # "Other" and "Not known" below genders are genders.
        if telling or (lines and above == dimension):
            return dimension
    return ETHNIC_GROUP


def _has_letters(group: Column) -> bool:
    """Tell a column of NHS letters: more single letters than genders have."""
    single = {fold(a) for a in group.answers if not blank(a) and len(fold(a)) == 1}
    return len(single - {"m", "f", "u", "x", "o"}) > 1


def is_percent(count: Column) -> bool:
    """Tell percentages from numbers: by a sign, or by parts of one that add up to 100."""
    if "%" in count.original or "percent" in count.original.casefold():
        return not all(count_of(a) is not None and (count_of(a) or 0) > 100 for a in count.answers)
    texts = [a for a in count.answers if isinstance(a, str)]
    if texts and all(plain(t).endswith("%") and not WITH_PERCENT.match(plain(t)) for t in texts):
        return True
    numbers = [n for a in count.answers if (n := _percent(a)) is not None]
    values = [numbers[c] for c in count.codes] if len(numbers) == len(count.answers) else []
    broken = any(not float(v).is_integer() for v in values)
    return broken and (abs(sum(values) - 100) < 1.6 or abs(sum(values) - 1) < 0.02)


def _percent(cell: object) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = plain(cell if cell is not None else "").rstrip("%").strip()
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _total(table: Table, count: Column) -> int | None:
    """Return the number on the last total row that can be one of people, below its own column."""
    found = None
    for cells in table.total_cells:
        own = [c for j, c in enumerate(cells) if letter_of(j) == count.letter]
        numbers = [n for c in own if (n := count_of(c)) is not None]
        numbers = numbers or [n for c in cells if (n := count_of(c)) is not None]
        plausible = [n for n in numbers if n > 0 and not (is_percent(count) and n <= 100)]
        if plausible:
            found = plausible[-1]
    return found


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


def _is_chinese(answer: object) -> bool:
    """Tell an answer whose group depends on where Chinese people are placed."""
    codes = () if blank(answer) else codelists.ethnicity().get(fold(answer), ())
    return any(c.apply == "chinese" for c in codes)


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
        if _is_chinese(part.answer):  # whether it is a part here is known later
            return 0
        if not _same_table(entries[i], part):
            return 0
        total += count
        seen.add(key)
        if total >= n:
            own = k > 1 or whole_group(part.answer) is None
            return k if total == n and own and seen - VAGUE else 0
    return 0
