"""A share-safe report is made of its shown counts alone, and names nobody's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from made_up_paths import CHANCES, audited, made_up_path
from made_up_services import random_service
from samples import sample

from ips_audit.analysis.audit import audit
from ips_audit.analysis.checks import Scope
from ips_audit.analysis.path import paths
from ips_audit.disclosure import paths as path_room
from ips_audit.disclosure import protect as room
from ips_audit.disclosure.carried import ShownTable, check_of
from ips_audit.disclosure.counts import FEWEST_RELEASED, Counter, Shown
from ips_audit.disclosure.protect import protect
from ips_audit.disclosure.rules import NHS_ENGLAND
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    GENDER,
    GENDERS,
    AuditReport,
    Caseload,
    CaseloadCount,
    Coded,
    GroupFinding,
    NameOfTest,
    PathPeople,
    PathStep,
    People,
    Population,
    Reached,
    Reasons,
    Settings,
)
from ips_audit.outputs.to_json import dumps, report_to_json
from ips_audit.words.path import lower_groups

SECRET = bytes(range(32))
NAME = "Zebedee Quill"


def people(services: dict[str, int], groups: tuple[str, ...], **more: Any) -> People:
    """Return people of some services; the last group has one person."""
    n = sum(services.values())
    ethnic = np.arange(n) % (len(groups) - 1)
    ethnic[0] = len(groups) - 1
    place = np.repeat(np.arange(len(services)), list(services.values()))
    coded = Coded(groups, ethnic.astype(np.int16), more.get("as_recorded", ()))
    return People(
        services=tuple(services), service=place.astype(np.int16),
        coded={ETHNIC_GROUP: coded, GENDER: Coded(GENDERS, (np.arange(n) % 2).astype(np.int16))},
        age=np.full(n, np.nan, dtype=np.float32), start=np.full(n, "2019-03-01", "M8[D]"),
        job=(np.arange(n) % 3 == 0).astype(np.int8), in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32), weight=np.ones(n, dtype=np.int64),
    )  # fmt: skip


def text(report: AuditReport) -> str:
    return dumps(report_to_json(report))


class Other(Counter):
    """Shows the counts of one report, whatever it is asked to count."""

    shows: Counter

    def __init__(self, *_: object) -> None:
        self.__dict__.update(self.shows.__dict__)


@pytest.mark.parametrize("seed", [3, 7, 12])
def test_all_that_is_said_follows_from_the_shown_counts(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two services would show the same counts, their share-safe reports are the same."""
    one = random_service(seed)
    held: Any = one.basis
    some = {d: dict.fromkeys(held.tally.groups[d][:-1], 1000) for d in (ETHNIC_GROUP, GENDER)}
    basis = replace(held, population=Population("A borough", some))
    one = replace(one, basis=basis)
    safe = protect(one, SECRET)
    assert any(g.share_of_service for beside in safe.population for g in beside.groups)
    rule = room.rule_of(one.settings.release)
    monkeypatch.setattr(
        Other, "shows", Counter(basis.tally, basis.caseload, room.Noise(SECRET), rule),
        raising=False,
    )  # fmt: skip
    monkeypatch.setattr(room, "Counter", Other)
    rng = np.random.default_rng(seed)
    rows = basis.tally.rows
    # Other people in the same services and groups, some with none of them.
    changed = replace(rows, people=rng.permutation(rows.people), key=None)
    other_tally = replace(basis.tally, rows=changed)
    other = replace(one, basis=replace(basis, tally=other_tally))
    assert text(protect(other, SECRET)) == text(safe)


PATH = {"White": 300, "Asian": 80, "Black": 90, "Mixed": 12, "Other": 3}


def walked(services: tuple[str, ...] = ("North", "South"), **changes: Any) -> AuditReport:
    """Return an exact report with a path on which one group falls behind at acceptance."""
    low = {"Black": (0.2, *CHANCES[1:])}
    return audited(replace(made_up_path(PATH, 5, low, services=services), **changes))


def test_all_that_is_said_of_a_path_follows_from_the_shown_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = walked()
    safe = protect(one, SECRET)
    assert lower_groups(safe.paths[-1])
    basis: Any = one.basis
    rule = room.rule_of(one.settings.release)
    of_people, of_path = (
        Counter(t, None, room.Noise(SECRET), rule) for t in (basis.tally, basis.path)
    )

    class Same(Counter):
        def __init__(self, tally: Any, *_: object) -> None:
            self.__dict__.update((of_path if tally.rows.reached else of_people).__dict__)

    monkeypatch.setattr(room, "Counter", Same)
    monkeypatch.setattr(path_room, "Counter", Same)
    rng = np.random.default_rng(1)
    changed = replace(basis.path.rows, people=rng.permutation(basis.path.rows.people), key=None)
    other_path = replace(basis.path, rows=changed)
    joined: Any = made_up_path(PATH, 5, services=("North", "South"))
    others = tuple(paths(joined, other_path, one.settings))
    other = replace(one, basis=replace(basis, path=other_path), paths=others)
    assert text(other) != text(one)
    assert text(protect(other, SECRET)) == text(safe)


@pytest.mark.parametrize("test", [NameOfTest.INDEPENDENCE, NameOfTest.GOODNESS_OF_FIT])
def test_a_part_is_hidden_where_its_whole_is_and_never_above_it(test: NameOfTest) -> None:
    n = Shown({"A": 15, "B": 20, "C": 10}, 10, 45)
    of = Shown({"A": None, "B": 15, "C": 30}, None, 40)
    check = check_of(Scope("North", ETHNIC_GROUP), ShownTable(n, of, test), 0.8, NHS_ENGLAND)
    shown = [g.n for g in check.groups], check.not_known.n, check.total_n
    part = test.compares_rates  # the people of a service are no part of other people
    assert shown == (([None, 15, 10], None, 40) if part else ([15, 20, 10], 10, 45))


def test_lower_is_said_only_if_the_shown_total_bears_it_out() -> None:
    """The groups as shown add up to 275 of 345 who joined: others did so more often than by 240."""
    n = {"White": 140, "Asian": 60, "Black": 35, "Mixed": 10, "Other": 30}
    of = {"White": 205, "Asian": 65, "Black": 35, "Mixed": 10, "Other": 30}
    scope = Scope("North", ETHNIC_GROUP, step=PathStep.JOINED, family=4)
    said = []
    for total in (275, 240):
        table = ShownTable(Shown(n, None, total), Shown(of, None, 345), NameOfTest.INDEPENDENCE)
        said.append(check_of(scope, table, 0.8, NHS_ENGLAND).groups[0].finding)
    assert said == [GroupFinding.LOWER, GroupFinding.WITHHELD]


def test_lower_is_not_said_where_a_count_further_off_rules_a_gap_out() -> None:
    """50 of 65 as shown may be 56 of 65, whose gap is no large one."""
    n, of = {"White": 20, "Asian": 50, "Black": 130}, {"White": 20, "Asian": 65, "Black": 135}
    scope = Scope("North", ETHNIC_GROUP, step=PathStep.JOINED, family=5)
    table = ShownTable(Shown(n, None, 200), Shown(of, None, 220), NameOfTest.INDEPENDENCE)
    asian = check_of(scope, table, 0.8, NHS_ENGLAND).groups[1]
    assert asian.finding is GroupFinding.WITHHELD
    clearer = {**n, "Asian": 35}
    table = ShownTable(Shown(clearer, None, 185), Shown(of, None, 220), NameOfTest.INDEPENDENCE)
    assert check_of(scope, table, 0.8, NHS_ENGLAND).groups[1].finding is GroupFinding.LOWER


def test_reasons_and_the_last_day_of_a_path_stay_in_the_team() -> None:
    def reasons(people: PathPeople) -> Reasons:
        return Reasons((NAME,), np.where(people.reached[PathStep.ACCEPTED] == 1, 0, -1))

    people = made_up_path(PATH, 5)
    day = date(2024, 5, 17)
    told = audited(replace(people, declined=reasons(people), left=reasons(people), followed_to=day))
    assert NAME in text(told) and day.isoformat() in text(told)
    safe = protect(told, SECRET)
    assert safe.paths and NAME not in text(safe) and day.isoformat() not in text(safe)
    assert protect(walked(), SECRET).paths[0].followed_to == date(2024, 3, 31)  # of the period
    chosen = replace(told, settings=replace(told.settings, followed_to=day))
    assert protect(chosen, SECRET).paths[0].followed_to == day


def test_the_same_people_move_alike_whatever_their_reasons() -> None:
    people = made_up_path(PATH, 5)
    bare = replace(people, key=None)
    codes = np.zeros(len(people.weight), dtype=np.int16)
    told = replace(bare, declined=Reasons(("Not eligible",), codes))
    one, other = (protect(audited(p), SECRET).paths for p in (bare, told))
    assert one == other


def test_a_missing_step_does_not_say_that_nobody_stopped_there() -> None:
    people = made_up_path(PATH, 5)
    missing = []
    for stopped in (0, 3, 60):
        place = people.reached[PathStep.JOINED].copy()
        there = np.flatnonzero(place != Reached.NOT_HERE)
        place[there] = Reached.YES
        place[there[:stopped]] = Reached.NO
        later = {s: np.where(place == Reached.YES, people.reached[s], Reached.NOT_HERE)
                 for s in people.steps[3:]}  # fmt: skip
        told = audited(replace(people, reached={**people.reached, PathStep.JOINED: place, **later}))
        (safe,) = protect(told, SECRET).paths
        assert [s.before for s in safe.steps] == [safe.first, *(s.step for s in safe.steps)][:-1]
        missing.append(PathStep.JOINED not in [s.step for s in safe.steps])
        found = dict(zip(PATH, (g.reach for g in safe.steps[-1].groups), strict=True))
        assert found["White"] is not None
    assert missing == [True, True, False]


def test_a_service_without_a_name_in_its_tables_has_none_on_its_path() -> None:
    """40 were referred, few joined: the path would be large enough to be shown."""
    low = dict.fromkeys(PATH, (0.1, *CHANCES[1:]))
    few = made_up_path({"White": 60, "Other": 20}, 5, low, services=(NAME,))
    exact = audited(few)
    assert NAME in text(exact) and exact.who[0].people is not None
    assert exact.who[0].people < FEWEST_RELEASED - 4
    assert NAME not in text(protect(exact, SECRET))


def test_every_group_keeps_its_row_and_zeros_are_not_told_from_small_counts() -> None:
    for name in ("london", "k01_small_cells_wwt", "k03_everyone_in_group_got_job"):
        exact = sample(name)
        safe = protect(exact, SECRET)
        shown = {(c.question, c.service, c.dimension, c.people): c for c in safe.checks}
        for check in exact.headline:
            key = (check.question, check.service, check.dimension, check.people)
            if key in shown and check.groups:
                names = [g.group for g in shown[key].groups]
                assert {g.group for g in check.groups} <= set(names)
                assert all(g.finding is not None for g in shown[key].groups)


def test_london_keeps_its_main_finding() -> None:
    for secret in (SECRET, SECRET[::-1], b"another secret of the same length"):
        (check,) = (
            c for c in protect(sample("london"), secret).checks
            if (c.question, c.service, c.dimension) == ("access", "WWT IPS", ETHNIC_GROUP)
        )  # fmt: skip
        lower = [g for g in check.groups if g.finding is GroupFinding.LOWER]
        assert [g.group for g in lower] == ["Other"]
        assert check.sentences[0].startswith("Other: ")


def test_a_cells_own_text_is_no_label_unless_many_have_it() -> None:
    groups = ("White", "Irish", NAME)
    recorded = people({"North": 80}, groups, as_recorded=("Irish", NAME))
    counts = tuple(
        CaseloadCount("North", ETHNIC_GROUP, g, n)
        for g, n in (*zip(groups, (400, 200, 2), strict=True), ("Not known", 30))
    )
    exact = audit(recorded, Caseload(counts), Settings(reference_group=NAME))
    assert NAME in text(exact)
    safe = protect(exact, SECRET)
    assert NAME not in text(safe) and "Irish" in text(safe)
    (access,) = (c for c in safe.checks if c.question == "access" and c.dimension == ETHNIC_GROUP)
    assert [g.group for g in access.groups] == ["White", "Irish"]
    user_named = audit(people({"North": 80}, groups), Caseload(counts), Settings())
    assert NAME in text(protect(user_named, SECRET))


def test_a_service_of_few_people_is_not_released_on_its_own() -> None:
    services = {"North": 80, "South": 60, NAME: 1}
    exact = audit(people(services, ("White", "Irish", "Other")), None, Settings())
    safe = protect(exact, SECRET)
    assert NAME in text(exact) and NAME not in text(safe)
    assert [p.service for p in safe.who] == ["North", "South", ALL_SERVICES]
    alone = audit(people({NAME: FEWEST_RELEASED // 2}, ("White", "Other")), None, Settings())
    assert NAME not in text(protect(alone, SECRET))
    assert protect(alone, SECRET).who[0].people is None
