"""Audits that were saved as JSON, side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ips_audit.model import SavedAudit
from ips_audit.ui.text import escape
from ips_audit.words import over_time as words


def show(key: str) -> None:
    """Draw the choice of saved audits and, once there are two, how they compare.

    Parameters
    ----------
    key : str
        Another one empties the choice, as after a fresh start.
    """
    with st.expander(words.TITLE):
        files = st.file_uploader(
            words.CHOOSE, ["json"], accept_multiple_files=True, key=f"saved_{key}",
            help=words.HELP,
        )  # fmt: skip
        if not files:
            return
        audits = _read([(f.name, f.getvalue()) for f in files])
        if audits is None:
            return
        if len(audits) < 2:
            st.caption(words.TWO)
        elif len({a.demonstration for a in audits}) > 1:
            st.error(words.MIXED)
        else:
            _draw(audits)


def _read(files: list[tuple[str, bytes]]) -> list[SavedAudit] | None:
    from ips_audit.intake.files.source import UnreadableFile
    from ips_audit.outputs.saved_audits import read_saved

    try:
        return [read_saved(name, data) for name, data in files]
    except UnreadableFile as error:
        st.error(escape(str(error)))
        return None


def _draw(audits: list[SavedAudit]) -> None:
    from ips_audit.analysis.over_time import compare_audits
    from ips_audit.outputs import over_time as outputs
    from ips_audit.ui.results.tables import draw

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
        draw(table)
