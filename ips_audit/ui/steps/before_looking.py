"""The choices that are made before anybody looks at results: period, months, gap, age bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from ips_audit.analysis.counting import band_edges
from ips_audit.model import ETHNIC_GROUP, Prepared, Settings
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.findings import people


def show(state: session.State, ready: Prepared) -> bool:
    """Draw the choices; tell whether all fit, so that the step may be left.

    Parameters
    ----------
    state : State
    ready : Prepared

    Returns
    -------
    bool
    """
    settings = ready.settings
    st.subheader(words.PERIOD, anchor=False)
    left, middle, right = st.columns([1, 1, 2], vertical_alignment="bottom")
    ends = {n: session.key_of(state, n) for n in ("period_from", "period_to")}
    for place, label, (name, key) in zip(
        (left, middle), (words.FROM, words.TO), ends.items(), strict=True
    ):
        # A question may decide the period too: what is shown is always what holds.
        st.session_state[key] = getattr(settings, name)
        place.date_input(label, format="DD/MM/YYYY", key=key, on_change=_take_period, args=(ends,))
    right.markdown(_counted(ready))
    _followed_to(state, ready)
    with st.expander(words.MORE_CHOICES):
        st.caption(words.MORE_NOTE)
        chosen = _more(state, ready)
    fine = True
    if settings.period_from and settings.period_to and settings.period_from > settings.period_to:
        st.error(words.BAD_PERIOD)
        fine = False
    try:
        band_edges(chosen.age_bands)
    except ValueError as error:
        st.error(escape(str(error)))
        return False
    state.settings = chosen
    return fine


def _followed_to(state: session.State, ready: Prepared) -> None:
    """Draw the last day that people were followed up to, where the files tell the path."""
    path = ready.people and ready.people.path
    if not path:
        return
    key = session.key_of(state, "followed_to")
    # What is shown is always what holds; until it is changed, a guess stays a guess.
    st.session_state[key] = path.followed_to
    st.date_input(
        words.FOLLOWED_TO, format="DD/MM/YYYY", key=key, help=words.FOLLOWED_TO_HELP,
        on_change=_take_day, args=(key,),
    )  # fmt: skip


def _take_day(key: str) -> None:
    """Take up the last day as it was chosen; none means the day that follows from the files."""
    state = session.get()
    state.settings = replace(state.settings, followed_to=st.session_state[key])


def _take_period(ends: Mapping[str, str]) -> None:
    """Take up both ends as they stand. Until one is changed, a guessed period stays a guess."""
    changes: dict[str, Any] = {name: st.session_state[key] for name, key in ends.items()}
    state = session.get()
    state.settings = replace(state.settings, **changes)


def _counted(ready: Prepared) -> str:
    """Say how many people count, and which rows are left out and why."""
    if ready.people is None:
        return words.NOBODY_YET
    rows = ready.rows
    out = sum(x.rows or 0 for x in rows.left_out)
    reasons = dict.fromkeys(escape(x.reason) for x in rows.left_out)
    said = words.IN_PERIOD.format(people=people(ready.people.weight.sum())) + " "
    if not out:
        return said + words.NO_ROW_OUT
    return said + words.OUT_OF_PERIOD.format(n=f"{out:,}", reasons=", ".join(reasons))


def _more(state: session.State, ready: Prepared) -> Settings:
    """Draw what few people change; return the settings with it."""
    settings = ready.settings
    groups = ready.people.coded[ETHNIC_GROUP].groups if ready.people is not None else ()
    margins = sorted({*words.MARGIN_NAMES, settings.margin})
    columns = st.columns(3, gap="medium")
    margin = columns[0].selectbox(
        words.MARGIN, margins, index=margins.index(settings.margin), format_func=_margin,
        help=words.MARGIN_HELP, key=session.key_of(state, "margin"),
    )  # fmt: skip
    reference = columns[1].selectbox(
        words.REFERENCE, [words.EVERYONE_ELSE, *groups], help=words.REFERENCE_HELP,
        key=session.key_of(state, "reference"), format_func=escape,
        index=_place(settings.reference_group, groups),
    )  # fmt: skip
    months = columns[2].number_input(
        words.MONTHS, 0, 36, settings.minimum_months, help=words.MONTHS_HELP,
        key=session.key_of(state, "months"),
    )  # fmt: skip
    bands = st.text_input(
        words.BANDS, "; ".join(settings.age_bands), key=session.key_of(state, "bands")
    )
    return replace(
        state.settings,
        minimum_months=int(months),
        margin=float(margin),
        reference_group=None if reference == words.EVERYONE_ELSE else reference,
        age_bands=tuple(b.strip() for b in bands.split(";") if b.strip()),
    )


def _margin(ratio: float) -> str:
    other = words.MARGIN_OTHER.format(percent=round(100 * (1 - ratio)))
    return words.MARGIN_NAMES.get(ratio, other)


def _place(group: str | None, groups: Sequence[str]) -> int:
    """Return the place of a group in the list that begins with everyone else."""
    return groups.index(group) + 1 if group in groups else 0
