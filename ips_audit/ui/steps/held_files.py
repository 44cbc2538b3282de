"""The files of a session: chosen now and read at once, or kept from an earlier visit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ips_audit.intake.files.source import UnreadableFile, display_name
from ips_audit.ui import sources
from ips_audit.ui import state as session
from ips_audit.ui.server.long_work import Work
from ips_audit.ui.sources import Source
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words import progress

KINDS = ["xlsx", "xlsm", "xls", "ods", "xlsb", "csv", "tsv", "txt"]


def choose(state: session.State, kind: str) -> Sequence[Any]:
    """Draw the files that are kept, and the place for more.

    Parameters
    ----------
    state : State
    kind : {"service", "caseload", "population"}

    Returns
    -------
    sequence
        The files that were chosen on this visit.
    """
    kept: list[Source] = getattr(state, kind)
    if kept:
        st.caption(words.HELD)
    for i, source in enumerate(kept):
        with st.container(horizontal=True, vertical_alignment="center"):
            name = display_name(source.name)
            st.markdown(f"**{escape(name)}**", width="stretch")
            st.button(
                words.REMOVE, key=f"remove_{kind}_{i}_{source.digest}", type="tertiary",
                help=words.REMOVE_FILE.format(name=name), on_click=_remove, args=(kind, i),
            )  # fmt: skip
    label = words.UPLOAD_MORE if kept else words.UPLOAD
    chosen: Sequence[Any] = st.file_uploader(
        label[kind], KINDS, accept_multiple_files=True, key=f"{kind}_{state.round}_{state.visit}"
    )  # fmt: skip
    return chosen


def _remove(kind: str, at: int) -> None:
    """Take out one held file."""
    getattr(session.get(), kind).pop(at)


def begin(state: session.State, chosen: Sequence[Any]) -> None:
    """Read what was chosen beside the page, and let go of what was taken out again."""
    now = {f.file_id: f for f in chosen}
    for gone in state.reading.keys() - now.keys():
        state.reading.pop(gone).leave()
    for name, file in now.items():
        if name not in state.reading:
            task = partial(sources.read, file.name, file.getvalue)
            state.reading[name] = Work(progress.PREPARING, task)


def read(state: session.State, chosen: Sequence[Any]) -> list[Source]:
    """Wait until files that were chosen are read, and draw how far that is.

    Raises
    ------
    UnreadableFile
        With a plain message; for the first that cannot be used.
    """
    found, wrong = [], None
    for file in chosen:
        try:
            found.append(state.reading[file.file_id].result(session.start_again))
        except UnreadableFile as error:
            wrong = wrong or error
    if wrong is not None:
        raise wrong
    return found
