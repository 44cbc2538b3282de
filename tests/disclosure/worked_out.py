"""Put several share-safe versions of the same people together, and work small counts out.

The exact people are used only to say which counts are small, and to check that the attacker's
reasoning is sound: what is believed must be true of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ips_audit.model import ETHNIC_GROUP, GENDER, Reached
from tests.disclosure.attacked import Newcomer, Service
from tests.disclosure.likely import CERTAIN, Seen, chance_of_truth
from tests.disclosure.printed import UNKNOWN, Cell, Form, Json, Known, Reader, Reading, Says, value
from tests.disclosure.said import take_up, take_up_shares
from tests.disclosure.solve import Solver
from tests.disclosure.walked import EARLY, NO, NOT_SAID, NOT_YET, YES, Walk

NAMES = {
    Reached.YES: YES, Reached.NO: NO, Reached.EARLY: EARLY, Reached.NOT_YET: NOT_YET,
    Reached.NOT_KNOWN: NOT_SAID,
}  # fmt: skip


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
        unsound = f"; UNSOUND in {self.wrong} services" if self.wrong else ""
        return (
            f"worked out {self.found} of {self.small} small counts, {self.zeros} of them zeros; "
            f"narrowed to two: {self.two}; in {self.services} services; by kind: {kinds}{unsound}"
        )


def truth(service: Service) -> dict[Cell, int]:
    """Count the true cells from the people themselves."""
    p, out = service.people, Counter[Cell]()
    ethnic, gender = p.coded[ETHNIC_GROUP], p.coded[GENDER]
    for s, g, x, start, job in zip(
        p.service, ethnic.codes, gender.codes, p.start, p.job, strict=True
    ):
        place, early = p.services[s], "early" if str(start) <= "2019-06-30" else "late"
        what = "other" if job < 0 else f"{early} {'job' if job else 'no'}"
        out[place, (*ethnic.groups, UNKNOWN)[g], what] += 1
        out[place, "gender", (*gender.groups, UNKNOWN)[x]] += 1
    for (s, by, code), n in (service.caseload or {}).items():
        out[p.services[s], "caseload", by.name, (*p.coded[by].groups, UNKNOWN)[code]] = n
    out["rows", "left out"] = service.left_out
    out.update(_on_path(service))
    return dict(out)


def _on_path(service: Service) -> Counter[Cell]:
    """Count the true cells of the path."""
    path, out = service.people.path, Counter[Cell]()
    if path is None:
        return out
    ethnic = path.coded[ETHNIC_GROUP]
    for step in path.steps:
        for s, g, place in zip(path.service, ethnic.codes, path.reached[step], strict=True):
            if place != Reached.NOT_HERE:
                out[path.services[s], "path", (*ethnic.groups, UNKNOWN)[g], step.value,
                    NAMES[Reached(place)]] += 1  # fmt: skip
    return out


def _reading(release: Release, service: Service, *, structure: bool) -> Reading:
    """Read one release: its tables, and its paths."""
    people = service.people
    reader = Reader(release.safe, release.says, structure=structure, services=people.services)
    out = reader.read()
    if service.told is not None and people.path is not None and release.safe["paths"]:
        steps = [s.value for s in people.path.steps]
        Walk(reader, steps, service.told).read()
    return out


def read(releases: Sequence[Release], service: Service, *, structure: bool) -> Reading:
    """Read releases of the same people into one set of equations, newcomers taken off."""
    first, true = None, truth(service)
    for release in releases:
        one = _reading(release, service, structure=structure)
        more = _difference(service, release.joined)
        _told(one, release.says, true, more)
        if one.shares:
            take_up_shares(one, Solver((r for _, r in one.ranges), ()))
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
        if (
            says.more
            and printed is None
            and value(form, true) + value(form, more) <= says.threshold
        ):
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
            solver = _solver(reading, known)
            able = {f: n for f, n in sure.items() if all(c in solver.at for c, _ in f)}
            found = solver.possible(able)
            done = [f for f in able if found[f][0] == found[f][1]]
            out.by[f"by {known.name.lower().replace('_', ' ')}"] += len(done)
            sure = {f: n for f, n in sure.items() if f not in done}
    out.by += Counter()  # without kinds of none
    return out


def _solver(reading: Reading, known: Known) -> Solver:
    """Use only equations of some kinds."""
    return Solver((r for k, r in reading.ranges if k <= known),
                  [e for k, e in reading.either if k <= known])  # fmt: skip


def sure_of(releases: Sequence[Release], service: Service, small: int = 7) -> tuple[int, int]:
    """Count small printed counts with newcomers in them, and those of which one can be sure.

    Returns
    -------
    (int, int)
        Small counts, and those whose true value is more likely than 95%.
    """
    true, says = truth(service), releases[0].says
    seen: dict[Form, list[Seen]] = {}
    for release in releases:
        more = _difference(service, release.joined)
        one = _reading(release, service, structure=True)
        for form, printed in one.counts.items():
            by = value(form, more)
            beside = printed is None and says.more and value(form, true) + by > says.threshold
            seen.setdefault(form, []).append(Seen(by, printed, beside))
    targets = [f for f in seen if value(f, true) <= small and any(w.newcomers for w in seen[f])]
    sure = [f for f in targets if chance_of_truth(says, seen[f], value(f, true)) > CERTAIN]
    return len(targets), len(sure)
