"""Step 4: one screen at a time, with the list of all of them at the side."""

from __future__ import annotations

import streamlit as st

from ips_audit.model import AuditReport, PathResult
from ips_audit.outputs.tables import who_table
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.results import (
    against_population,
    card,
    downloads,
    layers,
    overview,
    path,
    places,
    printing,
    release,
)
from ips_audit.ui.results.links import SCRIPT
from ips_audit.ui.results.places import Place
from ips_audit.ui.results.report_cache import keep, once
from ips_audit.ui.results.tables import draw
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import opening, room
from ips_audit.words import results as words


def show(state: session.State) -> None:
    """Draw the step."""
    report = audit_of_session.exact(state)
    keep(state.report, state.safe)
    held = opening.room(state)
    if held is not None:
        room.switches(state, held)
        if held.hidden:
            room.story(state, held)
            return
    if held is not None and held.link and places.here(state) is None:
        places.go(state, Place("what-if"))  # the address asks for one
    place = places.fitting(report, places.here(state) or Place(), held is not None)
    places.contents(report, place, held is not None)
    st.html(SCRIPT, unsafe_allow_javascript=True)
    if held is not None and place.kind in places.TRAINER:
        room.show(state, held, place.kind)
    else:
        _place(state, report, place)


def _place(state: session.State, report: AuditReport, place: Place) -> None:
    """Draw one screen of the results; on paper all but one of them only say where to print."""
    if place.kind != "print":
        st.html(f'<p class="unprinted">{words.NOT_THIS_PAGE}</p>')
    if place.kind == "take":
        downloads.show(state)
    elif place.kind == "print":
        printing.show(release.leaving(state))
    else:
        _head(state, report, place)
        if place.kind == "check":
            check = places.checks_of(report, place.at)[place.check]
            card.show(state, report, check, f"{place.slug}_{state.round}")
        elif (walked := _path(report, place)) is not None:
            path.show(report, walked, f"{place.slug}_{state.round}")
        elif place.kind == "who":
            table = once(who_table, report.who[place.at], report.release)
            st.subheader(escape(table.title))
            draw(table)
            against_population.show(report, report.who[place.at].service)
        elif place.kind == "deeper":
            layers.show(report, places.services(report)[place.at])
        else:
            overview.draw(report)


def _path(report: AuditReport, place: Place) -> PathResult | None:
    """Return the path that a place shows."""
    return places.path_of(report, place.at) if place.kind == "path" else None


def _head(state: session.State, report: AuditReport, place: Place) -> None:
    """Draw the choice of service, and what leads to the card before and after."""
    held = opening.room(state)
    presenting = held is not None and held.large
    if place.kind == "overview" and not presenting:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        if place.kind != "overview":
            places.switch_service(report, place)
        if place.kind in ("overview", "check", "path"):
            places.turn(places.order(report), place)
