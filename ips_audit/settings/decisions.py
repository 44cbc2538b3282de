"""Write one decision into the settings, list what was decided, and take a decision back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ips_audit.settings.settings import Asked, Settings, declared, period_of
from ips_audit.words import decisions as words
from ips_audit.words.intake import ROLE_NAMES


@dataclass(frozen=True)
class Decision:
    """One decision: where it stands in the settings, and what it says."""

    path: tuple[str, ...]
    text: str


def path_of(about: str) -> tuple[str, ...]:
    """Split what a question is about into the names that lead to it in the settings.

    Parameters
    ----------
    about : str
        As in `Question`: "chinese_in", "columns.ethnicity", "answers.ethnicity.<answer>" or
        "file_columns.<file>.<role>". An answer or a file's name may hold dots itself.
    """
    name, *more = about.split(".", 1)
    if not more:
        return (name,)
    if name == "answers":
        return (name, *more[0].split(".", 1))
    return (name, *more[0].rsplit(".", 1)) if name == "file_columns" else (name, *more)


def decided(settings: Settings, about: str) -> Any:
    """Return what was decided about a question; None where nothing was."""
    name, *more = path_of(about)
    held: Any = getattr(settings, name)
    for part in more:
        held = (held or {}).get(part)
    return held


def decide(settings: Settings, about: str, value: Any) -> Settings:
    """Return the settings with one question answered.

    Parameters
    ----------
    settings : Settings
    about : str
        As in `Question`.
    value : object
        The value of one of its choices.
    """
    name, *more = path_of(about)
    if name == "period":  # the question offers whole periods
        first, last = period_of(value)
        return replace(settings, period_from=first, period_to=last)
    if not more:
        new: Any = value
    elif len(more) == 1:
        new = {**getattr(settings, name), more[0]: value}
    else:
        held = getattr(settings, name)
        new = {**held, more[0]: {**held.get(more[0], {}), more[1]: str(value)}}
    changes: dict[str, Any] = {name: new}
    return replace(settings, **changes)


def decisions(settings: Settings) -> tuple[Decision, ...]:
    """List what was decided about files, columns, answers and rules.

    Parameters
    ----------
    settings : Settings
        As decided by the user, without guesses.

    Returns
    -------
    tuple of Decision
        Keys with a field of their own on the page are not listed.
    """
    out = []
    for f in fields(settings):
        key, value = declared(f), getattr(settings, f.name)
        if key.asked is not Asked.STEP_3 or value is None:
            continue
        if key.nested:
            say = words.answer if f.name == "answers" else words.file_column
            out += [
                Decision((f.name, outer, inner), say(outer, ROLE_NAMES.get(inner, inner), chosen))
                for outer, held in value.items()
                for inner, chosen in held.items()
            ]
        elif isinstance(value, Mapping):
            out += [
                Decision((f.name, k), key.says.format(key=ROLE_NAMES.get(k, k), value=v or "none"))
                for k, v in value.items()
            ]
        else:
            out.append(Decision((f.name,), key.says.format(value=words.shown(value))))
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
    if name == "period":
        return replace(settings, period_from=None, period_to=None)
    held: Any = getattr(settings, name)
    value: Any = None
    if len(rest) == 1:
        value = {k: v for k, v in held.items() if k != rest[0]}
    elif rest:
        inner = {k: v for k, v in held.get(rest[0], {}).items() if k != rest[1]}
        value = {k: v for k, v in {**held, rest[0]: inner}.items() if v}
    changes: dict[str, Any] = {name: value}
    return replace(settings, **changes)
