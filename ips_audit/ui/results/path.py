"""The path of one service: where a group falls behind, the chart, and one step at a time."""

from __future__ import annotations

import html

import streamlit as st

from ips_audit.model import AuditReport, PathResult
from ips_audit.outputs.path import (
    notes,
    path_alt_text,
    path_chart,
    path_title,
    reasons_tables,
    step_notes,
    step_table,
)
from ips_audit.ui.results.report_cache import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.words import path as words
from ips_audit.words import results


def show(report: AuditReport, path: PathResult, key: str) -> None:
    """Draw the path, with a choice of step.

    Parameters
    ----------
    report : AuditReport
        Exact.
    path : PathResult
    key : str
        Tells the widgets of this screen from those of another.
    """
    draw_answer(path)
    first = next((s for s in path.steps if words.next_step(s)), path.steps[0])
    names = [words.STEPS[s.step] for s in path.steps]
    chosen = st.segmented_control(
        words.CHOOSE_STEP, names, default=words.STEPS[first.step], key=f"step_{key}",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    step = path.steps[names.index(chosen)]
    draw(once(step_table, step, report.release))
    st.caption(escape(" ".join(step_notes(path, step, report.settings))))
    tables = once(reasons_tables, path)
    if tables:
        with st.expander(words.WHY):
            for table in tables:
                st.markdown(f"**{escape(table.title)}**")
                draw(table)
    with st.expander(results.HOW):
        st.write(_said(report, path))


def draw_all(report: AuditReport, path: PathResult) -> None:
    """Draw the path with all its steps, for a page to print."""
    draw_answer(path)
    for step in path.steps:
        table = once(step_table, step, report.release)
        st.markdown(f"**{escape(table.title)}**")
        draw(table)
    st.caption(_said(report, path))


def draw_answer(path: PathResult) -> None:
    """Draw heading, finding, what to do next, and the chart."""
    st.subheader(escape(path_title(path)))
    said = html.escape(" ".join(path.sentences))
    following = " ".join(x for s in path.steps if (x := words.next_step(s)))
    more = (
        f'<p class="told"><b>{results.NEXT_STEP}</b> {html.escape(following)}</p>'
        if following
        else ""
    )
    st.html(
        f'<p class="finding">{html.escape(words.title(path))}</p><p class="told">{said}</p>{more}'
    )
    if (spec := once(path_chart, path)) is not None:
        presentation.chart(spec, path_alt_text(path))


def _said(report: AuditReport, path: PathResult) -> str:
    return escape(" ".join(notes(path, report.release, report.settings)))
