"""All that a share-safe path says, as sums of unknown cells: its steps hang together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tests.disclosure.attacked_path import Told
from tests.disclosure.printed import (
    ALL,
    UNKNOWN,
    Form,
    Json,
    Known,
    Reader,
    Row,
    Table,
    cell,
    minus,
    total,
)

YES, NO, EARLY, NOT_YET, NOT_SAID = "yes", "no", "early", "not yet", "not said"
PLACES = (YES, NO, EARLY, NOT_YET, NOT_SAID)
CAME = (YES, EARLY)
OUTSIDE = (NO, NOT_YET, NOT_SAID)  # all who did not go on
# What a number of a step counts, by its key in the JSON.
COUNTED = {
    "n": (YES,), "of": (YES, NO), "came": CAME, "not_yet": (NOT_YET, EARLY),
    "unknown": (NOT_SAID,),
}  # fmt: skip
BESIDE = ("came", "not_yet", "unknown")
MOST = 1000  # people in one group
FEWEST_RELEASED = 20  # a service of fewer is not printed on its own
# How sentences of a path begin, or go on behind a group.
FALL_BEHIND = " fall behind at "
NOWHERE = "No step can be named"
NOWHERE_LARGE = "At no step does a group fall behind by a large gap"
AT = {
    "accepted": "acceptance", "joined": "joining", "job": "the first job",
    "13 weeks in work": "13 weeks in work", "26 weeks in work": "26 weeks in work",
}  # fmt: skip
NO_GAP = "no gap of that size in any group"
GAP = "a gap was found"
NO_GAP_FOUND = "no gap found, but one cannot be ruled out"


class Walk:
    """Takes up the paths of one release.

    `steps` are all that the file tells of; those left out of the release are known, too.
    """

    def __init__(self, reader: Reader, steps: Sequence[str], told: Told) -> None:
        self.reader, self.out, self.told = reader, reader.out, told
        self.steps = list(steps)
        self.paths: list[Json] = reader.safe["paths"]
        self.groups = [g["group"] for g in self.paths[-1]["people"]]
        self.known = [g for g in self.groups if g != UNKNOWN]

    def read(self) -> None:
        """Take up all that the paths say."""
        for path in self.paths:
            self._path(path)
        for service in self.reader.services:
            for group in self.groups:
                self._adds_up(service, group)
                self._of_the_service(service, group)
        self._which_steps()
        self._left_out()
        there = {p["service"] for p in self.paths}
        for service in self.reader.singles:
            if service not in there:
                most = FEWEST_RELEASED - 1 + self.out.says.noise
                self.out.fact(Known.ROWS, self._first(service, self.groups), 0, most)

    def _at(self, service: str, groups: Sequence[str], step: str, places: Sequence[str]) -> Form:
        """Return people at a step; everybody took the first."""
        if step == self.steps[0]:
            places = [p for p in places if p == YES]
        names = (("path", g, step, p) for g in groups for p in places)
        return self.reader.sum_of(service, *names)

    def _first(self, service: str, groups: Sequence[str]) -> Form:
        return self._at(service, groups, self.steps[0], (YES,))

    def _path(self, path: Json) -> None:
        service = path["service"]
        people = {g["group"]: g["n"] for g in path["people"]}
        for group, n in people.items():
            self.out.count(self._first(service, [group]), n)
        reach: dict[str, float | None] = dict.fromkeys((*self.known, ""), 1.0)
        last = 0
        came: list[tuple[Form, int | None]] = []  # all known groups, by step
        for step in path["steps"]:
            self._step(path, step)
            at = self.steps.index(step["step"])
            self._reach(service, step, self.steps[last + 1 : at], reach)
            last = at
            self._keys(service, step, people, came)

    def _step(self, path: Json, step: Json) -> None:
        """Take up the numbers and the finding of one step."""
        service, name, rows = path["service"], step["step"], []
        beside = [k for k in BESIDE if any(g.get(k) is not None for g in step["groups"])]
        unknown = step["not_known"] | {"group": UNKNOWN, "finding": None}
        finding, lower = _said(path, step)
        for g in (*step["groups"], unknown):
            group = g["group"]
            for key in ("n", "of", *(beside if group != UNKNOWN else ())):
                self.out.count(self._at(service, [group], name, COUNTED[key]), g[key])
            n, of = (self._at(service, [group], name, COUNTED[k]) for k in ("n", "of"))
            said = g["finding"] or ("lower" if group in lower else None)
            rows.append(Row(group, n, of, (g["n"], g["of"]), said))
            self.out.follow += [
                rows[-1].no,
                self._at(service, [group], name, (EARLY, NOT_YET, NOT_SAID)),
            ]
        for key in ("n", "of", *(k for k in BESIDE if step["total"].get(k) is not None)):
            self.out.count(self._at(service, self.known, name, COUNTED[key]), step["total"][key])
        default = next((t["name"] for t in step["tests"] if t["role"] == "default"), "")
        table = Table(
            tuple(rows[:-1]), finding, default == "independence",
            self.reader.safe["settings"]["margin"],
            total(r.n for r in rows[:-1]), total(r.of for r in rows[:-1]), len(path["steps"]),
        )  # fmt: skip
        self.out.tables.append(table)
        if self.reader.structure:
            self.reader.take_finding(table)

    def _reach(
        self, service: str, step: Json, between: list[str], reach: dict[str, float | None]
    ) -> None:
        """Take up shares, and products of shares, that do not follow from what is printed.

        `between` are the steps that are left out since the one before.
        """
        rows = [(g["group"], [g["group"]], g) for g in step["groups"]]
        for name, groups, g in (*rows, ("", self.known, step["total"])):
            before, reach[name] = reach[name], g.get("reach")
            now, share = reach[name], g.get("share")
            n, of = (self._at(service, groups, step["step"], COUNTED[k]) for k in ("n", "of"))
            own = g["n"] / g["of"] if g["n"] is not None and g["of"] else None
            if share is not None and not (own is not None and math.isclose(share, own)):
                self.out.shares.append((n, of, share))
            if not before or own == 0:
                continue
            if now is None:
                if own is not None and name and len(between) == 1:  # a number there is hidden
                    hidden = self.out.says.interval(None)
                    took = self._at(service, groups, between[0], (YES,))
                    self.out.fact(Known.SUMS, took, *hidden)
            elif not between and not (own is not None and math.isclose(now, before * own)):
                self.out.shares.append((n, of, now / before))
            elif between and own is not None and not math.isclose(now, before * own):
                self._left_out_share(service, groups, between, now / before / own)

    def _left_out_share(
        self, service: str, groups: Sequence[str], between: list[str], share: float
    ) -> None:
        """Take up a share of two numbers that would have been printed of a step left out."""
        says, names = self.out.says, {k: COUNTED[k] for k in ("n", "of")}
        if says.alike:
            stopped = total(self._at(service, groups, s, (NO,)) for s in between)
            self.out.fact(Known.KEYS, stopped, 1, math.inf)
        if len(between) > 1:
            return
        ends = []
        for of in range(says.base, MOST, says.base):
            n = round(share * of / says.base) * says.base
            if abs(n - share * of) < 1e-6 * of and says.base <= n:
                ends.append((says.interval(n), says.interval(of)))
        for i, places in enumerate(names.values()):
            form = self._at(service, groups, between[0], places)
            self.out.fact(Known.SUMS, form, min(e[i][0] for e in ends), max(e[i][1] for e in ends))

    def _keys(
        self, service: str, step: Json, people: dict[str, int | None],
        came: list[tuple[Form, int | None]],
    ) -> None:  # fmt: skip
        """The same people have the same number: where two differ, somebody is in one of them.

        A part that came out above its whole is printed as large as that: then it says nothing.
        """
        if not self.out.says.alike:
            return
        name = step["step"]

        def differ(larger: tuple[Form, int | None], smaller: tuple[Form, int | None]) -> None:
            if larger[1] != smaller[1]:
                self.out.fact(Known.KEYS, minus(larger[0], smaller[0]), 1, math.inf)

        unknown = step["not_known"] | {"group": UNKNOWN}
        for g in (*step["groups"], unknown):
            n, of = ((self._at(service, [g["group"]], name, COUNTED[k]), g[k]) for k in ("n", "of"))
            wholes = [(self._first(service, [g["group"]]), people[g["group"]])]
            if self.told.references and self._all_in_service():
                who = next(w for w in self.reader.safe["who"] if w["service"] == service)
                row = next(r for r in who["ethnic group"] if r["group"] == g["group"])
                if name not in ("accepted", "joined") and of[1] != wholes[0][1]:
                    wholes.append(
                        (self.reader.people(service, "ethnic group", g["group"]), row["n"])
                    )
            for whole in wholes:
                differ(whole, of)
            differ(of, n)
        parts = {
            k: (self._at(service, self.known, name, COUNTED[k]), step["total"].get(k))
            for k in COUNTED
        }
        for before in came:
            for key in BESIDE:
                differ(before, parts[key])
        differ(parts["of"], parts["n"])
        if parts["n"][1] != parts["of"][1]:
            differ(parts["came"], parts["n"])
        came.append(parts["came"])

    def _adds_up(self, service: str, group: str) -> None:
        """Everybody who came as far as a step is in one place at the next."""
        for before, step in zip(self.steps, self.steps[1:], strict=False):
            here, came = (
                self._at(service, [group], s, p) for s, p in ((step, PLACES), (before, CAME))
            )
            self.out.fact(Known.LINKS, minus(here, came), 0, 0)

    def _all_in_service(self) -> bool:
        """Tell whether those who joined are among the people of the service."""
        end = self.reader.safe["settings"]["period"]["to"]
        return self.steps[0] == "joined" or self.paths[-1]["followed_to"] == end

    def _of_the_service(self, service: str, group: str) -> None:
        """Who joined is in the service; the time for a job is the same in both."""
        end = self.reader.safe["settings"]["period"]["to"]
        same_time = self.paths[-1]["followed_to"] == end
        joined = self._at(service, [group], "joined", CAME)
        pairs = [(joined, self.reader.people(service, "ethnic group", group))]
        if same_time and "job" in self.steps:
            pairs += self._jobs(service, group)
        for path, people in pairs:
            if self._all_in_service():
                self.out.fact(Known.LINKS, minus(people, path), 0, math.inf)
            if self.told.everybody:
                self.out.fact(Known.LINKS, minus(path, people), 0, math.inf)

    def _jobs(self, service: str, group: str) -> Iterator[tuple[Form, Form]]:
        """Give places at the step of the job, and the cells of the service for the same people."""
        for places, cells in (
            ((YES,), ("early job",)),
            ((NO,), ("early no",)),
            ((EARLY,), ("late job",)),
            ((NOT_YET, NOT_SAID), ("late no", "other")),
        ):
            names = ((group, c) for c in cells)
            yield self._at(service, [group], "job", places), self.reader.sum_of(service, *names)

    def _which_steps(self) -> None:
        """Few or none stopped at a step that is left out; more did at any other."""
        everybody = ALL if len(self.reader.services) > 1 else self.reader.services[0]
        printed = {s["step"] for p in self.paths for s in p["steps"]}
        least, most = self.out.says.stopped
        for step in self.steps[1:]:
            stopped = self._at(everybody, self.groups, step, OUTSIDE)
            if step in printed:
                self.out.fact(Known.ROWS, stopped, least, math.inf)
                continue
            self.out.fact(Known.ROWS, stopped, 0, most)
            self.out.follow += [
                self._at(s, [g], step, OUTSIDE) for s in self.reader.singles for g in self.groups
            ]

    def _left_out(self) -> None:
        """Rows of those who did not join are rows of the file, and not used."""
        stopped = [
            self._at(s, self.groups, step, OUTSIDE)
            for s in self.reader.services
            for step in self.steps[1:]
            if step in ("accepted", "joined")
        ]
        rest = minus(cell("rows", "left out"), total(stopped))
        self.out.fact(Known.LINKS, rest, 0, math.inf)


def _said(path: Json, step: Json) -> tuple[str | None, set[str]]:
    """Return the finding of a step and the groups that are lower, by sentences where need be."""
    at, sentences = AT[step["step"]], path["sentences"]
    behind = [s for s in sentences if FALL_BEHIND in s]
    lower = {
        g["group"] for g in step["groups"] for s in behind
        if at in s and f" {g['group']}{FALL_BEHIND}" in s
    }  # fmt: skip
    if step["finding"] is not None:
        return step["finding"], lower
    if lower:
        return GAP, lower
    if any(s.startswith(NOWHERE_LARGE) for s in sentences):
        return NO_GAP, lower
    # No group is lower here, whatever else is said.
    return (NO_GAP_FOUND if behind or NOWHERE in " ".join(sentences) else None), lower
