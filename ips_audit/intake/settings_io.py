"""The settings file: what the user decided, as JSON; it holds no personal data."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from ips_audit.model import CASELOAD_ROLES, SERVICE_ROLES, Settings
from ips_audit.words import settings as words

SCHEMA = 1
CODED = ("ethnicity", "gender", "job_outcome")
CASELOAD_CHOICES = ("suppressed", "missing_groups")
# The smallest setting has no meaning below these, the largest guards against slips.
MOST_MONTHS, MOST_ROWS, MOST_PEOPLE = 120, 1_048_576, 100_000_000
BAND = re.compile(r"(?:up to|over) \d{1,3}|\d{1,3} to \d{1,3}")


class SettingsError(Exception):
    """The settings file cannot be used; the message says where and how to mend it."""


def settings_to_json(settings: Settings) -> dict[str, object]:
    """Return the settings as they stand in a settings file.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    dict
        Only what somebody decided: undecided settings (None, empty) are left out.
        `settings_from_json` gives equal settings back.
    """
    answers = dict(settings.answers)
    caseload = answers.pop("caseload", {})
    period = {
        k: v.isoformat()
        for k, v in (("from", settings.period_from), ("to", settings.period_to))
        if v is not None
    }
    out: dict[str, object] = {
        "schema": SCHEMA,
        "period": period,
        "answers": {k: dict(v) for k, v in answers.items() if v},
        "caseload": dict(caseload),
        "age_bands": list(settings.age_bands),
    }
    for key in MAPPINGS:
        out[key] = dict(getattr(settings, key))
    for key in PLAIN:
        out[key] = getattr(settings, key)
    return {k: v for k, v in out.items() if v is not None and v != {}}


def settings_from_json(data: object) -> Settings:
    """Read the content of a settings file.

    Parameters
    ----------
    data : object
        What the JSON held. Every key is optional.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        If it is no settings file, of a later version, or a value is wrong.
    """
    top = _object(data, None)
    version = top.get("schema", SCHEMA)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise SettingsError(words.NOT_SETTINGS)
    if version > SCHEMA:
        raise SettingsError(words.NEWER.format(found=version, known=SCHEMA))
    found: dict[str, object] = {}
    for key, read in (PLAIN | MAPPINGS).items():
        if top.get(key) is not None:
            found[key] = read(key, top[key])
    if top.get("age_bands") is not None:
        found["age_bands"] = _bands(top["age_bands"])
    found.update(_period(top.get("period")))
    answers = _answers(top.get("answers"), top.get("caseload"))
    return Settings(answers=answers, **found)  # type: ignore[arg-type]


def unknown_keys(data: object) -> tuple[str, ...]:
    """Return a sentence for each key of a settings file that is not known and not used.

    Parameters
    ----------
    data : object
        What the JSON held.

    Returns
    -------
    tuple of str
        Empty where every key is known.
    """
    top = _object(data, None)
    known = {"schema", "period", "answers", "caseload", "age_bands", *PLAIN, *MAPPINGS}
    strange = [k for k in top if k not in known]
    inner: dict[str, tuple[str, ...]] = {
        "period": ("from", "to"),
        "answers": CODED,
        "caseload": CASELOAD_CHOICES,
        "columns": SERVICE_ROLES,
        "caseload_columns": CASELOAD_ROLES,
    }
    for key, allowed in inner.items():
        held = top.get(key)
        if isinstance(held, Mapping):
            strange += [f"{key}.{k}" for k in held if k not in allowed]
    return tuple(words.UNKNOWN_KEY.format(key=_shown(k)) for k in strange)


def _shown(value: object) -> str:
    """Return a value short enough for a message."""
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _wrong(key: str, value: object, should: str) -> SettingsError:
    return SettingsError(words.WRONG.format(key=key, value=_shown(value), should=should))


def _object(value: object, key: str | None) -> Mapping[str, object]:
    if isinstance(value, Mapping) and all(isinstance(k, str) for k in value):
        return value
    raise SettingsError(words.NOT_SETTINGS) if key is None else _wrong(key, value, words.TEXTS)


def _text(key: str, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _wrong(key, value, words.TEXT)


def _truth(key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(key, value, words.YES_NO)


def _whole(low: int, high: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise _wrong(key, value, words.WHOLE.format(low=low, high=high))

    return read


def _one_of(*choices: str) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise _wrong(key, value, words.ONE_OF.format(choices=", ".join(choices)))

    return read


def _margin(key: str, value: object) -> float:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if number and math.isfinite(value) and 0 < value < 1:  # type: ignore[arg-type, operator]
        return float(value)  # type: ignore[arg-type]
    raise _wrong(key, value, words.MARGIN)


def _columns(key: str, value: object) -> Mapping[str, str]:
    """Read role -> heading; an empty heading means that no column plays the role."""
    roles = SERVICE_ROLES if key == "columns" else CASELOAD_ROLES
    return MappingProxyType({k: v for k, v in _texts(key, value).items() if k in roles})


def _texts(key: str, value: object) -> Mapping[str, str]:
    out = {}
    for name, text in _object(value, key).items():
        if not isinstance(text, str):
            raise _wrong(f"{key}.{name}", text, words.TEXT)
        out[name] = text
    return out


def _release(key: str, value: object) -> Mapping[str, int | str]:
    out: dict[str, int | str] = {}
    for name, held in _object(value, key).items():
        if isinstance(held, bool) or not isinstance(held, (int, str)):
            raise _wrong(f"{key}.{name}", held, words.RELEASE)
        out[name] = held
    return MappingProxyType(out)


def _answers(value: object, caseload: object) -> Mapping[str, Mapping[str, str]]:
    """Read placed answers; choices about the caseload's gaps are kept beside them."""
    out: dict[str, Mapping[str, str]] = {}
    for field, placed in ({} if value is None else _object(value, "answers")).items():
        if field in CODED:
            out[field] = _texts(f"answers.{field}", placed)
    if caseload is not None:
        chosen = _object(caseload, "caseload")
        leave = _one_of("leave out")
        out["caseload"] = {
            k: leave(f"caseload.{k}", v) for k, v in chosen.items() if k in CASELOAD_CHOICES
        }
    return MappingProxyType(out)


def _bands(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    good = [b for b in listed if isinstance(b, str) and BAND.fullmatch(b)]
    ends = [int(re.findall(r"\d+", b)[-1]) for b in good]
    if len(good) < 2 or len(good) != len(listed) or ends[:-1] != sorted(set(ends[:-1])):
        raise _wrong("age_bands", value, words.BANDS)
    return tuple(good)


def _period(value: object) -> dict[str, date]:
    if value is None:
        return {}
    held, out = _object(value, "period"), {}
    for key, field in (("from", "period_from"), ("to", "period_to")):
        if held.get(key) is None:
            continue
        try:
            out[field] = date.fromisoformat(str(held[key]))
        except ValueError:
            raise _wrong(f"period.{key}", held[key], words.DATE) from None
    if len(out) == 2 and out["period_to"] < out["period_from"]:
        raise SettingsError(
            words.PERIOD_ORDER.format(first=out["period_from"], last=out["period_to"])
        )
    return out


# Keys that stand in the file as they stand in Settings, and how each is read.
PLAIN: dict[str, Callable[[str, object], object]] = {
    "minimum_months": _whole(0, MOST_MONTHS),
    "sheet": _text,
    "heading_row": _whole(1, MOST_ROWS),
    "caseload_sheet": _text,
    "caseload_heading_row": _whole(1, MOST_ROWS),
    "ethnic_scheme": _text,
    "chinese_in": _one_of("Asian", "Other"),
    "date_order": _one_of("day first", "month first"),
    "blank_outcome_means_no": _truth,
    "leave_out_in_work": _truth,
    "one_row_a_person": _one_of("first start", "each row"),
    "caseload_includes_service": _truth,
    "caseload_total": _whole(1, MOST_PEOPLE),
    "margin": _margin,
}
MAPPINGS: dict[str, Callable[[str, object], object]] = {
    "columns": _columns,
    "caseload_columns": _columns,
    "release": _release,
}
