"""How far people of each group come, and what may be said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up_paths import CHANCES, STEPS, made_up_path

from ips_audit.analysis.checks import GroupTable, Scope, outcome_check
from ips_audit.analysis.path import path_tally, paths
from ips_audit.model import (
    ALL_SERVICES,
    DECLINED,
    ETHNIC_GROUP,
    Coded,
    Finding,
    GroupFinding,
    PathPeople,
    PathResult,
    PathStep,
    Reached,
    Reasons,
    Settings,
)
from ips_audit.words import path as words

SIZES = {"White": 300, "Asian": 80, "Black": 90, "Mixed": 30, "Other": 25}
SETTINGS = Settings()


def results(people: PathPeople, settings: Settings = SETTINGS) -> list[PathResult]:
    return list(paths(people, path_tally(people), settings))


def six_people() -> PathPeople:
    """Six people, one at each place of the second step; and one whose group is not known."""
    second = np.array([*list(Reached)[1:], Reached.YES, Reached.NO], dtype=np.int8)
    third = np.full(7, Reached.NOT_HERE, dtype=np.int8)
    third[[1, 3, 5]] = Reached.YES, Reached.NOT_YET, Reached.NO  # who took the second step
    return PathPeople(
        steps=STEPS[:3],
        services=("North",),
        service=np.zeros(7, dtype=np.int16),
        coded={ETHNIC_GROUP: Coded(("A", "B"), np.array([0, 0, 0, 0, 0, 1, -1], dtype=np.int16))},
        reached={
            STEPS[0]: np.full(7, Reached.YES, dtype=np.int8),
            STEPS[1]: second,
            STEPS[2]: third,
        },
        weight=np.ones(7, dtype=np.int64),
    )


def test_each_person_is_counted_in_one_place() -> None:
    accepted, joined = results(six_people())[0].steps
    a, b = accepted.groups
    assert (a.came, a.not_yet, a.unknown) == (2, 2, 1)  # took it in time or early; late; unknown
    assert [(g.n, g.of) for g in accepted.check.groups] == [(1, 2), (1, 1)]
    assert (accepted.check.not_known.n, accepted.check.not_known.of) == (0, 1)
    assert (b.came, b.not_yet, b.unknown) == (1, 0, 0)
    assert [(g.n, g.of) for g in joined.check.groups] == [(1, 1), (0, 1)]
    assert joined.groups[0].not_yet == 1  # the one who was accepted early


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_lost_between_two_steps(seed: int) -> None:
    for path in results(made_up_path(SIZES, seed, services=("North", "South"))):
        before = path.people
        for step in path.steps:
            for g, row in zip(step.groups, step.check.groups, strict=True):
                assert row.of is not None and g.not_yet is not None and g.unknown is not None
                assert row.of + g.not_yet + g.unknown == before[g.group]
            before = {g.group: g.came for g in step.groups}


def test_a_path_of_joined_checks_is_the_product_of_their_shares() -> None:
    path = results(made_up_path(SIZES, 3))[0]
    for i in range(len(SIZES)):
        share = 1.0
        for step in path.steps:
            share *= step.check.groups[i].share or 0.0
            assert step.groups[i].reach == pytest.approx(share, abs=1e-12)


def test_without_latecomers_the_product_is_the_share_of_everybody() -> None:
    path = results(made_up_path(SIZES, 3, late=0.0))[0]
    for step in path.steps:
        for g in step.groups:
            people = path.people[g.group]
            assert people and g.came is not None
            assert g.reach == pytest.approx(g.came / people, abs=1e-12)


def test_the_step_is_named_at_which_a_group_falls_behind() -> None:
    low = {"Black": (0.3, *CHANCES[1:])}
    path = results(made_up_path(SIZES, 1, low))[0]
    assert words.lower_groups(path) == {"Black": [PathStep.ACCEPTED]}
    assert path.sentences[0] == "People in Black fall behind at one step: acceptance."
    assert "25 of 85 were accepted (29%)" in path.sentences[1]
    assert words.title(path) == "A gap was found for Black at acceptance"
    accepted = path.steps[0]
    assert words.next_step(accepted).startswith("Look at who decides about referrals")
    assert words.next_step(path.steps[1]) == ""


def test_no_step_is_named_where_all_are_alike_and_few() -> None:
    path = results(made_up_path(dict.fromkeys(SIZES, 20), 8))[0]
    assert not words.lower_groups(path)
    assert path.sentences[0] == words.NO_STEP
    assert path.sentences[-1].startswith("Not finding a difference is not proof")


def test_large_equal_groups_rule_a_gap_out_at_every_step() -> None:
    people = made_up_path(dict.fromkeys(("A", "B"), 20_000), 8)
    path = results(people)[0]
    assert {s.check.finding for s in path.steps} == {Finding.NO_GAP}
    assert path.sentences == (words.RULED_OUT,)


def test_the_steps_of_a_path_share_one_error_rate() -> None:
    table = GroupTable(("A", "B"), (20, 40), (60, 70))
    alone = outcome_check(Scope("North", ETHNIC_GROUP), table, 0.8)
    shared = outcome_check(Scope("North", ETHNIC_GROUP, family=5), table, 0.8)
    p = alone.groups[0].p_holm
    assert p is not None and 0.005 < p < 0.05
    assert shared.groups[0].p_holm == pytest.approx(5 * p)
    assert alone.groups[0].finding is GroupFinding.LOWER
    assert shared.groups[0].finding is not GroupFinding.LOWER
    assert alone.finding is Finding.GAP
    assert shared.finding is not Finding.GAP


def test_each_service_has_a_path_and_all_together() -> None:
    found = results(made_up_path(SIZES, 4, services=("North", "South")))
    assert [p.service for p in found] == ["North", "South", ALL_SERVICES]
    one, other, both = (p.people["White"] for p in found)
    assert one and other and both == one + other


def test_somebody_in_two_services_counts_once_in_all_together() -> None:
    people = made_up_path(SIZES, 4, services=("North", "South"))
    once = replace(
        made_up_path(dict.fromkeys(SIZES, 10), 4, services=(ALL_SERVICES,)), followed_to=None
    )
    found = results(replace(people, together=once))
    assert found[-1].service == ALL_SERVICES
    assert found[-1].people["White"] == 10


def test_a_service_where_nobody_begins_has_no_path() -> None:
    people = made_up_path(SIZES, 4)
    found = results(replace(people, services=("North", "Empty")))
    assert [p.service for p in found] == ["North", ALL_SERVICES]


def test_reasons_are_counted_by_group() -> None:
    people = made_up_path({"A": 3, "B": 2}, 1)
    codes = np.array([0, 0, -1, 1, -1], dtype=np.int16)
    path = results(replace(people, declined=Reasons(("Not eligible", "Moved away"), codes)))[0]
    assert path.reasons == {DECLINED: {"A": {"Not eligible": 2}, "B": {"Moved away": 1}}}


def test_the_reference_group_of_the_settings_holds_on_the_path() -> None:
    path = results(made_up_path(SIZES, 1), replace(SETTINGS, reference_group="White"))[0]
    assert path.steps[0].check.reference == "White"
    assert path.steps[0].check.groups[0].finding is None


@pytest.mark.slow
def test_a_path_of_alike_groups_says_lower_in_at_most_5_of_100_services() -> None:
    """800 services; 5.0% or less, with room for chance (2.3 standard errors)."""
    sizes = {"White": 200, "Asian": 60, "Black": 70, "Mixed": 25, "Other": 20}
    lower = sum(
        bool(words.lower_groups(results(made_up_path(sizes, seed))[0])) for seed in range(800)
    )
    assert lower / 800 <= 0.05 + 2.3 * (0.05 * 0.95 / 800) ** 0.5
