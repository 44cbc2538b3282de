"""What one piece of a workbook's XML holds: counts that know nothing of the pieces before."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ips_audit.intake.files import limits
from ips_audit.intake.files.tags import WIDE, Named, Tags

DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)")
ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)")
PREFIXED = re.compile(rb":c[\s/>]")  # a row alone reaches nowhere
HIDDEN_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)")
COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
ERROR = re.compile(rb"<(?:[\w.-]+:)?c\s(?=[^>]*\bt\s*=\s*[\"']e[\"'])[^>]*?\br\s*=\s*[\"'](\w+)")
# A formula whose result nobody stored. A text that came out empty has a type.
NO_RESULT = re.compile(
    rb"<c\s(?![^>]*\bt=\"str\")[^>]*?\br=\"(\w+)\"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*"
    rb"(?:</c>|<v\s*/>|<v>\s*</v>)"
)
# A place in the list of texts that is no plain number would be read as the first text.
ODD_TEXT = re.compile(rb"<c\s[^>]*?\bt=\"s\"[^>]*>\s*(?:<f\b[^>]*>[^<]*</f>\s*)?<v>(?!\d{1,7}</v>)")
# Values that the reader passes over.
ODD_VALUE = re.compile(rb"<v>[^<]*<!\[CDATA|</v>\s*<f[\s/>]")
BEGINNING = len(b"\xef\xbb\xbf\r\n")  # what may stand before an XML declaration
MERGED = re.compile(rb"<mergeCell\s[^>]*?\bref=\"([A-Z]+)(\d{1,7}):([A-Z]+)(\d{1,7})\"")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)")
FAR_DIGITS = 12  # a row number this long is no number of a row
DIGIT = np.zeros(256, dtype=bool)
DIGIT[list(b"0123456789")] = True


@dataclass(frozen=True)
class Counts:
    """What a piece holds."""

    declares: bool  # a document type or an entity
    odd: bool  # written so that these counts may miss a cell
    depth: int  # elements opened and not closed at the end
    deepest: int  # and at the most
    strings: int
    styles: int
    cells: int
    row: int  # the furthest that a cell or row names, 1-based
    column: int
    twice: bool  # a cell or a row is named more than once
    unclear: bool  # a cell's value is written so that it would be misread
    hidden_rows: int
    hidden_columns: tuple[tuple[int, int], ...]  # first and last, 1-based
    merged: tuple[tuple[int, int, int], ...]  # down a column: it, first and last row, 1-based
    errors: tuple[str, ...]  # places of cells that hold an error
    no_result: tuple[str, ...]  # places of formulas without a stored result


def count_piece(piece: bytes, first: bool) -> Counts:
    """Count what a piece holds. Pieces can be counted side by side.

    Whatever a part calls itself, it is held to the limits of every kind of part.

    Parameters
    ----------
    piece : bytes
        Ends with a whole tag.
    first : bool
        Whether the part begins with this piece, and so may begin with an XML declaration.

    Returns
    -------
    Counts
    """
    tags = Tags(piece)
    marks, asides = tags.marks("!"), tags.marks("?")
    cells, rows = tags.elements(b"c"), tags.elements(b"row")
    named, numbered = tags.going_on(cells, b' r="'), tags.going_on(rows, b'ow r="')
    quoted = b"'" in piece and b"='" in piece
    prefixed = b":c" in piece
    declared = first and bool((asides[:1] <= BEGINNING).any())
    odd = (
        len(marks) > 0
        or len(asides) > declared
        or quoted
        or (prefixed and PREFIXED.search(piece) is not None)
        or len(cells) != len(named)
        or len(rows) != len(numbered)
    )
    found = None if odd else tags.named(named + len(b'c r="'), numbered + len(b'row r="'))
    n = len(cells)
    if found is None:
        odd = odd or n > 0
        found = named_in(piece)
        n = max(n, len(found.cells))
    hidden = b"hidden" in piece
    wrong = b't="e"' in piece or (odd and b"t='e'" in piece)
    formulas = len(tags.elements(b"f")) > 0
    return Counts(
        declares=len(marks) > 0 and DECLARATION.search(piece) is not None,
        odd=odd,
        **dict(zip(("depth", "deepest"), tags.depth(), strict=True)),
        strings=len(tags.elements(b"si")) + (piece.count(b":si>") if odd else 0),
        styles=len(tags.elements(b"xf")) + (piece.count(b":xf") if odd else 0),
        cells=n,
        row=found.last_row,
        column=found.last_column,
        twice=found.twice(),
        unclear=_unclear(piece, tags, formulas, len(marks) > 0),
        hidden_rows=len(HIDDEN_ROW.findall(piece)) if hidden else 0,
        hidden_columns=_hidden_columns(piece) if hidden else (),
        merged=_merged(piece) if len(tags.elements(b"mergeCell")) else (),
        errors=_places(ERROR, piece) if wrong else (),
        no_result=_places(NO_RESULT, piece) if formulas else (),
    )


def _unclear(piece: bytes, tags: Tags, formulas: bool, marks: bool) -> bool:
    """Tell whether a cell's value is written so that the reader would take it for another."""
    values = tags.elements(b"v")
    first, last = tags.contents(values + len(b"v>"))
    if DIGIT[first].all() and DIGIT[last].all() and not formulas and not marks:
        return False  # numbers, as nearly always
    return any(p.search(piece) is not None for p in (ODD_TEXT, ODD_VALUE))


def _places(pattern: re.Pattern[bytes], piece: bytes) -> tuple[str, ...]:
    return tuple(p.decode("ascii", "replace")[:10] for p in pattern.findall(piece))


def _merged(piece: bytes) -> tuple[tuple[int, int, int], ...]:
    return tuple(
        (column_number(left), int(top), int(bottom))
        for left, top, right, bottom in MERGED.findall(piece)
        if left == right and int(top) < int(bottom) <= limits.ROWS
    )


def _hidden_columns(piece: bytes) -> tuple[tuple[int, int], ...]:
    out = []
    for tag in COLUMN.findall(piece):
        held = dict(ATTRIBUTE.findall(tag.decode("ascii", "replace")))
        low, high = held.get("min", ""), held.get("max", "")
        plain = low.isdecimal() and high.isdecimal() and len(low + high) < FAR_DIGITS
        if plain and held.get("hidden") in ("1", "true"):
            out.append((int(low), int(high)))
    return tuple(out)


def named_in(piece: bytes) -> Named:
    """Return the cells and rows that a piece names, in any spelling.

    A row that no sheet can have is returned as one beyond the last.
    """
    found = ANY_CELL.findall(piece)
    cells = [_row(r) * WIDE + min(column_number(c), WIDE - 1) for c, r in found]
    rows = [_row(r) for r in ROW.findall(piece)]
    return Named(np.array(cells, dtype=np.int64), np.array(rows, dtype=np.int64))


def _row(digits: bytes) -> int:
    outside = len(digits) >= FAR_DIGITS or not int(digits)
    return limits.ROWS + 1 if outside else int(digits)


def column_number(letters: bytes) -> int:
    """Return the 1-based column of a reference's letters."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
