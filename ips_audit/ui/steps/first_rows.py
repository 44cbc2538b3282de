"""The first rows of a file, with our reading above each column."""

from __future__ import annotations

from html import escape

import streamlit as st

from ips_audit.model import MatchedTable
from ips_audit.words import page as words
from ips_audit.words.intake import ROLE_NAMES


def draw(table: MatchedTable, rows: int) -> None:
    """Draw the first rows; columns that are used come first.

    Parameters
    ----------
    table : MatchedTable
        Personal details in it are masked.
    rows : int
        How many to draw.
    """
    read_as = roles_of(table)
    order = sorted(range(len(table.headings)), key=lambda j: table.headings[j] not in read_as)
    roles = "".join(_role(read_as.get(table.headings[j])) for j in order)
    heads = "".join(f'<th scope="col">{escape(table.headings[j])}</th>' for j in order)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(row[j])}</td>" for j in order) + "</tr>"
        for row in table.first_rows[:rows]
    )
    name = escape(name_of(table))
    st.html(
        f'<div class="first-rows" tabindex="0" role="group" '
        f'aria-label="{words.SCROLLS_ROWS.format(file=name)}">'
        f"<table><caption>{words.FIRST_ROWS.format(file=name)}</caption>"
        f'<thead><tr class="roles">{roles}</tr><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def name_of(table: MatchedTable) -> str:
    """Return the file's name, with the sheet's where it has one."""
    return table.file if table.sheet in (None, table.file) else f"{table.file}, {table.sheet}"


def roles_of(table: MatchedTable) -> dict[str, str]:
    """Return what each heading that is used was read as, in words."""
    return {
        heading: ROLE_NAMES[guess.role].capitalize()
        for guess in table.columns
        if guess.heading is not None
        for heading in guess.together or (guess.heading,)
    }


def _role(name: str | None) -> str:
    if name is None:
        return f'<td class="unused">{words.NOT_USED}</td>'
    return f"<td>{escape(name)}</td>"
