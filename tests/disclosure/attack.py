"""Attack share-safe audits of made-up services, and print how many small counts are worked out.

    python -m tests.disclosure.attack --seed 1 --services 40

`--protection stand-in` attacks counts moved by cell key as planned, instead of the tool's own;
`--protection unmoved` counts that were hidden and rounded only, of which many are worked out.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ips_audit.disclosure.protect import protect
from ips_audit.outputs.to_json import report_to_json
from tests.disclosure.attacked import Service, newcomers, random_service
from tests.disclosure.moved import moved
from tests.disclosure.printed import Json, Says
from tests.disclosure.worked_out import Release, Result, attack, sure_of

Rule = dict[str, Any]
DEFAULT: Rule = {"rule": "0 to 7 hidden, nearest 5"}
RULES: tuple[tuple[Rule, int, int], ...] = (
    (DEFAULT, 7, 5),
    ({"rule": "by hand", "threshold": 2, "base": 3}, 2, 3),
    ({"rule": "fewer than 5 hidden, nearest 5"}, 4, 5),
    ({"rule": "fewer than 10 hidden, nearest 10"}, 9, 10),
)
SECRET = b"a secret of thirty-two bytes ok"
KINDS = ("one", "person", "two", "four", "twelve")


def by_exact_counts(_: int) -> tuple[float, float]:
    """A step is left out where nobody stopped at it."""
    return 1, 0


def by_moved_counts(threshold: int) -> tuple[float, float]:
    """A step is left out where few people stopped at it, after their number was moved."""
    few = max(threshold, 7)
    return few + 1 - 4, few + 4


def not_told(_: int) -> tuple[float, float]:
    """The attacker does not know why a step is left out."""
    return 0, math.inf


@dataclass(frozen=True)
class Protection:
    """How share-safe versions are made, and what is known of it.

    `noise`: counts are moved by so much at most. `more`: further counts are hidden beside small
    ones. `structure`: rows and findings are made from exact counts. `stopped`: under a threshold,
    how many people at least stopped at a step of the path that is there, and at most at one that
    is not. `alike`: the same people have the same number in every table.
    """

    make: Callable[[Service, Rule, Says], Json]
    noise: int
    more: bool
    structure: bool
    stopped: Callable[[int], tuple[float, float]] = by_exact_counts
    alike: bool = False

    def release(self, service: Service, which: int = 0, joined: tuple[Any, ...] = ()) -> Release:
        """Return a share-safe version under a rule, with known newcomers."""
        rule, threshold, base = RULES[which]
        stopped = self.stopped(threshold)
        says = Says(threshold, base, self.noise, self.more, self.alike, stopped)
        for one in joined:
            service = service.joined(one)
        return Release(self.make(service, rule, says), says, joined)


def by_tool(service: Service, rule: Rule, says: Says) -> Json:
    """Return the tool's share-safe audit as JSON."""
    exact = service.audit()
    exact = replace(exact, settings=replace(exact.settings, release=rule))
    return report_to_json(protect(exact, SECRET))


def by_stand_in(service: Service, rule: Rule, says: Says) -> Json:
    """Return counts moved by cell key, without anything said about them."""
    return moved(report_to_json(service.audit()), says, "secret")


PROTECTIONS = {
    "tool": Protection(
        by_tool, noise=4, more=False, structure=False, stopped=by_moved_counts, alike=True
    ),
    "stand-in": Protection(by_stand_in, noise=4, more=False, structure=False, stopped=not_told),
    "unmoved": Protection(by_stand_in, noise=0, more=False, structure=False),
}


def releases_of(service: Service, seed: int, kind: str, by: Protection) -> list[Release]:
    """Make share-safe versions of one service: one, or several that belong together."""
    rules = {"two": 2, "four": 4}.get(kind, 1)
    out = [by.release(service, i) for i in range(rules)]
    more = {"person": 1, "twelve": 11}.get(kind, 0)
    known = newcomers(service, seed, more)
    return out + [by.release(service, 0, tuple(known[:i])) for i in range(1, more + 1)]


def attack_many(seed: int, services: int, groups: int, kind: str, by: Protection) -> Result:
    """Attack random services and add up what was found."""
    out = Result()
    for i in range(services):
        own = 1000 * seed + i
        service = random_service(own, groups)
        out += attack(releases_of(service, own, kind, by), service, structure=by.structure)
    return out


def sure_of_many(seed: int, services: int, groups: int, kind: str, by: Protection) -> str:
    """Say of how many small counts an attacker is sure after several releases."""
    small = sure = 0
    for i in range(services):
        own = 1000 * seed + i
        service = random_service(own, groups)
        of, n = sure_of(releases_of(service, own, kind, by), service)
        small, sure = small + of, sure + n
    return f"more than 95% sure of {sure} of {small} small counts that known newcomers are in"


def main() -> None:
    """Attack as many services as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--services", type=int, default=40)
    parser.add_argument("--groups", type=int, default=5, choices=(5, 16), help="ethnic groups")
    parser.add_argument("--kind", default="one", choices=KINDS, help="releases that are known")
    parser.add_argument("--protection", default="tool", choices=PROTECTIONS)
    given = parser.parse_args()
    by = PROTECTIONS[given.protection]
    many = sure_of_many if given.kind == "twelve" else attack_many
    print(many(given.seed, given.services, given.groups, given.kind, by))


if __name__ == "__main__":
    main()
