"""What only the XML of a sheet tells: hidden rows, formulas without results, lost values.

Part of `workbook_script`. Large plain sheets are only counted, at the speed of a search; small
ones, and those that are written in any other way, are parsed.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any

from ips_audit.intake.files import limits
from ips_audit.intake.files.workbook_parts import Outline, Refused, pieces, refuse_entities

COUNTED_FROM = 2_000_000  # bytes: sheets from here on are counted
TAGS_TO_A_VALUE = 12  # a text within its cell takes 6, a formula 2 more
NO_CELL = 4_000_000  # bytes without a cell, as behind the last one, are not gathered further
# A place in the list of texts that is no plain number would be read as the first text.
WRONG_PLACE = re.compile(
    rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*(?:<f\b[^>]*>[^<]*</f>\s*)?<v>(?!\d{1,7}</v>)"
)
NO_RESULT = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)")


class SheetXml:
    """The XML of one sheet: counted, and parsed only where counting does not tell enough."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self._archive, self._part = archive, part
        self._values = 0
        self._cells: _Cells | None = None
        plain, rest = archive.getinfo(part).file_size >= COUNTED_FROM, b""
        for piece in pieces(archive, part):
            text = rest + piece
            cut = max(text.rfind(b"<c "), text.rfind(b"<row "), 0)  # no value is cut in two
            rest = text[cut:]
            plain &= self._count(text[:cut])
            if len(rest) > NO_CELL:
                plain &= self._count(rest)
                rest = b""
        plain &= self._count(rest)
        if not plain:
            self._cells = self._parsed()

    def _count(self, piece: bytes) -> bool:
        """Count a piece's values; tell whether counting is enough.

        A search for one character is so fast that it comes before the longer ones.
        """
        refuse_entities(piece)
        values = piece.count(b"</v>") + piece.count(b"</is>")
        self._values += values
        # Without digits, all cells that point at a text read alike.
        bare = piece.translate(None, b"0123456789")
        pointing = bare.count(b't="s"><v></v>') if b'"s"' in piece else 0
        odd = (b"'" in bare and b"'s'" in bare) or bare.count(b'"s"') != pointing
        if odd and WRONG_PLACE.search(piece):
            raise Refused("unclear cells")
        tags, opened = bare.count(b"<"), 0
        if tags > TAGS_TO_A_VALUE * values:  # many blank cells, or elements nested without end
            opened = abs(tags - 2 * bare.count(b"</") - bare.count(b"/>"))
        without_result = b"<f" in bare and NO_RESULT.search(piece)
        return not (opened > limits.DEPTH or b"hidden" in bare or without_result)

    def _parsed(self) -> _Cells:
        cells = _Cells()
        for piece in pieces(self._archive, self._part):
            cells.feed(piece)
        cells.feed(b"", last=True)
        return cells

    def agreed(self, read: int) -> dict[str, Any]:
        """Hold what was read against the XML; return what else the XML says.

        Parameters
        ----------
        read : int
            How many cells with a value the reader found.

        Returns
        -------
        dict
            Hidden rows and columns, errors, formulas without a result; empty for a plain sheet.

        Raises
        ------
        Refused
            If a value was lost, as where two cells have the same place.
        """
        if self._cells is None and read == self._values:
            return {}
        cells = self._cells or self._parsed()
        if cells.twice:
            raise Refused("cell twice")
        if not cells.values <= read <= cells.values + cells.perhaps:
            raise Refused("unclear cells")
        return cells.notes()


class _Cells(Outline):
    """Every cell of a sheet, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.twice = False
        self.values = self.perhaps = 0  # a text that a cell points at may be empty
        self._seen: set[tuple[int, int]] = set()
        self._rows: set[int] = set()
        self._row = self._column = self._width = 0
        self._kind, self._text = "", ""
        self._formula = self._in_value = False
        self._hidden_rows = 0
        self._hidden_columns: list[tuple[int, int]] = []
        self._errors: list[str] = []
        self._no_result: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element open."""
        if name == "c":
            self._place(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._text, self._formula = "", False
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self.twice |= self._row in self._rows
            self._rows.add(self._row)
            self._hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def text(self, text: str) -> None:
        """See some text."""
        if self._in_value:
            self._text += text

    def end(self, name: str) -> None:
        """See an element close."""
        if name in ("v", "t"):
            self._in_value = False
        elif name == "c":
            here = f"{_letters(self._column)}{self._row}"
            if self._kind == "e":
                self._errors.append(here)
            elif self._text.strip() and self._kind != "s":
                self.values += 1
            elif self._text:
                self.perhaps += 1
            elif self._formula and self._kind != "str":
                self._no_result.append(here)

    def _place(self, reference: str | None) -> None:
        """Take note of a cell's place; without a reference it follows the one before."""
        self._column += 1
        if reference is not None:
            letters = reference.rstrip("0123456789")
            self._column, self._row = _number(letters), int(reference[len(letters) :])
        if not (0 < self._row <= limits.ROWS and 0 < self._column <= limits.GRID_COLUMNS):
            raise Refused("outside")
        self._width = max(self._width, self._column)
        self.twice |= (self._row, self._column) in self._seen
        self._seen.add((self._row, self._column))

    def notes(self) -> dict[str, Any]:
        """Return what there is to say."""
        width = self._width or limits.GRID_COLUMNS
        found = {
            "hidden rows": self._hidden_rows,
            "hidden columns": sum(
                max(0, min(last, width) - first + 1) for first, last in self._hidden_columns
            ),
            "errors": len(self._errors),
            "first error": next(iter(self._errors), ""),
            "no result": len(self._no_result),
            "first no result": next(iter(self._no_result), ""),
        }
        return {what: value for what, value in found.items() if value}


def _number(letters: str) -> int:
    """Return the 1-based column of a reference's letters."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    """Return a reference's letters for a 1-based column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
