"""The files of a session: their rows while decisions are made, then only what was given."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable

from ips_audit.intake.files.source import Book, display_name
from ips_audit.progress import Progress
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


def read(name: str, content: Callable[[], bytes], progress: Progress) -> Source:
    """Read a file, given by its name and what returns its content; tell how far that is."""
    what = words.READING.format(name=display_name(name))
    progress(0, 2, what)
    data = content()
    progress(1, 2, what)
    return Source(name, data)
