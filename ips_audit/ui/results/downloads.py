"""What can be taken away: files built only when asked for, and text to paste."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from ips_audit.model import AuditReport, Release, Settings
from ips_audit.outputs.charts import chart_png, chart_svg
from ips_audit.outputs.marks import file_name, marks
from ips_audit.outputs.prose import methods_paragraph, paste_paragraph
from ips_audit.outputs.takeaway import KINDS, build_file
from ips_audit.outputs.to_json import dumps
from ips_audit.settings.file import settings_to_json
from ips_audit.words import page as words


def show(report: AuditReport, settings: Settings, taken: Callable[[], None]) -> None:
    """Offer the files of an audit, and its two paragraphs with a copy button.

    Parameters
    ----------
    report : AuditReport
        Exact or share-safe, whichever is on screen.
    settings : Settings
        All that was decided, for the settings file.
    taken : callable
        Called when a file with numbers is taken away.
    """
    st.subheader(words.DOWNLOADS)
    columns = st.columns(2)
    for i, kind in enumerate(KINDS):
        columns[i % 2].download_button(
            words.DOWNLOAD_LABELS[kind], partial(build_file, report, kind),
            file_name(report, kind), on_click=taken, width="stretch",
        )  # fmt: skip
    st.download_button(
        words.DL_SETTINGS, partial(_settings, settings),
        "audit_settings_demonstration.json" if report.demonstration else "audit_settings.json",
        on_click="ignore", width="stretch",
    )  # fmt: skip
    if report.release is Release.SHARE_SAFE:
        st.caption(words.KEEP_SETTINGS)
    with st.expander(words.PASTE):
        st.code(paste_paragraph(report), language=None, wrap_lines=True)
    with st.expander(words.PASTE_METHODS):
        st.code(methods_paragraph(report), language=None, wrap_lines=True)


def chart(
    report: AuditReport,
    spec: dict[str, Any],
    title: str,
    part: str,
    key: str,
    taken: Callable[[], None],
) -> None:
    """Offer one chart as PNG and SVG, one click each.

    Parameters
    ----------
    report : AuditReport
    spec : dict
        A finished Vega-Lite specification.
    title : str
        Stands in the image, above the marks.
    part : str
        What the file name says is in it.
    key : str
        Unique on the page.
    taken : callable
        Called when a file is taken away.
    """
    heading = (title, *marks(report))
    with st.container(horizontal=True):
        for kind, label, build in (
            ("png", words.DL_PNG, chart_png), ("svg", words.DL_SVG, chart_svg),
        ):  # fmt: skip
            st.download_button(
                label, partial(build, spec, heading), file_name(report, kind, part),
                on_click=taken, key=f"{kind}_{part}_{key}",
            )  # fmt: skip


def _settings(settings: Settings) -> str:
    return dumps(settings_to_json(settings))
