"""The share-safe path: each step counted again from protected counts."""

from __future__ import annotations

from collections.abc import Iterator
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
    PathStepResult,
    Reached,
    Settings,
    StepGroup,
)


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
        more of them. Reasons stay in the team version.
    """
    basis = report.basis
    if not isinstance(basis, Basis) or basis.path is None:
        return
    counter = Counter(basis.path, None, noise, rule)
    named = set(counter.services) & set(joined.services)
    for path in report.paths:
        if path.service in named:
            yield _path(path, counter, rule, report.settings)


def _path(path: PathResult, counter: Counter, rule: Rule, settings: Settings) -> PathResult:
    service, main = path.service, path.dimension
    whole = counter.by(service, main)
    empty = replace(
        path,
        service=counter.name(service),
        people={**whole.groups, NOT_KNOWN: whole.not_known},
        steps=(),
        reasons={},
        sentences=(),
    )
    family = len(path.steps)
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
