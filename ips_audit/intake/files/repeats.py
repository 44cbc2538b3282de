"""How large the sheets of an .ods file become once its repeated cells and rows are written out."""

from __future__ import annotations

import re

from ips_audit.intake.files import limits
from ips_audit.intake.files.source import letter_of

TAG = re.compile(
    rb"<(table:table-row|table:table-cell|table:covered-table-cell|/table:table-row|table:table)"
    rb"(?=[\s/>])([^>]*)>"
)
COLUMNS = re.compile(rb"number-columns-repeated\s*=\s*[\"'](\d{1,12})")
ROWS = re.compile(rb"number-rows-repeated\s*=\s*[\"'](\d{1,12})")
VALUE = b"office:value-type"


class RepeatReader:
    """Follows rows and cells in the order of the file; keeps the reach of the filled ones."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._row = self._column = self._repeat = 0
        self._filled_to = 0
        self._last_row = self._last_column = 0

    def look(self, piece: bytes) -> str | None:
        """Read one piece that ends with a tag; return the far corner once it lies too far."""
        for tag in TAG.finditer(piece):
            name, attributes = tag[1], tag[2]
            if name == b"table:table":
                self._begin()
            elif name == b"/table:table-row":
                self._end_row()
            elif name == b"table:table-row":
                self._repeat = _times(ROWS, attributes)
                self._column = self._filled_to = 0
            else:
                self._column += _times(COLUMNS, attributes)
                if VALUE in attributes or not attributes.endswith(b"/"):
                    self._filled_to = self._column
            if self._last_row * self._last_column > limits.AREA:
                return f"{letter_of(self._last_column - 1)}{self._last_row}"
        return None

    def _end_row(self) -> None:
        self._row += self._repeat
        if self._filled_to:
            self._last_row = self._row
            self._last_column = max(self._last_column, self._filled_to)


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    """Return how often a cell or row stands there."""
    found = pattern.search(attributes) if b"repeated" in attributes else None
    return max(1, int(found[1])) if found else 1
