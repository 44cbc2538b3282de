"""Attack share-safe audits of made-up services, and print how many small counts are worked out.

    python -m tests.disclosure.attack --seed 1 --services 40

The attacker reads what is printed and knows the rule. The exact audit is used only to say which
counts are small, and to check that the attacker's reasoning is sound.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ips_audit.disclosure.protect import protect
from ips_audit.outputs.to_json import report_to_json
from tests.disclosure.attacked import Newcomer, Service, newcomers, random_service
from tests.disclosure.printed import ALL, UNKNOWN, Cell, Form, Json, Known, Reader, Reading, Says, value
from tests.disclosure.said import take_up
from tests.disclosure.solve import Contradiction, Solver

DEFAULT = {"rule": "0 to 7 hidden, nearest 5"}
OTHER = {"rule": "by hand", "threshold": 2, "base": 3}
FOUR = (DEFAULT, OTHER, {"rule": "fewer than 5 hidden, nearest 5"},
        {"rule": "fewer than 10 hidden, nearest 10"})  # fmt: skip
NUMBERS = {"0 to 7 hidden, nearest 5": (7, 5), "fewer than 5 hidden, nearest 5": (4, 5),
           "fewer than 10 hidden, nearest 10": (9, 10)}  # fmt: skip


@dataclass(frozen=True)
class Release:
    """One share-safe version, the rule that it names, and the known newcomers it counts."""

    safe: Json
    says: Says
    joined: tuple[Newcomer, ...] = ()


@dataclass
class Result:
    """What was worked out of the small counts of one or more services."""

    small: int = 0
    zeros: int = 0  # among those worked out
    two: int = 0
    services: int = 0  # with anything worked out
    by: Counter[str] = field(default_factory=Counter)
    wrong: int = 0  # believed, but not so: the attacker relies on what is not true

    @property
    def found(self) -> int:
        """Return how many were worked out."""
        return sum(self.by.values())

    def __add__(self, other: Result) -> Result:
        return Result(self.small + other.small, self.zeros + other.zeros, self.two + other.two,
                      self.services + other.services, self.by + other.by,
                      self.wrong + other.wrong)  # fmt: skip

    def __str__(self) -> str:
        kinds = ", ".join(f"{n} {k}" for k, n in sorted(self.by.items())) or "none"
        return (
            f"worked out {self.found} of {self.small} small counts, {self.zeros} of them zeros; "
            f"narrowed to two: {self.two}; in {self.services} services; by kind: {kinds}"
        )


def says_of(release: dict[str, Any], noise: int = 0, *, more: bool = True) -> Says:
    """Return what a printed number says under a rule of the settings."""
    pair = NUMBERS.get(release["rule"]) or (release["threshold"], release["base"])
    return Says(*pair, noise=noise, more=more)


def share_safe(service: Service, release: dict[str, Any]) -> Json:
    """Return the share-safe audit of a service under a rule, as JSON."""
    exact = service.audit()
    return report_to_json(protect(replace(exact, settings=replace(exact.settings, release=release))))


def truth(service: Service) -> dict[Cell, int]:
    """Count the true cells from the people themselves."""
    p, out = service.people, Counter[Cell]()
    for s, g, x, start, job in zip(p.service, p.ethnic_group, p.gender, p.start, p.job, strict=True):
        place, early = p.services[s], "early" if str(start) <= "2019-06-30" else "late"
        what = "other" if job < 0 else f"{early} {'job' if job else 'no'}"
        out[place, (*p.ethnic_groups, UNKNOWN)[g], what] += 1
        out[place, "gender", (*p.genders, UNKNOWN)[x]] += 1
    for (s, by, code), n in (service.caseload or {}).items():
        names = p.ethnic_groups if by == "ethnic group" else p.genders
        out[p.services[s], "caseload", by.value, (*names, UNKNOWN)[code]] = n
    out["rows", "left out"] = service.left_out
    return dict(out)


def read(releases: Sequence[Release], service: Service, *, structure: bool) -> Reading:
    """Read releases of the same people into one set of equations, newcomers taken off."""
    first, true = None, truth(service)
    for release in releases:
        one = Reader(release.safe, release.says, structure=structure).read()
        more = _difference(service, release.joined)
        _told(one, release.says, true, more)
        if structure:
            take_up(one, Solver((r for _, r in one.ranges), ()))
        if first is None:
            first = one
            continue
        for known, (form, low, high) in one.ranges:
            by = value(form, more)
            first.ranges.append((known, (form, low - by, high - by)))
        for known, ways in one.either:
            moved = [[(f, low - value(f, more), high - value(f, more)) for f, low, high in way]
                     for way in ways]  # fmt: skip
            first.either.append((known, moved))
        first.follow += one.follow
        for form, printed in one.counts.items():
            first.counts.setdefault(form, printed)
    assert first is not None
    return first


def _told(one: Reading, says: Says, true: dict[Cell, int], more: dict[Cell, int]) -> None:
    """Tell the attacker which hidden counts are small, and not hidden beside these.

    Whoever repeats the hiding can find that out, so the defence must hold against it.
    """
    for form, printed in one.counts.items():
        if says.more and printed is None and value(form, true) + value(form, more) <= says.threshold:
            one.fact(Known.SUMS, form, 0, says.threshold)


def _difference(service: Service, joined: Sequence[Newcomer]) -> dict[Cell, int]:
    """Return by how much newcomers raise each cell."""
    after = service
    for one in joined:
        after = after.joined(one)
    before, now = truth(service), truth(after)
    return {c: n - before.get(c, 0) for c, n in now.items() if n != before.get(c, 0)}


def attack(
    releases: Sequence[Release], service: Service, *, structure: bool = True, small: int = 7
) -> Result:
    """Work out what can be worked out.

    Parameters
    ----------
    releases : sequence of Release
        The first of the service as it is, others with known newcomers or another rule.
    service : Service
        For the truth only.
    structure : bool
        Believe that rows and findings are made from exact counts.
    small : int
        Counts up to this number are to be protected.
    """
    reading, true = read(releases, service, structure=structure), truth(service)
    targets = {f: value(f, true) for f in (*reading.counts, *reading.follow) if f}
    targets = {f: n for f, n in targets.items() if n <= small}
    whole = _solver(reading, Known.FINDINGS)
    if not whole.agrees(true):
        return Result(small=len(targets), wrong=1)
    ends = whole.possible(targets)
    sure = {f: targets[f] for f, (low, high) in ends.items() if low == high}
    out = Result(len(targets), sum(n == 0 for n in sure.values()),
                 sum(high - low == 1 for low, high in ends.values()), int(bool(sure)))  # fmt: skip
    for known in Known:
        if sure:
            found = _solver(reading, known).possible(sure)
            done = [f for f in sure if found[f][0] == found[f][1]]
            out.by[f"by {known.name.lower().replace('_', ' ')}"] += len(done)
            sure = {f: n for f, n in sure.items() if f not in done}
    out.by += Counter()  # without kinds of none
    return out


def _solver(reading: Reading, known: Known) -> Solver:
    """Use only equations of some kinds."""
    return Solver((r for k, r in reading.ranges if k <= known),
                  [e for k, e in reading.either if k <= known])  # fmt: skip


def releases_of(service: Service, seed: int, kind: str) -> list[Release]:
    """Make share-safe versions of one service: one, two rules, four rules, or one person more."""
    rules = {"one": FOUR[:1], "person": FOUR[:1], "two": FOUR[:2], "four": FOUR}[kind]
    out = [Release(share_safe(service, r), says_of(r)) for r in rules]
    if kind == "person":
        new = newcomers(service, seed, 1)
        out.append(Release(share_safe(service.joined(new[0]), DEFAULT), says_of(DEFAULT), (new[0],)))
    return out


def main() -> None:
    """Attack as many services as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--services", type=int, default=40)
    parser.add_argument("--groups", type=int, default=5, help="5 or 16 ethnic groups")
    parser.add_argument("--kind", default="one", choices=("one", "two", "four", "person"))
    given = parser.parse_args()
    sum_of = Result()
    for i in range(given.services):
        seed = 1000 * given.seed + i
        service = random_service(seed, given.groups)
        one = attack(releases_of(service, seed, given.kind), service)
        sum_of += one
        if one.wrong:
            print(f"service {seed}: the attacker believes what is not so")
    print(sum_of)


if __name__ == "__main__":
    main()
