"""Workbooks (.xlsx, .xlsm, .xls, .ods, .xlsb) to sheets of cells."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from threading import BoundedSemaphore
from typing import Any

from ips_audit.intake.files import limits
from ips_audit.intake.files.source import Book, Cell, Content, Sheet, UnreadableFile
from ips_audit.intake.files.workbook_process import NoProcess, OverLimit, WorkbookProcess
from ips_audit.words import reading as words

TURNS = BoundedSemaphore(max(2, os.cpu_count() or 1))  # of all sessions: each takes much memory
# How the script says that it read nothing, and what people read then.
NO_WORKBOOK = {"document": words.DOCUMENT, "archive": words.ARCHIVE}
UNSAFE = {
    "many parts": words.MANY_PARTS,
    "same name": words.SAME_NAME,
    "odd packing": words.ODD_PACKING,
    "lying size": words.LYING_SIZE,
    "entities": words.ENTITIES,
    "too deep": words.TOO_DEEP,
    "odd encoding": words.ODD_ENCODING,
    "cell twice": words.CELL_TWICE,
    "unclear cells": words.UNCLEAR_CELLS,
    "outside": words.OUTSIDE,
    "too much": words.TOO_MUCH,
}


def read_workbook(name: str, data: Content) -> Book:
    """Read every sheet that is not hidden.

    Parameters
    ----------
    name : str
        Safe to show.
    data : bytes or OnDisk
        On disk only what is larger than any workbook may be.

    Returns
    -------
    Book

    Raises
    ------
    UnreadableFile
        If the file breaks a limit, is damaged, protected or holds no sheet that is shown.
    """
    if len(data) > limits.WORKBOOK_BYTES or not isinstance(data, bytes):
        raise UnreadableFile(
            words.TOO_LARGE_WORKBOOK.format(
                name=name,
                size=len(data) // limits.MB,
                limit=limits.WORKBOOK_BYTES // limits.MB,
            )
        )
    try:
        with TURNS:
            written = WorkbookProcess(data).result()
        sheets = tuple(_sheets(name, written))
    except NoProcess:
        raise UnreadableFile(words.UNSAFE.format(name=name, why=words.NO_PROCESS)) from None
    except OverLimit:
        raise UnreadableFile(words.UNSAFE.format(name=name, why=words.OVER_LIMIT)) from None
    hidden = sum(s.hidden for s in sheets)
    if hidden == len(sheets):
        raise UnreadableFile((words.ALL_HIDDEN if hidden else words.NO_TABLE).format(name=name))
    names = ", ".join(s.name or "" for s in sheets if s.hidden)
    said = (words.HIDDEN_SHEETS.format(name=name, sheets=names),) if hidden else ()
    return Book(name, "workbook", sheets, said)


def _sheets(name: str, written: bytes) -> Iterator[Sheet]:
    """Yield the sheets that the script wrote; refuse the file if it says why not all are there."""
    import numpy as np  # while the process ran, others had the time to load it

    from ips_audit.intake.files.cell_rows import CellRows
    from ips_audit.intake.files.columns import Codes
    from ips_audit.intake.files.unique_texts import Part, RawTexts, texts_of

    at = 0
    while True:
        end = written.index(b"\n", at)
        told = json.loads(written[at:end])
        at = end + 1
        if "end" in told:
            break
        if told["hidden"]:
            yield Sheet(told["sheet"], (), hidden=True, file=name)
            continue
        columns: list[Part] = []
        for answers in told["columns"]:
            numbers = np.frombuffer(written, dtype=np.intc, count=told["length"], offset=at)
            at += numbers.nbytes
            if isinstance(answers, list):
                columns.append(Codes(numbers, tuple(map(_value, answers))))
            else:  # so many bytes of texts
                columns.append(RawTexts([texts_of(numbers, written[at : at + answers])]))
                at += answers
        rows = CellRows.of_columns(columns, told["length"], told["before"], told["merged"])
        said = tuple(_said(name, told["notes"], rows.trim()))
        yield Sheet(told["sheet"], rows, file=name, warnings=said)
    why = told["end"]
    if why in UNSAFE:
        raise UnreadableFile(words.UNSAFE.format(name=name, why=UNSAFE[why]))
    if why in NO_WORKBOOK:
        raise UnreadableFile(words.NOT_A_TABLE.format(name=name, kind=NO_WORKBOOK[why]))
    if why != "read":
        message = words.PASSWORD if why == "password" else words.BROKEN
        raise UnreadableFile(message.format(name=name))


def _value(answer: Any) -> Cell:
    """Return an answer as it was; a kind that JSON does not know came as its name and its text."""
    if not isinstance(answer, list):
        return answer
    kind, text = answer
    if kind == "timedelta":
        return timedelta(seconds=text)
    kinds: dict[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}
    return kinds[kind].fromisoformat(text)


def _said(name: str, notes: dict[str, Any], blank_rows: int) -> Iterator[str]:
    """Say what the XML of a sheet told."""
    if blank_rows > limits.BLANK_ROWS_SAID:
        yield words.BLANK_ROWS.format(name=name, n=blank_rows)
    if n := notes.get("hidden rows"):
        yield words.HIDDEN_ROWS.format(n=n, name=name)
    if n := notes.get("hidden columns"):
        yield words.HIDDEN_COLUMNS.format(n=n, name=name)
    if n := notes.get("errors"):
        yield words.ERROR_CELLS.format(n=n, name=name, cell=notes["first error"])
    if n := notes.get("no result"):
        yield words.NO_RESULTS.format(n=n, name=name, cell=notes["first no result"])
