"""The caseload typed in: a small table for each service."""

from __future__ import annotations

import streamlit as st

from ips_audit.model import DIMENSIONS, NOT_KNOWN
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words

MOST = 12  # services
IN_A_ROW = 3


def show(state: session.State, unused: bool) -> None:
    """Draw a field for each number, and keep what is typed.

    Parameters
    ----------
    state : State
    unused : bool
        Whether a caseload file was chosen, which counts instead.
    """
    held = list(dict.fromkeys(service for service, _, _ in state.typed))
    with st.expander(words.TYPE_COUNTS, expanded=bool(held) and not unused):
        st.caption(words.TYPE_UNUSED if unused else words.TYPE_NOTE)
        n = int(
            st.number_input(
                words.TYPE_SERVICES, 1, MOST, max(len(held), 1), key=_key(state, "services")
            )
        )
        typed: dict[session.Typed, int] = {}
        for i in range(n):
            before = held[i] if i < len(held) else ""
            service = ""
            if n > 1:
                label = words.TYPE_NAME.format(n=i + 1)
                name = st.text_input(label, before, key=_key(state, f"name_{i}"), max_chars=80)
                service = name.strip() or label
            typed |= _numbers(state, i, before, service)
        state.typed = typed


def _numbers(state: session.State, at: int, before: str, service: str) -> dict[session.Typed, int]:
    """Draw the fields of one service; return what they hold."""
    typed: dict[session.Typed, int] = {}
    for dimension, groups in ((d.heading, (*d.groups, NOT_KNOWN)) for d in DIMENSIONS):
        st.markdown(f"**{escape(f'{service}: {dimension}' if service else dimension)}**")
        for first in range(0, len(groups), IN_A_ROW):
            columns = st.columns(IN_A_ROW, gap="small")
            for column, group in zip(columns, groups[first : first + IN_A_ROW], strict=False):
                value = column.number_input(
                    group, min_value=0, step=1,
                    value=state.typed.get((before, dimension, group)),
                    key=_key(state, f"{at}_{dimension}_{group}"),
                )  # fmt: skip
                if value is not None:
                    typed[service, dimension, group] = int(value)
    return typed


def _key(state: session.State, name: str) -> str:
    return f"typed_{state.round}_{state.visit}_{name}"
