"""Large text that reads from the back of a room."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ips_audit.ui import state as session
from ips_audit.ui.trainer.opening import room

TIMES = 1.5
# All sizes of the page hang on that of its root. What leads about stays as small as it was, and
# what a room need not read makes way, so that one card fits a screen of 720 lines.
LARGE = """<style>
html { font-size: 26px !important; }
[data-testid="stSidebar"], .st-key-top, .st-key-switches_top, .st-key-head { zoom: 0.62; }
[data-testid="stMainBlockContainer"] { max-width: 100%; padding: 0.4rem 1.2rem 2rem; }
[data-testid="stMainBlockContainer"] h3 { font-size: 1.1rem; padding: 0; }
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.3rem; }
[data-testid="stMainBlockContainer"] button { min-height: 1.6rem; padding-block: 0.1rem; }
[data-testid="stMainBlockContainer"] .quiet { font-size: 0.8rem; }
.answer { font-size: 1.15rem; }
.more { font-size: 1rem; }
.finding { font-size: 1.05rem; padding-top: 0.6rem; }
.overview table { line-height: 1.25; }
.overview tbody :is(th, td) { padding-block: 0.2rem; }
.overview td span, .overview caption, .told + .told { display: none; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] *, th * {
  color: #0b0c0c !important; opacity: 1 !important; }
</style>"""
SIZES = {
    "labelFontSize", "titleFontSize", "fontSize", "subtitleFontSize", "labelLimit", "symbolSize",
    "step", "height", "dy",
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
