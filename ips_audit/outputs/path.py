"""The path as tables and as a chart, one line a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ips_audit.intake.questions import AFTER, COUNT
from ips_audit.model import Dimension, PathResult, PathStep, PathStepResult, Release, Settings
from ips_audit.model.thresholds import DAYS_TO_DECIDE, FEWEST_PEOPLE, WEEKS_SUSTAINED
from ips_audit.outputs import format as show
from ips_audit.outputs.charts import BLACK, data, finished
from ips_audit.outputs.texttable import Cell, Column, TextTable, make_table, mark_missing, together
from ips_audit.outputs.time_to_job import COLOURS, DASHES
from ips_audit.words import disclosure, findings
from ips_audit.words import outputs as output_words
from ips_audit.words import path as words
from ips_audit.words.path_columns import OTHER_REASON

KINDS = (
    "text", "text", "count", "count", "count", "pc", "pc span", "two", "two span", "pc", "count",
    "count", "pc", "text",
)  # fmt: skip
COLUMNS = tuple(Column(h, k) for h, k in zip(words.COLUMNS, KINDS, strict=True))


def path_title(path: PathResult) -> str:
    """Return the title of a path."""
    return words.TITLE.format(dimension=path.dimension, service=path.service)


def path_table(path: PathResult, release: Release, settings: Settings) -> TextTable:
    """Return all steps of a path, one row for each step and group.

    Parameters
    ----------
    path : PathResult
    release : Release
        In a share-safe release a missing number was hidden.
    settings : Settings
        As for `notes`.

    Returns
    -------
    TextTable
    """
    missing = show.HIDDEN if release is Release.SHARE_SAFE else show.NONE
    rows = [mark_missing(_start(path, g), missing) for g in path.people]
    for step in path.steps:
        rows += _rows(step, release)
    return make_table(path_title(path), COLUMNS, rows, notes(path, release, settings))


def _start(path: PathResult, group: str) -> tuple[Cell, ...]:
    blank = ("",) * (len(COLUMNS) - 3)
    return (words.STEPS[path.first], group, path.people[group], *blank)


def _rows(step: PathStepResult, release: Release) -> list[tuple[Cell, ...]]:
    """Return the rows of one step: its groups, all of them, and people of not known group.

    A share-safe release says for all groups together only who is outside the check.
    """
    missing = show.HIDDEN if release is Release.SHARE_SAFE else show.NONE
    return [mark_missing(row, missing) for row in _cells_of(step, release)]


def _cells_of(step: PathStepResult, release: Release) -> list[tuple[Cell, ...]]:
    def beside(n: int | None) -> Cell:
        return "" if release is Release.SHARE_SAFE else n

    name, check = words.STEPS[step.step], step.check
    out: list[tuple[Cell, ...]] = [
        (
            name, g.group, beside(s.came), g.of, g.n, _pc(g.share), (_pc(g.low), _pc(g.high)),
            g.ratio, (g.ratio_low, g.ratio_high), _pc(g.difference), beside(s.not_yet),
            beside(s.unknown), _pc(s.reach), findings.shown(g.finding),
        )
        for g, s in zip(check.groups, step.groups, strict=True)
    ]  # fmt: skip
    whole = step.all_groups
    out.append((
        name, words.ALL_KNOWN, whole.came, check.total_of, check.total_n, _pc(check.total_share),
        "", "", "", "", whole.not_yet, whole.unknown, _pc(whole.reach), "",
    ))  # fmt: skip
    unknown = check.not_known
    out.append((
        name, output_words.NOT_KNOWN_ROW, "", unknown.of, unknown.n, "", "", "", "", "", "", "",
        "", "",
    ))  # fmt: skip
    return out


def step_table(step: PathStepResult, release: Release) -> TextTable:
    """Return one step in few columns, for a narrow page.

    Parameters
    ----------
    step : PathStepResult
    release : Release
        As for `path_table`.

    Returns
    -------
    TextTable
        Its cells are text: people with their percent, numbers with their range. Where somebody
        is not known to have taken the step, the last column says of how many.
    """
    full = make_table("", COLUMNS, _rows(step, release))
    unknown = step.all_groups.unknown
    parts = words.PAGE if unknown == 0 else words.PAGE | words.PAGE_NOT_KNOWN
    rows = []
    for row in full.rows:
        cells = dict(zip(full.columns, row, strict=True))
        rows.append([together(cells, *of) for of in parts.values()])
    columns = tuple(Column(h, "text") for h in parts)
    return make_table(words.step_title(step.check), columns, rows)


def notes(path: PathResult, release: Release, settings: Settings) -> tuple[str, ...]:
    """Say who is on the path, how long people had, and how the steps are compared.

    Parameters
    ----------
    path : PathResult
    release : Release
    settings : Settings
        The period, the minimum months of support, and whether jobs after the period count.

    Returns
    -------
    tuple of str
    """
    joined = path.first not in words.BEFORE_JOINING
    scope = words.SCOPE_JOINED if joined else words.SCOPE.format(first=words.first_did(path))
    out = [scope]
    out += _followed(path, settings)
    weeks = " or ".join(map(str, WEEKS_SUSTAINED))
    months = settings.minimum_months
    out.append(words.TIME.format(decide=DAYS_TO_DECIDE, months=months, weeks=weeks))
    if len(path.steps) > 1:
        out.append(words.EARLY)
    out += dict.fromkeys(note for step in path.steps for note in step_notes(path, step, settings))
    if any(s.step in words.SUSTAINED_STEPS for s in path.steps):
        out.append(words.SUSTAINED)
    if len(path.steps) > 1:
        out.append(words.SHARED_ERROR.format(n=len(path.steps)))
    if release is Release.SHARE_SAFE:
        out.append(disclosure.ADD_UP)
    return tuple(out)


def step_notes(path: PathResult, step: PathStepResult, settings: Settings) -> tuple[str, ...]:
    """Say of whom one step is, so that its numbers and those of the next can be followed.

    Parameters
    ----------
    path : PathResult
    step : PathStepResult
        Of this path.
    settings : Settings
        The minimum months of support, and whether people in work are left out.

    Returns
    -------
    tuple of str
    """
    out = [words.OF_WHOM]
    if step.step is PathStep.JOB and step is not path.steps[-1]:
        out.append(words.EARLY_JOB.format(months=settings.minimum_months))
    left_out = settings.leave_out_in_work is not False
    if step.step is PathStep.JOB and left_out and step.all_groups.unknown != 0:
        out.append(words.IN_WORK)
    if (step.before, step.step) == (PathStep.WEEKS_13, PathStep.WEEKS_26):
        out.append(words.WEEKS_OF)
    return tuple(out)


def _followed(path: PathResult, settings: Settings) -> list[str]:
    """Say up to when people were followed, and why the other tables have other numbers of jobs."""
    day, end = path.followed_to, settings.period_to
    if day is None:
        return []
    out = [words.FOLLOWED.format(day=show.long_date(day))]
    if end is not None and day > end:
        out.append(words.LONGER.format(end=show.long_date(end), day=show.long_date(day)))
        if settings.answers.get("jobs", {}).get(AFTER, COUNT) != COUNT:
            out.append(words.JOBS_AFTER)
    return out


def reasons_table(path: PathResult, reason: Dimension) -> TextTable:
    """Return why people of each group did not go on.

    Parameters
    ----------
    path : PathResult
        Exact.
    reason : Dimension
        One of those of `path.reasons`.

    Returns
    -------
    TextTable
    """
    rows = [
        (group, why, n)
        for group, counts in path.reasons[reason].items()
        for why, n in sorted(counts.items(), key=lambda pair: -pair[1])
    ]
    kinds = ("text", "text", "count")
    columns = tuple(Column(h, k) for h, k in zip(words.REASON_COLUMNS, kinds, strict=True))
    title = words.REASONS[reason].format(dimension=path.dimension, service=path.service)
    return make_table(title, columns, rows, (words.REASONS_NOTE.format(other=OTHER_REASON),))


def path_chart(path: PathResult) -> dict[str, Any] | None:
    """Return how many of 100 people come as far as each step, a line a group.

    Parameters
    ----------
    path : PathResult

    Returns
    -------
    dict or None
        A Vega-Lite specification; None where no group is large enough. The line of a group ends
        before the first step that fewer than 10 of its people had time for.
    """
    import altair as alt

    names = _drawn(path)
    if not names:
        return None
    rows: list[dict[str, Any]] = []
    for name in names:
        shown = show.one_line(name)
        rows.append({"Group": shown, "Step": words.STEPS[path.first], "Percent": 100.0})
        for step, reach in _reach(path, name):
            rows.append({"Group": shown, "Step": words.STEPS[step.step], "Percent": reach})
    order = [words.STEPS[path.first], *(words.STEPS[s.step] for s in path.steps)]
    shown_names = [show.one_line(n) for n in names]
    k = len(names)
    legend = alt.Legend(title=None, orient="top", columns=3, symbolStrokeWidth=3, labelLimit=260)
    colours = alt.Scale(domain=shown_names, range=[COLOURS[i % len(COLOURS)] for i in range(k)])
    dashes = alt.Scale(domain=shown_names, range=[DASHES[i % len(DASHES)] for i in range(k)])
    axis = alt.Axis(labelAngle=0, labelLimit=110, labelColor=BLACK, labelExpr=words.WRAPPED_LABEL)
    lines = (
        alt.Chart(data(rows))
        .mark_line(strokeWidth=3)
        .encode(
            x=alt.X("Step:N", sort=order, title=None, axis=axis, scale=alt.Scale(padding=0.3)),
            y=alt.Y("Percent:Q", title=words.CHART, scale=alt.Scale(domain=[0, 100])),
            color=alt.Color("Group:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("Group:N", scale=dashes, legend=legend),
            tooltip=["Group:N", "Step:N", alt.Tooltip("Percent:Q", format=".0f")],
        )
    )
    return finished(lines, height=280)


def _drawn(path: PathResult) -> list[str]:
    """Return the groups that are large enough to be drawn."""
    return [
        g.group
        for g in (path.steps[0].groups if path.steps else ())
        if (path.people.get(g.group) or 0) >= FEWEST_PEOPLE and _reach(path, g.group)
    ]


def _reach(path: PathResult, group: str) -> list[tuple[PathStepResult, float]]:
    """Return how many of 100 come as far as each step, up to the first with too few people."""
    out: list[tuple[PathStepResult, float]] = []
    for step in path.steps:
        row = next(g for g in step.check.groups if g.group == group)
        reach = next(g.reach for g in step.groups if g.group == group)
        if reach is None or row.of is None or row.of < FEWEST_PEOPLE:
            break
        out.append((step, round(100 * reach, 1)))
    return out


def path_alt_text(path: PathResult) -> str:
    """Return the chart in words: how many of 100 come as far as the last step of each line."""
    parts = []
    for name in _drawn(path):
        step, reach = _reach(path, name)[-1]
        parts.append(f"{show.one_line(name)} {reach:.0f} ({words.AT[step.step]})")
    return words.ALT.format(title=path_title(path), groups="; ".join(parts))


def _pc(share: float | None) -> float | None:
    return None if share is None else 100 * share


def reasons_tables(path: PathResult) -> Sequence[TextTable]:
    """Return the tables of reasons that a path has."""
    return [reasons_table(path, reason) for reason, found in path.reasons.items() if found]
