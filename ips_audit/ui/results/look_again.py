"""Groups put together on request, and one check looked at again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ips_audit.analysis.combined_groups import merge_groups
from ips_audit.model import AuditReport, Check
from ips_audit.outputs.tables import page_table, title_of
from ips_audit.outputs.working_tables import tests_table
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.words import page as words


def possible(check: Check) -> bool:
    """Tell whether a check has groups to put together and one to compare them with."""
    return len(_known(check).groups) > 2


def _known(check: Check) -> Check:
    """Return a check without the groups whose numbers are not known."""
    known = tuple(g for g in check.groups if g.n is not None and g.of is not None)
    return replace(check, groups=known)


def show(report: AuditReport, check: Check, key: str) -> None:
    """Draw the choice of groups and, once two are chosen, the table made again.

    Parameters
    ----------
    report : AuditReport
        Whose margin counts.
    check : Check
        The check to look at again.
    key : str
        Tells this choice from that of another check.
    """
    check = _known(check)
    names = [g.group for g in check.groups]
    chosen = st.multiselect(
        words.MERGE_WHICH, names, key=f"merge_{key}", format_func=escape,
        max_selections=len(names) - 1, placeholder=words.MERGE_EMPTY, persist_state="session",
    )  # fmt: skip
    if len(chosen) > 1:
        again = merge_groups(check, chosen, report.settings.margin)
        st.markdown(f"**{escape(title_of(again))}**")
        draw(page_table(again, report.release))
        draw(tests_table(again))
    st.caption(words.MERGE_NOTE)
