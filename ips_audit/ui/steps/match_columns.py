"""Step 2: which column is which, and the choices that are made before looking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ips_audit.analysis.counting import band_edges
from ips_audit.model import (
    ETHNIC_GROUP,
    ColumnGuess,
)
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.steps import sheet_and_headings
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.intake import ROLE_NAMES

MARGINS = (0.7, 0.75, 0.8, 0.85, 0.9)


def show(state: session.State) -> None:
    """Draw the step."""
    ready = audit_of_session.prepared(state)
    st.subheader(words.SERVICE_COLUMNS)
    _selects(state, ready.columns, ready.headings, "columns")
    if ready.caseload_columns:
        with st.expander(words.CASELOAD_COLUMNS):
            _selects(state, ready.caseload_columns, ready.caseload_headings, "caseload_columns")
    with st.expander(words.HEADING_WRONG):
        sheet_and_headings.show(state)
    fine = _choices(state)
    if session.lead_on(words.CONTINUE, 2, ready=fine):
        session.go_to(state, 3)
        st.rerun()


def _selects(
    state: session.State, guesses: Sequence[ColumnGuess], headings: Sequence[str], path: str
) -> None:
    options = [words.NONE, *headings]
    for guess in guesses:
        name = ROLE_NAMES[guess.role].capitalize()
        if guess.role == "ethnicity" and path == "columns":
            name += f" ({words.NEEDED})"
        held = getattr(state.settings, path).get(guess.role)
        current = words.NONE
        if guess.heading is not None and guess.heading in headings:
            current = guess.heading
        key = session.key_of(state, f"{path}_{guess.role}")
        chosen = st.selectbox(name, options, index=options.index(current), key=key)
        notes = []
        if guess.heading is not None:
            notes.append(words.WHY.format(reason=guess.reason))
        if guess.examples:
            shown = ", ".join(escape(e) for e in guess.examples)
            notes.append(words.EXAMPLES.format(examples=shown))
        if notes:
            st.caption(" ".join(notes))
        if chosen != current and chosen != held:
            session.decide(state, f"{path}.{guess.role}", "" if chosen == words.NONE else chosen)
            st.rerun()


def _choices(state: session.State) -> bool:
    """Draw the period, the months, the margin and the age bands; tell whether all fit."""
    settings = audit_of_session.prepared(state).settings
    st.subheader(words.PERIOD)
    left, right = st.columns(2)
    first = left.date_input(
        words.FROM, settings.period_from, format="DD/MM/YYYY", key=session.key_of(state, "from")
    )
    last = right.date_input(
        words.TO, settings.period_to, format="DD/MM/YYYY", key=session.key_of(state, "to")
    )
    months = st.number_input(
        words.MONTHS, 0, 36, settings.minimum_months, help=words.MONTHS_HELP,
        key=session.key_of(state, "months"),
    )  # fmt: skip
    margin = st.selectbox(
        words.MARGIN, MARGINS, help=words.MARGIN_HELP, key=session.key_of(state, "margin"),
        index=MARGINS.index(settings.margin) if settings.margin in MARGINS else 2,
    )  # fmt: skip
    reference = st.selectbox(
        words.REFERENCE, [words.EVERYONE_ELSE, *_groups(state)], help=words.REFERENCE_HELP,
        key=session.key_of(state, "reference"), format_func=escape,
        index=_place(settings.reference_group, _groups(state)),
    )  # fmt: skip
    bands = st.text_input(
        words.BANDS, "; ".join(settings.age_bands), key=session.key_of(state, "bands")
    )
    names = tuple(b.strip() for b in bands.split(";") if b.strip())
    fine = True
    if first and last and first > last:
        st.error(words.BAD_PERIOD)
        fine = False
    try:
        band_edges(names)
    except ValueError as error:
        st.error(escape(str(error)))
        fine = False
    if fine:
        state.settings = replace(
            state.settings,
            # A guessed period stays a guess until the user changes it.
            period_from=first if first != settings.period_from else state.settings.period_from,
            period_to=last if last != settings.period_to else state.settings.period_to,
            minimum_months=int(months),
            margin=float(margin),
            reference_group=None if reference == words.EVERYONE_ELSE else reference,
            age_bands=names,
        )
    return fine


def _groups(state: session.State) -> tuple[str, ...]:
    """Return the ethnic groups that people were placed in so far."""
    people = audit_of_session.prepared(state).people
    return people.coded[ETHNIC_GROUP].groups if people is not None else ()


def _place(group: str | None, groups: Sequence[str]) -> int:
    """Return the place of a group in the list that begins with everyone else."""
    return groups.index(group) + 1 if group in groups else 0
