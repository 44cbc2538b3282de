"""What one session holds: parsed tables, decisions, the report. Nothing is shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ips_audit.model import AuditReport, Prepared, Question, Settings
from ips_audit.settings import decisions
from ips_audit.ui.server.long_work import Work
from ips_audit.ui.sources import Source

if TYPE_CHECKING:
    from ips_audit.disclosure.secret import Secret
    from ips_audit.intake.sheets import Chosen

KEY = "audit_state"
Typed = tuple[str, str, str]  # a service's name (empty for the only one), dimension, group


@dataclass
class State:
    """All that a session keeps between reruns."""

    step: int = 1
    service: list[Source] = field(default_factory=list)
    caseload: list[Source] = field(default_factory=list)
    population: list[Source] = field(default_factory=list)
    # Files chosen on the first step and not taken over yet, by the name that Streamlit gives them.
    reading: dict[str, Work[Source]] = field(default_factory=dict)
    typed: dict[Typed, int] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    demonstration: str | None = None
    notes: tuple[str, ...] = ()  # what the settings file named and nothing knows
    round: int = 0  # counts fresh starts, so that widgets begin anew
    visit: int = 0  # counts visits of the first step, so that what was taken over is not new
    onward: bool = False  # the button that leads on was pressed, and not followed yet
    changes: int = 0  # counts undone decisions, so that questions are put anew
    asked: dict[str, Question] = field(default_factory=dict)  # on this step, answered or not
    # What there was to choose from in each kind of file.
    found: Mapping[str, list[Chosen]] = field(default_factory=dict)
    ready_key: str = ""
    ready: Prepared | None = None
    report_key: str = ""
    report: AuditReport | None = None
    kept_out: frozenset[str] = frozenset()  # answers that the settings file does not keep
    safe_key: str = ""
    safe: AuditReport | None = None
    secret: Secret | None = None  # of the team; where it is kept, and whether it is new

    @property
    def files(self) -> tuple[Source, ...]:
        """All files, of every kind."""
        return (*self.service, *self.caseload, *self.population)

    @property
    def unsaved(self) -> bool:
        """Tell whether something would be lost with the session; made-up people never are."""
        given = (self.files, self.reading, self.typed)
        return self.demonstration is None and any(given)

    def key(self) -> str:
        """Return what the prepared people depend on."""
        files = [[s.digest for s in held] for held in
                 (self.service, self.caseload, self.population)]  # fmt: skip
        # What is shared, and with whom, changes nobody's numbers.
        settings = replace(self.settings, release={}, asked_by=None)
        return repr((files, sorted(self.typed.items()), settings))


def get() -> State:
    """Return this session's state."""
    if KEY not in st.session_state:
        st.session_state[KEY] = State()
    state: State = st.session_state[KEY]
    return state


def start_again() -> None:
    """Forget everything of this session."""
    rounds = get().round
    for begun in get().reading.values():
        begun.leave()
    for key in list(st.session_state.keys()):
        del st.session_state[key]
    st.session_state[KEY] = State(round=rounds + 1)


def lead_on(label: str, step: int, note: str = "", *, ready: bool = True) -> bool:
    """Draw the bar with the button that leads to the next step; tell whether to follow it now.

    The bar stays in sight at the lower edge of the screen. A press is kept until it is followed.
    Another change that reaches the page while the press is still worked on, say a second file
    that was slow to arrive, begins the drawing anew, and Streamlit alone would then have
    forgotten the press.

    Parameters
    ----------
    label : str
    step : int
        The step that the button stands on; a second press that comes late leads no further.
    note : str
        What stands beside the button, such as what is still to be done.
    ready : bool
        Whether this step may be left; a press on one that may not is forgotten.

    Returns
    -------
    bool
    """
    state = get()
    with st.container(horizontal=True, vertical_alignment="center", key="onward"):
        st.button(
            label, type="primary", disabled=not ready, on_click=_press, args=(step,),
            key=f"on_{step}",
        )  # fmt: skip
        beside = st.empty()  # emptied at each drawing, while long work below goes on
        if note:
            beside.caption(note)
    state.onward = state.onward and ready
    return state.onward


def _press(step: int) -> None:
    state = get()
    state.onward = state.step == step


def go_to(state: State, step: int) -> None:
    """Open another step: what was pressed on this one is done."""
    state.step, state.onward, state.asked = step, False, {}


def go_back(state: State) -> None:
    """Open the step before. The first step has nobody's made-up people among one's own files."""
    if state.step == 2 and state.demonstration:
        start_again()
    else:
        go_to(state, state.step - 1)


def decide_release(state: State, release: Mapping[str, object]) -> None:
    """Write the rule for small numbers into the settings."""
    state.settings = replace(state.settings, release=release)


def key_of(state: State, name: str) -> str:
    """Key widgets by the files, so that a new file never inherits old choices."""
    files = "".join(s.digest for s in state.files)
    return f"{name}_{state.round}_{state.changes}_{files[:24]}"


def forget_answers(state: State) -> None:
    """Make widgets start from the settings again."""
    state.changes += 1
    state.asked = {}


def decide(state: State, about: str, value: Any) -> None:
    """Write the answer to a question into the settings."""
    state.settings = decisions.decide(state.settings, about, value)
