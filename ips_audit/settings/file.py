"""The settings file: everything the user decided, and no personal data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from ips_audit.model import CASELOAD_ROLES, SERVICE_ROLES, Settings
from ips_audit.words import settings as words

SCHEMA = 1
SIMPLE: dict[str, tuple[type, ...]] = {
    "minimum_months": (int,),
    "columns": (dict,),
    "caseload_columns": (dict,),
    "sheet": (str,),
    "heading_row": (int,),
    "caseload_sheet": (str,),
    "caseload_heading_row": (int,),
    "ethnic_scheme": (str,),
    "chinese_in": (str,),
    "answers": (dict,),
    "date_order": (str,),
    "blank_outcome_means_no": (bool,),
    "leave_out_in_work": (bool,),
    "one_row_a_person": (str,),
    "caseload_includes_service": (bool,),
    "caseload_total": (int,),
    "margin": (int, float),
    "reference_group": (str,),
    "own_groups": (dict,),
    "release": (dict,),
    "asked_by": (str,),
}


ONE_OF = {
    "chinese_in": ("Asian", "Other"),
    "date_order": ("day first", "month first"),
    "one_row_a_person": ("first start", "each row"),
}
PARTS = {
    "columns": SERVICE_ROLES,
    "caseload_columns": CASELOAD_ROLES,
    "answers": (
        "ethnicity",
        "gender",
        "job_outcome",
        "in_work_at_start",
        "caseload",
        "dates",
        "rows",
    ),
}
AT_LEAST_ONE = ("heading_row", "caseload_heading_row", "caseload_total")


class SettingsError(ValueError):
    """The settings file cannot be used; the message says which key and why."""


def settings_from_json(data: object) -> tuple[Settings, tuple[str, ...]]:
    """Read a settings file.

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
    values: dict[str, Any] = {}
    unknown = []
    for key, value in data.items():
        if key in ("schema", "questions") or value is None:
            continue
        if key == "period":
            values |= _period(value)
        elif key == "age_bands":
            values[key] = _bands(value)
        elif key in SIMPLE:
            values[key] = _checked(key, value)
            unknown += _unknown_parts(key, values[key])
            if key in PARTS:
                values[key] = {p: v for p, v in values[key].items() if p in PARTS[key]}
        else:
            unknown.append(words.UNKNOWN_KEY.format(key=key))
    return Settings(**values), tuple(unknown)


def _checked(key: str, value: Any) -> Any:
    kinds = SIMPLE[key]
    wrong = not isinstance(value, kinds) or (bool not in kinds and isinstance(value, bool))
    if wrong:
        raise SettingsError(words.WRONG_KIND.format(key=key))
    if key in ONE_OF and value not in ONE_OF[key]:
        either = "” or “".join(ONE_OF[key])
        raise SettingsError(words.ONE_OF.format(key=key, either=either))
    if key in AT_LEAST_ONE and value < 1:
        raise SettingsError(words.AT_LEAST_ONE.format(key=key))
    if key == "margin" and not 0 < value < 1:
        raise SettingsError(words.MARGIN)
    if key == "minimum_months" and not 0 <= value <= 60:
        raise SettingsError(words.MONTHS)
    if key in ("columns", "caseload_columns", "own_groups"):
        return {str(k): str(v) for k, v in value.items() if v is not None}
    if key == "answers":
        if not all(isinstance(v, dict) for v in value.values()):
            raise SettingsError(words.ANSWERS)
        return {str(k): {str(a): str(g) for a, g in v.items()} for k, v in value.items()}
    return value


def _unknown_parts(key: str, value: Any) -> list[str]:
    """Point out roles and kinds of answer that nothing here knows."""
    known = PARTS.get(key)
    if known is None:
        return []
    return [words.UNKNOWN_PART.format(key=key, part=p, known=", ".join(known))
            for p in value if p not in known]  # fmt: skip


def _period(value: Any) -> dict[str, date]:
    if not isinstance(value, dict):
        raise SettingsError(words.PERIOD)
    out = {}
    for key in ("from", "to"):
        if value.get(key) is None:
            continue
        try:
            out[f"period_{key}"] = date.fromisoformat(value[key])
        except (TypeError, ValueError):
            raise SettingsError(words.NOT_A_DATE.format(key=key)) from None
    if len(out) == 2 and out["period_from"] > out["period_to"]:
        raise SettingsError(words.PERIOD_TURNED)
    return out


def _bands(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(b, str) for b in value):
        raise SettingsError(words.AGE_BANDS)
    return tuple(value)


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
        if f.name.startswith("period_") or value is None or value == {}:
            continue
        if isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = json.loads(json.dumps({k: dict(v) if isinstance(v, Mapping) else v
                                           for k, v in value.items()}))  # fmt: skip
        out[f.name] = value
    return out
