"""The audit of this session: people and reports, each made once a change and kept in the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ips_audit import pipeline
from ips_audit.model import AuditReport, Prepared
from ips_audit.progress import Progress
from ips_audit.ui.server.long_work import work
from ips_audit.ui.sources import Source
from ips_audit.ui.state import State, get, start_again
from ips_audit.words import progress as words

# What reads and counts is imported by the functions below: the first step needs none of it.
if TYPE_CHECKING:
    from ips_audit.intake.files.table import Named
    from ips_audit.intake.sheets import Chosen

Made = TypeVar("Made")


def prepared(state: State) -> Prepared:
    """Return the prepared people for the decisions of the moment, made once a change."""
    key = state.key()
    if state.ready is None or state.ready_key != key:
        state.ready, state.found = _work(words.PREPARING, partial(_prepare, state))
        state.ready_key = key
    return state.ready


def _prepare(state: State, progress: Progress) -> tuple[Prepared, Mapping[str, list[Chosen]]]:
    """Return the people, and what the files held to choose from; the state stays as it is."""
    from ips_audit.intake.sheets import outline

    found = pipeline.find_tables(
        state.service, state.caseload, state.settings, progress, state.population
    )
    found = replace(found, caseload=(*found.caseload, *_typed(state)))
    ready = pipeline.prepare(found, state.settings, progress)
    outlines = {
        "service": [outline(c) for c in found.service_choices],
        "caseload": [outline(c) for c in found.caseload_choices],
        "population": [outline(c) for c in found.population_choices],
    }
    return replace(ready, warnings=(*state.notes, *ready.warnings)), outlines


def _typed(state: State) -> list[Named]:
    """Turn typed numbers into the same table that a file would give."""
    if not state.typed or state.caseload:
        return []
    from ips_audit.intake.files.table import build_table

    rows: list[list[Any]] = [["Service", "Dimension", "Group", "People"]]
    rows += [[*place, n] for place, n in state.typed.items()]
    if not any(service for service, _, _ in state.typed):
        rows = [row[1:] for row in rows]
    table = build_table("typed", None, rows)
    return [] if table is None else [("Typed in", table)]


def report(state: State) -> AuditReport:
    """Return the report, made once for these people and decisions; then let go of the people.

    Whoever goes back to decide otherwise waits for the files to be read again. What a session
    holds while results are looked at is the report, and the files as they were given.
    """
    if state.report is None or state.report_key != state.key():
        ready = prepared(state)
        assert ready.people is not None
        files = state.files
        task = partial(_reported, ready, files, state.demonstration)
        state.report, folded = _work(words.COUNTING, task)
        state.report_key, state.kept_out = state.ready_key, ready.kept_out
        state.ready, state.ready_key = None, ""
        for source, content in zip(files, folded, strict=True):
            source.let_go(content)
    return state.report


def _reported(
    ready: Prepared, files: tuple[Source, ...], demonstration: str | None, progress: Progress
) -> tuple[AuditReport, list[bytes | None]]:
    """Return the report, and the files folded; nothing of the session changes yet."""
    made = pipeline.analyse(ready, [s.digest for s in files], demonstration, progress)
    return made, [s.folded() for s in files]


def exact(state: State) -> AuditReport:
    """Return the exact report with the release settings of the moment."""
    made, now = report(state), state.settings
    settings = replace(made.settings, release=now.release, asked_by=now.asked_by)
    return replace(made, settings=settings)


def share_safe(state: State) -> AuditReport:
    """Return the share-safe report, made once for these people, decisions and rule.

    Raises
    ------
    ValueError
        If the team's secret cannot be read or made, or the rule cannot be used.
    """
    from ips_audit.disclosure.rules import rule_of
    from ips_audit.disclosure.secret import team_secret

    key = f"{state.key()} {rule_of(state.settings.release)}"
    if state.safe is None or state.safe_key != key:
        found = team_secret()
        state.secret = found if state.secret is None else state.secret
        state.safe = pipeline.protect(exact(state), found.value)
        state.safe_key = key
    asked_by = state.settings.asked_by
    return replace(state.safe, settings=replace(state.safe.settings, asked_by=asked_by))


def _work(what: str, task: Callable[[Progress], Made]) -> Made:
    """Do a task while its progress is drawn; the first step has no other *Start again*."""
    return work(what, task, stop=start_again if get().step == 1 else None)
