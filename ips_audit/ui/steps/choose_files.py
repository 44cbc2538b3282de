"""Step 1: choose the files, type the caseload in, or see a demonstration."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from ips_audit.demonstrations.stories import LONDON
from ips_audit.intake.files.source import UnreadableFile
from ips_audit.model import (
    NOT_KNOWN,
    RECORDED,
    Settings,
)
from ips_audit.outputs.template import build_template
from ips_audit.settings.file import SettingsError, read_settings
from ips_audit.ui import audit_of_session, sources
from ips_audit.ui import state as session
from ips_audit.ui.server.headers import LOOPBACK
from ips_audit.ui.server.long_work import work
from ips_audit.ui.steps import compare
from ips_audit.ui.text import escape
from ips_audit.ui.trainer import opening
from ips_audit.words import page as words
from ips_audit.words import progress

KINDS = ["xlsx", "xlsm", "xls", "ods", "xlsb", "csv", "tsv", "txt"]


def show(state: session.State) -> None:
    """Draw the step."""
    st.write(words.LEAD)
    st.caption(_where_files_go())
    st.button(words.DEMO, on_click=_demonstrate)
    opening.picker()
    st.download_button(
        words.TEMPLATE, build_template, words.TEMPLATE_NAME, help=words.TEMPLATE_HELP,
        on_click="ignore",
    )  # fmt: skip
    n = state.round
    service = st.file_uploader(
        words.SERVICE_FILE, KINDS, accept_multiple_files=True, key=f"service_{n}",
        help=words.SERVICE_HELP,
    )  # fmt: skip
    caseload = st.file_uploader(
        words.CASELOAD_FILE, KINDS, accept_multiple_files=True, key=f"caseload_{n}",
        help=words.CASELOAD_HELP,
    )  # fmt: skip
    typed = _type_counts(n)
    with st.expander(words.SETTINGS_FILE):
        settings = st.file_uploader(
            words.SETTINGS_FILE, ["json"], key=f"settings_{n}", help=words.SETTINGS_HELP
        )
    compare.show(n)
    # Two places that are emptied at each drawing: what follows stays where it is, and while
    # files are read nothing old stands above it.
    wrong, missing = st.empty(), st.empty()
    if state.problem and not (service and state.problem == words.NO_FILE):
        wrong.error(state.problem)
    if not caseload and not typed:
        missing.caption(words.NO_CASELOAD)
    if session.lead_on(words.CONTINUE, 1):
        state.problem = _take(state, service or [], caseload or [], typed, settings)
        state.onward = False
        st.rerun()


def _where_files_go() -> str:
    """Say which computer reads the files: this one, or the one whose name the browser asked."""
    asked = urlsplit(st.context.url or "").hostname or ""
    listens = st.get_option("server.address") or ""
    if listens in LOOPBACK and asked in (*LOOPBACK, ""):
        return words.LOCAL
    return words.HOSTED.format(host=escape(asked or listens or "a server"))


def _type_counts(n: int) -> dict[str, int]:
    typed: dict[str, int] = {}
    with st.expander(words.TYPE_COUNTS):
        st.caption(words.TYPE_NOTE)
        for dimension in RECORDED:
            for group in (*dimension.groups, NOT_KNOWN):
                name = dimension.heading
                value = st.number_input(
                    f"{name}: {group}", min_value=0, value=None, step=1,
                    key=f"typed_{n}_{name}_{group}",
                )  # fmt: skip
                if value is not None:
                    typed[f"{name}|{group}"] = int(value)
    return typed


def _take(
    state: session.State, service: list[Any], caseload: list[Any], typed: dict[str, int],
    settings: Any,
) -> str:  # fmt: skip
    """Read the files into the session; return a problem in words, empty if there is none."""
    if not service:
        return words.NO_FILE
    try:
        chosen, notes = Settings(), tuple[str, ...]()
        if settings is not None:
            chosen, notes = read_settings(settings.getvalue())
        files = [(f.name, f.getvalue) for f in (*service, *caseload)]
        read = work(progress.PREPARING, partial(sources.read_all, files), stop=session.start_again)
        fresh = session.State(
            step=2, service=read[: len(service)], caseload=read[len(service) :],
            typed=typed, settings=chosen, notes=notes, round=state.round,
        )  # fmt: skip
        with contextlib.suppress(ValueError):  # the next step says what is wrong, and has the cure
            audit_of_session.prepared(fresh)
    except (UnreadableFile, SettingsError) as error:
        return escape(str(error))
    st.session_state[session.KEY] = fresh
    return ""


def _demonstrate() -> None:
    """Fill the session with the made-up people of the London study."""
    opening.open_story(LONDON)
