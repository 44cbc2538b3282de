"""Where somebody is in the results: the overview, one card, or what can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from ips_audit.model import AuditReport, Check, PathResult
from ips_audit.outputs.overview import card_name
from ips_audit.ui.state import State, get
from ips_audit.ui.text import escape
from ips_audit.words import results as words
from ips_audit.words.path import PATH

KEY = "results_place"
NAMES = {
    "overview": words.OVERVIEW,
    "who": words.WHO,
    "deeper": words.DEEPER,
    "take": words.TAKE,
    "print": words.PRINT,
    "story": words.STORY,
    "what-if": words.WHAT_IF,
    "chance": words.CHANCE,
}
FEW = 4  # services that can be chosen in one row
OF_A_SERVICE = ("check", "path", "who", "deeper")
TRAINER = ("story", "what-if", "chance")


@dataclass(frozen=True)
class Place:
    """One screen of the results; `at` counts the services, `check` a service's headline checks."""

    kind: str = "overview"
    at: int = 0
    check: int = 0

    @property
    def slug(self) -> str:
        """Return the place's name in the address: numbers only, no word of a user's file."""
        if self.kind not in OF_A_SERVICE:
            return self.kind
        return f"{self.kind}-{self.at + 1}" + (f"-{self.check + 1}" if self.kind == "check" else "")


def here(state: State) -> Place | None:
    """Return where this session is in its results; None where it has not been anywhere yet."""
    key, place = st.session_state.get(KEY, ("", None))
    return place if key == state.report_key else None


def go(state: State, place: Place) -> None:
    """Go to a place; it is drawn from the next time on. Other numbers begin at the overview."""
    st.session_state[KEY] = (state.report_key, place)


def _press(place: Place) -> None:
    """Go to a place at the press of a button: Streamlit keeps what a button is given."""
    go(get(), place)


def services(report: AuditReport) -> list[str]:
    """Return the services of a report in the order in which they are read."""
    return [p.service for p in report.who]


def checks_of(report: AuditReport, at: int) -> list[Check]:
    """Return the headline checks of one service."""
    name = services(report)[at]
    return [c for c in report.headline if c.service == name]


def place_of(report: AuditReport, check: Check) -> Place:
    """Return where a check has its card."""
    at = services(report).index(check.service)
    return Place("check", at, checks_of(report, at).index(check))


def path_of(report: AuditReport, at: int) -> PathResult | None:
    """Return the path of one service; None where the files do not tell of it."""
    name = services(report)[at]
    return next((p for p in report.paths if p.service == name), None)


def place_of_path(report: AuditReport, path: PathResult) -> Place:
    """Return where a path has its card."""
    return Place("path", services(report).index(path.service))


def order(report: AuditReport) -> list[Place]:
    """Return the overview and all cards, in the order in which a room looks at them."""
    out = [Place()]
    for at in range(len(report.who)):
        out += [place_of(report, c) for c in checks_of(report, at)]
        out += [Place("path", at)] if path_of(report, at) is not None else []
    return out


def fitting(report: AuditReport, place: Place, trainer: bool) -> Place:
    """Return a place that this report has: other files may have fewer services or checks."""
    if place.kind in TRAINER and not trainer:
        return Place()
    if place.kind not in OF_A_SERVICE:
        return place
    if place.at >= len(report.who):
        return Place()
    if place.kind == "path" and path_of(report, place.at) is None:
        return Place()
    if place.kind == "check" and place.check >= len(checks_of(report, place.at)):
        return Place()
    return place


def contents(report: AuditReport, place: Place, trainer: bool) -> None:
    """Draw the list of all places in the sidebar, the one that is open in bold.

    Parameters
    ----------
    report : AuditReport
    place : Place
        Where the session is.
    trainer : bool
        Whether the people are a trainer's made-up ones.
    """
    with st.sidebar, st.container(key="contents", gap=None):
        _lead(Place(), words.OVERVIEW, place)
        names = services(report)
        for at, name in enumerate(names):
            own = [Place("check", at, i) for i in range(len(checks_of(report, at)))]
            labels = [card_name(c) for c in checks_of(report, at)]
            if path_of(report, at) is not None:
                own.append(Place("path", at))
                labels.append(PATH)
            own += [Place("who", at), Place("deeper", at)]
            labels += [words.WHO, words.DEEPER]
            part = (
                st.expander(escape(name), expanded=place.kind in OF_A_SERVICE and place.at == at)
                if len(names) > 1
                else st.container(gap=None)
            )
            with part:
                for to, label in zip(own, labels, strict=True):
                    _lead(to, label, place)
        for kind in ("take", "print", *(TRAINER if trainer else ())):
            _lead(Place(kind), NAMES[kind], place)


def _lead(to: Place, label: str, place: Place) -> None:
    """Draw one line of the contents."""
    name = escape(label)
    st.button(
        f"**{name}**" if to == place else name, key=f"go_{to.slug}", type="tertiary",
        on_click=_press, args=(to,), width="stretch",
    )  # fmt: skip


def switch_service(report: AuditReport, place: Place) -> None:
    """Draw the choice of service above a card; the same card of the other service follows."""
    names = services(report)
    if len(names) < 2:
        return
    key = f"service_of_{place.kind}"
    st.session_state[key] = place.at

    places = [_same_card(report, place, at) for at in range(len(names))]

    def other() -> None:
        at = st.session_state[key]
        if at is not None:
            _press(places[at])

    options = range(len(names))
    if len(names) <= FEW:
        st.segmented_control(
            words.SERVICE, options, key=key, on_change=other, required=True,
            format_func=lambda i: escape(names[i]), label_visibility="collapsed",
        )  # fmt: skip
    else:
        st.selectbox(
            words.SERVICE, options, key=key, on_change=other,
            format_func=lambda i: escape(names[i]), label_visibility="collapsed",
        )  # fmt: skip


def _same_card(report: AuditReport, place: Place, at: int) -> Place:
    """Return the same place of another service."""
    if place.kind != "check":
        return replace(place, at=at)
    name = card_name(checks_of(report, place.at)[place.check])
    same = [card_name(c) for c in checks_of(report, at)]
    return replace(place, at=at, check=same.index(name) if name in same else 0)


def turn(places: Sequence[Place], place: Place) -> None:
    """Draw the buttons that lead to the card before and the one after."""
    at = places.index(place)
    for label, to, key in (
        (words.PREVIOUS, places[at - 1] if at else None, "turn_back"),
        (words.NEXT, places[at + 1] if at + 1 < len(places) else None, "turn_on"),
    ):
        st.button(label, key=key, on_click=_press, args=(to,), disabled=to is None)
