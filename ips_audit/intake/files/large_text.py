"""Large text tables with the same number of cells on every row, read by Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ips_audit.intake.files import limits
from ips_audit.intake.files.cell_rows import LongCell
from ips_audit.intake.files.columns import merge_blanks
from ips_audit.intake.files.source import Content
from ips_audit.intake.files.unique_texts import Part, RawTexts, lengths_of

BLOCK = 1 << 20  # bytes read at once; a row that is longer is looked at otherwise
BYTE = 127  # one byte a row is enough for so many distinct texts
FEW = 5_000  # distinct texts: a column with more is held as it came, until somebody asks


@dataclass(frozen=True)
class Form:
    """How a text table is written."""

    encoding: str
    separator: str
    skip: int  # lines before the first row of data
    width: int  # cells of a row
    raw: frozenset[int] = frozenset()  # columns that look as if hardly a text came twice


def read_columns(data: Content, form: Form) -> list[Part] | None:
    """Read every column of a text table whose rows all have the same width.

    Parameters
    ----------
    data : bytes or OnDisk
    form : Form

    Returns
    -------
    list of columns, or None
        None where the reader objects to anything: then each row has to be looked at.

    Raises
    ------
    LongCell
        If a cell is far too long.
    """
    import pyarrow as pa
    from pyarrow import csv

    names = [str(j) for j in range(form.width)]
    text = pa.string()
    few = pa.dictionary(pa.int32(), text)
    kinds = {n: text if j in form.raw else few for j, n in enumerate(names)}
    try:
        table = csv.read_csv(
            pa.BufferReader(data) if isinstance(data, bytes) else data.path,
            csv.ReadOptions(
                use_threads=False,  # or memory would not be given back
                block_size=BLOCK, column_names=names, skip_rows=form.skip, encoding=form.encoding,
            ),
            csv.ParseOptions(
                delimiter=form.separator, newlines_in_values=True, ignore_empty_lines=False
            ),
            csv.ConvertOptions(column_types=kinds, strings_can_be_null=False),
            pa.system_memory_pool(),  # it gives back what is no longer needed
        )  # fmt: skip
    except (pa.ArrowInvalid, UnicodeError):
        return None
    columns = table.columns
    if not table.num_rows or any(map(_with_break, columns)):
        return None
    del table
    return [_column(columns.pop(0)) for _ in names]  # each is let go before the next


def _with_break(column: Any) -> bool:
    """Tell whether the last cell holds a line break, as after a mark that is never closed."""
    return any(c in column[-1].as_py() for c in "\r\n")


def _column(column: Any) -> Part:
    """Return codes where there are few distinct texts, else the texts themselves."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return _texts(column)
    column = column.unify_dictionaries()
    texts = column.chunk(0).dictionary
    if len(texts) > FEW:
        return _texts(column.cast(pa.string()))
    _refuse_long(texts)
    kind = np.int8 if len(texts) <= BYTE else np.int16
    codes = [np.from_dlpack(piece.indices).astype(kind) for piece in column.chunks]
    return merge_blanks(np.concatenate(codes), texts.to_pylist())


def _texts(column: Any) -> RawTexts:
    for piece in column.chunks:
        _refuse_long(piece)
    return RawTexts(column.chunks)


def _refuse_long(texts: Any) -> None:
    """Raise LongCell if a text is far too long to be a label."""
    far = np.flatnonzero(lengths_of(texts) > limits.CELL_CHARACTERS)
    if any(len(texts[int(i)].as_py()) > limits.CELL_CHARACTERS for i in far):
        raise LongCell
