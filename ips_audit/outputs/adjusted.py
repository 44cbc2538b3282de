"""Groups among people alike in other ways, as tables."""

from __future__ import annotations

from ips_audit.model import Adjusted, AuditReport
from ips_audit.outputs.tables import narrow
from ips_audit.outputs.texttable import Cell, Column, TextTable, make_table
from ips_audit.words import adjusted as words

KINDS = ("text", "count", "pc", "pc", "pc span", "two", "two", "two span")


def adjusted_table(a: Adjusted) -> TextTable:
    """Return each group as counted, and among people alike in other ways.

    Parameters
    ----------
    a : Adjusted
        With groups.

    Returns
    -------
    TextTable
    """
    columns = [Column(*pair) for pair in zip(words.COLUMNS[a.question], KINDS, strict=True)]
    rows: list[tuple[Cell, ...]] = [
        (
            g.group, g.people, _pc(g.share), _pc(g.adjusted_share),
            (_pc(g.adjusted_low), _pc(g.adjusted_high)), g.ratio, g.adjusted_ratio,
            (g.adjusted_ratio_low, g.adjusted_ratio_high),
        )
        for g in a.groups
    ]  # fmt: skip
    return make_table(words.title(a), columns, rows, a.sentences)


def narrow_adjusted(a: Adjusted) -> TextTable:
    """Return the same numbers in few columns, for a narrow page.

    Parameters
    ----------
    a : Adjusted

    Returns
    -------
    TextTable
    """
    group, people, plain, alike, span, ratio, ratio_alike, ratio_span = words.COLUMNS[a.question]
    pairs = {
        group: (group, "", "{}"),
        people: (people, "", "{}"),
        plain: (plain, "", "{}"),
        alike: (alike, span, "{} ({})"),
        ratio: (ratio, "", "{}"),
        ratio_alike: (ratio_alike, ratio_span, "{} ({})"),
    }
    return narrow(adjusted_table(a), pairs)


def not_shown_table(report: AuditReport) -> TextTable | None:
    """Return which tables could not be made alike, and why; None where all could.

    Parameters
    ----------
    report : AuditReport

    Returns
    -------
    TextTable or None
    """
    rows = [
        (words.NAMES[a.question], a.service, a.people, " ".join((a.why_not, *a.sentences)))
        for a in report.adjusted
        if not a.groups
    ]
    columns = [Column(heading, "text") for heading in words.NOT_SHOWN_COLUMNS]
    return make_table(words.NOT_SHOWN, columns, rows) if rows else None


def _pc(share: float | None) -> float | None:
    return None if share is None else 100 * share
