"""Each group against everyone else among people alike in several characteristics at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.analysis.intervals import wilson
from ips_audit.analysis.logistic import design, firth
from ips_audit.analysis.outcomes import outcome_peoples
from ips_audit.analysis.standardised import Standardised, standardise
from ips_audit.analysis.tally import Codes, Counts, Outcome, Tally, whole
from ips_audit.model import (
    AGE_BAND,
    ALL_SERVICES,
    GENDER,
    QUARTER,
    SERVICE,
    Adjusted,
    AdjustedGroup,
    CheckQuestion,
    Dimension,
    Settings,
)
from ips_audit.model.thresholds import EVENTS_EACH, FEWEST_PEOPLE, KNOWN_ENOUGH, MOST_UNSEEN, MOVES
from ips_audit.words import adjusted as words
from ips_audit.words import findings

# What people are made alike in, where it is known and not all are the same.
CHARACTERISTICS = (SERVICE, GENDER, AGE_BAND, QUARTER)


@dataclass(frozen=True)
class Combined:
    """People by group and by every combination of characteristics that occurs.

    Attributes
    ----------
    names : tuple of str
        Of the groups.
    group : ndarray of int
        Of each row; only known ones.
    codes : mapping of Dimension to ndarray of int
        The level of each characteristic in each row; `levels` stands for not known.
    levels : mapping of Dimension to int
        How many levels a characteristic has.
    events, of : ndarray of int
        People with the event, and all people, of each row.
    """

    names: tuple[str, ...]
    group: Codes
    codes: Mapping[Dimension, Codes]
    levels: Mapping[Dimension, int]
    events: Counts
    of: Counts

    def only(self, rows: NDArray[np.bool_]) -> Combined:
        """Return the rows that are marked."""
        codes = {d: c[rows] for d, c in self.codes.items()}
        return replace(
            self, group=self.group[rows], codes=codes, events=self.events[rows], of=self.of[rows]
        )

    def known(self, d: Dimension) -> NDArray[np.bool_]:
        """Mark the rows in which a characteristic is known."""
        return np.asarray(self.codes[d] < self.levels[d])


def adjusted_jobs(tally: Tally, settings: Settings) -> Iterator[Adjusted]:
    """Compare who got a job among people alike in service, gender, age band and quarter.

    Parameters
    ----------
    tally : Tally
    settings : Settings

    Yields
    ------
    Adjusted
        For each service and all together, and each of the tables of jobs. None where people
        differ in nothing that could be made alike.
    """
    if not tally.has_outcome:
        return
    main = tally.dimensions[0]
    for service in tally.scopes:
        for people, enough_months in outcome_peoples(tally, settings).items():
            table = combined_jobs(tally.part(service, enough_months))
            head = head_of(CheckQuestion.OUTCOME, service, main, people)
            if service == ALL_SERVICES and tally.together is not None:
                head = replace(head, sentences=(words.SEVERAL_SERVICES,))
            found = adjusted(head, table)
            if found is not None:
                yield found


def combined_jobs(part: Tally) -> Combined:
    """Count people with a known group and outcome by what they are made alike in.

    Parameters
    ----------
    part : Tally

    Returns
    -------
    Combined
    """
    main, rows = part.dimensions[0], part.rows
    known = rows.codes[main] < len(part.groups[main])
    rows = rows.only(known & np.isin(rows.outcome, (Outcome.JOB, Outcome.NO_JOB)))
    levels = {d: len(part.groups[d]) for d in CHARACTERISTICS}
    codes = {d: rows.codes[d] for d in CHARACTERISTICS}
    jobs = np.where(rows.outcome == Outcome.JOB, rows.people, 0)
    table = Combined(part.groups[main], rows.codes[main], codes, levels, jobs, rows.people)
    return _added_up(table)


def _added_up(table: Combined) -> Combined:
    """Put rows that are alike in everything together."""
    sizes = [len(table.names), *(n + 1 for n in table.levels.values())]
    flat = np.zeros(len(table.group), dtype=np.int64)
    for codes, size in zip((table.group, *table.codes.values()), sizes, strict=True):
        flat = flat * size + codes
    _, first, at = np.unique(flat, return_index=True, return_inverse=True)
    events, of = (whole(np.bincount(at, x, len(first))) for x in (table.events, table.of))
    chosen = {d: c[first] for d, c in table.codes.items()}
    return Combined(table.names, table.group[first], chosen, table.levels, events, of)


def head_of(question: CheckQuestion, service: str, dimension: Dimension, people: str) -> Adjusted:
    """Say what is asked, before anything is worked out."""
    return Adjusted(question, service, dimension, people, (), (), 0, 0, 0, 0, ())


def adjusted(head: Adjusted, table: Combined) -> Adjusted | None:
    """Fill in the shares and ratios among people alike in what is known of them.

    Parameters
    ----------
    head : Adjusted
        Says what is asked, with sentences that hold whatever comes out.
    table : Combined

    Returns
    -------
    Adjusted or None
        With `why_not` where there are too few people for so many characteristics, or groups
        cannot be told from them. None where there are fewer than two groups, or people differ
        in no characteristic.
    """
    everyone = int(table.of.sum())
    asked = [d for d in table.levels if table.of[table.known(d)].any()]
    rare = [d for d in asked if table.of[table.known(d)].sum() < KNOWN_ENOUGH * everyone]
    asked = [d for d in asked if d not in rare]
    partly = [d for d in asked if not table.known(d).all()]
    for d in partly:
        table = table.only(table.known(d))
    used = tuple(d for d in asked if len(np.unique(table.codes[d])) > 1)
    names, group = _present(table.group)
    if not used or len(names) < 2:
        return None
    others = [_present(table.codes[d])[1] for d in used]
    n, of = int(table.events.sum()), int(table.of.sum())
    coefficients = len(names) - 1 + sum(int(codes.max()) for codes in others)
    said = list(head.sentences)
    if rare:
        said.append(words.TOO_RARELY_KNOWN.format(names=words.alike(rare), known=KNOWN_ENOUGH))
    if everyone > of:
        said.append(words.left_out(everyone - of, partly))
    head = replace(
        head, adjusted_for=used, n=n, of=of, coefficients=coefficients, left_out=everyone - of
    )
    if min(n, of - n) < EVENTS_EACH * coefficients:
        return replace(head, why_not=_too_few(head), sentences=tuple(said))
    x = design([group, *others], [int(codes.max()) + 1 for codes in (group, *others)])
    if x is None:
        why_not = words.GO_TOGETHER.format(alike=words.alike(used))
        return replace(head, why_not=why_not, sentences=tuple(said))
    fit = firth(x, table.events, table.of)
    if not fit.converged:
        return replace(head, why_not=words.NO_FIT, sentences=tuple(said))
    shown = [table.names[i] for i in names]
    groups = tuple(_groups(shown, group, table, standardise(x, fit, table.of)))
    told = (*_what(head, groups), *said, *_doubts(shown, group, others, table.of))
    return replace(head, groups=groups, sentences=told)


def _present(codes: Codes) -> tuple[list[int], Codes]:
    """Return the levels that occur, and codes among these."""
    levels, at = np.unique(codes, return_inverse=True)
    return levels.tolist(), at


def _too_few(head: Adjusted) -> str:
    """Say how many people would be needed to look at so many characteristics together."""
    did, did_not = words.EVENTS[head.question]
    n, who = min((head.n, did), (head.of - head.n, did_not))
    return words.TOO_FEW.format(
        alike=words.alike(head.adjusted_for), n=findings.people(n), who=who, each=EVENTS_EACH,
        needed=EVENTS_EACH * head.coefficients, coefficients=head.coefficients,
    )  # fmt: skip


def _groups(
    names: Sequence[str], group: Codes, table: Combined, found: Sequence[Standardised]
) -> Iterator[AdjustedGroup]:
    """Set each group as counted beside itself among people alike in other ways."""
    events = np.bincount(group, table.events, len(names)).tolist()
    of = np.bincount(group, table.of, len(names)).tolist()
    for name, x, n, g in zip(names, events, of, found, strict=True):
        share, rest = wilson(x, n), (sum(events) - x) / (sum(of) - n)
        ratio = x / n / rest if rest else None
        made = AdjustedGroup(name, int(n), share.value, share.low, share.high, ratio)
        if n < FEWEST_PEOPLE:
            yield made
            continue
        yield replace(
            made,
            adjusted_share=g.share.value,
            adjusted_low=g.share.low,
            adjusted_high=g.share.high,
            adjusted_ratio=g.ratio.value,
            adjusted_ratio_low=g.ratio.low,
            adjusted_ratio_high=g.ratio.high,
        )


def _what(head: Adjusted, groups: Sequence[AdjustedGroup]) -> Iterator[str]:
    """Say what is shown, which ratios move, and what it rests on."""
    alike = words.alike(head.adjusted_for)
    yield words.WHAT_IT_IS.format(alike=alike)
    by_move = {
        g: abs(g.adjusted_ratio / g.ratio - 1) for g in groups if g.ratio and g.adjusted_ratio
    }
    moved = sorted((g for g in by_move if by_move[g] > MOVES), key=lambda g: -by_move[g])
    for g in moved[: findings.MOST_TOLD]:
        yield words.moves(g, head.adjusted_for)
    if not moved:
        yield words.HARDLY_MOVES
    one = len(head.adjusted_for) == 1
    yield (words.RESTS_ON_ONE if one else words.RESTS_ON).format(alike=alike)


def _doubts(
    names: Sequence[str], group: Codes, others: Sequence[Codes], of: Counts
) -> Iterator[str]:
    """Name the groups that are not judged, and those with nobody in parts that weigh much."""
    people = np.bincount(group, of, len(names))
    small = [name for name, n in zip(names, people, strict=True) if n < FEWEST_PEOPLE]
    if small:
        yield words.SMALL.format(fewest=FEWEST_PEOPLE, groups=findings.listed(small))
    unseen = np.zeros((len(names), len(of)), dtype=bool)
    for codes in others:
        size = int(codes.max()) + 1
        there = np.bincount(group * size + codes, of, len(names) * size) > 0
        unseen |= ~there.reshape(len(names), size)[:, codes]
    much = unseen @ of > MOST_UNSEEN * of.sum()
    rests = [g for g, m in zip(names, much, strict=True) if m and g not in small]
    if rests:
        yield words.UNSEEN.format(groups=findings.listed(rests))
