"""What a file is before a table is found in it: a source, its sheets, or a refusal."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

Cell = object
Row = Sequence[Cell]

PIECE = 1 << 22  # bytes looked at at a time
# Characters that show as nothing, such as the mark that old programs end a file with.
BLANKS = "".join(map(chr, range(33))) + "\x7f\u00a0\u200b\ufeff"


class UnreadableFile(Exception):
    """The file cannot be used; the message says what happened, where, and how to mend it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class OnDisk:
    """The bytes of a file, fetched piece by piece: a large text need not fit in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stat = path.stat()

    def changed(self) -> bool:
        """Tell whether the file is another one than at first."""
        now = self.path.stat()
        return (now.st_size, now.st_mtime_ns) != (self._stat.st_size, self._stat.st_mtime_ns)

    def startswith(self, beginning: bytes | tuple[bytes, ...]) -> bool:
        """Tell whether the file begins with these bytes."""
        return self[:64].startswith(beginning)

    def __len__(self) -> int:
        return self._stat.st_size

    def __getitem__(self, part: slice) -> bytes:
        """Return some of the bytes."""
        first, last, _ = part.indices(len(self))
        with self.path.open("rb", buffering=0) as file:
            file.seek(first)
            return file.read(max(0, last - first))


Content = bytes | OnDisk


def opened(data: Content) -> BinaryIO:
    """Return the bytes as a stream."""
    return io.BytesIO(data) if isinstance(data, bytes) else data.path.open("rb")


def pieces(data: Content) -> Iterator[bytes]:
    """Yield the bytes a piece at a time."""
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


@dataclass(frozen=True)
class Source:
    """One file as given. The name is shown to people and is never used as a path."""

    name: str
    data: Content

    def digest(self) -> str:
        """Return the first 12 digits of the content's SHA-256."""
        with opened(self.data) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:12]  # type: ignore[arg-type]


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


def stem(name: str) -> str:
    """Return a file's name without its ending; a sheet's name as it is."""
    return re.sub(r"\.(xls[xmb]?|ods|csv|tsv|txt)$", "", display_name(name), flags=re.IGNORECASE)


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
