"""The made-up services that a trainer can open: what is told of each, and where its files lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ips_audit.model import CheckQuestion, PathStep
from ips_audit.shipped_files import beside

SAMPLES = beside("sample_data")
LONDON = "london-2019"


@dataclass(frozen=True)
class Expected:
    """The finding that the audit gives of one service, by ethnic group."""

    service: str
    question: CheckQuestion
    finding: str
    lower: tuple[str, ...]


@dataclass(frozen=True)
class ExpectedStep:
    """A step of the path at which groups of one service fall behind."""

    service: str
    step: PathStep
    lower: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One made-up service, or several, with a background and questions to ask a group."""

    slug: str
    address: str  # in links and file names: like the title, it does not give the answer away
    title: str
    background: str
    expected_finding: str
    expected: tuple[Expected, ...]
    expected_steps: tuple[ExpectedStep, ...]
    questions: tuple[str, ...]
    service_files: tuple[Path, ...]
    caseload_files: tuple[Path, ...]


@cache
def stories() -> dict[str, Story]:
    """Read the stories that come with the program.

    Returns
    -------
    dict
        Slug -> story, in the order in which they are offered.
    """
    told = json.loads((SAMPLES / "stories" / "stories.json").read_text(encoding="utf-8"))
    return {
        s["slug"]: Story(
            slug=s["slug"],
            address=s["address"],
            title=s["title"],
            background=s["background"],
            expected_finding=s["expected_finding"],
            expected=tuple(_expected(**e) for e in s["expected"]),
            expected_steps=tuple(_expected_step(**e) for e in s["expected_steps"]),
            questions=tuple(s["questions"]),
            service_files=tuple(SAMPLES / name for name in s["service_files"]),
            caseload_files=tuple(SAMPLES / name for name in s["caseload_files"]),
        )
        for s in told["stories"]
    }


def at_address(address: str) -> Story | None:
    """Return the story that a link names, by its address or by its older name; None for none."""
    told = stories().values()
    return next((s for s in told if address in (s.address, s.slug)), None)


def _expected(service: str, question: str, finding: str, lower: list[str]) -> Expected:
    return Expected(service, CheckQuestion(question), finding, tuple(lower))


def _expected_step(service: str, step: str, lower: list[str]) -> ExpectedStep:
    return ExpectedStep(service, PathStep(step), tuple(lower))
