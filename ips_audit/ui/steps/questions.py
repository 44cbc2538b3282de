"""The questions of step 3, in a person's words; answers of one kind stand in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ips_audit.model import CodingRow, Prepared, Question
from ips_audit.settings.decisions import decided
from ips_audit.ui import state as session
from ips_audit.ui.text import escape
from ips_audit.words import page as words
from ips_audit.words.findings import people

# What these are about stands on step 2, and is asked there first: a caseload in the place of the
# service would otherwise look like a service of a few people.
EARLY = ("sheet", "heading_row", "columns.", "file_columns.", "caseload_columns.", "period",
         "caseload_sheet", "caseload_heading_row", "population_",
         "answers.rows.listed")  # fmt: skip
IN_A_LINE = 8  # choices beside each other; more become a list to choose from
MOST_IN_SIGHT = 15  # choices below each other, such as areas
SHORT = 3


def show(state: session.State, ready: Prepared) -> int:
    """Draw each question, those without an answer first; return how many are open.

    On step 2 these are the questions about columns and the period, in their place; they stand
    on step 3 again until they are answered. One that is answered stays until the step is left:
    whoever chooses with the keyboard passes over the first answers, and a slip can be mended
    where it happened.
    """
    now = {q.about: q for q in ready.questions if state.step > 2 or q.about.startswith(EARLY)}
    answered = {a: q for a, q in state.asked.items() if decided(state.settings, a) is not None}
    state.asked = {a: now.get(a, q) for a, q in (state.asked | now).items() if a in answered | now}
    if not state.asked:
        if state.step > 2:
            st.caption(words.NO_QUESTIONS)
        return 0
    st.subheader(words.QUESTIONS, anchor=False)
    rows = {f"answers.{r.dimension}.{r.answer}": r for r in ready.coding}
    kinds: dict[str, list[Question]] = {}
    for question in sorted(state.asked.values(), key=lambda q: q.default is not None):
        row = rows.get(question.about)
        kinds.setdefault(row.dimension if row else question.about, []).append(question)
    for kind, questions in kinds.items():
        if questions[0].about in rows:
            _form(state, kind, questions, rows)
        else:
            _ask(state, questions[0])
    return sum(q.default is None for q in ready.questions)


def _form(
    state: session.State, kind: str, questions: list[Question], rows: Mapping[str, CodingRow]
) -> None:
    """Draw all answers of one kind under one question, a line each."""
    asked = words.ASK_ANSWERS.get(kind, words.ASK_OTHER_ANSWERS)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{asked}**")
        for question in questions:
            row = rows[question.about]
            n = people(row.service_count + row.caseload_count)
            left, right = st.columns([1, 3], vertical_alignment="center")
            left.markdown(f"“{escape(row.answer[:60])}”, {n}")
            if near := question.text.partition("? ")[2]:  # the nearest by spelling
                left.caption(escape(near))
            with right:
                _choose(state, question, f"{asked} “{escape(row.answer[:60])}”", hidden=True)


def _ask(state: session.State, question: Question) -> None:
    """Draw a question of its own."""
    with st.container(border=True, gap="small"):
        text = f"**{escape(question.text)}**"
        if question.choices:
            _choose(state, question, text)
            return
        held = decided(state.settings, question.about)
        known = held if isinstance(held, int) else None
        key = session.key_of(state, f"ask_{question.about}")
        number = st.number_input(text, min_value=0, value=known, step=1, key=key)
        if number is not None and number != known:
            session.decide(state, question.about, int(number))
            st.rerun()


def _choose(state: session.State, question: Question, label: str, hidden: bool = False) -> None:
    """Draw the choices of a question, and take up the one that is picked."""
    held = decided(state.settings, question.about)
    held = question.default if held is None else held
    values = [c.value for c in question.choices]
    texts = {i: escape(c.text) for i, c in enumerate(question.choices)}
    key = session.key_of(state, f"ask_{question.about}")
    # A column may be chosen in its list too: what is shown is always what holds.
    st.session_state[key] = values.index(held) if held in values else None
    common: dict[str, Any] = {
        "format_func": texts.__getitem__, "key": key, "on_change": _decide,
        "args": (question, key), "index": None,
        "label_visibility": "collapsed" if hidden else "visible",
    }  # fmt: skip
    if len(values) > (IN_A_LINE if hidden else MOST_IN_SIGHT):
        st.selectbox(label, range(len(values)), placeholder=words.CHOOSE, **common)
    else:
        st.radio(label, range(len(values)), horizontal=hidden or len(values) <= SHORT, **common)


def _decide(question: Question, key: str) -> None:
    """Take up the answer that was picked."""
    picked = st.session_state[key]
    if picked is not None:
        session.decide(session.get(), question.about, question.choices[picked].value)
