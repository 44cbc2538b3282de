"""The one entry of intake: tables and settings to people, caseload, questions and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake.answers import (
    ask_about_answers,
    ask_about_in_work,
    code_ethnic,
    coding_rows,
    needs_key,
    numbering,
)
from ips_audit.intake.caseload.read import build_baseline
from ips_audit.intake.chinese import groups_of, place_of_chinese
from ips_audit.intake.draft import Draft, Named, stem
from ips_audit.intake.files.reading import display_name
from ips_audit.intake.files.table import Table, blank
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.columns import ColumnMap, match_columns
from ips_audit.intake.missing_columns import ask_about_missing
from ips_audit.intake.people.build import part_of, people_of
from ips_audit.intake.sheets import EACH, TOGETHER
from ips_audit.model import (
    SERVICE_ROLES,
    Choice,
    CodingRow,
    People,
    Prepared,
    Progress,
    Question,
    Settings,
    silent,
)
from ips_audit.words import intake as words
from ips_audit.words import progress as progress_words
from ips_audit.words import settings as settings_words

FEW_ROWS = 4
OF_PEOPLE = {
    "people", "person", "start_date", "date_of_birth", "job_outcome", "job_start_date",
}  # fmt: skip


def prepare(
    service: Sequence[Named],
    caseload: Sequence[Named],
    settings: Settings,
    progress: Progress = silent,
) -> Prepared:
    """Turn tables into coded people and a caseload, under the settings of the moment.

    Parameters
    ----------
    service, caseload : sequences of (file name, Table)
        At least one service table; the caseload may be empty.
    settings : Settings
        Everything decided so far.
    progress : Progress, optional
        Told of each table; what it raises ends the work.

    Returns
    -------
    Prepared
        `people` is None while a column that the audit needs is missing.
    """
    draft = Draft([], [])
    several = len({f for f, _ in service}) > 1
    maps = []
    for i, (file, table) in enumerate(service, 1):
        shown = display_name(file)
        what = progress_words.MATCHING.format(name=shown, n=i, of=len(service))
        progress(i - 1, 2 * len(service), what)
        maps.append(match_columns(table, SERVICE_ROLES, settings.columns, shown))
    for m, (file, table) in zip(maps, service, strict=True):
        for question in m.questions:
            draft.ask(question)
        draft.warnings += [*table.warnings, *m.warnings]
        _ask_about_table(file, table, settings, draft)
        _ask_about_people(file, m, table, settings, draft)
        ask_about_missing(m, table, settings, draft)
    ethnic = [code_ethnic(m, t, settings, draft) for m, (_, t) in zip(maps, service, strict=True)]
    base = build_baseline(caseload, settings, _services(service, maps))
    draft.warnings += base.warnings
    for question in base.questions:
        draft.ask(question)
    if base.coding is not None and needs_key(base.coding):
        heading = next((g.heading for g in base.guesses if g.heading), "") or ""
        draft.ask(numbering(heading, [c.answer for c in base.coding.coded]))
    place = place_of_chinese(maps, ethnic, base, settings, draft)
    groups = groups_of(ethnic, base, place, settings, draft)
    parts = [
        part_of(named, m, e, place, groups, settings, several)
        for named, m, e in zip(service, maps, ethnic, strict=True)
    ]
    for m in maps:
        ask_about_in_work(m, settings, draft)
    rows_coding = coding_rows(maps, ethnic, base, place, settings)
    ask_about_answers(rows_coding, [*ethnic, base.coding], groups, draft)
    draft.warnings += _not_in_files(rows_coding, settings)
    settings = _settled(settings, maps, place)
    progress(1, 2, progress_words.GATHERING)
    people, ledger, settings = people_of(parts, groups, settings, draft)
    finished = base.counts(place, groups, parts_services(people), draft, ethnic_present(people))
    if finished is not None and settings.caseload_includes_service is None:
        draft.ask(_included())
    return Prepared(
        people=people,
        caseload=finished,
        rows=ledger,
        columns=maps[0].guesses,
        headings=tuple(c.heading for c in service[0][1].columns),
        caseload_columns=base.guesses,
        caseload_headings=base.headings,
        coding=rows_coding,
        questions=tuple(draft.questions),
        warnings=tuple(dict.fromkeys(draft.warnings)),
        skipped=tuple(w for _, t in service for w in t.warnings),
        not_used=tuple(guess for m in maps for guess in m.not_used),
        groups=groups,
        settings=settings,
    )


def _services(service: Sequence[Named], maps: Sequence[ColumnMap]) -> tuple[str, ...]:
    """Return the names of the services before the rows are read; none for one without a name."""
    several = len({file for file, _ in service}) > 1
    names: dict[str, str] = {}
    for (file, _), m in zip(service, maps, strict=True):
        if (column := m.columns.get("service")) is not None:
            names = {fold(a): plain(a)[:80] for a in column.answers if not blank(a)} | names
        elif several:
            names.setdefault(fold(stem(file)), stem(file))
    return tuple(names.values())


def parts_services(people: People | None) -> tuple[str, ...]:
    """Return the services that the people belong to."""
    return () if people is None else people.services


def ethnic_present(people: People | None) -> tuple[str, ...]:
    """Return the ethnic groups that at least one person belongs to."""
    if people is None:
        return ()
    present = np.unique(people.ethnic_group[people.ethnic_group >= 0])
    return tuple(people.ethnic_groups[i] for i in present)


def _not_in_files(rows: Sequence[CodingRow], settings: Settings) -> list[str]:
    """Point out decisions about answers that these files do not have."""
    there = {(r.dimension, fold(r.answer)) for r in rows}
    gone = [
        f"“{answer[:60]}”"
        for dimension in ("ethnicity", "gender", "job_outcome")
        for answer in settings.answers.get(dimension, {})
        if (dimension, fold(answer)) not in there
    ]
    shown = ", ".join(gone[:20])
    return [settings_words.NOT_IN_FILES.format(answers=shown)] if gone else []


def _included() -> Question:
    yes = Choice(True, "Yes, the service works inside these teams")
    no = Choice(False, "No, they are different people")
    return Question("caseload_includes_service", words.INCLUDED, (yes, no), True)


def _ask_about_table(file: str, table: Table, settings: Settings, draft: Draft) -> None:
    if table.rivals and settings.sheet is None:
        text = words.SAME_HEADINGS.format(sheets=", ".join(table.rivals), file=display_name(file))
        each = [Choice(s, words.ONE_SHEET.format(sheet=s)) for s in table.rivals]
        both = Choice(TOGETHER, words.SHEETS_TOGETHER), Choice(EACH, words.SHEETS_EACH)
        draft.ask(Question("sheet", text, (*both, *each)))
    if table.heading_doubtful and settings.heading_row is None:
        draft.ask(Question("heading_row", words.HEADING_ROW, (Choice(1, "Row 1"),)))
    if table.ragged_rows and "ragged_rows" not in settings.answers.get("rows", {}):
        draft.ask(Question("answers.rows.ragged_rows", words.RAGGED, (Choice("use", "Use them"),)))


def _ask_about_people(
    file: str, m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> None:
    """Ask where each ethnic group stands once: counts, not people, or cells that were merged."""
    ethnic = m.columns.get("ethnicity")
    if ethnic is None or table.n_rows < FEW_ROWS:
        return
    filled = ethnic.part.filled()
    once = int(filled.sum()) == sum(not blank(a) for a in ethnic.answers)
    if once and filled.all() and not m.columns.keys() & OF_PEOPLE:
        said = settings.answers.get("rows", {})
        if "listed" not in said:
            choice = Choice("use", words.LISTED_USE)
            text = words.LISTED.format(file=display_name(file))
            draft.ask(Question("answers.rows.listed", text, (choice,)))
    elif once and 3 * int(filled.sum()) <= table.n_rows:
        draft.warnings.append(words.ONCE_EACH.format(heading=ethnic.heading))


def _settled(settings: Settings, maps: Sequence[ColumnMap], place: str) -> Settings:
    """Write the guesses into the settings, so that they can be saved and shown."""
    columns = {r: c.heading for m in maps for r, c in m.columns.items()}
    return replace(settings, columns={**settings.columns, **columns}, chinese_in=place)
