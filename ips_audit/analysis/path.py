"""The path: how far people of each group come, and at which step a group falls behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from ips_audit.analysis.checks import GroupTable, Scope, outcome_check
from ips_audit.analysis.counting import count_combinations, last_for_unknown
from ips_audit.analysis.tally import Codes, Combinations, Outcome, Tally
from ips_audit.model import (
    DECLINED,
    LEFT,
    NOT_KNOWN,
    SERVICE,
    Check,
    Dimension,
    PathPeople,
    PathResult,
    PathStep,
    PathStepResult,
    Reached,
    Reasons,
    Settings,
    StepGroup,
)
from ips_audit.words import path as words

CAME = (Reached.YES, Reached.EARLY)
IN_TIME = (Reached.YES, Reached.NO)
LATER = (Reached.NOT_YET, Reached.EARLY)


@dataclass(frozen=True)
class StepCounts:
    """People of each group at one step, by name; *not known* is one of the groups."""

    took: Mapping[str, int]
    of: Mapping[str, int]  # of those who had time for it
    came: Mapping[str, int]
    not_yet: Mapping[str, int]
    unknown: Mapping[str, int]


def path_tally(path: PathPeople) -> Tally:
    """Count the people of the path once, by service, group, steps and reasons.

    Parameters
    ----------
    path : PathPeople

    Returns
    -------
    Tally
        Of nobody's jobs: the steps say that.
    """
    reasons = {d: r for d, r in ((DECLINED, path.declined), (LEFT, path.left)) if r is not None}
    groups: dict[Dimension, tuple[str, ...]] = {
        SERVICE: path.services,
        **{d: c.groups for d, c in path.coded.items()},
        **{d: r.names for d, r in reasons.items()},
    }
    codes: dict[Dimension, Codes] = {
        SERVICE: path.service,
        **{d: last_for_unknown(c.codes, len(c.groups)) for d, c in path.coded.items()},
        **{d: _codes(r) for d, r in reasons.items()},
    }
    columns = [*codes.values(), *(path.reached[s] for s in path.steps)]
    sizes = [*(len(groups[d]) + 1 for d in codes), *(len(Reached) for _ in path.steps)]
    found, at, counts = count_combinations(columns, sizes, path.weight)
    key = None
    if path.key is not None:
        key = np.zeros(len(counts), dtype=np.uint64)
        np.add.at(key, at, path.key)
    rows = Combinations(
        codes=dict(zip(codes, found, strict=False)),
        enough_months=np.zeros(len(counts), dtype=bool),
        outcome=np.full(len(counts), Outcome.NOT_KNOWN, dtype=np.int8),
        people=counts,
        key=key,
        reached=dict(zip(path.steps, found[len(codes) :], strict=True)),
    )
    return Tally(
        groups=groups,
        dimensions=tuple(path.coded),
        rows=rows,
        ages={},
        waits=None,
        has_outcome=False,
        has_start=False,
        as_recorded={d: c.as_recorded for d, c in path.coded.items()},
        together=None if path.together is None else path_tally(path.together),
    )


def _codes(reasons: Reasons) -> Codes:
    return last_for_unknown(reasons.codes, len(reasons.names))


def paths(people: PathPeople, tally: Tally, settings: Settings) -> Iterator[PathResult]:
    """Say how far people of each ethnic group come, in each service and over all of them.

    Parameters
    ----------
    people : PathPeople
    tally : Tally
        Of these people.
    settings : Settings
        The margin and the reference group are used.

    Yields
    ------
    PathResult
        A service in which nobody began the path has none.
    """
    main = tally.dimensions[0]
    for service in tally.scopes:
        part = tally.part(service)
        if not part.people:
            continue
        counts = [_counts(part, main, step) for step in people.steps[1:]]
        checks = step_checks(service, main, people.steps, counts, settings)
        yield path_result(
            PathResult(
                service=service,
                dimension=main,
                first=people.steps[0],
                people=part.people_by(main),
                steps=(),
                reasons={d: _reasons(part, main, d) for d in (DECLINED, LEFT) if d in part.groups},
                followed_to=people.followed_to,
                sentences=(),
            ),
            tuple(
                _step(before, check, count)
                for before, check, count in zip(people.steps, checks, counts, strict=False)
            ),
        )


def step_checks(
    service: str, dimension: Dimension, steps: Sequence[PathStep], counts: Sequence[StepCounts],
    settings: Settings,
) -> list[Check]:  # fmt: skip
    """Compare who took each step; the steps of one path share one error rate.

    Parameters
    ----------
    service : str
    dimension : Dimension
    steps : sequence of PathStep
        With the first, which everybody took.
    counts : sequence of StepCounts
        Of each step after the first.
    settings : Settings

    Returns
    -------
    list of Check
        Within a step Holm's correction holds for the groups; its p then counts as often as there
        are steps (Bonferroni), so that a path of alike groups says *lower* of anybody in at most
        5 of 100 services.
    """
    return [
        outcome_check(
            step_scope(service, dimension, step, len(counts), settings),
            _table(count),
            settings.margin,
        )
        for step, count in zip(steps[1:], counts, strict=True)
    ]


def step_scope(
    service: str, dimension: Dimension, step: PathStep, family: int, settings: Settings
) -> Scope:
    """Return what the check of one step is about."""
    reference = settings.reference_group
    return Scope(service, dimension, reference=reference, step=step, family=family)


def _table(count: StepCounts) -> GroupTable:
    names = [g for g in count.took if g != NOT_KNOWN]
    took, of = count.took, count.of
    unknown = took[NOT_KNOWN], of[NOT_KNOWN]
    return GroupTable(names, [took[g] for g in names], [of[g] for g in names], unknown)


def _counts(part: Tally, main: Dimension, step: PathStep) -> StepCounts:
    """Count the people of each group at one step."""

    def by(*reached: Reached) -> dict[str, int]:
        return part.at(step, *reached).people_by(main)

    return StepCounts(
        took=by(Reached.YES),
        of=by(*IN_TIME),
        came=by(*CAME),
        not_yet=by(*LATER),
        unknown=by(Reached.NOT_KNOWN),
    )


def _step(before: PathStep, check: Check, count: StepCounts) -> PathStepResult:
    """Put a check beside the counts that are outside it."""
    names = [g for g in count.came if g != NOT_KNOWN]

    def row(name: str, of: Sequence[str]) -> StepGroup:
        came, later, unknown = (
            sum(counts[g] for g in of) for counts in (count.came, count.not_yet, count.unknown)
        )
        return StepGroup(name, came, later, unknown, None)

    assert check.step is not None
    groups = tuple(row(g, [g]) for g in names)
    return PathStepResult(check.step, before, check, groups, row("", names))


def path_result(path: PathResult, steps: tuple[PathStepResult, ...]) -> PathResult:
    """Return a path with its steps, the share of people who come so far, and its sentences.

    Parameters
    ----------
    path : PathResult
        Without steps.
    steps : tuple of PathStepResult
        With checks; `reach` is worked out here.

    Returns
    -------
    PathResult

    Notes
    -----
    The share who come as far as a step is the product of the shares up to it, as in the
    estimate of Kaplan and Meier: people who had no time for a step yet are in the steps that
    they had time for. One step without anybody leaves no share after it.
    """
    done: list[PathStepResult] = []
    for i, step in enumerate(steps):
        before = [s.check for s in steps[: i + 1]]
        groups = tuple(
            replace(g, reach=_product([_share(c, g.group) for c in before])) for g in step.groups
        )
        total = replace(step.all_groups, reach=_product([c.total_share for c in before]))
        done.append(replace(step, groups=groups, all_groups=total))
    found = replace(path, steps=tuple(done))
    return replace(found, sentences=words.path_sentences(found))


def _share(check: Check, group: str) -> float | None:
    return next((g.share for g in check.groups if g.group == group), None)


def _product(shares: Sequence[float | None]) -> float | None:
    known = [s for s in shares if s is not None]
    return float(prod(known)) if len(known) == len(shares) else None


def _reasons(part: Tally, main: Dimension, reason: Dimension) -> dict[str, dict[str, int]]:
    """Count the people of each group by reason; groups and reasons of nobody are left out."""
    found = {
        group: part.part(within={main: group}).people_by(reason)
        for group in (*part.groups[main], NOT_KNOWN)
    }
    named = {
        g: {r: n for r, n in counts.items() if r != NOT_KNOWN and n} for g, counts in found.items()
    }
    return {g: counts for g, counts in named.items() if counts}
