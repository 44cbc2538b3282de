"""Which encoding a text is written in: by its mark, by zeros between letters, else by its bytes."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from itertools import chain

from ips_audit.intake.files.source import Content, UnreadableFile, pieces
from ips_audit.words import reading as words

USUAL = frozenset("–—‘’“”•…£€°½¼¾©®™·\u00a0¬´§²³«»")  # what is typed besides letters
UTF32 = {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"}
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def encoding_of(name: str, data: Content) -> tuple[str, list[str]]:
    """Decide a text's encoding: by its mark, zeros between letters, UTF-8, then Windows' own.

    Parameters
    ----------
    name : str
        Safe to show.
    data : bytes or OnDisk

    Returns
    -------
    (str, list of str)
        The encoding as Python names it, and what there is to say about odd bytes.

    Raises
    ------
    UnreadableFile
        If it is no text.
    """
    if data[:4] in UTF32:
        return UTF32[data[:4]], []
    if data[:2] in UTF16:
        return UTF16[data[:2]], []
    sample = data[:50_000]
    if sample[:200].count(0) > len(sample[:200]) / 4:
        little = sample[:200][1::2].count(0) > sample[:200][::2].count(0)
        return "utf-16-le" if little else "utf-16-be", []
    control = sum(sample.count(bytes([b])) for b in (*range(9), *range(14, 32), 127))
    if control > len(sample) * 0.02:
        raise UnreadableFile(words.NOT_TEXT.format(name=name))
    wrong, right = _not_utf8(data)
    if not wrong:
        return "utf-8", []
    odd, usual = _windows_characters(data)
    said = [words.BAD_BYTES.format(name=name)]
    if wrong <= right or not usual:
        return "utf-8", said
    return "cp1252", said if odd else []


def _windows_characters(data: Content) -> tuple[int, int]:
    """Count the characters beyond ASCII that Windows' code page makes odd, and usual, sense of."""
    letters = [p.translate(None, delete=bytes(range(128))) for p in pieces(data)]
    beyond = b"".join(letters).decode("cp1252", "replace")
    usual = sum(n for c, n in Counter(beyond).items() if c in USUAL or (c.isalpha() and c != "ÿ"))
    return len(beyond) - usual, usual


def _not_utf8(data: Content) -> tuple[int, int]:
    """Count what is no UTF-8, and the letters beyond ASCII that are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wrong = beyond = 0
    for piece in chain(pieces(data), [b""]):
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece, final=not piece)
        bad = text.count("\ufffd")
        wrong += bad
        beyond += sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - bad
    return wrong, beyond
