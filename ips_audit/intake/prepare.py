"""The one entry of intake: tables and settings to people, caseload, questions and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ips_audit.intake import coding
from ips_audit.intake.baseline import Baseline, build_baseline
from ips_audit.intake.cleaning import Kept, Part, Rows, gather, one_row_a_person, period_of
from ips_audit.intake.codelists import fold, plain
from ips_audit.intake.coding import ASK, CHINESE, CHINESE_GROUPS, SUGGESTED, TOTAL, Coded
from ips_audit.intake.columns import ColumnMap, match_columns
from ips_audit.intake.dates import read_dates
from ips_audit.intake.oddities import oddities
from ips_audit.intake.reading import display_name
from ips_audit.intake.table import Column, Table, blank
from ips_audit.model import (
    FIVE_GROUPS,
    GENDERS,
    NOT_KNOWN,
    SERVICE_ROLES,
    Choice,
    CodingRow,
    People,
    Prepared,
    Question,
    RowLedger,
    Settings,
    Step,
)
from ips_audit.words import intake as words

Named = tuple[str, Table]
MOST_GROUPS = 20
ONE_SERVICE = "This service"


@dataclass
class Draft:
    """What piles up on the way: questions and warnings."""

    questions: list[Question]
    warnings: list[str]

    def ask(self, question: Question) -> None:
        """Add a question once."""
        if all(q.about != question.about for q in self.questions):
            self.questions.append(question)


def prepare(service: Sequence[Named], caseload: Sequence[Named], settings: Settings) -> Prepared:
    """Turn tables into coded people and a caseload, under the settings of the moment.

    Parameters
    ----------
    service, caseload : sequences of (file name, Table)
        At least one service table; the caseload may be empty.
    settings : Settings
        Everything decided so far.

    Returns
    -------
    Prepared
        `people` is None while a column that the audit needs is missing.
    """
    draft = Draft([], [])
    maps = [match_columns(t, SERVICE_ROLES, settings.columns, display_name(f)) for f, t in service]
    for m, (_, table) in zip(maps, service, strict=True):
        for question in m.questions:
            draft.ask(question)
        draft.warnings += [*table.warnings, *m.warnings]
        _ask_about_table(table, settings, draft)
    ethnic = [_code_ethnic(m, t, settings, draft) for m, (_, t) in zip(maps, service, strict=True)]
    one_service = len(service) == 1 and "service" not in maps[0].columns
    base = build_baseline(caseload, settings, one_service)
    draft.warnings += base.warnings
    for question in base.questions:
        draft.ask(question)
    if base.coding is not None and _needs_key(base.coding):
        heading = next((g.heading for g in base.guesses if g.heading), "") or ""
        draft.ask(_numbering(heading, [c.answer for c in base.coding.coded]))
    place = _chinese(maps, ethnic, base, settings, draft)
    groups = _groups(ethnic, base, settings)
    parts = [
        _part(named, m, e, place, groups, settings, len(service) > 1)
        for named, m, e in zip(service, maps, ethnic, strict=True)
    ]
    for m in maps:
        _ask_about_in_work(m, settings, draft)
    rows_coding = _coding_rows(maps, ethnic, base, place, settings)
    _ask_about_answers(rows_coding, [*ethnic, base.coding], settings, draft)
    settings = _settled(settings, maps, place)
    people, ledger, settings = _people(parts, groups, settings, draft)
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
        groups=groups,
        settings=settings,
    )


def parts_services(people: People | None) -> tuple[str, ...]:
    """Return the services that the people belong to."""
    return () if people is None else people.services


def ethnic_present(people: People | None) -> tuple[str, ...]:
    """Return the ethnic groups that at least one person belongs to."""
    if people is None:
        return ()
    present = np.unique(people.ethnic_group[people.ethnic_group >= 0])
    return tuple(people.ethnic_groups[i] for i in present)


def _included() -> Question:
    yes = Choice(True, "Yes, the service works inside these teams")
    no = Choice(False, "No, they are different people")
    return Question("caseload_includes_service", words.INCLUDED, (yes, no), True)


def _ask_about_table(table: Table, settings: Settings, draft: Draft) -> None:
    if table.heading_doubtful and settings.heading_row is None:
        draft.ask(Question("heading_row", words.HEADING_ROW, (Choice(1, "Row 1"),)))
    if table.ragged_rows and "ragged_rows" not in settings.answers.get("rows", {}):
        draft.ask(Question("answers.rows.ragged_rows", words.RAGGED, (Choice("use", "Use them"),)))


def _code_ethnic(
    m: ColumnMap, table: Table, settings: Settings, draft: Draft
) -> coding.ColumnCoding | None:
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
    if _needs_key(found):
        draft.ask(_numbering(column.heading, column.answers))
    return found


def _needs_key(found: coding.ColumnCoding | None) -> bool:
    """Tell whether answers are numbers whose meaning nobody has said."""
    return (
        found is not None and found.kind == "numbers" and any(c.status == ASK for c in found.coded)
    )


def _numbering(heading: str, answers: Sequence[object]) -> Question:
    choices = []
    for name in coding.NUMBERINGS.values():
        tried = coding.code_ethnicity(answers, name, {}).coded
        if any(c.status == ASK for c in tried):
            continue
        shown = "; ".join(f"{c.answer} = {c.note or c.group}" for c in tried if c.answer)
        choices.append(Choice(name, f"{name}: {shown}"))
    text = words.NUMBERS_KEY.format(heading=heading)
    return Question("ethnic_scheme", text, tuple(choices))


def _chinese(
    maps: Sequence[ColumnMap],
    ethnic: Sequence[coding.ColumnCoding | None],
    base: Baseline,
    settings: Settings,
    draft: Draft,
) -> str:
    """Choose one place for Chinese people in both files, and say so."""
    codings = [c for c in ethnic if c is not None]
    n = sum(
        int(np.isin(m.columns["ethnicity"].codes, _where(e, CHINESE)).sum())
        for m, e in zip(maps, ethnic, strict=True)
        if e is not None
    )
    in_base = base.coding is not None and any(c.group == CHINESE for c in base.coding.coded)
    if settings.chinese_in in CHINESE_GROUPS:
        place = settings.chinese_in
    elif not n and not in_base:
        return "Other"
    else:
        own = {c.chinese_place for c in codings if c.chinese_place}
        theirs = {base.coding.chinese_place} if base.coding and base.coding.chinese_place else set()
        merged = base.coding is not None and base.coding.chinese_merged
        place = _agree(own, theirs, merged, n, draft)
    group = CHINESE_GROUPS[place]
    if n and place:
        draft.warnings.append(words.CHINESE_SAID.format(n=n, group=group))
    return place


def _agree(own: set[str], theirs: set[str], merged: bool, n: int, draft: Draft) -> str:
    both = (
        Choice("Asian", "Asian/Asian British"),
        Choice("Other", "Other"),
    )
    if merged:
        if n:
            draft.warnings.append(words.CHINESE_MERGED.format(n=n))
        return "Other"
    if own and theirs and own != theirs:
        text = words.CHINESE_CLASH.format(one=min(own), other=min(theirs))
        draft.ask(Question("chinese_in", text, both))
        return "Other"
    if len(own | theirs) != 1:
        draft.ask(Question("chinese_in", words.CHINESE_ASK, both))
        return "Other"
    return (own | theirs).pop()


def _where(found: coding.ColumnCoding, group: str) -> list[int]:
    return [i for i, c in enumerate(found.coded) if c.group == group]


def final_group(coded: Coded, place: str) -> str:
    """Return a coded answer's group once the place of Chinese people is known."""
    return CHINESE_GROUPS[place] if coded.group == CHINESE else coded.group


def _groups(
    ethnic: Sequence[coding.ColumnCoding | None], base: Baseline, settings: Settings
) -> tuple[str, ...]:
    """List the groups: the five, and any that the user made; as given, those that occur."""
    named = [c for e in ethnic if e for c in e.coded] + list(
        base.coding.coded if base.coding else ()
    )
    own = dict.fromkeys(
        c.group for c in named if c.group not in (NOT_KNOWN, CHINESE) and c.status != TOTAL
    )
    if settings.ethnic_scheme == "as given":
        return tuple(own)[:MOST_GROUPS]
    extra = [g for g in own if g not in FIVE_GROUPS]
    return (*FIVE_GROUPS, *extra)


def _part(
    named: Named,
    m: ColumnMap,
    ethnic: coding.ColumnCoding | None,
    place: str,
    groups: tuple[str, ...],
    settings: Settings,
    several: bool,
) -> Part:
    file, table = named
    index = {g: i for i, g in enumerate(groups)}
    coded = ethnic.coded if ethnic else ()
    genders = _values(m, "gender", settings)
    outcomes = _values(m, "job_outcome", settings)
    in_work = _values(m, "in_work_at_start", settings, "job_outcome")
    stem = display_name(file).rsplit(".", 1)[0]
    yes_no = {"Yes": 1, "No": 0}
    return Part(
        file=display_name(file),
        table=table,
        columns=m.columns if ethnic else {r: c for r, c in m.columns.items() if r != "ethnicity"},
        service=stem if several else ONE_SERVICE,
        ethnic=[index.get(final_group(c, place), -1) for c in coded] or [-1],
        gender=[GENDERS.index(c.group) if c.group in GENDERS else -1 for c in genders] or [-1],
        outcome=[-2 if not c.answer else yes_no.get(c.group, -1) for c in outcomes] or [-1],
        in_work=[yes_no.get(c.group, 0) for c in in_work] or [0],
        total=[c.status == TOTAL for c in coded] or [False],
    )


def _values(
    m: ColumnMap, role: str, settings: Settings, field: str | None = None
) -> tuple[Coded, ...]:
    column = m.columns.get(role)
    if column is None:
        return ()
    return coding.code_values(field or role, column.answers, settings.answers.get(role, {}))


def _ask_about_in_work(m: ColumnMap, settings: Settings, draft: Draft) -> None:
    """Ask about answers that do not say yes or no; say that blanks were taken as no."""
    coded = _values(m, "in_work_at_start", settings, "job_outcome")
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


def _coding_rows(
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
            final_group(coded, place),
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
            ("gender", "gender", _values(m, "gender", settings)),
            ("job_outcome", "job_outcome", _values(m, "job_outcome", settings)),
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


def _ask_about_answers(
    rows: Sequence[CodingRow],
    ethnic: Sequence[coding.ColumnCoding | None],
    settings: Settings,
    draft: Draft,
) -> None:
    """Ask where unrecognised answers belong; say which were read by their likeliest meaning."""
    numbers = any(e is not None and e.kind == "numbers" for e in ethnic)
    for row in rows:
        if row.status != ASK or (row.dimension == "ethnicity" and numbers):
            continue
        names = {"ethnicity": FIVE_GROUPS, "gender": GENDERS, "job_outcome": ("Yes", "No")}
        choices = tuple(Choice(g, g) for g in (*names[row.dimension], NOT_KNOWN))
        text = words.PLACE_ANSWER.format(
            answer=row.answer[:60], n=row.service_count + row.caseload_count
        )
        near = coding.suggest(row.answer, FIVE_GROUPS) if row.dimension == "ethnicity" else None
        hint = "" if near is None else " " + words.LOOKS_LIKE.format(group=near)
        draft.ask(Question(f"answers.{row.dimension}.{row.answer}", text + hint, choices))
    suggested = [r.answer for r in rows if r.status == SUGGESTED]
    if suggested:
        shown = "; ".join(f"{r.answer} → {r.group}" for r in rows if r.status == SUGGESTED)
        draft.warnings.append(words.SUGGESTED.format(answers=shown))
    schemes = sorted({e.kind for e in ethnic if e is not None and e.kind != "labels"})
    draft.warnings += [words.SCHEME.format(scheme=s) for s in schemes]


def _settled(settings: Settings, maps: Sequence[ColumnMap], place: str) -> Settings:
    """Write the guesses into the settings, so that they can be saved and shown."""
    columns = {r: c.heading for m in maps for r, c in m.columns.items()}
    return replace(settings, columns={**settings.columns, **columns}, chinese_in=place)


def _people(
    parts: Sequence[Part], groups: tuple[str, ...], settings: Settings, draft: Draft
) -> tuple[People | None, RowLedger, Settings]:
    n = sum(p.table.n_rows for p in parts)
    if any("ethnicity" not in p.columns for p in parts):
        return None, RowLedger(n, 0), settings
    _ask_about_dates(parts, settings, draft)
    rows = gather(parts, settings.date_order)
    has = {r: any(r in p.columns for p in parts) for r in SERVICE_ROLES}
    if (found := period_of(rows.start, settings)) is not None:
        first, last, guessed = found
        settings = replace(settings, period_from=first, period_to=last)
        if guessed:
            draft.warnings.append(words.PERIOD_GUESSED.format(first=first, last=last))
    draft.warnings += oddities(parts, rows)
    blanks = int((rows.job == -2).sum())
    totals = np.concatenate([np.asarray(p.total)[p.columns["ethnicity"].codes] for p in parts])
    kept = one_row_a_person(
        rows, [p.file for p in parts], totals, settings, has["start_date"],
        has["job_start_date"], settings.blank_outcome_means_no,
    )  # fmt: skip
    draft.warnings += kept.notes
    _ask_about_outcomes(blanks, rows, kept, has, settings, draft)
    people = _assemble(rows, kept, groups, has, settings)
    _warn_about_ages(people, has, draft)
    used = len(kept.keep)
    steps = (Step("rows in the files", n), Step("rows that are people in the period", used))
    return people, RowLedger(n, used, kept.left_out, steps), settings


def _assemble(
    rows: Rows, kept: Kept, groups: tuple[str, ...], has: Mapping[str, bool], settings: Settings
) -> People:
    keep = kept.keep
    wait = (kept.first_job - rows.start[keep]) / np.timedelta64(1, "D")
    used = np.unique(rows.service_code[keep])
    place = np.zeros(len(rows.service), dtype=np.int16)
    place[used] = np.arange(len(used))
    leave = settings.leave_out_in_work is not False
    return People(
        services=tuple(rows.service[i] for i in used),
        ethnic_groups=groups,
        genders=GENDERS,
        service=place[rows.service_code[keep]],
        ethnic_group=kept.ethnic,
        gender=kept.gender,
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
        has_gender=has["gender"],
    )


def _ask_about_dates(parts: Sequence[Part], settings: Settings, draft: Draft) -> None:
    """One order for all dates of a column; ask where nothing tells."""
    for part in parts:
        orders: dict[str, str] = {}
        unclear: list[tuple[Column, str]] = []
        for role in ("start_date", "job_start_date", "date_of_birth"):
            column = part.columns.get(role)
            if column is None:
                continue
            read = read_dates(column.answers, settings.date_order, role == "date_of_birth")
            if role != "start_date" and any(read.unreadable):
                draft.warnings.append(_not_dates(column, read.unreadable, part.table))
            if read.ambiguous:
                example = next(
                    plain(a) for a in column.answers if isinstance(a, str) and not blank(a)
                )
                unclear.append((column, example if role == "start_date" else ""))
            elif read.order:
                orders[column.heading] = read.order
                draft.warnings.append(
                    words.DATES_READ.format(heading=column.heading, order=read.order)
                )
        for column, example in unclear:
            # Day first is how the unclear ones are read, so a clear neighbour may settle it.
            if set(orders.values()) == {"day first"}:
                draft.warnings.append(
                    words.DATES_READ.format(heading=column.heading, order="day first")
                )
            else:
                day = Choice("day first", "Day first: 3/4 is 3 April")
                month = Choice("month first", "Month first: 3/4 is 4 March")
                text = words.DATE_ORDER.format(
                    heading=column.heading, example=example or "3/4/2019"
                )
                draft.ask(Question("date_order", text, (day, month)))
        if "date_of_birth" in part.columns and "age" not in part.columns:
            draft.warnings.append(words.AGE_FROM_BIRTH)


def _not_dates(column: Column, unreadable: Sequence[bool], table: Table) -> str:
    """Say how many answers of a date column are no dates, by row and never by answer."""
    bad = np.flatnonzero(np.asarray(unreadable)[column.codes])
    row = int(table.row_numbers[bad[0]])
    return words.NOT_DATES.format(heading=column.heading, n=len(bad), row=row)


def _ask_about_outcomes(
    blanks: int, rows: Rows, kept: Kept, has: Mapping[str, bool], settings: Settings, draft: Draft
) -> None:
    if blanks and settings.blank_outcome_means_no is None:
        choices = (Choice(True, "Yes, no job"), Choice(False, "No, not recorded"))
        draft.ask(Question("blank_outcome_means_no", words.BLANK_OUTCOME.format(n=blanks), choices))
    in_work = int(rows.weight[kept.keep][kept.in_work].sum())
    if in_work and settings.leave_out_in_work is None:
        choices = (
            Choice(True, "Leave them out of the job comparison (recommended)"),
            Choice(False, "Count them as recorded"),
        )
        draft.ask(Question("leave_out_in_work", words.IN_WORK.format(n=in_work), choices))
    if not (has["job_outcome"] or has["job_start_date"]):
        draft.warnings.append(words.NO_ROLE.format(role="job outcome", mend=words.NEEDED["job"]))


def _warn_about_ages(people: People, has: Mapping[str, bool], draft: Draft) -> None:
    if has["age"] or has["date_of_birth"]:
        missing = int(people.weight[np.isnan(people.age)].sum())
        if missing:
            draft.warnings.append(words.AGE_UNUSABLE.format(n=missing))
