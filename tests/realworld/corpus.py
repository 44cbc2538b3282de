"""All cases: those given as files, and those that the families make."""

from __future__ import annotations

import importlib
import json
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

from realworld import families
from realworld.model import Case, Picks

GIVEN = Path(__file__).parent / "given"


@cache
def all_cases() -> dict[str, Case]:
    """Return every case by its name."""
    found = [given(p) for p in sorted(GIVEN.glob("*/expect.json"))]
    for module in sorted(m.name for m in pkgutil.iter_modules(families.__path__)):
        found += importlib.import_module(f"realworld.families.{module}").cases()
    assert len({c.name for c in found}) == len(found), "two cases have one name"
    return {c.name: c for c in found}


def given(expect: Path) -> Case:
    """Read a case of the folder `given`: its files and its expect.json."""
    held: dict[str, Any] = json.loads(expect.read_text(encoding="utf-8"))
    folder, settings = expect.parent, expect.parent / "settings.json"
    files = [(p.stem, p.name, p.read_bytes()) for p in sorted(folder.iterdir())
             if p.stem in ("service", "caseload")]  # fmt: skip
    return Case(
        f"k{held['kind']:02d}_given_{folder.name}",
        held["kind"],
        tuple(files),
        tuple(held.get("truths", ())),
        tuple(held.get("say", ())),
        tuple(map(tuple, held.get("asks", ()))),
        tuple((_picks(r["picks"]), r["counts"]) for r in held.get("routes", ())),
        json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {},
    )


def _picks(pairs: list[list[str]]) -> Picks:
    return tuple((asks, says) for asks, says in pairs)
