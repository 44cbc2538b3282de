"""What the reader of a path is told: its numbers add up, and nothing sends them elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from made_up_paths import CHANCES, audited, made_up_path
from samples import sample

from ips_audit.intake.people.path_reasons import FEWEST
from ips_audit.model import AuditReport, Check, PathStep, Reached, Release
from ips_audit.outputs.brief import next_steps
from ips_audit.outputs.path import notes, reasons_tables, step_notes, step_table
from ips_audit.outputs.tables import check_table, page_table
from ips_audit.outputs.texttable import TextTable
from ips_audit.words.next_steps import next_step
from ips_audit.words.path_columns import OTHER_REASON

SIZES = {"White": 300, "Black": 90}
NOT_KNOWN = "Whether they took it: not known"


def with_unknown(at: PathStep, n: int) -> AuditReport:
    """Return a report in which it is not known of n people whether they took a step."""
    people = made_up_path(SIZES, 3, {"Black": (0.3, *CHANCES[1:])})
    reached = {s: p.copy() for s, p in people.reached.items()}
    these = np.flatnonzero(reached[at] == Reached.NO)[:n]
    assert len(these) == n
    reached[at][these] = Reached.NOT_KNOWN
    return audited(replace(people, reached=reached))


def column(table: TextTable, heading: str) -> dict[str, str]:
    at = table.columns.index(heading)
    return {row[0]: row[at] for row in table.rows}


def test_not_known_stands_beside_the_step_and_everybody_adds_up() -> None:
    path = with_unknown(PathStep.JOB, 7).paths[0]
    joined, job = (s for s in path.steps if s.step in (PathStep.JOINED, PathStep.JOB))
    table = step_table(job, Release.TEAM)
    unknown = column(table, NOT_KNOWN)
    assert unknown["All groups together"] == "7"
    for group, came in ((g.group, g.came) for g in joined.groups):
        _, of = column(table, "Took it")[group].split(" of ")
        later = column(table, "Time not yet come")[group]
        assert int(of) + int(later) + int(unknown[group]) == came
    assert NOT_KNOWN not in step_table(joined, Release.TEAM).columns


def told(report: AuditReport) -> str:
    return " ".join(notes(report.paths[-1], report.release, report.settings))


def test_the_notes_say_why_the_other_tables_have_other_numbers() -> None:
    bridge = sample("accepted-less-often")
    assert bridge.settings.period_to == date(2024, 6, 24)
    assert "up to the end of the period, 24 June 2024" in told(bridge)
    assert "follows them up to 17 September 2024" in told(bridge)
    alike = replace(
        bridge, paths=tuple(replace(p, followed_to=date(2024, 6, 24)) for p in bridge.paths)
    )
    assert "other tables look at people up to" not in told(alike)


def test_the_notes_say_that_jobs_after_the_period_count_on_the_path() -> None:
    bridge = sample("accepted-less-often")
    said = "Jobs that began after the period do not count in the other tables."
    for answer, there in (("no job", True), ("leave out", True), ("count", False)):
        answers = {"jobs": {"after the period": answer}}
        decided = replace(bridge, settings=replace(bridge.settings, answers=answers))
        assert (said in told(decided)) is there
    assert said not in told(bridge)


def test_the_notes_say_of_whom_the_steps_are() -> None:
    said = told(sample("accepted-less-often"))
    assert "Each step is about the people who took the step before it." in said
    assert "joined less than 6 months before the last day and already has a job" in said
    assert "26 weeks in work is about people who were in work for 13 weeks" in said
    *_, job, _, later = sample("accepted-less-often").paths[-1].steps
    bridge = sample("accepted-less-often")
    under = [step_notes(bridge.paths[-1], s, bridge.settings) for s in (job, later)]
    assert "Their job counts at the next step." in under[0][-1]
    assert under[1][-1].startswith("26 weeks in work is about people")
    assert "in work when they joined" not in said  # of this file everybody's job is known
    assert "in work when they joined" in told(with_unknown(PathStep.JOB, 7))


def test_reasons_are_put_together_as_their_note_says() -> None:
    tables = [t for p in sample("accepted-less-often").paths for t in reasons_tables(p)]
    assert tables
    for table in tables:
        (note,) = table.notes
        assert f"fewer than {FEWEST} people have, in all groups and services together" in note
        assert OTHER_REASON in note
        of_reason: dict[str, int] = {}
        for _, reason, n in table.values:
            of_reason[str(reason)] = of_reason.get(str(reason), 0) + int(str(n))
        assert all(n >= FEWEST for reason, n in of_reason.items() if reason != OTHER_REASON)


def access(report: AuditReport) -> Check:
    return next(c for c in report.headline if c.question == "access" and c.groups)


def test_access_sends_the_reader_to_the_step_that_the_path_names() -> None:
    bridge = sample("accepted-less-often")
    check = access(bridge)
    alone, with_path = next_step(check), next_step(check, bridge.paths)
    assert "hear of the service and are referred" in alone
    assert "hear of the service" not in with_path
    assert with_path.endswith(
        "Then look at the path: people in Black/Black British fall behind at acceptance."
    )
    assert not any("hear of the service" in line for line in next_steps(bridge))


def test_a_step_after_joining_is_no_cause_of_access() -> None:
    bridge = sample("accepted-less-often")
    check = access(bridge)
    steps = tuple(replace(s, step=PathStep.JOB) for s in bridge.paths[-1].steps)
    later = tuple(replace(p, steps=steps) for p in bridge.paths)
    assert next_step(check, later) == next_step(check)


def test_nobody_of_unknown_group_leaves_an_empty_cell_and_no_sign() -> None:
    check = access(sample("accepted-less-often"))
    check = replace(check, not_known=replace(check.not_known, n=0, of=0))
    for release in Release:
        row = page_table(check, release).rows[-1]
        assert row[0] == "Not known"
        assert not any(cell.strip() == "%" for cell in row)
        assert "%" not in check_table(check, release).rows[-1]
