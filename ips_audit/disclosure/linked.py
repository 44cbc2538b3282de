"""Every count of a share-safe report as a sum of the same cells, so that links are seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ips_audit.model import (
    ALL_SERVICES,
    NOT_KNOWN,
    AuditReport,
    Check,
    Dimension,
    Profile,
)

Key = tuple[str, ...]  # what is counted, the service, then table and group
Sum = tuple[tuple[int, int], ...]  # (cell, +1 or -1), sorted
EVERY = "*"  # all known groups


@dataclass
class Linked:
    """Cells with their true sizes, and what is said of their sums.

    `shown` are the counts a report prints, by key; `derived` are counts that follow from
    them by subtraction and are never printed. `equal` are pairs of sums that a reader
    knows to be equal, `at_most` pairs of which the first is at most the second.
    """

    cells: list[int] = field(default_factory=list)
    shown: dict[Key, Sum] = field(default_factory=dict)
    derived: dict[Key, Sum] = field(default_factory=dict)
    equal: list[tuple[Sum, Sum]] = field(default_factory=list)
    at_most: list[tuple[Sum, Sum]] = field(default_factory=list)

    def cell(self, n: int) -> Sum:
        """Add a cell."""
        self.cells.append(n)
        return ((len(self.cells) - 1, 1),)

    def value(self, what: Sum) -> int:
        """Return a sum's true value."""
        return sum(sign * self.cells[i] for i, sign in what)


def add(sums: Iterable[Sum]) -> Sum:
    """Return the sum of sums."""
    total: dict[int, int] = {}
    for one in sums:
        for i, sign in one:
            total[i] = total.get(i, 0) + sign
    return tuple(sorted((i, n) for i, n in total.items() if n))


def less(one: Sum, other: Sum) -> Sum:
    """Return one sum minus another."""
    return add((one, tuple((i, -n) for i, n in other)))


def linked_counts(report: AuditReport) -> Linked:
    """Take a report's counts apart into cells.

    Parameters
    ----------
    report : AuditReport
        Exact.

    Returns
    -------
    Linked
        Of who uses the service, access, jobs for everyone and for people with the minimum
        months, and the rows; each service and all of them together.
    """
    out = Linked()
    single = [p for p in report.who if len(report.who) == 1 or p.service != ALL_SERVICES]
    for profile in single:
        _people(out, profile, report)
    if len(single) < len(report.who):
        _together(out, [p.service for p in single])
    for check in report.checks:
        if check.kind == "headline" and check.question == "access" and check.groups:
            _caseload(out, check, [p.service for p in single])
    _same_caseloads(out, report)
    _totals(out, report)
    _rows(out, report)
    return out


def _people(out: Linked, profile: Profile, report: AuditReport) -> None:
    """Split each ethnic group by when people started and whether they got a job."""
    service, every = profile.service, []
    main, *others = profile.counts
    for group, n in _sizes(profile, main):
        tables = _outcome_counts(report, service, group)
        everyone, early = (
            tables.get("everyone"),
            next((v for k, v in tables.items() if k != "everyone"), None),
        )
        parts = _split(out, n, everyone, early)
        every.append(add(parts.values()))
        out.shown["people", service, main.name, group] = every[-1]
        for who in tables:
            cells = parts if who == "everyone" else {k: v for k, v in parts.items() if "early" in k}
            jobs = add(v for k, v in cells.items() if k.endswith("job"))
            of = add(v for k, v in cells.items() if not k.endswith("other"))
            out.shown["jobs", service, who, group] = jobs
            out.shown["of", service, who, group] = of
            out.derived["no job", service, who, group] = less(of, jobs)
        if early is not None:
            for name in ("late job", "late no"):
                out.derived[name, service, group] = parts[name]
        out.derived["outcome not known", service, group] = parts["other"]
    out.shown["people", service] = add(every)
    for dimension in others:
        cells = {group: out.cell(n) for group, n in _sizes(profile, dimension)}
        for group, cell in cells.items():
            out.shown["people", service, dimension.name, group] = cell
        out.equal.append((add(every), add(cells.values())))


def _sizes(profile: Profile, dimension: Dimension) -> list[tuple[str, int]]:
    """Return the groups of one dimension with their people, *not known* last."""
    counts = profile.counts[dimension]
    return [*((g.group, g.n or 0) for g in counts.groups), (NOT_KNOWN, counts.not_known or 0)]


def _outcome_counts(report: AuditReport, service: str, group: str) -> dict[str, tuple[int, int]]:
    """Return whose jobs were compared -> (jobs, people) of one group."""
    found = {}
    for c in report.checks:
        if c.kind != "headline" or (c.question, c.service) != ("outcome", service) or not c.groups:
            continue
        rows = {g.group: (g.n or 0, g.of or 0) for g in c.groups}
        rows[NOT_KNOWN] = (c.not_known.n or 0, c.not_known.of or 0)
        found[c.people] = rows.get(group, (0, 0))
    return found


def _split(
    out: Linked, n: int, everyone: tuple[int, int] | None, early: tuple[int, int] | None
) -> dict[str, Sum]:
    """Return the cells of one group of one service."""
    if everyone is None:
        return {"other": out.cell(n)}
    jobs, of = everyone
    if early is None:
        return {"job": out.cell(jobs), "no": out.cell(of - jobs), "other": out.cell(n - of)}
    early_jobs, early_of = early
    late = of - early_of - (jobs - early_jobs)
    return {
        "early job": out.cell(early_jobs),
        "early no": out.cell(early_of - early_jobs),
        "late job": out.cell(jobs - early_jobs),
        "late no": out.cell(late),
        "other": out.cell(n - of),
    }


def _together(out: Linked, services: list[str]) -> None:
    """Add the services up: printed counts and those that follow from them."""
    for part in (out.shown, out.derived):
        together: dict[Key, list[Sum]] = {}
        for key, what in part.items():
            if key[1] in services:
                together.setdefault((key[0], ALL_SERVICES, *key[2:]), []).append(what)
        part.update({key: add(sums) for key, sums in together.items()})


def _caseload(out: Linked, check: Check, services: list[str]) -> None:
    """Add the caseload of one check; the total of all services is their sum where it is."""
    dimension, service = check.dimension.name, check.service
    rows = [(g.group, g.of) for g in check.groups] + [(NOT_KNOWN, check.not_known.of)]
    nested = check.default_test is not None and check.default_test.name == "accessed v not"
    for group, of in rows:
        if of is None:
            continue
        parts = [out.shown.get(("caseload", s, dimension, group)) for s in services]
        known = [p for p in parts if p is not None]
        whole = add(known)
        summed = service == ALL_SERVICES and known and out.value(whole) == of
        base = whole if summed else out.cell(of)
        out.shown["caseload", service, dimension, group] = base
        people = out.shown.get(("people", service, dimension, group))
        if nested and people is not None and out.value(people) <= of:
            out.at_most.append((people, base))
            out.derived["not reached", service, dimension, group] = less(base, people)


def _same_caseloads(out: Linked, report: AuditReport) -> None:
    """Note where dimensions count the same caseload."""
    for profile in report.who:
        main, *others = [
            add(
                what for key, what in out.shown.items()
                if key[:3] == ("caseload", profile.service, dimension.name)
            )
            for dimension in profile.counts
        ]  # fmt: skip
        for other in others:
            if main and other and out.value(main) == out.value(other):
                out.equal.append((main, other))


def _totals(out: Linked, report: AuditReport) -> None:
    """Add the row of all known groups of each table, and the percentages' denominators."""
    for profile in report.who:
        for dimension, counts in profile.counts.items():
            place = ("people", profile.service, dimension.name)
            out.shown[*place, EVERY] = add(out.shown[*place, g.group] for g in counts.groups)
    for check in report.checks:
        if check.kind == "headline" and check.groups:
            n_key, of_key = keys_of(check, EVERY)
            rows = [keys_of(check, g.group) for g in check.groups]
            out.shown[n_key] = add(out.shown[n] for n, _ in rows)
            out.shown[of_key] = add(out.shown[of] for _, of in rows)


def keys_of(check: Check, group: str) -> tuple[Key, Key]:
    """Return the keys of a group's count and of its denominator."""
    if check.question == "access":
        place = (check.service, check.dimension.name, group)
        n: Key = ("reached", *place) if group == EVERY else ("people", *place)
        return n, ("caseload", *place)
    own = (check.service, check.people, group)
    return ("jobs", *own), ("of", *own)


def _rows(out: Linked, report: AuditReport) -> None:
    """Add rows read, used and left out."""
    everyone = out.shown["people", report.who[-1].service]
    used = everyone if out.value(everyone) == report.rows.used else out.cell(report.rows.used or 0)
    out.shown[("rows used",)] = used
    left = out.cell(sum(item.rows or 0 for item in report.rows.left_out))
    out.shown[("rows left out",)] = left
    out.shown[("rows read",)] = add([used, left])
