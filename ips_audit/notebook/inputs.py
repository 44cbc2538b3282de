"""What a caller gives: paths, bytes, data frames, and settings by keyword."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ips_audit import pipeline
from ips_audit.model import Settings
from ips_audit.settings.file import read_settings, settings_from_json, settings_to_json
from ips_audit.words import notebook as words

if TYPE_CHECKING:
    import pandas as pd

    from ips_audit.intake.files.table import Named

# A path, the bytes of a file, a data frame (pandas, polars, Arrow), or several of these.
Given = Any


def settings_of(settings: object, decided: Mapping[str, Any]) -> Settings:
    """Read a settings file, with the keywords of `audit` before it.

    Raises
    ------
    SettingsError
        If a value has the wrong form, or a keyword is no key of the settings file.
    """
    base: dict[str, Any] = {}
    if isinstance(settings, Mapping):
        base = dict(settings)
    elif settings is not None:
        content = settings if isinstance(settings, bytes) else Path(str(settings)).read_bytes()
        base = settings_to_json(read_settings(content)[0])
    for key, value in decided.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        base[key] = _joined(base[key], value) if both else _listed(value)
    read, unknown = settings_from_json(base)
    if unknown:
        raise TypeError(" ".join(unknown))
    return read


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Put two objects together, one level deep: answers are kept by kind."""
    return {**first, **{
        k: {**first[k], **v} if isinstance(v, Mapping) and isinstance(first.get(k), Mapping) else v
        for k, v in second.items()
    }}  # fmt: skip


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def find_tables(
    given: Mapping[str, Given], settings: Settings
) -> tuple[pipeline.Found, tuple[str, ...]]:
    """Find the tables of files and data frames; return them, and hashes of the files.

    Parameters
    ----------
    given : mapping
        What is given as "service", "caseload" and "population".
    settings : Settings
    """
    files: dict[str, list[pipeline.OpenedFile]] = {kind: [] for kind in given}
    frames: dict[str, list[Named]] = {kind: [] for kind in given}
    for kind, one_or_more in given.items():
        for name, one in _several(one_or_more, kind):
            if isinstance(one, str | Path):
                path = Path(one)
                files[kind].append(pipeline.open_file(name or path.name, path.read_bytes()))
            elif isinstance(one, bytes | bytearray):
                files[kind].append(pipeline.open_file(name or f"{kind} file", bytes(one)))
            else:
                frames[kind].append(_table(name or f"{kind} data", one))
    found = pipeline.find_tables(
        files["service"], files["caseload"], settings, population=files["population"]
    )
    found = replace(
        found,
        service=(*found.service, *frames["service"]),
        caseload=(*found.caseload, *frames["caseload"]),
        population=(*found.population, *frames["population"]),
    )
    return found, tuple(f.digest for kind in files.values() for f in kind)


def _several(given: Given, kind: str) -> list[tuple[str, Any]]:
    """Return each of what was given with its name, empty where it has none."""
    if given is None:
        return []
    if isinstance(given, Mapping):
        return [(str(name), one) for name, one in given.items()]
    if isinstance(given, list | tuple):
        names = [f"{kind} {n}" if not isinstance(g, str | Path) else "" for n, g in
                 enumerate(given, 1)]  # fmt: skip
        return list(zip(names, given, strict=True))
    return [("", given)]


def _table(name: str, frame: Any) -> Named:
    """Return a data frame as the table that a file would give.

    Raises
    ------
    TypeError
        If it is no data frame.
    ValueError
        If it has no rows.
    """
    import pandas as pd

    from ips_audit.intake.files.table import build_table
    from ips_audit.intake.matching.identifiers import without_details

    if not isinstance(frame, pd.DataFrame):
        if not hasattr(frame, "__arrow_c_stream__"):
            raise TypeError(words.NOT_A_FRAME.format(kind=type(frame).__name__))
        import pyarrow as pa

        frame = pa.table(frame).to_pandas(types_mapper=pd.ArrowDtype)
    cells = [_cells(frame.iloc[:, i]) for i in range(frame.shape[1])]
    rows = [[str(c) for c in frame.columns], *(list(r) for r in zip(*cells, strict=True))]
    table = build_table(name, None, rows, heading_row=1)
    if table is None or not table.n_rows:
        raise ValueError(words.NO_ROWS.format(name=name))
    return name, without_details(table)


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Return a column's cells as a spreadsheet would hold them; None where there is nothing."""
    import pandas as pd

    values = [None if pd.isna(v) else v for v in column.astype(object)]
    return [v.to_pydatetime() if isinstance(v, pd.Timestamp) else v for v in values]
