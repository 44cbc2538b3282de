"""Step 1: choose the files, type the caseload in, or see a demonstration."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from ips_audit.demonstrations.stories import LONDON
from ips_audit.intake.files.source import UnreadableFile
from ips_audit.outputs.template import build_template
from ips_audit.settings.file import SettingsError, read_settings
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.server.headers import LOOPBACK
from ips_audit.ui.sources import Source
from ips_audit.ui.steps import compare, held_files, type_caseload
from ips_audit.ui.steps.picture import picture
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import opening
from ips_audit.words import page as words


def show(state: session.State) -> None:
    """Draw the step. What was chosen is read while somebody still looks at it."""
    st.markdown(f"**{words.LEAD}**")
    st.caption(_where_files_go())
    left, middle, right = st.columns([4, 4, 3], gap="medium")
    with left, st.container(border=True, height="stretch"):
        service = _card(state, "service")
        names = _names(state)
    with middle, st.container(border=True, height="stretch"):
        caseload = _card(state, "caseload")
        with_file = bool(caseload or state.caseload)
        type_caseload.show(state, with_file)
        population, called = _population(state)
        st.download_button(
            words.TEMPLATE, build_template, words.TEMPLATE_NAME, help=words.TEMPLATE_HELP,
            on_click="ignore", type="tertiary", icon=":material/download:",
        )  # fmt: skip
    with right:
        st.html(picture())
    held_files.begin(state, [*service, *caseload, *population])
    # Two places that are emptied at each drawing: what follows stays where it is, and while
    # files are read nothing old stands above it.
    wrong, reading = st.empty(), st.empty()
    go = session.lead_on(words.CONTINUE, 1, "" if with_file or state.typed else words.NO_CASELOAD)
    settings = _other_ways(state)
    try:
        with reading:
            read = [held_files.read(state, x) for x in (service, caseload, population)]
        if go and (service or state.service):
            _take(state, read, settings, {**names, "population_name": called})
            st.rerun()
        elif go:
            wrong.error(words.NO_FILE)
        state.onward = False
    except (UnreadableFile, SettingsError) as error:
        state.onward = False
        wrong.error(escape(str(error)))


def _card(state: session.State, kind: str) -> Sequence[Any]:
    st.subheader(words.FILES[kind], anchor=False)
    st.markdown(words.HOLDS[kind])
    return held_files.choose(state, kind)


def _names(state: session.State) -> dict[str, str]:
    """Ask once what the service is called and who asked; return both by their settings key."""
    fields = st.columns(2, gap="small")
    asked = ("service_name", "asked_by")
    return {k: _name(state, field, k) for field, k in zip(fields, asked, strict=True)}


def _name(state: session.State, place: Any, key: str) -> str:
    """Draw the field of a name; return what is in it."""
    label, note = words.NAMES[key]
    text: str = place.text_input(
        label, getattr(state.settings, key) or "", help=note, max_chars=120,
        key=f"{label}_{state.round}_{state.visit}",
    )  # fmt: skip
    return text.strip()


def _population(state: session.State) -> tuple[Sequence[Any], str]:
    """Draw, folded, the place for the local population; return its files and its name."""
    with st.expander(words.POPULATION, expanded=bool(state.population)):
        st.caption(words.POPULATION_NOTE)
        return held_files.choose(state, "population"), _name(state, st, "population_name")


def _other_ways(state: session.State) -> Any:
    """Draw what else one can begin with; return the settings file that was chosen."""
    n = f"{state.round}_{state.visit}"
    st.markdown(f"**{words.OTHER_WAYS}**")
    first, second, third, fourth = st.columns([2, 3, 3, 3], gap="small")
    first.button(words.DEMO, on_click=_demonstrate, width="stretch")
    with second:
        opening.picker()
    with third, st.expander(words.SETTINGS_FILE):
        settings = st.file_uploader(
            words.SETTINGS_FILE, ["json"], key=f"settings_{n}", help=words.SETTINGS_HELP,
            label_visibility="collapsed",
        )  # fmt: skip
    with fourth:
        audits = compare.choose(n)
    if audits:
        compare.draw(audits)
    return settings


def _where_files_go() -> str:
    """Say which computer reads the files: this one, or the one whose name the browser asked."""
    asked = urlsplit(st.context.url or "").hostname or ""
    listens = st.get_option("server.address") or ""
    if listens in LOOPBACK and asked in (*LOOPBACK, ""):
        return words.LOCAL
    return words.HOSTED.format(host=escape(asked or listens or "a server"))


def _take(
    state: session.State, read: Sequence[list[Source]], settings: Any, names: Mapping[str, str]
) -> None:
    """Take what was read over into the session, and open the next step."""
    chosen, notes = state.settings, state.notes
    if settings is not None:
        chosen, notes = read_settings(settings.getvalue())
    said: dict[str, Any] = {key: name or getattr(chosen, key) for key, name in names.items()}
    chosen = replace(chosen, **said)
    fresh = session.State(
        step=2, service=[*state.service, *read[0]], caseload=[*state.caseload, *read[1]],
        population=[*state.population, *read[2]], typed=state.typed, settings=chosen, notes=notes,
        round=state.round, visit=state.visit + 1,
    )  # fmt: skip
    with contextlib.suppress(ValueError):  # the next step says what is wrong, and has the cure
        audit_of_session.prepared(fresh)
    st.session_state[session.KEY] = fresh


def _demonstrate() -> None:
    """Fill the session with the made-up people of the London study."""
    opening.open_story(LONDON)
