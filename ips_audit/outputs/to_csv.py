"""The audit as tidy CSV: one row an estimate, numbers never rounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ips_audit.model import (
    EVERYONE,
    Adjusted,
    AuditReport,
    Check,
    CheckKind,
    GroupResult,
    Layer,
    PathResult,
    Profile,
    TimeToJob,
)
from ips_audit.outputs.against_population import population_rows
from ips_audit.outputs.marks import file_name
from ips_audit.outputs.sheets import FORMULA_STARTS
from ips_audit.words import outputs as words

Row = list[object]
PATH = "path"
REACH = "product of the shares of the steps"
COLUMNS = (
    "check", "service", "dimension", "people", "within", "kind", "group", "measure", "value",
    "lower", "upper", "method", "release",
)  # fmt: skip
WHO_COLUMNS = ("service", "measure", "group", "value", "release")
ROWS_COLUMNS = ("step", "file", "number", "release")
# Measure, fields of value, lower and upper end, method.
MEASURES = (
    ("n", "n", None, None, "count"),
    ("of", "of", None, None, "count"),
    ("share", "share", "low", "high", "Wilson"),
    ("share of service", "share_of_service", None, None, "of people with group known"),
    ("share of caseload", "share_of_caseload", None, None, "of people with group known"),
    ("expected", "expected", None, None, "default test"),
    ("contribution", "contribution", None, None, "to chi-square"),
    ("ratio", "ratio", "ratio_low", "ratio_high", "Koopman"),
    ("difference", "difference", "difference_low", "difference_high", "Newcombe method 10"),
    ("people gap", "people_gap", "people_gap_low", "people_gap_high", "from the ratio"),
    ("adjusted residual", "adjusted_residual", None, None, "group v everyone else"),
    ("p", "p", None, None, "group v everyone else"),
    ("p (Holm)", "p_holm", None, None, "group v everyone else"),
    ("ratio if the not known belonged", "ratio", "worst_ratio", "best_ratio", "extreme cases"),
    ("people needed", "people_needed", None, None, "to rule out a gap of the margin"),
    ("smallest gap", "smallest_gap", None, None, "share found 8 times in 10"),
)
TEST_MEASURES = (
    ("chi-square", "statistic"), ("degrees of freedom", "df"), ("p", "p"),
    ("exact p", "p_exact"), ("smallest expected count", "smallest_expected"), ("people", "n"),
)  # fmt: skip


def safe(text: str) -> str:
    """Return text that a spreadsheet never runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def report_to_csv(report: AuditReport) -> str:
    """Return one row an estimate: checks, their tests and layers; see README for the columns.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    str
        Unrounded numbers; an empty value where there is none or it is hidden.
    """
    rows = [row for c in report.checks for row in _check(c)]
    rows += [row for layer in report.layers for row in _layer(layer)]
    rows += [row for t in report.times for row in _time(t)]
    rows += [row for p in report.paths for row in _path(p)]
    rows += [row for a in report.adjusted for row in _adjusted(a)]
    rows += [row for x in report.population for row in population_rows(x)]
    return _written(COLUMNS, ([*row, report.release.value] for row in rows))


def report_to_csv_files(report: AuditReport) -> dict[str, bytes]:
    """Return file name -> content for a folder of CSV files.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    dict of str to bytes
        Estimates, who uses the service, and what happened to the rows; in UTF-8 with a byte
        order mark, so that spreadsheets read accents.
    """
    mark = report.release.value
    who = ([*row, mark] for p in report.who for row in _who(p))
    parts = {
        "audit": report_to_csv(report),
        "who": _written(WHO_COLUMNS, who),
        "rows": _written(ROWS_COLUMNS, ([*row, mark] for row in _ledger(report))),
    }
    return {file_name(report, "csv", k): v.encode("utf-8-sig") for k, v in parts.items()}


def _written(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Write rows: text neutralised, numbers as they are, nothing for None."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(c) if isinstance(c, str) else c for c in row] for row in rows)
    return out.getvalue()


def _path(p: PathResult) -> Iterator[Row]:
    head: Row = [PATH, p.service, p.dimension.name, p.first, "", CheckKind.HEADLINE]
    for group, n in p.people.items():
        yield [*head, group, "n", n, None, None, "count"]
    for step in p.steps:
        head = [PATH, p.service, p.dimension.name, step.step, "", CheckKind.HEADLINE]
        yield from ([*head, *row[len(head) :]] for row in _check(step.check))
        for g in (*step.groups, replace(step.all_groups, group=words.ALL_KNOWN)):
            beside = {"came so far": g.came, "time not yet come": g.not_yet, "not known": g.unknown}
            for name, n in beside.items():
                yield [*head, g.group, name, n, None, None, "count"]
            yield [*head, g.group, "share of the beginning", g.reach, None, None, REACH]
    for reason, found in p.reasons.items():
        head = [reason.name, p.service, p.dimension.name, EVERYONE, "", CheckKind.EXPLORATORY]
        for group, counts in found.items():
            for why, n in counts.items():
                yield [*head, group, why, n, None, None, "count"]


def _check(c: Check) -> Iterator[Row]:
    within = "; ".join(f"{k}: {v}" for k, v in c.within.items())
    head: Row = [c.question, c.service, c.dimension.name, c.people, within, c.kind]
    for g in c.groups:
        for name, value, low, high, method in MEASURES:
            ends = [getattr(g, f) if f else None for f in (value, low, high)]
            yield [*head, g.group, name, *ends, _method(g, method)]
    for name, n in (("n", c.total_n), ("of", c.total_of), ("share", c.total_share)):
        yield [*head, words.ALL_KNOWN, name, n, None, None, "total"]
    for name, n in (("n", c.not_known.n), ("of", c.not_known.of)):
        yield [*head, words.NOT_KNOWN_ROW, name, n, None, None, "count"]
    yield [*head, words.NOT_KNOWN_ROW, "p", c.not_known.p, None, None, "known v not known"]
    for t in c.tests:
        for name, field in TEST_MEASURES:
            yield [*head, "", name, getattr(t, field), None, None, f"{t.name} ({t.role})"]
        ends = [t.cramers_v, t.cramers_v_low, t.cramers_v_high]
        yield [*head, "", "Cramér's V", *ends, f"{t.name} ({t.role})"]


def _method(g: GroupResult, method: str) -> str:
    """Say in the place of the method that a number is withheld."""
    return words.CHART_HIDDEN if g.hidden else method


def _layer(layer: Layer) -> Iterator[Row]:
    head: Row = [
        layer.question, layer.service, layer.dimension.name, layer.people,
        f"{layer.by} kept apart", "layer",
    ]  # fmt: skip
    for g in layer.groups:
        yield [*head, g.group, "ratio", g.crude_ratio, None, None, "in the total"]
        ends = [g.adjusted_ratio, g.low, g.high]
        yield [*head, g.group, "ratio", *ends, f"Mantel–Haenszel by {layer.by}"]
    for method, statistic, df, p in (
        (f"Cochran–Mantel–Haenszel ({layer.cmh_method})", layer.cmh_statistic, layer.cmh_df,
         layer.cmh_p),
        ("pattern alike in all strata", layer.pattern_statistic, layer.pattern_df,
         layer.pattern_p),
    ):  # fmt: skip
        for name, value in (("chi-square", statistic), ("degrees of freedom", df), ("p", p)):
            yield [*head, "", name, value, None, None, method]


def _time(t: TimeToJob) -> Iterator[Row]:
    head: Row = ["time to a job", t.service, t.dimension.name, EVERYONE, "", CheckKind.EXPLORATORY]
    for g in t.groups:
        curve = zip(t.months, g.share, g.low, g.high, g.at_risk, strict=True)
        for month, share, low, high, waiting in curve:
            name = f"in work by month {month}"
            yield [*head, g.group, name, share, low, high, "Kaplan–Meier"]
            yield [*head, g.group, f"at risk in month {month}", waiting, None, None, "count"]
    for name, value in (("chi-square", t.statistic), ("degrees of freedom", t.df), ("p", t.p)):
        yield [*head, "", name, value, None, None, "log-rank"]


def _adjusted(a: Adjusted) -> Iterator[Row]:
    names = ", ".join(d.name for d in a.adjusted_for)
    head: Row = [
        a.question, a.service, a.dimension.name, a.people, f"people alike in {names}",
        CheckKind.EXPLORATORY,
    ]  # fmt: skip
    for g in a.groups:
        yield [*head, g.group, "of", g.people, None, None, "count"]
        yield [*head, g.group, "share", g.share, g.low, g.high, "Wilson, as counted"]
        yield [*head, g.group, "ratio", g.ratio, None, None, "as counted"]
        ends = [g.adjusted_share, g.adjusted_low, g.adjusted_high]
        yield [*head, g.group, "share", *ends, "standardised, Firth's regression"]
        ends = [g.adjusted_ratio, g.adjusted_ratio_low, g.adjusted_ratio_high]
        yield [*head, g.group, "ratio", *ends, "standardised, Firth's regression"]
    for name, n in (("n", a.n), ("of", a.of), ("left out", a.left_out)):
        yield [*head, "", name, n, None, None, "count"]
    if a.why_not:
        yield [*head, "", "not shown", None, None, None, a.why_not]


def _who(p: Profile) -> Iterator[Row]:
    yield [p.service, "people", "", p.people]
    for dimension, counts in p.counts.items():
        for g in counts.groups:
            yield [p.service, f"{dimension}: people", g.group, g.n]
            yield [p.service, f"{dimension}: percent of known", g.group, g.percent]
        yield [p.service, f"{dimension}: people", words.NOT_KNOWN_ROW, counts.not_known]
    for name, value in vars(p.age).items():
        yield [p.service, f"age: {name}", "", value]


def _ledger(report: AuditReport) -> Iterator[Row]:
    yield ["rows read", "", report.rows.read]
    for x in report.rows.left_out:
        yield [f"left out: {x.reason}", x.file, x.rows]
    yield ["rows used", "", report.rows.used]
    for step in report.rows.steps:
        yield [step.text, "", step.people]
