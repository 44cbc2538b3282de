"""Large text that reads from the back of a room."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ips_audit.ui import state as session
from ips_audit.ui.trainer.opening import room

TIMES = 1.5
# All sizes of the page hang on that of its root. Headings shrink, so that a screen of 720 lines
# holds what the room is to read.
LARGE = """<style>
html { font-size: 26px !important; }
[data-testid="stMainBlockContainer"] { max-width: 1240px; padding: 1.2rem 1.5rem 4rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1rem; padding: 0 0 0.3rem; }
[data-testid="stMainBlockContainer"] h2 { font-size: 1.1rem; padding: 0 0 0.3rem; }
[data-testid="stMainBlockContainer"] h3 { font-size: 1.15rem; padding: 0 0 0.3rem; }
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.4rem; }
[data-testid="stMainBlockContainer"] [data-testid="stAlertContainer"] { padding: 0.2rem 0.8rem; }
[data-testid="stHeadingWithActionElements"], [data-testid="stHeading"] * { margin-bottom: 0; }
[data-testid="stMainBlockContainer"] button { min-height: 1.6rem; padding-block: 0.1rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] *, th * {
  color: #0b0c0c !important; opacity: 1 !important; }
</style>"""
SIZES = {
    "labelFontSize", "titleFontSize", "fontSize", "subtitleFontSize", "labelLimit", "symbolSize",
    "step", "height",
}  # fmt: skip


def style(state: session.State) -> None:
    """Draw all text larger while the switch is on.

    Parameters
    ----------
    state : State
    """
    held = room(state)
    if held is not None and held.large:
        st.html(LARGE)


def chart(spec: dict[str, Any], alt: str) -> None:
    """Draw a chart, with larger text while the switch is on.

    Parameters
    ----------
    spec : dict
        A finished Vega-Lite specification.
    alt : str
        The chart in words.
    """
    held = room(session.get())
    large = held is not None and held.large
    st.vega_lite_chart(larger(spec) if large else spec, width="stretch", alt=alt)


def larger(spec: Any) -> Any:
    """Return a specification whose text, and the room that text needs, is larger."""
    if isinstance(spec, list):
        return [larger(part) for part in spec]
    if not isinstance(spec, dict):
        return spec
    return {
        key: value * TIMES
        if key in SIZES and isinstance(value, int | float)
        else value
        if key in ("data", "datasets")
        else larger(value)
        for key, value in spec.items()
    }
