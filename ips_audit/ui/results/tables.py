"""A table of an audit on the page."""

from __future__ import annotations

import streamlit as st

from ips_audit.outputs.format import NONE
from ips_audit.outputs.texttable import TextTable
from ips_audit.ui.text import escape


def draw(table: TextTable) -> None:
    """Draw a table and its notes; text from a file is shown as text.

    What does not apply stays empty: the shorthand for it is for files.
    """
    columns = {
        escape(c): ["" if r[j] == NONE else escape(r[j]) for r in table.rows]
        for j, c in enumerate(table.columns)
    }
    st.table(columns, hide_index=True)
    for note in table.notes:
        st.caption(escape(note))
