"""A caseload in any of its forms to counts by service and dimension."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ips_audit.intake.cleaning import count_of
from ips_audit.intake.codelists import fold, plain
from ips_audit.intake.table import Column, Table, blank
from ips_audit.model import ALL_SERVICES, Dimension

WITHHELD = re.compile(r"^(\*+|\[c\]|c|x|supp(ressed)?|<\s*(?P<below>\d+))$", re.IGNORECASE)
WITH_PERCENT = re.compile(r"^(\d[\d,]*) ?\([\d.]+ ?%\)$")


@dataclass(frozen=True)
class Line:
    """One answer of the caseload and the people behind it."""

    service: str
    dimension: Dimension
    answer: object
    n: int | None
    low: int | None = None
    high: int | None = None


@dataclass
class Reading:
    """The lines of a caseload, and what was noticed while reading them."""

    lines: list[Line] = field(default_factory=list)
    percentages: list[tuple[str, Dimension, object, float]] = field(default_factory=list)
    total: int | None = None  # the number a total row gives
    unreadable: list[tuple[str, str]] = field(default_factory=list)  # answer, cell
    people: int | None = None  # of a list of people
    repeated: int = 0


def read_caseload(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    one_service: bool = False,
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
    one_service : bool
        The service file is one service: teams within a list of people do not matter.

    Returns
    -------
    Reading
    """
    group = columns.get("group") or columns.get("ethnicity") or columns.get("gender")
    count = columns.get("count")
    if count is None and group is None:
        return _wide(table, columns, service)
    if count is None:
        if one_service:
            columns = {r: c for r, c in columns.items() if r != "service"}
        return _people(table, columns, service)
    return _long(table, columns, answers, service, group)


def _services(columns: Mapping[str, Column], n: int, service: str | None) -> list[str]:
    column = columns.get("service")
    if column is None:
        return [service or ALL_SERVICES] * n
    names = [service or ALL_SERVICES if blank(a) else plain(a)[:80] for a in column.answers]
    return [names[c] for c in column.codes]


def _long(
    table: Table,
    columns: Mapping[str, Column],
    answers: Mapping[str, str],
    service: str | None,
    group: Column | None,
) -> Reading:
    out, count = Reading(), columns["count"]
    assert group is not None
    services = _services(columns, table.n_rows, service)
    percent = _is_percent(count)
    for i in range(table.n_rows):
        answer = group.answers[group.codes[i]]
        cell = count.answers[count.codes[i]]
        dimension = _dimension(columns, i, answer)
        if dimension is None:
            continue
        said = answers.get(fold(answer) if not blank(answer) else "")
        if percent and (value := _percent(cell)) is not None:
            out.percentages.append((services[i], dimension, answer, value))
            continue
        n = count_of(said if said is not None else cell)
        if n is None and isinstance(cell, str) and (match := WITH_PERCENT.match(plain(cell))):
            n = count_of(match[1])
        if n is not None:
            out.lines.append(Line(services[i], dimension, answer, n))
        elif isinstance(cell, str) and (match := WITHHELD.match(plain(cell))):
            high = int(match["below"]) - 1 if match["below"] else 4
            out.lines.append(Line(services[i], dimension, answer, None, 0, high))
        elif not (blank(cell) and blank(answer)):
            out.unreadable.append((plain(answer) if not blank(answer) else "", plain(cell or "")))
    out.total = _total(table, count)
    return out


def _dimension(columns: Mapping[str, Column], i: int, answer: object) -> Dimension | None:
    """Say what a row's group is: by the dimension column, the heading, or the answer."""
    if (column := columns.get("dimension")) is not None:
        said = fold(column.answers[column.codes[i]] or "")
        if re.search(r"ethnic|race", said):
            return Dimension.ETHNIC_GROUP
        return Dimension.GENDER if re.search(r"gender|sex", said) else None
    if "ethnicity" in columns and "group" not in columns:
        return Dimension.ETHNIC_GROUP
    if "gender" in columns and "group" not in columns:
        return Dimension.GENDER
    from ips_audit.intake import codelists

    key = "" if blank(answer) else fold(answer)
    lines = codelists.values("gender").get(key, ())
    gender = any(c.apply == "auto" and c.group in ("Male", "Female") for c in lines)
    return Dimension.GENDER if gender else Dimension.ETHNIC_GROUP


def _is_percent(count: Column) -> bool:
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
        plausible = [n for n in numbers if n > 0 and not (_is_percent(count) and n <= 100)]
        if plausible:
            found = plausible[-1]
    return found


def _people(table: Table, columns: Mapping[str, Column], service: str | None) -> Reading:
    """Count a list of people, each reference once in its service."""
    out = Reading()
    services = _services(columns, table.n_rows, service)
    person = columns.get("person")
    seen: set[object] = set()
    counts: dict[tuple[str, Dimension, object], int] = {}
    for i in range(table.n_rows):
        reference = None if person is None else person.answers[person.codes[i]]
        if reference is not None:
            if (services[i], reference) in seen:
                out.repeated += 1
                continue
            seen.add((services[i], reference))
        for role, dimension in (
            ("ethnicity", Dimension.ETHNIC_GROUP),
            ("gender", Dimension.GENDER),
        ):
            if (column := columns.get(role)) is not None:
                key = (services[i], dimension, column.answers[column.codes[i]])
                counts[key] = counts.get(key, 0) + 1
    out.people = table.n_rows - out.repeated
    out.lines = [Line(s, d, a, n) for (s, d, a), n in counts.items()]
    return out


def _wide(table: Table, columns: Mapping[str, Column], service: str | None) -> Reading:
    """Read groups across: each heading that is a group, a row a service."""
    from ips_audit.intake import codelists

    out = Reading()
    names = _services(columns, table.n_rows, service)
    if "service" not in columns:
        label = next(
            (c for c in table.columns if all(count_of(a) is None for a in c.answers)), None
        )
        if label is not None and table.n_rows > 1:
            names = [plain(label.answers[c]) for c in label.codes]
    for column in table.columns:
        key = fold(column.original.rsplit(" / ", 1)[-1])
        ethnic = codelists.ethnicity().get(key, ())
        gender = codelists.values("gender").get(key, ())
        if any(c.apply == "drop" for c in ethnic) or not (ethnic or gender):
            continue
        dimension = Dimension.ETHNIC_GROUP if ethnic else Dimension.GENDER
        for i, code in enumerate(column.codes):
            n = count_of(column.answers[code])
            if n is not None:
                out.lines.append(Line(names[i], dimension, column.original, n))
    return out


def drop_parts(
    lines: Sequence[tuple[Line, str, bool]],
) -> tuple[list[tuple[Line, str]], bool]:
    """Keep a group's own row where it comes first and equals the sum of its parts.

    Parameters
    ----------
    lines : sequence of (Line, group, bool)
        In the order of the file; True where the answer is the name of a whole group.

    Returns
    -------
    (lines, bool)
        And whether any parts were dropped.
    """
    keep: list[tuple[Line, str]] = []
    dropped = False
    families: dict[tuple[str, Dimension, str], list[tuple[Line, str, bool]]] = {}
    for member in lines:
        key = (member[0].service, member[0].dimension, member[1])
        families.setdefault(key, []).append(member)
    sums = [_first_is_sum(members) for members in families.values()]
    for members, is_sum in zip(families.values(), sums, strict=True):
        first = members[0]
        # One such sum may be luck; the name of a whole group, or a second sum, settles it.
        is_sum = is_sum and (first[2] or sum(sums) > 1)
        kept = [first] if is_sum else members
        keep += [(line, group) for line, group, _ in kept]
        dropped |= is_sum
    return keep, dropped


def _first_is_sum(members: Sequence[tuple[Line, str, bool]]) -> bool:
    first, rest = members[0], members[1:]
    return len(rest) > 1 and first[0].n == sum(m[0].n or 0 for m in rest)
