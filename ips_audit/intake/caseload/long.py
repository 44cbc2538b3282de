"""One caseload table, groups down or people down, to lines by service and dimension."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ips_audit.intake.caseload.lines import WITH_PERCENT, Reading, add_cell, services_of
from ips_audit.intake.caseload.list_of_people import count_people
from ips_audit.intake.caseload.sections import Entry, by_service, in_sections
from ips_audit.intake.files.merged_cells import filled_down
from ips_audit.intake.files.table import Column, Table, blank
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.ages import read_band
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.people.coded_rows import count_of
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    Dimension,
)


def read_caseload(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    names: Sequence[str] = (),
) -> Reading:
    """Read a table of counts (long or wide) or a list of people.

    Parameters
    ----------
    table : Table
    columns : mapping
        Role -> column.
    answers : mapping
        What the user said about single lines: folded answer -> number.
    service : str or None
        The service of the whole table, where the sheet or file belongs to one.
    names : sequence of str
        The services of the service file. Without any it is one service, and teams within a
        list of people do not matter.

    Returns
    -------
    Reading
    """
    group = columns.get("group") or columns.get("ethnicity") or columns.get("gender")
    count = columns.get("count")
    if group is None:
        return Reading()
    if count is None:
        if not names:
            columns = {r: c for r, c in columns.items() if r != "service"}
        return count_people(table, columns, service)
    return _long(table, columns, answers, service, group, names)


def _long(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    group: Column,
    names: Sequence[str],
) -> Reading:
    out, count = Reading(), columns["count"]
    columns = {r: c if r in ("group", "count") else filled_down(c) for r, c in columns.items()}
    group = filled_down(group) if "gender" in columns else group
    services = services_of(columns.get("service"), table.n_rows, service)
    percent = is_percent(count)
    entries: list[Entry] = []
    letters = _has_letters(group)
    for i in range(table.n_rows):
        answer = group.answers[group.codes[i]]
        dimension = _dimension(columns, i, answer, entries[-1] if entries else None, letters)
        if dimension is None:
            out.unused += 1
        else:
            cell = count.answers[count.codes[i]]
            said = answers.get(fold(answer) if not blank(answer) else "")
            entries.append(Entry(services[i], dimension, answer, cell if said is None else said))
    if "service" not in columns:
        entries = by_service(entries, names)
    if "gender" in columns and group is columns.get("ethnicity"):
        entries += _genders(columns["gender"], entries)
    entries, out.parts = in_sections(entries)
    for entry in entries:
        if percent and (value := _percent(entry.cell)) is not None:
            out.percentages.append((entry.service, entry.dimension, entry.answer, value))
        else:
            add_cell(out, entry.service, entry.dimension, entry.answer, entry.cell)
    out.total = _total(table, count)
    return out


def _genders(column: Column, entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows of a table of ethnic group by gender once more, for gender."""
    return [
        replace(entry, dimension=GENDER, answer=column.answers[code])
        for entry, code in zip(entries, column.codes, strict=True)
    ]


def _dimension(
    columns: Mapping[str, Column], i: int, answer: object, above: Entry | None, letters: bool
) -> Dimension | None:
    """Say what a row's group is: by the dimension column, the heading, or the answer."""
    if (column := columns.get("dimension")) is not None:
        said = fold(column.answers[column.codes[i]] or "")
        if re.search(r"ethnic|race", said):
            return ETHNIC_GROUP
        return GENDER if re.search(r"gender|sex", said) else None
    if "gender" in columns and not {"group", "ethnicity"} & columns.keys():
        return GENDER
    if read_band(answer) is not None:
        return None
    key = "" if blank(answer) else fold(answer)
    if len(key) == 1 and "ethnicity" in columns:
        return ETHNIC_GROUP
    if len(key) == 1 and letters:
        return ETHNIC_GROUP  # F and M among the NHS letters are no genders
    lines = codelists.values("gender").get(key, ())
    gender = any(c.apply == "auto" and c.group in ("Male", "Female") for c in lines)
    # "Other" and "Not known" below genders are genders.
    gender |= bool(lines) and above is not None and above.dimension == GENDER
    return GENDER if gender else ETHNIC_GROUP


def _has_letters(group: Column) -> bool:
    """Tell a column of NHS letters: more single letters than genders have."""
    single = {fold(a) for a in group.answers if not blank(a) and len(fold(a)) == 1}
    return len(single - {"m", "f", "u", "x", "o"}) > 1


def is_percent(count: Column) -> bool:
    """Tell percentages from numbers: by a sign, or by parts of one that add up to 100."""
    if "%" in count.original or "percent" in count.original.casefold():
        return not all(count_of(a) is not None and (count_of(a) or 0) > 100 for a in count.answers)
    texts = [a for a in count.answers if isinstance(a, str)]
    if texts and all(plain(t).endswith("%") and not WITH_PERCENT.match(plain(t)) for t in texts):
        return True
    numbers = [float(a) for a in count.answers if isinstance(a, (int, float))]
    values = [numbers[c] for c in count.codes] if len(numbers) == len(count.answers) else []
    broken = any(not float(v).is_integer() for v in values)
    return broken and (abs(sum(values) - 100) < 1.6 or abs(sum(values) - 1) < 0.02)


def _percent(cell: object) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = plain(cell if cell is not None else "").rstrip("%").strip()
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _total(table: Table, count: Column) -> int | None:
    """Return the number on the last total row that can be one of people."""
    found = None
    for cells in table.total_cells:
        numbers = [n for c in cells if (n := count_of(c)) is not None]
        plausible = [n for n in numbers if n > 0 and not (is_percent(count) and n <= 100)]
        if plausible:
            found = plausible[-1]
    return found
