"""Count what the XML parts of a workbook hold, piece by piece, without parsing them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from ips_audit.intake import limits
from ips_audit.intake.book import letter_of
from ips_audit.intake.repeats import RepeatReader
from ips_audit.intake.tags import Far, Tags
from ips_audit.words import reading as words

ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")
READ_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ROOT = re.compile(rb"<(?:([\w.-]+):)?(worksheet|sst|styleSheet|document-content)\b")
ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)")
ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)")
HIDDEN_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)")
COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
ERROR = re.compile(rb"<(?:[\w.-]+:)?c\s(?=[^>]*\bt\s*=\s*[\"']e[\"'])[^>]*?\br\s*=\s*[\"'](\w+)")
FAR_DIGITS = 12  # a row number this long is no number of a row
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)")


class Unsafe(Exception):
    """The archive breaks a limit; the message says which, in plain words."""


@dataclass(frozen=True)
class PartNotes:
    """What the XML of one sheet says beyond its cells."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    errors: int = 0
    first_error: str = ""


def column_number(letters: bytes) -> int:
    """Return the 1-based column of a reference's letters."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


class PartReader:
    """Running counts over the pieces of one part; `look` raises Unsafe at the first broken cap."""

    def __init__(self, cells_left: int) -> None:
        self.cells = 0
        self._cells_left = cells_left
        self._rest = b""
        self._repeats = RepeatReader()
        self._kind = b""
        self._prefixed = False
        self._begun = False
        self._xml = True
        self._depth = self._strings = self._styles = 0
        self._last_row = self._last_column = 0
        self._hidden_rows = self._errors = 0
        self._first_error = ""
        self._hidden_columns: list[tuple[int, int]] = []

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
        self._count(piece[:cut])

    def finish(self) -> PartNotes:
        """Return what was found once the part has ended."""
        shown = self._last_column or limits.GRID_COLUMNS
        columns = sum(max(0, min(b, shown) - a + 1) for a, b in self._hidden_columns)
        return PartNotes(self._hidden_rows, columns, self._errors, self._first_error)

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

    def _count(self, piece: bytes) -> None:
        tags = Tags(piece)
        if tags.declarations() and DECLARATION.search(piece):
            raise Unsafe(words.ENTITIES)
        self._depth += tags.depth()
        if self._depth > limits.DEPTH:
            raise Unsafe(words.TOO_DEEP)
        if not self._kind and (root := ROOT.search(piece)):
            self._kind, self._prefixed = root[2], root[1] is not None
        if self._kind == b"worksheet":
            self._sheet(piece, tags)
        elif self._kind == b"sst":
            self._strings += piece.count(b"<si") + (piece.count(b":si>") if self._prefixed else 0)
            if self._strings > limits.STRINGS:
                raise Unsafe(words.MANY_TEXTS)
        elif self._kind == b"styleSheet":
            self._styles += piece.count(b"<xf ") + piece.count(b"<xf/") + piece.count(b":xf")
            if self._styles > limits.STYLES:
                raise Unsafe(words.MANY_STYLES)
        elif self._kind == b"document-content" and (corner := self._repeats.look(piece)):
            raise Unsafe(words.REPEATED.format(corner=corner))

    def _sheet(self, piece: bytes, tags: Tags) -> None:
        cells, rows = tags.starting(b"c "), tags.starting(b"row")
        named, numbered = tags.going_on(cells, b' r="'), tags.going_on(rows, b'ow r="')
        quoted = b"'" in piece and b"='" in piece
        odd = self._prefixed or quoted or len(cells) != len(named) or len(rows) != len(numbered)
        far = None if odd else tags.far(named + len(b'c r="'), numbered + len(b'row r="'))
        n = len(cells)
        if far is None:
            far, found = _far_in(piece)
            n = max(n, found)
        self.cells += n
        if self.cells > self._cells_left:
            raise Unsafe(words.MANY_CELLS)
        self._last_row = max(self._last_row, far.row)
        self._last_column = max(self._last_column, far.column)
        if self._last_row > limits.ROWS or self._last_column > limits.GRID_COLUMNS:
            raise Unsafe(words.OUTSIDE)
        if self._last_row * self._last_column > limits.AREA:
            column = letter_of(self._last_column - 1)
            raise Unsafe(words.STRAY.format(row=self._last_row, column=column))
        if b"hidden" in piece:
            self._hidden(piece)
        if b't="e"' in piece or (odd and b"t='e'" in piece):
            refs = ERROR.findall(piece)
            self._errors += len(refs)
            if refs and not self._first_error:
                self._first_error = refs[0].decode("ascii", "replace")[:10]

    def _hidden(self, piece: bytes) -> None:
        self._hidden_rows += len(HIDDEN_ROW.findall(piece))
        for tag in COLUMN.findall(piece):
            held = dict(ATTRIBUTE.findall(tag.decode("ascii", "replace")))
            low, high = held.get("min", ""), held.get("max", "")
            plain = low.isdecimal() and high.isdecimal() and len(low + high) < FAR_DIGITS
            if plain and held.get("hidden") in ("1", "true"):
                self._hidden_columns.append((int(low), int(high)))


def _far_in(piece: bytes) -> tuple[Far, int]:
    """Return the furthest cell of a piece in any spelling, and how many cells have a name.

    A row that no sheet can have is returned as one beyond the last.
    """
    found = ANY_CELL.findall(piece)
    down = {r for _, r in found}.union(ROW.findall(piece))
    outside = any(len(r) >= FAR_DIGITS or not int(r) for r in down)
    row = limits.ROWS + 1 if outside else max((int(r) for r in down), default=0)
    return Far(row, max((column_number(c) for c in {c for c, _ in found}), default=0)), len(found)


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
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", relations.decode("utf-8", "replace")):
        held = dict(ATTRIBUTE.findall(tag))
        target = held.get("Target", "")
        targets[held.get("Id", "")] = (
            target.lstrip("/") if target.startswith(("/xl", "xl")) else f"xl/{target}"
        )
    out = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", workbook.decode("utf-8", "replace")):
        held = dict(ATTRIBUTE.findall(tag))
        relation = next((v for k, v in held.items() if k.endswith(":id")), "")
        if relation in targets:
            out[targets[relation]] = html.unescape(held.get("name", ""))
    return out
