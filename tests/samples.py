"""The samples that users see, and shapes they do not cover, as exact reports."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from made_up_services import YEAR, random_service

from ips_audit.analysis.audit import audit
from ips_audit.intake.files.reading import Kind, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import (
    AuditReport,
    Provenance,
    Settings,
)

ROOT = Path(__file__).parents[1]
LONDON = ROOT / "sample_data" / "london_2019"
STORIES = sorted(p for p in (ROOT / "sample_data" / "stories").iterdir() if p.is_dir())
HOSTILE = sorted((Path(__file__).parent / "cases" / "hostile").glob("k*.csv"))
MANY = "many-services"
NAMES = (MANY, "london", *(p.name for p in STORIES), *(p.stem for p in HOSTILE))


def from_files(service: list[Path], caseload: list[Path], settings: Settings) -> AuditReport:
    """Audit files with what they leave open answered by its first choice."""
    kinds: tuple[tuple[Kind, list[Path]], ...] = (("service", service), ("caseload", caseload))
    tables = [
        [t for p in files
         for t in choose_tables(p.name, open_source(p.name, p.read_bytes()), kind).tables]
        for kind, files in kinds
    ]  # fmt: skip
    ready = prepare(tables[0], tables[1], settings)
    assert ready.people is not None, ready.questions
    return audit(
        ready.people, ready.caseload, ready.settings, Provenance(ready.rows, demonstration="a test")
    )


@cache
def sample(name: str) -> AuditReport:
    """Return one sample's exact report."""
    if name == "london":
        service = [LONDON / "cnwl_service.xlsx", LONDON / "wwt_service.csv"]
        return from_files(service, [LONDON / "caseload.xlsx"], Settings())
    if name == MANY:
        return replace(random_service(12), demonstration="a test")
    for story in STORIES:
        if story.name == name:
            settings = Settings(chinese_in="Asian")
            return from_files([story / "service.csv"], [story / "caseload.csv"], settings)
    (path,) = (p for p in HOSTILE if p.stem == name)
    return from_files([path], [], YEAR)
