"""The caseload files, each in its own form, to lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.caseload.coded import Baseline
from ips_audit.intake.caseload.count_columns import EACH, find_counts
from ips_audit.intake.caseload.lines import Line, Reading
from ips_audit.intake.caseload.long import is_percent, read_caseload
from ips_audit.intake.caseload.wide import (
    crossing,
    group_columns,
    read_crossed,
    read_wide,
    without_groups,
)
from ips_audit.intake.draft import stem
from ips_audit.intake.files.merged_cells import filled_down
from ips_audit.intake.files.reading import display_name
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.columns import match_columns
from ips_audit.intake.matching.values import code_values
from ips_audit.intake.people.coded_rows import count_of
from ips_audit.model import (
    CASELOAD_ROLES,
    ETHNIC_GROUP,
    GENDER,
    Choice,
    Dimension,
    Question,
    Settings,
)
from ips_audit.words import intake as words

ALL_ROWS = "all rows"


MOST_CHOICES = 30
# A heading that says the numbers are of people.
NUMBER_WORDS = re.compile(r"\b(numbers?|counts?|people|patients|clients|users|headcount|n)\b")


def build_baseline(
    tables: Sequence[tuple[str, Table]],
    settings: Settings,
    services: Sequence[str],
) -> Baseline:
    """Read all caseload tables.

    Parameters
    ----------
    tables : sequence of (file name, Table)
        May be empty.
    settings : Settings
    services : sequence of str
        Names of the services in the service file; empty for one without a name.

    Returns
    -------
    Baseline
    """
    out = Baseline(settings)
    said = {fold(k): v for k, v in settings.answers.get("caseload", {}).items()}
    chosen = settings.caseload_columns.get("count")
    several = len({file for file, _ in tables}) > 1
    for file, table in tables:
        out.given = True
        groups = {} if chosen else group_columns(table)
        m = match_columns(
            without_groups(table, groups),
            ("service",) if groups else CASELOAD_ROLES,
            {r: h for r, h in settings.caseload_columns.items() if h != EACH},
            display_name(file),
            "caseload_columns",
        )
        out.questions += m.questions
        out.warnings += [*table.warnings, *m.warnings]
        out.guesses = out.guesses or m.guesses
        out.headings = out.headings or tuple(c.heading for c in table.columns)
        one = stem(file) if several else None
        if crossed := crossing(table, groups):
            out.warnings.append(words.CROSSED)
            _add_reading(out, read_crossed(table, groups, crossed, one))
        elif groups:
            _add_reading(out, read_wide(table, groups, m.columns, said, one))
        else:
            _read_long(out, table, m.columns, services, said, one)
    if out.given and not (out.reading.lines or out.reading.percentages or out.questions):
        out.warnings.append(words.NO_COUNTS)
    _percentages(out, settings)
    answers = [ln.answer for ln in out.reading.lines if ln.dimension == ETHNIC_GROUP]
    out.coding = coding.code_ethnicity(
        list(dict.fromkeys(answers)), settings.ethnic_scheme, settings.answers.get("ethnicity", {})
    )
    genders = [ln.answer for ln in out.reading.lines if ln.dimension == GENDER]
    distinct = list(dict.fromkeys(genders))
    coded = code_values("gender", distinct, settings.answers.get("gender", {}))
    out.genders = {c.answer: c for c in coded}
    return out


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
    group = found.get("group") or found.get("ethnicity") or found.get("gender")
    if group is not None and "person" not in found:
        counts = find_counts(table, found, chosen, services)
        if counts.across:
            names = ", ".join(c.heading for c in counts.across)
            out.warnings.append(words.ACROSS_READ.format(names=names))
            for column in counts.across:
                across = {**found, "count": column}
                reading = read_caseload(table, across, said, column.heading, services)
                _add_reading(out, replace(reading, total=None))
            return
        if counts.question is not None:
            out.questions.append(counts.question)
        if counts.count is not None:
            found["count"] = counts.count
    found = _with_count(out, table, found)
    if "count" in found:
        table, found = _only(out, table, found)
        found["count"] = _unit(out, table, found["count"])
    _add_reading(out, read_caseload(table, found, said, one, services))


def _unit(out: Baseline, table: Table, count: Column) -> Column:
    """Ask whether numbers that add up to exactly 100 are people or percentages."""
    numbers = [count_of(a) for a in count.answers]
    total = sum(numbers[c] or 0 for c in count.codes)
    named = NUMBER_WORDS.search(fold(count.original))
    if None in numbers or total != 100 or named or is_percent(count) or table.total_cells:
        return count
    said = out.settings.answers.get("caseload", {}).get("unit")
    if said is None:
        choices = (Choice("people", words.UNIT_PEOPLE), Choice("percent", words.UNIT_PERCENT))
        text = words.UNIT.format(heading=count.heading)
        out.questions.append(Question("answers.caseload.unit", text, choices))
    return replace(count, original=f"{count.original} %") if said == "percent" else count


def _only(
    out: Baseline, table: Table, columns: dict[str, Column]
) -> tuple[Table, dict[str, Column]]:
    """Keep some rows of a table that lists each group several times, as years do; ask which."""
    free = [c for c in table.columns if all(c is not taken for taken in columns.values())]
    keys = [filled_down(c).codes for r, c in columns.items() if r != "count"]
    # Each group stands there several times, not just "Not known" for two kinds of group.
    if 2 * len(np.unique(np.stack(keys), axis=1).T) > table.n_rows:
        return table, columns
    for column in map(filled_down, free):
        if len(np.unique(np.stack([*keys, column.codes]), axis=1).T) < table.n_rows:
            continue
        values = [plain(a) for a in column.answers if not blank(a)]
        said = out.settings.answers.get("caseload", {}).get("only")
        if said in values:
            keep = np.array([plain(a) == said for a in column.answers])[column.codes]
            return _rows(table, columns, keep)
        if said != ALL_ROWS and len(values) > 1 and len(values) <= MOST_CHOICES:
            text = words.ONLY_WHICH.format(heading=column.heading)
            choices = (*(Choice(v, v) for v in values), Choice(ALL_ROWS, words.ALL_ROWS))
            out.questions.append(Question("answers.caseload.only", text, choices))
        break
    return table, columns


def _rows(
    table: Table, columns: Mapping[str, Column], keep: NDArray[np.bool_]
) -> tuple[Table, dict[str, Column]]:
    """Return some rows of a table, and of its columns by role."""
    few = {r: replace(c, part=c.part.kept(keep)) for r, c in columns.items()}
    shown = tuple(replace(c, part=c.part.kept(keep)) for c in table.columns)
    cut = replace(table, columns=shown, row_numbers=table.row_numbers[keep], total_cells=())
    return cut, few


def _with_count(out: Baseline, table: Table, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Add a column of percentages as the count; ask where groups stand once each, uncounted."""
    found = dict(columns)
    group = found.get("group") or found.get("ethnicity") or found.get("gender")
    if group is None or "count" in found or "person" in found:
        return found
    others = [c for c in table.columns if all(c is not taken for taken in found.values())]
    percent = next((c for c in others if is_percent(c)), None)
    if percent is not None:
        found["count"] = percent
    elif table.n_rows > 1 and len(group.answers) == table.n_rows:
        choices = tuple(Choice(c.heading, c.heading) for c in others)
        out.questions.append(Question("caseload_columns.count", words.WHICH_COUNT, choices))
        del found[next(r for r, c in columns.items() if c is group)]
    return found


def _add_reading(out: Baseline, found: Reading) -> None:
    held = out.reading
    held.lines += found.lines
    held.percentages += found.percentages
    held.total = found.total if held.total is None else held.total
    held.parts |= found.parts
    held.unreadable += found.unreadable
    if found.people is not None:
        out.warnings.append(words.CASELOAD_LIST.format(people=found.people))
    if found.unused:
        out.warnings.append(words.ROWS_UNUSED.format(n=found.unused))
    if found.repeated:
        out.warnings.append(words.CASELOAD_TWICE.format(n=found.repeated))
    if found.disagree:
        out.warnings.append(words.CASELOAD_CONFLICT.format(n=found.disagree))
    for answer, cell in found.unreadable:
        text = words.UNREADABLE_COUNT.format(answer=cell[:40], group=answer[:60])
        out.questions.append(Question(f"answers.caseload.{answer}", text))


def _percentages(out: Baseline, settings: Settings) -> None:
    """Turn percentages into people, with the total given; ask for it where there is none."""
    if not out.reading.percentages:
        return
    total = settings.caseload_total or out.reading.total
    if total is None:
        out.questions.append(Question("caseload_total", words.PERCENT_ASK))
        return
    sums: dict[tuple[str, Dimension], float] = {}
    for service, dimension, _, value in out.reading.percentages:
        sums[service, dimension] = sums.get((service, dimension), 0.0) + value
    out.estimated = True
    out.warnings.append(words.PERCENT_TOTAL.format(total=total))
    for service, dimension, answer, value in out.reading.percentages:
        scale = 1.0 if sums[service, dimension] < 1.5 else 100.0
        out.reading.lines.append(Line(service, dimension, answer, round(total * value / scale)))
