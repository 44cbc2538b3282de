"""What a trainer sees above the results of a story."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ips_audit.model import Release
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.trainer import opening
from ips_audit.words import trainer as words


def show(state: session.State) -> bool:
    """Draw the trainer's switches, the story and its questions.

    Parameters
    ----------
    state : State

    Returns
    -------
    bool
        Whether the results are to be drawn below. Always, where the people are a user's own.
    """
    held = opening.room(state)
    if held is None:
        return True
    if held.exact:
        st.session_state.setdefault(f"release_{state.round}", Release.TEAM)
    _switches(state, held)
    # Once the results are shown the story makes room for them.
    with st.container(border=True) if held.hidden else st.expander(words.BACKGROUND):
        if held.hidden:
            st.subheader(words.BACKGROUND)
        st.write(held.story.background)
        st.markdown(f"**{words.QUESTIONS}**")
        st.markdown("\n".join(f"{i}. {q}" for i, q in enumerate(held.story.questions, 1)))
        _handout(state, held)
    if held.hidden:
        st.info(words.HIDDEN.format(switch=words.HIDE))
        return False
    places = range(len(words.VIEWS))
    key = f"trainer_view_{state.round}"
    held.view = st.radio(
        words.LOOK_AT, places, held.view, horizontal=True, key=key,
        format_func=words.VIEWS.__getitem__,
    )  # fmt: skip
    if words.VIEWS[held.view] == words.WHAT_IF:
        _what_if(state, held)
    elif words.VIEWS[held.view] == words.CHANCE:
        from ips_audit.ui.trainer import chance

        chance.show(audit_of_session.report(state), held.drawn, str(state.round))
    return held.view == 0


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

    report = audit_of_session.report(state)
    if held.what is None or held.of is not report:  # the story was read in another way since
        held.what, held.problem = what_if.from_address(report, held.link)
        held.link, held.of = {}, report
    if held.problem and held.what.now == held.what.story:  # until something is changed
        st.error(held.problem)
    what_if.show(held.what, held.story.slug, report.settings, str(state.round))


def _switches(state: session.State, held: opening.Room) -> None:
    """Draw hide and large text; a switch takes hold at once, above itself too."""
    places = st.columns([3, 2])
    for place, name, label in (
        (places[0], "hidden", words.HIDE),
        (places[1], "large", words.LARGE),
    ):
        now = getattr(held, name)
        key = f"trainer_{name}_{state.round}"
        place.toggle(label, now, key=key, on_change=_switch, args=(held, name, key))


def _switch(held: opening.Room, name: str, key: str) -> None:
    setattr(held, name, bool(st.session_state[key]))
