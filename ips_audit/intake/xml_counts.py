"""What one piece of a workbook's XML holds: counts that know nothing of the pieces before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ips_audit.intake import limits
from ips_audit.intake.tags import Far, Tags

DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)")
ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)")
HIDDEN_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)")
COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
ERROR = re.compile(rb"<(?:[\w.-]+:)?c\s(?=[^>]*\bt\s*=\s*[\"']e[\"'])[^>]*?\br\s*=\s*[\"'](\w+)")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)")
FAR_DIGITS = 12  # a row number this long is no number of a row


@dataclass(frozen=True)
class Counts:
    """What a piece holds."""

    declares: bool  # a document type or an entity
    depth: int  # elements opened and not closed at the end
    deepest: int  # and at the most
    strings: int = 0
    styles: int = 0
    cells: int = 0
    row: int = 0  # the furthest that a cell or row names, 1-based
    column: int = 0
    hidden_rows: int = 0
    hidden_columns: tuple[tuple[int, int], ...] = ()  # first and last, 1-based
    errors: tuple[str, ...] = ()  # places of cells that hold an error


def count_piece(piece: bytes, kind: bytes, prefixed: bool) -> Counts:
    """Count what a piece holds. Pieces can be counted side by side.

    Parameters
    ----------
    piece : bytes
        Ends with a whole tag.
    kind : bytes
        The name of the part's root, where it is one that matters.
    prefixed : bool
        Whether its tags carry a prefix.

    Returns
    -------
    Counts
    """
    tags = Tags(piece)
    declares = bool(tags.declarations()) and DECLARATION.search(piece) is not None
    if kind == b"worksheet":
        return _sheet(piece, tags, prefixed, declares)
    strings = styles = 0
    if kind == b"sst":
        strings = piece.count(b"<si") + (piece.count(b":si>") if prefixed else 0)
    elif kind == b"styleSheet":
        styles = piece.count(b"<xf ") + piece.count(b"<xf/") + piece.count(b":xf")
    return Counts(declares, *tags.depth(), strings, styles)


def _sheet(piece: bytes, tags: Tags, prefixed: bool, declares: bool) -> Counts:
    cells, rows = tags.starting(b"c "), tags.starting(b"row")
    named, numbered = tags.going_on(cells, b' r="'), tags.going_on(rows, b'ow r="')
    quoted = b"'" in piece and b"='" in piece
    odd = prefixed or quoted or len(cells) != len(named) or len(rows) != len(numbered)
    far = None if odd else tags.far(named + len(b'c r="'), numbered + len(b'row r="'))
    n = len(cells)
    if far is None:
        far, found = far_in(piece)
        n = max(n, found)
    hidden = b"hidden" in piece
    wrong = b't="e"' in piece or (odd and b"t='e'" in piece)
    return Counts(
        declares,
        *tags.depth(),
        cells=n,
        row=far.row,
        column=far.column,
        hidden_rows=len(HIDDEN_ROW.findall(piece)) if hidden else 0,
        hidden_columns=_hidden_columns(piece) if hidden else (),
        errors=tuple(_shown(r) for r in ERROR.findall(piece)) if wrong else (),
    )


def _shown(place: bytes) -> str:
    return place.decode("ascii", "replace")[:10]


def _hidden_columns(piece: bytes) -> tuple[tuple[int, int], ...]:
    out = []
    for tag in COLUMN.findall(piece):
        held = dict(ATTRIBUTE.findall(tag.decode("ascii", "replace")))
        low, high = held.get("min", ""), held.get("max", "")
        plain = low.isdecimal() and high.isdecimal() and len(low + high) < FAR_DIGITS
        if plain and held.get("hidden") in ("1", "true"):
            out.append((int(low), int(high)))
    return tuple(out)


def far_in(piece: bytes) -> tuple[Far, int]:
    """Return the furthest cell of a piece in any spelling, and how many cells have a name.

    A row that no sheet can have is returned as one beyond the last.
    """
    found = ANY_CELL.findall(piece)
    down = {r for _, r in found}.union(ROW.findall(piece))
    outside = any(len(r) >= FAR_DIGITS or not int(r) for r in down)
    row = limits.ROWS + 1 if outside else max((int(r) for r in down), default=0)
    return Far(row, max((column_number(c) for c in {c for c, _ in found}), default=0)), len(found)


def column_number(letters: bytes) -> int:
    """Return the 1-based column of a reference's letters."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
