"""Comparisons made again with services, or groups of another dimension, kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ips_audit.analysis.outcomes import outcome_peoples
from ips_audit.analysis.stratified import (
    Floats,
    cmh,
    interaction,
    mantel_haenszel_ratio,
    total_misleads,
)
from ips_audit.analysis.tally import Tally
from ips_audit.model import (
    ALL_SERVICES,
    QUARTER,
    SERVICE,
    Check,
    CheckKind,
    CheckQuestion,
    Dimension,
    GroupFinding,
    Layer,
    LayerGroup,
    Settings,
)
from ips_audit.model.thresholds import FEWEST_PEOPLE, LEVEL
from ips_audit.words import findings as words


def keep_apart(checks: Sequence[Check]) -> tuple[tuple[Check, ...], tuple[Layer, ...]]:
    """Warn where a total over services misleads, and give the adjusted answers.

    Parameters
    ----------
    checks : sequence of Check
        All checks of an audit.

    Returns
    -------
    (checks, layers)
        The checks in their order, totals that mislead with a warning sentence in front.
    """
    out, layers = [], []
    for check in checks:
        strata = [c for c in checks if _same(c, check)]
        if check.service != ALL_SERVICES or check.kind is not CheckKind.HEADLINE or len(strata) < 2:
            out.append(check)
            continue
        layer = _of_services(check, strata)
        if layer is not None:
            layers.append(layer)
            misleads = layer.strata_first or _rests_on_an_alarm(check, layer)
            # Where the total misleads, what it says by itself is left unsaid.
            told = layer.sentences[:1] + (_most_moved(layer) if misleads else check.sentences)
            check = replace(check, sentences=told, total_misleads=misleads)
        out.append(check)
    return tuple(out), tuple(layers)


def _rests_on_an_alarm(total: Check, layer: Layer) -> bool:
    """Tell whether a group that the total found lower or higher differs once services are apart."""
    alarms = {g.group for g in layer.groups if g.alarm}
    found = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN, GroupFinding.HIGHER)
    return any(g.group in alarms and g.finding in found for g in total.groups)


def _most_moved(layer: Layer) -> tuple[str, ...]:
    """Say how the ratio moves that the total shows most wrongly; empty where none moves much."""
    moved = [
        (abs(np.log(g.adjusted_ratio / g.crude_ratio)), words.misleads(g, layer.by))
        for g in layer.groups
        if g.alarm and g.crude_ratio and g.adjusted_ratio
    ]
    return (max(moved)[1],) if moved else ()


def _same(one: Check, total: Check) -> bool:
    """Tell whether a check is the same question put to a single service."""
    return (
        one.service != ALL_SERVICES
        and (one.question, one.dimension, one.people, one.within)
        == (total.question, total.dimension, total.people, total.within)
        and bool(one.groups)
    )


def _of_services(total: Check, strata: Sequence[Check]) -> Layer | None:
    """Put the counts of the services' own checks one above the other."""
    tests = [c.default_test for c in (total, *strata)]
    if any(t is None or not t.name.compares_rates for t in tests):
        return None
    # A number that is hidden anywhere leaves its group out everywhere; the totals still hold it.
    gone = {g.group for c in (total, *strata) for g in c.groups if g.n is None or g.of is None}
    names = [g.group for g in total.groups if g.group not in gone]
    if len(names) < 2:
        return None
    x, of = np.zeros((len(strata), len(names))), np.zeros((len(strata), len(names)))
    for i, check in enumerate(strata):
        by_name = {g.group: g for g in check.groups}
        for j, name in enumerate(names):
            if name in by_name:
                x[i, j], of[i, j] = by_name[name].n or 0, by_name[name].of or 0
    head = _head(total.question, total.dimension, total.people, SERVICE)
    head = replace(head, strata=tuple(c.service for c in strata))
    if gone:
        known = np.array([(c.total_n or 0, c.total_of or 0) for c in strata], dtype=np.float64)
        rest = np.maximum(known - np.stack((x.sum(axis=1), of.sum(axis=1)), axis=1), 0)
        x = np.column_stack((x, rest.min(axis=1)))
        of = np.column_stack((of, rest[:, 1]))
    return layer_of(head, names, x, of)


def outcome_layers(tally: Tally, settings: Settings) -> Iterator[Layer]:
    """Keep each other dimension's groups apart, and quarters of joining, in each table of jobs.

    People whose group or start is not known stand in none of the strata.

    Parameters
    ----------
    tally : Tally
    settings : Settings

    Yields
    ------
    Layer
        Only where at least two strata have anybody in them.
    """
    if not tally.has_outcome:
        return
    main, *others = tally.dimensions
    for service in tally.scopes:
        for people, enough_months in outcome_peoples(tally, settings).items():
            part = tally.part(service, enough_months)
            for by in (*others, QUARTER):
                head = _head(CheckQuestion.OUTCOME, main, people, by)
                x, of = _counts(part, main, by)
                live = of.sum(axis=1) > 0
                if live.sum() < 2:
                    continue
                strata = tuple(g for g, there in zip(tally.groups[by], live, strict=True) if there)
                head = replace(head, strata=strata, service=service)
                yield layer_of(head, tally.groups[main], x[live], of[live])


def _counts(part: Tally, main: Dimension, by: Dimension) -> tuple[Floats, Floats]:
    """Return jobs and people whose outcome is known, one row a stratum, one column a group."""
    jobs = [part.part(within={by: stratum}).jobs_by(main) for stratum in part.groups[by]]
    names = part.groups[main]
    shape = (len(jobs), len(names))
    x = np.array([[row[g].n for g in names] for row in jobs], dtype=np.float64).reshape(shape)
    of = np.array([[row[g].of for g in names] for row in jobs], dtype=np.float64).reshape(shape)
    return x, of


def _head(question: CheckQuestion, dimension: Dimension, people: str, by: Dimension) -> Layer:
    """Say what is kept apart, before anything is worked out."""
    return Layer(
        question=question,
        dimension=dimension,
        people=people,
        by=by,
        strata=(),
        cmh_statistic=None,
        cmh_df=None,
        cmh_p=None,
        groups=(),
        sentences=(),
    )


def layer_of(head: Layer, names: Sequence[str], x: Floats, of: Floats) -> Layer:
    """Fill in the adjusted answers from counts.

    Parameters
    ----------
    head : Layer
        Says what is kept apart.
    names : sequence of str
        Groups.
    x, of : ndarray, shape (strata, groups)
        Counts and their denominators. A column beyond the names is compared with only.

    Returns
    -------
    Layer
        Cochran–Mantel–Haenszel test, ratio of each group with the strata kept apart, and
        whether the pattern between the groups differs from stratum to stratum.
    """
    test, pattern = cmh(x, of), interaction(x, of)
    groups = tuple(_group(name, x, of, j) for j, name in enumerate(names) if of[:, j].sum() > 0)
    sentences = [words.misleads(g, head.by) for g in groups if g.alarm]
    differs = pattern is not None and pattern.p is not None and pattern.p < LEVEL
    if sentences:
        sentences.insert(0, words.TOTAL_MISLEADS.format(by=head.by.apart))
    if differs:
        sentences.insert(0, words.PATTERN_DIFFERS.format(by=head.by.apart))
    untested = pattern is None or pattern.p is None
    return replace(
        head,
        cmh_statistic=test.statistic if test else None,
        cmh_df=test.df if test else None,
        cmh_p=test.counting_p if test else None,
        cmh_method=test.drawn.method if test and test.drawn else head.cmh_method,
        pattern_statistic=pattern.statistic if pattern else None,
        pattern_df=pattern.df if pattern else None,
        pattern_p=pattern.p if pattern else None,
        groups=groups,
        sentences=tuple(sentences),
        strata_first=differs or (untested and any(g.alarm for g in groups)),
    )


def _group(name: str, x: Floats, of: Floats, j: int) -> LayerGroup:
    """Compare one group with everyone else, before and after keeping the strata apart."""
    rest_x, rest = x.sum(axis=1) - x[:, j], of.sum(axis=1) - of[:, j]
    adjusted = mantel_haenszel_ratio(x[:, j], of[:, j], rest_x, rest)
    crude = _ratio(x[:, j].sum(), of[:, j].sum(), rest_x.sum(), rest.sum())
    within = [_ratio(*four) for four in zip(x[:, j], of[:, j], rest_x, rest, strict=True)]
    enough = of[:, j].sum() >= FEWEST_PEOPLE
    alarm = bool(enough) and total_misleads(crude, adjusted.value, within)
    return LayerGroup(name, crude, adjusted.value, adjusted.low, adjusted.high, alarm)


def _ratio(x: float, n: float, others_x: float, others: float) -> float | None:
    """Return a ratio of rates; None where one of them does not exist or the other is 0."""
    return float((x / n) / (others_x / others)) if n and others and others_x else None
