"""The user's own ethnic groups, and taking decisions back."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ips_audit.intake.matching import final_groups
from ips_audit.intake.matching.coding import NUMBERINGS
from ips_audit.model import Prepared
from ips_audit.settings.decisions import decisions, undo
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words

SCHEMES = {
    "five groups": words.FIVE,
    final_groups.SCHEME: words.SIXTEEN,
    "as given": words.AS_GIVEN,
}


def show(state: session.State, ready: Prepared) -> None:
    """Draw the choice of groups."""
    with st.expander(words.OWN_GROUPS):
        held = state.settings.ethnic_scheme
        if held in NUMBERINGS.values():
            st.caption(words.NUMBERS_HELD.format(scheme=escape(str(held))))
        else:
            names = list(SCHEMES)
            picked = st.radio(
                words.SCHEME, names, index=names.index(held) if held in names else 0,
                format_func=SCHEMES.__getitem__, key=session.key_of(state, f"scheme_{held}"),
            )  # fmt: skip
            if picked != (held or "five groups"):
                state.settings = replace(state.settings, ethnic_scheme=picked, own_groups={})
                st.rerun()
        _put_together(state, ready)


def _put_together(state: session.State, ready: Prepared) -> None:
    together = st.multiselect(
        words.TOGETHER, ready.groups, key=session.key_of(state, f"together_{ready.groups}"),
        placeholder=words.TOGETHER_EMPTY,
    )  # fmt: skip
    name = st.text_input(words.TOGETHER_NAME, key=session.key_of(state, "together_name")).strip()
    few = len(ready.groups) - len(together) + 1 < 2
    if few:
        st.caption(words.TOGETHER_FEW)
    ready_to_go = len(together) > 1 and bool(name) and not few
    if st.button(words.TOGETHER_DO, disabled=not ready_to_go) and ready_to_go:
        own = dict(state.settings.own_groups)
        # Groups that were put together before move with the group they are in now.
        own = {k: name if v in together else v for k, v in own.items()}
        own |= dict.fromkeys((g for g in together if g not in own.values()), name)
        state.settings = replace(state.settings, own_groups=own)
        st.rerun()


def show_decisions(state: session.State) -> None:
    """List what was decided, each with a button that takes it back."""
    held = decisions(state.settings)
    if not held:
        return
    with st.expander(words.DECIDED.format(n=len(held))):
        for i, decision in enumerate(held):
            left, right = st.columns([5, 1])
            left.write(escape(decision.text))
            key = session.key_of(state, f"undo_{i}_{decision.path}")
            if right.button(words.UNDO, key=key, help=decision.text):
                state.settings = undo(state.settings, decision.path)
                session.forget_answers(state)
                st.rerun()
