"""Audits that were saved as JSON, side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ips_audit.model import SavedAudit
from ips_audit.ui.text import escape
from ips_audit.words import over_time as words


def choose(key: str) -> list[SavedAudit]:
    """Draw the choice of saved audits.

    Parameters
    ----------
    key : str
        Another one empties the choice, as after a fresh start.

    Returns
    -------
    list of SavedAudit
        Those to compare; empty until there are two that go together.
    """
    with st.expander(words.TITLE):
        files = st.file_uploader(
            words.CHOOSE, ["json"], accept_multiple_files=True, key=f"saved_{key}",
            help=words.HELP,
        )  # fmt: skip
        audits = _read([(f.name, f.getvalue()) for f in files]) if files else []
        if files and len(audits) == 1:
            st.caption(words.TWO)
        elif len({a.demonstration for a in audits}) > 1:
            st.error(words.MIXED)
        elif len(audits) > 1:
            return audits
    return []


def _read(files: list[tuple[str, bytes]]) -> list[SavedAudit]:
    from ips_audit.intake.files.source import UnreadableFile
    from ips_audit.outputs.saved_audits import read_saved

    try:
        return [read_saved(name, data) for name, data in files]
    except UnreadableFile as error:
        st.error(escape(str(error)))
        return []


def draw(audits: list[SavedAudit]) -> None:
    """Draw how audits compare, over the whole width.

    Parameters
    ----------
    audits : list of SavedAudit
        At least two.
    """
    from ips_audit.analysis.over_time import compare_audits
    from ips_audit.outputs import over_time as outputs
    from ips_audit.ui.results import tables

    st.subheader(words.TITLE, anchor=False)
    found = compare_audits(audits)
    for mark in outputs.marks_of(audits):
        st.warning(mark)
    if not found:
        st.info(words.NOTHING)
        return
    for sentence in outputs.cautions(audits):
        st.write(escape(sentence))
    st.download_button(
        words.TAKE, partial(outputs.build_comparison, audits, found),
        outputs.comparison_name(audits), on_click="ignore",
    )  # fmt: skip
    st.caption(words.NUMBERED)
    for over in found:
        table = outputs.narrow_table(over)
        st.markdown(f"**{escape(table.title)}**")
        if (spec := outputs.over_time_chart(over)) is not None:
            st.vega_lite_chart(spec, width="stretch", alt=outputs.alt_text_of_time(over))
        tables.draw(table)
