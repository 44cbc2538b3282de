"""What a trainer has beside the results: the story, its questions, what if and chance alone."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.trainer import opening
from ips_audit.words import trainer as words


def show(state: session.State, held: opening.Room, kind: str) -> None:
    """Draw a screen that only a trainer has.

    Parameters
    ----------
    state : State
    held : Room
    kind : str
        "story", "what-if" or "chance".
    """
    if kind == "story":
        story(state, held)
    elif kind == "what-if":
        _what_if(state, held)
    else:
        from ips_audit.ui.trainer import chance

        st.subheader(words.CHANCE)
        chance.show(audit_of_session.report(state), held.drawn, str(state.round))


def story(state: session.State, held: opening.Room) -> None:
    """Draw the story and its questions; they stand alone while the results are hidden."""
    st.subheader(words.BACKGROUND)
    st.write(held.story.background)
    st.markdown(f"**{words.QUESTIONS}**")
    st.markdown("\n".join(f"{i}. {q}" for i, q in enumerate(held.story.questions, 1)))
    _handout(state, held)
    if held.hidden:
        st.info(words.HIDDEN.format(switch=words.HIDE))


def _handout(state: session.State, held: opening.Room) -> None:
    """Offer the story on one page, built only when asked for."""
    from ips_audit.outputs.handout import build_handout, handout_name

    report = audit_of_session.report(state)
    st.download_button(
        words.HANDOUT, partial(build_handout, report, held.story, not held.hidden),
        handout_name(held.story), on_click="ignore", help=words.HANDOUT_NOTE,
    )  # fmt: skip


def _what_if(state: session.State, held: opening.Room) -> None:
    """Draw the what if, begun from the exact counts of the story and the link, if any."""
    from ips_audit.ui.trainer import what_if

    st.subheader(words.WHAT_IF)
    report = audit_of_session.report(state)
    if held.what is None or held.of is not report:  # the story was read in another way since
        held.what, held.problem = what_if.from_address(report, held.link)
        held.link, held.of = {}, report
    if held.problem and held.what.now == held.what.story:  # until something is changed
        st.error(held.problem)
    what_if.show(held.what, held.story.address, report.settings, str(state.round))


def switches(state: session.State, held: opening.Room) -> None:
    """Draw hide and large text: at the side, or on top where large text needs the whole screen.

    A switch takes hold at once, above itself too.
    """
    at_side = st.sidebar.container(key="switches")
    place = st.container(horizontal=True, key="switches_top") if held.large else at_side
    with place:
        for name, label in (("hidden", words.HIDE), ("large", words.LARGE)):
            key = f"trainer_{name}_{state.round}"
            st.toggle(
                label, getattr(held, name), key=key, on_change=_switch, args=(held, name, key)
            )


def _switch(held: opening.Room, name: str, key: str) -> None:
    setattr(held, name, bool(st.session_state[key]))
