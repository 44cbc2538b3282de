"""The share-safe path: each step counted again from protected counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from ips_audit.analysis.path import CAME, IN_TIME, LATER, path_result, step_scope
from ips_audit.analysis.tally import Basis
from ips_audit.disclosure.carried import ShownTable, check_of
from ips_audit.disclosure.counts import Counter
from ips_audit.disclosure.noise import Noise
from ips_audit.disclosure.rules import Rule
from ips_audit.model import (
    NOT_KNOWN,
    AuditReport,
    NameOfTest,
    PathResult,
    PathStep,
    PathStepResult,
    Reached,
    Settings,
    StepGroup,
)
from ips_audit.words import disclosure as words
from ips_audit.words.path import lower_groups, path_sentences

STOPPED = (Reached.NO, Reached.NOT_YET, Reached.NOT_KNOWN)


def protected_paths(
    report: AuditReport, joined: Counter, noise: Noise, rule: Rule
) -> Iterator[PathResult]:
    """Return the share-safe path of each service that may be named.

    Parameters
    ----------
    report : AuditReport
        Exact.
    joined : Counter
        Of the people in the services: a service that is too small to be released there has no
        path either.
    noise : Noise
    rule : Rule

    Yields
    ------
    PathResult
        For each group who took a step and who had time for it; how many had no time yet, or are
        not known, for all groups together only: one more number of the same people would tell
        more of them. Reasons stay in the team version, and so does the last day that people were
        followed up to where the files told it: something happened to somebody on it.

    Notes
    -----
    A step that everybody took is left out when files are read. So that a missing step does not
    say that nobody stopped there, a step at which few people stopped is left out here, too.
    """
    basis = report.basis
    if not isinstance(basis, Basis) or basis.path is None:
        return
    counter = Counter(basis.path, None, noise, rule)
    named = {s for s in counter.services if s in joined.services}
    everybody = counter.services[-1]
    told = [
        s for s in basis.path.rows.reached if not counter.at(s, *STOPPED).few(everybody)
    ]  # the first has nobody who stopped
    for path in report.paths:
        if (
            told
            and path.service in named
            and counter.name(path.service) == joined.name(path.service)
        ):
            yield _only(told, _path(path, len(told), counter, rule, report.settings))


def _only(told: Collection[PathStep], path: PathResult) -> PathResult:
    """Keep some steps. How many come as far as one of them still counts who stopped before."""
    kept = [s for s in path.steps if s.step in told]
    before = (path.first, *(s.step for s in kept))
    steps = tuple(replace(s, before=b) for s, b in zip(kept, before, strict=False))
    made = replace(path, steps=steps)
    more = (words.MAY_BE_MORE_STEPS,) if lower_groups(made) else ()
    return replace(made, sentences=(*path_sentences(made), *more))


def _path(
    path: PathResult, family: int, counter: Counter, rule: Rule, settings: Settings
) -> PathResult:
    service, main = path.service, path.dimension
    whole = counter.by(service, main)
    chosen = path.followed_to in (settings.period_to, settings.followed_to)
    empty = replace(
        path,
        service=counter.name(service),
        people={**whole.groups, NOT_KNOWN: whole.not_known},
        steps=(),
        reasons={},
        followed_to=path.followed_to if chosen else None,
        sentences=(),
    )
    return path_result(empty, tuple(_step(s, path, family, counter, rule, settings)
                                    for s in path.steps))  # fmt: skip


def _step(
    step: PathStepResult, path: PathResult, family: int, counter: Counter, rule: Rule,
    settings: Settings,
) -> PathStepResult:  # fmt: skip
    """Count one step again, and say what its shown counts carry."""
    name, main = path.service, path.dimension
    took, of = (
        counter.at(step.step, *reached).by(name, main) for reached in ((Reached.YES,), IN_TIME)
    )
    of = of.within(counter.by(name, main))
    came, later, unknown = (
        counter.at(step.step, *reached).by(name, main).known
        for reached in (CAME, LATER, (Reached.NOT_KNOWN,))
    )
    scope = step_scope(counter.name(name), main, step.step, family, settings)
    check = check_of(scope, ShownTable(took, of, NameOfTest.INDEPENDENCE), settings.margin, rule)
    groups = tuple(StepGroup(g.group, None, None, None, None) for g in check.groups)
    return PathStepResult(
        step.step, step.before, check, groups, StepGroup("", came, later, unknown, None)
    )
