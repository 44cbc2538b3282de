"""Tell rows of data from totals, notes, repeated headings and blank rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.book import Cell
from ips_audit.intake.codes import Codes
from ips_audit.intake.headings import cell_text, number_like

TOTAL = re.compile(
    r"^(grand |sub[ -]?|overall )?totals?\b|^(all people|all clients|sum|average|mean|count)$"
    r"|\b(sub)?total$",
    re.IGNORECASE,
)
SUBTOTAL = re.compile(r"\bsub[ -]?total|^(?!grand |overall )\S.*\btotal$", re.IGNORECASE)
NOTE = re.compile(r"\s*([*†‡]|(note|source|run|printed|filter|end of|page)\b)", re.IGNORECASE)
NOTE_LENGTH = 25  # a lone text longer than this is a sentence, not an answer
LABELS = 2  # a total row holds at most this many texts; a person's row holds more

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class SortedRows:
    """Which rows are data, and where the others stand (0-based from the first row of data)."""

    keep: Rows
    skipped: dict[str, NDArray[np.int64]]

    def totals(self) -> list[int]:
        """Return the rows of totals and subtotals, in the order of the file."""
        return sorted([*self.skipped["total"].tolist(), *self.skipped["subtotal"].tolist()])


def sort_rows(columns: Sequence[Codes], headings: Sequence[str]) -> SortedRows:
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
    n = len(columns[0].codes) if columns else 0
    filled = np.zeros(n, dtype=np.int32)
    texts = np.zeros(n, dtype=np.int32)
    total, sub, note = (np.zeros(n, dtype=bool) for _ in range(3))
    for column in columns:
        here = column.flags([a is not None for a in column.answers])
        first = here & (filled == 0)
        for flags, test in ((total, _is_total), (sub, _is_subtotal), (note, _is_note)):
            flags |= first & column.flags([test(a) for a in column.answers])
        texts += column.flags([_is_text(a) for a in column.answers])
        filled += here
    blank = filled == 0
    total &= texts <= LABELS
    again = _headings_again(columns, headings, filled)
    enough = 2 if len(columns) >= 3 else 1
    lone = (filled < enough) | ((len(columns) == 2) & (filled == 1) & _long(columns, n))
    note &= lone & ~total & ~again
    note |= _below_the_table(columns, filled, ~(blank | total | again), lone)
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


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(TOTAL.search(cell.strip()))


def _is_subtotal(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(SUBTOTAL.search(cell.strip()))


def _is_note(cell: Cell) -> bool:
    return isinstance(cell, str) and (len(cell) > NOTE_LENGTH or bool(NOTE.match(cell)))


def _long(columns: Sequence[Codes], n: int) -> Rows:
    """Tell rows whose only text is a sentence."""
    out = np.zeros(n, dtype=bool)
    for column in columns:
        out |= column.flags([isinstance(a, str) and len(a) > NOTE_LENGTH for a in column.answers])
    return out


def _headings_again(columns: Sequence[Codes], headings: Sequence[str], filled: Rows) -> Rows:
    """Tell rows that repeat the headings, as printed reports do on every page."""
    alike = np.zeros(len(filled), dtype=np.int32)
    named = [h for h in headings if h]
    for column, heading in zip(columns, headings, strict=True):
        last = heading.rsplit(" / ", 1)[-1]
        if heading:
            alike += column.flags([cell_text(a) in (heading, last) for a in column.answers])
    return (alike == filled) & (alike >= max(2, len(named) - 1))


def _below_the_table(columns: Sequence[Codes], filled: Rows, data: Rows, lone: Rows) -> Rows:
    """Tell short lone texts after the last full row that look unlike the answers above them."""
    out = np.zeros(len(filled), dtype=bool)
    full = np.flatnonzero(data & ~lone)
    if len(columns) < 3 or not len(full):
        return out
    for i in np.flatnonzero(data & lone):
        if i < full[-1]:
            continue
        for column in columns:
            cell = column.answers[column.codes[i]]
            if isinstance(cell, str):
                above = [a for a in column.answers if isinstance(a, str) and a != cell]
                spaced = sum(" " in a.strip() for a in above)
                out[i] = " " in cell.strip() and spaced * 10 < max(1, len(above))
    return out
