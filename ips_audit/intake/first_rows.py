"""The first rows of a table as they may be shown: personal details are masked."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.intake.files.headings import cell_text
from ips_audit.intake.files.source import display_name
from ips_audit.intake.files.table import Column, Named
from ips_audit.intake.matching.identifiers import masked
from ips_audit.intake.matching.roles import PRIVATE_ROLES, is_private
from ips_audit.model import ColumnGuess, MatchedTable
from ips_audit.words.identifiers import MASK

ROWS = 4
LONGEST = 40  # characters of an answer


def matched_table(
    named: Named, columns: Sequence[ColumnGuess], not_used: Sequence[ColumnGuess] = ()
) -> MatchedTable:
    """Return what a table's columns were read as, beside its first rows.

    Parameters
    ----------
    named : (file name, Table)
    columns : sequence of ColumnGuess
        One for each role.
    not_used : sequence of ColumnGuess, optional
        Columns that could have played a role.

    Returns
    -------
    MatchedTable
        An answer of a private column is masked; blank cells stay blank.
    """
    file, table = named
    private = {c.heading for c in columns if c.role in PRIVATE_ROLES}
    private |= {c.heading for c in table.columns if is_private(c)}
    return MatchedTable(
        file=display_name(file),
        sheet=table.sheet,
        headings=tuple(c.heading for c in table.columns),
        columns=tuple(columns),
        not_used=tuple(not_used),
        first_rows=tuple(
            tuple(_shown(c, i, c.heading in private) for c in table.columns)
            for i in range(min(ROWS, table.n_rows))
        ),
    )


def _shown(column: Column, row: int, private: bool) -> str:
    text = cell_text(column.part.cell(row))
    if text and private:
        return MASK
    text = masked(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
