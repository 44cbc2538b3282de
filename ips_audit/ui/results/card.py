"""One question with its answer: finding, chart, table, test; the rest one click away."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ips_audit.analysis.arithmetic import sums_of
from ips_audit.model import (
    AuditReport,
    Check,
    CheckQuestion,
)
from ips_audit.outputs.charts import MANY, alt_text, check_chart, shares_alt_text, shares_chart
from ips_audit.outputs.overview import test_line
from ips_audit.outputs.tables import page_table, title_of
from ips_audit.outputs.working_tables import not_known_table
from ips_audit.ui.results import downloads, look_again, working
from ips_audit.ui.results.report_cache import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.state import State
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.words import findings, outputs
from ips_audit.words import results as words
from ips_audit.words.next_steps import next_step


def show(state: State, report: AuditReport, check: Check, key: str) -> None:
    """Draw one card.

    Parameters
    ----------
    state : State
    report : AuditReport
        Exact: this is the screen of the person whose data it is.
    check : Check
    key : str
        Tells this card's widgets from those of another.
    """
    draw_answer(report, check)
    if check.groups:
        _more(state, report, check, key)


def draw_answer(report: AuditReport, check: Check) -> None:
    """Draw heading, finding, chart, table and test.

    Parameters
    ----------
    report : AuditReport
        Exact, or share-safe for a page to print.
    check : Check
    """
    st.subheader(escape(title_of(check)))
    said = html.escape(" ".join((*check.warnings, *check.sentences)))
    following = html.escape(next_step(check, report.paths))
    st.html(
        f'<p class="finding">{html.escape(findings.title(check))}</p><p class="told">{said}</p>'
        f'<p class="told"><b>{words.NEXT_STEP}</b> {following}</p>'
    )
    if not check.groups:
        return
    # With many groups chart and table are two tabs, so that each fits a screen.
    many = len(check.groups) > MANY
    parts = st.tabs((words.CHART, words.TABLE)) if many else (st.container(), st.container())
    with parts[0]:
        _chart(check)
    with parts[1]:
        draw(replace(once(page_table, check, report.release), notes=()))
    notes = [findings.LARGE_GAP.format(margin=report.settings.margin)]
    notes += [outputs.JOB_MEANS] if check.question == CheckQuestion.OUTCOME else []
    spans = "".join(f"<span>{html.escape(note)}</span>" for note in notes)
    st.html(f'<p class="test">{html.escape(test_line(check))}{spans}</p>')


def _chart(check: Check) -> None:
    """Draw the chart of rates; where there are none, that of shares."""
    if (spec := once(check_chart, check)) is not None:
        presentation.chart(spec, alt_text(check))
    else:
        _shares(check)


def _shares(check: Check) -> None:
    if (spec := once(shares_chart, check)) is not None:
        presentation.chart(spec, shares_alt_text(check))


def _more(state: State, report: AuditReport, check: Check, key: str) -> None:
    """Draw what stands behind the card, one click away, always in the same place."""
    parts: dict[str, Callable[[], None]] = {words.HOW: lambda: working.show(check)}
    if any(once(sums_of, check, g.group) is not None for g in check.groups):
        parts[words.SUMS] = lambda: working.arithmetic(check, key)
    if once(not_known_table, check) is not None:
        parts[words.NOT_KNOWN] = lambda: working.not_known(check)
    if once(check_chart, check) is not None and once(shares_chart, check) is not None:
        parts[words.SHARES] = lambda: _shares(check)
    if look_again.possible(check):
        parts[words.PUT_TOGETHER] = lambda: look_again.show(report, check, key)
    parts[words.FILES] = lambda: downloads.charts(state, check, key)
    chosen = st.segmented_control(
        words.MORE, list(parts), key=f"more_{key}", persist_state="session",
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen in parts:
        parts[chosen]()
