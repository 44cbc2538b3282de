"""Which rows below the headings are data: totals, notes, repeated headings and blanks are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.headings import begins_footnote, number_like
from ips_audit.intake.files.source import Cell
from ips_audit.intake.files.unique_texts import Part

TOTAL = re.compile(
    r"^\s*(grand |sub[ -]?|overall )?totals?\b"
    r"|^\s*(all people|all clients|sum|average|mean|count)\s*$|\b(sub)?total\s*$",
    re.IGNORECASE,
)
TOTAL_HINTS = ("total", "all people", "all clients", "sum", "average", "mean", "count")
SUBTOTAL = re.compile(r"\bsub[ -]?total|^\s*(?!grand |overall )\S.*\btotal\s*$", re.IGNORECASE)
SENTENCE_LENGTH = 25  # a lone text longer than this is a sentence, not an answer
SENTENCE = re.compile(rf".{{{SENTENCE_LENGTH + 1}}}", re.DOTALL)
# A sentence, or a text that begins as notes do.
NOTE = re.compile(
    SENTENCE.pattern + r"|^\s*(?:[*†‡]|(?:note|source|run|printed|filter|end of|page)\b)",
    re.IGNORECASE | re.DOTALL,
)
NOTE_HINTS = ("*", "†", "‡", "note", "source", "run", "printed", "filter", "end of", "page")
LABELS = 2  # a total row holds at most this many texts; a person's row holds more

SkippedKind = Literal["title", "heading again", "blank", "total", "subtotal", "footnote"]
KINDS: tuple[SkippedKind, ...] = ("total", "subtotal", "footnote", "heading again", "blank")
MOST_IN_BYTE = 256
Rows = NDArray[np.bool_]
Counts = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class SortedRows:
    """Which rows are data, and where the others stand (0-based from the first row of data)."""

    keep: Rows
    skipped: dict[SkippedKind, NDArray[np.int64]]

    def totals(self) -> list[int]:
        """Return the rows of totals and subtotals, in the order of the file."""
        return sorted([*self.skipped["total"].tolist(), *self.skipped["subtotal"].tolist()])


def sort_rows(columns: Sequence[Part], headings: Sequence[str]) -> SortedRows:
    """Sort the rows below the headings into data and what is none.

    Parameters
    ----------
    columns : sequence of Codes
        All columns that are used.
    headings : sequence of str
        Their headings.

    Returns
    -------
    SortedRows
    """
    n = len(columns[0]) if columns else 0
    filled: Counts = np.zeros(n, dtype=np.uint8 if len(columns) < MOST_IN_BYTE else np.int16)
    marked: dict[str, Rows] = {}
    for column in columns:
        here = column.filled()
        for mark, pattern, hints, longer in (
            ("total", TOTAL, TOTAL_HINTS, None),
            ("sub", SUBTOTAL, TOTAL_HINTS[:1], None),
            ("note", NOTE, NOTE_HINTS, SENTENCE_LENGTH),
        ):
            hits = column.texts_with(pattern, hints, longer)
            if hits.any():  # few columns have any: millions of rows need no further arrays
                found = hits & here & (filled == 0)
                marked[mark] = found | marked[mark] if mark in marked else found
        filled += here
    if not marked and len(columns) > 2 and n and filled.min() >= 2:
        again = _headings_again(columns, headings, filled)
        if not again.any():  # as in nearly every large table
            return SortedRows(~again, {kind: np.zeros(0, dtype=np.int64) for kind in KINDS})
    total, sub, note = (marked.get(m, np.zeros(n, dtype=bool)) for m in ("total", "sub", "note"))
    blank = filled == 0
    at = np.flatnonzero(total)
    total[at] = sum(c.marked(at, _is_text) for c in columns) <= LABELS
    again = _headings_again(columns, headings, filled)
    total &= ~again  # a column named Count, printed again on every page
    enough = 2 if len(columns) >= 3 else 1
    lone = (filled < enough) | ((len(columns) == 2) & (filled == 1) & _sentences(columns, n))
    note &= lone & ~total & ~again
    note |= _below_the_table(columns, filled, ~(blank | total | again), lone)
    note |= _footnotes(columns, ~(blank | total | again | note))
    keep = ~(blank | total | again | note)
    return SortedRows(
        keep,
        {
            "total": np.flatnonzero(total & ~sub),
            "subtotal": np.flatnonzero(total & sub),
            "footnote": np.flatnonzero(note),
            "heading again": np.flatnonzero(again),
            "blank": np.flatnonzero(blank),
        },
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not number_like(cell)


def _sentences(columns: Sequence[Part], n: int) -> Rows:
    """Tell rows that hold a sentence."""
    out = np.zeros(n, dtype=bool)
    for column in columns:
        out |= column.texts_with(SENTENCE, (), SENTENCE_LENGTH)
    return out


def _headings_again(columns: Sequence[Part], headings: Sequence[str], filled: Counts) -> Rows:
    """Tell rows that repeat the headings, as printed reports do on every page."""
    alike: Counts | None = None
    named = [h for h in headings if h]
    for column, heading in zip(columns, headings, strict=True):
        last = heading.rsplit(" / ", 1)[-1]
        if heading and (found := column.holding((heading, last))).any():
            alike = found.astype(filled.dtype) if alike is None else alike + found
    if alike is None:
        return np.zeros(len(filled), dtype=bool)
    return np.asarray((alike == filled) & (alike >= max(2, len(named) - 1)))


def _below_the_table(columns: Sequence[Part], filled: Counts, data: Rows, lone: Rows) -> Rows:
    """Tell short lone texts after the last full row that look unlike the answers above them."""
    out = np.zeros(len(filled), dtype=bool)
    full = data & ~lone
    if len(columns) < 3 or not full.any():
        return out
    last = len(full) - 1 - full[::-1].argmax()
    at = np.flatnonzero(data & lone)
    at = at[at > last]
    if not len(at):
        return out
    for column in columns[1:]:
        out[at] |= column.marked(at, _is_number)  # a total without a label
    for column in columns:
        texts = [a for a in column.answers if isinstance(a, str)]
        spaced = sum(" " in a.strip() for a in texts)
        # Answers of one word all through, and then a text of several.
        if (spaced - len(at)) * 10 < len(texts):
            out[at] |= column.marked(at, _has_space)
    return out


def _footnotes(columns: Sequence[Part], data: Rows) -> Rows:
    """Tell the last rows if each is a heading such as INFO or Source with texts beside it."""
    out = np.zeros(len(data), dtype=bool)
    for i in map(int, np.flatnonzero(data)[::-1]):  # nearly always the first one is the last
        cells = [c for c in (column.cell(i) for column in columns) if c is not None]
        if not begins_footnote(cells[0]) or not all(map(_is_text, cells)):
            break
        out[i] = True
    return out


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _has_space(cell: Cell) -> bool:
    return isinstance(cell, str) and " " in cell.strip()
