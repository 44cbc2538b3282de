"""The files of a session: their rows while decisions are made, then only what was given."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence

from ips_audit.intake.files.source import Book, display_name
from ips_audit.model import Progress
from ips_audit.words import progress as words

QUICK = 1  # of zlib's levels: text packs to about a fifth at 100 MB a second


class Source:
    """One file of a session.

    Parameters
    ----------
    name : str
    data : bytes

    Raises
    ------
    UnreadableFile
        With a plain message.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.digest = hashlib.sha256(data).hexdigest()[:12]
        self._given = data
        self._folded = False
        self._book: Book | None = self._opened()

    @property
    def book(self) -> Book:
        """The sheets; read again if they were let go."""
        book = self._book
        if book is None:
            self._book = book = self._opened()
        return book

    def changed(self) -> bool:
        """Tell whether the file is another one than when it was opened: never, it is held here."""
        return False

    def folded(self) -> bytes | None:
        """Return the file in little room; None if it is a workbook, which is packed already."""
        if self._folded:
            return self._given
        return zlib.compress(self._given, QUICK) if self.book.kind == "csv" else None

    def let_go(self, folded: bytes | None) -> None:
        """Let go of the rows; keep the file, in the room that `folded` found for it."""
        if folded is not None:
            self._given, self._folded = folded, True
        self._book = None

    def _opened(self) -> Book:
        from ips_audit.intake.files.reading import open_source

        data = zlib.decompress(self._given) if self._folded else self._given
        return open_source(self.name, data)


def read_all(files: Sequence[tuple[str, Callable[[], bytes]]], progress: Progress) -> list[Source]:
    """Read files, each a name and what returns its content; tell how many bytes are read."""
    contents = [(name, content()) for name, content in files]
    done, of = 0, sum(len(content) for _, content in contents)
    sources = []
    for i, (name, content) in enumerate(contents, 1):
        progress(done, of, words.READING.format(name=display_name(name), n=i, of=len(files)))
        sources.append(Source(name, content))
        done += len(content)
    return sources
