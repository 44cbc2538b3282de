"""From people and caseload to the report: everything is counted, compared and put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ips_audit import __version__
from ips_audit.analysis.access import access
from ips_audit.analysis.adjusted import adjusted_jobs
from ips_audit.analysis.adjusted_access import adjusted_access
from ips_audit.analysis.against_population import against_population
from ips_audit.analysis.counting import tally
from ips_audit.analysis.layers import keep_apart, outcome_layers
from ips_audit.analysis.outcomes import outcome_peoples, outcomes
from ips_audit.analysis.path import path_tally, paths
from ips_audit.analysis.tally import Basis, Tally
from ips_audit.analysis.time_to_job import waiting
from ips_audit.analysis.who import profiles
from ips_audit.model import (
    NOT_KNOWN,
    AuditReport,
    Caseload,
    Check,
    Layer,
    People,
    Population,
    Provenance,
    Release,
    RoleOfTest,
    RowLedger,
    Settings,
    Step,
    TimeToJob,
)
from ips_audit.model.thresholds import LEVEL
from ips_audit.progress import Progress, silent
from ips_audit.words import findings as words
from ips_audit.words import progress as progress_words

UNKNOWN = Provenance()


def audit(
    people: People,
    caseload: Caseload | None,
    settings: Settings,
    provenance: Provenance = UNKNOWN,
    progress: Progress = silent,
    population: Population | None = None,
) -> AuditReport:
    """Run the whole audit: the same for the page, the command line, tests and notebooks.

    Parameters
    ----------
    people : People
        Coded people.
    caseload : Caseload or None
        Without one, access is not checked.
    settings : Settings
        Everything the user decided.
    provenance : Provenance, optional
        What happened to the rows of the files, and what else the report says of them.
    progress : Progress, optional
        Told of each table; what it raises ends the audit.
    population : Population, optional
        Another place's people, set beside the caseload; it changes no check.

    Returns
    -------
    AuditReport
        Exact numbers, for inside the team.

    Raises
    ------
    ValueError
        If the age bands cannot be read; the message says which.
    """
    progress(0, 1, progress_words.COUNTING)
    counted = tally(people, settings)
    checks, layers = compare(counted, caseload, settings, progress)
    layers = (*layers, *outcome_layers(counted, settings))
    times = tuple(waiting(counted))
    path = path_tally(people.path) if people.path is not None else None
    walked = tuple(paths(people.path, path, settings)) if people.path and path else ()
    made = _tests_made((*checks, *(s.check for p in walked for s in p.steps)), layers, times)
    ledger = provenance.rows or RowLedger(len(people.weight), len(people.weight))
    return AuditReport(
        version=__version__,
        release=Release.TEAM,
        settings=settings,
        rows=replace(ledger, steps=(*ledger.steps, *_steps(counted, settings))),
        warnings=provenance.warnings,
        who=profiles(counted),
        checks=checks,
        layers=layers,
        times=times,
        paths=walked,
        adjusted=(
            *adjusted_access(counted, caseload, settings),
            *adjusted_jobs(counted, settings),
        ),
        tests_made=made,
        expected_by_chance=LEVEL * made,
        files=provenance.files,
        demonstration=provenance.demonstration,
        population=against_population(counted, caseload, population),
        basis=Basis(counted, caseload, path, population),
    )


def compare(
    counted: Tally,
    caseload: Caseload | None,
    settings: Settings,
    progress: Progress = silent,
) -> tuple[tuple[Check, ...], tuple[Layer, ...]]:
    """Put every question to the counts, and read totals with the services kept apart.

    Parameters
    ----------
    counted : Tally
    caseload : Caseload or None
    settings : Settings
    progress : Progress, optional
        Told of each table.

    Returns
    -------
    (checks, layers)
        The layers are those of the services only.
    """
    found = chain(access(counted, caseload, settings), outcomes(counted, settings))
    return keep_apart(tuple(_told(found, _most(counted, settings), progress)))


def _most(counted: Tally, settings: Settings) -> int:
    """Return how many checks there are at most: those of empty parts are left out."""
    dimensions = counted.dimensions
    within = sum(len(counted.groups[d]) for d in dimensions[1:])
    jobs = within + sum(d.jobs for d in dimensions)
    each = len(dimensions) + len(outcome_peoples(counted, settings)) * jobs
    return len(counted.scopes) * each


def _told(checks: Iterable[Check], most: int, progress: Progress) -> Iterator[Check]:
    """Pass the checks on, and report progress."""
    for i, check in enumerate(checks, 1):
        progress(i, most, progress_words.COMPARING.format(n=i, of=most))
        yield check


def _tests_made(
    checks: Sequence[Check], layers: Sequence[Layer], times: Sequence[TimeToJob]
) -> int:
    """Count the tests that a reader sees."""
    found = [t.p for c in checks for t in c.tests if t.role is RoleOfTest.DEFAULT]
    found += [p for x in layers for p in (x.cmh_p, x.pattern_p)]
    found += [x.p for x in times]
    return sum(p is not None for p in found)


def _steps(counted: Tally, settings: Settings) -> tuple[Step, ...]:
    """Say what happened to the people on the way to the last table."""
    main, everybody = counted.dimensions[0], counted.part()

    def known(part: Tally) -> int:
        return part.people - part.people_by(main)[NOT_KNOWN]

    steps = [
        Step(words.STEP_IN_PERIOD, everybody.people),
        Step(words.STEP_KNOWN, known(everybody)),
    ]
    if counted.has_start and settings.period_to is not None:
        late = words.STEP_OPPORTUNITY.format(months=settings.minimum_months)
        steps.append(Step(late, known(counted.part(enough_months=True))))
    return tuple(steps)
