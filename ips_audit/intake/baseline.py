"""The caseload under the same coding as the service file: one set of decisions for both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake import coding
from ips_audit.intake.caseload import Line, Reading, filled_down, is_percent, read_caseload
from ips_audit.intake.codelists import fold, plain
from ips_audit.intake.coding import TOTAL, Coded
from ips_audit.intake.columns import match_columns
from ips_audit.intake.counts import EACH, find_counts
from ips_audit.intake.draft import stem
from ips_audit.intake.grouping import final_group
from ips_audit.intake.parts import ADD_UP, GROUP_ROW, drop_parts
from ips_audit.intake.reading import display_name
from ips_audit.intake.sections import whole_group
from ips_audit.intake.services import match_services
from ips_audit.intake.table import Column, Table, blank
from ips_audit.intake.values import code_values
from ips_audit.intake.wide import crossing, group_columns, read_crossed, read_wide, without_groups
from ips_audit.model import (
    CASELOAD_ROLES,
    NOT_KNOWN,
    Caseload,
    CaseloadCount,
    Choice,
    ColumnGuess,
    Dimension,
    Question,
    Settings,
)
from ips_audit.words import intake as words

ALL_ROWS = "all rows"
MOST_CHOICES = 30
UNSAID = 4  # the most that a bare mark stands for, where no total tells
OUT, LOW, HIGH = "leave out", "low end", "high end"  # answers.caseload.suppressed
LEAVE_OUT = (Choice(OUT, words.LEAVE_GROUPS_OUT),)


class Asks(Protocol):
    """Takes questions and warnings."""

    warnings: list[str]

    def ask(self, question: Question) -> None:
        """Add a question once."""


@dataclass
class Baseline:
    """The caseload as read, before the place of Chinese people is known."""

    settings: Settings
    reading: Reading = field(default_factory=Reading)
    coding: coding.ColumnCoding | None = None
    genders: dict[str, Coded] = field(default_factory=dict)
    guesses: tuple[ColumnGuess, ...] = ()
    headings: tuple[str, ...] = ()
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    estimated: bool = False
    given: bool = False

    def coded(self, line: Line) -> Coded:
        """Return what a line's answer is."""
        key = "" if blank(line.answer) else plain(line.answer)
        if line.dimension is Dimension.GENDER:
            return self.genders[key]
        assert self.coding is not None
        return next(c for c in self.coding.coded if c.answer == key)

    def answer_counts(self) -> Iterator[tuple[str, Coded, int]]:
        """Yield (dimension, coded answer, people) for the coding table."""
        for line in self.reading.lines:
            name = "gender" if line.dimension is Dimension.GENDER else "ethnicity"
            yield name, self.coded(line), line.n or 0

    def counts(
        self,
        place: str,
        groups: Sequence[str],
        services: Sequence[str],
        draft: Asks,
        present: Sequence[str],
    ) -> Caseload | None:
        """Return the caseload by service, dimension and group, or None where there is none."""
        if not self.given or not self.reading.lines:
            return None
        named = []
        for line in self.reading.lines:
            coded = self.coded(line)
            if coded.status != TOTAL:
                ethnic = line.dimension is Dimension.ETHNIC_GROUP
                group = final_group(coded, place, self.settings) if ethnic else coded.group
                whole = self.reading.people is None and whole_group(line.answer) is not None
                named.append((line, group, whole))
        if self.reading.people is None:
            draft.warnings += _said_twice(self.reading.lines)
        said = self.settings.answers.get("caseload", {})
        parts = drop_parts(named, said)
        lines = parts.lines
        for group in dict.fromkeys(parts.doubtful):
            draft.ask(_parts_question(group))
        if parts.dropped or self.reading.parts:
            draft.warnings.append(words.PARTS_AND_SUM)
        self._check_total(lines, draft)
        matched = match_services(list(dict.fromkeys(ln.service for ln, _ in lines)), services, said)
        draft.warnings += matched.warnings
        for question in matched.questions:
            draft.ask(question)
        found = _add_up(lines, matched.names, self.reading.total)
        if not parts.doubtful:
            self._ask_about_gaps(found, present, draft)
        return Caseload(tuple(_decided(c, said.get("suppressed")) for c in found), self.estimated)

    def _check_total(self, lines: Sequence[tuple[Line, str]], draft: Asks) -> None:
        ethnic = [ln.n for ln, _ in lines if ln.dimension is Dimension.ETHNIC_GROUP]
        said, one = self.reading.total, len({ln.service for ln, _ in lines}) == 1
        if said is None or not one or self.estimated or any(n is None for n in ethnic):
            return
        total = sum(n or 0 for n in ethnic)
        if total != said:
            draft.warnings.append(words.TOTAL_DIFFERS.format(found=total, said=said))

    def _ask_about_gaps(
        self, found: Sequence[CaseloadCount], present: Sequence[str], draft: Asks
    ) -> None:
        said = self.settings.answers.get("caseload", {})
        withheld = [c for c in found if c.n is None]
        if withheld and said.get("suppressed") not in (OUT, LOW, HIGH):
            names = ", ".join(dict.fromkeys(c.group for c in withheld))
            bounds = "; ".join(f"{c.group} {c.low} to {c.high}" for c in withheld)
            text = words.SUPPRESSED.format(groups=names, bounds=bounds)
            choices = (
                Choice(OUT, words.LEAVE_GROUPS_OUT),
                Choice(LOW, words.LOW_END),
                Choice(HIGH, words.HIGH_END),
            )
            draft.ask(Question("answers.caseload.suppressed", text, choices))
        ethnic = {c.group for c in found if c.dimension is Dimension.ETHNIC_GROUP}
        missing = [g for g in present if g not in ethnic]
        # A number that cannot be read is asked about by itself.
        if ethnic and missing and not self.reading.unreadable and said.get("missing_groups") != OUT:
            text = words.MISSING_GROUPS.format(groups=", ".join(missing))
            draft.ask(Question("answers.caseload.missing_groups", text, LEAVE_OUT))


def _parts_question(group: str) -> Question:
    choices = (Choice(GROUP_ROW, words.PARTS_GROUP_ROW), Choice(ADD_UP, words.PARTS_ADD_UP))
    text = words.PARTS_DOUBT.format(group=group)
    return Question(f"answers.caseload.parts of {group}", text, choices)


def _decided(count: CaseloadCount, said: str | None) -> CaseloadCount:
    """Put a withheld number at the end of its interval that the user chose."""
    end = {LOW: count.low, HIGH: count.high}.get(said or "")
    return count if count.n is not None or end is None else replace(count, n=end)


def _said_twice(lines: Sequence[Line]) -> list[str]:
    """Say which answers stand on more than one row of a table of counts."""
    times = Counter((ln.service, ln.dimension, fold(ln.answer or "")) for ln in lines)
    again = {key[2]: n for key, n in times.items() if n > 1}
    shown = {fold(ln.answer or ""): plain(ln.answer or "") for ln in lines}
    return [words.SAID_TWICE.format(answer=shown[k][:60], n=n) for k, n in again.items()]


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
    answers = [ln.answer for ln in out.reading.lines if ln.dimension is Dimension.ETHNIC_GROUP]
    out.coding = coding.code_ethnicity(
        list(dict.fromkeys(answers)), settings.ethnic_scheme, settings.answers.get("ethnicity", {})
    )
    genders = [ln.answer for ln in out.reading.lines if ln.dimension is Dimension.GENDER]
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
    _add_reading(out, read_caseload(table, found, said, one, services))


def _only(
    out: Baseline, table: Table, columns: dict[str, Column]
) -> tuple[Table, dict[str, Column]]:
    """Keep some rows of a table that lists each group several times, as years do; ask which."""
    free = [c for c in table.columns if all(c is not taken for taken in columns.values())]
    keys = [filled_down(c).codes for r, c in columns.items() if r != "count"]
    if len(np.unique(np.stack(keys), axis=1).T) == table.n_rows:
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
    few = {r: replace(c, codes=c.codes[keep]) for r, c in columns.items()}
    shown = tuple(replace(c, codes=c.codes[keep]) for c in table.columns)
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


def _add_up(
    lines: Sequence[tuple[Line, str]], names: dict[str, str], total: int | None
) -> list[CaseloadCount]:
    """Add the lines of each service, dimension and group; withheld ones stay intervals."""
    sums: dict[tuple[str, Dimension, str], list[Line]] = {}
    for line, group in lines:
        sums.setdefault((names[line.service], line.dimension, group), []).append(line)
    tables = {(service, dimension) for service, dimension, _ in sums}
    rest = None  # people behind the withheld numbers, where the total tells
    if total is not None and len(tables) == 1:
        rest = total - sum(x.n or 0 for v in sums.values() for x in v)
    ranges = {
        key: sum(UNSAID if x.high is None else x.high for x in v if x.n is None)
        if rest is None or rest < 0
        else min(rest, sum(rest if x.high is None else x.high for x in v if x.n is None))
        for key, v in sums.items()
    }
    out = []
    for (service, dimension, group), members in sums.items():
        n = sum(x.n or 0 for x in members)
        if all(x.n is not None for x in members):
            out.append(CaseloadCount(service, dimension, group, n))
            continue
        most = ranges[service, dimension, group]
        least = 0 if rest is None else max(0, rest - (sum(ranges.values()) - most))
        out.append(CaseloadCount(service, dimension, group, None, n + min(least, most), n + most))
    order = {NOT_KNOWN: 1}
    return sorted(out, key=lambda c: (c.service, c.dimension, order.get(c.group, 0)))
