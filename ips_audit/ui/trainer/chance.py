"""Chance alone: services in which everyone has the same chance, and where this one lies."""

from __future__ import annotations

import streamlit as st

from ips_audit.analysis.chance import DRAWS, luck
from ips_audit.analysis.report import headline
from ips_audit.model import AuditReport, Dimension, Luck
from ips_audit.outputs.luck import (
    luck_alt_text,
    luck_table,
    luck_words,
    rates_chart,
    rules_table,
    statistics_chart,
)
from ips_audit.outputs.tables import title_of
from ips_audit.ui.results.tables import draw
from ips_audit.ui.trainer import presentation
from ips_audit.words import trainer as words


def show(report: AuditReport, drawn: dict[str, Luck | None], key: str) -> None:
    """Let the room choose a check, and draw what luck alone does to it.

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
    checks = [c for c in headline(report) if c.dimension is Dimension.ETHNIC_GROUP and c.groups]
    titles = [title_of(c) for c in checks]
    at = st.selectbox(
        words.ABOUT, range(len(checks)), key=f"luck_{key}",
        format_func=titles.__getitem__,
    )  # fmt: skip
    check = checks[at or 0]
    name = repr((titles[at or 0], report.settings.margin, check.groups))
    if name not in drawn:
        with st.spinner(words.DRAWING):
            drawn[name] = luck(check, report.settings.margin)
    found = drawn[name]
    if found is None:
        st.write(words.NO_CHANCE)
        return
    _draw(found)


def _draw(found: Luck) -> None:
    table, rules = luck_table(found), rules_table(found)
    st.markdown(f"**{table.title}**")
    presentation.chart(rates_chart(found), luck_alt_text(found))
    st.caption(words.LUCK_KEY)
    draw(table)
    st.markdown(f"**{words.STATISTICS_TITLE}**")
    presentation.chart(statistics_chart(found), luck_words(found))
    st.write(luck_words(found))
    st.markdown(f"**{rules.title}**")
    draw(rules)
