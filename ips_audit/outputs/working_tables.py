"""The tables under *How we worked this out*: tests, cells, residuals, people not known."""

from __future__ import annotations

from ips_audit.model import (
    Check,
    CheckQuestion,
    GroupResult,
    NameOfTest,
)
from ips_audit.outputs import format as show
from ips_audit.outputs.tables import NAME, title_of
from ips_audit.outputs.texttable import Cell, Column, TextTable, make_table, mark_missing
from ips_audit.words import outputs as words

TEST_COLUMNS = (
    Column("Test", NAME),
    Column("Role", NAME),
    Column("Chi-square", "two"),
    Column("Degrees of freedom", "count"),
    Column("p", "p"),
    Column("Exact p", "p"),
    Column("People", "count"),
    Column("Smallest expected count", "two"),
    Column("Note", NAME),
)
WORKING_COLUMNS = (
    Column("Group", NAME),
    Column("Cell", NAME),
    Column("Observed", "count"),
    Column("Expected", "two"),
    Column("Observed less expected", "two"),
    Column("Contribution to chi-square", "two"),
)
RESIDUAL_COLUMNS = (
    Column("Group", NAME),
    Column("Adjusted residual", "two"),
    Column("p", "p"),
    Column("p (Holm)", "p"),
)
NOT_KNOWN_COLUMNS = (
    Column("Group", NAME),
    Column("Ratio to everyone else", "two"),
    Column("Lowest it could be", "two"),
    Column("Highest it could be", "two"),
)


def tests_table(check: Check) -> TextTable:
    """Return every test of a check, named for what it is."""
    rows = [
        (
            words.TEST_NAMES[t.name], words.ROLES[t.role], t.statistic, t.df, t.p, t.p_exact, t.n,
            t.smallest_expected, t.note,
        )
        for t in check.tests
    ]  # fmt: skip
    return make_table(f"{words.TESTS}: {title_of(check)}", TEST_COLUMNS, rows)


def working_table(check: Check) -> TextTable:
    """Return observed, expected and contribution of every cell; they add up to chi-square.

    Parameters
    ----------
    check : Check

    Returns
    -------
    TextTable
        Two rows a group (who did, who did not; or service and caseload), one where the
        caseload's shares are taken as exact; then the sum.
    """
    test = check.default_test
    cells = words.CELLS[NameOfTest.INDEPENDENCE if test is None else test.name]
    rows: list[tuple[Cell, ...]] = []
    for g in check.groups:
        for name, observed, expected in _cells(g, cells):
            less = None if observed is None or expected is None else observed - expected
            part = None if less is None or not expected else less**2 / expected
            row = (g.group, name, observed, expected, less, part)
            rows.append(mark_missing(row, show.HIDDEN if g.hidden else show.NONE))
    if test is not None and test.statistic is not None:
        rows.append((words.SUM, "", "", "", "", test.statistic))
    return make_table(f"{words.HOW}: {title_of(check)}", WORKING_COLUMNS, rows)


def _cells(g: GroupResult, names: tuple[str, ...]) -> list[tuple[str, int | None, float | None]]:
    """Return a group's cells: name, observed, expected."""
    first = (names[0], g.n, g.expected)
    if len(names) == 1:
        return [first]
    if g.n is None or g.of is None or g.expected is None:
        return [first, (names[1], None, None)]
    if names == words.CELLS[NameOfTest.TWO_SAMPLES]:
        return [first, (names[1], g.of, g.n + g.of - g.expected)]
    return [first, (names[1], g.of - g.n, g.of - g.expected)]


def residuals_table(check: Check) -> TextTable:
    """Return each group's adjusted residual, and its p before and after Holm's correction."""
    rows = [
        mark_missing(
            (g.group, g.adjusted_residual, g.p, g.p_holm), show.HIDDEN if g.hidden else show.NONE
        )
        for g in check.groups
    ]
    return make_table(f"{words.RESIDUALS}: {title_of(check)}", RESIDUAL_COLUMNS, rows)


def not_known_table(check: Check) -> TextTable | None:
    """Return how far the people whose group is not known could move each ratio.

    Parameters
    ----------
    check : Check

    Returns
    -------
    TextTable or None
        None where nobody's group is unknown, or their number is not given.
    """
    rows = [(g.group, g.ratio, g.worst_ratio, g.best_ratio) for g in check.groups]
    if all(worst is None for _, _, worst, _ in rows):
        return None
    return make_table(
        f"{words.NOT_KNOWN_TITLE}: {title_of(check)}", NOT_KNOWN_COLUMNS, rows, _known(check)
    )


def _known(check: Check) -> tuple[str, ...]:
    """Say how many have a known group on each side, and whether the others did as well."""
    unknown = check.not_known
    sides = [("service", check.total_n, unknown.n), ("caseload", check.total_of, unknown.of)]
    if check.question == CheckQuestion.OUTCOME:
        sides = [("table", check.total_of, unknown.of)]
    notes = [
        words.COMPLETE.format(
            where=where, known=show.count(known), all=show.count(known + other),
            percent=show.percent(known / (known + other)),
        )
        for where, known, other in sides
        if known is not None and other is not None and known + other > 0
    ]  # fmt: skip
    if check.total_share is not None and unknown.p is not None and unknown.n is not None:
        rate = unknown.n / unknown.of if unknown.of else None
        notes.append(
            words.KNOWN_TEST.format(
                known=show.percent(check.total_share), unknown=show.percent(rate),
                p=show.p_text(unknown.p),
            )
        )  # fmt: skip
    return tuple(notes)
