"""Which sheet and which heading row: chosen from what the file shows, with what was skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from ips_audit.intake.files.headings import cell_text
from ips_audit.intake.files.reading import Sheet
from ips_audit.intake.files.source import letter_of
from ips_audit.intake.files.text_files import TextRows
from ips_audit.intake.matching.identifiers import masked
from ips_audit.intake.questions import SHEET_EACH, SHEETS_TOGETHER
from ips_audit.intake.sheets import Chosen
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.identifiers import MASK

FIRST_ROWS = 15
SHOWN = 70  # characters of a row
CHOSEN = tuple(
    f"{of}{what}" for of in ("", "caseload_", "population_") for what in ("sheet", "heading_row")
)
SEVERAL = {SHEETS_TOGETHER: words.ALL_TOGETHER, SHEET_EACH: words.ALL_EACH}


def show(state: session.State) -> None:
    """Draw the choice of sheet and heading row for each kind of file."""
    audit_of_session.prepared(state)
    for kind, prefix in (
        ("service", ""), ("caseload", "caseload_"), ("population", "population_"),
    ):  # fmt: skip
        sources = getattr(state, kind)
        chosen = state.found.get(kind)
        if not sources or not chosen:
            continue
        st.markdown(f"**{words.UPLOAD[kind]}**")
        for found in chosen:
            _skipped(found)
        _sheet(state, chosen, f"{prefix}sheet", kind)
        _heading_row(state, chosen[0], sources[0].book.shown, f"{prefix}heading_row", kind)


def way_out(state: session.State) -> None:
    """Offer to find sheets and heading rows again, where chosen ones leave no table to show."""
    chosen = (getattr(state.settings, name) for name in CHOSEN)
    if any(value is not None for value in chosen):
        st.button(words.FIND_AGAIN, on_click=_find_again)


def _find_again() -> None:
    """Take back which sheets and heading rows were chosen."""
    state = session.get()
    nothing: dict[str, Any] = dict.fromkeys(CHOSEN)
    state.settings = replace(state.settings, **nothing)


def _skipped(found: Chosen) -> None:
    """Say what was passed over, in words that can be overruled."""
    lines = [words.HIDDEN.format(names=", ".join(found.hidden))] if found.hidden else []
    lines += found.said
    for _, table in found.tables:
        lines += table.warnings
        titles = [s for s in table.skipped if s.kind == "title"]
        lines += [words.TITLE_ROW.format(row=s.row_numbers[0], text=masked(s.text)) for s in titles]
    for line in dict.fromkeys(lines):
        st.caption(escape(line))


def _sheet(state: session.State, chosen: list[Chosen], name: str, kind: str) -> None:
    sheets = list(dict.fromkeys(s for c in chosen for s in c.sheets if s))
    if len(sheets) < 2:
        return
    options = ["", *sheets, *SEVERAL]
    used = ", ".join(dict.fromkeys(t.sheet or "" for c in chosen for _, t in c.tables))
    labels = {"": words.FIND_SHEET.format(used=used), **SEVERAL}
    held = getattr(state.settings, name)
    key = session.key_of(state, name)
    # A question may decide the same: what is shown is always what holds.
    st.session_state[key] = held if held in options else ""
    st.selectbox(
        words.SHEET[kind], options, format_func=lambda s: labels.get(s) or str(s), key=key,
        on_change=_decide, args=(name, key, kind),
    )  # fmt: skip


def _heading_row(
    state: session.State, found: Chosen, sheets: tuple[Sheet, ...], name: str, kind: str
) -> None:
    table = found.tables[0][1]
    sheet = next((s for s in sheets if s.name == table.sheet), sheets[0])
    offset = sheet.rows.skip if isinstance(sheet.rows, TextRows) else 0
    labels = {0: words.FIND_ROW.format(row=table.heading_rows[-1])}
    for i in range(min(FIRST_ROWS, len(sheet.rows))):
        people = i + 1 + offset > table.heading_rows[-1]
        hidden = found.private if people else found.nameless
        cells = [
            MASK if letter_of(j) in hidden else masked(t)
            for j, c in enumerate(sheet.rows[i]) if (t := cell_text(c))
        ]  # fmt: skip
        if cells:
            text = " | ".join(cells)[:SHOWN]
            labels[i + 1] = words.ROW_IS.format(row=i + 1 + offset, text=text)
    held = getattr(state.settings, name)
    if held and held not in labels:
        labels[held] = words.ROW_IS.format(row=held, text="")
    key = session.key_of(state, name)
    st.session_state[key] = held or 0
    st.selectbox(
        words.ROW[kind], list(labels), format_func=labels.__getitem__, key=key,
        on_change=_decide, args=(name, key, kind),
    )  # fmt: skip


def _decide(name: str, key: str, kind: str) -> None:
    """Take up a choice; columns chosen under other headings no longer hold."""
    columns = "columns" if kind == "service" else f"{kind}_columns"
    changes: dict[str, Any] = {name: st.session_state[key] or None, columns: {}}
    state = session.get()
    state.settings = replace(state.settings, **changes)
