"""The one entry of intake: tables and settings to people, caseload, questions and reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake import questions
from ips_audit.intake.answers import (
    ask_about_answers,
    ask_about_in_work,
    ask_what_yes_means,
    ask_who_joined,
    ask_whose_job_lasted,
    code_ethnic,
    coding_rows,
    kept_out,
    needs_key,
    scheme_question,
)
from ips_audit.intake.caseload.questions import includes_service
from ips_audit.intake.caseload.read import build_baseline
from ips_audit.intake.chinese import groups_of, place_of_chinese
from ips_audit.intake.files.labels_once import fill_down, name_blocks, name_blocks_within
from ips_audit.intake.files.source import display_name, stem
from ips_audit.intake.files.table import Named, Table, blank
from ips_audit.intake.first_rows import matched_table
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.columns import ColumnMap, match_columns, tells_path
from ips_audit.intake.people.all_rows import with_persons
from ips_audit.intake.people.build import Decided, groups_by_dimension, part_of, people_of
from ips_audit.intake.people.same_person import ask_who_is_one_person
from ips_audit.intake.population import OtherFiles, read_population
from ips_audit.intake.questions import Draft
from ips_audit.intake.same_table import refuse_same_table
from ips_audit.model import (
    DIMENSIONS,
    ETHNIC_GROUP,
    OWN,
    SERVICE_ROLES,
    Caseload,
    CodingRow,
    Dimension,
    People,
    Prepared,
    Settings,
    own_dimension,
)
from ips_audit.progress import Progress, silent
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
    population: Sequence[Named] = (),
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
    population : sequence of (file name, Table), optional
        The local population, which is shown beside the caseload.

    Returns
    -------
    Prepared
        `people` is None while a column that the audit needs is missing.

    Raises
    ------
    UnreadableFile
        If the same table is given as service and as caseload.
    """
    refuse_same_table(service, caseload)
    draft = Draft()
    several = len({f for f, _ in service}) > 1
    own = _settings_of_each(service, settings)
    maps = [
        _filled_down(m, table, settings, draft)
        for m, (_, table) in zip(_matched(service, own, progress), service, strict=True)
    ]
    for m, (file, table) in zip(maps, service, strict=True):
        for question in m.questions:
            draft.ask(question)
        draft.warnings += [*table.warnings, *m.warnings]
        _ask_about_table(file, table, settings, draft)
        _ask_about_people(file, m, table, settings, draft)
    ethnic = [
        code_ethnic(m, t, of_file, draft)
        for m, (_, t), of_file in zip(maps, service, own, strict=True)
    ]
    base = build_baseline(caseload, settings, _services(service, maps), _own(maps))
    draft.warnings += base.draft.warnings
    for question in base.draft.questions:
        draft.ask(question)
    if base.coding is not None and needs_key(base.coding, settings):
        heading = next((g.heading for g in base.guesses if g.heading), "") or ""
        answers = [c.answer for c in base.coding.coded]
        draft.ask(scheme_question(heading, answers, base.coding))
    place = place_of_chinese(maps, ethnic, base, settings, draft)
    groups = groups_of(ethnic, base, place, settings, draft)
    compared = groups_by_dimension(maps, groups, settings, draft)
    decided = Decided(place, compared, several, settings)
    parts = with_persons(
        [part_of(named, m, e, decided) for named, m, e in zip(service, maps, ethnic, strict=True)]
    )
    for part, (file, _), of_file in zip(parts, service, own, strict=True):
        key = f"file_columns.{display_name(file)}" if several else "columns"
        if "ethnicity" in part.columns:
            ask_who_is_one_person(part, key, of_file, draft)
    for m in maps:
        ask_what_yes_means(m, settings, draft)
        ask_about_in_work(m, settings, draft)
        ask_who_joined(m, settings, draft)
        ask_whose_job_lasted(m, settings, draft)
    rows_coding = coding_rows(maps, ethnic, base, place, settings)
    ask_about_answers(rows_coding, [*ethnic, base.coding], groups, settings, draft)
    codings = tuple(c for c in (*ethnic, base.coding) if c is not None)
    others = OtherFiles(codings, place, groups, _own(maps))
    beside = read_population(population, settings, others, draft)
    draft.warnings += _not_in_files(rows_coding, beside.answers, settings)
    settings = _settled(settings, service, maps, place)
    progress(1, 2, progress_words.GATHERING)
    people, ledger, settings = people_of(parts, compared, settings, draft)
    finished = base.counts(place, groups, parts_services(people), draft, ethnic_present(people))
    finished = _spelled_alike(finished, people)
    if finished is not None and settings.caseload_includes_service is None:
        draft.ask(includes_service())
    return Prepared(
        people=people,
        caseload=finished,
        rows=ledger,
        tables=tuple(
            matched_table(named, m.guesses, m.not_used)
            for named, m in zip(service, maps, strict=True)
        ),
        caseload_columns=base.guesses,
        caseload_headings=base.headings,
        coding=rows_coding,
        questions=tuple(draft.questions),
        warnings=tuple(dict.fromkeys(draft.warnings)),
        skipped=tuple(w for _, t in service for w in t.warnings),
        groups=groups,
        settings=settings,
        kept_out=kept_out(rows_coding),
        population=beside.population,
        population_columns=beside.columns,
        population_headings=beside.headings,
    )


def _matched(
    service: Sequence[Named], own: Sequence[Settings], progress: Progress
) -> list[ColumnMap]:
    """Match the columns of each file; where one tells the path, it is read from all of them.

    In a file of people who all joined nothing else would say that its referrals count.
    """
    several = len({f for f, _ in service}) > 1
    maps: list[ColumnMap] = []
    for again in (False, True):
        if again and not 0 < sum(map(tells_path, maps)) < len(maps):
            break
        maps = []
        for i, ((file, table), of_file) in enumerate(zip(service, own, strict=True), 1):
            shown = display_name(file)
            what = progress_words.MATCHING.format(name=shown, n=i, of=len(service))
            progress(i - 1, 2 * len(service), what)
            key = f"file_columns.{shown}" if several else "columns"
            maps.append(match_columns(table, SERVICE_ROLES, of_file, shown, key, again))
    return maps


def _own(maps: Sequence[ColumnMap]) -> Dimension | None:
    """Return the user's own dimension: the column that they compare by."""
    columns = [m.columns[OWN] for m in maps if OWN in m.columns]
    return own_dimension(columns[0].original) if columns else None


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
    coded = people.coded[ETHNIC_GROUP]
    present = np.unique(coded.codes[coded.codes >= 0])
    return tuple(coded.groups[i] for i in present)


def _spelled_alike(caseload: Caseload | None, people: People | None) -> Caseload | None:
    """Spell the groups of the user's own column in the caseload as the service file does."""
    if caseload is None or people is None:
        return caseload
    spelling = {
        (dimension, fold(group)): group
        for dimension, coded in people.coded.items()
        if dimension.key == OWN
        for group in coded.groups
    }
    counts = (
        replace(c, group=spelling.get((c.dimension, fold(c.group)), c.group))
        for c in caseload.counts
    )
    return replace(caseload, counts=tuple(counts))


def _not_in_files(
    rows: Sequence[CodingRow], beside: Collection[tuple[str, str]], settings: Settings
) -> list[str]:
    """Point out decisions about answers that these files do not have."""
    there = {(r.dimension, fold(r.answer)) for r in rows} | {*beside}
    gone = [
        f"“{answer[:60]}”"
        for dimension in (*(d.key for d in DIMENSIONS), OWN, "job_outcome")
        for answer in settings.answers.get(dimension, {})
        if (dimension, fold(answer)) not in there
    ]
    shown = ", ".join(gone[:20])
    return [settings_words.NOT_IN_FILES.format(answers=shown)] if gone else []


def _ask_about_table(file: str, table: Table, settings: Settings, draft: Draft) -> None:
    if table.rivals and settings.sheet is None:
        draft.ask(questions.which_sheet(table.rivals, display_name(file)))
    if table.heading_doubtful and settings.heading_row is None:
        draft.ask(questions.which_heading_row())
    if table.ragged_rows and "ragged_rows" not in settings.answers.get("rows", {}):
        draft.ask(questions.ragged_rows())


def _ask_about_people(
    file: str, m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> None:
    """Ask where each ethnic group stands once: these may be counts, not people."""
    ethnic = m.columns.get("ethnicity")
    if ethnic is None or table.n_rows < FEW_ROWS:
        return
    filled = ethnic.part.filled()
    once = int(filled.sum()) == sum(not blank(a) for a in ethnic.answers)
    if once and filled.all() and not m.columns.keys() & OF_PEOPLE:
        said = settings.answers.get("rows", {})
        if "listed" not in said:
            draft.ask(questions.is_a_list(display_name(file)))


def _filled_down(m: ColumnMap, table: Table, settings: Settings, draft: Draft) -> ColumnMap:
    """Fill labels that stand once down over the blank rows below them, if the user says so."""
    groups = {r: m.columns[r] for r in ("ethnicity", "gender") if r in m.columns}
    outer = {r: c for r, c in groups.items() if name_blocks(table, c)}
    found = {
        role: column
        for role, column in groups.items()
        if role in outer or any(name_blocks_within(column, o) for o in outer.values())
    }
    if not found or table.n_rows < FEW_ROWS:
        return m
    said = settings.answers.get("rows", {}).get("fill_down")
    if said is None:
        draft.ask(questions.fill_down([c.heading for c in found.values()]))
    if said != questions.FILL_DOWN:
        return m
    for column in found.values():
        n = int((~column.part.filled()).sum())
        draft.warnings.append(words.FILLED_DOWN.format(heading=column.heading, n=n))
    return replace(m, columns={**m.columns, **{r: fill_down(c) for r, c in found.items()}})


def _settings_of_each(service: Sequence[Named], settings: Settings) -> list[Settings]:
    """Return the settings as they hold for each file.

    A heading that was chosen for all files, but stands in some of them only, is not looked for
    in the others: their column is matched anew.
    """
    held = [settings.for_file(display_name(file)) for file, _ in service]
    tables = [table for _, table in service]
    return [
        replace(of_file, columns={
            role: heading for role, heading in of_file.columns.items()
            if not heading or table.column(heading) is not None
            or all(t.column(heading) is None for t in tables)
        })
        for of_file, table in zip(held, tables, strict=True)
    ]  # fmt: skip


def _settled(
    settings: Settings, service: Sequence[Named], maps: Sequence[ColumnMap], place: str
) -> Settings:
    """Write the guesses into the settings, so that they can be saved and shown.

    A role whose column has one heading in every file is written once, another for each file.
    """
    by_file: dict[str, dict[str, str]] = {}
    for (file, _), m in zip(service, maps, strict=True):
        found = {role: column.heading for role, column in m.columns.items()}
        by_file.setdefault(display_name(file), {}).update(found)
    same = {
        role: heading
        for role, heading in next(iter(by_file.values())).items()
        if all(held.get(role) == heading for held in by_file.values())
    }
    apart = {f: {r: h for r, h in held.items() if r not in same} for f, held in by_file.items()}
    found_roles = {role for held in by_file.values() for role in held}
    kept = {r: h for r, h in settings.columns.items() if r not in found_roles}
    return replace(
        settings,
        columns={**kept, **same},
        file_columns={f: held for f, held in apart.items() if held},
        chinese_in=place,
    )
