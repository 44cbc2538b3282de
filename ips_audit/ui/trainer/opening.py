"""Open a story: from the list, or straight from the address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from ips_audit.demonstrations.stories import LONDON, Story, at_address, stories
from ips_audit.ui import state as session
from ips_audit.ui.sources import Source
from ips_audit.words import page
from ips_audit.words import trainer as words

ROOM, SEEN = "trainer_room", "trainer_address_read"
STORY, LINK = "story", ("counts", "times")  # all that is read from the address


@dataclass
class Room:
    """What the trainer's room keeps between reruns. Forgotten by *Start again*."""

    story: Story
    hidden: bool = False
    large: bool = False
    link: dict[str, str] = field(default_factory=dict)  # what the address said beside the story
    problem: str = ""  # what is wrong with that, in words
    what: Any = None  # the what if, once it was looked at
    of: Any = None  # the report that the what if began from
    drawn: dict[str, Any] = field(default_factory=dict)  # what chance did, by check


def room(state: session.State) -> Room | None:
    """Return the room of the story that is open; None where the people are a user's own."""
    held = st.session_state.get(ROOM)
    open_now = isinstance(held, Room) and state.demonstration == _name(held.story)
    return held if open_now else None


def _name(story: Story) -> str:
    return page.LONDON if story.slug == LONDON else story.title


def open_story(slug: str, step: int = 2) -> Room:
    """Fill the session with a story's files, as if a user had chosen them.

    Parameters
    ----------
    slug : str
        A key of `stories()`.
    step : int
        The step to open.

    Returns
    -------
    Room
    """
    story = stories()[slug]
    service, caseload = (
        [Source(path.name, path.read_bytes()) for path in paths]
        for paths in (story.service_files, story.caseload_files)
    )
    st.session_state[session.KEY] = session.State(
        step=step, service=service, caseload=caseload, demonstration=_name(story),
        round=session.get().round + 1,
    )  # fmt: skip
    held = Room(story)
    st.session_state[ROOM] = held
    return held


def picker() -> None:
    """Draw the list of stories on the first step."""
    with st.expander(words.STORIES):
        told = stories()
        slug = st.selectbox(words.WHICH_STORY, list(told), format_func=lambda s: told[s].title)
        if slug in told:
            st.write(told[slug].background)
            st.button(words.OPEN_STORY, on_click=_pick, args=(slug,))


def _pick(slug: str) -> None:
    open_story(slug).hidden = True  # a room thinks first
    st.query_params.from_dict({STORY: stories()[slug].address})


def from_address(state: session.State) -> str:
    """Open the story that the address names, once, in a session that holds nothing yet.

    Parameters
    ----------
    state : State

    Returns
    -------
    str
        What is wrong with the address, in words; empty if nothing is. Where a user's own
        files are open, the address is emptied and never read.
    """
    first = SEEN not in st.session_state and state.round == 0 and not state.service
    st.session_state[SEEN] = True
    slug = st.query_params.get(STORY)
    if not first:
        if st.query_params and room(state) is None:
            st.query_params.clear()
        return ""
    if slug is None:
        return ""
    story = at_address(slug)
    if story is None:
        st.query_params.clear()
        return words.NO_SUCH_STORY
    given = {k: v for k in LINK if (v := st.query_params.get(k)) is not None}
    if slug != story.address:  # an older address, which may give the answer away
        st.query_params[STORY] = story.address
    held = open_story(story.slug, step=4)
    # A link to a what if opens it; a link to a story lets the room think first.
    held.link, held.hidden = given, not given
    return ""
