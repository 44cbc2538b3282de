"""Time to a job as chart and tables."""

from __future__ import annotations

from ips_audit.model import (
    ETHNIC_GROUP,
    TimeToJob,
    WaitingGroup,
)
from ips_audit.outputs.time_to_job import time_alt_text, time_chart, time_tables


def group(name: str, people: int, share: tuple[float, ...]) -> WaitingGroup:
    return WaitingGroup(
        name, people, 3, share, (None, 0.1, 0.2), (None, 0.5, 0.6), (people, people - 1, 0)
    )


def time(*groups: WaitingGroup) -> TimeToJob:
    return TimeToJob("S", ETHNIC_GROUP, (0, 1, 2), groups, 2.5, 1, 0.114, 2)


def test_chart_steps_up_by_month_and_leaves_handfuls_to_the_table() -> None:
    t = time(group("A", 30, (0.0, 0.25, 0.5)), group("B", 9, (0.0, 0.1, 0.1)))
    spec = time_chart(t)
    assert spec is not None
    values = spec["data"]["values"]
    assert [(v["Month"], v["Percent"]) for v in values] == [(0, 0.0), (1, 25.0), (2, 50.0)]
    assert {v["Group"] for v in values} == {"A"}
    assert time_alt_text(t).endswith("By month 2: A 50.0%.")


def test_groups_are_told_apart_without_colour() -> None:
    t = time(*(group(x, 30, (0.0, 0.2, 0.4)) for x in "ABCDE"))
    spec = time_chart(t)
    assert spec is not None
    dashes = spec["encoding"]["strokeDash"]["scale"]["range"]
    assert len({tuple(d) for d in dashes}) == 5


def test_tables_hold_every_group_and_say_who_is_left_out() -> None:
    t = time(group("A", 30, (0.0, 0.25, 0.5)), group("B", 9, (0.0, 0.1, 0.1)))
    shares, waiting = time_tables(t)
    assert shares.columns == ("Month", "A (%)", "B (%)")
    assert shares.rows[2] == ("2", "50.0", "10.0")
    assert waiting.rows[0] == ("0", "30", "9")
    notes = " ".join(shares.notes)
    assert "Log-rank test: 2.50, df 1, p = 0.11" in notes
    assert "2 people with a known outcome cannot be placed in time" in notes


def test_no_chart_where_all_groups_are_handfuls() -> None:
    assert time_chart(time(group("A", 9, (0.0, 0.1, 0.2)))) is None
