"""The table on a sheet: its columns of distinct answers, and the rows that are none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_rows import CellRows, LongCell
from ips_audit.intake.files.columns import nothing
from ips_audit.intake.files.data_rows import SkippedKind, sort_rows
from ips_audit.intake.files.headings import (
    HEAD_ROWS,
    Headings,
    cell_text,
    find_headings,
    unique_headings,
)
from ips_audit.intake.files.source import Cell, Row, UnreadableFile, blank, letter_of
from ips_audit.intake.files.text_files import TextRows
from ips_audit.intake.files.unique_texts import Part
from ips_audit.words import reading as words

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")

__all__ = ["Cell", "Column", "Named", "Row", "Skipped", "Table", "blank", "build_table", "is_date"]


@dataclass(frozen=True)
class Column:
    """One column with its heading."""

    heading: str
    original: str
    letter: str
    part: Part
    details: str | None = None  # the personal details it seems to hold; None: nobody looked yet

    @property
    def codes(self) -> NDArray[np.integer[Any]]:
        """Each row's place among the distinct answers."""
        return self.part.codes

    @property
    def answers(self) -> Sequence[Cell]:
        """The distinct answers; None for a blank cell."""
        return self.part.answers


@dataclass(frozen=True)
class Skipped:
    """Rows that are no rows of the table. Only titles carry text, never cells of people."""

    row_numbers: tuple[int, ...]  # 1-based
    kind: SkippedKind
    text: str = ""


@dataclass(frozen=True)
class Table:
    """The table found on a sheet; only rows that can be people or counts."""

    sheet: str | None
    heading_rows: tuple[int, ...]  # 1-based
    columns: tuple[Column, ...]
    row_numbers: NDArray[np.int32]  # of each row, as in the file
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    ragged_rows: tuple[int, ...] = ()
    total_cells: tuple[tuple[Cell, ...], ...] = ()
    heading_doubtful: bool = False
    rivals: tuple[str, ...] = ()  # sheets with the same headings, where nobody has chosen

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.row_numbers)

    def rows_of(self, *kinds: SkippedKind) -> tuple[int, ...]:
        """Return the numbers of the rows skipped as one of these kinds."""
        return tuple(sorted(r for s in self.skipped if s.kind in kinds for r in s.row_numbers))

    def column(self, heading: str) -> Column | None:
        """Return a column by its heading, its original heading or its letter."""
        for column in self.columns:
            if heading == column.heading:
                return column
        for column in self.columns:
            if heading == column.original:
                return column
        return next((c for c in self.columns if heading == c.letter), None)


Named = tuple[str, Table]  # a table and the name of its file or service


def is_date(cell: Cell) -> bool:
    """Tell whether a cell holds a real date."""
    return isinstance(cell, (date, datetime))


def build_table(
    name: str,
    sheet: str | None,
    rows: Sequence[Row],
    heading_row: int | None = None,
    warnings: Sequence[str] = (),
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
    warnings : sequence of str, optional
        What reading the sheet already had to say.

    Returns
    -------
    Table or None
        None where no row of headings with rows below it is found.

    Raises
    ------
    UnreadableFile
        If the sheet has too many columns or a cell is far too long.
    """
    head = rows[: max(HEAD_ROWS, (heading_row or 0) + 1)]
    found = find_headings(head, heading_row)
    if found is None or found.first >= len(head):
        return None
    offset = rows.skip if isinstance(rows, TextRows) else 0
    columns = _columns(name, rows, found.first)
    # Text rows longer than the headings are ragged; shorter ones end in blanks.
    width = max(len(rows[i]) for i in found.rows)
    columns += [nothing(len(rows) - found.first)] * (width - len(columns))
    headings = [*found.texts, *[""] * width][:width]
    used = [j for j in range(width) if headings[j] or not columns[j].empty()]
    if len(used) > limits.COLUMNS:
        raise UnreadableFile(words.TOO_MANY_COLUMNS.format(name=name, limit=limits.COLUMNS))
    sorted_rows = sort_rows([columns[j] for j in used], [headings[j] for j in used])
    number = found.first + offset + 1
    ragged = _ragged(columns[width:]) + number
    keep = sorted_rows.keep
    # Below no heading there may be notes and nothing else.
    used = [j for j in used if headings[j] or columns[j].filled()[keep].any()]
    unique = unique_headings([(headings[j], j) for j in used])
    numbers = np.arange(number, number + len(keep), dtype=np.int32)
    said = [*warnings, *_odd_cells(name, rows, [columns[j] for j in used], number)]
    table = Table(
        sheet=sheet,
        heading_rows=tuple(i + offset + 1 for i in found.rows),
        columns=tuple(
            Column(unique[k], headings[j], letter_of(j), columns[j].kept(keep))
            for k, j in enumerate(used)
        ),
        row_numbers=numbers if keep.all() else numbers[keep],
        skipped=(
            *_titles(head, found, offset),
            *(
                Skipped(tuple((at + number).tolist()), kind)
                for kind, at in sorted_rows.skipped.items()
                if len(at)
            ),
        ),
        warnings=(),
        ragged_rows=tuple(ragged.tolist()),
        total_cells=tuple(tuple(c.cell(i) for c in columns) for i in sorted_rows.totals()),
        heading_doubtful=found.doubtful,
    )
    return _with_warnings(table, name, said)


def _odd_cells(
    name: str, rows: Sequence[Row], columns: Sequence[Part], number: int
) -> Iterator[str]:
    """Say which cells of a text cannot be what was meant: errors, and rows within a cell."""
    if not isinstance(rows, TextRows):
        return
    wrong = np.unique(np.concatenate([np.flatnonzero(c.holding(ERRORS)) for c in columns]))
    if len(wrong):
        yield words.ERROR_TEXTS.format(n=len(wrong), name=name, row=int(wrong[0]) + number)
    if within := rows.within_cells(columns):
        row, lines = within
        yield words.WITHIN_CELL.format(n=lines, name=name, row=row + number)


def _columns(name: str, rows: Sequence[Row], first: int) -> list[Part]:
    """Return all columns below the headings as codes."""
    try:
        if not isinstance(rows, (TextRows, CellRows)):
            rows = CellRows(rows)
        return [*rows.columns(first)]
    except LongCell:
        raise UnreadableFile(
            words.LONG_CELL.format(name=name, limit=limits.CELL_CHARACTERS)
        ) from None


def _ragged(beyond: Sequence[Part]) -> NDArray[np.int64]:
    """Return the rows with answers beyond the last heading, counted from the first row of data."""
    if not beyond:
        return np.zeros(0, dtype=np.int64)
    filled = [c.filled() for c in beyond]
    return np.flatnonzero(np.logical_or.reduce(filled))


def _titles(head: Sequence[Row], found: Headings, offset: int) -> list[Skipped]:
    """Tell the rows above the headings."""
    out = []
    for i, row in enumerate(head[: found.rows[0]]):
        text = " ".join(filter(None, map(cell_text, row)))[:120]
        out.append(Skipped((i + offset + 1,), "title" if text else "blank", text))
    return out


def _with_warnings(table: Table, name: str, said: list[str]) -> Table:
    """Say in plain words which rows were passed over."""
    heads = table.heading_rows
    above = table.rows_of("title")
    if len(heads) == 2:
        said.append(words.TWO_ROWS.format(first=heads[0], second=heads[1]))
    elif len(heads) > 2:
        said.append(words.MORE_ROWS.format(first=heads[0], last=heads[-1]))
    elif above:
        said.append(words.HEADING_ROW.format(row=heads[0]))
    for kinds, (one, several) in (
        (("total", "subtotal"), words.TOTALS),
        (("footnote",), words.NOTES),
        (("heading again",), words.HEADINGS_AGAIN),
    ):
        if rows := table.rows_of(*kinds):
            sentence = one if len(rows) == 1 else several
            said.append(sentence.format(n=len(rows), row=rows[0]))
    if table.ragged_rows:
        n, row = len(table.ragged_rows), table.ragged_rows[0]
        said.append(words.RAGGED.format(n=n, name=name, row=row))
    return replace(table, warnings=tuple(said))
