"""Every distinct answer of both files: what it is read as, and what must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake.caseload.coded import Baseline
from ips_audit.intake.draft import Draft
from ips_audit.intake.files.table import Cell, Column, Table, blank
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import ASK, PLACED, SUGGESTED, UNKNOWN, Coded
from ips_audit.intake.matching.columns import ColumnMap
from ips_audit.intake.matching.final_groups import final_group
from ips_audit.intake.matching.jobs import NOT_A_JOB, denies_work
from ips_audit.intake.matching.joined import LEAVE_OUT, NOT_JOINED, code_joined
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

YES_NO = {"yes", "no", "y", "n", "true", "false", "1", "0"}
# Values of answers.meaning.<heading>, with NOT_A_JOB.
YES_IS_NO_JOB, YES_IS_JOB = "yes means no job", "yes means a job"


def code_ethnic(
    m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> coding.ColumnCoding | None:
    """Code the ethnic groups of one file; None, with a question, where no column holds them."""
    column = m.columns.get("ethnicity")
    if column is None:
        decided = settings.columns.get("ethnicity") == ""
        if not decided and not any(q.about == "columns.ethnicity" for q in draft.questions):
            text = words.NO_ROLE.format(role="ethnic group", mend=words.NEEDED["ethnicity"])
            draft.ask(_which_ethnicity(text, table.columns))
        return None
    placed = settings.answers.get("ethnicity", {})
    found = coding.code_ethnicity(column.answers, settings.ethnic_scheme, placed)
    known = sum(c.status not in (ASK,) for c in found.coded)
    many = len(column.answers) > max(12, 0.5 * table.n_rows)
    if many and known < len(found.coded) / 2:
        text = words.NOT_ETHNICITY.format(
            heading=column.heading, distinct=len(column.answers), rows=table.n_rows
        )
        draft.ask(_which_ethnicity(text, [c for c in table.columns if c is not column]))
        return None
    if needs_key(found, settings):
        draft.ask(scheme_question(column.heading, column.answers, found))
    return found


def _which_ethnicity(text: str, columns: Sequence[Column]) -> Question:
    """Ask for the column of ethnic groups; none of them is an answer too."""
    choices = [Choice(c.heading, c.heading) for c in columns]
    none = Choice("", words.NONE_OF_THESE["ethnicity"])
    return Question("columns.ethnicity", text, (*choices, none))


def needs_key(found: coding.ColumnCoding | None, settings: Settings) -> bool:
    """Tell whether answers are numbers or letters whose meaning nobody has said."""
    if found is None or settings.ethnic_scheme == coding.ONE_BY_ONE:
        return False
    unclear = any(_is_code(c) for c in found.coded)
    return unclear and (found.kind == "numbers" or found.letters == "ask")


def _is_code(coded: Coded) -> bool:
    """Tell a number or a single letter that no chosen scheme gives a meaning to."""
    return coded.status == ASK and (len(coded.answer) == 1 or coded.answer.isdecimal())


def scheme_question(
    heading: str, answers: Sequence[Cell], found: coding.ColumnCoding
) -> Question:
    """Ask for the key of numbers or letters, and show what each would mean."""
    numbers = found.kind == "numbers"
    names = coding.NUMBERINGS.values() if numbers else (coding.NHS_LETTERS, coding.INITIAL_LETTERS)
    wanted = {c.answer for c in found.coded if _is_code(c)}
    choices = []
    for name in names:
        tried = [c for c in coding.code_ethnicity(answers, name, {}).coded if c.answer in wanted]
        if any(c.status == ASK for c in tried):
            continue
        shown = "; ".join(f"{c.answer} = {c.note or c.group}" for c in tried)
        choices.append(Choice(name, f"{name}: {shown}"))
    choices.append(Choice(coding.ONE_BY_ONE, words.ONE_BY_ONE))
    text = (words.NUMBERS_KEY if numbers else words.LETTERS_KEY).format(heading=heading)
    return Question("ethnic_scheme", text, tuple(choices))


def values_of(
    m: ColumnMap, role: str, settings: Settings, field: str | None = None
) -> tuple[Coded, ...]:
    """Code the distinct answers of a column with genders or outcomes."""
    column = m.columns.get(role)
    if column is None:
        return ()
    placed = settings.answers.get(role, {})
    coded = code_values(field or role, column.answers, placed, column.original)
    if role != "gender" and denies_work(column) and role not in m.together:
        meaning = settings.answers.get("meaning", {}).get(column.heading)
        coded = tuple(_turned(c, meaning) for c in coded)
    return coded


def _turned(coded: Coded, meaning: str | None) -> Coded:
    """Return what a plain yes or no means under a heading that says who is not in work."""
    if coded.status == PLACED or fold(coded.answer) not in YES_NO or meaning == YES_IS_JOB:
        return coded
    if meaning == YES_IS_NO_JOB:
        return replace(coded, group="No" if coded.group == "Yes" else "Yes")
    return replace(coded, group=NOT_KNOWN, status=UNKNOWN)


def ask_what_yes_means(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask what yes means under a heading such as "Unemployed"; never count it as a job."""
    for role in ("job_outcome", "in_work_at_start"):
        column = m.columns.get(role)
        if column is None or role in m.together or not denies_work(column):
            continue
        placed = {fold(a) for a in settings.answers.get(role, {})}
        open_answers = [a for a in column.answers if not blank(a) and fold(a) in YES_NO - placed]
        if not open_answers or column.heading in settings.answers.get("meaning", {}):
            continue
        coded = code_values("job_outcome", open_answers, {})
        said = {c.group: c.answer for c in coded}
        yes, no = said.get("Yes", "Yes"), said.get("No", "No")
        text = words.WHAT_YES_MEANS.format(heading=column.heading, yes=yes)
        choices = (
            Choice(YES_IS_NO_JOB, words.YES_NO_JOB.format(yes=yes, no=no)),
            Choice(YES_IS_JOB, words.YES_A_JOB.format(yes=yes, no=no)),
            Choice(NOT_A_JOB, words.NEITHER),
        )
        draft.ask(Question(f"answers.meaning.{column.heading}", text, choices))


def ask_who_joined(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask whether the people whose referral was not accepted are left out."""
    column = m.columns.get("joined")
    if column is None:
        return
    coded = code_joined(column, settings)
    counts = np.bincount(column.codes, minlength=len(coded))
    yes_no = (Choice("Yes", "Yes"), Choice("No", "No"))
    for c, n in zip(coded, counts, strict=True):
        if c.status == ASK:
            text = words.JOINED_ANSWER.format(answer=c.answer[:60], heading=column.heading, n=n)
            draft.ask(Question(f"answers.joined.{c.answer}", text, yes_no))
    out = [(c.answer, int(n)) for c, n in zip(coded, counts, strict=True) if c.group == "No"]
    joined = [c.answer for c in coded if c.group == "Yes"]
    decided = settings.answers.get("rows", {}).get(NOT_JOINED)
    if not out or (decided is None and _dated_all_the_same(m, column, coded)):
        return
    n = sum(k for _, k in out)
    if decided is None:
        shown = ", ".join(f"{a} ({k})" for a, k in out)
        text = words.WHO_JOINED.format(heading=column.heading, n=n, answers=shown)
        leave = words.LEAVE_OUT_NOT_JOINED.format(answers=", ".join(joined))
        choices = (Choice(LEAVE_OUT, leave), Choice("count", words.COUNT_ALL))
        draft.ask(Question(f"answers.rows.{NOT_JOINED}", text, choices))
    elif decided == LEAVE_OUT:
        draft.warnings.append(words.NOT_JOINED_SAID.format(n=n, heading=column.heading))


def _dated_all_the_same(m: ColumnMap, column: Column, coded: Sequence[Coded]) -> bool:
    """Tell whether nobody who did not join has a start date: they are left out for that."""
    start = m.columns.get("start_date")
    if start is None:
        return False
    out = np.array([c.group == "No" for c in coded])[column.codes]
    return not bool((out & start.part.filled()).any())


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
    settings: Settings,
    draft: Draft,
) -> None:
    """Ask where unrecognised answers belong; say which were read by their likeliest meaning."""
    keyed = {fold(c.answer) for e in ethnic if needs_key(e, settings) for c in e.coded if _is_code(c)}
    for row in rows:
        if row.status != ASK or (row.dimension == "ethnicity" and fold(row.answer) in keyed):
            continue
        names = {"ethnicity": groups, "gender": GENDERS, "job_outcome": ("Yes", "No")}
        choices = [Choice(g, g) for g in (*names[row.dimension], NOT_KNOWN)]
        if row.dimension == "ethnicity" and row.answer not in groups:
            choices.append(Choice(row.answer, words.OWN_GROUP))
        text = _placing(row)
        near = coding.suggest(row.answer, FIVE_GROUPS) if row.dimension == "ethnicity" else None
        hint = "" if near is None else " " + words.LOOKS_LIKE.format(group=near)
        draft.ask(Question(f"answers.{row.dimension}.{row.answer}", text + hint, tuple(choices)))
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


def _placing(row: CodingRow) -> str:
    """Return the question for one answer, as a person would put it."""
    n = row.service_count + row.caseload_count
    if row.answer == words.MORE_THAN_ONE:
        return words.MORE_THAN_ONE_ASK.format(n=n)
    form = words.GOT_A_JOB if row.dimension == "job_outcome" else words.PLACE_ANSWER
    return form.format(answer=row.answer[:60], n=n)
