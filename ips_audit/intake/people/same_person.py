"""Rows that stand for one person, where no column is known to be a reference.

A reference is known by its values: rows with the same one have the same ethnic group, gender and
date of birth, far more often than chance would have it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import questions
from ips_audit.intake.files.table import Column, blank, is_date
from ips_audit.intake.files.unique_texts import NO_REFERENCE
from ips_audit.intake.matching.ages import ages_of
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.roles import heading_roles
from ips_audit.intake.people.all_rows import Part, person_numbers, repeated
from ips_audit.intake.questions import Draft
from ips_audit.model import (
    ALWAYS,
    Settings,
)
from ips_audit.words import identifiers
from ips_audit.words import intake as words

LOOK_AT = 100_000  # rows: enough to see whether a column repeats with the same people
FEW = 400  # answers looked at to tell dates
AGREE = 0.5  # of the answers that repeat, at least so many always stand beside the same person,
SURE = 4  # and so many standard deviations more than by chance
DIFFER = 0.5  # of a reference's repeats; where fewer agree it can hardly be one of people
# References of other things than people, unless the heading says whose they are as well.
OF_OTHERS = re.compile(
    r"\b(referrals?|cases?|episodes?|records?|rows?|enrol\w*|spells?|contacts?|events?|entry|"
    r"lines?|requests?|no|number|ref|reference|appointments?|activity|placements?|jobs?)\b"
)
OF_PEOPLE = re.compile(
    r"\b(clients?|persons?|patients?|participants?|service users?|su|nhs|people|individuals?|"
    r"learners?|subjects?|customers?|members?|pseudonym|unique)\b"
)
TIMES_CHANCE = 5  # so many more rows look alike than chance makes

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Facet:
    """Something that stays the same of a person: a code for each row, -1 where not known."""

    name: str
    codes: Codes
    slack: int = 0  # codes of one person may differ by so much

    def chance(self) -> float:
        """Return how likely two rows have the same, were they of any two people."""
        known = self.codes[self.codes >= 0]
        shares = np.bincount(known) / max(len(known), 1)
        return min(1.0, float((shares**2).sum()) * (2 * self.slack + 1))


def ask_who_is_one_person(part: Part, key: str, settings: Settings, draft: Draft) -> None:
    """Ask whether rows with the same answer are one person, where a column repeats like that.

    Parameters
    ----------
    part : Part
        One service file.
    key : str
        The settings key of its columns: "columns" or "file_columns.<file>".
    settings : Settings
        As they hold for this file; what was decided is not asked again.
    draft : Draft
        Takes the question; or a warning, where rows look alike and no column can be a reference.
    """
    known = part.columns.get("person")
    if "person" in settings.columns or "people" in part.columns or part.table.n_rows < 2:
        return
    again = known is not None and part.person is not None and repeated(part.person)
    if known is not None and not again and not _of_others(known):
        return
    few = _first_rows(part)
    facets = _facets(few)
    doubtful = again and _stands_for_several(few, facets)
    if again and not doubtful:
        return
    found = [c for c in few.table.columns if _could_be(c, few) and _is_reference(c, facets)]
    if doubtful and known is not None:
        found = [c for c in few.table.columns if c.letter == known.letter] + found
    plain_ones = [c for c in found if not kind_of(c)]
    if found:
        by_heading = {c.heading: c for c in part.table.columns}
        shown = [(c.heading, _people(by_heading[c.heading])) for c in plain_ones or found]
        shown.sort(key=lambda s: s[1])
        held = "" if known is None or doubtful else known.heading
        same = [] if doubtful else [f.name for f in facets]
        draft.ask(questions.who_is_one_person(key, shown, held, part.table.n_rows, same))
    elif known is None and (n := _look_alike(facets, few)):
        draft.warnings.append(words.look_alike(n, [f.name for f in facets]))


def _first_rows(part: Part) -> Part:
    """Return the part with its first rows only, where there are very many."""
    if part.table.n_rows <= LOOK_AT:
        return part
    keep = np.arange(part.table.n_rows) < LOOK_AT
    cut = {c.letter: replace(c, part=c.part.kept(keep)) for c in part.table.columns}
    numbers = part.table.row_numbers[keep]
    table = replace(part.table, columns=tuple(cut.values()), row_numbers=numbers)
    # A column that stands for several is none of the table's.
    roles = {
        r: cut[c.letter]
        if any(c is own for own in part.table.columns)
        else replace(c, part=c.part.kept(keep))
        for r, c in part.columns.items()
    }
    return replace(part, table=table, columns=roles)


def _facets(part: Part) -> list[Facet]:
    """Return what a person's rows have in common, as far as the file tells."""
    columns, out = part.columns, []
    for dimension in ALWAYS:
        if (column := columns.get(dimension.key)) is not None:
            places = np.asarray(part.groups[dimension], dtype=np.int64)
            out.append(Facet(dimension.name, places[column.codes]))
    if (birth := columns.get("date_of_birth")) is not None:
        days = read_dates(birth.answers, birth=True).values
        ranks = {d: i for i, d in enumerate(sorted({d for d in days if d is not None}))}
        born = [-1 if d is None else ranks[d] for d in days]
        out.append(Facet("date of birth", np.asarray(born, dtype=np.int64)[birth.codes]))
    elif (age := columns.get("age")) is not None:
        ages = [-1 if a is None else int(a) for a in ages_of(age.answers)]
        out.append(Facet("age", np.asarray(ages, dtype=np.int64)[age.codes], slack=1))
    return out


def _could_be(column: Column, part: Part) -> bool:
    """Tell a column that plays no role and holds many different answers, but no dates or notes."""
    roles = {r for r, s in heading_roles(column.original).items() if s > 0}
    if any(column is c for c in part.columns.values()) or roles - {"person"}:
        return False
    if kind_of(column) == identifiers.NOTES:
        return False
    n, distinct = len(column.codes), len(column.answers)
    if not n / 20 <= distinct < n:
        return False
    answers = [a for a in column.part.first_answers(FEW) if not blank(a)]
    if any(isinstance(a, float) and not a.is_integer() for a in answers):
        return False
    # A short number may be a day as spreadsheets count them, but hardly in a column of its own.
    texts = [a for a in answers if not re.fullmatch(r"\d{1,7}(\.0)?", plain(a).strip())]
    dates = [d for d in read_dates(texts).values if d is not None] if texts else []
    return not any(map(is_date, answers)) and 2 * len(dates) < len(answers)


def _is_reference(column: Column, facets: Sequence[Facet]) -> bool:
    """Tell whether the answers that repeat stand beside the same people, and not by chance."""
    agree, n = _agreement(column, np.zeros(len(column.codes), dtype=np.int64), facets)
    chance = float(np.prod([f.chance() for f in facets]))
    luck = chance + SURE * math.sqrt(chance * (1 - min(chance, 1)) / n) if n else 1.0
    return n > 0 and agree >= max(AGREE * n, luck * n)


def _of_others(known: Column) -> bool:
    """Tell a reference, by its heading, that need not be one of people."""
    heading = fold(known.original)
    return OF_OTHERS.search(heading) is not None and not OF_PEOPLE.search(heading)


def _stands_for_several(part: Part, facets: Sequence[Facet]) -> bool:
    """Tell a column of references whose repeats are mostly different people, in one service."""
    service = part.columns.get("service")
    within = np.zeros(part.table.n_rows, dtype=np.int64) if service is None else service.codes
    agree, n = _agreement(part.columns["person"], within.astype(np.int64), facets)
    return n > 0 and agree < DIFFER * n


def _agreement(column: Column, within: Codes, facets: Sequence[Facet]) -> tuple[int, int]:
    """Return how many answers that repeat stand beside one person only, and how many repeat."""
    no_reference = np.array(
        [a is None or plain(a).casefold() in NO_REFERENCE for a in column.answers]
    )
    codes = column.codes.astype(np.int64)
    codes = np.where(no_reference[codes], -1, codes)
    codes = np.where(codes < 0, -1, codes * (within.max(initial=0) + 1) + within)
    codes = np.unique(codes, return_inverse=True)[1] - (codes < 0).any()
    counts = np.bincount(codes[codes >= 0], minlength=1)
    there = np.flatnonzero((codes >= 0) & (counts[codes] > 1))
    if not len(there):
        return 0, 0
    order = there[np.argsort(codes[there], kind="stable")]
    begin = np.flatnonzero(np.diff(codes[order], prepend=-1))
    agrees = np.ones(len(begin), dtype=bool)
    for facet in facets:
        values = facet.codes[order]
        most = np.maximum.reduceat(values, begin)
        known = np.where(values < 0, most.repeat(np.diff(begin, append=len(values))), values)
        agrees &= most - np.minimum.reduceat(known, begin) <= facet.slack
    return int(agrees.sum()), len(agrees)


def _people(column: Column) -> int:
    """Count the people that a column of references names; each row without one is a person."""
    numbers = person_numbers([column], [len(column.codes)])
    return len(np.unique(numbers[numbers >= 0])) + int((numbers < 0).sum())


def _look_alike(facets: Sequence[Facet], part: Part) -> int:
    """Count the rows that repeat another's ethnic group, gender and date of birth, beyond chance.

    Without dates of birth too many people look alike for that to mean anything.
    """
    if facets[-1].name != "date of birth":
        return 0
    known = np.logical_and.reduce([f.codes >= 0 for f in facets])
    stacked = np.stack([f.codes[known] for f in facets])
    n = stacked.shape[1]
    different, counts = np.unique(stacked, axis=1, return_counts=True)
    alike = _pairs(counts)
    by_chance = n * (n - 1) / 2
    for codes in different:
        by_chance *= _pairs(np.bincount(codes)) / max(_pairs(np.array([len(codes)])), 1)
    again = int((counts - 1).sum())
    return again if again > 2 and alike > TIMES_CHANCE * by_chance else 0


def _pairs(counts: Codes) -> float:
    """Count the pairs within groups of these sizes."""
    return float((counts * (counts - 1) / 2).sum())
