"""Audits side by side: cautions, tables, charts, and a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from ips_audit.model import (
    CheckQuestion,
    OverTime,
    Release,
    SavedAudit,
)
from ips_audit.outputs import format as show
from ips_audit.outputs import sheets
from ips_audit.outputs.charts import NAVY, axis_title, data, finished
from ips_audit.outputs.texttable import Column, TextTable, make_table, mark_missing
from ips_audit.words import outputs
from ips_audit.words import over_time as words

COLUMNS = (
    Column("Group", "text"),
    Column("Period", "text"),
    Column("Number", "count"),
    Column("Of", "count"),
    Column("Percent", "pc"),
    Column("Likely range (%)", "pc span"),
    Column(words.COLUMNS_LATER, "pc"),
    Column("Likely range of the change", "pc span"),
    Column("Ratio to everyone else", "two"),
    Column("Likely range of ratio", "two span"),
)


def cautions(audits: Sequence[SavedAudit]) -> tuple[str, ...]:
    """Return what must be said beside a comparison.

    Parameters
    ----------
    audits : sequence of SavedAudit

    Returns
    -------
    tuple of str
        That several audits are several looks; then periods that overlap or come twice, and
        rounding.
    """
    ordered = sorted(audits, key=lambda a: (a.first, a.last))
    out = [words.CAUTION.format(n=len(ordered))]
    for one, other in pairwise(ordered):
        if (one.first, one.last) == (other.first, other.last):
            out.append(words.TWICE.format(period=period(one.first, one.last)))
        elif one.last >= other.first:
            first, second = period(one.first, one.last), period(other.first, other.last)
            out.append(words.OVERLAP.format(first=first, second=second))
    if any(a.release is Release.SHARE_SAFE for a in ordered):
        out.append(words.ROUNDED)
    if any(c.question == CheckQuestion.ACCESS and c.groups for a in ordered for c in a.checks):
        out.append(words.SAME_CASELOAD)
    return tuple(dict.fromkeys(out))


def marks_of(audits: Sequence[SavedAudit]) -> tuple[str, ...]:
    """Return for whom a comparison is: as strict as the strictest of its audits."""
    team = any(a.release is Release.TEAM for a in audits)
    said = (outputs.DO_NOT_SHARE if team else outputs.SHARE_SAFE,)
    return (*said, f"{outputs.MADE_UP}.") if any(a.demonstration for a in audits) else said


def comparison_name(audits: Sequence[SavedAudit]) -> str:
    """Return the file name of a comparison, which says who it is for."""
    team = any(a.release is Release.TEAM for a in audits)
    name = f"{words.NAME}_{'TEAM-do-not-share' if team else 'share-safe'}"
    return f"{name}{'_demonstration' if any(a.demonstration for a in audits) else ''}.xlsx"


def period(first: date, last: date) -> str:
    """Return a period in short."""
    return words.PERIOD.format(first=first.isoformat(), last=last.isoformat())


def title_of_time(over: OverTime) -> str:
    """Return the title of one question over time."""
    return words.TABLE[over.question].format(
        dimension=over.dimension, service=over.service, people=over.people
    )


def over_time_table(over: OverTime) -> TextTable:
    """Return one row a group and audit.

    Parameters
    ----------
    over : OverTime

    Returns
    -------
    TextTable
    """
    rows = []
    for m in over.moments:
        hidden = m.n is None or m.of is None
        row = (
            m.group, period(m.first, m.last), m.n, m.of, _pc(m.share), (_pc(m.low), _pc(m.high)),
            _pc(m.change), (_pc(m.change_low), _pc(m.change_high)), m.ratio,
            (m.ratio_low, m.ratio_high),
        )  # fmt: skip
        rows.append(mark_missing(row, show.HIDDEN if hidden else show.NONE))
    numbers = _numbers(over)
    found = "; ".join(
        words.FINDING.format(
            number=numbers.get((first, last), ""), period=period(first, last), finding=finding
        )
        for first, last, finding in over.findings
    )
    return make_table(title_of_time(over), COLUMNS, rows, (words.FINDINGS.format(found=found),))


def narrow_table(over: OverTime) -> TextTable:
    """Return the same numbers in few columns, for a page; audits by their number.

    Parameters
    ----------
    over : OverTime

    Returns
    -------
    TextTable
    """
    full = over_time_table(over)
    numbers = _numbers(over)
    rows = [
        (
            words.LABEL.format(group=m.group, number=numbers[m.first, m.last]),
            *(
                words.PAIR.format(one=row[i], other=row[j]) if row[i][:1] != "[" else row[i]
                for i, j in ((2, 3), (4, 5), (6, 7), (8, 9))
            ),
        )
        for m, row in zip(over.moments, full.rows, strict=True)
    ]
    columns = tuple(Column(heading, "text") for heading in words.NARROW)
    return make_table(full.title, columns, rows, full.notes)


def _numbers(over: OverTime) -> dict[tuple[date, date], int]:
    """Return the number of each audit of a question, in the order of time."""
    periods = sorted({(m.first, m.last) for m in over.moments})
    return {p: i for i, p in enumerate(periods, 1)}


def over_time_chart(over: OverTime) -> dict[str, Any] | None:
    """Return each group's percent in each audit, with its likely range; None without rates."""
    import altair as alt

    numbers = _numbers(over)
    rows = [
        {
            "Group": words.LABEL.format(
                group=show.one_line(m.group), number=numbers[m.first, m.last]
            ),
            "Period": period(m.first, m.last),
            "Percent": _rounded(m.share),
            "low": _rounded(m.low),
            "high": _rounded(m.high),
        }
        for m in over.moments
    ]
    if all(r["Percent"] is None for r in rows):
        return None
    names = list(dict.fromkeys(r["Group"] for r in rows))
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("Group:N", scale=alt.Scale(domain=names), sort=None, title=None)
    )
    axis = alt.X("low:Q", title=axis_title(words.AXIS[over.question]), scale=alt.Scale(zero=True))
    ranges = base.mark_rule(color=NAVY, strokeWidth=3).encode(x=axis, x2="high:Q")
    dots = base.mark_point(color=NAVY, filled=True, size=160, opacity=1).encode(
        x="Percent:Q", tooltip=["Group:N", "Period:N", "Percent:Q"]
    )
    return finished(alt.layer(ranges, dots))


def alt_text_of_time(over: OverTime) -> str:
    """Return the chart in words."""
    parts = [
        f"{show.one_line(m.group)}, {period(m.first, m.last)}: {show.percent(m.share)}"
        for m in over.moments
    ]
    return words.ALT.format(title=title_of_time(over), groups="; ".join(parts))


def comparison_text(audits: Sequence[SavedAudit], found: Sequence[OverTime]) -> str:
    """Return the comparison as the command line prints it."""
    lines = [words.TITLE, *marks_of(audits), *cautions(audits)]
    for over in found:
        table = over_time_table(over)
        lines += ["", table.title, *show.grid([table.columns, *table.rows]), *table.notes]
    return "\n".join(lines) + "\n"


def build_comparison(audits: Sequence[SavedAudit], found: Sequence[OverTime]) -> bytes:
    """Return the comparison as a workbook: cautions first, then one table a sheet."""
    book, cover = sheets.new_workbook(words.TITLE)
    said = marks_of(audits)
    lines = [words.TITLE, *said, *cautions(audits), outputs.SHORTHAND]
    sheets.write_lines(cover, lines, said)
    for i, over in enumerate(found, 1):
        sheets.write_table(book.create_sheet(f"Over_time_{i}"), over_time_table(over), said)
    return sheets.content_of(book)


def _pc(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
