"""Step 3: what was asked, how each answer was read, and what happened to the rows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ips_audit.model import (
    NOT_KNOWN,
    OWN,
    RECORDED,
    Prepared,
    Question,
)
from ips_audit.settings.decisions import decided
from ips_audit.ui import audit_of_session
from ips_audit.ui import state as session
from ips_audit.ui.steps import own_groups
from ips_audit.ui.text import escape
from ips_audit.words import decisions, outputs
from ips_audit.words import page as words

NAMES = {**{d.key: d.heading for d in RECORDED}, OWN: decisions.KINDS[OWN], "job_outcome": "Job"}
MOST_ANSWERS = 300


def show(state: session.State) -> None:
    """Draw the step."""
    ready = audit_of_session.prepared(state)
    st.warning(outputs.DO_NOT_SHARE)  # answers and rows are counted exactly here
    asked = _questions(state, ready)
    if ready.warnings:
        st.subheader(words.NOTICED)
    for warning in ready.warnings:
        st.write(f"- {escape(warning)}")
    st.subheader(words.ROWS)
    _ladder(ready)
    if ready.coding:
        st.subheader(words.ANSWERS)
        st.caption(words.ANSWERS_NOTE)
        _coding(state, ready)
        own_groups.show(state, ready)
    own_groups.show_decisions(state)
    usable = ready.people is not None and (ready.rows.used or 0) > 0
    if not usable and not asked:
        st.error(words.NO_PEOPLE)
    if asked:
        st.warning(words.OPEN.format(n=asked))
    go = usable and not asked
    if session.lead_on(words.RESULTS, 3, ready=go):
        session.go_to(state, 4)
        st.rerun()


def _questions(state: session.State, ready: Prepared) -> int:
    """Draw each question; return how many are open.

    One that is answered stays until the step is left: whoever chooses with the keyboard passes
    over the first answers, and a slip can be mended where it happened.
    """
    st.subheader(words.QUESTIONS)
    now = {q.about: q for q in ready.questions}
    answered = {a: q for a, q in state.asked.items() if decided(state.settings, a) is not None}
    state.asked = {a: now.get(a, q) for a, q in (state.asked | now).items() if a in answered | now}
    if not state.asked:
        st.write(words.NO_QUESTIONS)
    for question in state.asked.values():
        _ask(state, question)
    return sum(q.default is None for q in ready.questions)


def _ask(state: session.State, question: Question) -> None:
    key = session.key_of(state, f"ask_{question.about}")
    text = escape(question.text)
    held = decided(state.settings, question.about)
    held = question.default if held is None else held
    if not question.choices:
        known = held if isinstance(held, int) else None
        number = st.number_input(text, min_value=0, value=known, step=1, key=key)
        if number is not None and number != known:
            session.decide(state, question.about, int(number))
            st.rerun()
        return
    values = [c.value for c in question.choices]
    texts = {i: escape(c.text) for i, c in enumerate(question.choices)}
    start = values.index(held) if held in values else None
    picked = st.radio(text, range(len(values)), index=start, format_func=texts.__getitem__, key=key)
    if picked is not None and picked != start:
        session.decide(state, question.about, values[picked])
        st.rerun()


def _ladder(ready: Prepared) -> None:
    rows = ready.rows
    lines = [("Rows read", f"{rows.read:,}", "")]
    for item in rows.left_out:
        where = ", ".join(map(str, item.row_numbers))
        more = " and more" if (item.rows or 0) > len(item.row_numbers) else ""
        place = f"{escape(item.file)}, rows {where}{more}"
        lines.append((f"Left out: {item.reason}", f"{item.rows:,}", place))
    lines.append(("Rows used", f"{rows.used:,}", ""))
    st.table(_frame(("Step", "Rows", "Where"), lines), hide_index=True)


def _frame(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
    """Return a table as columns, as Streamlit takes it."""
    return {c: [r[j] for r in rows] for j, c in enumerate(columns)}


def _coding(state: session.State, ready: Prepared) -> None:
    rows = [
        (
            NAMES[r.dimension],
            escape(r.answer) or "(blank)",
            f"{r.service_count:,}",
            f"{r.caseload_count:,}",
            escape(r.group),
            r.status,
        )
        for r in sorted(ready.coding, key=lambda r: list(NAMES).index(r.dimension))[:MOST_ANSWERS]
    ]
    columns = ("What", "Answer", "Service rows", "Caseload people", "Group", "How")
    st.table(_frame(columns, rows), hide_index=True)
    with st.expander(words.MOVE):
        # Streamlit keeps what names the choices for as long as the session: no people in it.
        names = {
            i: f"{NAMES[r.dimension]}: {r.answer[:60]}"
            for i, r in enumerate(ready.coding)
            if r.answer
        }
        if not names:
            return
        which = st.selectbox(
            words.MOVE_WHICH, list(names), format_func=names.__getitem__, key=f"mv_{state.round}"
        )
        row = ready.coding[which]
        groups = {d.key: d.groups for d in RECORDED}
        groups |= {"ethnicity": ready.groups, "job_outcome": ("Yes", "No"), OWN: _own_groups(ready)}
        places = (*groups[row.dimension], NOT_KNOWN)
        to = st.selectbox(
            words.MOVE_TO,
            places,
            key=session.key_of(state, f"mvto_{which}_{places}"),
            accept_new_options=True,
        )
        if st.button(words.MOVE_DO) and to:
            session.decide(state, f"answers.{row.dimension}.{row.answer}", to)
            st.rerun()


def _own_groups(ready: Prepared) -> tuple[str, ...]:
    """Return the groups of the user's own column."""
    return tuple(dict.fromkeys(r.group for r in ready.coding if r.dimension == OWN))
