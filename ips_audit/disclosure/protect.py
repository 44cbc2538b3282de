"""An exact report in, a share-safe one out: counted and compared again from protected counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ips_audit.analysis.access import test_for
from ips_audit.analysis.against_population import Counted, beside
from ips_audit.analysis.checks import Scope
from ips_audit.analysis.layers import keep_apart
from ips_audit.analysis.outcomes import outcome_peoples
from ips_audit.analysis.tally import Basis, Outcome
from ips_audit.disclosure.carried import ShownTable, check_of
from ips_audit.disclosure.counts import Counter, Shown
from ips_audit.disclosure.noise import Noise
from ips_audit.disclosure.paths import protected_paths
from ips_audit.disclosure.rules import Rule, rule_of
from ips_audit.disclosure.widened import was_made
from ips_audit.model import (
    AGE_BAND,
    ALL_SERVICES,
    AgainstPopulation,
    AgeSummary,
    AuditReport,
    Check,
    CheckQuestion,
    GroupCount,
    GroupCounts,
    Layer,
    LeftOut,
    NameOfTest,
    Profile,
    Release,
    RoleOfTest,
    RowLedger,
    Settings,
    Step,
)
from ips_audit.model.thresholds import LEVEL
from ips_audit.words import disclosure as words
from ips_audit.words import findings


def protect(report: AuditReport, secret: bytes) -> AuditReport:
    """Return the share-safe report.

    Parameters
    ----------
    report : AuditReport
        Exact. Its settings name the rule.
    secret : bytes
        The team's; see `secret.team_secret`. The same people under the same secret give the
        same counts in every table and every release.

    Returns
    -------
    AuditReport
        Each count is moved a little, by a key made of the people in it, and then hidden or
        rounded by the rule. All else (which groups and services are named, findings, sentences,
        ratios, ranges, tests) is worked out from what is shown, and from nothing else, and allows
        for the noise in it; tests that the noise alone could decide are withheld. Tables
        within gender and age, parts kept apart by them, people alike in other ways, time
        to a job, ages and notes on the files stay in the team version.

    Raises
    ------
    ValueError
        If the report is share-safe already, or the rule in its settings cannot be used.
    """
    if report.release is not Release.TEAM or not isinstance(report.basis, Basis):
        raise ValueError("only an exact report can be protected")
    rule = rule_of(report.settings.release)
    basis = report.basis
    counter = Counter(basis.tally, basis.caseload, Noise(secret), rule)
    checks, layers = keep_apart(tuple(_checks(report, basis, counter, rule)))
    layers = tuple(_without_rough_tests(x, checks) for x in layers)
    walked = tuple(protected_paths(report, counter, Noise(secret), rule))
    tested = (*checks, *(s.check for p in walked for s in p.steps))
    made = sum(was_made(t) for c in tested for t in c.tests if t.role is RoleOfTest.DEFAULT)
    made += sum(p is not None for x in layers for p in (x.cmh_p, x.pattern_p))
    return AuditReport(
        version=report.version,
        release=Release.SHARE_SAFE,
        settings=_settings(report.settings, counter, rule),
        rows=_rows(report, counter),
        warnings=tuple(_said(counter, rule, has_path=basis.path is not None)),
        who=tuple(_profile(counter, service) for service in counter.services),
        checks=checks,
        layers=layers,
        population=tuple(_against(basis, counter)),
        paths=walked,
        tests_made=made,
        expected_by_chance=LEVEL * made,
        demonstration=report.demonstration,
    )


def _said(counter: Counter, rule: Rule, *, has_path: bool) -> Iterator[str]:
    """Say how the counts were protected, and what is left out."""
    yield words.RULE.format(name=rule.name, source=rule.source)
    yield words.MOVED
    yield words.LEFT_TO_TEAM
    if counter.services_left_out:
        yield words.SERVICES_LEFT_OUT
    if has_path:
        yield words.PATH_LEFT_OUT


def _settings(settings: Settings, counter: Counter, rule: Rule) -> Settings:
    """Keep what a reader needs to understand the numbers; no headings, no raw answers."""
    named = {g for d in counter.dimensions for g in counter.groups(d)}
    return Settings(
        period_from=settings.period_from,
        period_to=settings.period_to,
        minimum_months=settings.minimum_months,
        age_bands=settings.age_bands,
        margin=settings.margin,
        reference_group=settings.reference_group if settings.reference_group in named else None,
        caseload_includes_service=settings.caseload_includes_service,
        service_name=settings.service_name,
        population_name=settings.population_name,
        asked_by=settings.asked_by,
        release={"rule": rule.name, "threshold": rule.threshold, "base": rule.base},
    )


def _rows(report: AuditReport, counter: Counter) -> RowLedger:
    """Protect the rows; reasons can quote answers, and row numbers point at people."""
    everybody = counter.services[-1]
    people = counter.people(everybody)
    known = counter.by(everybody, counter.dimensions[0]).known
    steps = (Step(findings.STEP_IN_PERIOD, people), Step(findings.STEP_KNOWN, known))
    read, used = report.rows.read or 0, report.rows.used or 0
    left = LeftOut(words.REASONS, counter.rows(read - used, "left out"))
    # One row a person as a rule: another number for the same people would tell more of them.
    return RowLedger(counter.rows(read, "read"), people, (left,), steps)


def _profile(counter: Counter, service: str) -> Profile:
    """Describe who uses a service. Ages are no counts, and stay in the team version."""

    def counts(shown: Shown) -> GroupCounts:
        whole = shown.known
        rows = (
            GroupCount(g, n, 100 * min(n, whole) / whole if n is not None and whole else None)
            for g, n in shown.groups.items()
        )
        return GroupCounts(tuple(rows), shown.not_known)

    return Profile(
        service=counter.name(service),
        people=counter.people(service),
        counts={d: counts(counter.by(service, d)) for d in counter.dimensions if d != AGE_BAND},
        age=AgeSummary(None, None, None, None, None),
    )


def _checks(report: AuditReport, basis: Basis, counter: Counter, rule: Rule) -> Iterator[Check]:
    """Put the questions of the exact report to the shown counts."""
    settings, main = report.settings, counter.dimensions[0]
    done: list[Check] = []
    for check in report.headline:
        if check.service not in counter.services:
            continue
        access = check.question is CheckQuestion.ACCESS
        table = (_access if access else _outcome)(check, basis, counter, settings)
        if table is None:
            # Not checked: there is no caseload, or no outcome.
            yield replace(check, service=counter.name(check.service))
            continue
        reference = settings.reference_group if check.dimension == main else None
        name = counter.name(check.service)
        scope = Scope(name, check.dimension, check.people, reference=reference)
        made = check_of(scope, table, settings.margin, rule)
        gone = [g for g in counter.groups(check.dimension) if g not in table.n.groups]
        said = (findings.WITHHELD.format(groups=findings.listed(gone)),) if gone else ()
        if check.service == ALL_SERVICES and any(
            g.hidden for c in done if c.service != ALL_SERVICES and _asks_alike(c, made)
            for g in c.groups
        ):  # fmt: skip
            said = (*said, words.STRATA_HIDDEN)
        done.append(replace(made, warnings=(*said, *made.warnings)))
        yield done[-1]


def _against(basis: Basis, counter: Counter) -> Iterator[AgainstPopulation]:
    """Set the shown counts beside the population, whose numbers are public."""
    if (population := basis.population) is None:
        return
    for service in counter.services:
        for dimension in (d for d in counter.dimensions if d in population.counts):
            there = population.counts[dimension]
            own = counter.by(service, dimension, only=there)
            base = counter.on_caseload(service, dimension, only=there)
            yield beside(
                population, counter.name(service), dimension, Counted(own.groups, own.known),
                None if base is None else Counted(base.groups, base.known),
            )  # fmt: skip


def _without_rough_tests(layer: Layer, checks: Sequence[Check]) -> Layer:
    """Take out the tests of services kept apart where a test of one of their tables is withheld."""
    asked = layer.question, layer.dimension, layer.people
    tests = [c.default_test for c in checks if (c.question, c.dimension, c.people) == asked]
    if all(t is None or t.statistic is not None for t in tests):
        return layer
    return replace(
        layer,
        cmh_statistic=None, cmh_df=None, cmh_p=None,
        pattern_statistic=None, pattern_df=None, pattern_p=None,
    )  # fmt: skip


def _asks_alike(one: Check, other: Check) -> bool:
    """Tell whether two checks ask the same of two services."""
    return (one.question, one.dimension, one.people) == (
        other.question, other.dimension, other.people,
    )  # fmt: skip


def _access(check: Check, basis: Basis, counter: Counter, settings: Settings) -> ShownTable | None:
    """Return who reached the service; groups whose caseload the files lack are not in it."""
    of = counter.on_caseload(check.service, check.dimension)
    if of is None:
        return None
    n = counter.by(check.service, check.dimension, only=of.groups)
    n = replace(n, groups={g: n.groups[g] for g in of.groups})
    return ShownTable(n, of, test_for(basis.caseload, settings))


def _outcome(check: Check, basis: Basis, counter: Counter, settings: Settings) -> ShownTable | None:
    """Return who got a job, of those whose outcome is known."""
    if not basis.tally.has_outcome:
        return None
    enough = outcome_peoples(basis.tally, settings)[check.people]
    of, n = (
        counter.by(check.service, check.dimension, outcomes, enough)
        for outcomes in ((Outcome.JOB, Outcome.NO_JOB), (Outcome.JOB,))
    )
    people = counter.by(check.service, check.dimension)
    return ShownTable(n, of.within(people), NameOfTest.INDEPENDENCE)
