"""JSON, CSV and the command line's summary."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ips_audit.audit import headline
from ips_audit.intake.settings_io import settings_to_json
from ips_audit.model import AuditReport, Check, GroupResult, Layer, Profile, Question, TestResult
from ips_audit.outputs.tables import check_table, title_of, who_table
from ips_audit.words import findings, outputs

SCHEMA = 1
MEASURES = (
    ("share", "share", "low", "high", "Wilson"),
    ("ratio", "ratio", "ratio_low", "ratio_high", "Koopman"),
    ("difference", "difference", "difference_low", "difference_high", "Newcombe method 10"),
    ("people gap", "people_gap", "people_gap_low", "people_gap_high", "from the ratio"),
)
CSV_COLUMNS = (
    "check", "service", "dimension", "people", "within", "kind", "group", "measure", "value",
    "lower", "upper", "method",
)  # fmt: skip


def report_to_json(report: AuditReport, questions: tuple[Question, ...] = ()) -> dict[str, Any]:
    """Return the report as the JSON contract: fields may be added, none is renamed."""
    return {
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
                {"reason": x.reason, "rows": x.rows, "file": x.file, "row_numbers": x.row_numbers}
                for x in report.rows.left_out
            ],
            "steps": [{"text": s.text, "people": s.people} for s in report.rows.steps],
        },
        "warnings": list(report.warnings),
        "questions": [question_to_json(q) for q in questions],
        "who": [_profile(p) for p in report.who],
        "checks": [_check(c) for c in report.checks],
        "layers": [_layer(x) for x in report.layers],
        "tests_made": report.tests_made,
    }


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
    def groups(items: Any, not_known: int | None) -> list[dict[str, Any]]:
        rows = [{"group": g.group, "n": g.n, "percent": g.percent} for g in items]
        return [*rows, {"group": "Not known", "n": not_known, "percent": None}]

    age = p.age
    return {
        "service": p.service,
        "people": p.people,
        "ethnic group": groups(p.ethnic_groups, p.ethnic_group_not_known),
        "gender": groups(p.genders, p.gender_not_known),
        "age": {
            "known": age.known, "mean": age.mean, "sd": age.sd, "min": age.min, "max": age.max,
        },
    }  # fmt: skip


def _check(c: Check) -> dict[str, Any]:
    return {
        "question": c.question,
        "service": c.service,
        "dimension": c.dimension.value,
        "people": c.people,
        "within": dict(c.within),
        "kind": c.kind,
        "groups": [_group(g) for g in c.groups],
        "total": {"n": c.total_n, "of": c.total_of, "share": c.total_share},
        "not_known": {"n": c.not_known.n, "of": c.not_known.of, "p": c.not_known.p},
        "tests": [_test(t) for t in c.tests],
        "finding": c.finding.value if c.finding else None,
        "sentences": list(c.sentences),
        "warnings": list(c.warnings),
    }


def _layer(layer: Layer) -> dict[str, Any]:
    groups = [dict(vars(g)) for g in layer.groups]
    return {**vars(layer), "dimension": layer.dimension.value, "groups": groups}


def _group(g: GroupResult) -> dict[str, Any]:
    data = {k: v for k, v in vars(g).items() if k not in ("finding", "hidden")}
    return {**data, "finding": g.finding.value if g.finding else None, "hidden": g.hidden}


def _test(t: TestResult) -> dict[str, Any]:
    return dict(vars(t))


def safe(text: str) -> str:
    """Return text that a spreadsheet never runs as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def report_to_csv(report: AuditReport) -> str:
    """Return one row an estimate, tidy; see README for the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*CSV_COLUMNS, "release"))
    for c in report.checks:
        within = "; ".join(f"{k}: {v}" for k, v in c.within.items())
        head = [c.question, safe(c.service), c.dimension.value, c.people, safe(within), c.kind]
        for g in c.groups:
            for row in _estimates(g):
                writer.writerow([*head, safe(g.group), *row, report.release.value])
        for t in c.tests:
            for measure, value in (("chi-square", t.statistic), ("p", t.p), ("exact p", t.p_exact)):
                row = [measure, _cell(value), "", "", f"{t.name} ({t.role})"]
                writer.writerow([*head, "", *row, report.release.value])
    return out.getvalue()


def _estimates(g: GroupResult) -> list[list[str]]:
    rows = [["n", _cell(g.n), "", "", "count"], ["of", _cell(g.of), "", "", "count"]]
    for name, value, low, high, method in MEASURES:
        cells = [_cell(getattr(g, f)) for f in (value, low, high)]
        rows.append([name, *cells, method])
    rows.append(["adjusted residual", _cell(g.adjusted_residual), "", "", ""])
    rows.append(["p", _cell(g.p), "", "", "group v everyone else"])
    rows.append(["p (Holm)", _cell(g.p_holm), "", "", "group v everyone else"])
    return rows


def _cell(value: float | int | None) -> str:
    return "" if value is None else repr(value)


def summary_text(report: AuditReport) -> str:
    """Return the summary that the command line prints."""
    lines = [outputs.TITLE]
    if report.demonstration:
        lines.append(outputs.MADE_UP)
    lines += [outputs.DO_NOT_SHARE, ""]
    s = report.settings
    if s.period_from and s.period_to:
        lines.append(f"Period: {s.period_from} to {s.period_to}")
    lines.append(f"Rows read: {report.rows.read}; used: {report.rows.used}")
    lines += [f"  left out, {x.reason}: {x.rows}" for x in report.rows.left_out]
    for profile in report.who:
        lines += ["", *_as_text(who_table(profile).title, who_table(profile).rows)]
    for check in headline(report):
        title = findings.TITLES[check.finding] if check.finding else ""
        lines += ["", f"{title_of(check)} — {title}", *(f"  {x}" for x in check.sentences)]
        if check.groups:
            table = check_table(check)
            lines += _as_text("", (table.columns[:6], *(r[:6] for r in table.rows)))
        for t in check.tests:
            if t.statistic is not None and t.p is not None:
                p = "p < 0.001" if t.p < 0.001 else f"p = {t.p:.2g}"
                name = outputs.TEST_NAMES[t.name]
                lines.append(f"  {name}: chi-square {t.statistic:.2f}, df {t.df}, {p}. {t.note}")
    lines += ["", findings.late_sentence(report.tests_made, report.expected_by_chance)]
    return "\n".join(lines) + "\n"


def _as_text(title: str, rows: tuple[tuple[str, ...], ...]) -> list[str]:
    widths = [max(len(r[j]) for r in rows) for j in range(len(rows[0]))]
    body = [
        "  " + "  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows
    ]
    return [title, *body] if title else body
