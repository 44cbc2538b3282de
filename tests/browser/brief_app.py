"""The page of a server that lets go of closed tabs soon, and says how many audits it holds."""

import gc

import streamlit as st
from streamlit.starlette import App

from ips_audit.ui.page import show
from ips_audit.ui.server import closed_tabs
from ips_audit.ui.state import State, get

closed_tabs.GRACE, closed_tabs.EVERY = 1.0, 0.2

if __name__ == "__main__":
    show()
    gc.collect()
    n = sum(isinstance(o, State) and o.demonstration is not None for o in gc.get_objects())
    st.caption(f"Audits held at step {get().step}: {n}.")
else:
    app = App(__file__, lifespan=closed_tabs.lifespan)
