"""How small a gap an audit of this size could see."""

from __future__ import annotations

from ips_audit.model import Check
from ips_audit.outputs.texttable import Column, TextTable, make_table
from ips_audit.words import trainer as words


def smallest_gap_table(check: Check) -> TextTable:
    """Return for each group the rate that would be found 8 times in 10.

    Parameters
    ----------
    check : Check
        With exact numbers.

    Returns
    -------
    TextTable
    """
    columns = [Column(h, k) for h, k in zip(words.GAP_COLUMNS, ("text", "pc", "text"), strict=True)]
    rows = [
        (
            g.group,
            None if check.total_share is None else 100 * check.total_share,
            words.NO_GAP_SEEN if not g.smallest_gap else f"{100 * g.smallest_gap:.1f}",
        )
        for g in check.groups
        if g.smallest_gap is not None
    ]
    return make_table(words.SMALLEST_GAP, columns, rows, (words.GAP_NOTE,))
