"""The one place that knows the order of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ips_audit import __version__
from ips_audit.analysis import sections
from ips_audit.analysis.strata import keep_apart, outcome_layers
from ips_audit.analysis.tally import Tally, tally
from ips_audit.analysis.waiting import waiting
from ips_audit.analysis.withheld import with_ends
from ips_audit.model import (
    AuditReport,
    Caseload,
    Check,
    Layer,
    People,
    Progress,
    Release,
    RowLedger,
    Settings,
    Step,
    TimeToJob,
    silent,
)
from ips_audit.words import findings as words
from ips_audit.words import progress as progress_words


def audit(
    people: People,
    caseload: Caseload | None,
    settings: Settings,
    rows: RowLedger | None = None,
    warnings: Sequence[str] = (),
    files: Sequence[str] = (),
    demonstration: str | None = None,
    progress: Progress = silent,
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
    rows : RowLedger, optional
        What happened to the rows of the files.
    warnings, files, demonstration
        Carried into the report: sentences, content hashes, name of the demonstration.
    progress : Progress, optional
        Told of each table; what it raises ends the audit.

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
    made = _tests_made(checks, layers, times)
    ledger = rows or RowLedger(len(people.weight), len(people.weight))
    return AuditReport(
        version=__version__,
        release=Release.TEAM,
        settings=settings,
        rows=replace(ledger, steps=(*ledger.steps, *_steps(counted, settings))),
        warnings=tuple(warnings),
        who=sections.profiles(counted),
        checks=checks,
        layers=layers,
        times=times,
        tests_made=made,
        expected_by_chance=0.05 * made,
        files=tuple(files),
        demonstration=demonstration,
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
    access = with_ends(sections.access(counted, caseload, settings), counted, caseload, settings)
    found = chain(access, sections.outcomes(counted, settings))
    return keep_apart(tuple(_told(found, sections.most(counted, settings), progress)))


def _told(checks: Iterable[Check], most: int, progress: Progress) -> Iterator[Check]:
    """Tell how many of the tables are compared."""
    for i, check in enumerate(checks, 1):
        progress(i, most, progress_words.COMPARING.format(n=i, of=most))
        yield check


def _tests_made(
    checks: Sequence[Check], layers: Sequence[Layer], times: Sequence[TimeToJob]
) -> int:
    """Count the tests that a reader can pick from."""
    found = [t.p for c in checks for t in c.tests if t.role == "default"]
    found += [p for x in layers for p in (x.cmh_p, x.pattern_p)]
    found += [x.p for x in times]
    return sum(p is not None for p in found)


def _steps(counted: Tally, settings: Settings) -> tuple[Step, ...]:
    """Say what happened to the people on the way to the last table."""
    cube = counted.cube
    steps = [
        Step(words.STEP_IN_PERIOD, counted.people()),
        Step(words.STEP_KNOWN, int(cube[:, :-1].sum())),
    ]
    if counted.has_start and settings.period_to is not None:
        late = words.STEP_OPPORTUNITY.format(months=settings.minimum_months)
        steps.append(Step(late, int(cube[:, :-1, :, :, :, 1].sum())))
    return tuple(steps)


def headline(report: AuditReport) -> tuple[Check, ...]:
    """Return the checks that carry a finding, in the order in which they are read."""
    return tuple(c for c in report.checks if c.kind == "headline")
