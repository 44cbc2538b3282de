"""Every distinct answer of both files: what it is read as, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake.caseload.coded import Baseline
from ips_audit.intake.draft import Draft
from ips_audit.intake.files.table import Table
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import ASK, SUGGESTED, Coded
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.matching.values import code_values
from ips_audit.model import (
    FIVE_GROUPS,
    GENDERS,
    NOT_KNOWN,
    Choice,
    CodingRow,
    Question,
    Settings,
)
from ips_audit.words import intake as words


def code_ethnic(
    m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> coding.ColumnCoding | None:
    """Code the ethnic groups of one file; None, with a question, where no column holds them."""
    column = m.columns.get("ethnicity")
    if column is None:
        if not any(q.about == "columns.ethnicity" for q in draft.questions):
            text = words.NO_ROLE.format(role="ethnic group", mend=words.NEEDED["ethnicity"])
            choices = tuple(Choice(c.heading, c.heading) for c in table.columns)
            draft.ask(Question("columns.ethnicity", text, choices))
        return None
    placed = settings.answers.get("ethnicity", {})
    found = coding.code_ethnicity(column.answers, settings.ethnic_scheme, placed)
    known = sum(c.status not in (ASK,) for c in found.coded)
    many = len(column.answers) > max(12, 0.5 * table.n_rows)
    if many and known < len(found.coded) / 2:
        text = words.NOT_ETHNICITY.format(
            heading=column.heading, distinct=len(column.answers), rows=table.n_rows
        )
        others = tuple(Choice(c.heading, c.heading) for c in table.columns if c is not column)
        draft.ask(Question("columns.ethnicity", text, others))
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
    choices = []
    for name in coding.NUMBERINGS.values():
        tried = coding.code_ethnicity(answers, name, {}).coded
        if any(c.status == ASK for c in tried):
            continue
        shown = "; ".join(f"{c.answer} = {c.note or c.group}" for c in tried if c.answer)
        choices.append(Choice(name, f"{name}: {shown}"))
    text = words.NUMBERS_KEY.format(heading=heading)
    return Question("ethnic_scheme", text, tuple(choices))


def values_of(
    m: ColumnMap, role: str, settings: Settings, field: str | None = None
) -> tuple[Coded, ...]:
    """Code the distinct answers of a column with genders or outcomes."""
    column = m.columns.get(role)
    if column is None:
        return ()
    return code_values(field or role, column.answers, settings.answers.get(role, {}))


def ask_about_in_work(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask about answers that do not say yes or no; say that blanks were taken as no."""
    coded = values_of(m, "in_work_at_start", settings, "job_outcome")
    if not coded:
        return
    column = m.columns["in_work_at_start"]
    counts = np.bincount(column.codes, minlength=len(coded))
    yes_no = (Choice("Yes", "In work at the start"), Choice("No", "Not in work at the start"))
    for c, n in zip(coded, counts, strict=True):
        if not c.answer:
            draft.warnings.append(words.IN_WORK_BLANK.format(heading=column.heading, n=n))
        elif c.status == ASK:
            text = words.IN_WORK_ANSWER.format(heading=column.heading, answer=c.answer[:60], n=n)
            draft.ask(Question(f"answers.in_work_at_start.{c.answer}", text, yes_no))


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
        for dimension, role, coded in (
            ("ethnicity", "ethnicity", e.coded if e else ()),
            ("gender", "gender", values_of(m, "gender", settings)),
            ("job_outcome", "job_outcome", values_of(m, "job_outcome", settings)),
        ):
            column = m.columns.get(role)
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
        names = {"ethnicity": groups, "gender": GENDERS, "job_outcome": ("Yes", "No")}
        choices = [Choice(g, g) for g in (*names[row.dimension], NOT_KNOWN)]
        if row.dimension == "ethnicity" and row.answer not in groups:
            choices.append(Choice(row.answer, words.OWN_GROUP))
        text = words.PLACE_ANSWER.format(
            answer=row.answer[:60], n=row.service_count + row.caseload_count
        )
        near = coding.suggest(row.answer, FIVE_GROUPS) if row.dimension == "ethnicity" else None
        hint = "" if near is None else " " + words.LOOKS_LIKE.format(group=near)
        draft.ask(Question(f"answers.{row.dimension}.{row.answer}", text + hint, tuple(choices)))
    suggested = [r.answer for r in rows if r.status == SUGGESTED]
    if suggested:
        shown = "; ".join(f"{r.answer} → {r.group}" for r in rows if r.status == SUGGESTED)
        draft.warnings.append(words.SUGGESTED.format(answers=shown))
    schemes = sorted({e.kind for e in ethnic if e is not None and e.kind != "labels"})
    draft.warnings += [words.SCHEME.format(scheme=s) for s in schemes]
