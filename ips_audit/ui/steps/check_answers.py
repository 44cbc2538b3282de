"""Step 3, a check: what is still open, what was noticed, and how each answer was read."""

from __future__ import annotations

import streamlit as st

from ips_audit.model import Prepared
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.steps import answers, own_groups, questions
from ips_audit.ui.text import escape
from ips_audit.words import outputs
from ips_audit.words import page as words

FEW = 3  # sentences that are not folded


def show(state: session.State) -> None:
    """Draw the step."""
    ready = audit_of_session.prepared(state)
    # What comes and goes stands in places of its own: what was opened below stays open.
    above, decided, rows, noticed = (st.container() for _ in range(4))
    with above:
        asked = questions.show(state, ready)
    with decided:
        own_groups.show_decisions(state)
    with rows:
        _rows(ready)
    with noticed:
        _noticed(ready)
    if ready.coding:
        answers.show(state, ready)
        own_groups.show(state, ready)
    usable = ready.people is not None and (ready.rows.used or 0) > 0
    if not usable and not asked:
        st.error(words.NO_PEOPLE)
    # Answers and rows are counted exactly here, of whoever they are.
    note = "" if state.demonstration else outputs.DO_NOT_SHARE
    if asked:
        note = words.OPEN_ONE if asked == 1 else words.OPEN.format(n=asked)
    if session.lead_on(words.RESULTS, 3, note, ready=usable and not asked):
        session.go_to(state, 4)
        st.rerun()


def _rows(ready: Prepared) -> None:
    """Say how many rows were read and used; the others are one press away."""
    rows = ready.rows
    said = words.ROWS_USED.format(read=f"{rows.read:,}", used=f"{rows.used:,}")
    if not rows.left_out:
        st.markdown(said)
        return
    out = sum(x.rows or 0 for x in rows.left_out)
    with st.expander(f"{said} {words.ROWS_OUT.format(n=f'{out:,}')}"):
        lines: dict[str, list[str]] = {words.REASON: [], words.ROWS: [], words.WHERE: []}
        for item in rows.left_out:
            numbers = ", ".join(map(str, item.row_numbers))
            more = words.AND_MORE if (item.rows or 0) > len(item.row_numbers) else ""
            lines[words.REASON].append(escape(item.reason))
            lines[words.ROWS].append(f"{item.rows:,}")
            lines[words.WHERE].append(f"{escape(item.file)}, rows {numbers}{more}")
        st.table(lines, hide_index=True)


def _noticed(ready: Prepared) -> None:
    """List what was noticed; folded where it is long."""
    if not ready.warnings:
        return
    label = words.NOTICED.format(n=len(ready.warnings))
    with st.expander(label, expanded=len(ready.warnings) <= FEW):
        st.markdown("\n".join(f"- {escape(warning)}" for warning in ready.warnings))
