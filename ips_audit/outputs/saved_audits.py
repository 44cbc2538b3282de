"""Audits that were saved as JSON, read back to be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ips_audit.intake.files import limits
from ips_audit.intake.files.source import UnreadableFile, display_name
from ips_audit.model import (
    CheckKind,
    CheckQuestion,
    Release,
    SavedAudit,
    SavedCheck,
    SavedGroup,
)
from ips_audit.words import over_time as words

SCHEMA = 1


def read_saved(name: str, data: bytes) -> SavedAudit:
    """Read a saved audit.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    data : bytes
        JSON as this tool writes it.

    Returns
    -------
    SavedAudit

    Raises
    ------
    UnreadableFile
        If it is no saved audit, of another schema, or without a period.
    """
    shown = display_name(name)
    if len(data) > limits.SAVED_BYTES:
        raise UnreadableFile(words.TOO_LARGE.format(name=shown))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise UnreadableFile(words.NOT_JSON.format(name=shown)) from None
    if not isinstance(content, dict) or "checks" not in content:
        raise UnreadableFile(words.NOT_AN_AUDIT.format(name=shown))
    if content.get("schema") != SCHEMA:
        raise UnreadableFile(words.OTHER_SCHEMA.format(name=shown, schema=SCHEMA))
    period = content.get("settings", {}).get("period")
    if not isinstance(period, dict) or not (period.get("from") and period.get("to")):
        raise UnreadableFile(words.NO_PERIOD.format(name=shown))
    try:
        return SavedAudit(
            first=date.fromisoformat(period["from"]),
            last=date.fromisoformat(period["to"]),
            release=Release(content["release"]),
            demonstration=bool(content.get("demonstration")),
            checks=tuple(_check(c) for c in content["checks"] if c["kind"] == CheckKind.HEADLINE),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise UnreadableFile(words.NOT_AN_AUDIT.format(name=shown)) from None


def _check(data: Mapping[str, Any]) -> SavedCheck:
    return SavedCheck(
        question=CheckQuestion(data["question"]),
        service=_text(data["service"]),
        dimension=_text(data["dimension"]),
        people=_text(data["people"]),
        finding=None if data["finding"] is None else _text(data["finding"]),
        groups=tuple(_group(g) for g in data["groups"]),
    )


def _group(data: Mapping[str, Any]) -> SavedGroup:
    n, of = _count(data["n"]), _count(data["of"])
    if n is not None and of is not None and n > of:
        of = None  # a service compared with a caseload that it is no part of has no rate
    return SavedGroup(
        group=_text(data["group"]),
        n=n,
        of=of,
        ratio=_number(data["ratio"]),
        ratio_low=_number(data["ratio_low"]),
        ratio_high=_number(data["ratio_high"]),
        finding=None if data["finding"] is None else _text(data["finding"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value[: limits.CELL_CHARACTERS]


def _count(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a count was expected")
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number was expected")
    return float(value)
