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

PERCENT = re.compile(r"^\d+(\.\d+)? ?%$")


def group_columns(table: Table) -> dict[str, Dimension]:
    """Return the letters of columns that are groups of a wide table; empty for a long one.

    At least 3 headings name ethnic groups (or 2 name groups of another dimension), over cells
    that count.
    """
    found: dict[str, Dimension] = {}
    genders = False  # "Other" and "Not known" to the right of genders are genders
    others = {fold(g): d for d in DIMENSIONS if d not in ALWAYS for g in d.groups}
    for column in table.columns:
        key = fold(column.original.rsplit(" / ", 1)[-1])
        ethnic = [c for c in codelists.ethnicity().get(key, ()) if len(key) > 1]
        gender = [c for c in codelists.values("gender").get(key, ()) if len(key) > 1]
        if not (ethnic or gender or genders or key in others):
            continue  # whatever it holds, it is no group: a million references need no look
        if any(c.apply == "drop" for c in ethnic) or not all(_counts(a) for a in column.answers):
            continue
        certain = any(c.group in ("Male", "Female") for c in gender)
        genders = certain or (genders and bool(gender))
        if ethnic and not genders:
            found[column.letter] = ETHNIC_GROUP
        elif gender:
            found[column.letter] = GENDER
        elif key in others:
            found[column.letter] = others[key]
    ethnic_only = [d for d in found.values() if d == ETHNIC_GROUP]
    enough = len(ethnic_only) >= 3 or len(found) - len(ethnic_only) >= 2
    return found if enough else {}


def _counts(cell: Cell) -> bool:
    text = "" if blank(cell) else plain(cell)
    return (
        not text or count_of(cell) is not None or bool(WITHHELD.match(text) or PERCENT.match(text))
    )


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
    for column in table.columns:
        if column.letter not in groups:
            continue
        answer = column.original.rsplit(" / ", 1)[-1]
        said = answers.get(fold(answer))
        for name, code in zip(names, column.codes, strict=True):
            cell = column.answers[code] if said is None else said
            if isinstance(cell, str) and PERCENT.match(plain(cell)):
                share = float(plain(cell).rstrip(" %"))
                out.percentages.append((name, groups[column.letter], answer, share))
                continue
            add_cell(out, name, groups[column.letter], answer, cell)
    return out


def _label(table: Table, groups: Mapping[str, Dimension]) -> Column | None:
    """Return the column of words that tells the rows apart, if there are several rows."""
    if table.n_rows < 2:
        return None
    words = (c for c in table.columns if c.letter not in groups)
    return next((c for c in words if all(count_of(a) is None for a in c.answers)), None)


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
            add_cell(out, names[0], GENDER, column.original.rsplit(" / ", 1)[-1], total)
    return out
