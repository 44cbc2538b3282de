"""Step 2: how the columns were read, and the choices that are made before looking."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ips_audit.intake.files.source import UnreadableFile
from ips_audit.model import ColumnGuess, MatchedTable, Prepared
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.steps import before_looking, first_rows, questions, sheet_and_headings
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.intake import BY_ANSWERS, ROLE_NAMES

ROWS = {1: 4, 2: 2}  # first rows to show of each file, by the number of files
FEWEST_ROWS = 1
IN_A_ROW = 4
BESIDE = ("caseload_columns", "population_columns")  # files that need no column of ethnic groups
# Each audit looks for one column of these; where there is none, somebody should know.
WANTED = (("ethnicity",), ("gender",), ("age", "date_of_birth"), ("start_date",),
          ("job_outcome", "job_start_date"))  # fmt: skip


def show(state: session.State) -> None:
    """Draw the step."""
    try:
        ready = audit_of_session.prepared(state)
    except UnreadableFile:
        sheet_and_headings.way_out(state)
        raise
    # What comes and goes stands in places of its own: a list below stays open.
    above, notice = st.container(), st.container()
    with above:
        questions.show(state, ready)
    asked = {q.about.rpartition(".")[2] for q in ready.questions if "columns." in q.about}
    missing = [_missing(table, asked) for table in ready.tables]
    with notice:
        _look_first(ready.tables, missing)
    st.subheader(words.COLUMNS, anchor=False)
    st.caption(words.COLUMNS_NOTE)
    for table in ready.tables:
        first_rows.draw(table, ROWS.get(len(ready.tables), FEWEST_ROWS))
    _change(state, ready, missing)
    fine = before_looking.show(state, ready)
    if session.lead_on(words.CONTINUE, 2, ready=fine):
        session.go_to(state, 3)
        st.rerun()


def _missing(table: MatchedTable, asked: set[str]) -> list[str]:
    """Return, in words, what a table has no column for and nobody chose or is asked about."""
    settled = {g.role for g in table.columns if g.heading or g.chosen_by_user} | asked
    return [
        " or ".join(ROLE_NAMES[role] for role in roles)
        for roles in WANTED
        if not settled.intersection(roles)
    ]


def _look_first(tables: Sequence[MatchedTable], missing: Sequence[list[str]]) -> None:
    """Say what needs an eye: columns not found, read by their answers, or passed over."""
    roles = dict.fromkeys(role for of_table in missing for role in of_table)
    lines = [words.MISSING.format(roles=", ".join(roles))] if roles else []
    for table in tables:
        for guess in table.columns:
            if guess.heading and guess.reason == BY_ANSWERS:
                role = ROLE_NAMES[guess.role]
                lines.append(words.BY_ANSWERS.format(heading=escape(guess.heading), role=role))
        lines += map(_passed_over, table.not_used)
    lines = list(dict.fromkeys(lines))
    if len(lines) == 1:
        st.warning(lines[0])
    elif lines:
        st.warning("\n".join(f"- {line}" for line in lines))


def _passed_over(guess: ColumnGuess) -> str:
    said = words.PASSED_OVER.format(
        heading=escape(guess.heading or ""), reason=escape(guess.reason.rstrip("."))
    )
    if guess.examples:
        examples = escape(", ".join(guess.examples))
        said += " " + words.PASSED_EXAMPLES.format(examples=examples)
    return said


def _change(state: session.State, ready: Prepared, missing: Sequence[list[str]]) -> None:
    """Draw the lists in which a reading is changed: one for all files with the same headings."""
    alike = len({table.headings for table in ready.tables}) == 1
    several = len({table.file for table in ready.tables}) > 1
    shown = ready.tables[:1] if alike else ready.tables
    for i, table in enumerate(shown):
        path = f"file_columns.{table.file}" if several and not alike else "columns"
        label = words.CHANGE_COLUMNS
        if not alike:
            label = words.CHANGE_COLUMNS_OF.format(file=escape(first_rows.name_of(table)))
        with st.expander(label, expanded=bool(missing[i])):
            _selects(state, table.columns, table.headings, path, f"of_{i}")
    if ready.caseload_columns:
        with st.expander(words.CASELOAD_COLUMNS):
            _selects(
                state, ready.caseload_columns, ready.caseload_headings, "caseload_columns", "c"
            )
    if ready.population_columns:
        with st.expander(words.POPULATION_COLUMNS):
            columns, headings = ready.population_columns, ready.population_headings
            _selects(state, columns, headings, "population_columns", "p")
    with st.expander(words.HEADING_WRONG):
        sheet_and_headings.show(state)


def _selects(
    state: session.State, guesses: Sequence[ColumnGuess], headings: Sequence[str], path: str,
    table: str,
) -> None:  # fmt: skip
    # Columns that are read as one have a heading that names them all.
    options = [words.NONE, *headings, *(g.heading for g in guesses if g.heading and g.together)]
    for first in range(0, len(guesses), IN_A_ROW):
        columns = st.columns(IN_A_ROW, gap="small")
        for column, guess in zip(columns, guesses[first : first + IN_A_ROW], strict=False):
            name = ROLE_NAMES[guess.role].capitalize()
            if guess.role == "ethnicity" and path not in BESIDE:
                name += f" ({words.NEEDED})"
            held = guess.heading or ""
            current = held if held in options else words.NONE
            key = session.key_of(state, f"{table}_{guess.role}")
            why = words.WHY.format(reason=guess.reason) if guess.heading else None
            # A question may decide the same: what is shown is always what holds.
            st.session_state[key] = current
            column.selectbox(
                name, options, key=key, help=why, on_change=_decide,
                args=(f"{path}.{guess.role}", key),
            )  # fmt: skip


def _decide(about: str, key: str) -> None:
    """Take up the column that was chosen."""
    chosen = st.session_state[key]
    session.decide(session.get(), about, "" if chosen == words.NONE else chosen)
