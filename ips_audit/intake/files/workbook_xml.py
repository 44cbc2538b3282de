"""What only the XML of a workbook tells: hidden rows, formulas without results, lost values.

Part of `workbook_script`. Large plain sheets are only counted, at the speed of a search; small
ones, and those that are written in any other way, are parsed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

CHUNK = 1 << 20  # bytes looked at at a time
MEMBERS = 2_000  # sheets, pictures and parts of a workbook
UNPACKED = 800_000_000  # bytes: a 60 MB workbook really unpacks to about 600 MB
RATIO = 100  # real sheets pack 5 to 30 times; a bomb of spaces about 1,000 times
RATIO_FROM = 10_000_000  # bytes: smaller parts may pack better without harm
SMALL = 2_000_000  # bytes: parts that are no sheets are parsed up to here
COUNTED_FROM = 2_000_000  # bytes: sheets from here on are counted
DEPTH = 60  # real sheets nest about ten elements deep
LAST_ROW = 1_048_576  # Excel's own limits
LAST_COLUMN = 16_384
ENCRYPTED = 0x1

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MANIFEST = "META-INF/manifest.xml"
ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-?8|us-ascii|ascii)", re.I)
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
# A place in the list of texts that is no plain number would be read as the first text.
WRONG_PLACE = re.compile(
    rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*(?:<f\b[^>]*>[^<]*</f>\s*)?<v>(?!\d{1,7}</v>)"
)
NO_RESULT = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)")


class Refused(Exception):
    """The workbook is not read; the message is one word for the reason."""


def look_through(archive: zipfile.ZipFile) -> dict[str, SheetXml]:
    """Look at all parts of a zipped workbook once.

    Returns
    -------
    dict
        The name of each sheet, and what its XML says.

    Raises
    ------
    Refused
        If a part declares entities, or is written so that the reader would take a value for
        another.
    """
    sheets = _sheets_by_part(archive)
    found = {}
    for member in archive.infolist():
        name = member.filename
        if part_key(name) in sheets:
            found[sheets[part_key(name)]] = SheetXml(archive, name)
        elif name.endswith((".xml", ".rels")):
            _check_other(archive, member)
    return found


def check_contents(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse what the list of contents alone gives away.

    The reader holds each part to the size that is declared here.

    Parameters
    ----------
    archive : ZipFile
    size : int
        Bytes of the whole file.

    Raises
    ------
    Refused
        If it is no workbook, is protected, or unpacks to far more than a real one.
    """
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise Refused("many parts")
    if len({part_key(m.filename) for m in members}) < len(members):
        raise Refused("same name")  # readers would not agree on which part is meant
    if any(m.flag_bits & ENCRYPTED for m in members):
        raise Refused("password")
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        raise Refused("odd packing")
    # Parts that overlap let a small file unpack to a huge one.
    if sum(m.compress_size for m in members) > size:
        raise Refused("lying size")
    unpacked = sum(m.file_size for m in members)
    if unpacked > UNPACKED or (unpacked > RATIO_FROM and unpacked > RATIO * size):
        raise Refused("too much")
    names = set(archive.namelist())
    if MANIFEST in names and b"encryption-data" in archive.read(MANIFEST):
        raise Refused("password")
    if names & {WORKBOOK, "xl/workbook.bin", "content.xml"}:
        return
    if any(n.startswith("xl/") for n in names):
        raise Refused("broken")
    raise Refused("document" if any(n.startswith("word/") for n in names) else "archive")


def part_key(name: str) -> str:
    """Return a part's name as readers compare them: case and kind of slash do not count."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _sheets_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
    """Tell which part holds which sheet that is shown; nothing unless the workbook is .xlsx."""
    names = {part_key(n): n for n in archive.namelist()}
    if not {WORKBOOK, RELATIONS} <= names.keys():
        return {}
    parts = {}
    for relation in _tree(archive, names[RELATIONS]):
        target = relation.get("Target", "").replace("\\", "/")
        inside = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        parts[relation.get("Id", "")] = part_key(inside)
    sheets = {}
    for element in _tree(archive, names[WORKBOOK]).iter():
        if element.tag.endswith("}sheet") and element.get("state", "visible") == "visible":
            ids = [v for k, v in element.items() if k.endswith("}id")]
            sheets[parts.get(ids[0], "") if ids else ""] = element.get("name", "")
    return sheets


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    content = b"".join(_pieces(archive, name))
    if len(content) > SMALL:
        raise Refused("too much")
    _Outline().feed(content, last=True)  # entities, before anything resolves them
    return ElementTree.fromstring(content)


def _check_other(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Look at a part that is no sheet: for entities, and for elements nested without end."""
    outline = _Outline() if member.file_size <= SMALL else None
    before = b""
    for piece in _pieces(archive, member.filename):
        if outline:
            outline.feed(piece)
        else:
            _refuse_entities(before + piece)
        before = piece[-20:]


def _refuse_entities(piece: bytes) -> None:
    if b"<!" in piece and DECLARATION.search(piece):
        raise Refused("entities")


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of an XML part; refuse an encoding in which the reader finds nothing."""
    with archive.open(name) as part:
        first = part.read(CHUNK)
        if b"\0" in first[:64] or ENCODING.match(first.removeprefix(b"\xef\xbb\xbf")[:400]):
            raise Refused("odd encoding")
        yield first
        while piece := part.read(CHUNK):
            yield piece


class _Outline:
    """Follows elements as they open and close; refuses entities and deep nesting."""

    def __init__(self) -> None:
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._declared

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse a piece."""
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError:
            raise Refused("broken") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise Refused("too deep")
        self.start(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(" ")[2])

    def _declared(self, *_: object) -> None:
        raise Refused("entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element open."""

    def end(self, name: str) -> None:
        """See an element close."""

    def text(self, text: str) -> None:
        """See some text."""


class SheetXml:
    """The XML of one sheet: counted, and parsed only where counting does not tell enough."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self._archive, self._part = archive, part
        self._values = 0
        self._cells: _Cells | None = None
        plain, rest = archive.getinfo(part).file_size >= COUNTED_FROM, b""
        for piece in _pieces(archive, part):
            text = rest + piece
            cut = max(text.rfind(b"<c "), text.rfind(b"<row "), 0)  # no value is cut in two
            rest = text[cut:]
            plain &= self._count(text[:cut])
        plain &= self._count(rest)
        if not plain:
            self._cells = self._parsed()

    def _count(self, piece: bytes) -> bool:
        """Count a piece's values; tell whether counting is enough."""
        _refuse_entities(piece)
        self._values += piece.count(b"</v>") + piece.count(b"</is>")
        # Without digits, all cells that point at a text read alike.
        bare = piece.translate(None, b"0123456789")
        pointing = bare.count(b't="s"><v></v>') if b'"s"' in piece else 0
        odd = b"'s'" in piece or bare.count(b'"s"') != pointing
        if odd and WRONG_PLACE.search(piece):
            raise Refused("unclear cells")
        opened = bare.count(b"<") - 2 * bare.count(b"</") - bare.count(b"/>")
        return not (
            abs(opened) > DEPTH or b"hidden" in bare or (b"<f" in bare and NO_RESULT.search(piece))
        )

    def _parsed(self) -> _Cells:
        cells = _Cells()
        for piece in _pieces(self._archive, self._part):
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


class _Cells(_Outline):
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
        if not (0 < self._row <= LAST_ROW and 0 < self._column <= LAST_COLUMN):
            raise Refused("outside")
        self._width = max(self._width, self._column)
        self.twice |= (self._row, self._column) in self._seen
        self._seen.add((self._row, self._column))

    def notes(self) -> dict[str, Any]:
        """Return what there is to say."""
        width = self._width or LAST_COLUMN
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
