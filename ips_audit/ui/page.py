"""The page: a heading, four numbered steps, one of them open."""

from __future__ import annotations

import streamlit as st

from ips_audit.intake.files.source import UnreadableFile
from ips_audit.ui import state as session
from ips_audit.ui.look import STYLE
from ips_audit.ui.server import closed_tabs, preload
from ips_audit.ui.server.script import SCRIPT, UNSAVED
from ips_audit.ui.trainer import opening, presentation
from ips_audit.words import page as words


def show() -> None:
    """Draw the page for this session."""
    st.set_page_config(page_title=words.TITLE, page_icon=words.ICON, layout="wide")
    closed_tabs.note()
    problem = opening.from_address(session.get())
    state = session.get()
    st.html(STYLE)
    _top(state)
    if problem:
        st.error(problem)
    presentation.style(state)
    st.html(SCRIPT, unsafe_allow_javascript=True)
    try:
        _step(state)
        if state.unsaved:
            st.html(UNSAVED)
    except (UnreadableFile, ValueError) as error:
        state.onward = False
        st.error(str(error))
    except Exception as error:  # never a traceback: the type alone says enough for a report
        state.onward = False
        st.error(f"{words.UNEXPECTED} ({type(error).__name__})")


def _top(state: session.State) -> None:
    """Draw the name of the page, where somebody is, and the ways back: one line."""
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.title(words.TITLE, anchor=False, width="content")
        name = words.STEP.format(n=state.step, name=words.STEPS[state.step - 1])
        st.header(name, anchor=False, width="stretch")
        if state.demonstration:
            st.markdown(f":gray-badge[{words.DEMO_BADGE}]", width="content")
        if state.step > 1:
            st.button(words.BACK, on_click=_back, args=(state.step,), key=f"back_{state.step}")
        if state.step > 1 or state.files:
            _start_again(state)


def _start_again(state: session.State) -> None:
    """Offer to forget everything; ask first where that is somebody's own work."""
    if not state.unsaved:
        st.button(words.START_AGAIN, on_click=session.start_again)
        return
    with st.popover(words.START_AGAIN):
        st.write(words.FORGET_WHAT)
        st.button(words.FORGET, on_click=session.start_again, key="forget")


def _back(step: int) -> None:
    """Go back from a step; a second press that comes late goes no further."""
    state = session.get()
    if state.step == step:
        session.go_back(state)


def _step(state: session.State) -> None:
    """Import a step's module only when it is open: the first page starts quickly."""
    if state.step == 1:
        from ips_audit.ui.steps import choose_files

        choose_files.show(state)
        preload.begin()
    elif state.step == 2:
        from ips_audit.ui.steps import match_columns

        match_columns.show(state)
    elif state.step == 3:
        from ips_audit.ui.steps import check_answers

        check_answers.show(state)
    else:
        from ips_audit.ui.results import results

        results.show(state)
