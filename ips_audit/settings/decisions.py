"""What the user has decided, one line each, and taking one decision back."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from ips_audit.model import Settings
from ips_audit.words import decisions as words
from ips_audit.words.intake import ROLE_NAMES

NESTED = ("columns", "caseload_columns", "own_groups")
# Chosen on the page before looking, each with a field of its own.
ELSEWHERE = (
    "period_from", "period_to", "minimum_months", "age_bands", "margin", "reference_group",
    "release",
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """One decision: where it stands in the settings, and what it says."""

    path: tuple[str, ...]
    text: str


def decisions(settings: Settings) -> tuple[Decision, ...]:
    """List what was decided about files, columns, answers and rules.

    Parameters
    ----------
    settings : Settings
        As decided by the user, without guesses.

    Returns
    -------
    tuple of Decision
    """
    out = []
    for f in fields(settings):
        value: Any = getattr(settings, f.name)
        if f.name in ELSEWHERE or value is None:
            continue
        if f.name == "answers":
            out += [
                Decision((f.name, kind, answer), words.answer(kind, answer, group))
                for kind, held in value.items()
                for answer, group in held.items()
            ]
        elif f.name in NESTED:
            out += [
                Decision((f.name, key), words.nested(f.name, ROLE_NAMES.get(key, key), to))
                for key, to in value.items()
            ]
        else:
            out.append(Decision((f.name,), words.single(f.name, value)))
    return tuple(out)


def undo(settings: Settings, path: tuple[str, ...]) -> Settings:
    """Take one decision back.

    Parameters
    ----------
    settings : Settings
    path : tuple of str
        As in `Decision`.

    Returns
    -------
    Settings
        Unchanged where there is no such decision.
    """
    name, *rest = path
    held: Any = getattr(settings, name)
    value: Any = None
    if len(rest) == 1:
        value = {k: v for k, v in held.items() if k != rest[0]}
    elif rest:
        inner = {k: v for k, v in held.get(rest[0], {}).items() if k != rest[1]}
        value = {k: v for k, v in {**held, rest[0]: inner}.items() if v}
    changes: dict[str, Any] = {name: value}
    return replace(settings, **changes)
