"""Step 4: the findings, one card a check, and what can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from ips_audit.analysis.report import headline
from ips_audit.model import AuditReport, Check
from ips_audit.outputs.charts import alt_text, check_chart, shares_alt_text, shares_chart
from ips_audit.outputs.tables import page_table, title_of, who_table
from ips_audit.outputs.working_tables import tests_table
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.results import downloads, layers, look_again, release, working
from ips_audit.ui.results.once import keep, once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation, room
from ips_audit.words import findings
from ips_audit.words import page as words


def show(state: session.State) -> None:
    """Draw the step."""
    audit_of_session.report(state)  # before all else, so that how far it is stands at the head
    if not room.show(state):
        return
    report = release.show(state)
    if report is None:
        return
    keep(state.report, state.safe)
    checks = headline(report)
    with st.container(border=True):
        st.subheader(words.SUMMARY)
        st.table(_summary(checks), hide_index=True)
        st.caption(findings.late_sentence(report.tests_made, report.expected_by_chance))
    taken = partial(release.taken, state, report)
    who = st.text_input(
        words.ASKED_BY, state.settings.asked_by or "", key=f"asked_{state.round}", max_chars=120
    )
    if who != (state.settings.asked_by or ""):
        session.asked_by(state, who)
        st.rerun()
    downloads.show(report, audit_of_session.exact(state).settings, taken)
    names = [p.service for p in report.who]
    service = names[0]
    if len(names) > 1:
        place = st.radio(
            "Service", range(len(names)), horizontal=True, key=f"which_{state.round}",
            format_func=lambda i: escape(names[i]),
        )  # fmt: skip
        service = names[place]
    _who(report, service)
    for i, check in enumerate(checks):
        if check.service == service:
            _card(report, check, f"{i}_{state.round}", taken)
    layers.show(report, service)
    _within(report, service)


def _summary(checks: tuple[Check, ...]) -> dict[str, list[str]]:
    rows = [(c, findings.title(c)) for c in checks if c.finding]
    what = [
        f"Access, {c.dimension}" if c.question == "access" else f"Jobs, {c.people}" for c, _ in rows
    ]
    return {
        "Service": [escape(c.service) for c, _ in rows],
        "Check": what,
        "Finding": [t for _, t in rows],
    }


def _who(report: AuditReport, service: str) -> None:
    with st.container(border=True):
        for profile in report.who:
            if profile.service == service:
                table = once(who_table, profile, report.release)
                st.subheader(escape(table.title))
                draw(table)


def _card(report: AuditReport, check: Check, key: str, taken: Callable[[], None]) -> None:
    with st.container(border=True):
        st.subheader(escape(title_of(check)))
        if check.finding:
            st.markdown(f"**{findings.title(check)}**")
        for sentence in check.sentences:
            st.write(escape(sentence))
        if not check.groups:
            return
        if (spec := once(check_chart, check)) is not None:
            presentation.chart(spec, alt_text(check))
            downloads.chart(report, spec, title_of(check), check.question, key, taken)
        if check.question == "access" and (spec := once(shares_chart, check)) is not None:
            presentation.chart(spec, shares_alt_text(check))
            downloads.chart(report, spec, title_of(check), "shares", key, taken)
        draw(once(page_table, check, report.release))
        working.show(check, key)
        look_again.show(report, check, key)


def _within(report: AuditReport, service: str) -> None:
    checks = [c for c in report.checks if c.service == service and c.kind != "headline"]
    if not checks:
        return
    with st.expander(words.WITHIN):
        st.caption(words.WITHIN_NOTE)
        for check in checks:
            st.markdown(f"**{escape(title_of(check))}**")
            draw(once(page_table, check, report.release))
            draw(once(tests_table, check))
