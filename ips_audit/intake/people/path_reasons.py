"""Why people were not accepted or left: only answers that several people share keep their name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.identifiers import holds_details
from ips_audit.intake.people.path_rows import Texts
from ips_audit.intake.people.persons import Persons
from ips_audit.model import Reasons
from ips_audit.words.path_columns import OTHER_REASON

FEWEST = 5  # people who share an answer before it becomes a name
LONGEST = 40  # characters; more are free text


def reasons_of(
    texts: Texts, persons: Persons, of: NDArray[np.bool_], weight: NDArray[np.int64]
) -> Reasons | None:
    """Return why some people did not go on.

    Parameters
    ----------
    texts : Texts
        A reason a row.
    persons : Persons
    of : bool array
        The people whose reason is wanted.
    weight : int array
        How many people each stands for.

    Returns
    -------
    Reasons or None
        Free text never becomes a name: an answer of fewer than five people, of more than 40
        characters or like a personal detail is *Other reason*. None where nobody has a reason.
    """
    codes = persons.first_known(texts.codes).astype(np.int64)
    codes = np.where(of, codes, -1)
    there = codes >= 0
    if not there.any():
        return None
    n = np.bincount(codes[there], weights=weight[there], minlength=len(texts.texts))
    other = fold(OTHER_REASON)
    kept = [
        i
        for i, text in enumerate(texts.texts)
        if n[i] >= FEWEST
        and len(text) <= LONGEST
        and not holds_details(text)
        and fold(text) not in (other, "other")
    ]
    kept.sort(key=lambda i: (-n[i], texts.texts[i]))
    place = np.full(len(texts.texts), len(kept), dtype=np.int16)
    place[kept] = np.arange(len(kept))
    of_person = np.where(there, place[codes], -1).astype(np.int16)
    names = [texts.texts[i] for i in kept]
    if (of_person == len(kept)).any():
        names.append(OTHER_REASON)
    return Reasons(tuple(names), of_person)
