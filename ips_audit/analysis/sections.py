"""The sections of an audit, read off the tally: who, access, outcomes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ips_audit.analysis.checks import access_check, not_checked, outcome_check
from ips_audit.analysis.tally import JOB, NO_JOB, Counts, Tally
from ips_audit.model import (
    ALL_SERVICES,
    NOT_KNOWN,
    AgeSummary,
    Caseload,
    Check,
    Dimension,
    GroupCount,
    Profile,
    Settings,
)
from ips_audit.words import findings as words

Scope = tuple[str, list[int]]  # a service's name (or all together) and its places in the tally


def scopes(tally: Tally) -> list[Scope]:
    """Return each service, and all of them together where there are several."""
    each = [(name, [i]) for i, name in enumerate(tally.services)]
    return [*each, (ALL_SERVICES, list(range(len(each))))] if len(each) > 1 else each


def at_least(settings: Settings) -> str:
    """Return the name of the people who had the minimum months of support."""
    return f"at least {settings.minimum_months} months"


def profiles(tally: Tally) -> tuple[Profile, ...]:
    """Describe who uses each service, and all together (Table 1)."""
    return tuple(_profile(tally, name, places) for name, places in scopes(tally))


def _profile(tally: Tally, name: str, places: list[int]) -> Profile:
    cube = tally.cube[places]
    ethnic, gender = cube.sum(axis=(0, 2, 3, 4, 5, 6)), cube.sum(axis=(0, 1, 3, 4, 5, 6))
    return Profile(
        service=name,
        people=int(cube.sum()),
        ethnic_groups=_counts(tally.ethnic_groups[:-1], ethnic[:-1]),
        ethnic_group_not_known=int(ethnic[-1]),
        genders=_counts(tally.genders[:-1], gender[:-1]),
        gender_not_known=int(gender[-1]),
        age=_age(tally, places),
    )


def _counts(names: tuple[str, ...], n: Counts) -> tuple[GroupCount, ...]:
    total = int(n.sum())
    return tuple(
        GroupCount(g, int(x), 100 * int(x) / total if total else None)
        for g, x in zip(names, n, strict=True)
    )


def _age(tally: Tally, places: list[int]) -> AgeSummary:
    """Mean, sample standard deviation and range from the sums."""
    ages = tally.ages
    n = int(ages.n[places].sum())
    if n == 0:
        return AgeSummary(0, None, None, None, None)
    mean = float(ages.total[places].sum()) / n
    spread = float(ages.squares[places].sum()) - n * mean**2
    return AgeSummary(
        known=n,
        mean=mean,
        sd=float(np.sqrt(max(0.0, spread) / (n - 1))) if n > 1 else None,
        min=float(ages.low[places].min()),
        max=float(ages.high[places].max()),
    )


def access(tally: Tally, caseload: Caseload | None, settings: Settings) -> Iterator[Check]:
    """Compare who reached each service with its caseload (Table 2)."""
    for name, places in scopes(tally):
        for dimension in Dimension:
            yield _access(tally, name, places, dimension, caseload, settings)


def _access(
    tally: Tally,
    name: str,
    places: list[int],
    dimension: Dimension,
    caseload: Caseload | None,
    settings: Settings,
) -> Check:
    ethnic = dimension is Dimension.ETHNIC_GROUP
    names = (tally.ethnic_groups if ethnic else tally.genders)[:-1]
    axes = (0, 2, 3, 4, 5, 6) if ethnic else (0, 1, 3, 4, 5, 6)
    n = tally.cube[places].sum(axis=axes)
    base = baseline(caseload, name, tally.services, dimension)
    if not base:
        return not_checked("access", name, dimension, "everyone", words.NO_BASELINE)
    used = [g for i, g in enumerate(names) if n[i] > 0 or base.get(g, 0) != 0]
    return access_check(
        used,
        [int(n[names.index(g)]) for g in used],
        [base.get(g) for g in used],
        (int(n[-1]), base.get(NOT_KNOWN, 0)),
        settings.margin,
        service=name,
        dimension=dimension,
        nested=settings.caseload_includes_service is not False,
        estimated=bool(caseload and caseload.estimated),
        reference=settings.reference_group if ethnic else None,
    )


def baseline(
    caseload: Caseload | None, name: str, services: tuple[str, ...], dimension: Dimension
) -> dict[str, int | None]:
    """Return group -> people on the caseload of a service, or of all services together.

    A withheld number in one service makes the sum over services unknown. A caseload that
    is not split by service counts for the only service, or for all together.
    """
    if caseload is None:
        return {}
    own = caseload.of(name, dimension)
    if own or name != ALL_SERVICES:
        return own or (caseload.of(ALL_SERVICES, dimension) if len(services) == 1 else {})
    total: dict[str, int | None] = {}
    for service in services:
        counts = caseload.of(service, dimension)
        if not counts:
            return {}
        for group, n in counts.items():
            so_far = total.get(group, 0)
            total[group] = None if n is None or so_far is None else so_far + n
    return total


def outcomes(tally: Tally, settings: Settings) -> Iterator[Check]:
    """Compare who got a job, by ethnic group (Table 3), then within gender and age bands.

    Headline: everyone, and people with the minimum months. Exploratory: the same within
    each gender and each age band.
    """
    for name, places in scopes(tally):
        for who, opportunity in outcome_peoples(tally, settings):
            cube = tally.cube[places][:, :, :, :, :, opportunity]
            if not tally.has_outcome:
                yield not_checked("outcome", name, Dimension.ETHNIC_GROUP, who, words.NO_OUTCOME)
                continue
            yield _outcome(tally, cube, settings, name, who, {}, "headline")
            for i, gender in enumerate(tally.genders[:-1]):
                yield from _within(tally, cube[:, :, [i]], settings, name, who, {"gender": gender})
            for i, band in enumerate(tally.age_bands[:-1]):
                yield from _within(tally, cube[:, :, :, [i]], settings, name, who, {"age": band})


def most(tally: Tally, settings: Settings) -> int:
    """Return how many checks there are at most: those of empty parts are left out."""
    within = 1 + len(tally.genders[:-1]) + len(tally.age_bands[:-1])
    each = len(Dimension) + len(outcome_peoples(tally, settings)) * within
    return len(scopes(tally)) * each


def outcome_peoples(tally: Tally, settings: Settings) -> list[tuple[str, slice]]:
    """Return whose jobs are compared, with their places on the opportunity axis."""
    out = [("everyone", slice(None))]
    if tally.has_start and settings.period_to is not None:
        out.insert(0, (at_least(settings), slice(1, 2)))
    return out


def _within(
    tally: Tally, cube: Counts, settings: Settings, name: str, who: str, within: dict[str, str]
) -> Iterator[Check]:
    if cube.sum() > 0:
        yield _outcome(tally, cube, settings, name, who, within, "exploratory")


def _outcome(
    tally: Tally,
    cube: Counts,
    settings: Settings,
    name: str,
    who: str,
    within: dict[str, str],
    kind: str,
) -> Check:
    by_group = cube.sum(axis=(0, 2, 3, 4, 5))
    jobs, people = by_group[:, JOB], by_group[:, JOB] + by_group[:, NO_JOB]
    return outcome_check(
        tally.ethnic_groups[:-1],
        [int(x) for x in jobs[:-1]],
        [int(x) for x in people[:-1]],
        (int(jobs[-1]), int(people[-1])),
        settings.margin,
        service=name,
        dimension=Dimension.ETHNIC_GROUP,
        who=who,
        within=within,
        kind=kind,
        reference=settings.reference_group,
    )
