"""The page again with nothing computed: a script for Streamlit, run by `benchmarks.page`.

Until the overview and *Take it away* were drawn this is the app. From then on each run sends
the messages of the place that is due, as they were sent the first time: no
audit, no table, no chart, not even Streamlit's own making of elements. What is left is what any
page of this size costs: a run of a script, the sending, and the browser's drawing.
"""

from typing import Any

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ips_audit.ui.page import show
from ips_audit.ui.state import get

PLACES = 2
ctx: Any = get_script_run_ctx()
stored: list[list[ForwardMsg]] = st.session_state.setdefault("stored", [])
st.session_state.setdefault("turn", 0)


def _copy(message: ForwardMsg) -> ForwardMsg:
    """Return a message of its own: sending one changes it."""
    copy = ForwardMsg()
    copy.CopyFrom(message)
    return copy


def _store() -> None:
    """Draw the page and keep what was sent."""
    sent: list[ForwardMsg] = []
    real = ctx.enqueue

    def enqueue(message: ForwardMsg) -> None:
        sent.append(_copy(message))
        real(message)

    ctx.enqueue = enqueue
    show()
    stored.append(sent)


if len(stored) == PLACES:
    for message in stored[st.session_state["turn"] % PLACES]:
        ctx.enqueue(_copy(message))
    st.session_state["turn"] += 1
elif get().step == 4:
    _store()
else:
    show()
