"""Chance alone: services in which everyone has the same chance, and where this one lies."""

from __future__ import annotations

import streamlit as st

from ips_audit.analysis.chance import DRAWS, chance_alone
from ips_audit.model import (
    ETHNIC_GROUP,
    AuditReport,
    Chance,
)
from ips_audit.outputs.chance import (
    chance_alt_text,
    chance_table,
    chance_words,
    rates_chart,
    rules_table,
    statistics_chart,
)
from ips_audit.outputs.tables import title_of
from ips_audit.ui.results.tables import draw
from ips_audit.ui.trainer import presentation
from ips_audit.words import trainer as words


def show(report: AuditReport, drawn: dict[str, Chance | None], key: str) -> None:
    """Let the room choose a check, and draw what chance alone does to it.

    Parameters
    ----------
    report : AuditReport
        Exact, of a demonstration.
    drawn : dict
        Where the draws of this story are kept, by check; filled here.
    key : str
        Unique in the session's round.
    """
    st.write(words.CHANCE_LEAD.format(draws=DRAWS))
    checks = [c for c in report.headline if c.dimension == ETHNIC_GROUP and c.groups]
    titles = [title_of(c) for c in checks]
    at = st.selectbox(
        words.ABOUT, range(len(checks)), key=f"chance_{key}",
        format_func=titles.__getitem__,
    )  # fmt: skip
    check = checks[at or 0]
    name = repr((titles[at or 0], report.settings.margin, check.groups))
    if name not in drawn:
        with st.spinner(words.DRAWING):
            drawn[name] = chance_alone(check, report.settings.margin)
    found = drawn[name]
    if found is None:
        st.write(words.NO_CHANCE)
        return
    _draw(found)


def _draw(found: Chance) -> None:
    table, rules = chance_table(found), rules_table(found)
    st.markdown(f"**{table.title}**")
    presentation.chart(rates_chart(found), chance_alt_text(found))
    st.caption(words.CHANCE_KEY)
    draw(table)
    st.markdown(f"**{words.STATISTICS_TITLE}**")
    presentation.chart(statistics_chart(found), chance_words(found))
    st.write(chance_words(found))
    st.markdown(f"**{rules.title}**")
    draw(rules)
