"""The audit as JSON."""

from __future__ import annotations

import json
import math
from typing import Any

from ips_audit.model import (
    NOT_KNOWN,
    Adjusted,
    AuditReport,
    Check,
    GroupCounts,
    GroupResult,
    Layer,
    PathResult,
    PathStepResult,
    Profile,
    Question,
    TestResult,
    TimeToJob,
)
from ips_audit.outputs.against_population import population_json
from ips_audit.settings.file import settings_to_json

SCHEMA = 1


def report_to_json(report: AuditReport, questions: tuple[Question, ...] = ()) -> dict[str, Any]:
    """Return the report as the JSON contract: fields may be added, none is renamed.

    Parameters
    ----------
    report : AuditReport
    questions : tuple of Question
        What was asked, or is still open.

    Returns
    -------
    dict
        Plain values only: a number that is not finite is null.
    """
    data: dict[str, Any] = _pure(
        {
            "schema": SCHEMA,
            "tool": {"name": "ips_audit", "version": report.version},
            "release": report.release.value,
            "demonstration": report.demonstration,
            "files": list(report.files),
            "settings": settings_to_json(report.settings),
            "rows": {
                "read": report.rows.read,
                "used": report.rows.used,
                "left_out": [
                    {
                        "reason": x.reason,
                        "rows": x.rows,
                        "file": x.file,
                        "row_numbers": x.row_numbers,
                    }
                    for x in report.rows.left_out
                ],
                "steps": [{"text": s.text, "people": s.people} for s in report.rows.steps],
            },
            "warnings": list(report.warnings),
            "questions": [question_to_json(q) for q in questions],
            "who": [_profile(p) for p in report.who],
            "checks": [_check(c) for c in report.checks],
            "layers": [_layer(x) for x in report.layers],
            "times": [_time(t) for t in report.times],
            "paths": [_path(p) for p in report.paths],
            "adjusted": [_adjusted(a) for a in report.adjusted],
            **_beside(report),
            "tests_made": report.tests_made,
            "expected_by_chance": report.expected_by_chance,
        }
    )
    return data


def _beside(report: AuditReport) -> dict[str, Any]:
    """Return what stands beside the checks; nothing without a population."""
    found = [population_json(x) for x in report.population]
    return {"population": found} if found else {}


def _pure(value: Any) -> Any:
    """Return plain lists, dictionaries and finite numbers."""
    if isinstance(value, dict):
        return {str(k): _pure(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_pure(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def question_to_json(question: Question) -> dict[str, Any]:
    """Return a question as the JSON contract has it."""
    return {
        "about": question.about,
        "text": question.text,
        "choices": [{"value": c.value, "text": c.text} for c in question.choices],
        "default": question.default,
    }


def dumps(data: dict[str, Any]) -> str:
    """Return valid JSON: never NaN."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)


def _profile(p: Profile) -> dict[str, Any]:
    def groups(counts: GroupCounts) -> list[dict[str, Any]]:
        rows = [{"group": g.group, "n": g.n, "percent": g.percent} for g in counts.groups]
        return [*rows, {"group": NOT_KNOWN, "n": counts.not_known, "percent": None}]

    age = p.age
    return {
        "service": p.service,
        "people": p.people,
        **{d.name: groups(counts) for d, counts in p.counts.items()},
        "age": {
            "known": age.known, "mean": age.mean, "sd": age.sd, "min": age.min, "max": age.max,
        },
    }  # fmt: skip


def _check(c: Check) -> dict[str, Any]:
    return {
        "question": c.question,
        "service": c.service,
        "dimension": c.dimension.name,
        "people": c.people,
        "within": dict(c.within),
        "kind": c.kind,
        "groups": [_group(g) for g in c.groups],
        "reference": c.reference,
        "total": {"n": c.total_n, "of": c.total_of, "share": c.total_share},
        "not_known": {"n": c.not_known.n, "of": c.not_known.of, "p": c.not_known.p},
        "tests": [_test(t) for t in c.tests],
        "finding": c.finding.value if c.finding else None,
        "total_misleads": c.total_misleads,
        "sentences": list(c.sentences),
        "warnings": list(c.warnings),
    }


def _layer(layer: Layer) -> dict[str, Any]:
    groups = [dict(vars(g)) for g in layer.groups]
    return {**vars(layer), "dimension": layer.dimension.name, "by": layer.by.name, "groups": groups}


def _time(t: TimeToJob) -> dict[str, Any]:
    groups = [dict(vars(g)) for g in t.groups]
    return {**vars(t), "dimension": t.dimension.name, "groups": groups}


def _path(p: PathResult) -> dict[str, Any]:
    return {
        "service": p.service,
        "dimension": p.dimension.name,
        "first": p.first,
        "followed_to": p.followed_to and p.followed_to.isoformat(),
        "people": [{"group": g, "n": n} for g, n in p.people.items()],
        "steps": [_step(s) for s in p.steps],
        "reasons": {
            reason.name: [
                {"group": g, "reason": why, "n": n}
                for g, counts in found.items()
                for why, n in counts.items()
            ]
            for reason, found in p.reasons.items()
        },
        "sentences": list(p.sentences),
    }


def _step(s: PathStepResult) -> dict[str, Any]:
    """Return a step: each group's comparison, and beside it what is outside the comparison."""
    groups = [
        {**_group(g), "came": x.came, "not_yet": x.not_yet, "unknown": x.unknown, "reach": x.reach}
        for g, x in zip(s.check.groups, s.groups, strict=True)
    ]
    whole = s.all_groups
    beside = {
        "came": whole.came, "not_yet": whole.not_yet, "unknown": whole.unknown,
        "reach": whole.reach,
    }  # fmt: skip
    check = _check(s.check)
    return {
        "step": s.step,
        "before": s.before,
        "groups": groups,
        "total": {**check["total"], **beside},
        **{k: check[k] for k in ("reference", "not_known", "tests", "finding", "sentences")},
        "warnings": check["warnings"],
    }


def _adjusted(a: Adjusted) -> dict[str, Any]:
    return {
        **vars(a),
        "dimension": a.dimension.name,
        "adjusted_for": [d.name for d in a.adjusted_for],
        "groups": [dict(vars(g)) for g in a.groups],
        "why_not": a.why_not or None,
    }


def _group(g: GroupResult) -> dict[str, Any]:
    data = {k: v for k, v in vars(g).items() if k not in ("finding", "hidden")}
    return {**data, "finding": g.finding.value if g.finding else None, "hidden": g.hidden}


def _test(t: TestResult) -> dict[str, Any]:
    return dict(vars(t))
