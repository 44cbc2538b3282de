"""The made-up services that a trainer can open: what is told of each, and where its files lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ips_audit.places import beside

SAMPLES = beside("sample_data")
LONDON = "london-2019"


@dataclass(frozen=True)
class Expected:
    """The finding that the audit gives of one service, by ethnic group."""

    service: str
    question: str  # "access" | "outcome"
    finding: str
    lower: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One made-up service, or several, with a background and questions to ask a group."""

    slug: str
    title: str
    background: str
    expected_finding: str
    expected: tuple[Expected, ...]
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
            title=s["title"],
            background=s["background"],
            expected_finding=s["expected_finding"],
            expected=tuple(Expected(**{**e, "lower": tuple(e["lower"])}) for e in s["expected"]),
            questions=tuple(s["questions"]),
            service_files=tuple(SAMPLES / name for name in s["service_files"]),
            caseload_files=tuple(SAMPLES / name for name in s["caseload_files"]),
        )
        for s in told["stories"]
    }
