"""Who got a job (Table 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ips_audit.analysis.checks import GroupTable, Scope, not_checked, outcome_check
from ips_audit.analysis.tally import Tally
from ips_audit.model import (
    EVERYONE,
    NOT_KNOWN,
    Check,
    CheckKind,
    CheckQuestion,
    Dimension,
    Settings,
)
from ips_audit.words import findings as words


def at_least(settings: Settings) -> str:
    """Return the name of the people who had the minimum months of support."""
    return f"at least {settings.minimum_months} months"


def outcome_peoples(tally: Tally, settings: Settings) -> dict[str, bool]:
    """Return whose jobs are compared: their name, and whether they had enough months."""
    early = tally.has_start and settings.period_to is not None
    return {at_least(settings): True, EVERYONE: False} if early else {EVERYONE: False}


def outcomes(tally: Tally, settings: Settings) -> Iterator[Check]:
    """Compare who got a job, by the main dimension, and within the groups of the others.

    Headline: everyone, and people with the minimum months, by ethnic group. Exploratory:
    by the dimensions that say so, and by ethnic group within each group of the others.

    Parameters
    ----------
    tally : Tally
    settings : Settings

    Yields
    ------
    Check
    """
    main, *others = tally.dimensions
    for service in tally.scopes:
        for people, enough_months in outcome_peoples(tally, settings).items():
            if not tally.has_outcome:
                scope = Scope(service, main, people)
                yield not_checked(CheckQuestion.OUTCOME, scope, words.NO_OUTCOME)
                continue
            part = tally.part(service, enough_months)
            for dimension in tally.dimensions:
                if dimension.jobs:
                    yield _by(part, dimension, Scope(service, dimension, people), settings)
            for dimension in others:
                for group in tally.groups[dimension]:
                    inside = part.part(within={dimension: group})
                    if inside.people > 0:
                        scope = Scope(service, main, people, {dimension.key: group})
                        yield _by(inside, main, scope, settings)


def _by(part: Tally, dimension: Dimension, scope: Scope, settings: Settings) -> Check:
    """Compare the jobs of some of the people between the groups of one dimension."""
    main = dimension == part.dimensions[0]
    reference = settings.reference_group if main else None
    kind = CheckKind.HEADLINE if main and not scope.within else CheckKind.EXPLORATORY
    jobs = part.jobs_by(dimension)
    unknown = jobs.pop(NOT_KNOWN)
    table = GroupTable(
        list(jobs),
        [j.n for j in jobs.values()],
        [j.of for j in jobs.values()],
        (unknown.n, unknown.of),
    )
    scope = replace(scope, kind=kind, reference=reference)
    return outcome_check(scope, table, settings.margin)
