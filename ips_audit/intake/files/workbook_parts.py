"""The parts of a zipped workbook: refused before they are unpacked, or while they are looked at.

Part of `workbook_script`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from ips_audit.intake.files import limits

CHUNK = 1 << 20  # bytes looked at at a time
SMALL = 2_000_000  # bytes: parts that are no sheets are parsed up to here
ENCRYPTED = 0x1

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MANIFEST = "META-INF/manifest.xml"
ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-?8|us-ascii|ascii)", re.I)
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


class Refused(Exception):
    """The workbook is not read; the message is one word for the reason."""


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
    if len(members) > limits.MEMBERS:
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
    if unpacked > limits.UNPACKED_BYTES or any(map(_unpacks_too_well, members)):
        raise Refused("too much")
    names = set(archive.namelist())
    if MANIFEST in names and b"encryption-data" in archive.read(MANIFEST):
        raise Refused("password")
    if names & {WORKBOOK, "xl/workbook.bin", "content.xml"}:
        return
    if any(n.startswith("xl/") for n in names):
        raise Refused("broken")
    raise Refused("document" if any(n.startswith("word/") for n in names) else "archive")


def _unpacks_too_well(member: zipfile.ZipInfo) -> bool:
    """Tell whether a part is many times larger than what is stored of it."""
    ratio = limits.ODS_RATIO if member.filename == "content.xml" else limits.UNPACK_RATIO
    return member.file_size > max(limits.RATIO_FLOOR, ratio * member.compress_size)


def part_key(name: str) -> str:
    """Return a part's name as readers compare them: case and kind of slash do not count."""
    return name.replace("\\", "/").lstrip("/").casefold()


def sheets_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
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
    content = b"".join(pieces(archive, name))
    if len(content) > SMALL:
        raise Refused("too much")
    Outline().feed(content, last=True)  # entities, before anything resolves them
    return ElementTree.fromstring(content)


def check_other(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Look at a part that is no sheet: for entities, and for elements nested without end."""
    outline = Outline() if member.file_size <= SMALL else None
    before = b""
    for piece in pieces(archive, member.filename):
        if outline:
            outline.feed(piece)
        else:
            refuse_entities(before + piece)
        before = piece[-20:]


def refuse_entities(piece: bytes) -> None:
    """Refuse a piece of XML that declares entities: a few of them can grow without end."""
    if b"!" in piece and DECLARATION.search(piece):
        raise Refused("entities")


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of an XML part; refuse an encoding in which the reader finds nothing."""
    with archive.open(name) as part:
        first = part.read(CHUNK)
        if b"\0" in first[:64] or ENCODING.match(first.removeprefix(b"\xef\xbb\xbf")[:400]):
            raise Refused("odd encoding")
        yield first
        while piece := part.read(CHUNK):
            yield piece


class Outline:
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
        if self._depth > limits.DEPTH:
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
