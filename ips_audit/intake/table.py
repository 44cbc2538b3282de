"""Columns of distinct answers, and finding the table on a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from ips_audit.words import reading as words

Cell = object
Row = Sequence[Cell]

TOTAL = re.compile(
    r"^(grand |sub ?|overall )?totals?\b|^(all people|all clients|sum|average|mean|count)$"
    r"|\b(sub)?total$",
    re.IGNORECASE,
)
LOOK_AHEAD = 40  # heading rows stand near the top


@dataclass(frozen=True)
class Column:
    """One column: each row's code points at one of the distinct answers."""

    heading: str
    original: str
    letter: str
    codes: NDArray[np.int32]
    answers: tuple[Cell, ...]  # None for a blank cell


@dataclass(frozen=True)
class Table:
    """The table found on a sheet; only rows that can be people or counts."""

    sheet: str | None
    heading_rows: tuple[int, ...]  # 1-based
    columns: tuple[Column, ...]
    row_numbers: NDArray[np.int64]  # of each row, as in the file
    total_rows: tuple[int, ...]
    note_rows: tuple[int, ...]
    blank_rows: int
    warnings: tuple[str, ...]
    ragged_rows: tuple[int, ...] = ()
    total_cells: tuple[tuple[Cell, ...], ...] = ()
    heading_doubtful: bool = False

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.row_numbers)

    def column(self, heading: str) -> Column | None:
        """Return a column by its heading, its original heading or its letter."""
        for column in self.columns:
            if heading == column.heading:
                return column
        for column in self.columns:
            if heading == column.original:
                return column
        return next((c for c in self.columns if heading == c.letter), None)


def blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u200b\ufeff"))


def letter_of(index: int) -> str:
    """Return a spreadsheet's letter for a 0-based column."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def find_heading(rows: Sequence[Row]) -> int:
    """Decide which row holds the headings: the first that looks like one above rows like data.

    Parameters
    ----------
    rows : sequence of rows
        The first rows of the sheet.

    Returns
    -------
    int
        0-based; -1 where there is none.
    """
    best, best_score = -1, 0.0
    for i, row in enumerate(rows[:LOOK_AHEAD]):
        filled = [c for c in row if not blank(c)]
        if not filled:
            continue
        texts = [c for c in filled if isinstance(c, str) and not _number_like(c)]
        below = [sum(not blank(c) for c in r) for r in rows[i + 1 : i + 21]]
        usual = float(np.median([b for b in below if b])) if any(below) else 0.0
        distinct = len({str(c).strip().casefold() for c in filled}) / len(filled)
        score = len(texts) / len(filled) * distinct * min(1.0, len(filled) / max(usual, 1.0))
        score *= min(1.0, len(filled) / 2) * (0.995**i)
        # A row whose cells stand again below them is data, not headings.
        score *= 1 - _repeated_below(row, rows[i + 1 :])
        if usual and score > best_score + 0.2:
            best, best_score = i, score
    return best


def _repeated_below(row: Row, below: Sequence[Row]) -> float:
    """Share of a row's cells that occur again in their own column."""
    filled = [(j, c) for j, c in enumerate(row) if not blank(c)]
    again = sum(any(j < len(r) and r[j] == c for r in below) for j, c in filled)
    return again / len(filled)


def _number_like(text: str) -> bool:
    return bool(re.fullmatch(r"[\s£%<>*.,\d/:-]+", text))


def build_table(
    name: str, sheet: str | None, rows: Sequence[Row], heading_row: int | None = None
) -> Table | None:
    """Find the table among the rows of a sheet.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    sheet : str or None
        The sheet's name.
    rows : sequence of rows
        All cells.
    heading_row : int, optional
        1-based, when the user chose it.

    Returns
    -------
    Table or None
        None where no row of headings with rows below it is found.
    """
    head = heading_row - 1 if heading_row else find_heading(rows[: LOOK_AHEAD + 30])
    doubtful = head < 0
    if doubtful:
        head = next((i for i, r in enumerate(rows) if any(not blank(c) for c in r)), -1)
    if head < 0 or head >= len(rows) - 1:
        return None
    headings, heading_rows, first = _headings(rows, head)
    if heading_row is None:
        head = heading_rows[0] - 1
    width = len(headings)
    used = [j for j in range(width) if headings[j] or _has_answers(rows, first, j)]
    ragged = tuple(
        i + 1
        for i in range(first, len(rows))
        if len(rows[i]) > width and any(not blank(c) for c in rows[i][width:])
    )
    body, totals, notes, blanks = _sort_rows(rows, first, used)
    warnings = _warnings(heading_rows, totals, notes)
    if ragged:
        warnings.append(words.RAGGED.format(n=len(ragged), name=name, row=ragged[0]))
    picked = [rows[i] for i in body]
    unique = _unique_headings([(headings[j], j) for j in used])
    columns = tuple(
        Column(unique[k], headings[j], letter_of(j), *_distinct([_cell(r, j) for r in picked]))
        for k, j in enumerate(used)
    )
    numbers = np.asarray(body, dtype=np.int64) + 1
    return Table(
        sheet,
        heading_rows,
        columns,
        numbers,
        totals,
        notes,
        blanks,
        tuple(warnings),
        ragged,
        tuple(tuple(rows[i - 1]) for i in totals),
        doubtful,
    )


def _cell(row: Row, j: int) -> Cell:
    return row[j] if j < len(row) else None


def _has_answers(rows: Sequence[Row], first: int, j: int) -> bool:
    return any(not blank(_cell(r, j)) for r in rows[first : first + 200])


def _text(cell: Cell) -> str:
    return "" if blank(cell) else re.sub(r"\s+", " ", str(cell)).strip()


def _headings(rows: Sequence[Row], head: int) -> tuple[list[str], tuple[int, ...], int]:
    """Read the heading row, joined with a band of merged headings above or a row below it."""
    lower = [_text(c) for c in rows[head]]
    while lower and not lower[-1]:
        lower.pop()
    if _second_row(rows, head):
        band, lower = lower, [_text(c) for c in rows[head + 1]]
        return _join(band, lower), (head + 1, head + 2), head + 2
    if head and _is_band(rows[head - 1], lower):
        return _join([_text(c) for c in rows[head - 1]], lower), (head, head + 1), head + 1
    return lower, (head + 1,), head + 1


def _is_band(above: Row, lower: list[str]) -> bool:
    """Tell whether a row is a band of sparse texts over headings that repeat."""
    texts = [_text(c) for c in above]
    filled = [t for t in texts if t]
    repeats = len({t for t in lower if t}) < len([t for t in lower if t])
    return (
        2 <= len(filled) < len([t for t in lower if t])
        and len(set(filled)) > 1
        and (repeats or len(filled) >= 3)
    )


def _second_row(rows: Sequence[Row], head: int) -> bool:
    """Tell whether the chosen row is the upper band: the next fills its gaps with texts."""
    if head + 2 >= len(rows):
        return False
    upper, lower = [_text(c) for c in rows[head]], [_text(c) for c in rows[head + 1]]
    gaps = [j for j, t in enumerate(lower) if t and (j >= len(upper) or not upper[j])]
    all_text = all(
        isinstance(c, str) and not _number_like(c) for c in rows[head + 1] if not blank(c)
    )
    data_below = any(not isinstance(c, str) for c in rows[head + 2] if not blank(c)) or any(
        isinstance(c, str) and _number_like(c) for c in rows[head + 2] if not blank(c)
    )
    return bool(gaps) and all_text and data_below and sum(map(bool, upper)) < sum(map(bool, lower))


def _join(band: list[str], lower: list[str]) -> list[str]:
    """Carry each band heading to the right and put it before the heading below it."""
    out, carried = [], ""
    for j in range(max(len(band), len(lower))):
        above = band[j] if j < len(band) else ""
        carried = above or carried
        below = lower[j] if j < len(lower) else ""
        out.append(f"{carried} / {below}" if carried and below else below or above)
    return out


def _unique_headings(headings: list[tuple[str, int]]) -> list[str]:
    """Give every column its own name; duplicates carry their letter."""
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


def _sort_rows(
    rows: Sequence[Row], first: int, used: list[int]
) -> tuple[list[int], tuple[int, ...], tuple[int, ...], int]:
    """Tell rows of data from totals, notes below the table, and blank rows."""
    body: list[int] = []
    totals: list[int] = []
    notes: list[int] = []
    blanks = 0
    enough = 2 if len(used) >= 3 else 1
    last = len(rows)
    for i in range(first, last):
        filled = [c for j in used if not blank(c := _cell(rows[i], j))]
        if not filled:
            blanks += 1
        elif _is_total(filled):
            totals.append(i + 1)
        elif (
            len(filled) < enough
            and isinstance(filled[0], str)
            and (
                len(filled[0]) > 25
                or filled[0].lstrip()[:1] in "*†‡"
                or re.match(r"(?i)\s*(note|source|run|printed|filter)", filled[0])
            )
        ) or (
            len(used) == 2
            and isinstance(filled[0], str)
            and len(filled) == 1
            and len(filled[0]) > 25
        ):
            notes.append(i + 1)
        else:
            body.append(i)
    return body, tuple(totals), tuple(notes), blanks


def _is_total(filled: list[Cell]) -> bool:
    """Tell a total by its own words; it holds little else than numbers."""
    texts = [c for c in filled if isinstance(c, str) and not _number_like(c)]
    return (
        bool(texts)
        and len(texts) <= 2
        and isinstance(filled[0], str)
        and bool(TOTAL.search(filled[0].strip()))
    )


def _warnings(heads: tuple[int, ...], totals: Sequence[int], notes: Sequence[int]) -> list[str]:
    out = []
    if len(heads) == 2:
        out.append(words.TWO_ROWS.format(first=heads[0], second=heads[1]))
    elif heads[0] > 1:
        out.append(words.HEADING_ROW.format(row=heads[0]))
    if totals:
        out.append(words.TOTALS.format(n=len(totals), row=totals[0]))
    if notes:
        out.append(words.NOTES.format(n=len(notes), row=notes[0]))
    return out


def _distinct(cells: list[Cell]) -> tuple[NDArray[np.int32], tuple[Cell, ...]]:
    """Turn cells into codes and distinct answers, keeping 1, 1.0, True and "1" apart."""
    place: dict[tuple[type, Cell], int] = {}
    codes = np.empty(len(cells), dtype=np.int32)
    for i, cell in enumerate(cells):
        key = (type(None), None) if blank(cell) else (type(cell), cell)
        codes[i] = place.setdefault(key, len(place))
    return codes, tuple(k[1] for k in place)


def is_date(cell: Cell) -> bool:
    """Tell whether a cell holds a real date."""
    return isinstance(cell, (date, datetime))
