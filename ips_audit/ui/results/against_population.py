"""The service beside the local population, folded: a description, with why the caseload counts."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ips_audit.model import AuditReport
from ips_audit.outputs.against_population import population_table
from ips_audit.ui.results.report_cache import once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.words import population as words


def show(report: AuditReport, service: str) -> None:
    """Draw one service, or all together, beside the local population, where one was given.

    Parameters
    ----------
    report : AuditReport
    service : str
    """
    found = [x for x in report.population if x.service == service]
    if not found:
        return
    with st.expander(words.HEADING):
        st.write(" ".join((*words.WHY, words.NO_TEST)))
        for beside in found:
            table = once(population_table, beside, report.release)
            st.markdown(f"**{escape(table.title)}**")
            draw(replace(table, notes=beside.notes))
