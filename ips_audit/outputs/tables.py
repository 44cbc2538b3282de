"""The tables of an audit as plain data: the page, the workbook and the report show these."""

from __future__ import annotations

from collections.abc import Mapping

from ips_audit.model import (
    AuditReport,
    Check,
    CheckQuestion,
    GroupResult,
    Layer,
    Profile,
    Release,
)
from ips_audit.outputs import format as show
from ips_audit.outputs.texttable import Cell, Column, make_table, mark_missing, together
from ips_audit.outputs.texttable import TextTable as TextTable  # callers know it from here
from ips_audit.words import disclosure, findings
from ips_audit.words import outputs as words

NAME = "text"
WHO_COLUMNS = (Column("Measure", NAME), Column("Value", "value"), Column(words.PERCENT_KNOWN, "pc"))
ACCESS_COLUMNS = (
    Column("Group", NAME),
    Column("Service (people)", "count"),
    Column("Service (% of known)", "pc"),
    Column("Caseload (people)", "count"),
    Column("Caseload (% of known)", "pc"),
    Column("Accessed (% of caseload)", "pc"),
    Column("Likely range (%)", "pc span"),
    Column("Ratio to everyone else", "two"),
    Column("Likely range of ratio", "two span"),
    Column("Finding", NAME),
)
OUTCOME_COLUMNS = (
    Column("Group", NAME),
    Column("People", "count"),
    Column("Got a job (people)", "count"),
    Column("Got a job (%)", "pc"),
    Column("Likely range (%)", "pc span"),
    Column("Ratio to everyone else", "two"),
    Column("Likely range of ratio", "two span"),
    Column("Difference (percentage points)", "pc"),
    Column("Finding", NAME),
)
LAYER_COLUMNS = (
    Column("Group", NAME),
    Column("Ratio in the total", "two"),
    Column("Ratio with the parts kept apart", "two"),
    Column("Likely range of that ratio", "two span"),
    Column("Does the total mislead?", NAME),
)


def title_of(check: Check) -> str:
    """Return a check's title, with its people and denominator."""
    if check.question == CheckQuestion.ACCESS:
        return words.ACCESS.format(dimension=check.dimension, service=check.service)
    within = "".join(words.WITHIN.format(key=k, value=v) for k, v in check.within.items())
    return words.OUTCOME.format(
        dimension=check.dimension, service=check.service, people=check.people, within=within
    )


def who_table(profile: Profile, release: Release) -> TextTable:
    """Return Table 1 for one service.

    Parameters
    ----------
    profile : Profile
    release : Release
        In a share-safe release a missing number was hidden.

    Returns
    -------
    TextTable
    """
    rows: list[tuple[Cell, ...]] = [("People", profile.people, show.NONE)]
    for dimension, counts in profile.counts.items():
        name = dimension.heading
        rows += [(f"{name}: {g.group}", g.n, g.percent) for g in counts.groups]
        rows.append((f"{name}: {words.NOT_KNOWN_ROW}", counts.not_known, show.NONE))
    age = profile.age
    if release is not Release.SHARE_SAFE:
        rows += [
            ("Age: people with a known age", age.known, show.NONE),
            ("Age: mean (years)", age.mean, show.NONE),
            ("Age: standard deviation (years)", age.sd, show.NONE),
            ("Age: youngest (years)", _whole(age.min), show.NONE),
            ("Age: oldest (years)", _whole(age.max), show.NONE),
        ]
    missing = show.HIDDEN if release is Release.SHARE_SAFE else show.NONE
    title = words.who_uses(profile.service)
    return make_table(
        title, WHO_COLUMNS, [mark_missing(r, missing) for r in rows], _adding_up(release)
    )


def check_table(check: Check, release: Release) -> TextTable:
    """Return Table 2 (access) or Table 3 (jobs).

    Parameters
    ----------
    check : Check
    release : Release
        In a share-safe release a missing total was hidden; elsewhere nobody counted it.

    Returns
    -------
    TextTable
    """
    access = check.question == CheckQuestion.ACCESS
    row = _access_row if access else _outcome_row
    rows = [
        mark_missing(row(g), show.HIDDEN if release is Release.SHARE_SAFE else show.NONE)
        for g in check.groups
    ]
    missing = show.HIDDEN if release is Release.SHARE_SAFE else show.NOT_AVAILABLE
    total, unknown = check.total_n, check.not_known
    share = unknown.n / unknown.of if unknown.n is not None and unknown.of else None
    all_known = _sum_row(access, words.ALL_KNOWN, total, check.total_of, check.total_share, 100.0)
    not_known = _sum_row(access, words.NOT_KNOWN_ROW, unknown.n, unknown.of, share, "")
    rows += [mark_missing(all_known, missing), mark_missing(not_known, missing)]
    if access:
        notes = (*check.warnings, *_adding_up(release))
        return make_table(title_of(check), ACCESS_COLUMNS, rows, notes)
    notes = (words.JOB_MEANS, *check.warnings, *_adding_up(release))
    return make_table(title_of(check), OUTCOME_COLUMNS, rows, notes)


def _adding_up(release: Release) -> tuple[str, ...]:
    """Say at the table that counts which were moved one by one do not add up."""
    return (disclosure.ADD_UP,) if release is Release.SHARE_SAFE else ()


def page_table(check: Check, release: Release) -> TextTable:
    """Return the same numbers in few columns, for a narrow page.

    Parameters
    ----------
    check : Check
    release : Release
        As for `check_table`.

    Returns
    -------
    TextTable
        Its cells are text, made from the cells of `check_table`.
    """
    full = check_table(check, release)
    access = check.question == CheckQuestion.ACCESS
    return narrow(full, words.PAGE_ACCESS if access else words.PAGE_OUTCOME)


def narrow(full: TextTable, pairs: Mapping[str, tuple[str, str, str]]) -> TextTable:
    """Return a table in few columns: a number and what belongs to it in one cell, as text.

    Parameters
    ----------
    full : TextTable
    pairs : mapping
        Heading -> the two columns that go into its cells (the second may be ""), and how.

    Returns
    -------
    TextTable
    """
    shown = [dict(zip(full.columns, row, strict=True)) for row in full.rows]
    columns = tuple(Column(heading, NAME) for heading in pairs)
    rows = [
        tuple(together(row, first, second, pattern) for first, second, pattern in pairs.values())
        for row in shown
    ]
    return make_table(full.title, columns, rows, full.notes)


def short_table(check: Check, release: Release) -> TextTable:
    """Return group, counts and rate only: enough to see what share-safe does to a table.

    Parameters
    ----------
    check : Check
    release : Release
        As for `check_table`.

    Returns
    -------
    TextTable
    """
    full = check_table(check, release)
    names = words.SHORT_COLUMNS[check.question]
    places = [full.columns.index(name) for name in names]
    columns = tuple(Column(name, NAME) for name in names)
    return make_table(full.title, columns, [[row[j] for j in places] for row in full.rows])


def _access_row(g: GroupResult) -> tuple[Cell, ...]:
    return (
        g.group, g.n, _pc(g.share_of_service), g.of, _pc(g.share_of_caseload), _pc(g.share),
        (_pc(g.low), _pc(g.high)), g.ratio, (g.ratio_low, g.ratio_high),
        findings.shown(g.finding),
    )  # fmt: skip


def _outcome_row(g: GroupResult) -> tuple[Cell, ...]:
    return (
        g.group, g.of, g.n, _pc(g.share), (_pc(g.low), _pc(g.high)), g.ratio,
        (g.ratio_low, g.ratio_high), _pc(g.difference), findings.shown(g.finding),
    )  # fmt: skip


def _sum_row(
    access: bool, name: str, n: int | None, of: int | None, share: float | None, whole: Cell
) -> tuple[Cell, ...]:
    """Return the row of everyone, or of the people whose group is not known."""
    shown: Cell = _pc(share) if share is not None or n is None or of is None else ""
    if access:
        return (name, n, whole, of, whole, shown, "", "", "", "")
    return (name, of, n, shown, "", "", "", "", "")


def layer_table(layer: Layer) -> TextTable:
    """Return each group's ratio in the total and with the strata kept apart."""
    rows: list[tuple[Cell, ...]] = [
        (
            g.group, g.crude_ratio, g.adjusted_ratio, (g.low, g.high),
            words.MISLEADS if g.alarm else words.DOES_NOT_MISLEAD,
        )
        for g in layer.groups
    ]  # fmt: skip
    question = words.QUESTIONS[layer.question]
    strata = layer.by.apart
    title = words.LAYER.format(
        question=question, dimension=layer.dimension, service=layer.service, people=layer.people,
        strata=strata,
    )  # fmt: skip
    test = words.LAYER_TEST.format(
        statistic=show.number(layer.cmh_statistic), df=show.count(layer.cmh_df),
        p=show.p_text(layer.cmh_p), method=layer.cmh_method,
    )  # fmt: skip
    pattern = words.NO_PATTERN_TEST.format(strata=strata)
    if layer.pattern_p is not None:
        pattern = words.PATTERN_TEST.format(
            strata=strata, statistic=show.number(layer.pattern_statistic),
            df=show.count(layer.pattern_df), p=show.p_text(layer.pattern_p),
        )  # fmt: skip
    notes = (test, pattern) if layer.cmh_statistic is not None else ()
    return make_table(title, LAYER_COLUMNS, rows, (*notes, *layer.sentences))


def rows_table(report: AuditReport) -> TextTable:
    """Return what happened to the rows: read, used, and left out by reason."""
    missing = show.HIDDEN if report.release is Release.SHARE_SAFE else show.NONE
    rows: list[tuple[Cell, ...]] = [("Rows read", report.rows.read, "")]
    for item in report.rows.left_out:
        where = ", ".join(map(str, item.row_numbers))
        place = f"{item.file}: rows {where}".removeprefix(": ") if where else item.file
        if where and (item.rows or 0) > len(item.row_numbers):
            place += " and more"
        rows.append((f"Left out: {item.reason}", item.rows, place))
    rows.append(("Rows used", report.rows.used, ""))
    rows += [(step.text[:1].upper() + step.text[1:], step.people, "") for step in report.rows.steps]
    columns = (Column("Step", NAME), Column("Number", "count"), Column("Where", NAME))
    return make_table(words.ROWS, columns, [mark_missing(r, missing) for r in rows])


def _pc(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
