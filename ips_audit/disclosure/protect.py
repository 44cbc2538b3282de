"""An exact report in, a share-safe one out: all of it worked out again from protected counts."""

from __future__ import annotations

from dataclasses import replace

from ips_audit.analysis.checks import (
    GroupTable,
    Scope,
    access_check,
    compared_with,
    outcome_check,
)
from ips_audit.analysis.group_comparisons import compare_rates, compare_shares
from ips_audit.analysis.layers import keep_apart
from ips_audit.disclosure.hiding import Protected, protect_counts
from ips_audit.disclosure.linked import EVERY, Key, keys_of, linked_counts
from ips_audit.disclosure.rules import Rule, rule_of
from ips_audit.model import (
    NOT_KNOWN,
    AgeSummary,
    AuditReport,
    Check,
    CheckKind,
    CheckQuestion,
    Dimension,
    GroupCount,
    GroupCounts,
    GroupFinding,
    GroupResult,
    LeftOut,
    NameOfTest,
    NotKnown,
    Profile,
    Progress,
    Release,
    RoleOfTest,
    RowLedger,
    Settings,
    Step,
    silent,
)
from ips_audit.model.thresholds import LEVEL
from ips_audit.words import disclosure as words
from ips_audit.words import findings

LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)


def protect(report: AuditReport, progress: Progress = silent) -> AuditReport:
    """Return the share-safe report.

    Parameters
    ----------
    report : AuditReport
        Exact. Its settings name the rule.
    progress : Progress, optional
        Told of each small number that is safe; what it raises ends the work.

    Returns
    -------
    AuditReport
        Counts hidden or rounded, and everything else computed again from them; only the
        findings are those of the exact counts. Without what could single people out: tables
        within gender and age, parts kept apart by them, time to a job, ages but their mean,
        notes on the files, raw answers and headings, content hashes.

    Raises
    ------
    ValueError
        If the report is share-safe already, or the rule in its settings cannot be used.
    """
    if report.release is not Release.TEAM:
        raise ValueError("only an exact report can be protected")
    rule = rule_of(report.settings.release)
    counts = protect_counts(linked_counts(report), rule, progress)
    margin = report.settings.margin
    headline = [c for c in report.checks if c.kind is CheckKind.HEADLINE]
    checks, layers = keep_apart([_check(c, counts, rule, margin) for c in headline])
    checks = tuple(
        replace(c, total_misleads=exact.total_misleads)
        for c, exact in zip(checks, headline, strict=True)
    )
    made = sum(t.p is not None for c in checks for t in c.tests if t.role is RoleOfTest.DEFAULT)
    made += sum(p is not None for x in layers for p in (x.cmh_p, x.pattern_p))
    return AuditReport(
        version=report.version,
        release=Release.SHARE_SAFE,
        settings=_settings(report.settings, rule),
        rows=_rows(report, counts),
        warnings=(
            words.RULE.format(name=rule.name, source=rule.source),
            words.ROUNDED,
            words.LEFT_TO_TEAM,
        ),
        who=tuple(_profile(p, counts) for p in report.who),
        checks=checks,
        layers=layers,
        tests_made=made,
        expected_by_chance=LEVEL * made,
        demonstration=report.demonstration,
    )


def _settings(settings: Settings, rule: Rule) -> Settings:
    """Keep what a reader needs to understand the numbers; no headings, no raw answers."""
    return Settings(
        period_from=settings.period_from,
        period_to=settings.period_to,
        minimum_months=settings.minimum_months,
        age_bands=settings.age_bands,
        margin=settings.margin,
        reference_group=settings.reference_group,
        caseload_includes_service=settings.caseload_includes_service,
        asked_by=settings.asked_by,
        release={"rule": rule.name, "threshold": rule.threshold, "base": rule.base},
    )


def _rows(report: AuditReport, counts: Protected) -> RowLedger:
    """Protect the rows; reasons can quote answers, and row numbers point at people."""
    left = LeftOut(words.REASONS, counts.shown[("rows left out",)])
    service, main = report.who[-1].service, next(iter(report.who[-1].counts))
    steps = (
        Step(findings.STEP_IN_PERIOD, counts.shown["people", service]),
        Step(findings.STEP_KNOWN, counts.shown["people", service, main.name, EVERY]),
    )
    read, used = counts.shown[("rows read",)], counts.shown[("rows used",)]
    return RowLedger(read, used, (left,), steps)


def _profile(profile: Profile, counts: Protected) -> Profile:
    """Describe who uses a service from protected counts; of ages only the mean, whole."""
    service, shown = profile.service, counts.shown
    people = shown["people", service]

    def groups(dimension: Dimension, old: GroupCounts) -> GroupCounts:
        place = ("people", service, dimension.name)
        known = shown[*place, EVERY]
        new = [(g.group, shown[*place, g.group]) for g in old.groups]
        rows = (
            GroupCount(name, n, 100 * n / known if n is not None and known else None)
            for name, n in new
        )
        return GroupCounts(tuple(rows), shown[*place, NOT_KNOWN])

    mean = profile.age.mean if people is not None else None
    return Profile(
        service=service,
        people=people,
        counts={d: groups(d, old) for d, old in profile.counts.items()},
        age=AgeSummary(None, None if mean is None else float(round(mean)), None, None, None),
    )


def _check(check: Check, counts: Protected, rule: Rule, margin: float) -> Check:
    """Make one check again from protected counts."""
    if not check.groups:
        return check
    shown = counts.shown
    pairs = {g.group: _pair(check, g.group, counts) for g in check.groups}
    full = {g: (n, of) for g, (n, of) in pairs.items() if n is not None and of is not None}
    again = _again(check, full, _pair(check, NOT_KNOWN, counts), margin)
    by_name = {g.group: g for g in again.groups}
    rows = tuple(
        replace(by_name[g.group], finding=_said(g))
        if g.group in by_name
        else _hidden(check, g, pairs[g.group], rule, margin)
        for g in check.groups
    )
    n_key, of_key = keys_of(check, EVERY)
    n, of = shown[n_key], shown[of_key]
    done = replace(
        again,
        groups=rows,
        finding=check.finding,
        total_n=n,
        total_of=of,
        total_share=n / of if n is not None and of and n <= of else None,
    )
    sentences = findings.check_sentences(done, margin, compared_with(again))
    gone = [g.group for g in rows if g.hidden]
    notes = (words.HIDDEN_GROUPS.format(groups=findings.listed(gone)),) if gone else ()
    return replace(done, sentences=sentences, warnings=notes)


def _pair(check: Check, group: str, counts: Protected) -> tuple[int | None, int | None]:
    """Return a group's protected count and denominator."""
    n_key, of_key = keys_of(check, group)
    return _get(counts, n_key), _get(counts, of_key)


def _get(counts: Protected, key: Key) -> int | None:
    return counts.shown.get(key)


def _again(
    check: Check,
    full: dict[str, tuple[int, int]],
    unknown: tuple[int | None, int | None],
    margin: float,
) -> Check:
    """Compare the groups that are shown, as the exact check did."""
    names = list(full)
    n, of = [full[g][0] for g in names], [full[g][1] for g in names]
    reference = check.reference if check.reference in full else None
    both = unknown[0] is not None and unknown[1] is not None
    scope = Scope(check.service, check.dimension, check.people, reference=reference)
    if check.question is CheckQuestion.OUTCOME:
        pair = (unknown[0] or 0, unknown[1] or 0) if both else (0, 0)
        made = outcome_check(scope, GroupTable(names, n, of, pair), margin)
    else:
        table = GroupTable(names, n, of, (unknown[0] or 0, unknown[1] if both else None))
        test = check.default_test.name if check.default_test else NameOfTest.TWO_SAMPLES
        made = access_check(scope, table, margin, test)
    p = made.not_known.p if both else None
    return replace(made, not_known=NotKnown(unknown[0], unknown[1], p))


def _said(group: GroupResult) -> GroupFinding | None:
    """Return the exact finding; that a group has fewer than 10 people would narrow its number."""
    few = group.finding is GroupFinding.TOO_FEW
    return GroupFinding.CANNOT_TELL if few else group.finding


def _hidden(
    check: Check, group: GroupResult, pair: tuple[int | None, int | None], rule: Rule, margin: float
) -> GroupResult:
    """Return a row with a hidden number, and its finding only if that tells nothing more."""
    n, of = pair
    row = GroupResult(group.group, n, of, hidden=True)
    if n is not None or of is None or group.finding not in LOWER:
        return row
    rows = {g.group: (g.n or 0, g.of or 0) for g in check.groups}
    own = rows[group.group][1]
    for other in (0, min(rule.threshold, own)):
        rows[group.group] = (other, own)
        found = {g.group: g.finding for g in _compared(check, rows, margin)}
        if found[group.group] is not group.finding:
            return row
    return replace(row, finding=group.finding)


def _compared(
    check: Check, rows: dict[str, tuple[int, int]], margin: float
) -> tuple[GroupResult, ...]:
    """Compare groups as the check's default test does."""
    n, of = [x for x, _ in rows.values()], [y for _, y in rows.values()]
    test = check.default_test.name if check.default_test else NameOfTest.TWO_SAMPLES
    if test.compares_rates:
        return compare_rates(list(rows), n, of, margin, reference=check.reference)
    return compare_shares(list(rows), n, of, margin, fit=test is NameOfTest.GOODNESS_OF_FIT)
