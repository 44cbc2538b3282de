"""The attacker reads a path: each kind of evidence narrows a count that was hidden."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ips_audit.model import Reached
from tests.disclosure.attack import PROTECTIONS, attack_many, releases_of
from tests.disclosure.attacked import random_service
from tests.disclosure.attacked_path import Told
from tests.disclosure.printed import Form, Json, Known, Reader, Says, total
from tests.disclosure.said import take_up, take_up_shares
from tests.disclosure.solve import Solver
from tests.disclosure.walked import Walk
from tests.disclosure.worked_out import attack

STEPS = ("referred", "accepted", "joined", "job")
TOLD = Told(everybody=True, references=True)
EXACT = Says(more=False)  # hidden and rounded only
PEOPLE = {"A": 60, "B": None, "Not known": None}
NOBODY: dict[str, Any] = dict.fromkeys(("n", "of", "came", "not_yet", "unknown"))


def step(
    name: str, n: dict[str, int | None], of: dict[str, int | None], finding: str | None = None,
    **more: Any,
) -> Json:  # fmt: skip
    """Return one step of a path: of groups A and B, and of people whose group is not known."""
    rows = {
        g: {"group": g, **NOBODY, "n": n.get(g), "of": of.get(g), "finding": None}
        for g in PEOPLE
    }  # fmt: skip
    whole = {k: sum(x or 0 for x in counts.values()) for k, counts in (("n", n), ("of", of))}
    rows["A"] |= more.pop("a", {})
    rows["B"] |= more.pop("b", {})
    return {
        "step": name, "groups": [rows["A"], rows["B"]], "not_known": rows["Not known"],
        "total": {**NOBODY, **whole, **more},
        "tests": [{"name": "independence", "role": "default"}], "finding": finding,
        "sentences": [],
    }  # fmt: skip


def release(
    *steps: Json, sentences: tuple[str, ...] = (), b: tuple[int | None, int | None] = (None, None)
) -> Json:
    """Return a share-safe audit of a service of 40 people in A, and its path.

    `b` is how many of B are in the service, and began the path.
    """
    people = {"A": 40, "B": b[0], "Not known": None}
    whole = 40 + (b[0] or 0)
    began = PEOPLE | {"B": b[1]}
    return {
        "settings": {"margin": 0.8, "period": {"to": "2019-12-31"}},
        "who": [{"service": "S", "people": whole,
                 "ethnic group": [{"group": g, "n": n} for g, n in people.items()],
                 "gender": [{"group": "Male", "n": whole}, {"group": "Not known", "n": None}]}],
        "checks": [],
        "rows": {"read": whole + 40, "used": whole, "left_out": [{"rows": 40}]},
        "paths": [{"service": "S", "followed_to": "2019-12-31", "steps": list(steps),
                   "people": [{"group": g, "n": n} for g, n in began.items()],
                   "sentences": list(sentences)}],
    }  # fmt: skip


def at(group: str, name: str, *places: str) -> Form:
    return tuple(sorted((("S", "path", group, name, p), 1) for p in places))


def ends(
    safe: Json, form: Form, says: Says = EXACT, told: Told = TOLD, known: Known = Known.FINDINGS
) -> tuple[int, int]:
    """Return what a count can be, by all that is said."""
    reader = Reader(safe, says)
    reading = reader.read()
    Walk(reader, STEPS, told).read()
    take_up(reading, Solver((r for _, r in reading.ranges), ()))
    take_up_shares(reading, Solver((r for _, r in reading.ranges), ()))
    solver = Solver(
        (r for k, r in reading.ranges if k <= known), [e for k, e in reading.either if k <= known]
    )
    low, high = (round(solver.look(s * solver.aim(form), whole=True)[0]) for s in (1, -1))
    return low, -high


ACCEPTED = step("accepted", {"A": 45}, {"A": 60})
JOINED = step("joined", {"A": 40}, {"A": 45})
JOB = step("job", {"A": 20}, {"A": 40})


def test_whoever_came_as_far_is_in_one_place_at_the_next_step() -> None:
    """At most 7 of B were accepted in time, and 8 at least had time to join."""
    joined = step("joined", {"A": 40, "B": 10}, {"A": 45, "B": 10})
    safe = release(ACCEPTED, joined, b=(10, 20))
    early = at("B", "accepted", "early")
    assert ends(safe, early, known=Known.SUMS)[0] == 0
    assert ends(safe, early, known=Known.LINKS)[0] > 0


def test_who_joined_is_in_the_service() -> None:
    """At most 7 of B joined in time, and 8 at least are in the service."""
    safe = release(JOINED, b=(10, 20))
    early = at("B", "joined", "early")
    assert ends(safe, early, known=Known.SUMS)[0] == 0
    assert ends(safe, early, known=Known.LINKS)[0] > 0
    some = Told(everybody=False, references=False)  # others were referred before the period
    assert ends(safe, early, told=some)[0] == 0
    late = {**safe, "paths": [{**safe["paths"][0], "followed_to": "2020-02-29"}]}
    more = at("B", "joined", "yes", "early")
    assert ends(safe, more)[1] == 12 < ends(late, more)[1]  # some joined after the period


def test_numbers_that_differ_are_not_of_the_same_people() -> None:
    alike = Says(noise=4, more=False, alike=True)
    safe = release(ACCEPTED, JOINED, JOB)
    left = at("A", "job", "no")
    assert ends(safe, left, alike, known=Known.LINKS)[0] == 8  # at most 26 of at least 34
    near = release(ACCEPTED, JOINED, step("job", {"A": 35}, {"A": 40}))
    assert ends(near, left, alike, known=Known.LINKS)[0] == 0
    assert ends(near, left, alike, known=Known.KEYS)[0] == 1
    same = release(ACCEPTED, JOINED, step("job", {"A": 40}, {"A": 40}))
    assert ends(same, left, alike)[0] == 0


def test_a_step_that_is_left_out_tells_who_stopped_at_it() -> None:
    first = step("accepted", {"A": 40}, {"A": 60})
    safe = release(first, JOB)
    stopped = at("A", "joined", "no", "not yet", "not said")
    assert ends(safe, stopped, Says(more=False, stopped=(1, 0))) == (0, 0)
    assert ends(safe, stopped, Says(more=False, stopped=(4, 11)))[1] > 0
    there = release(first, step("joined", {"A": 40}, {"A": 40}))
    any_group = (at(g, "joined", "no", "not yet", "not said") for g in PEOPLE)
    assert ends(there, total(any_group), Says(more=False, stopped=(4, 11)))[0] == 4


def test_an_exact_share_tells_the_numbers_and_one_of_printed_numbers_does_not() -> None:
    took = at("A", "job", "yes")
    said = {"share": 0.5, "reach": (45 / 60) * (40 / 45) * 0.5}
    steps = [
        step("accepted", {"A": 45}, {"A": 60}, a={"reach": 45 / 60}),
        step("joined", {"A": 40}, {"A": 45}, a={"reach": 40 / 60}),
    ]
    assert ends(release(*steps, step("job", {"A": 20}, {"A": 40}, a=said)), took) == (18, 22)
    exact = {"share": 21 / 41, "reach": (40 / 60) * (21 / 41)}
    for key in exact:
        told = release(
            *steps, step("job", {"A": 20}, {"A": 40}, a={key: exact[key], "reach": exact["reach"]})
        )
        assert ends(told, took) == (21, 21)


def test_a_product_over_a_step_left_out_tells_what_would_have_been_printed_of_it() -> None:
    first = step("accepted", {"A": 45}, {"A": 60}, a={"reach": 45 / 60})
    says = Says(more=False, alike=True, stopped=(4, 11))
    job = {"n": 20, "of": 40}
    told = release(
        first, step("job", {"A": 20}, {"A": 40}, a=job | {"reach": 45 / 60 * (40 / 45) * 0.5})
    )
    silent = release(first, step("job", {"A": 20}, {"A": 40}, a=job | {"reach": 45 / 60 * 0.5}))
    took = at("A", "joined", "yes")
    assert ends(told, took, says)[0] == 38 and ends(silent, took, says)[0] < 38
    assert (
        ends(told, at("A", "joined", "no"), says)[0]
        >= 1
        > ends(silent, at("A", "joined", "no"), says)[0]
    )


SAID = {
    "a gap was found": "People in B fall behind at one step: the first job.",
    "no gap of that size in any group": "At no step does a group fall behind by a large gap: ...",
    "no gap found, but one cannot be ruled out": "No step can be named at which ...",
}


@pytest.mark.parametrize("finding", SAID)
def test_a_sentence_says_what_the_finding_says(finding: str) -> None:
    of = {"A": 40, "B": 30}
    rows = ({"A": 30, "B": None}, of)
    lower = {"finding": "lower"} if finding == "a gap was found" else {}
    in_words = release(step("job", *rows, None), sentences=(SAID[finding],))
    in_field = release(step("job", *rows, finding, b=lower))
    readings = []
    for safe in (in_words, in_field):
        reader = Reader(safe, EXACT)
        reader.read()
        Walk(reader, STEPS, TOLD).read()
        readings.append(reader.out.tables)
    assert readings[0] == readings[1]
    assert readings[0][0].finding == finding
    assert (readings[0][0].rows[1].finding == "lower") == bool(lower)


def test_the_steps_of_a_path_share_one_error_rate() -> None:
    """A number that would be called lower in one table alone need not be in one of five."""
    found = []
    for others in (0, 4):
        steps = [step("job", {"A": 15, "B": None}, {"A": 40, "B": 30},
                      "no gap found, but one cannot be ruled out")]  # fmt: skip
        safe = release(*steps, b=(30, 30))
        reader = Reader(safe, Says(more=False, stopped=(0, 99)))
        reading = reader.read()
        Walk(reader, STEPS, Told(everybody=False, references=False)).read()
        table = reading.tables[0]
        reading.tables[0] = type(table)(**{**vars(table), "family": 1 + others})
        take_up(reading, Solver((r for _, r in reading.ranges), ()))
        solver = Solver((r for _, r in reading.ranges), [e for _, e in reading.either])
        found.append(solver.look(solver.aim(at("B", "job", "yes")), whole=True)[0])
    assert found[0] > found[1] >= 0


def test_the_links_of_a_path_work_out_counts_where_none_is_moved() -> None:
    found = attack_many(1, 4, 5, "two", PROTECTIONS["unmoved"])
    print(f"\nhidden and rounded only, two rules: {found}")
    assert found.by["by links"] > 20 and not found.wrong


def test_more_is_worked_out_with_the_path_than_without() -> None:
    service = random_service(1001)
    assert service.told is not None
    whole = releases_of(service, 1001, "two", PROTECTIONS["unmoved"])
    bare = [type(r)({**r.safe, "paths": []}, r.says, r.joined) for r in whole]
    with_path, without = (attack(r, service, structure=False) for r in (whole, bare))
    assert not with_path.wrong and not without.wrong
    assert with_path.found > without.found


def test_steps_left_out_by_exact_counts_are_seen() -> None:
    """Attacked as if a missing step said that nobody stopped there, the tool's own is not so."""
    by = PROTECTIONS["tool"]
    exact = type(by)(by.make, noise=4, more=False, structure=False, alike=True)
    assert attack_many(1, 12, 5, "one", exact).wrong > 0


def test_numbers_of_a_made_up_path_add_up() -> None:
    for seed in (1001, 1003, 1004, 1005):
        path = random_service(seed).people.path
        assert path is not None
        came = np.ones(len(path.weight), dtype=bool)
        for name in path.steps[1:]:
            place = path.reached[name]
            assert ((place != Reached.NOT_HERE) == came).all()
            came = np.isin(place, (Reached.YES, Reached.EARLY))
