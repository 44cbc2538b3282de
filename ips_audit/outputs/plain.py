"""The summary that the command line prints."""

from __future__ import annotations

from collections.abc import Iterator

from ips_audit.model import (
    SERVICE,
    AuditReport,
    Check,
    PathResult,
)
from ips_audit.outputs import format as show
from ips_audit.outputs.against_population import population_table
from ips_audit.outputs.marks import marks, period
from ips_audit.outputs.marks import title as title_of_report
from ips_audit.outputs.path import notes, path_title, step_table
from ips_audit.outputs.tables import check_table, layer_table, rows_table, title_of, who_table
from ips_audit.words import findings, outputs, population
from ips_audit.words import path as path_words

FIRST_COLUMNS = 6  # of a check's table; the rest is in the files


def summary_text(report: AuditReport) -> str:
    """Return the summary that the command line prints.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    str
    """
    rows = rows_table(report)
    lines = [title_of_report(report), *marks(report)]
    lines += [period(report)] if period(report) else []
    lines += ["", rows.title, *show.grid([row[:2] for row in rows.rows])]
    for profile in report.who:
        table = who_table(profile, report.release)
        lines += ["", table.title, *show.grid([table.columns, *table.rows])]
    for check in report.headline:
        lines += ["", *_check(check, report)]
    for path in report.paths:
        lines += ["", *_path(path, report)]
    for layer in [x for x in report.layers if x.by == SERVICE]:
        table = layer_table(layer)
        lines += ["", table.title, *show.grid([table.columns, *table.rows])]
        lines += [f"  {note}" for note in table.notes]
    for beside in report.population:
        table = population_table(beside, report.release)
        lines += ["", table.title, *show.grid([table.columns, *table.rows])]
        lines += [f"  {note}" for note in beside.notes]
    if report.population:  # once for all of these tables
        lines += [f"  {sentence}" for sentence in (*population.WHY, population.NO_TEST)]
    lines += ["", findings.late_sentence(report.tests_made, report.expected_by_chance)]
    return "\n".join(lines) + "\n"


def _path(path: PathResult, report: AuditReport) -> Iterator[str]:
    """Give a path: what was found, sentences, and each step in few columns."""
    yield f"{path_title(path)} — {path_words.title(path)}"
    yield from (f"  {x}" for x in path.sentences)
    for step in path.steps:
        table = step_table(step, report.release)
        yield f"  {table.title}"
        yield from show.grid([table.columns, *table.rows])
    yield from (f"  {x}" for x in notes(path, report.release, report.settings))


def _check(check: Check, report: AuditReport) -> Iterator[str]:
    """Give one check: finding, sentences, the first columns of its table, and its tests."""
    title = findings.title(check)
    yield f"{title_of(check)} — {title}"
    yield from (f"  {x}" for x in (*check.sentences, *check.warnings))
    if check.groups:
        table = check_table(check, report.release)
        yield from show.grid([r[:FIRST_COLUMNS] for r in (table.columns, *table.rows)])
    for t in check.tests:
        if t.statistic is not None:
            line = outputs.TEST_LINE.format(
                name=outputs.TEST_NAMES[t.name], statistic=show.number(t.statistic), df=t.df,
                p=show.p_text(t.p),
            )  # fmt: skip
            yield f"  {line} {t.note}".rstrip()
