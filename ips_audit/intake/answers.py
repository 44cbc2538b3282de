"""Every distinct answer of both files: what it is read as, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.files.table import Table
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import ASK, SUGGESTED, Coded
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.matching.values import values_of
from ips_audit.intake.questions import Draft
from ips_audit.model import (
    ETHNIC_GROUP,
    FIVE_GROUPS,
    OWN,
    RECORDED,
    CodingRow,
    Question,
    Settings,
)
from ips_audit.words import intake as words

# Columns whose distinct answers are laid side by side, in this order.
ANSWERED = (*(d.key for d in RECORDED), OWN, "job_outcome")


def code_ethnic(
    m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> coding.ColumnCoding | None:
    """Code the ethnic groups of one file; None, with a question, where no column holds them."""
    column = m.columns.get("ethnicity")
    if column is None:
        if not any(q.about == "columns.ethnicity" for q in draft.questions):
            draft.ask(questions.no_ethnic_groups([c.heading for c in table.columns]))
        return None
    placed = settings.answers.get("ethnicity", {})
    found = coding.code_ethnicity(column.answers, settings.ethnic_scheme, placed)
    known = sum(c.status not in (ASK,) for c in found.coded)
    many = len(column.answers) > max(12, 0.5 * table.n_rows)
    if many and known < len(found.coded) / 2:
        others = [c.heading for c in table.columns if c is not column]
        distinct, rows = len(column.answers), table.n_rows
        draft.ask(questions.not_ethnic_groups(column.heading, distinct, rows, others))
        return None
    if needs_key(found):
        draft.ask(numbering(column.heading, column.answers))
    return found


def needs_key(found: coding.ColumnCoding | None) -> bool:
    """Tell whether answers are numbers whose meaning nobody has said."""
    return (
        found is not None and found.kind == "numbers" and any(c.status == ASK for c in found.coded)
    )


def numbering(heading: str, answers: Sequence[object]) -> Question:
    """Ask for the key of a numbering, and show what each would mean."""
    readings = []
    for name in coding.NUMBERINGS.values():
        tried = coding.code_ethnicity(answers, name, {}).coded
        if any(c.status == ASK for c in tried):
            continue
        shown = "; ".join(f"{c.answer} = {c.note or c.group}" for c in tried if c.answer)
        readings.append((name, shown))
    return questions.which_numbering(heading, readings)


def ask_about_in_work(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask about answers that do not say yes or no; say that blanks were taken as no."""
    coded = values_of(m.columns, "in_work_at_start", settings, "job_outcome")
    if not coded:
        return
    column = m.columns["in_work_at_start"]
    counts = np.bincount(column.codes, minlength=len(coded))
    for c, n in zip(coded, counts, strict=True):
        if not c.answer:
            draft.warnings.append(words.IN_WORK_BLANK.format(heading=column.heading, n=n))
        elif c.status == ASK:
            draft.ask(questions.in_work_answer(column.heading, c.answer, n))


def coding_rows(
    maps: Sequence[ColumnMap],
    ethnic: Sequence[coding.ColumnCoding | None],
    base: Baseline,
    place: str,
    settings: Settings,
) -> tuple[CodingRow, ...]:
    """Lay every distinct answer of both files side by side, with its counts."""
    rows: dict[tuple[str, str], CodingRow] = {}

    def add(dimension: str, coded: Coded, n: int, in_caseload: int) -> None:
        key = (dimension, fold(coded.answer) if coded.answer else "")
        held = rows.get(key) or CodingRow(
            dimension,
            coded.answer,
            0,
            0,
            final_group(coded, place, settings) if dimension == "ethnicity" else coded.group,
            coded.scheme,
            coded.status,
            coded.note,
        )
        rows[key] = replace(
            held,
            service_count=held.service_count + n,
            caseload_count=held.caseload_count + in_caseload,
        )

    for m, e in zip(maps, ethnic, strict=True):
        for dimension in ANSWERED:
            column = m.columns.get(dimension)
            if dimension == ETHNIC_GROUP.key:
                coded = e.coded if e else ()
            else:
                coded = values_of(m.columns, dimension, settings)
            if column is None or not coded:
                continue
            counts = np.bincount(column.codes, minlength=len(coded))
            for c, n in zip(coded, counts, strict=True):
                add(dimension, c, int(n), 0)
    for dimension, c, n in base.answer_counts():
        add(dimension, c, 0, n)
    return tuple(rows.values())


def ask_about_answers(
    rows: Sequence[CodingRow],
    ethnic: Sequence[coding.ColumnCoding | None],
    groups: Sequence[str],
    draft: Draft,
) -> None:
    """Ask where unrecognised answers belong; say which were read by their likeliest meaning."""
    numbers = any(e is not None and e.kind == "numbers" for e in ethnic)
    for row in rows:
        if row.status != ASK or (row.dimension == "ethnicity" and numbers):
            continue
        near = coding.suggest(row.answer, FIVE_GROUPS) if row.dimension == "ethnicity" else None
        n = row.service_count + row.caseload_count
        draft.ask(questions.place_answer(row.dimension, row.answer, n, groups, near))
    suggested = [r.answer for r in rows if r.status == SUGGESTED]
    if suggested:
        shown = "; ".join(f"{r.answer} → {r.group}" for r in rows if r.status == SUGGESTED)
        draft.warnings.append(words.SUGGESTED.format(answers=shown))
    schemes = sorted({e.kind for e in ethnic if e is not None and e.kind != "labels"})
    draft.warnings += [words.SCHEME.format(scheme=s) for s in schemes]
