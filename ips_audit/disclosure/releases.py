"""What was shared before: two share-safe versions together must not tell more than each alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ips_audit.disclosure.rules import rule_of
from ips_audit.model import (
    ALWAYS,
    RECORDED,
    AuditReport,
    Settings,
)
from ips_audit.words import disclosure as words

MADE = "made"  # key of Settings.release


@dataclass(frozen=True)
class Made:
    """One share-safe version: its period, its files as content hashes, its choices as hashes."""

    first: date | None
    last: date | None
    files: tuple[str, ...]
    choices: Mapping[str, str]

    def overlaps(self, other: Made) -> bool:
        """Tell whether a day lies in both periods; an open end reaches on for ever."""
        starts = (self.first or date.min, other.first or date.min)
        ends = (self.last or date.max, other.last or date.max)
        return max(starts) <= min(ends)


def objection(report: AuditReport) -> str:
    """Say why a share-safe version must not be made beside the earlier ones.

    Parameters
    ----------
    report : AuditReport
        Exact; its settings remember the versions made before.

    Returns
    -------
    str
        Empty where there is nothing against it.

    Raises
    ------
    ValueError
        If the settings' memory has the wrong form.
    """
    new = _made(report)
    for old in earlier(report.settings):
        together = old.overlaps(new)
        other = [k for k, v in new.choices.items() if old.choices.get(k) != v]
        if other and (together or set(old.files) & set(new.files)):
            return words.OTHER_CHOICES.format(what=", ".join(other))
        if together and (old.first, old.last) != (new.first, new.last):
            first, last = (d.isoformat() if d else "…" for d in (old.first, old.last))
            return words.OVERLAP.format(first=first, last=last)
        if together and set(old.files) != set(new.files):
            return words.OTHER_FILES
    return ""


def remember(settings: Settings, report: AuditReport) -> Settings:
    """Return the settings with this version among those that were made.

    Parameters
    ----------
    settings : Settings
    report : AuditReport
        The exact report from which it was made.

    Returns
    -------
    Settings
    """
    new, known = _made(report), earlier(settings)
    if new in known:
        return settings
    made = [_to_json(m) for m in (*known, new)]
    return replace(settings, release={**settings.release, MADE: made})


def forget(settings: Settings) -> Settings:
    """Return the settings without memory of earlier versions."""
    return replace(settings, release={k: v for k, v in settings.release.items() if k != MADE})


def earlier(settings: Settings) -> tuple[Made, ...]:
    """Return the versions that the settings remember; raises ValueError if they are no list."""
    found = settings.release.get(MADE, [])
    try:
        assert isinstance(found, list)
        return tuple(
            Made(_day(m["from"]), _day(m["to"]), tuple(map(str, m["files"])), dict(m["choices"]))
            for m in found
        )
    except (AssertionError, KeyError, TypeError, ValueError):
        raise ValueError(words.BAD_MEMORY) from None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _to_json(made: Made) -> dict[str, Any]:
    first, last = (d.isoformat() if d else None for d in (made.first, made.last))
    return {"from": first, "to": last, "files": list(made.files), "choices": dict(made.choices)}


def _made(report: AuditReport) -> Made:
    s = report.settings
    answers = {k: dict(v) for k, v in s.answers.items()}
    rule = rule_of(s.release)
    placed = [answers.get(d.key) for d in RECORDED if d in ALWAYS or d.key in answers]
    groups = [*placed, dict(s.own_groups), s.ethnic_scheme, s.chinese_in]
    people = [
        dict(s.columns), dict(s.caseload_columns), s.sheet, s.heading_row, s.caseload_sheet,
        s.caseload_heading_row, s.date_order, s.blank_outcome_means_no, s.leave_out_in_work,
        s.one_row_a_person, s.caseload_includes_service, s.caseload_total,
        {k: v for k, v in answers.items() if k not in {d.key for d in RECORDED}},
    ]  # fmt: skip
    choices = {
        words.CHOICE_GROUPS: _short(groups),
        words.CHOICE_PEOPLE: _short(people),
        words.CHOICE_MONTHS: str(s.minimum_months),
        words.CHOICE_RULE: f"{rule.threshold}/{rule.base}",
    }
    return Made(s.period_from, s.period_to, report.files, choices)


def _short(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
