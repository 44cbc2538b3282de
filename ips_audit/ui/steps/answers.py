"""How each answer was read: folded by group, opened on demand, and moved where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ips_audit.model import DIMENSIONS, NOT_KNOWN, OWN, CodingRow, CodingStatus, Prepared
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.findings import people

LONG = 12  # answers: from here on they can be searched
MOST_FOUND = 100


def show(state: session.State, ready: Prepared) -> None:
    """Draw a list for each kind of answer, folded by group, and the way to move one.

    Parameters
    ----------
    state : State
    ready : Prepared
    """
    st.subheader(words.ANSWERS, anchor=False)
    kinds: dict[str, list[CodingRow]] = {}
    for row in ready.coding:
        kinds.setdefault(row.dimension, []).append(row)
    for column, (kind, rows) in zip(st.columns(len(kinds)), kinds.items(), strict=True):
        with column:
            st.markdown(f"**{words.KINDS.get(kind, kind.capitalize())}**")
            _groups(rows, _places(ready, kind))
    if len(ready.coding) > LONG:
        _search(state, ready.coding)
    _move(state, ready)


def _places(ready: Prepared, kind: str) -> tuple[str, ...]:
    """Return the groups that an answer of one kind can be placed in."""
    groups = {d.key: d.groups for d in DIMENSIONS}
    groups |= {"ethnicity": ready.groups, "job_outcome": ("Yes", "No")}
    groups[OWN] = tuple(dict.fromkeys(r.group for r in ready.coding if r.dimension == OWN))
    return groups[kind]


def _groups(rows: Sequence[CodingRow], order: Sequence[str]) -> None:
    """Draw a line for each group, which opens to its answers; guesses come first, opened."""
    likeliest = [r for r in rows if r.status is CodingStatus.SUGGESTED]
    if likeliest:
        with st.expander(words.LOOK_AT.format(n=len(likeliest)), expanded=True):
            _table(likeliest, with_group=True)
    others = [r for r in rows if r.status is not CodingStatus.SUGGESTED]
    groups = dict.fromkeys(r.group for r in others)
    place = {g: i for i, g in enumerate(order)}
    for group in sorted(groups, key=lambda g: place.get(g, len(place))):
        inside = [r for r in others if r.group == group]
        with st.expander(_folded(group, inside)):
            _table(inside)


def _folded(group: str, rows: Sequence[CodingRow]) -> str:
    """Say how many answers a group has, and for how many people."""
    n = sum(r.service_count for r in rows)
    where = people(n)
    if not n:
        where = words.ON_CASELOAD.format(people=people(sum(r.caseload_count for r in rows)))
    answers = words.ONE_ANSWER if len(rows) == 1 else words.SEVERAL_ANSWERS.format(n=len(rows))
    return f"{escape(group)}: {answers}, {where}"


def _table(rows: Sequence[CodingRow], with_group: bool = False) -> None:
    columns = {words.ANSWER: [escape(r.answer) or words.BLANK for r in rows]}
    if with_group:
        columns[words.GROUP] = [escape(r.group) for r in rows]
    columns[words.IN_SERVICE] = [f"{r.service_count:,}" for r in rows]
    if any(r.caseload_count for r in rows):
        columns[words.IN_CASELOAD] = [f"{r.caseload_count:,}" for r in rows]
    st.table(columns, hide_index=True)


def _search(state: session.State, coding: Sequence[CodingRow]) -> None:
    wanted = st.text_input(words.FIND_ANSWER, key=session.key_of(state, "find")).strip().casefold()
    if not wanted:
        return
    found = [r for r in coding if wanted in r.answer.casefold() or wanted in r.group.casefold()]
    if found:
        _table(found[:MOST_FOUND], with_group=True)
    else:
        st.caption(words.NO_SUCH_ANSWER)


def _move(state: session.State, ready: Prepared) -> None:
    """Let an answer be placed in another group, or in one of the user's own."""
    # Streamlit keeps what names the choices for as long as the session: no people in it.
    names = {
        i: f"{words.KINDS.get(r.dimension, r.dimension)}: {r.answer[:60]}"
        for i, r in enumerate(ready.coding)
        if r.answer
    }
    if not names:
        return
    with st.expander(words.MOVE):
        left, right = st.columns(2)
        which = left.selectbox(
            words.MOVE_WHICH, list(names), format_func=names.__getitem__, key=f"mv_{state.round}"
        )
        row = ready.coding[which]
        places = (*_places(ready, row.dimension), NOT_KNOWN)
        to = right.selectbox(
            words.MOVE_TO, places, accept_new_options=True,
            key=session.key_of(state, f"mvto_{which}_{places}"),
        )  # fmt: skip
        if st.button(words.MOVE_DO) and to:
            session.decide(state, f"answers.{row.dimension}.{row.answer}", to)
            st.rerun()
