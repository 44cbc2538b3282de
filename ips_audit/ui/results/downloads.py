"""What can be taken away: files built only when asked for, and text to paste."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ips_audit.model import (
    AuditReport,
    Check,
    CheckQuestion,
    Release,
    Settings,
)
from ips_audit.outputs.charts import chart_png, chart_svg, check_chart, shares_chart
from ips_audit.outputs.marks import file_name, marks
from ips_audit.outputs.prose import methods_paragraph, paste_paragraph
from ips_audit.outputs.tables import short_table, title_of
from ips_audit.outputs.takeaway import KINDS, build_file
from ips_audit.outputs.to_json import dumps
from ips_audit.settings.file import settings_to_json, without_answers
from ips_audit.ui import audit_of_session
from ips_audit.ui.results import release
from ips_audit.ui.results.tables import draw
from ips_audit.ui.state import State
from ips_audit.ui.text import escape
from ips_audit.words import page
from ips_audit.words import results as words
from ips_audit.words.answer import told


def show(state: State) -> None:
    """Let the user choose who it is for, and offer files and paragraphs.

    Parameters
    ----------
    state : State
    """
    st.subheader(words.TAKE)
    report = release.choose(state)
    if report is not None:
        _files(state, report)
    settings = audit_of_session.exact(state).settings
    st.download_button(
        page.DL_SETTINGS, partial(_settings, settings, state.kept_out),
        "audit_settings_demonstration.json" if state.demonstration else "audit_settings.json",
        on_click="ignore",
    )  # fmt: skip
    if report is None:
        return
    if report.release is Release.SHARE_SAFE:
        _preview(audit_of_session.exact(state), report)
    for label, paragraph in (
        (page.PASTE, paste_paragraph(report)), (page.PASTE_METHODS, methods_paragraph(report)),
    ):  # fmt: skip
        with st.expander(label):
            st.code(paragraph, language=None, wrap_lines=True)


def _files(state: State, report: AuditReport) -> None:
    """Offer each file.

    A press draws nothing again: a page that is drawn anew forgets what it was asked to build.
    """
    with st.container(horizontal=True):
        for kind in KINDS:
            st.download_button(
                page.DOWNLOAD_LABELS[kind], partial(build_file, report, kind),
                file_name(report, kind), on_click="ignore",
            )  # fmt: skip


def _preview(exact: AuditReport, safe: AuditReport) -> None:
    """Show one table as it is here, and as it leaves."""
    leaving = {title_of(c): c for c in safe.headline}
    first = next((c for c in exact.headline if c.groups and title_of(c) in leaving), None)
    if first is None:
        return
    same = leaving[title_of(first)]
    st.markdown(f"**{words.PREVIEW.format(title=escape(title_of(first)))}**")
    for place, name, check, report in zip(
        st.columns(2), (words.HERE, words.LEAVES), (first, same), (exact, safe), strict=True
    ):
        with place:
            st.caption(name)
            draw(short_table(check, report.release))


def charts(state: State, check: Check, key: str) -> None:
    """Offer a card's charts as PNG and SVG, from the numbers that may leave.

    Parameters
    ----------
    state : State
    check : Check
        As on the screen; the files hold the same check of the report that leaves.
    key : str
        Unique on the page.
    """
    report = release.leaving(state)
    leaving = report.headline if report else ()
    same = next((c for c in leaving if title_of(c) == title_of(check)), None)
    if report is None or same is None:
        st.write(words.NOTHING_LEAVES)
        return
    st.caption(marks(report)[0])
    heading = (told(same), title_of(same), *marks(report))
    made = [(str(same.question), check_chart(same))]
    made += [("shares", shares_chart(same))] if same.question == CheckQuestion.ACCESS else []
    with st.container(horizontal=True):
        for part, spec in made:
            for kind, build in (("png", chart_png), ("svg", chart_svg)):
                if spec is not None:
                    st.download_button(
                        words.CHART_FILES[part, kind], partial(build, spec, heading),
                        file_name(report, kind, part), key=f"{kind}_{part}_{key}",
                        on_click="ignore",
                    )  # fmt: skip


def _settings(settings: Settings, gone: frozenset[str]) -> str:
    return dumps(settings_to_json(without_answers(settings, gone)))
