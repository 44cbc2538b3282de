"""What a case is, what may become of it, and how that is decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from realworld.seam import ASKS, CANNOT, DONE, answered, choose, counts, path_counts, run, words

Counts = Mapping[str, Any]
Picks = tuple[tuple[str, str], ...]


class Verdict(StrEnum):
    """What became of a case."""

    RIGHT = "right"
    ASKED = "asked"
    WRONG = "wrong in silence"
    MISSED = "left out, said"  # no wrong number: what the file says was not read, and that was said
    UNSAID = "right, not said"  # the counts are right, but nobody was told what was decided
    BADLY = "asked badly"  # names too little, lacks the choice, or answered is not right
    NEEDLESS = "needless question"
    REFUSED = "refused"


@dataclass(frozen=True)
class Case:
    """One set of files and all that may rightly become of it.

    `truths`: counts that may come without an open question, if everything in `say` (regular
    expressions) is said. `asks`: for each thing to be asked, what its question and choices must
    say. `routes`: answers, and the counts they must lead to. A case without routes is one where
    any open question is needless.
    """

    name: str
    kind: int
    files: tuple[tuple[str, str, bytes], ...]  # role, file name, content
    truths: tuple[Counts, ...] = ()
    say: tuple[str, ...] = ()
    asks: tuple[tuple[str, ...], ...] = ()
    routes: tuple[tuple[Picks, Counts], ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    may_refuse: bool = False

    def write(self, folder: Path) -> tuple[list[Path], list[Path]]:
        """Write the files; return those of the service and those of the caseload."""
        out: dict[str, list[Path]] = {"service": [], "caseload": []}
        for role, name, data in self.files:
            (folder / role).mkdir(exist_ok=True)
            out[role].append(folder / role / name)
            out[role][-1].write_bytes(data)
        return out["service"], out["caseload"]


@dataclass(frozen=True)
class Judged:
    """A verdict and why."""

    verdict: Verdict
    why: str = ""


# Asked of many files for reasons that are not the case's own; answered the plain way.
PLAIN: Picks = (
    ("^leave_out_in_work", "^false"),
    ("^blank_outcome_means_no", "^true"),
)


def judge(case: Case, folder: Path) -> Judged:
    """Run the case as it comes, then with each set of answers, and say what became of it."""
    service, caseload = case.write(folder)
    first = run(service, caseload, case.settings, folder)
    if first.code == CANNOT:
        return Judged(Verdict.RIGHT if case.may_refuse else Verdict.REFUSED, first.said.strip())
    if first.code == DONE:
        found = counts(first.report)
        if any("path" in t for t in case.truths):
            found |= path_counts(service, case.settings)
        return _alone(case, found, first.said, first.questions)
    assert first.code == ASKS
    if not case.routes:
        return Judged(Verdict.NEEDLESS, "; ".join(q["about"] for q in first.open))
    asked: list[Mapping[str, Any]] = []
    for picks, wanted in case.routes:
        got = answered(service, caseload, case.settings, (*picks, *PLAIN), folder)
        asked += got.asked
        for question in got.unanswered:
            known = any(re.search(p, words(question), re.I | re.S) for p, _ in picks)
            verdict = Verdict.BADLY if known else Verdict.NEEDLESS
            return Judged(verdict, f"not answered: {words(question)}")
        if got.run.code != DONE:
            return Judged(Verdict.BADLY, f"answered, but exit {got.run.code}: {got.run.said}")
        found = counts(got.run.report)
        if "path" in wanted:
            found |= path_counts(service, got.settings)
        if wrong := differences(found, wanted):
            return Judged(Verdict.BADLY, f"answered {picks}, but {wrong}")
    missing = _not_asked(case.asks, asked)
    return Judged(Verdict.BADLY, f"not asked: {missing}") if missing else Judged(Verdict.ASKED)


def _alone(case: Case, found: Counts, said: str, questions: Sequence[Mapping[str, Any]]) -> Judged:
    """Judge an audit that was made without an open question."""
    near = [differences(found, t) for t in (*case.truths, *(c for _, c in case.routes))]
    if all(near):
        unread = [t for t in (*case.truths, *(c for _, c in case.routes)) if _only_unread(found, t)]
        told = re.search("no column for|no groups with numbers|not used|not checked", said, re.I)
        return Judged(Verdict.MISSED if unread and told else Verdict.WRONG, min(near, key=len))
    if case.asks and not _not_asked(case.asks, questions):
        return Judged(Verdict.ASKED, "with a default")
    if all(near[: len(case.truths)]):
        return Judged(Verdict.UNSAID, "decided without a question")
    text = "\n".join([said, *map(words, questions)])
    unsaid = [s for s in case.say if not re.search(s, text, re.I | re.S)]
    return Judged(Verdict.UNSAID, f"not said: {unsaid}") if unsaid else Judged(Verdict.RIGHT)


def differences(found: Counts, wanted: Counts) -> str:
    """Say what differs; empty where all that is wanted is found."""
    wrong = [k for k, v in wanted.items() if _plain(found[k]) != _plain(v)]
    return "; ".join(f"{k} {_plain(found[k])} and not {_plain(wanted[k])}" for k in wrong)


def _only_unread(found: Counts, wanted: Counts) -> bool:
    """Tell whether every difference is something that was not counted at all."""
    return all(_plain(found[k]) == _plain(v) or found[k] is None for k, v in wanted.items())


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(n) for k, n in sorted(value.items()) if n}
    return list(value) if isinstance(value, tuple | list) else value


def _not_asked(
    asks: Sequence[Sequence[str]], questions: Sequence[Mapping[str, Any]]
) -> list[Sequence[str]]:
    texts = [words(q) for q in questions]
    return [a for a in asks if not any(all(re.search(p, t, re.I | re.S) for p in a) for t in texts)]


__all__ = [
    "PLAIN",
    "Case",
    "Counts",
    "Judged",
    "Picks",
    "Verdict",
    "choose",
    "differences",
    "judge",
]
