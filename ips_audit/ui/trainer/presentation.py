"""Large text that reads from the back of a room."""

from __future__ import annotations

import streamlit as st

from ips_audit.ui import state as session
from ips_audit.ui.trainer.opening import room

# The page is 736 pixels wide; half as large again it fills a projector of 1280.
LARGE = """<style>
[data-testid="stMainBlockContainer"] { zoom: 1.5; max-width: 820px; padding-top: 2rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: #0b0c0c; }
</style>"""


def style(state: session.State) -> None:
    """Draw everything larger while the switch is on.

    Parameters
    ----------
    state : State
    """
    held = room(state)
    if held is not None and held.large:
        st.html(LARGE)
