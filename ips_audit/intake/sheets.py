"""Which sheets of a workbook are read: the likeliest, or several that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ips_audit.intake.files.reading import (
    Kind,
    find_table,
    find_table_in_book,
    likeliest_sheet,
)
from ips_audit.intake.files.source import Book, Sheet, UnreadableFile
from ips_audit.intake.files.table import Named, Table, build_table
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.identifiers import without_details
from ips_audit.intake.matching.roles import heading_roles, is_private
from ips_audit.intake.questions import SHEET_EACH, SHEETS_TOGETHER
from ips_audit.words import reading as words
from ips_audit.words.identifiers import COLUMN


@dataclass(frozen=True)
class Chosen:
    """The tables of one file, and what there was to choose from."""

    tables: tuple[Named, ...]
    said: tuple[str, ...]
    sheets: tuple[str, ...] = ()  # that can be chosen; hidden ones cannot
    hidden: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # letters of columns whose answers are never shown
    nameless: tuple[str, ...] = ()  # letters of those whose heading is not shown either


def outline(chosen: Chosen) -> Chosen:
    """Return what was chosen without the people: headings, sheets and skipped rows stay.

    Parameters
    ----------
    chosen : Chosen

    Returns
    -------
    Chosen
        `private` names the columns with personal details.
    """
    columns = [c for _, t in chosen.tables for c in t.columns]
    private = tuple(c.letter for c in columns if is_private(c))
    nameless = tuple(c.letter for c in columns if c.original == COLUMN.format(letter=c.letter))
    bare = tuple((name, replace(t, columns=(), total_cells=())) for name, t in chosen.tables)
    return replace(chosen, tables=bare, private=private, nameless=nameless)


def choose_tables(
    name: str, book: Book, kind: Kind, sheet: str | None = None, heading_row: int | None = None
) -> Chosen:
    """Choose the sheets of a file and find their tables.

    Parameters
    ----------
    name : str
        The file's name; the name of each table, unless every sheet is a service.
    book : Book
    kind : {'service', 'caseload'}
    sheet : str, optional
        A sheet's name, `SHEETS_TOGETHER` or `SHEET_EACH`, as the user decided.
    heading_row : int, optional
        1-based, as the user decided.

    Returns
    -------
    Chosen
        Sheets of a service file that could be meant as well are put into `Table.rivals`,
        which is a question. Those of a caseload are all read, a service each.

    Raises
    ------
    UnreadableFile
        If there is no table, or no row under its headings.
    """
    names = tuple(s.name or "" for s in book.shown)
    hidden = tuple(s.name or "" for s in book.sheets if s.hidden)
    said: list[str] = []
    if len(names) < 2:
        if sheet is not None and sheet != names[0] and names[0]:
            said.append(words.SHEET_GONE.format(sheet=sheet, used=names[0]))
        table, _ = find_table_in_book(book, None, heading_row)
        return Chosen(((name, without_details(table)),), tuple(said), names, hidden)
    if sheet is not None and sheet not in (*names, SHEETS_TOGETHER, SHEET_EACH):
        said.append(words.SHEET_GONE.format(sheet=sheet, used="the likeliest sheet"))
        sheet = None
    if sheet in names:
        table, used = find_table_in_book(book, sheet, heading_row)
        return Chosen(((name, without_details(table)),), (*said, used), names, hidden)
    at = likeliest_sheet(book, kind)
    table = find_table(book.sheets[at], heading_row)
    alike = _alike(book.shown, table, heading_row, kind)
    dimensions = _dimensions(book.shown, table, heading_row) if kind == "caseload" else []
    if len(alike) > 1 and (sheet is not None or kind == "caseload"):
        tables = [(name if sheet == SHEETS_TOGETHER else t.sheet or name, t) for t in alike]
    elif len(alike) > 1:
        rivals = tuple(t.sheet or "" for t in alike)
        tables = [(name, replace(table, rivals=rivals))]
    else:
        tables = [(name, t) for t in dimensions or [table]]
    safe = tuple((n, without_details(t)) for n, t in tables)
    return Chosen(safe, (*said, _said(tables, names)), names, hidden)


def _said(tables: Sequence[Named], names: Sequence[str]) -> str:
    used = [t.sheet or "" for _, t in tables]
    others = [n for n in names if n not in used]
    if len(used) > 1:
        more = words.SHEETS_NOT_USED.format(others=", ".join(others)) if others else ""
        return words.SHEETS_USED.format(used=", ".join(used)) + more
    return words.SHEET_USED.format(used=used[0], others=", ".join(others))


def _tables(sheets: Sequence[Sheet], heading_row: int | None) -> list[Table]:
    found = []
    for sheet in sheets:
        try:
            table = build_table(sheet.file, sheet.name, sheet.rows, heading_row, sheet.warnings)
        except UnreadableFile:
            continue  # another sheet is the table
        if table is not None and table.n_rows:
            found.append(table)
    return found


def _headings(table: Table) -> tuple[str, ...]:
    return tuple(fold(c.original) for c in table.columns if c.original)


def _alike(
    sheets: Sequence[Sheet], table: Table, heading_row: int | None, kind: Kind
) -> list[Table]:
    """Return the tables that could be meant as well, the table itself among them.

    They have the same headings; or they list people too, as last year's sheet does.
    """
    wanted = _headings(table)
    if len(wanted) < 2:
        return [table]
    people = kind == "service" and _lists_people(table)
    return [
        t for t in _tables(sheets, heading_row)
        if t.sheet == table.sheet or _headings(t) == wanted or (people and _lists_people(t))
    ]  # fmt: skip


def _lists_people(table: Table) -> bool:
    """Tell a table with ethnic groups and something that only a list of people has."""
    roles = {r for c in table.columns for r, s in heading_roles(c.original).items() if s >= 2}
    own = {"start_date", "job_start_date", "date_of_birth", "age", "person"}
    return "ethnicity" in roles and len(roles & own) > 1 and table.n_rows > 1


def _dimensions(sheets: Sequence[Sheet], table: Table, heading_row: int | None) -> list[Table]:
    """Return a caseload's sheets where one counts ethnic groups and another genders."""
    found: dict[str, list[Table]] = {"ethnic": [], "gender": []}
    for t in _tables(sheets, heading_row):
        text = " ".join(_headings(t)[:1])
        kinds = [k for k, word in (("ethnic", "ethnic"), ("gender", "gender"), ("gender", "sex"))
                 if word in text.replace("ethnicity", "ethnic").split()]  # fmt: skip
        if len(set(kinds)) == 1 and len(_headings(t)) <= 3:
            found[kinds[0]].append(t)
    both = [t for tables in found.values() for t in tables]
    one_each = all(len(tables) == 1 for tables in found.values())
    return both if one_each and any(t.sheet == table.sheet for t in both) else []
