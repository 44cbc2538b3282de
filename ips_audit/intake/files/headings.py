"""Which row holds the headings, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

import numpy as np

from ips_audit.intake.files.source import Cell, Row, blank, letter_of

NAMED = re.compile(r"\S\s*:$|^(applied )?filters?\s*:", re.IGNORECASE)
# What published tables write behind a heading that a note explains.
NOTE_MARK = re.compile(r"\s*\[notes?\s*\d[\d, ]*\]", re.IGNORECASE)
# Lines above a table of published statistics that say what it counts, of where and when.
OF_STATISTICS = re.compile(
    r"population|units?|area (type|name)|geography|date|time|rural urban|sex|age|coverage|dataset",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"^(info|notes?|sources?|footnotes?)\s*:?$", re.IGNORECASE)
LOOK_AHEAD = 40  # heading rows stand near the top
HEAD_ROWS = 100
# How much better a later row must look before it replaces an earlier one.
CLEARLY_BETTER = 0.2
# How much less a row looks like headings if it names one thing and its value, such as a filter.
NAME_AND_VALUE = 0.2
# Below this a row looks as much like data as like headings, so the user is asked.
DOUBTFUL = 0.4


@dataclass(frozen=True)
class Headings:
    """The headings of a table: one text a column, and where its rows of data begin."""

    texts: list[str]
    rows: tuple[int, ...]  # 0-based
    first: int  # first row of data, 0-based
    doubtful: bool


def number_like(text: str) -> bool:
    """Tell whether a text holds only what numbers and dates are written with."""
    return bool(re.fullmatch(r"[\s£%<>*.,\d/:-]+", text))


def cell_text(cell: Cell) -> str:
    """Return a heading cell as text on one line; 2019.0 reads 2019."""
    if blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    elif isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    return re.sub(r"\s+", " ", str(cell)).strip()


def begins_footnote(cell: Cell) -> bool:
    """Tell whether a row that begins so is a note of the program that wrote the file."""
    return FOOTNOTE.search(cell_text(cell)) is not None


def find_headings(rows: Sequence[Row], heading_row: int | None = None) -> Headings | None:
    """Decide which row or rows hold the headings.

    Parameters
    ----------
    rows : sequence of rows
        The first rows of the sheet.
    heading_row : int, optional
        1-based, when the user chose it (the lower one where there are two).

    Returns
    -------
    Headings or None
        None for a sheet without a filled row, or one whose chosen row is beyond its end.
    """
    head, score = (heading_row - 1, 1.0) if heading_row else _best(rows)
    if head < 0:
        head = next((i for i, r in enumerate(rows) if any(not blank(c) for c in r)), -1)
    if head < 0 or head >= len(rows):
        return None
    lower = [cell_text(c) for c in rows[head]]
    texts = lower
    used: tuple[int, ...] = (head,)
    if not heading_row and _second_row(rows, head) and not _units(rows[head + 1]):
        below = [cell_text(c) for c in rows[head + 1]]
        texts, used = _join(lower, below), (head, head + 1)
    elif head and _is_band(rows[head - 1], lower):
        texts, used = _join([cell_text(c) for c in rows[head - 1]], lower), (head - 1, head)
    if not heading_row and head + 1 < len(rows) and _units(rows[head + 1]):
        used = (*used, head + 1)
    if not heading_row and _row_label(rows, used):
        label = used[-1] + 1
        texts = [cell_text(rows[label][0]), *texts[1:]]
        ahead = rows[label + 1 : label + HEAD_ROWS]
        data = list(takewhile(lambda r: not all(map(blank, r)), ahead))
        # The name of a band stands in a column of its own, above nothing.
        texts = [t if any(j < len(r) and not blank(r[j]) for r in data) else ""
                 for j, t in enumerate(texts)]  # fmt: skip
        used = (*used, label)
    filled = [c for c in rows[head] if not blank(c)]
    odd = sum(isinstance(c, (bool, int, float, date)) for c in filled) > len(filled) / 2
    # Titles are sparse: a full row above the headings may well be a person.
    above = [[c for c in r if not blank(c)] for r in rows[: used[0]]]
    named = _of_statistics(rows)
    titles = [r for i, r in enumerate(above) if i not in named]
    full = [r for r in titles if len(r) >= max(2, len(filled)) and not _name_and_value(r)]
    alone = len(filled) == 1 and any(r == rows[head] for r in rows[head + 1 :])
    doubtful = score < DOUBTFUL or odd or alone or len(full) > (len(filled) < 3)
    texts = [NOTE_MARK.sub("", t) for t in texts]
    return Headings(texts, used, used[-1] + 1, not heading_row and doubtful)


def _best(rows: Sequence[Row]) -> tuple[int, float]:
    """Return the row that looks most like headings above rows like data, and how much so."""
    best, best_score = -1, 0.0
    named = _of_statistics(rows)
    for i, row in enumerate(rows[:LOOK_AHEAD]):
        filled = [c for c in row if not blank(c)]
        if not filled:
            continue
        texts = [c for c in filled if isinstance(c, str) and not number_like(c)]
        below = [sum(not blank(c) for c in r) for r in rows[i + 1 : i + 21]]
        usual = float(np.median([b for b in below if b])) if any(below) else 0.0
        distinct = len({str(c).strip().casefold() for c in filled}) / len(filled)
        score = len(texts) / len(filled) * distinct * min(1.0, len(filled) / max(usual, 1.0))
        score *= min(1.0, len(filled) / 2) * (0.995**i)
        if i in named or _name_and_value(filled) or begins_footnote(filled[0]):
            score *= NAME_AND_VALUE
        # A row whose cells stand again below them is data, not headings.
        score *= 1 - _repeated_below(row, rows[i + 1 : i + HEAD_ROWS])
        if usual and score > best_score + CLEARLY_BETTER:
            best, best_score = i, score
    return best, best_score


def _name_and_value(filled: Sequence[Cell]) -> bool:
    """Tell a line such as `Filters: | Month: May 2024`, or `Applied filters: Year is 2024`."""
    named = [bool(NAMED.search(cell_text(c))) for c in filled]
    return named[0] and not (len(named) > 1 and all(named))


def _of_statistics(rows: Sequence[Row]) -> set[int]:
    """Return the lines such as `units | Persons` that stand together above a blank row."""
    block: list[int] = []
    for i, row in enumerate(rows[:LOOK_AHEAD]):
        filled = [c for c in row if not blank(c)]
        if len(filled) == 2 and OF_STATISTICS.fullmatch(cell_text(filled[0])):
            block.append(i)
        elif not filled and len(block) > 1:
            return set(block)
        else:
            block = []
    return set()


def _repeated_below(row: Row, below: Sequence[Row]) -> float:
    """Share of a row's cells that occur again in their own column.

    A row that stands below again as a whole is a heading printed on every page.
    """
    filled = [(j, c) for j, c in enumerate(row) if not blank(c)]
    below = [r for r in below if r != row]
    again = sum(any(j < len(r) and r[j] == c for r in below) for j, c in filled)
    return again / len(filled)


def _is_band(above: Row, lower: list[str]) -> bool:
    """Tell whether a row is a band of sparse texts over headings that repeat."""
    texts = [cell_text(c) for c in above]
    filled = [t for t in texts if t]
    named = [t for t in lower if t]
    return (
        2 <= len(filled) < len(named)
        and len(set(filled)) > 1
        and (len(set(named)) < len(named) or len(filled) >= 3)
    )


def _row_label(rows: Sequence[Row], used: tuple[int, ...]) -> bool:
    """Tell whether the heading of the first column stands alone, below the other headings."""
    below = used[-1] + 1
    free = all(not rows[i] or blank(rows[i][0]) for i in used)
    if not free or below + 1 >= len(rows) or not _alone(rows[below]):
        return False
    data = rows[below + 1]
    return not all(map(blank, data[:1])) and not all(map(blank, data[1:]))


def _alone(row: Row) -> bool:
    """Tell whether a row holds nothing but its first cell."""
    return bool(row) and not blank(row[0]) and all(map(blank, row[1:]))


def _units(row: Row) -> bool:
    """Tell a row of notes in brackets below the headings, such as (dd/mm/yyyy) and (Y/N)."""
    filled = [cell_text(c) for c in row if not blank(c)]
    return bool(filled) and all(t.startswith("(") and t.endswith(")") for t in filled)


def _second_row(rows: Sequence[Row], head: int) -> bool:
    """Tell whether the next row holds the parts of headings merged over several columns."""
    data = head + 2 + (head + 2 < len(rows) and _alone(rows[head + 2]))
    if data >= len(rows) or _row_label(rows, (head,)):
        return False
    upper, lower = [cell_text(c) for c in rows[head]], [cell_text(c) for c in rows[head + 1]]
    gaps = [j for j, t in enumerate(lower) if t and (j >= len(upper) or not upper[j])]
    cells = [c for c in rows[head + 1] if not blank(c)]
    # A percent sign alone is a heading: "number" and "%".
    all_text = all(isinstance(c, str) and (c.strip() == "%" or not number_like(c)) for c in cells)
    data_below = any(not isinstance(c, str) or number_like(c) for c in rows[data] if not blank(c))
    if not (gaps and all_text and data_below):
        return False
    # Either the band is the sparser row, or most of its cells reach down over both rows.
    sparser = sum(map(bool, upper)) < sum(map(bool, lower))
    reaching = [j for j, t in enumerate(upper) if t and (j >= len(lower) or not lower[j])]
    fresh = not _repeated_below(rows[head + 1], rows[data : head + HEAD_ROWS])
    return sparser or (fresh and len(reaching) * 2 >= sum(map(bool, upper)))


def _join(band: list[str], lower: list[str]) -> list[str]:
    """Carry each band heading to the right and put it before the heading below it."""
    out, carried = [], ""
    for j in range(max(len(band), len(lower))):
        above = band[j] if j < len(band) else ""
        below = lower[j] if j < len(lower) else ""
        if above:
            carried = above if below else ""  # a cell that reaches down is no band
        out.append(f"{carried} / {below}" if carried and below else below or above)
    return out


def unique_headings(headings: Sequence[tuple[str, int]]) -> list[str]:
    """Give every column its own name; duplicates carry their letter, empty ones only it."""
    folded = [re.sub(r"[\s_]+", " ", h).strip().casefold() for h, _ in headings]
    out = []
    for (heading, j), key in zip(headings, folded, strict=True):
        if not heading:
            out.append(f"Column {letter_of(j)}")
        elif folded.count(key) > 1:
            out.append(f"{heading} (column {letter_of(j)})")
        else:
            out.append(heading)
    return out
