"""A titled table that holds both the numbers and how they read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ips_audit.outputs import format as show

Span = tuple[float | None, float | None]
Cell = str | int | float | None | Span


@dataclass(frozen=True)
class Column:
    """A heading with its unit, and the kind of number below it.

    `kind` is "text", "count", "value" (a count, or a number with two decimals), "pc" (percent,
    one decimal), "two" (two decimals), "p", or "pc span" and "two span" (lower and upper end).
    """

    heading: str
    kind: str


@dataclass(frozen=True)
class TextTable:
    """A titled table. `rows` hold text as people read it; `values` the numbers behind it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def flat(self) -> tuple[tuple[Column, ...], tuple[tuple[str | float, ...], ...]]:
        """Return columns and values with one number a cell: a range becomes two columns."""
        columns: list[Column] = []
        for heading, kind in zip(self.columns, self.kinds, strict=True):
            if kind.endswith(" span"):
                simple = kind.removesuffix(" span")
                columns += [Column(f"{heading}: {end}", simple) for end in ("lower", "upper")]
            else:
                columns.append(Column(heading, kind))
        rows = tuple(
            tuple(x for v, k in zip(row, self.kinds, strict=True) for x in _flat(v, k))
            for row in self.values
        )
        return tuple(columns), rows


def _flat(value: Cell, kind: str) -> list[str | float]:
    """Return a cell as it stands in a spreadsheet; an empty one as not applicable."""
    if isinstance(value, tuple):
        if _is_missing(value):
            return [show.NONE, show.NONE]
        return [show.NO_LIMIT if end is None else end for end in value]
    one: str | float = show.NONE if value is None or value == "" else value
    return [one, one] if kind.endswith(" span") else [one]


def make_table(
    title: str,
    columns: Sequence[Column],
    values: Iterable[Sequence[Cell]],
    notes: tuple[str, ...] = (),
) -> TextTable:
    """Return a table whose rows are formatted by the kind of their column."""
    kinds = tuple(c.kind for c in columns)
    kept = tuple(tuple(_finite(v) for v in row) for row in values)
    rows = tuple(tuple(_text(v, k) for v, k in zip(row, kinds, strict=True)) for row in kept)
    return TextTable(title, tuple(c.heading for c in columns), rows, kept, notes, kinds)


def _finite(value: Cell) -> Cell:
    """Return None for a number that is not finite: no file may hold one."""
    if isinstance(value, tuple):
        low, high = (v if v is not None and math.isfinite(v) else None for v in value)
        return low, high
    return None if isinstance(value, float) and not math.isfinite(value) else value


def mark_missing(cells: Sequence[Cell], marker: str) -> tuple[Cell, ...]:
    """Put the shorthand in the place of each number that is not there."""
    return tuple(marker if _is_missing(c) else c for c in cells)


def together(row: dict[str, str], first: str, second: str, pattern: str) -> str:
    """Put a number and what belongs to it into one cell; leave out what does not apply.

    Parameters
    ----------
    row : dict
        Heading -> cell as people read it.
    first, second : str
        Headings of the number and of what belongs to it; the second may be empty.
    pattern : str
        For both; its first word is for the number alone.
    """
    one, other = row[first], row.get(second, "")
    if one in ("", show.NONE, show.HIDDEN, show.NOT_AVAILABLE):
        return "" if one == show.NONE else one
    both = other not in ("", show.NONE, show.HIDDEN, show.NOT_AVAILABLE)
    return pattern.format(one, other) if both else pattern.split()[0].format(one)


def _is_missing(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, tuple) and cell[0] is None and cell[1] is None)


def _text(value: Cell, kind: str) -> str:
    """Return a cell as people read it."""
    if value is None:
        return show.NONE
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return show.span(*value, digits=1 if kind.startswith("pc") else 2)
    if kind == "p":
        return show.p_value(value)
    if isinstance(value, int):
        return show.count(value)
    return show.number(value, 1 if kind == "pc" else 2)
