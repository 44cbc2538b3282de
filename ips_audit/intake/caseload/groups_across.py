"""A caseload with its groups across: a column a group, a row a service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ips_audit.intake.caseload.lines import WITHHELD, Reading, add_cell, services_of
from ips_audit.intake.files.table import Cell, Column, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.values import count_of
from ips_audit.model import ALWAYS, DIMENSIONS, ETHNIC_GROUP, GENDER, Dimension

WHOLE = 0.016  # how far percentages, each rounded, add up to more or less than all
DECIMAL = re.compile(r"\d{1,3}\.\d+")
PERCENT = re.compile(r"^\d+(\.\d+)? ?%$")
CODE = re.compile(r"[A-Z]{1,3}\d{2,}")  # of a place, such as E09000028
# What published tables write around the name of a group in a heading.
AROUND = re.compile(r"^ethnic group:\s*(?=\S)|;\s*measures:.*$", re.IGNORECASE)


def group_columns(table: Table) -> dict[str, Dimension]:
    """Return the letters of columns that are groups of a wide table; empty for a long one.

    At least 3 headings name ethnic groups (or 2 name groups of another dimension), over cells
    that count.
    """
    found: dict[str, Dimension] = {}
    genders = False  # "Other" and "Not known" to the right of genders are genders
    others = {fold(g): d for d in DIMENSIONS if d not in ALWAYS for g in d.groups}
    for column in table.columns:
        key = fold(group_named(column))
        ethnic = [c for c in codelists.ethnicity().get(key, ()) if len(key) > 1]
        gender = [c for c in codelists.values("gender").get(key, ()) if len(key) > 1]
        if not (ethnic or gender or genders or key in others):
            continue  # whatever it holds, it is no group: a million references need no look
        if any(c.apply == "drop" for c in ethnic) or not all(
            _counts(a) or DECIMAL.fullmatch(plain(a)) for a in column.answers
        ):
            continue
        certain = any(c.group in ("Male", "Female") for c in gender)
        genders = certain or (genders and bool(gender))
        if ethnic and not genders:
            found[column.letter] = ETHNIC_GROUP
        elif gender:
            found[column.letter] = GENDER
        elif key in others:
            found[column.letter] = others[key]
    groups = [c for c in table.columns if c.letter in found]
    broken = {c.letter for c in groups if not all(map(_counts, c.answers))}
    if broken and not in_percent(table, found):
        found = {letter: d for letter, d in found.items() if letter not in broken}
    ethnic_only = [d for d in found.values() if d == ETHNIC_GROUP]
    enough = len(ethnic_only) >= 3 or len(found) - len(ethnic_only) >= 2
    return found if enough else {}


def group_named(column: Column) -> str:
    """Return the group that a heading names, without what stands above or around it."""
    return AROUND.sub("", column.original.rsplit(" / ", 1)[-1])


def _counts(cell: Cell) -> bool:
    text = "" if blank(cell) else plain(cell)
    return (
        not text or count_of(cell) is not None or bool(WITHHELD.match(text) or PERCENT.match(text))
    )


def in_percent(table: Table, groups: Mapping[str, Dimension]) -> bool:
    """Tell numbers with decimals that add up to 100, or to 1, on each row of ethnic groups."""
    columns = [c for c in table.columns if groups.get(c.letter) == ETHNIC_GROUP]
    cells = [[plain(a) if not blank(a) else "" for a in c.answers] for c in columns]
    numbers = re.compile(r"\d{1,3}(\.\d+)?")
    if not any(DECIMAL.fullmatch(t) for texts in cells for t in texts):
        return False
    if not all(numbers.fullmatch(t) for texts in cells for t in texts):
        return False
    for i in range(table.n_rows):
        total = sum(float(t[c.codes[i]]) for c, t in zip(columns, cells, strict=True))
        if abs(total - 100) > WHOLE * 100 and abs(total - 1) > WHOLE:
            return False
    return True


def without_groups(table: Table, groups: Mapping[str, Dimension]) -> Table:
    """Return the table without its columns of groups, to look for the service in."""
    return replace(table, columns=tuple(c for c in table.columns if c.letter not in groups))


def read_wide(
    table: Table,
    groups: Mapping[str, Dimension],
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
) -> Reading:
    """Read each cell of a wide table as one line.

    Parameters
    ----------
    table : Table
    groups : mapping
        Letter -> dimension, from `group_columns`.
    columns : mapping
        Role -> column; only "service" counts here.
    answers : mapping
        What the user said about single groups: folded answer -> number.
    service : str or None
        Where the whole table belongs to one service.

    Returns
    -------
    Reading
    """
    out = Reading()
    label = columns.get("service") or _label(table, groups)
    names = services_of(label, table.n_rows, service)
    percent = in_percent(table, groups)
    for column in table.columns:
        if column.letter not in groups:
            continue
        answer = group_named(column)
        said = answers.get(fold(answer))
        for name, code in zip(names, column.codes, strict=True):
            cell = column.answers[code] if said is None else said
            bare = percent and groups[column.letter] == ETHNIC_GROUP
            if bare or (isinstance(cell, str) and PERCENT.match(plain(cell))):
                share = float(plain(cell).rstrip(" %"))
                out.percentages.append((name, groups[column.letter], answer, share))
                continue
            add_cell(out, name, groups[column.letter], answer, cell)
    return out


def _label(table: Table, groups: Mapping[str, Dimension]) -> Column | None:
    """Return the column of words that tells the rows apart, if there are several rows.

    Of the names of places and their codes these are the names.
    """
    if table.n_rows < 2:
        return None
    words = [
        c for c in table.columns
        if c.letter not in groups and all(count_of(a) is None for a in c.answers)
    ]  # fmt: skip
    names = (c for c in words if not all(CODE.fullmatch(plain(a)) for a in c.answers))
    return next(names, words[0] if words else None)


def crossing(table: Table, groups: Mapping[str, Dimension]) -> Column | None:
    """Return the column of ethnic groups of a table that has genders across; else None."""
    if set(groups.values()) != {GENDER}:
        return None
    lists = codelists.ethnicity()
    for column in table.columns:
        answers = [a for a in column.answers if not blank(a)]
        known = sum(fold(a) in lists for a in answers)
        if column.letter not in groups and len(answers) > 1 and known > 0.6 * len(answers):
            return column
    return None


def read_crossed(
    table: Table, groups: Mapping[str, Dimension], rows: Column, service: str | None
) -> Reading:
    """Read a table of ethnic groups down and genders across: each cell counts in both."""
    out = Reading()
    names = services_of(None, table.n_rows, service)
    across = [c for c in table.columns if c.letter in groups]
    for i, name in enumerate(names):
        answer = rows.answers[rows.codes[i]]
        cells = [c.answers[c.codes[i]] for c in across]
        counts = [count_of(cell) for cell in cells]
        if all(n is not None for n in counts):
            total = sum(n or 0 for n in counts)
            add_cell(out, name, ETHNIC_GROUP, answer, total)
        else:
            for cell in cells:
                add_cell(out, name, ETHNIC_GROUP, answer, cell)
    for column in across:
        counts = [count_of(a) for a in column.answers]
        if all(n is not None for n in counts):
            total = sum(counts[code] or 0 for code in column.codes)
            add_cell(out, names[0], GENDER, group_named(column), total)
    return out
