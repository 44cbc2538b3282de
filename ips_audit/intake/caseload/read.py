"""The caseload files, each in its own form, to lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ips_audit.intake.caseload import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.caseload.groups_across import (
    crossing,
    group_columns,
    read_crossed,
    read_wide,
    without_groups,
)
from ips_audit.intake.caseload.groups_down import read_caseload
from ips_audit.intake.caseload.lines import Line, Reading, group_column
from ips_audit.intake.caseload.questions import EACH_COLUMN
from ips_audit.intake.caseload.which_numbers import find_counts, is_rate, unit, with_count
from ips_audit.intake.caseload.which_rows import choose_rows, choose_wide_rows, holds_a_whole
from ips_audit.intake.files.source import display_name, stem
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import codelists, coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.columns import match_columns
from ips_audit.intake.matching.values import code_values
from ips_audit.model import (
    CASELOAD_ROLES,
    DIMENSIONS,
    ETHNIC_GROUP,
    OWN,
    Dimension,
    Settings,
)
from ips_audit.words import caseload as words

NAMES = "|".join(re.escape(fold(d.name)) for d in DIMENSIONS)
KNOWN = 0.6  # of the answers on such rows
KIND_OF_GROUP = re.compile(rf"\b(ethnic\w*|race|sex|{NAMES})\b")


def build_baseline(
    tables: Sequence[tuple[str, Table]],
    settings: Settings,
    services: Sequence[str],
    own: Dimension | None = None,
) -> Baseline:
    """Read all caseload tables.

    Parameters
    ----------
    tables : sequence of (file name, Table)
        May be empty.
    settings : Settings
    services : sequence of str
        Names of the services in the service file; empty for one without a name.
    own : Dimension, optional
        The user's own: a column of that heading is taken for it.

    Returns
    -------
    Baseline
    """
    out = Baseline(settings, own)
    said = {fold(k): v for k, v in settings.answers.get("caseload", {}).items()}
    chosen = settings.caseload_columns.get("count")
    several = len({file for file, _ in tables}) > 1
    for file, table in tables:
        out.given = True
        groups = {} if chosen else group_columns(table)
        m = match_columns(
            without_groups(table, groups),
            ("service",) if groups else CASELOAD_ROLES,
            replace(settings, caseload_columns=_chosen(table, settings, own)),
            display_name(file),
            "caseload_columns",
        )
        for question in m.questions:
            out.draft.ask(question)
        out.draft.warnings += [*table.warnings, *m.warnings]
        out.guesses = out.guesses or m.guesses
        out.headings = out.headings or tuple(c.heading for c in table.columns)
        one = stem(file) if several else None
        columns = _with_group(table, m.columns)
        if groups:
            decided = settings.answers.get("caseload", {})
            table, groups, done = choose_wide_rows(table, groups, decided, out.draft)
            if not done:
                continue
        if crossed := crossing(table, groups):
            out.draft.warnings.append(words.CROSSED)
            _add_reading(out, read_crossed(table, groups, crossed, one))
        elif groups:
            _add_reading(out, read_wide(table, groups, m.columns, said, one))
        else:
            _read_long(out, table, columns, services, said, one)
    if out.given and not (out.reading.lines or out.reading.percentages or out.draft.questions):
        out.draft.warnings.append(words.NO_COUNTS)
    _percentages(out, settings)
    answers = [ln.answer for ln in out.reading.lines if ln.dimension == ETHNIC_GROUP]
    out.coding = coding.code_ethnicity(
        list(dict.fromkeys(answers)), settings.ethnic_scheme, settings.answers.get("ethnicity", {})
    )
    for dimension in {ln.dimension: None for ln in out.reading.lines}:
        if dimension != ETHNIC_GROUP:
            answers = [ln.answer for ln in out.reading.lines if ln.dimension == dimension]
            placed = settings.answers.get(dimension.key, {})
            coded = code_values(dimension.key, list(dict.fromkeys(answers)), placed)
            out.coded_values[dimension] = {c.answer: c for c in coded}
    return out


def _chosen(table: Table, settings: Settings, own: Dimension | None) -> dict[str, str]:
    """Return the columns that the user chose; their own dimension's has the same heading here."""
    chosen = {r: h for r, h in settings.caseload_columns.items() if h != EACH_COLUMN}
    if own is not None and OWN not in chosen and table.column(own.name) is not None:
        chosen[OWN] = own.name
    return chosen


def _with_group(table: Table, columns: Mapping[str, Column]) -> Mapping[str, Column]:
    """Take a column of groups for what it is, where its heading, like "Category", says otherwise.

    Another column may then say of each row what its group is a group of.
    """
    held = columns.get("dimension")
    if held is None or group_column(columns) is not None:
        return columns
    if (group := _groups_among_others(table, held)) is not None:
        return {**columns, "group": group}
    known = [a for a in held.answers if not blank(a)]
    groups = [a for a in known if fold(a) in codelists.ethnicity()]
    if any(KIND_OF_GROUP.search(fold(a)) for a in known) or 2 * len(groups) < len(known):
        return columns
    rest = {r: c for r, c in columns.items() if r != "dimension"} | {"group": held}
    for column in table.columns:
        free = all(column is not c for c in rest.values())
        if free and any(KIND_OF_GROUP.search(fold(a)) for a in column.answers if not blank(a)):
            return rest | {"dimension": column}
    return rest


def _groups_among_others(table: Table, breakdown: Column) -> Column | None:
    """Return the column that holds ethnic groups on the rows that a breakdown says are of them.

    The other rows, of ages or of places, make it look like no column of groups at all.
    """
    says = [not blank(a) and bool(KIND_OF_GROUP.search(fold(a))) for a in breakdown.answers]
    rows = np.array(says, dtype=bool)[breakdown.codes]
    if not rows.any() or rows.all():
        return None
    best: tuple[float, Column] | None = None
    for column in table.columns:
        there = [column.answers[c] for c in np.unique(column.codes[rows])]
        answers = [fold(a) for a in there if not blank(a)]
        lists = {**codelists.ethnicity(), **codelists.values("gender")}
        known = sum(len(lists.get(a, ())) > 0 for a in answers)
        # Names say more than letters, which may be those of anything.
        rank = sum(len(a) > 2 for a in answers) / max(len(answers), 1)
        if len(answers) > 2 and known > KNOWN * len(answers) and (best is None or rank > best[0]):
            best = rank, column
    return None if best is None else best[1]


def _read_long(
    out: Baseline,
    table: Table,
    columns: Mapping[str, Column],
    services: Sequence[str],
    said: Mapping[str, str],
    one: str | None,
) -> None:
    """Read a table with groups or people down, once its columns of numbers are known."""
    found = dict(columns)
    chosen = out.settings.caseload_columns.get("count")
    if chosen == "":  # the user said that no column holds numbers of people
        out.draft.warnings.append(words.NO_COUNTS)
        return
    group = group_column(found)
    if group is not None and "person" not in found:
        counts = find_counts(table, found, chosen, services)
        if counts.across:
            names = ", ".join(c.heading for c in counts.across)
            out.draft.warnings.append(words.ACROSS_READ.format(names=names))
            for column in counts.across:
                across = {**found, "count": column}
                reading = read_caseload(table, across, said, column.heading, services, out.own)
                _add_reading(out, replace(reading, total=None))
            return
        if counts.question is not None:
            out.draft.ask(counts.question)
            return
        if counts.count is not None:
            found["count"] = counts.count
    found = with_count(out, table, found)
    if "count" in found:
        decided = out.settings.answers.get("caseload", {})
        if len(services) < 2 and holds_a_whole(table, found):
            del found["service"]  # one of its values is chosen, as of any other column
        table, found, done = choose_rows(table, found, decided, out.draft, out.own)
        if not done:
            return
        if is_rate(found["count"]):
            out.draft.warnings.append(words.RATE.format(heading=found["count"].heading))
            return
        found["count"] = unit(out, table, found["count"])
    _add_reading(out, read_caseload(table, found, said, one, services, out.own))


def _add_reading(out: Baseline, found: Reading) -> None:
    held = out.reading
    held.lines += found.lines
    held.joint += found.joint
    held.percentages += found.percentages
    held.total = found.total if held.total is None else held.total
    held.parts |= found.parts
    held.unreadable += found.unreadable
    if found.people is not None:
        held.people = (held.people or 0) + found.people
        out.draft.warnings.append(words.CASELOAD_LIST.format(people=found.people))
    if found.unused:
        out.draft.warnings.append(words.ROWS_UNUSED.format(n=found.unused))
    if found.repeated:
        out.draft.warnings.append(words.CASELOAD_TWICE.format(n=found.repeated))
    if found.disagree:
        out.draft.warnings.append(words.CASELOAD_CONFLICT.format(n=found.disagree))
    for answer, cell in found.unreadable:
        out.draft.ask(questions.unreadable_count(answer, cell))


def _percentages(out: Baseline, settings: Settings) -> None:
    """Turn percentages into people, with the total given; ask for it where there is none."""
    if not out.reading.percentages:
        return
    total = settings.caseload_total or out.reading.total
    if total is None:
        out.draft.ask(questions.people_behind_percentages())
        return
    sums: dict[tuple[str, Dimension], float] = {}
    for service, dimension, _, value in out.reading.percentages:
        sums[service, dimension] = sums.get((service, dimension), 0.0) + value
    out.estimated = True
    out.draft.warnings.append(words.PERCENT_TOTAL.format(total=total))
    for service, dimension, answer, value in out.reading.percentages:
        scale = 1.0 if sums[service, dimension] < 1.5 else 100.0
        out.reading.lines.append(Line(service, dimension, answer, round(total * value / scale)))
