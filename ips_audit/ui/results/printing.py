"""A clean page for the browser's print: the overview and every card."""

from __future__ import annotations

import streamlit as st

from ips_audit.model import AuditReport
from ips_audit.outputs.marks import marks, period, title
from ips_audit.ui.results import card, overview, path
from ips_audit.ui.text import escape
from ips_audit.words import results as words


def show(report: AuditReport | None) -> None:
    """Draw all that is printed.

    Parameters
    ----------
    report : AuditReport or None
        That may leave; None where an earlier one forbids it.
    """
    if report is None:
        st.write(words.NOTHING_LEAVES)
        return
    st.caption(words.HOW_TO_PRINT)
    with st.container(key="printed"):
        st.subheader(escape(title(report)))
        st.write(" ".join((*marks(report), period(report))))
        overview.draw(report)
        for i, check in enumerate(report.headline):
            with st.container(key=f"printed_card_{i}"):
                card.draw_answer(report, check)
        for i, walked in enumerate(report.paths):
            with st.container(key=f"printed_path_{i}"):
                path.draw_all(report, walked)
