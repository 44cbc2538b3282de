"""References to numbers: rows with the same number are the same person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.raw import DAMAGED_NUMBER, NO_REFERENCE, NOBODY, RawTexts
from ips_audit.intake.files.table import Column
from ips_audit.intake.matching.codelists import plain

Numbers = NDArray[np.int32]
DAMAGED = re.compile(DAMAGED_NUMBER)


def person_numbers(columns: Sequence[Column | None], lengths: Sequence[int]) -> Numbers:
    """Give a number to each person whom the references of one or more tables name.

    Parameters
    ----------
    columns : sequence of Column or None
        The column of references of each table; None where it has none.
    lengths : sequence of int
        Rows of each table.

    Returns
    -------
    int32 array
        One number a row of all tables, the same for the same reference in any of them;
        -1 where there is none. Case and surrounding blanks do not count.
    """
    if len(columns) == 1 and columns[0] is not None and isinstance(columns[0].part, RawTexts):
        numbers = columns[0].part.numbers()
        if numbers is not None:
            return numbers
    place: defaultdict[str, int] = defaultdict(count().__next__)  # the next for a new one
    out = []
    for column, n in zip(columns, lengths, strict=True):
        if column is None:
            out.append(np.full(n, NOBODY, dtype=np.int32))
            continue
        places = [NOBODY if f is None else place[f] for f in references(column.answers)]
        out.append(np.array(places, dtype=np.int32)[column.codes])
    return np.concatenate(out)


def repeated(numbers: NDArray[np.integer[Any]]) -> bool:
    """Tell whether any person stands on more than one row."""
    if (numbers[1:] > numbers[:-1]).all():
        return False  # without a copy in order
    ordered = np.sort(numbers[numbers >= 0])
    return bool((ordered[1:] == ordered[:-1]).any())


def references(answers: Sequence[object]) -> list[str | None]:
    """Return the forms in which references are compared; None for a blank or a stopgap.

    Parameters
    ----------
    answers : sequence
        Distinct answers.

    Returns
    -------
    list of str or None
    """
    texts = [a if isinstance(a, str) else "" for a in answers]
    joined = "".join(texts)
    if all(texts) and joined.isascii() and joined.isalnum():
        # Plain already: references come by the hundred thousand.
        forms = "\n".join(texts).casefold().split("\n")
        return [None if f in NO_REFERENCE else f for f in forms]
    forms = ["" if a is None else plain(a).casefold() for a in answers]
    return [None if f in NO_REFERENCE or DAMAGED.match(f) else f for f in forms]
