"""Tables looked at again with their parts kept apart, and time to a job."""

from __future__ import annotations

import streamlit as st

from ips_audit.model import AuditReport
from ips_audit.outputs.tables import layer_table
from ips_audit.outputs.timetojob import time_alt_text, time_chart, time_tables
from ips_audit.ui.results.once import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import presentation
from ips_audit.words import page as words


def show(report: AuditReport, service: str) -> None:
    """Draw what one service, or all together, looks like layer by layer.

    Parameters
    ----------
    report : AuditReport
    service : str
    """
    layers = [x for x in report.layers if x.service == service and x.groups]
    if layers:
        with st.expander(words.LAYERS):
            st.caption(words.LAYERS_NOTE)
            for layer in layers:
                table = once(layer_table, layer)
                st.markdown(f"**{escape(table.title)}**")
                draw(table)
    for time in report.times:
        if time.service == service:
            with st.expander(words.TIME):
                shares, waiting = once(time_tables, time)
                st.markdown(f"**{escape(shares.title)}**")
                if (spec := once(time_chart, time)) is not None:
                    presentation.chart(spec, time_alt_text(time))
                st.markdown(f"**{escape(waiting.title)}**")
                draw(waiting)
                draw(shares)
