"""All that a share-safe audit says, as sums of unknown cells, their ranges and either-ors.

Reads the JSON alone, by its field names. Shares no code with the protection.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

Json = dict[str, Any]
Cell = tuple[str, ...]
Form = tuple[tuple[Cell, int], ...]  # a sum of cells, each with its sign; sorted
Range = tuple[Form, float, float]

# How the first sentence of a table begins, and the finding that it says.
BEGINNINGS = {
    "A gap was found": "a gap was found",
    "Groups differ": "groups differ; none shown to be lower",
    "No group's chance": "no gap of that size in any group",
    "No gap was found": "no gap found, but one cannot be ruled out",
    "Nobody in this table": "not checked",
    "Everybody in this table": "not checked",
}
NAMED = "A gap was found: fewer people in "
ALL = "All services"
UNKNOWN = "Not known"
CELLS = ("early job", "early no", "late job", "late no", "other")


class Known(IntEnum):
    """What the attacker uses; each step has all of those before it."""

    SUMS = 0  # printed numbers, and that people add up
    LINKS = 1  # how the steps of a path hang together, and with the service
    KEYS = 2  # two numbers that differ are not of the same people
    ROWS = 3  # which groups, steps and services there are
    NOT_CHECKED = 4  # nobody, everybody, or fewer than two groups
    CHECKED = 5  # any other finding: at least one and not all
    FINDINGS = 6  # which group is lower, higher, without a gap


@dataclass(frozen=True)
class Says:
    """What a printed count says about the truth under a rule.

    `noise` is how far a count is moved, at most, before it is hidden or rounded. `more` is True
    where a hidden count need not be small, because further counts are hidden beside it. `alike`
    is True where the same people have the same number in every table. `stopped` is how many
    people at least stopped at a step of the path that is there, and at most at one that is not.
    """

    threshold: int = 7
    base: int = 5
    noise: int = 0
    more: bool = True
    alike: bool = False
    stopped: tuple[float, float] = (1, 0)

    def interval(self, printed: int | None) -> tuple[float, float]:
        """Return the lowest and highest truth that is printed so."""
        if printed is None:
            return 0, math.inf if self.more else self.threshold + self.noise
        if printed == 0:  # only where nothing is hidden
            return 0, self.noise
        low, high = -((self.base - 2 * printed) // 2), (2 * printed + self.base - 1) // 2
        if printed == self.base:
            low = 0  # what would round to 0 is printed as the base
        return max(0, max(low, self.threshold + 1) - self.noise), high + self.noise

    def published(self, count: int) -> int | None:
        """Return what is printed for a count that was moved already."""
        if count <= self.threshold:
            return None
        return max(self.base, (2 * count + self.base) // (2 * self.base) * self.base)


def total(forms: Iterable[Form]) -> Form:
    """Return the sum of sums."""
    out: dict[Cell, int] = {}
    for form in forms:
        for cell, n in form:
            out[cell] = out.get(cell, 0) + n
    return tuple(sorted((c, n) for c, n in out.items() if n))


def minus(one: Form, other: Form) -> Form:
    """Return one sum less another."""
    return total((one, tuple((c, -n) for c, n in other)))


def cell(*name: str) -> Form:
    """Return one cell as a sum."""
    return ((name, 1),)


def value(form: Form, cells: dict[Cell, int]) -> int:
    """Return what a sum is for given cells."""
    return sum(n * cells.get(c, 0) for c, n in form)


@dataclass(frozen=True)
class Row:
    """One row of a table: its sums, what is printed, and what is said of it."""

    group: str
    n: Form
    of: Form
    printed: tuple[int | None, int | None]
    finding: str | None

    @property
    def no(self) -> Form:
        """People who did not."""
        return minus(self.of, self.n)


@dataclass(frozen=True)
class Table:
    """One check: its rows of known groups, and its finding."""

    rows: tuple[Row, ...]
    finding: str | None
    rates: bool  # n is a part of of
    margin: float
    n: Form
    of: Form
    family: int = 1  # tables that share one error rate


@dataclass
class Reading:
    """What one release says. `counts` are all counts that it prints or hides, by their sums."""

    says: Says
    counts: dict[Form, int | None] = field(default_factory=dict)
    ranges: list[tuple[Known, Range]] = field(default_factory=list)
    either: list[tuple[Known, list[list[Range]]]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    follow: list[Form] = field(default_factory=list)  # never printed: they follow by subtraction
    # A sum, a larger one that it is a part of, and the share that is printed of them.
    shares: list[tuple[Form, Form, float]] = field(default_factory=list)

    def count(self, form: Form, printed: int | None) -> None:
        """Take up one count."""
        if form:
            self.counts[form] = printed
            self.ranges.append((Known.SUMS, (form, *self.says.interval(printed))))

    def fact(self, known: Known, form: Form, low: float, high: float) -> None:
        """Take up a range that a sentence, a row or a finding gives away."""
        if form:
            self.ranges.append((known, (form, low, high)))


class Reader:
    """Knows how the tables hang together. `structure` False: findings and rows are made from
    printed numbers, so that they say nothing more than these. `services`: all there are; those
    of few people are printed in no table of their own, but the attacker knows of them.
    """

    def __init__(
        self, safe: Json, says: Says, *, structure: bool = True, services: Sequence[str] = ()
    ) -> None:
        self.safe, self.structure = safe, structure
        names = [w["service"] for w in safe["who"]]
        self.singles = [n for n in names if len(names) == 1 or n != ALL]
        self.services = list(services) if len(services) > 1 else self.singles
        self.out = Reading(says)

    def read(self) -> Reading:
        """Return all that the release says."""
        for who in self.safe["who"]:
            self._who(who)
        for check in self.safe["checks"]:
            if check["kind"] == "headline" and check["groups"]:
                self._check(check)
        for beside in self.safe.get("population", ()):
            self._beside(beside)
        self._same_caseload()
        self._ladder()
        for s in self.singles:
            self.out.follow += [cell(s, g, c) for g in self.groups(s) for c in CELLS[2:]]
        return self.out

    def groups(self, service: str) -> list[str]:
        who = next((w for w in self.safe["who"] if w["service"] == service), self.safe["who"][-1])
        return [g["group"] for g in who["ethnic group"]]

    def sum_of(self, service: str, *names: tuple[str, ...]) -> Form:
        """Return cells of a service; of all services where it is their total."""
        which = self.services if service == ALL and len(self.services) > 1 else [service]
        return total(cell(s, *name) for s in which for name in names)

    def people(self, service: str, by: str, group: str) -> Form:
        if by == "gender":
            return self.sum_of(service, ("gender", group))
        return self.sum_of(service, *((group, c) for c in CELLS))

    def _jobs(self, check: Json, group: str, ends: tuple[str, ...]) -> Form:
        everyone = check["people"] == "everyone"
        return self.sum_of(check["service"], *((group, c) for c in CELLS
                         if c.endswith(ends) and (everyone or c.startswith("early"))))  # fmt: skip

    def _caseload(self, service: str, by: str, group: str) -> Form:
        return self.sum_of(service, ("caseload", by, group))

    def _who(self, who: Json) -> None:
        """Take up who uses a service: both tables count the same people."""
        service = who["service"]
        sums = []
        for by in ("ethnic group", "gender"):
            rows = [(self.people(service, by, g["group"]), g["n"]) for g in who[by]]
            for form, n in rows:
                self.out.count(form, n)
            sums.append(total(form for form, _ in rows))
        self.out.count(sums[0], who["people"])
        self.out.fact(Known.SUMS, minus(*sums), 0, 0)

    def _check(self, check: Json) -> None:
        service, by = check["service"], check["dimension"]
        access = check["question"] == "access"
        default = next((t["name"] for t in check["tests"] if t["role"] == "default"), "")
        rates = default in ("accessed v not", "independence")
        rows = []
        unknown = check["not_known"] | {"group": UNKNOWN, "finding": None}
        for g in (*check["groups"], unknown):
            if access:
                n = self.people(service, by, g["group"])
                of = self._caseload(service, by, g["group"])
            else:
                n = self._jobs(check, g["group"], ("job",))
                of = self._jobs(check, g["group"], ("job", "no"))
            named = any(f" {g['group']}" in s for s in check["sentences"] if s.startswith(NAMED))
            finding = g["finding"] or ("lower" if named else None)
            rows.append(Row(g["group"], n, of, (g["n"], g["of"]), finding))
            self.out.count(n, g["n"])
            self.out.count(of, g["of"])
            if rates:
                self.out.fact(Known.SUMS, rows[-1].no, 0, math.inf)
                self.out.follow.append(rows[-1].no)
        known = rows[:-1]
        n, of = total(r.n for r in known), total(r.of for r in known)
        self.out.count(n, check["total"]["n"])
        self.out.count(of, check["total"]["of"])
        margin = self.safe["settings"]["margin"]
        table = Table(tuple(known), _said(check), rates, margin, n, of)
        self.out.tables.append(table)
        if access:
            self._missing(check)
        if self.structure:
            self.take_finding(table)

    def _missing(self, check: Json) -> None:
        """Take up groups of *who uses the service* that have no row in a table of access."""
        who = next(w for w in self.safe["who"] if w["service"] == check["service"])
        by, there = check["dimension"], {g["group"] for g in check["groups"]}
        most = 0.0 if self.structure else self.out.says.interval(None)[1]
        for g in who[by]:
            if g["group"] not in there and g["group"] != UNKNOWN:
                for form in (self.people(check["service"], by, g["group"]),
                             self._caseload(check["service"], by, g["group"])):  # fmt: skip
                    self.out.fact(Known.ROWS, form, 0, most)
        if self.structure:
            for g in check["groups"]:
                both = total((self.people(check["service"], by, g["group"]),
                              self._caseload(check["service"], by, g["group"])))  # fmt: skip
                self.out.fact(Known.ROWS, both, 1, math.inf)

    def take_finding(self, table: Table) -> None:
        """Take up that a table was, or was not, checked: one of three reasons, or none of them."""
        if not table.rates:
            return
        no = minus(table.of, table.n)
        if table.finding == "not checked":
            reasons: list[list[Range]] = [[(table.n, 0, 0)], [(no, 0, 0)]]
            for one in table.rows:
                reasons.append([(r.of, 0, 0) for r in table.rows if r is not one])
            self.out.either.append((Known.NOT_CHECKED, reasons))
        elif table.finding is not None:
            self.out.fact(Known.CHECKED, table.n, 1, math.inf)
            self.out.fact(Known.CHECKED, no, 1, math.inf)
            pairs = itertools.combinations(table.rows, 2)
            two = [[(a.of, 1, math.inf), (b.of, 1, math.inf)] for a, b in pairs]
            sure = sum((r.printed[1] or 0) > 0 for r in table.rows)
            if sure < 2:
                self.out.either.append((Known.CHECKED, two))
        if table.finding == "no gap of that size in any group":
            for r in table.rows:  # a group of 1 to 9 people would be too few to judge
                if r.printed[1] is None:
                    empty_or_enough: list[list[Range]] = [[(r.of, 0, 0)], [(r.of, 10, math.inf)]]
                    self.out.either.append((Known.FINDINGS, empty_or_enough))

    def _beside(self, beside: Json) -> None:
        """Take up what a share gives away: the number of which a printed count is a share."""
        service, by = beside["service"], beside["dimension"]
        names = [g["group"] for g in beside["groups"]]
        who = next(w for w in self.safe["who"] if w["service"] == service)
        own = {g["group"]: g["n"] for g in who[by]}
        caseload = {g["group"]: g["of"] for c in self._access(service, by) for g in c["groups"]}
        for counts, share, people in (
            (own, "share_of_service", self.people),
            (caseload, "share_of_caseload", self._caseload),
        ):
            found = {
                round(n / g[share])
                for g in beside["groups"]
                if (n := counts.get(g["group"])) and g[share] and g[share] < 1
            }
            for printed in found:
                self.out.count(total(people(service, by, g) for g in names), printed)

    def _same_caseload(self) -> None:
        """Both tables of access count the same caseload."""
        for service in self.singles:
            both = [
                [g["group"] for g in (*c["groups"], {"group": UNKNOWN})]
                for by in ("ethnic group", "gender")
                for c in self._access(service, by)
            ]
            if len(both) == 2:
                one, other = (
                    total(self._caseload(service, by, g) for g in groups)
                    for by, groups in zip(("ethnic group", "gender"), both, strict=True)
                )
                self.out.fact(Known.SUMS, minus(one, other), 0, 0)

    def _access(self, service: str, by: str) -> Iterator[Json]:
        for c in self.safe["checks"]:
            what = (c["question"], c["kind"], c["service"], c["dimension"])
            if c["groups"] and what == ("access", "headline", service, by):
                yield c

    def _ladder(self) -> None:
        """Rows read are those used and those left out; each used row is a person."""
        rows = self.safe["rows"]
        everyone = total(
            self.people(s, "ethnic group", g) for s in self.services for g in self.groups(s)
        )
        left = cell("rows", "left out")
        parts = [x["rows"] for x in rows["left_out"]]
        self.out.count(left, None if None in parts else sum(parts))
        self.out.count(everyone, rows["used"])
        self.out.count(total((everyone, left)), rows["read"])


def _said(check: Json) -> str | None:
    """Return a table's finding, from its sentences where it has no field of its own."""
    said = (BEGINNINGS[b] for s in check["sentences"] for b in BEGINNINGS if s.startswith(b))
    finding: str | None = check["finding"] or next(said, None)
    return finding
