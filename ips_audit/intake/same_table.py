"""The same table given as the service and as the caseload: a comparison with itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ips_audit.intake.files.source import UnreadableFile, display_name
from ips_audit.intake.files.table import Column, Named, Table
from ips_audit.words import reading as words


def refuse_same_table(service: Sequence[Named], caseload: Sequence[Named]) -> None:
    """Refuse a table that is used as the service and as the caseload.

    Everybody in it would be on the caseload, and those of them who joined in the service: access
    would compare the file with itself. What the tables hold counts, not what the files are
    called: a copy is found, and two sheets of one workbook are two tables.

    Parameters
    ----------
    service, caseload : sequences of (file name, Table)

    Raises
    ------
    UnreadableFile
        The message says how to mend it.
    """
    for name, table in service:
        for other, beside in caseload:
            if _same(table, beside):
                said = words.SAME_TABLE if name == other else words.SAME_CONTENT
                names = {"name": display_name(name), "other": display_name(other)}
                raise UnreadableFile(f"{said.format(**names)} {words.SAME_MEND}")


def _same(one: Table, other: Table) -> bool:
    """Compare what is quickly compared first: the cells count only where all else is alike."""
    return (
        [c.original for c in one.columns] == [c.original for c in other.columns]
        and np.array_equal(one.row_numbers, other.row_numbers)
        and all(map(_same_cells, one.columns, other.columns))
    )


def _same_cells(one: Column, other: Column) -> bool:
    if len(one.answers) != len(other.answers) or list(one.answers) != list(other.answers):
        return False
    return np.array_equal(one.codes, other.codes)
