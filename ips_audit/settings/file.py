"""The settings file: everything the user decided, and no personal data."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from ips_audit.settings.settings import Key, Settings, keys
from ips_audit.words import settings as words

SCHEMA = 1


class SettingsError(ValueError):
    """The settings file cannot be used; the message says which key and why."""


def read_settings(content: bytes) -> tuple[Settings, tuple[str, ...]]:
    """Read a settings file.

    Parameters
    ----------
    content : bytes
        JSON in UTF-8.

    Returns
    -------
    (Settings, tuple of str)
        As `settings_from_json`.

    Raises
    ------
    SettingsError
        If it is no JSON, is nested too deep, or a value has the wrong form.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise SettingsError(words.NOT_JSON) from None
    return settings_from_json(data)


def settings_from_json(data: object) -> tuple[Settings, tuple[str, ...]]:
    """Check a settings file that was parsed.

    Parameters
    ----------
    data : object
        Parsed JSON. Every key is optional; null means undecided.

    Returns
    -------
    (Settings, tuple of str)
        And sentences about keys that are not known and were passed over.

    Raises
    ------
    SettingsError
        If a value has the wrong form.
    """
    if not isinstance(data, dict):
        raise SettingsError(words.NOT_AN_OBJECT)
    if "checks" in data and "settings" in data:
        raise SettingsError(words.SAVED_AUDIT)
    if data.get("schema", SCHEMA) != SCHEMA:
        raise SettingsError(words.OTHER_SCHEMA.format(schema=SCHEMA))
    known = keys()
    values: dict[str, Any] = {}
    unknown = []
    for name, value in data.items():
        if name in ("schema", "questions") or value is None:
            continue
        if name == "period":
            values |= _period(value)
        elif name in known and not name.startswith("period_"):
            values[name] = _checked(name, known[name], value)
            unknown += _unknown_parts(name, known[name].parts, values[name])
            if parts := known[name].parts:
                values[name] = {p: v for p, v in values[name].items() if p in parts}
        else:
            unknown.append(words.UNKNOWN_KEY.format(key=name))
    return Settings(**values), tuple(unknown)


def _checked(name: str, key: Key, value: Any) -> Any:
    """Return a value as `Settings` holds it, or say what is wrong with it."""
    if name == "age_bands":
        return _bands(value)
    if key.kind is date:
        return _day(name, value)
    # True and False are whole numbers to Python.
    wrong = not isinstance(value, key.kind) or (key.kind is not bool and isinstance(value, bool))
    if wrong:
        raise SettingsError(words.WRONG_KIND.format(key=name))
    if key.either and value not in key.either:
        raise SettingsError(words.ONE_OF.format(key=name, either="” or “".join(key.either)))
    if key.least is not None and not (key.least <= value <= (key.most or value)):
        said = words.BETWEEN if key.most else words.AT_LEAST
        raise SettingsError(said.format(key=name, least=key.least, most=key.most))
    if key.nested:
        if not all(isinstance(v, dict) for v in value.values()):
            raise SettingsError(words.NESTED.format(key=name))
        return {str(k): {str(a): str(g) for a, g in v.items()} for k, v in value.items()}
    if key.kind is dict and name != "release":
        return {str(k): str(v) for k, v in value.items() if v is not None}
    return value


def _unknown_parts(name: str, known: tuple[str, ...], value: Any) -> list[str]:
    """Point out roles and kinds of answer that are not known."""
    if not known:
        return []
    return [
        words.UNKNOWN_PART.format(key=name, part=p, known=", ".join(known))
        for p in value
        if p not in known
    ]


def _period(value: Any) -> dict[str, date]:
    if isinstance(value, str):  # an answer to the question which period is meant
        value = dict(zip(("from", "to"), value.split(" to "), strict=False))
    if not isinstance(value, dict):
        raise SettingsError(words.PERIOD)
    out = {}
    for key in ("from", "to"):
        if value.get(key) is None:
            continue
        out[f"period_{key}"] = _day(f"period {key}", value[key])
    if len(out) == 2 and out["period_from"] > out["period_to"]:
        raise SettingsError(words.PERIOD_TURNED)
    return out


def _day(key: str, value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise SettingsError(words.NOT_A_DATE.format(key=key)) from None


def _bands(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(b, str) for b in value):
        raise SettingsError(words.AGE_BANDS)
    return tuple(value)


def without_answers(settings: Settings, gone: Collection[str]) -> Settings:
    """Return the settings without decisions that name some answers.

    Parameters
    ----------
    settings : Settings
    gone : collection of str
        Answers of the files that a settings file must not hold; see `Prepared.kept_out`.

    Returns
    -------
    Settings
    """
    answers = {
        kind: {a: g for a, g in held.items() if a not in gone and g not in gone}
        for kind, held in settings.answers.items()
    }
    return replace(
        settings,
        answers={kind: held for kind, held in answers.items() if held},
        own_groups={a: g for a, g in settings.own_groups.items() if a not in gone},
        reference_group=None if settings.reference_group in gone else settings.reference_group,
    )


def settings_to_json(settings: Settings) -> dict[str, object]:
    """Return the settings as a JSON object; undecided keys are left out."""
    out: dict[str, object] = {"schema": SCHEMA}
    if settings.period_from or settings.period_to:
        out["period"] = {
            "from": settings.period_from.isoformat() if settings.period_from else None,
            "to": settings.period_to.isoformat() if settings.period_to else None,
        }
    for f in fields(settings):
        value = getattr(settings, f.name)
        if not f.name.startswith("period_") and value is not None and value != {}:
            out[f.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value
