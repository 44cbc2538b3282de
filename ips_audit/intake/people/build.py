"""Tables and their coded answers to people."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.source import display_name, stem
from ips_audit.intake.files.table import Column, Named, blank
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.ages import bands_of, fitting_bands
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.coding import TOTAL
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.final_groups import as_recorded, final_group
from ips_audit.intake.matching.instead_of_dates import no_date
from ips_audit.intake.matching.joined import accepted_codes, left_out
from ips_audit.intake.matching.still_in_work import ROLE as STILL_IN_WORK
from ips_audit.intake.matching.still_in_work import code_still
from ips_audit.intake.matching.sustained import ROLES, code_sustained
from ips_audit.intake.matching.values import values_of
from ips_audit.intake.people.all_rows import BLANK, Part, Rows, gather
from ips_audit.intake.people.keys import person_keys
from ips_audit.intake.people.one_row_a_person import Kept, one_row_a_person
from ips_audit.intake.people.path import path_of
from ips_audit.intake.people.path_known import Source
from ips_audit.intake.people.path_rows import gather_path
from ips_audit.intake.people.period import find_period
from ips_audit.intake.people.row_warnings import (
    ask_about_dates,
    ask_about_outcomes,
    warn_about_ages,
    warnings_about,
)
from ips_audit.intake.people.several_services import count_once
from ips_audit.intake.questions import Draft
from ips_audit.model import (
    ALL_SERVICES,
    ALWAYS,
    DIMENSIONS,
    ETHNIC_GROUP,
    NOT_KNOWN,
    OWN,
    SERVICE_ROLES,
    THIS_SERVICE,
    Coded,
    Dimension,
    People,
    RowLedger,
    Settings,
    Step,
    own_dimension,
)
from ips_audit.words import intake as words

Groups = Mapping[Dimension, tuple[str, ...]]
FEWEST_GROUPS, MOST_GROUPS = 2, 20  # of the user's own column


@dataclass(frozen=True)
class Decided:
    """What holds for all service files."""

    place: str  # of Chinese people
    groups: Groups
    several: bool  # several files, each a service of its own
    settings: Settings


def part_of(
    named: Named, m: ColumnMap, ethnic: coding.ColumnCoding | None, decided: Decided
) -> Part:
    """Return a table with its columns by role and the codes of its distinct answers."""
    (file, table), settings = named, decided.settings
    coded = ethnic.coded if ethnic else ()
    outcomes = values_of(m.columns, "job_outcome", settings)
    in_work = values_of(m.columns, "in_work_at_start", settings, "job_outcome")
    shown = display_name(file)
    yes_no = {"Yes": 1, "No": 0}
    return Part(
        file=f"{shown}, sheet {table.sheet}" if table.sheet and table.sheet != shown else shown,
        table=table,
        columns=m.columns if ethnic else {r: c for r, c in m.columns.items() if r != "ethnicity"},
        service=stem(file) if decided.several else settings.service_name or THIS_SERVICE,
        groups={
            d: _places(
                [final_group(c, decided.place, settings) for c in coded]
                if d == ETHNIC_GROUP
                else [c.group for c in values_of(m.columns, d.key, settings)],
                names,
            )
            for d, names in decided.groups.items()
        },
        outcome=[-2 if not c.answer else yes_no.get(c.group, -1) for c in outcomes] or [-1],
        in_work=[yes_no.get(c.group, 0) for c in in_work] or [0],
        total=[c.status == TOTAL for c in coded] or [False],
        not_joined=left_out(m.columns, settings),
        accepted=accepted_codes(m.columns.get("joined"), settings),
        sustained={
            weeks: [yes_no.get(c.group, -1) for c in code_sustained(m.columns.get(role), settings)]
            or [-1]
            for weeks, role in ROLES.items()
        },
        still=[
            yes_no.get(c.group, -1 if no_date(c.answer) else -2)
            for c in code_still(m.columns.get(STILL_IN_WORK))
        ]
        or [-1],
        jobs=_jobs(m),
    )


def _jobs(m: ColumnMap) -> list[tuple[Column | None, Column | None]]:
    """Return the columns of the start and the end of each job, in the same order."""
    starts, ends = (
        m.together.get(r) or (m.columns.get(r),) for r in ("job_start_date", "job_end_date")
    )
    return list(itertools.zip_longest(starts, ends))


def groups_by_dimension(
    maps: Sequence[ColumnMap], ethnic: tuple[str, ...], settings: Settings, draft: Draft
) -> Groups:
    """Return what people are compared by, the main dimension first, and its groups.

    Parameters
    ----------
    maps : sequence of ColumnMap
        Of each service file.
    ethnic : tuple of str
        The ethnic groups, which both files and the settings decide.
    settings : Settings
    draft : Draft
        Told where the user's own column cannot be used.

    Returns
    -------
    dict
        Dimension -> groups. The user's own dimension has the answers of its column.
    """
    there = {role for m in maps for role in m.columns}
    out = {
        d: ethnic if d == ETHNIC_GROUP else d.groups
        for d in DIMENSIONS
        if d in ALWAYS or d.key in there
    }
    if OWN in there:
        heading = next(m.columns[OWN].original for m in maps if OWN in m.columns)
        answers = [c.group for m in maps for c in values_of(m.columns, OWN, settings)]
        spelling = {fold(g): g for g in sorted(answers, reverse=True) if g != NOT_KNOWN}
        if FEWEST_GROUPS <= len(spelling) <= MOST_GROUPS:
            out[own_dimension(heading)] = tuple(sorted(spelling.values(), key=_by_number))
        else:
            draft.warnings.append(
                words.OWN_NOT_USED.format(
                    heading=heading[:60], n=len(spelling), fewest=FEWEST_GROUPS, most=MOST_GROUPS
                )
            )
    return out


def _by_number(group: str) -> list[tuple[int, int, str]]:
    """Order 2 before 10."""
    parts = re.split(r"(\d+)", group.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p]


def _places(groups: Sequence[str], names: tuple[str, ...]) -> Sequence[int]:
    """Return the place of each answer's group; -1 for one that is not known."""
    index = {fold(name): i for i, name in enumerate(names)}
    return [index.get(fold(group), -1) for group in groups] or [-1]


def people_of(
    parts: Sequence[Part], groups: Groups, settings: Settings, draft: Draft
) -> tuple[People | None, RowLedger, Settings]:
    """Turn coded parts into people; None while no column of ethnic groups is known."""
    n = sum(p.table.n_rows for p in parts)
    asked = any(
        q.about.split(".")[0].endswith("columns") and q.about.endswith(".ethnicity")
        for q in draft.questions
    )
    if asked and any("ethnicity" not in p.columns for p in parts):
        return None, RowLedger(n, 0), settings
    ask_about_dates(parts, settings, draft)
    settings, banded = _bands(parts, settings, draft)
    rows = gather(parts, settings)
    rows = replace(rows, key=person_keys(parts, rows))
    has = {r: any(r in p.columns for p in parts) for r in SERVICE_ROLES}
    path = gather_path(parts, settings)
    span, settled = find_period(rows, path, settings, draft)
    within = settings
    if span is not None:
        within = replace(settings, period_from=span.first, period_to=span.last)
    if settled:
        settings = within
    draft.warnings += warnings_about(parts, rows)
    # Who never joined can have no outcome.
    had_time = np.ones(n, dtype=bool) if path is None else rows.start_state != BLANK
    blanks = int(((rows.job == -2) & had_time).sum())
    totals = np.concatenate([_totals(p) for p in parts])
    kept = one_row_a_person(
        rows, [p.file for p in parts], totals, within, has["start_date"],
        has["job_start_date"],
    )  # fmt: skip
    draft.warnings += kept.notes
    ask_about_outcomes(blanks, rows, kept, has, within, draft)
    people = _assemble(rows, kept, groups, has, settings)
    source = path and Source(rows, path, totals, groups, within, has["job_start_date"])
    made = source and path_of(source)
    counted = np.zeros(n, dtype=bool)
    counted[kept.keep] = True
    if made:
        draft.warnings += made.said
        people = replace(people, path=made.people)
        counted[made.rows] = True
    if count_once(rows, np.flatnonzero(counted), settings, draft):
        as_one = replace(
            rows, service=[ALL_SERVICES], service_code=np.zeros_like(rows.service_code)
        )
        once = one_row_a_person(
            as_one, [p.file for p in parts], totals, within, has["start_date"],
            has["job_start_date"],
        )  # fmt: skip
        people = replace(people, together=_assemble(as_one, once, groups, has, settings))
        if source and made:
            all_as_one = path_of(replace(source, rows=as_one), made.people.steps)
            assert all_as_one is not None
            in_all = replace(made.people, together=all_as_one.people)
            people = replace(people, path=in_all)
    people = _with_labels(_with_ages(people, banded), parts, settings)
    warn_about_ages(people, has, draft)
    used = len(kept.keep)
    steps = (Step("rows in the files", n), Step("rows that are people in the period", used))
    return people, RowLedger(n, used, kept.left_out, steps), settings


def _totals(part: Part) -> NDArray[np.bool_]:
    """Tell which rows of a table are totals by their ethnic group."""
    column = part.columns.get("ethnicity")
    if column is None:
        return np.zeros(part.table.n_rows, dtype=bool)
    spread: NDArray[np.bool_] = np.asarray(part.total, dtype=bool)[column.codes]
    return spread


def _with_ages(people: People, banded: bool | None) -> People:
    """Say that ages are bands, or take them away where the bands cannot be used."""
    if banded is None:
        people = replace(people, age=np.full_like(people.age, np.nan))
    together = people.together and _with_ages(people.together, banded)
    return replace(people, age_from_bands=bool(banded), together=together)


def _with_labels(people: People, parts: Sequence[Part], settings: Settings) -> People:
    """Say which groups go by the text of a cell."""
    columns = [p.columns["ethnicity"] for p in parts if "ethnicity" in p.columns]
    texts = [plain(a) for c in columns for a in c.answers if not blank(a)]
    coded = {
        d: replace(c, as_recorded=as_recorded(c.groups, texts, settings))
        if d == ETHNIC_GROUP
        else replace(c, as_recorded=c.groups if d.key == OWN else ())
        for d, c in people.coded.items()
    }
    together = people.together and _with_labels(people.together, parts, settings)
    return replace(people, coded=coded, together=together)


def _bands(parts: Sequence[Part], settings: Settings, draft: Draft) -> tuple[Settings, bool | None]:
    """Take up the age bands of a file that holds bands; None where they cannot be used."""
    bands = sorted(
        {b for p in parts if "age" in p.columns for b in bands_of(p.columns["age"].answers)}
    )
    if not bands:
        return settings, False
    names = fitting_bands(bands, settings.age_bands)
    if names is None:
        draft.warnings.append(words.BANDS_OVERLAP)
        return settings, None
    if names != settings.age_bands:
        draft.warnings.append(words.BANDS_OF_FILE.format(bands="; ".join(names)))
    draft.warnings.append(words.BANDS_NOT_AGES)
    return replace(settings, age_bands=names), True


def _assemble(
    rows: Rows, kept: Kept, groups: Groups, has: Mapping[str, bool], settings: Settings
) -> People:
    keep = kept.keep
    wait = (kept.first_job - rows.start[keep]) / np.timedelta64(1, "D")
    used = np.unique(rows.service_code[keep])
    place = np.zeros(len(rows.service), dtype=np.int16)
    place[used] = np.arange(len(used))
    leave = settings.leave_out_in_work is not False
    return People(
        services=tuple(rows.service[i] for i in used),
        service=place[rows.service_code[keep]],
        coded={
            d: Coded(names, kept.groups[d], names if d.key == OWN else ())
            for d, names in groups.items()
        },
        age=rows.age[keep].astype(np.float32),
        start=rows.start[keep],
        job=kept.job,
        in_work_at_start=kept.in_work & leave,
        days_to_job=np.where(np.isnan(wait), -1, wait).astype(np.int32),
        weight=rows.weight[keep],
        has_outcome=has["job_outcome"] or has["job_start_date"],
        has_start=has["start_date"],
        has_job_dates=has["job_start_date"],
        has_age=has["age"] or has["date_of_birth"],
        key=None if rows.key is None else rows.key[keep],
    )
