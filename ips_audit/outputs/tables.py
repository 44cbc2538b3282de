"""The tables of an audit as plain data: the page, the workbook and the summary show these."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.model import AuditReport, Check, Profile
from ips_audit.outputs import format as show
from ips_audit.words import outputs as words

Cell = str | int | float | None


@dataclass(frozen=True)
class TextTable:
    """A titled table. `rows` hold text as people read it; `values` the numbers behind it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def title_of(check: Check) -> str:
    """Return a check's title, with its people and denominator."""
    if check.question == "access":
        return words.ACCESS.format(dimension=check.dimension, service=check.service)
    within = "".join(words.WITHIN.format(key=k, value=v) for k, v in check.within.items())
    return words.OUTCOME.format(
        dimension=check.dimension, service=check.service, people=check.people, within=within
    )


def who_table(profile: Profile) -> TextTable:
    """Return Table 1 for one service."""
    values: list[tuple[Cell, ...]] = [("People", profile.people, None)]
    for g in profile.ethnic_groups:
        values.append((f"Ethnic group: {g.group}", g.n, _round(g.percent)))
    values.append(("Ethnic group: Not known", profile.ethnic_group_not_known, None))
    for g in profile.genders:
        values.append((f"Gender: {g.group}", g.n, _round(g.percent)))
    values.append(("Gender: Not known", profile.gender_not_known, None))
    age = profile.age
    for name, value in (
        ("Age: people with a known age", age.known),
        ("Age: mean (years)", _round(age.mean, 2)),
        ("Age: standard deviation (years)", _round(age.sd, 2)),
        ("Age: youngest (years)", _whole(age.min)),
        ("Age: oldest (years)", _whole(age.max)),
    ):
        values.append((name, value, None))
    columns = ("Measure", "Value", "Percent of known")
    return _table(words.WHO.format(service=profile.service), columns, values)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _round(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)


def check_table(check: Check) -> TextTable:
    """Return Table 2 (access) or Table 3 (jobs)."""
    return _access(check) if check.question == "access" else _outcome(check)


def _access(check: Check) -> TextTable:
    columns = (
        "Group", "Service (people)", "Service (% of known)", "Caseload (people)",
        "Caseload (% of known)", "Accessed (% of caseload)", "Likely range (%)",
        "Ratio to everyone else", "Likely range of ratio", "Finding",
    )  # fmt: skip
    values: list[tuple[Cell, ...]] = [
        (
            g.group, g.n, _pc(g.share_of_service), g.of, _pc(g.share_of_caseload), _pc(g.share),
            show.percent_span(g.low, g.high), _round(g.ratio, 2),
            show.span(g.ratio_low, g.ratio_high), g.finding.value if g.finding else "",
        )
        for g in check.groups
    ]  # fmt: skip
    values.append(
        (words.ALL_KNOWN, check.total_n, 100.0, check.total_of, 100.0, _pc(check.total_share),
         "", None, "", "")
    )  # fmt: skip
    n, of = check.not_known.n, check.not_known.of
    share = n / of if n is not None and of else None
    values.append((words.NOT_KNOWN_ROW, n, None, of, None, _pc(share), "", None, "", ""))
    return _table(title_of(check), columns, values, check.warnings)


def _outcome(check: Check) -> TextTable:
    columns = (
        "Group", "People", "Got a job (people)", "Got a job (%)", "Likely range (%)",
        "Ratio to everyone else", "Likely range of ratio", "Difference (percentage points)",
        "Finding",
    )  # fmt: skip
    values: list[tuple[Cell, ...]] = [
        (
            g.group, g.of, g.n, _pc(g.share), show.percent_span(g.low, g.high),
            _round(g.ratio, 2), show.span(g.ratio_low, g.ratio_high), _pc(g.difference),
            g.finding.value if g.finding else "",
        )
        for g in check.groups
    ]  # fmt: skip
    total = (check.total_of, check.total_n, _pc(check.total_share))
    values.append((words.ALL_KNOWN, *total, "", None, "", None, ""))
    n, of = check.not_known.n, check.not_known.of
    share = n / of if n is not None and of else None
    values.append((words.NOT_KNOWN_ROW, of, n, _pc(share), "", None, "", None, ""))
    return _table(title_of(check), columns, values, (words.JOB_MEANS, *check.warnings))


def _pc(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def tests_table(check: Check) -> TextTable:
    """Return every test of a check, named for what it is."""
    columns = (
        "Test", "Role", "Chi-square", "Degrees of freedom", "p", "Exact p", "People",
        "Smallest expected count", "Note",
    )  # fmt: skip
    values: list[tuple[Cell, ...]] = [
        (
            words.TEST_NAMES[t.name], words.ROLES[t.role], _round(t.statistic, 2), t.df,
            show.p_value(t.p), show.p_value(t.p_exact), t.n, _round(t.smallest_expected, 2), t.note,
        )
        for t in check.tests
    ]  # fmt: skip
    return _table(f"{words.TESTS}: {title_of(check)}", columns, values)


def working_table(check: Check) -> TextTable:
    """Return observed, expected and the contribution of each group to chi-square."""
    columns = (
        "Group", "Observed", "Expected", "Observed less expected", "Contribution to chi-square",
        "Adjusted residual", "p", "p (Holm)",
    )  # fmt: skip
    values: list[tuple[Cell, ...]] = []
    for g in check.groups:
        less = None if g.n is None or g.expected is None else round(g.n - g.expected, 2)
        values.append(
            (g.group, g.n, _round(g.expected, 2), less, _round(g.contribution, 2),
             _round(g.adjusted_residual, 2), show.p_value(g.p), show.p_value(g.p_holm))
        )  # fmt: skip
    return _table(f"How we worked this out: {title_of(check)}", columns, values)


def rows_table(report: AuditReport) -> TextTable:
    """Return what happened to the rows: read, used, and left out by reason."""
    values: list[tuple[Cell, ...]] = [("Rows read", report.rows.read, "")]
    for item in report.rows.left_out:
        where = ", ".join(map(str, item.row_numbers))
        place = f"{item.file}: rows {where}" if where else item.file
        if item.rows > len(item.row_numbers):
            place += " and more"
        values.append((f"Left out: {item.reason}", item.rows, place))
    values.append(("Rows used", report.rows.used, ""))
    values += [(step.text.capitalize(), step.people, "") for step in report.rows.steps]
    return _table("What happened to the rows", ("Step", "Number", "Where"), values)


def _table(
    title: str,
    columns: tuple[str, ...],
    values: list[tuple[Cell, ...]],
    notes: tuple[str, ...] = (),
) -> TextTable:
    digits = [1 if "%" in c or "percent" in c.casefold() else 2 for c in columns]
    rows = tuple(tuple(_text(v, d) for v, d in zip(row, digits, strict=True)) for row in values)
    return TextTable(title, columns, rows, tuple(values), notes)


def _text(value: Cell, digits: int) -> str:
    if value is None:
        return show.NONE
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return show.count(value)
    return f"{value:,.{digits}f}"
