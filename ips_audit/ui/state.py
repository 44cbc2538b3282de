"""What one session holds: parsed tables, decisions, the report. Nothing is shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ips_audit.model import AuditReport, Prepared, Question, Settings
from ips_audit.settings import decisions
from ips_audit.ui.sources import Source

if TYPE_CHECKING:
    from ips_audit.intake.sheets import Chosen

KEY = "audit_state"


@dataclass
class State:
    """All that a session keeps between reruns."""

    step: int = 1
    service: list[Source] = field(default_factory=list)
    caseload: list[Source] = field(default_factory=list)
    typed: dict[str, int] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    demonstration: str | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()  # what the settings file named and nothing knows
    round: int = 0  # counts fresh starts, so that widgets begin anew
    onward: bool = False  # the button that leads on was pressed, and not followed yet
    changes: int = 0  # counts undone decisions, so that questions are put anew
    asked: dict[str, Question] = field(default_factory=dict)  # on this step, answered or not
    found: tuple[list[Chosen], list[Chosen]] = field(default_factory=lambda: ([], []))
    ready_key: str = ""
    ready: Prepared | None = None
    report_key: str = ""
    report: AuditReport | None = None
    safe_key: str = ""
    safe: AuditReport | None = None

    def key(self) -> str:
        """Return what the prepared people depend on."""
        files = [s.digest for s in (*self.service, *self.caseload)]
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
    for key in list(st.session_state.keys()):
        del st.session_state[key]
    st.session_state[KEY] = State(round=rounds + 1)


def lead_on(label: str, step: int, *, ready: bool = True) -> bool:
    """Draw the button that leads to the next step; tell whether to follow it now.

    A press is kept until it is followed. Another change that reaches the page while the press
    is still worked on, say a second file that was slow to arrive, begins the drawing anew, and
    Streamlit alone would then have forgotten the press.

    Parameters
    ----------
    label : str
    step : int
        The step that the button stands on; a second press that comes late leads no further.
    ready : bool
        Whether this step may be left; a press on one that may not is forgotten.

    Returns
    -------
    bool
    """
    state = get()
    st.button(
        label, type="primary", disabled=not ready, on_click=_press, args=(step,), key=f"on_{step}"
    )
    state.onward = state.onward and ready
    return state.onward


def _press(step: int) -> None:
    state = get()
    state.onward = state.step == step


def go_to(state: State, step: int) -> None:
    """Open another step: what was pressed on this one is done."""
    state.step, state.onward, state.asked = step, False, {}


def asked_by(state: State, who: str) -> None:
    """Write who asked for the audit into the settings."""
    state.settings = replace(state.settings, asked_by=who or None)


def decide_release(state: State, release: Mapping[str, object]) -> None:
    """Write the rule for small numbers into the settings."""
    state.settings = replace(state.settings, release=release)


def key_of(state: State, name: str) -> str:
    """Key widgets by the files, so that a new file never inherits old choices."""
    files = "".join(s.digest for s in (*state.service, *state.caseload))
    return f"{name}_{state.round}_{state.changes}_{files[:24]}"


def forget_answers(state: State) -> None:
    """Make widgets start from the settings again."""
    state.changes += 1
    state.asked = {}


def decide(state: State, about: str, value: Any) -> None:
    """Write the answer to a question into the settings."""
    state.settings = decisions.decide(state.settings, about, value)
