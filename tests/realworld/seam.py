"""The one place that drives the tool: its command line, in this process, and the step before it.

Everything else in this folder speaks of cases, counts and questions. What the tool is made of
inside may change; only what is here would have to follow.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ips_audit.__main__ import main
from ips_audit.model import PathPeople, Reached
from ips_audit.pipeline import find_tables, open_file, prepare
from ips_audit.settings.file import settings_from_json

DONE, CANNOT, ASKS = 0, 2, 3
MOST_ROUNDS = 12  # answers may bring further questions; no honest case needs more


@dataclass(frozen=True)
class Run:
    """What one call of the command line gave."""

    code: int
    said: str
    report: dict[str, Any]  # empty unless the audit was made
    template: dict[str, Any]  # the settings file that the tool wrote; empty if it wrote none

    @property
    def questions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (self.template or self.report).get("questions", [])
        return found

    @property
    def open(self) -> list[dict[str, Any]]:
        return [q for q in self.questions if q["default"] is None]


@dataclass(frozen=True)
class Answered:
    """A run with every question answered, and all that was asked on the way."""

    run: Run
    first: Run
    asked: tuple[dict[str, Any], ...] = ()
    unanswered: tuple[dict[str, Any], ...] = ()  # no pick speaks of them, or no choice fits
    settings: Mapping[str, Any] = field(default_factory=dict)


def run(
    service: Sequence[Path], caseload: Sequence[Path], settings: Mapping[str, Any], folder: Path
) -> Run:
    """Call the command line once; the files it writes go into the folder."""
    written = {n: folder / f"{n}.json" for n in ("given", "report", "template")}
    for path in written.values():
        path.unlink(missing_ok=True)
    written["given"].write_text(json.dumps(settings), encoding="utf-8")
    argv = [str(p) for p in service]
    argv += ["--caseload", *map(str, caseload)] if caseload else []
    argv += ["--settings", str(written["given"])] if settings else []
    argv += ["--team", "--json", str(written["report"])]
    argv += ["--settings-template", str(written["template"])]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(argv)
    held = {n: json.loads(p.read_text("utf-8")) if p.exists() else {} for n, p in written.items()}
    said = "\n".join([err.getvalue(), *held["report"].get("warnings", [])])
    return Run(code, said, held["report"], held["template"])


def words(question: Mapping[str, Any]) -> str:
    """Return all that a question says: its key, its text and its choices."""
    return " | ".join(
        [question["about"], question["text"], *map(choice_words, question["choices"])]
    )


def choice_words(choice: Mapping[str, Any]) -> str:
    return f"{json.dumps(choice['value'], ensure_ascii=False)}: {choice['text']}"


def answered(
    service: Sequence[Path],
    caseload: Sequence[Path],
    settings: Mapping[str, Any],
    picks: Sequence[tuple[str, str]],
    folder: Path,
) -> Answered:
    """Answer what is asked until nothing is, or nothing can be answered.

    A pick is (what the question says, what the choice says), both regular expressions without
    regard to case. The first pick that fits the question and one of its choices is taken.
    """
    held: dict[str, Any] = json.loads(json.dumps(settings))
    first = now = run(service, caseload, held, folder)
    asked: dict[str, dict[str, Any]] = {}
    done: set[str] = set()
    for _ in range(MOST_ROUNDS):
        asked |= {q["about"]: q for q in now.questions}
        todo = [q for q in now.open if q["about"] not in done]
        # A default may be turned round as well, but only by a pick that names its key.
        turned = [q for q in now.questions if q["default"] is not None and q["about"] not in done]
        fits = [(q, value) for q in todo if (value := choose(q, picks)) is not None]
        fits += [
            (q, v) for q in turned if (v := choose(q, picks)) is not None and v != (q["default"],)
        ]
        if not fits:
            break
        for question, value in fits:
            done.add(question["about"])
            put(held, question["about"], value[0])
        now = run(service, caseload, held, folder)
    asked |= {q["about"]: q for q in now.questions}
    return Answered(now, first, tuple(asked.values()), tuple(now.open), held)


def choose(question: Mapping[str, Any], picks: Sequence[tuple[str, str]]) -> tuple[Any] | None:
    """Return the value of the choice that a pick names, or None."""
    for asks, says in picks:
        if not re.search(asks, words(question), re.I | re.S):
            continue
        for choice in question["choices"]:
            if re.search(says, choice_words(choice), re.I | re.S):
                return (choice["value"],)
    return None


def put(settings: dict[str, Any], about: str, value: Any) -> None:
    """Write an answer where the question's key says: "name", "name.part", "answers.what.answer"."""
    name, *parts = about.split(".", 2 if about.startswith("answers.") else 1)
    for part in parts:
        settings, name = settings.setdefault(name, {}), part
    settings[name] = value


def counts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts of a report in plain words; groups of nobody are left out."""
    whole = report["who"][-1] if len(report["who"]) > 1 else report["who"][0]
    for profile in report["who"]:
        if profile["service"] == "All services":
            whole = profile
    name = whole["service"]
    period = report["settings"].get("period") or {}
    found: dict[str, Any] = {
        "people": whole["people"],
        "ethnic": _groups(whole["ethnic group"]),
        "gender": _groups(whole["gender"]),
        "age": (whole["age"]["known"], _rounded(whole["age"]["mean"]))
        if whole["age"]["known"]
        else None,
        "services": {p["service"]: p["people"] for p in report["who"] if p is not whole},
        "period": (period.get("from"), period.get("to")),
        "jobs": None,
        "caseload": None,
    }
    for check in report["checks"]:
        if check["kind"] != "headline" or check["dimension"] != "ethnic group":
            continue
        if check["finding"] == "not checked" and check["total"]["n"] is None:
            continue
        outcome = check["question"] == "outcome" and check["people"] == "everyone"
        if check["service"] == name and (outcome or check["question"] == "access"):
            key = "n" if outcome else "of"
            by = {g["group"]: g[key] for g in check["groups"]}
            by["Not known"] = check["not_known"][key]
            found["jobs" if outcome else "caseload"] = {g: n for g, n in by.items() if n}
    return found


def path_counts(service: Sequence[Path], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return how many people are where at each step of the path, and why some went no further."""
    held, _ = settings_from_json(dict(settings))
    files = [open_file(p.name, p.read_bytes()) for p in service]
    people = prepare(find_tables(files, [], held), held).people
    if people is None or people.path is None:
        return {"path": None, "declined": {}, "left": {}}
    path = people.path
    places = {
        str(step): {r.name: n for r in Reached if (n := _weight(path, path.reached[step] == r))}
        for step in path.steps
    }
    why = {
        name: {of.names[i]: _weight(path, of.codes == i) for i in range(len(of.names))}
        if of
        else {}
        for name, of in (("declined", path.declined), ("left", path.left))
    }
    return {"path": places, **why}


def _weight(path: PathPeople, of: NDArray[np.bool_]) -> int:
    return int(path.weight[of].sum())


def _groups(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {r["group"]: r["n"] for r in rows if r["n"]}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
