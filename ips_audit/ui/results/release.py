"""Who what leaves is for: share-safe, or for inside the team. Chosen once, at *Take it away*."""

from __future__ import annotations

import streamlit as st

from ips_audit.disclosure.rules import BY_HAND, HIGHEST, LEAST, NHS_ENGLAND, RULES
from ips_audit.model import AuditReport, Release
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import disclosure as words

KINDS = (Release.SHARE_SAFE, Release.TEAM)


def _key(state: session.State) -> str:
    return f"release_{state.round}"


def chosen(state: session.State) -> Release:
    """Return who what leaves is for; nobody in made-up people is protected unless asked for."""
    usual = Release.TEAM if state.demonstration else Release.SHARE_SAFE
    kind: Release = st.session_state.get(_key(state), usual)
    return kind


def leaving(state: session.State) -> AuditReport | None:
    """Return the report that may leave this page.

    Parameters
    ----------
    state : State

    Returns
    -------
    AuditReport or None
        None where the team's secret cannot be read or made: the page says so.
    """
    if chosen(state) is Release.TEAM:
        return audit_of_session.exact(state)
    try:
        return audit_of_session.share_safe(state)
    except ValueError as error:
        st.error(escape(str(error)))
        return None


def choose(state: session.State) -> AuditReport | None:
    """Draw the choice with what it does, and return the report that may leave.

    Parameters
    ----------
    state : State

    Returns
    -------
    AuditReport or None
        As for `leaving`.
    """
    names = words.KINDS_MADE_UP if state.demonstration else words.KINDS
    st.radio(
        words.SWITCH, KINDS, KINDS.index(chosen(state)), horizontal=True, key=_key(state),
        format_func=lambda kind: names[kind.value], persist_state="session",
    )  # fmt: skip
    if chosen(state) is Release.TEAM:
        st.write(words.MADE_UP_EXACT if state.demonstration else words.TEAM_DOES)
        return leaving(state)
    st.write(words.SHARE_SAFE_DOES)
    _rule(state)
    report = leaving(state)
    if report is not None:
        st.caption(report.warnings[0])
    if state.secret is not None:
        (st.warning if state.secret.new else st.caption)(escape(state.secret.said()))
    return report


def _rule(state: session.State) -> None:
    """Let the user choose a published rule, or set the numbers by hand."""
    release = state.settings.release
    names = [*(r.name for r in RULES), BY_HAND]
    with st.expander(words.CHOOSE_RULE):
        now = str(release.get("rule", NHS_ENGLAND.name))
        name = st.selectbox(
            words.WHICH_RULE, names, names.index(now) if now in names else 0,
            key=f"rule_{state.round}",
        )  # fmt: skip
        source = next((r.source for r in RULES if r.name == name), words.OWN_RULE)
        st.caption(words.SOURCE.format(source=source))
        new: dict[str, object] = {**release, "rule": name}
        if name == BY_HAND:
            for key, label, usual in (
                ("threshold", words.THRESHOLD, NHS_ENGLAND.threshold),
                ("base", words.BASE, NHS_ENGLAND.base),
            ):
                before = release.get(key)
                new[key] = st.number_input(
                    label, LEAST[key], HIGHEST, before if isinstance(before, int) else usual,
                    key=f"{key}_{state.round}",
                )  # fmt: skip
        if new != {"rule": NHS_ENGLAND.name, **release}:
            session.decide_release(state, new)
