"""Workbooks that cannot be held to limits beforehand are parsed in a process of their own.

Its memory and time are bounded, and what ends it ends nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ips_audit.intake.files import limits
from ips_audit.intake.files.source import Row

SCRIPT = Path(__file__).with_name("limited_process_script.py")


class Unbounded(Exception):
    """The workbook takes more memory or time than it may."""


class Unreadable(Exception):
    """The workbook is damaged."""


class Locked(Exception):
    """The workbook is protected by a password."""


class Nowhere(Exception):
    """No process of its own can be had here."""


@dataclass(frozen=True)
class Parsed:
    """One sheet as the reader gives it. Those of a hidden one are not opened."""

    name: str
    hidden: bool
    column: int  # blank columns before the first cell
    rows: Iterator[Row]


def parse_apart(data: bytes) -> list[Parsed]:
    """Parse a workbook of any kind in a process of its own.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    list of Parsed

    Raises
    ------
    Unbounded, Unreadable, Locked, Nowhere
        See each.
    """
    command = [
        sys.executable, "-I", str(SCRIPT), str(limits.APART_BYTES), str(limits.AREA),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=limits.APART_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unbounded from None
    except (OSError, NotImplementedError):
        raise Nowhere from None
    lines = done.stdout.split(b"\n")[:-1]
    end = json.loads(lines[-1]) if lines and lines[-1].startswith(b'{"end"') else {}
    match end.get("end"):
        case "read":
            return list(_sheets(lines[:-1]))
        case "password":
            raise Locked
        case "broken":
            raise Unreadable
    raise Unbounded  # it said so, or was ended


def _sheets(lines: list[bytes]) -> Iterator[Parsed]:
    heads = [i for i, line in enumerate(lines) if line.startswith(b"{")]
    for head, after in zip(heads, [*heads[1:], len(lines)], strict=True):
        told = json.loads(lines[head])
        rows = map(_row, lines[head + 1 : after])
        yield Parsed(told["sheet"], told["hidden"], told["column"], rows)


def _row(line: bytes) -> Row:
    row: list[Any] = json.loads(line, object_hook=_typed)
    return row


def _typed(held: dict[str, Any]) -> object:
    """Return a value that JSON does not know."""
    kind, text = held["kind"], held["text"]
    if kind == "timedelta":
        return timedelta(seconds=text)
    kinds: dict[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}
    return kinds[kind].fromisoformat(text)
