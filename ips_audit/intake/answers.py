"""Every distinct answer of both files: what it is read as, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.files.table import Cell, Table, blank
from ips_audit.intake.matching import codelists, coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import ASK, SUGGESTED, Coded
from ips_audit.intake.matching.columns import ColumnMap, tells_path
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.matching.identifiers import looks_personal
from ips_audit.intake.matching.joined import (
    NOBODY_KNOWS,
    accepted_codes,
    code_joined,
    may_have_joined,
)
from ips_audit.intake.matching.start_dates import is_referral
from ips_audit.intake.matching.sustained import ROLES, code_sustained
from ips_audit.intake.matching.values import YES_NO, code_values, values_of
from ips_audit.intake.matching.work_headings import work_heading
from ips_audit.intake.questions import NOT_JOINED, ONE_BY_ONE, OUT, Draft
from ips_audit.model import (
    DIMENSIONS,
    ETHNIC_GROUP,
    FIVE_GROUPS,
    OWN,
    CodingRow,
    Question,
    Settings,
)
from ips_audit.words import intake as words

FEWEST_KEPT = 3  # times that an answer occurs before a settings file keeps it
# Columns whose distinct answers are laid side by side, in this order.
ANSWERED = (*(d.key for d in DIMENSIONS), OWN, "job_outcome")


def code_ethnic(
    m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> coding.ColumnCoding | None:
    """Code the ethnic groups of one file; None, with a question, where no column holds them."""
    column = m.columns.get("ethnicity")
    if column is None:
        decided = settings.columns.get("ethnicity") == ""
        if not decided and not any(q.about == "columns.ethnicity" for q in draft.questions):
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
    if needs_key(found, settings):
        draft.ask(scheme_question(column.heading, column.answers, found))
    return found


def needs_key(found: coding.ColumnCoding | None, settings: Settings) -> bool:
    """Tell whether answers are numbers or letters whose meaning nobody has said."""
    if found is None or settings.ethnic_scheme == ONE_BY_ONE:
        return False
    unclear = any(_is_code(c) for c in found.coded)
    return unclear and (found.kind == "numbers" or found.letters == "ask")


def _is_code(coded: Coded) -> bool:
    """Tell a number or a single letter that no chosen scheme gives a meaning to."""
    return coded.status == ASK and (len(coded.answer) == 1 or coded.answer.isdecimal())


def scheme_question(heading: str, answers: Sequence[Cell], found: coding.ColumnCoding) -> Question:
    """Ask for the key of numbers or letters, and show what each would mean."""
    numbers = found.kind == "numbers"
    names = coding.NUMBERINGS.values() if numbers else (coding.NHS_LETTERS, coding.INITIAL_LETTERS)
    wanted = {c.answer for c in found.coded if _is_code(c)}
    readings = []
    for name in names:
        tried = [c for c in coding.code_ethnicity(answers, name, {}).coded if c.answer in wanted]
        if all(c.status != ASK for c in tried):
            readings.append((name, "; ".join(f"{c.answer} = {c.note or c.group}" for c in tried)))
    return questions.which_scheme(heading, readings, numbers)


def ask_what_yes_means(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask what yes means under a heading such as "Unemployed"; never count it as a job."""
    for role in ("job_outcome", "in_work_at_start"):
        column = m.columns.get(role)
        if column is None or not work_heading(column.original).negated:
            continue
        placed = {fold(a) for a in settings.answers.get(role, {})}
        plain_ones = [a for a in column.answers if not blank(a) and fold(a) in YES_NO - placed]
        if plain_ones and column.heading not in settings.answers.get("meaning", {}):
            said = {c.group: c.answer for c in code_values("job_outcome", plain_ones, {})}
            yes, no = said.get("Yes", "Yes"), said.get("No", "No")
            draft.ask(questions.what_yes_means(column.heading, yes, no))


def ask_who_joined(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask who joined where a column says who was accepted and the dates leave it open."""
    column = m.columns.get("joined")
    if column is None:
        return
    coded = code_joined(column, settings)
    dated = _joined_on_a_day(m, settings)
    start = "" if dated is None else m.columns["start_date"].heading

    def counted(rows: NDArray[np.bool_] | None = None) -> list[int]:
        codes = column.codes if rows is None else column.codes[rows]
        counts: list[int] = np.bincount(codes, minlength=len(coded)).tolist()
        return counts

    rows_of, with_date = counted(), counted(dated)
    for c, n, on_a_day in zip(coded, rows_of, with_date, strict=True):
        settled = dated is not None and tells_path(m) and on_a_day == n
        if c.status == ASK and not settled:
            draft.ask(questions.did_they_join(column.heading, c.answer, n, start))
    decided = settings.answers.get("rows", {}).get(NOT_JOINED)
    out = [
        (c.answer, n)
        for c, n in zip(coded, rows_of if decided else with_date, strict=True)
        if n and c.status != ASK and not may_have_joined(c, m.columns)
    ]
    if decided == OUT and out:
        n = sum(n for _, n in out)
        draft.warnings.append(words.NOT_JOINED_SAID.format(n=n, heading=column.heading))
    elif decided is None and dated is not None and out:
        on_path = tells_path(m)
        draft.ask(questions.joined_all_the_same(column.heading, start, out, on_path))
    elif decided is None and any(answer for answer, _ in out):
        joined = [c.answer for c in coded if c.group == "Yes"]
        draft.ask(questions.who_joined(column.heading, out, joined))
    open_answers = [
        (c.answer, n)
        for c, n, accepted in zip(coded, rows_of, accepted_codes(column, settings), strict=True)
        if n and c.status != ASK and accepted == NOBODY_KNOWS
    ]
    if open_answers and tells_path(m):
        n, shown = sum(n for _, n in open_answers), questions.counted(open_answers)
        said = words.NOT_DECIDED.format(n=n, heading=column.heading, answers=shown)
        draft.warnings.append(said)


def ask_whose_job_lasted(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask about answers that do not say whether a job lasted."""
    for weeks, role in ROLES.items():
        column = m.columns.get(role)
        coded = code_sustained(column, settings)
        if column is None:
            continue
        counts = np.bincount(column.codes, minlength=len(coded)).tolist()
        for c, n in zip(coded, counts, strict=True):
            if c.status == ASK:
                draft.ask(questions.did_job_last(column.heading, c.answer, n, weeks))


def _joined_on_a_day(m: ColumnMap, settings: Settings) -> NDArray[np.bool_] | None:
    """Tell the rows with a day of joining; None where no column holds such days."""
    start = m.columns.get("start_date")
    if start is None or is_referral(start):
        return None
    days = read_dates(start.answers, settings.date_order).values
    out: NDArray[np.bool_] = np.array([d is not None for d in days], dtype=bool)[start.codes]
    return out


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
    settings: Settings,
    draft: Draft,
) -> None:
    """Ask where unrecognised answers belong; say which were read by their likeliest meaning."""
    keyed = {
        fold(c.answer)
        for e in ethnic
        if e is not None and needs_key(e, settings)
        for c in e.coded
        if _is_code(c)
    }
    for row in rows:
        if row.status != ASK or (row.dimension == "ethnicity" and fold(row.answer) in keyed):
            continue
        near = coding.suggest(row.answer, FIVE_GROUPS) if row.dimension == "ethnicity" else None
        n = row.service_count + row.caseload_count
        draft.ask(questions.place_answer(row.dimension, row.answer, n, groups, near))
    suggested = [r.answer for r in rows if r.status == SUGGESTED]
    if suggested:
        shown = "; ".join(f"{r.answer} → {r.group}" for r in rows if r.status == SUGGESTED)
        draft.warnings.append(words.SUGGESTED.format(answers=shown))
    there = [e for e in ethnic if e is not None]
    schemes = sorted({e.kind for e in there if e.kind != "labels"})
    draft.warnings += [words.SCHEME.format(scheme=s) for s in schemes]
    if any(e.kind == "labels" and e.letters == coding.NHS_LETTERS for e in there):
        draft.warnings.append(words.LETTERS_READ)
    ilr = coding.NUMBERINGS[coding.ILR_KEY]
    if settings.ethnic_scheme is None and any(c.scheme == ilr for e in there for c in e.coded):
        draft.warnings.append(words.ILR_READ)


def kept_out(rows: Sequence[CodingRow]) -> frozenset[str]:
    """Return the answers that a settings file does not keep, because it may be passed on.

    Parameters
    ----------
    rows : sequence of CodingRow

    Returns
    -------
    frozenset of str
        Answers that look like personal details; and those that occur once or twice, unless they
        stand in a published list.
    """
    return frozenset(
        r.answer
        for r in rows
        if looks_personal(r.answer)
        or (
            0 < r.service_count + r.caseload_count < FEWEST_KEPT
            and fold(r.answer) not in codelists.ethnicity()
            and not any(fold(r.answer) in codelists.values(f) for f in ("gender", "job_outcome"))
        )
    )
