"""Exploratory tables: parts kept apart, people alike in other ways, time to a job, and within."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ips_audit.model import (
    Adjusted,
    AuditReport,
    Check,
    CheckKind,
    Layer,
    Release,
    TimeToJob,
)
from ips_audit.outputs.adjusted import narrow_adjusted
from ips_audit.outputs.tables import layer_table, page_table, title_of
from ips_audit.outputs.time_to_job import time_alt_text, time_chart, time_tables
from ips_audit.outputs.working_tables import tests_table
from ips_audit.ui.results.report_cache import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.words import adjusted, page
from ips_audit.words import results as words


def show(report: AuditReport, service: str) -> None:
    """Draw what one service, or all together, looks like layer by layer.

    Parameters
    ----------
    report : AuditReport
    service : str
    """
    st.subheader(f"{words.DEEPER}: {escape(service)}")
    found = [x for x in report.layers if x.service == service and x.groups]
    checks = [c for c in report.checks if c.service == service and c.kind != CheckKind.HEADLINE]
    times = [t for t in report.times if t.service == service]
    if found:
        with st.expander(page.LAYERS):
            _layers(found)
    alike = [a for a in report.adjusted if a.service == service]
    if alike:
        with st.expander(adjusted.HEADING):
            _alike(alike)
    if times:
        with st.expander(page.TIME):
            _times(times)
    if checks:
        with st.expander(page.WITHIN):
            _within(checks, report.release)
    if not (found or alike or checks or times):
        st.write(words.NOTHING_DEEPER)


def _layers(layers: Sequence[Layer]) -> None:
    st.caption(page.LAYERS_NOTE)
    for layer in layers:
        table = once(layer_table, layer)
        st.markdown(f"**{escape(table.title)}**")
        draw(table)


def _alike(tables: Sequence[Adjusted]) -> None:
    for a in tables:
        st.markdown(f"**{escape(adjusted.title(a))}**")
        if a.groups:
            draw(once(narrow_adjusted, a))
            continue
        for said in (a.why_not, *a.sentences):
            st.write(escape(said))


def _times(times: Sequence[TimeToJob]) -> None:
    for time in times:
        shares, waiting = once(time_tables, time)
        st.markdown(f"**{escape(shares.title)}**")
        if (spec := once(time_chart, time)) is not None:
            presentation.chart(spec, time_alt_text(time))
        st.markdown(f"**{escape(waiting.title)}**")
        draw(waiting)
        draw(shares)


def _within(checks: Sequence[Check], release: Release) -> None:
    st.caption(page.WITHIN_NOTE)
    for check in checks:
        st.markdown(f"**{escape(title_of(check))}**")
        draw(once(page_table, check, release))
        draw(once(tests_table, check))
