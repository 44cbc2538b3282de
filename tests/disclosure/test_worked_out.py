"""Nothing a share-safe audit says gives a small count away; the attacker sees it if it does."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.disclosure.attack import PROTECTIONS, attack_many, releases_of
from tests.disclosure.attacked import random_service
from tests.disclosure.likely import Seen, chance_of_truth
from tests.disclosure.printed import CELLS, Form, Json, Reader, Says, cell, total
from tests.disclosure.said import take_up
from tests.disclosure.solve import Solver
from tests.disclosure.worked_out import attack, sure_of

SERVICES = int(os.environ.get("IPS_AUDIT_ATTACKS", "6"))
SEED = int(os.environ.get("IPS_AUDIT_SEED", "1"))


@pytest.mark.parametrize(
    ("kind", "groups"), [("one", 5), ("one", 16), ("person", 5), ("two", 5)], ids=str
)
def test_no_small_count_is_worked_out(kind: str, groups: int) -> None:
    few = SERVICES if (kind, groups) == ("one", 5) else max(1, SERVICES // 3)
    found = attack_many(SEED, few, groups, kind, PROTECTIONS["tool"])
    print(f"\n{kind}, {groups} groups: {found}")
    assert found.small > 20 * few and not found.wrong
    assert found.found == 0


def test_what_the_attacker_believes_of_the_tool_is_true() -> None:
    assert attack_many(SEED, 2, 5, "person", PROTECTIONS["tool"]).wrong == 0


@pytest.mark.parametrize("kind", ["one", "person", "two"])
def test_moved_counts_give_nothing_away(kind: str) -> None:
    found = attack_many(SEED, 2, 5, kind, PROTECTIONS["stand-in"])
    assert found.small > 40 and not found.wrong
    assert found.found == found.two == 0


def test_two_rules_give_counts_away_where_none_is_moved() -> None:
    found = attack_many(SEED, 2, 5, "two", PROTECTIONS["unmoved"])
    assert found.by["by sums"] > 0 and not found.wrong


def test_several_releases_make_sure_of_hidden_counts_but_not_of_moved_ones() -> None:
    service = random_service(1000 * SEED)
    shares = []
    for by in ("unmoved", "stand-in"):
        releases = releases_of(service, SEED, "twelve", PROTECTIONS[by])
        small, sure = sure_of(releases, service)
        assert small > 5
        shares.append(sure / small)
    assert shares[0] > 0.5 and shares[1] < 0.1


def test_one_cannot_be_sure_of_one_hidden_number() -> None:
    says = Says(more=False)
    assert chance_of_truth(says, [Seen(0, None)], 3) == pytest.approx(1 / 8)
    assert chance_of_truth(says, [Seen(0, None), Seen(5, 10)], 3) == pytest.approx(1 / 5)
    assert chance_of_truth(says, [Seen(4, None), Seen(5, 10)], 3) == 1


@pytest.mark.parametrize(
    ("says", "printed", "ends"),
    [
        (Says(more=False), None, (0, 7)),
        (Says(), 10, (8, 12)),
        (Says(), 15, (13, 17)),
        (Says(threshold=2, base=3), 3, (3, 4)),
        (Says(threshold=9, base=10), 10, (10, 14)),
        (Says(noise=4, more=False), None, (0, 11)),
        (Says(noise=4, more=False), 10, (4, 16)),
    ],
)
def test_what_a_printed_number_says(says: Says, printed: int | None, ends: tuple[int, int]) -> None:
    assert says.interval(printed) == ends
    unmoved = range(int(ends[0]) + says.noise, int(ends[1]) - says.noise + 1)
    if printed is not None:
        assert {says.published(n) for n in unmoved} == {printed}


# A service of 100 people: A and B are shown, C is small. What is said of it is put in.
PEOPLE = {"A": 50, "B": 45, "C": None}


def audit(
    n: dict[str, int | None],
    of: dict[str, int | None],
    finding: str | None,
    said: dict[str, str],
    question: str = "outcome",
    sentences: tuple[str, ...] = (),
    all_jobs: int | None = None,
) -> Json:
    """Return a share-safe audit of one table."""
    names = {"outcome": "independence", "access": "accessed v not"}

    def rows(counts: dict[str, int | None]) -> list[Json]:
        return [{"group": g, "n": x} for g, x in (counts | {"Not known": None}).items()]

    shown = [sum(x or 0 for x in counts.values()) or None for counts in (n, of)]
    total_row = {"n": shown[0] if all_jobs is None else all_jobs, "of": shown[1]}
    check: dict[str, Any] = {
        "question": question, "service": "S", "dimension": "ethnic group", "people": "everyone",
        "kind": "headline", "tests": [{"name": names[question], "role": "default"}],
        "groups": [{"group": g, "n": x, "of": of[g], "finding": said.get(g)} for g, x in n.items()],
        "not_known": {"n": None, "of": None}, "total": total_row,
        "finding": finding, "sentences": sentences,
    }  # fmt: skip
    return {
        "settings": {"margin": 0.8},
        "who": [{"service": "S", "people": 100, "ethnic group": rows(PEOPLE),
                 "gender": rows({"Male": 50, "Female": 50})}],
        "checks": [check],
        "rows": {"read": 100, "used": 100, "left_out": [{"rows": None}]},
    }  # fmt: skip


def ends(safe: Json, form: Form) -> tuple[int, int]:
    """Return what a count can be, by all that is said."""
    says = Says(more=False)
    reading = Reader(safe, says).read()
    take_up(reading, Solver((r for _, r in reading.ranges), ()))
    solver = Solver((r for _, r in reading.ranges), [e for _, e in reading.either])
    found = []
    for sign in (1, -1):
        cells = solver.look(sign * solver.aim(form), whole=True)[1]
        assert cells is not None and solver.agrees(cells)
        found.append(sum(n * cells[c] for c, n in form))
    return found[0], found[1]


def jobs(group: str, *outcomes: str) -> Form:
    """Return people of a group with some outcomes."""
    return total(cell("S", group, c) for c in CELLS if c.endswith(outcomes))


BOTH = {"A": 25, "B": 20, "C": None}
ALL_OF = {"A": 50, "B": 45, "C": None}


def test_a_group_without_a_row_is_nobody() -> None:
    here = {"A": 50, "B": 45}
    safe = audit(here, {"A": 200, "B": 200}, "groups differ; none shown to be lower", {}, "access")
    assert ends(safe, jobs("C", *CELLS)) == (0, 0)
    there = audit(PEOPLE, {"A": 200, "B": 200, "C": None}, None, {}, "access")
    assert ends(there, jobs("C", *CELLS))[1] > 4


def test_not_checked_says_that_nobody_got_a_job() -> None:
    hidden = dict.fromkeys("ABC")
    safe = audit(hidden, ALL_OF, "not checked", {})
    assert ends(safe, jobs("A", "job")) == ends(safe, jobs("C", "job")) == (0, 0)
    unsaid = audit(hidden, ALL_OF, None, {})
    assert ends(unsaid, jobs("A", "job")) == (0, 7)
    told = audit(hidden, ALL_OF, None, {}, sentences=("Nobody in this table did, so there ...",))
    assert ends(told, jobs("A", "job")) == (0, 0)


def test_any_other_finding_says_that_somebody_got_a_job() -> None:
    safe = audit(dict.fromkeys("ABC"), ALL_OF, "groups differ; none shown to be lower", {})
    assert ends(safe, jobs("A", "job"))[0] == 0
    assert ends(safe, total(jobs(g, "job") for g in "ABC"))[0] == 1


def test_no_gap_says_that_nobody_is_in_a_group_too_small_to_judge() -> None:
    safe = audit(BOTH, ALL_OF, "no gap of that size in any group", {})
    assert ends(safe, jobs("C", "job", "no")) == (0, 0)
    assert ends(audit(BOTH, ALL_OF, None, {}), jobs("C", "job", "no"))[1] > 4


def test_a_gap_that_names_nobody_is_in_the_hidden_group() -> None:
    n = {"A": 10, "B": None, "C": None}
    silent = ends(audit(n, ALL_OF, None, {}, all_jobs=15), jobs("B", "job"))
    by_field = ends(audit(n, ALL_OF, "a gap was found", {}, all_jobs=15), jobs("B", "job"))
    words = ("A gap was found: fewer people in  got a job.",)
    by_words = ends(audit(n, ALL_OF, None, {}, sentences=words, all_jobs=15), jobs("B", "job"))
    assert by_field == by_words != silent
    assert by_field[1] < silent[1]


def test_no_gap_found_says_that_a_hidden_number_is_not_that_low() -> None:
    n = {"A": 15, "B": None, "C": None}
    found = "no gap found, but one cannot be ruled out"
    low, high = ends(audit(n, ALL_OF, found, {}, all_jobs=20), jobs("B", "job"))
    assert low > 0 and high == 7
    assert ends(audit(n, ALL_OF, None, {}, all_jobs=20), jobs("B", "job")) == (0, 7)


def test_the_attacker_says_where_it_is_not_sound() -> None:
    """What is believed must be true of the people: moved counts are not exact ones."""
    moved, exact = PROTECTIONS["stand-in"], Says(more=False)
    service = random_service(1000 * SEED)
    releases = releases_of(service, SEED, "one", moved)
    believed = [type(r)(r.safe, exact, r.joined) for r in releases]
    assert attack(believed, service, structure=False).wrong == 1
