"""People who are in more than one service: each counted once in all services together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import questions
from ips_audit.intake.people.all_rows import Rows, repeated
from ips_audit.intake.questions import APART, ONE_PERSON, SAME_REFERENCE, Draft
from ips_audit.model import (
    ALWAYS,
    Settings,
)
from ips_audit.words import intake as words

# Of the references that stand in two services: so many beside the same person each time, or so few.
SAME, DIFFERENT = 0.9, 0.5
AGE_SLACK = 2  # years between two starts of one person


@dataclass(frozen=True)
class Shared:
    """References that stand in more than one service, and how many agree on who it is."""

    n: int
    agree: int


def count_once(rows: Rows, keep: NDArray[np.int64], settings: Settings, draft: Draft) -> bool:
    """Decide whether people with one reference in several services are counted once in all.

    Parameters
    ----------
    rows : Rows
    keep : int array
        Positions of the rows that are people, one a person of each service.
    settings : Settings
    draft : Draft
        Takes what is said or asked.

    Returns
    -------
    bool
        True where somebody is in several services. Services that number their own people use
        the same references for others: their ethnic groups, genders and ages then differ.
    """
    if rows.person is None or settings.one_row_a_person == "each row":
        return False
    found = _shared(rows, rows.person[keep], keep)
    if not found.n:
        return False
    said = settings.answers.get("rows", {}).get(SAME_REFERENCE)
    if said is None and found.agree >= SAME * found.n:
        said = ONE_PERSON
    elif said is None and found.agree <= DIFFERENT * found.n:
        said = APART
    if said is None:
        draft.ask(questions.same_reference(found.n, found.agree))
    elif said == ONE_PERSON:
        draft.warnings.append(words.in_several_services(found.n))
    else:
        draft.warnings.append(words.REFERENCES_APART.format(n=found.n))
    return said == ONE_PERSON


def _shared(rows: Rows, person: NDArray[np.int32], keep: NDArray[np.int64]) -> Shared:
    if not repeated(person):
        return Shared(0, 0)
    order = np.argsort(person, kind="stable")
    order = order[person[order] >= 0]
    begin = np.flatnonzero(np.diff(person[order], prepend=-1))
    several = np.diff(begin, append=len(order)) > 1
    agree = np.ones(len(begin), dtype=bool)
    at = keep[order]
    told = [(rows.groups[d].astype(np.float64), 0) for d in ALWAYS]
    for values, slack in (*told, (rows.age.astype(np.float64), AGE_SLACK)):
        known = values[at]
        known[known < 0] = np.nan
        # A minimum or maximum that passes over what is not known.
        most = np.fmax.reduceat(known, begin)
        least = np.fmin.reduceat(known, begin)
        agree &= ~(most - least > slack)
    return Shared(int(several.sum()), int((agree & several).sum()))
