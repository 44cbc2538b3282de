"""Somebody who holds a share-safe audit and tries to work its hidden counts out.

Knows all that is printed, the rule, and that people add up. Written from the JSON alone,
without the code that protects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

ALL = "All services"
CELLS = ("early job", "early no", "late job", "late no", "other")
Name = tuple[str, ...]


@dataclass
class Finding:
    """One hidden count and what it can be."""

    name: Name
    truth: int
    low: int
    high: int

    @property
    def deduced(self) -> bool:
        return deduced({self.low, self.high})


class Attacker:
    """Reads one or more releases of the same people."""

    def __init__(self, exact: dict[str, Any], threshold: int, base: int) -> None:
        self.truth, self.threshold, self.base = exact, threshold, base
        self.index: dict[Name, int] = {}
        self.rows: list[dict[int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.targets: dict[Name, tuple[dict[int, float], int]] = {}
        self.hidden = self.printed = 0

    def cell(self, *name: str) -> dict[int, float]:
        return {self.index.setdefault(name, len(self.index)): 1.0}

    def read(self, safe: dict[str, Any]) -> None:
        """Take up every number of a release."""
        exact = self.truth
        names = [w["service"] for w in safe["who"]]
        self.singles = [n for n in names if len(names) == 1 or n != ALL]
        self.groups = {w["service"]: [g["group"] for g in w["ethnic group"]] for w in safe["who"]}
        months = next((c["people"] for c in safe["checks"] if c["people"] != "everyone"), None)
        self.months = months
        for service in names:
            theirs = next(w for w in safe["who"] if w["service"] == service)
            mine = next(w for w in exact["who"] if w["service"] == service)
            for dimension in ("ethnic group", "gender"):
                for g, t in zip(theirs[dimension], mine[dimension], strict=True):
                    where = self.people(service, dimension, g["group"])
                    self.know(("people", service, dimension, g["group"]), where, g["n"], t["n"])
            everyone = total(
                self.people(service, "ethnic group", g["group"]) for g in theirs["ethnic group"]
            )
            self.know(("people", service), everyone, theirs["people"], mine["people"])
            genders = total(self.people(service, "gender", g["group"]) for g in theirs["gender"])
            self.limit(minus(everyone, genders), 0, 0)
        for check, own in zip(safe["checks"], headlines(exact), strict=True):
            self.check(check, own)
        self.caseloads(safe)

    def people(self, service: str, dimension: str, group: str) -> dict[int, float]:
        """Return the people of a group, as a sum of cells."""
        out: dict[int, float] = {}
        for s in self.singles if service == ALL and len(self.singles) > 1 else [service]:
            if dimension == "gender":
                out |= self.cell(s, "gender", group)
            else:
                for c in CELLS:
                    out |= self.cell(s, group, c)
        return out

    def outcome(self, service: str, who: str, group: str, *ends: str) -> dict[int, float]:
        """Return people of a group by when they started and whether they got a job."""
        out: dict[int, float] = {}
        for s in self.singles if service == ALL and len(self.singles) > 1 else [service]:
            for c in CELLS:
                if c.endswith(ends) and (who == "everyone" or c.startswith("early")):
                    out |= self.cell(s, group, c)
        return out

    def check(self, check: dict[str, Any], own: dict[str, Any]) -> None:
        """Take up one table: its groups, its sum and the people of unknown group."""
        if not check["groups"]:
            return
        service, dimension, who = check["service"], check["dimension"], check["people"]
        access = check["question"] == "access"
        rows = [(g["group"], g, t) for g, t in zip(check["groups"], own["groups"], strict=True)]
        rows.append(("Not known", check["not_known"], own["not_known"]))
        sums: tuple[list[dict[int, float]], list[dict[int, float]]] = ([], [])
        nested = any(t["name"] == "accessed v not" and t["role"] == "default" for t in own["tests"])
        for group, row, truth in rows:
            if access:
                n, of = self.people(service, dimension, group), self.base_of(check, group)
                if truth["of"] is not None and nested and truth["n"] <= truth["of"]:
                    self.limit(minus(of, n), 0, np.inf)
                    rest = truth["of"] - truth["n"]
                    self.aim(("not reached", service, dimension, group), minus(of, n), rest)
            else:
                n = self.outcome(service, who, group, "job")
                of = self.outcome(service, who, group, "job", "no")
                rest = truth["of"] - truth["n"]
                self.aim(("no job", service, who, group), minus(of, n), rest)
            if truth["n"] is not None:
                self.know(
                    (check["question"], "n", service, dimension, who, group),
                    n,
                    row["n"],
                    truth["n"],
                )
            if truth["of"] is not None:
                self.know(
                    (check["question"], "of", service, dimension, who, group),
                    of,
                    row["of"],
                    truth["of"],
                )
            if group != "Not known":
                sums[0].append(n)
                sums[1].append(of)
        for k, name in ((0, "n"), (1, "of")):
            self.know((check["question"], name, service, dimension, who, "all"),
                      total(sums[k]), check["total"][name], own["total"][name])  # fmt: skip

    def base_of(self, check: dict[str, Any], group: str) -> dict[int, float]:
        return self.cell("caseload", check["service"], check["dimension"], group)

    def caseloads(self, safe: dict[str, Any]) -> None:
        """All services' caseload is the sum of theirs; both dimensions count the same people."""
        access = [c for c in headlines(self.truth) if c["question"] == "access" and c["groups"]]
        for whole in (c for c in access if c["service"] == ALL and len(self.singles) > 1):
            parts = [c for c in access if c["service"] in self.singles
                     and c["dimension"] == whole["dimension"]]  # fmt: skip
            rows = [(g["group"], g["of"]) for g in whole["groups"]]
            rows.append(("Not known", whole["not_known"]["of"]))
            for group, of in rows:
                theirs = [value(c, group) for c in parts]
                if of is not None and None not in theirs and sum(filter(None, theirs)) == of:
                    summed = total(self.base_of(c, group) for c in parts
                                   if value(c, group) is not None)  # fmt: skip
                    self.limit(minus(self.base_of(whole, group), summed), 0, 0)
        for service in {c["service"] for c in access}:
            both = [c for c in access if c["service"] == service]
            sizes = [
                c["total"]["of"] + (c["not_known"]["of"] or 0) if c["not_known"]["of"] is not None
                else None for c in both
            ]  # fmt: skip
            if len(both) == 2 and None not in sizes and sizes[0] == sizes[1]:
                one, other = (
                    total(
                        self.base_of(c, g)
                        for g in [*(g["group"] for g in c["groups"]), "Not known"]
                    )
                    for c in both
                )
                self.limit(minus(one, other), 0, 0)

    def differences(self) -> None:
        """Aim at what follows by subtraction: late starters, outcomes not known."""
        for service in self.singles:
            for group in self.groups[service]:
                for c in CELLS[2:]:
                    truth = self.true_cell(service, group, c)
                    if truth is not None:
                        self.aim((c, service, group), self.cell(service, group, c), truth)

    def true_cell(self, service: str, group: str, name: str) -> int | None:
        """Return the true size of a late or unknown cell; None where there is no such table."""
        tables = {
            c["people"]: c for c in headlines(self.truth)
            if c["question"] == "outcome" and c["service"] == service and c["groups"]
        }  # fmt: skip
        who = next(w for w in self.truth["who"] if w["service"] == service)
        people = next(g["n"] for g in who["ethnic group"] if g["group"] == group)
        if "everyone" not in tables:
            return None
        jobs, of = pair(tables["everyone"], group)
        if name == "other":
            return people - of
        if self.months is None:
            return None
        early_jobs, early_of = pair(tables[self.months], group)
        late_jobs = jobs - early_jobs
        return late_jobs if name == "late job" else of - early_of - late_jobs

    def know(self, name: Name, where: dict[int, float], shown: int | None, truth: int) -> None:
        """Learn a printed number, or that a number is hidden."""
        self.printed += 1
        if shown is not None:
            low = max(self.threshold + 1, int(np.ceil(shown - self.base / 2)))
            high = int(np.ceil(shown + self.base / 2)) - 1
            assert low <= truth <= high, (name, truth, shown)
            self.limit(where, low, high)
            return
        self.hidden += 1
        self.limit(where, 0, self.threshold if truth <= self.threshold else np.inf)
        self.aim(name, where, truth)

    def aim(self, name: Name, where: dict[int, float], truth: int) -> None:
        """Remember a small count to be worked out."""
        if truth <= self.threshold:
            self.targets[name] = (where, truth)

    def limit(self, where: dict[int, float], low: float, high: float) -> None:
        if where:
            self.rows.append(where)
            self.low.append(low)
            self.high.append(high)

    def attack(self) -> list[Finding]:
        """Return what each hidden count can be."""
        from scipy.sparse import coo_array

        at = [(i, j, v) for i, row in enumerate(self.rows) for j, v in row.items()]
        i, j, v = zip(*at, strict=True)
        k = len(self.index)
        matrix = coo_array((v, (i, j)), shape=(len(self.rows), k)).tocsr()
        rule = LinearConstraint(matrix, np.array(self.low), np.array(self.high))
        seen = {name: {truth} for name, (_, truth) in self.targets.items()}
        rng = np.random.default_rng(1)

        def look(aim: Any, *, whole: bool) -> bool:
            """Take up another way in which all counts could be; False if it is in fractions."""
            found = milp(
                -aim,
                constraints=rule,
                integrality=np.full(k, int(whole)),
                bounds=Bounds(0, 10**6),
            )
            assert found.x is not None, found.message
            if not whole and not np.allclose(found.x, np.rint(found.x), atol=1e-6):
                return False
            for name, (where, _) in self.targets.items():
                seen[name].add(round(sum(v * found.x[c] for c, v in where.items())))
            return True

        def aimed(where: dict[int, float]) -> Any:
            aim = np.zeros(k)
            for c, v in where.items():
                aim[c] = v
            return aim

        for _ in range(10):  # each look shows another way in which all counts could be
            certain = [w for n, (w, _) in self.targets.items() if deduced(seen[n])]
            if certain:
                look(sum(rng.normal(0.5, 1) * aimed(w) for w in certain), whole=True)
        for name, (where, _) in self.targets.items():
            for sign in (1, -1):
                if deduced(seen[name]) and not look(sign * aimed(where), whole=False):
                    look(sign * aimed(where), whole=True)
        return [
            Finding(name, truth, min(seen[name]), max(seen[name]))
            for name, (_, truth) in self.targets.items()
        ]


def deduced(values: set[int]) -> bool:
    """Tell whether a count is known: one value, or only some of 1 to 4."""
    return len(values) == 1 or (min(values) >= 1 and max(values) <= 4)


def headlines(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in data["checks"] if c["kind"] == "headline"]


def pair(check: dict[str, Any], group: str) -> tuple[int, int]:
    rows = {g["group"]: g for g in check["groups"]} | {"Not known": check["not_known"]}
    row = rows.get(group)
    return (row["n"], row["of"]) if row else (0, 0)


def value(check: dict[str, Any], group: str) -> int | None:
    rows = {g["group"]: g["of"] for g in check["groups"]} | {"Not known": check["not_known"]["of"]}
    found: int | None = rows.get(group, 0)
    return found


def total(sums: Any) -> dict[int, float]:
    out: dict[int, float] = {}
    for one in sums:
        for i, v in one.items():
            out[i] = out.get(i, 0.0) + v
    return out


def minus(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    return total((one, {i: -v for i, v in other.items()}))
