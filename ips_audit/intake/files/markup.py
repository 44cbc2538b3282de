"""Hold the XML parts of a workbook to the limits, piece by piece, without parsing them."""

from __future__ import annotations

import html
import re
from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from ips_audit.intake.files import limits
from ips_audit.intake.files.repeats import RepeatReader
from ips_audit.intake.files.source import letter_of
from ips_audit.intake.files.xml_counts import ATTRIBUTE, Counts, count_piece
from ips_audit.words import reading as words

ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")
READ_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)")
AHEAD = 3  # pieces counted at once: few enough to weigh little


class Unsafe(Exception):
    """The archive breaks a limit; the message says which, in plain words."""


@dataclass(frozen=True)
class PartNotes:
    """What the XML of one part says beyond its cells."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    errors: int = 0
    first_error: str = ""
    no_result: int = 0  # formulas
    first_no_result: str = ""
    merged: tuple[tuple[int, int, int], ...] = ()  # column, first and last row, 1-based
    odd: bool = False  # cells may have been missed
    twice: bool = False
    unclear: bool = False


class PartReader:
    """Running counts over the pieces of one part.

    `look` and `finish` raise Unsafe at the first broken limit.

    Parameters
    ----------
    cells_left : int
        How many cells the part may still have.
    beside : Executor, optional
        Counts pieces side by side; without one each is counted at once.
    repeats : bool
        Whether the part is the one of an .ods file that repeats rows and cells.
    """

    def __init__(
        self, cells_left: int, beside: Executor | None = None, *, repeats: bool = False
    ) -> None:
        self.cells = 0
        self._cells_left = cells_left
        self._beside = beside
        self._waiting: deque[Future[Counts]] = deque()
        self._rest = b""
        self._repeats = RepeatReader() if repeats else None
        self._begun = self._counted = False
        self._xml = True
        self._depth = self._strings = self._styles = 0
        self._last_row = self._last_column = 0
        self._hidden_rows = 0
        self._errors: list[str] = []
        self._no_result: list[str] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._merged: list[tuple[int, int, int]] = []
        self._odd = self._twice = self._unclear = False

    def look(self, piece: bytes) -> None:
        """Count one piece; a tag cut at its end waits for the next."""
        if not self._begun and not self._begin(piece):
            return
        if not self._xml:
            return
        piece = self._rest + piece
        cut = piece.rfind(b">") + 1
        self._rest = piece[cut:]
        if len(self._rest) > limits.TOKEN_BYTES:
            raise Unsafe(words.LONG_TEXT)
        whole, first = piece[:cut], not self._counted
        self._counted = True
        if self._repeats is not None and (corner := self._repeats.look(whole)):
            raise Unsafe(words.REPEATED.format(corner=corner))
        if self._beside is None:
            self._add(count_piece(whole, first))
            return
        self._waiting.append(self._beside.submit(count_piece, whole, first))
        if len(self._waiting) > AHEAD:
            self._add(self._waiting.popleft().result())

    def finish(self) -> PartNotes:
        """Return what was found once the part has ended."""
        while self._waiting:
            self._add(self._waiting.popleft().result())
        shown = self._last_column or limits.GRID_COLUMNS
        columns = sum(max(0, min(b, shown) - a + 1) for a, b in self._hidden_columns)
        return PartNotes(
            self._hidden_rows, columns,
            len(self._errors), next(iter(self._errors), ""),
            len(self._no_result), next(iter(self._no_result), ""),
            tuple(self._merged), self._odd, self._twice, self._unclear,
        )  # fmt: skip

    def _begin(self, piece: bytes) -> bool:
        """Tell whether the part is XML, in an encoding that the reader reads."""
        start = piece.lstrip(b" \t\r\n\xef\xbb\xbf")
        if not start:
            return False
        self._begun = True
        if 0 in piece[:8] and piece[:64].lstrip(b"\xff\xfe").replace(b"\0", b"")[:1] == b"<":
            raise Unsafe(words.ODD_ENCODING)  # UTF-16 and UTF-32, which would be read as nothing
        self._xml = start.startswith(b"<")
        declared = ENCODING.match(start[:400])
        if declared and declared[1].lower() not in READ_ENCODINGS:
            raise Unsafe(words.ODD_ENCODING)
        return True

    def _add(self, found: Counts) -> None:
        """Add the counts of the next piece to those of the pieces before."""
        if found.declares:
            raise Unsafe(words.ENTITIES)
        if self._depth + found.deepest > limits.DEPTH:
            raise Unsafe(words.TOO_DEEP)
        self._depth += found.depth
        self._strings += found.strings
        if self._strings > limits.STRINGS:
            raise Unsafe(words.MANY_TEXTS)
        self._styles += found.styles
        if self._styles > limits.STYLES:
            raise Unsafe(words.MANY_STYLES)
        self.cells += found.cells
        if self.cells > self._cells_left:
            raise Unsafe(words.MANY_CELLS)
        self._last_row = max(self._last_row, found.row)
        self._last_column = max(self._last_column, found.column)
        if self._last_row > limits.ROWS or self._last_column > limits.GRID_COLUMNS:
            raise Unsafe(words.OUTSIDE)
        if self._last_row * self._last_column > limits.AREA:
            column = letter_of(self._last_column - 1)
            raise Unsafe(words.STRAY.format(row=self._last_row, column=column))
        self._hidden_rows += found.hidden_rows
        self._hidden_columns += found.hidden_columns
        self._errors += found.errors
        self._no_result += found.no_result
        self._merged += found.merged
        self._odd |= found.odd
        self._twice |= found.twice
        self._unclear |= found.unclear


def targets(relations: bytes) -> set[str]:
    """Return the names of all parts that a workbook points to, in any way.

    Parameters
    ----------
    relations : bytes
        xl/_rels/workbook.xml.rels.

    Returns
    -------
    set of str
        As `part_of` gives them.
    """
    found = TARGET.findall(relations)
    return {part_of(html.unescape(t.decode("utf-8", "replace"))) for t in found}


def part_of(target: str) -> str:
    """Return the part that a relation of the workbook names."""
    return target.lstrip("/") if target.startswith(("/xl", "xl")) else f"xl/{target}"


def sheet_names(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Tell which part holds which sheet.

    Parameters
    ----------
    workbook, relations : bytes
        xl/workbook.xml and its relations.

    Returns
    -------
    dict
        Part to sheet name.
    """
    parts = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", relations.decode("utf-8", "replace")):
        held = dict(ATTRIBUTE.findall(tag))
        parts[held.get("Id", "")] = part_of(held.get("Target", ""))
    out = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", workbook.decode("utf-8", "replace")):
        held = dict(ATTRIBUTE.findall(tag))
        relation = next((v for k, v in held.items() if k.endswith(":id")), "")
        if relation in parts:
            out[parts[relation]] = html.unescape(held.get("name", ""))
    return out
