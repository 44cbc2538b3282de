"""What a file is before a table is found in it: a source, its sheets, or a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Cell = object
Row = Sequence[Cell]

BLANKS = " \t\r\n\v\f\u00a0\u200b\ufeff"  # characters that show as nothing


class UnreadableFile(Exception):
    """The file cannot be used; the message says what happened, where, and how to mend it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Source:
    """One file as given. The name is shown to people and is never used as a path."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Sheet:
    """One sheet. A hidden sheet keeps its name; its rows are not opened."""

    name: str | None
    rows: Sequence[Row]
    hidden: bool = False
    file: str = "the file"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """All sheets of one file."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...]

    @property
    def shown(self) -> tuple[Sheet, ...]:
        """Sheets that are not hidden: the only ones offered or previewed."""
        return tuple(s for s in self.sheets if not s.hidden)


def display_name(name: str) -> str:
    """Return a file name that is safe to show: no folders, control or direction characters."""
    base = re.split(r"[\\/]", name)[-1]
    clean = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    return clean.strip()[:120] or "the file"


def blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def letter_of(index: int) -> str:
    """Return a spreadsheet's letter for a 0-based column."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
