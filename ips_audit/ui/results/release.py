"""The one switch: share-safe, or for inside the team; for the page and what is taken away."""

from __future__ import annotations

import streamlit as st

from ips_audit.disclosure.everybody import to_consider
from ips_audit.disclosure.releases import forget, objection, remember
from ips_audit.disclosure.rules import BY_HAND, HIGHEST, LEAST, NHS_ENGLAND, RULES
from ips_audit.model import AuditReport, Release
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import disclosure as words
from ips_audit.words import outputs


def show(state: session.State) -> AuditReport | None:
    """Draw the switch and return the report that may be shown; None where none may.

    Parameters
    ----------
    state : State

    Returns
    -------
    AuditReport or None
        Share-safe unless the user asks for the team version. None where an earlier
        share-safe version forbids another.
    """
    kinds = (Release.SHARE_SAFE, Release.TEAM)
    chosen = st.radio(
        words.SWITCH, kinds, horizontal=True, key=f"release_{state.round}",
        format_func=lambda kind: words.KINDS[kind.value],
    )  # fmt: skip
    if chosen is Release.TEAM:
        st.warning(outputs.DO_NOT_SHARE)
        return audit_of_session.exact(state)
    _rule(state)
    if alike := to_consider(audit_of_session.exact(state)):
        st.warning(escape(alike))
    against = objection(audit_of_session.exact(state))
    if against:
        st.error(against)
        st.caption(words.FORGET_HELP)
        st.button(words.FORGET, on_click=_forget, args=(state,))
        return None
    report = audit_of_session.share_safe(state)
    st.info(" ".join((outputs.SHARE_SAFE, report.warnings[0])))
    return report


def taken(state: session.State, report: AuditReport) -> None:
    """Remember that a share-safe version left the page."""
    if report.release is Release.SHARE_SAFE:
        state.settings = remember(state.settings, audit_of_session.exact(state))


def _forget(state: session.State) -> None:
    state.settings = forget(state.settings)


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
