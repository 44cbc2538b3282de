"""Made-up services to attack: their people, and the same with known newcomers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ips_audit.analysis.audit import audit
from ips_audit.model import (
    ETHNIC_GROUP,
    FIVE_GROUPS,
    GENDER,
    GENDERS,
    AuditReport,
    Caseload,
    CaseloadCount,
    Coded,
    Dimension,
    LeftOut,
    PathStep,
    People,
    Population,
    Provenance,
    Reached,
    RowLedger,
    Settings,
)
from tests.disclosure.attacked_path import Told, one_more, with_path, without_idle_steps

YEAR = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))
DETAILED = tuple(f"Group {i + 1}" for i in range(16))


@dataclass(frozen=True)
class Newcomer:
    """Somebody whom the attacker knows: all codes as in the files, job 1, 0 or -1 (not known)."""

    service: int
    group: int
    gender: int
    early: bool  # had the minimum months of support
    job: int
    declined: bool = False  # was referred and not accepted: on the path only, where there is one


def population(people: People) -> Population:
    """Return a population without the last group: the shares beside it are of the others."""
    counts = {
        by: {g: 1000 * (i + 1) for i, g in enumerate(coded.groups[:-1])}
        for by, coded in people.coded.items()
    }
    return Population("Made-up borough", counts)


@dataclass(frozen=True)
class Service:
    """One file of people with its caseload: what an audit is made from."""

    people: People
    caseload: dict[tuple[int, Dimension, int], int] | None  # (service, by what, code) -> people
    left_out: int
    told: Told | None = None  # of the path, where there is one

    def audit(self) -> AuditReport:
        """Return the exact audit."""
        p, counts = self.people, None
        if self.caseload is not None:
            names = {by: coded.groups for by, coded in p.coded.items()}
            counts = Caseload(
                tuple(
                    CaseloadCount(p.services[s], by, (*names[by], "Not known")[code], n)
                    for (s, by, code), n in self.caseload.items()
                )
            )
        if p.path is not None:
            p = replace(p, path=without_idle_steps(p.path))
        used = len(p.weight)
        left = (LeftOut("started outside the period", self.left_out),) if self.left_out else ()
        rows = RowLedger(used + self.left_out, used, left)
        return audit(p, counts, YEAR, Provenance(rows), population=population(p))

    def joined(self, new: Newcomer) -> Service:
        """Return the service with one person more, in the file and on the caseload."""
        p = self.people
        key = np.random.default_rng([len(p.weight), self.left_out]).integers(
            1, 2**63, dtype=np.uint64
        )
        away = self.stays_away(new)
        path = p.path and one_more(
            p.path, new.service, new.group, _places(new, p.path.steps, away), key
        )
        people = replace(p, path=path)
        if not away:
            people = _with_one_more(people, new, key)
        caseload = None if self.caseload is None else dict(self.caseload)
        if caseload is not None:
            caseload[new.service, ETHNIC_GROUP, new.group] += 1
            caseload[new.service, GENDER, new.gender] += 1
        return replace(self, people=people, caseload=caseload, left_out=self.left_out + away)

    def stays_away(self, new: Newcomer) -> bool:
        """Tell whether a newcomer is on the path only."""
        path = self.people.path
        return new.declined and path is not None and path.steps[0] is PathStep.REFERRED


def _with_one_more(p: People, new: Newcomer, key: np.uint64) -> People:
    start = np.datetime64("2019-02-01" if new.early else "2019-11-01")
    return replace(
        p,
        service=np.append(p.service, np.int16(new.service)),
        coded={
            by: replace(coded, codes=np.append(coded.codes, np.int16(code)))
            for (by, coded), code in zip(p.coded.items(), (new.group, new.gender), strict=True)
        },
        age=np.append(p.age, np.float32(np.nan)),
        start=np.append(p.start, start),
        job=np.append(p.job, np.int8(new.job)),
        in_work_at_start=np.append(p.in_work_at_start, False),
        days_to_job=np.append(p.days_to_job, np.int32(-1)),
        weight=np.append(p.weight, np.int64(1)),
        key=None if p.key is None else np.append(p.key, key),
    )


def _places(new: Newcomer, steps: tuple[PathStep, ...], away: bool) -> dict[PathStep, Reached]:
    """Say where a newcomer is at each step: who got a job was in it for 13 weeks, not for 26."""
    out, came = {}, True
    for step in steps:
        place = Reached.YES
        if step is PathStep.JOB:
            in_time = (Reached.NOT_KNOWN, Reached.NO, Reached.YES)[new.job + 1]
            late = Reached.EARLY if new.job > 0 else Reached.NOT_YET
            place = in_time if new.early else late
        elif step is PathStep.WEEKS_26 or (away and step is steps[1]):
            place = Reached.NO
        out[step] = place if came else Reached.NOT_HERE
        came = came and place in (Reached.YES, Reached.EARLY)
    return out


def random_service(seed: int, groups: int = 5) -> Service:
    """Make up 60 to 800 people of one to three services, with or without a caseload.

    The caseload counts everybody of the service and others, by ethnic group and by gender;
    both count the same people. Five of six have a path.
    """
    rng = np.random.default_rng([seed, groups])
    n = int(np.exp(rng.uniform(np.log(60), np.log(800))))
    s = int(rng.integers(1, 4))
    place = rng.choice(s, n, p=rng.dirichlet(np.full(s, 3.0)))
    shares = rng.dirichlet(np.full(groups, 0.6))
    ethnic = rng.choice(groups, n, p=shares)
    ethnic[rng.random(n) < rng.choice([0, 0.02, 0.1])] = -1
    by_gender = np.array([0.52, 0.46, 0.02])
    gender = rng.choice(3, n, p=by_gender)
    gender[rng.random(n) < rng.choice([0, 0.01])] = -1
    usual = rng.uniform(0.02, 0.9, s)
    usual[rng.random(s) < 0.15] = 0.01  # a service that has just begun
    rates = np.clip(usual[:, None] + rng.normal(0, 0.1, groups + 1), 0.01, 0.99)
    rates[usual == 0.01] = 0.01
    job = (rng.random(n) < rates[place, ethnic]).astype(np.int8)
    job[rng.random(n) < rng.choice([0, 0.04])] = -1
    start = np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]")
    people = People(
        services=tuple(f"Service {i + 1}" for i in range(s)),
        service=place.astype(np.int16),
        coded={
            ETHNIC_GROUP: Coded(
                FIVE_GROUPS if groups == 5 else DETAILED[:groups], ethnic.astype(np.int16)
            ),
            GENDER: Coded(GENDERS, gender.astype(np.int16)),
        },
        age=np.full(n, np.nan, dtype=np.float32),
        start=start,
        job=job,
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
        has_age=False,
    )
    left_out = int(rng.integers(0, 30))
    without_caseload = rng.random() < 0.15
    told = None
    if seed % 6:
        people, told, more = with_path(people, seed)
        left_out += more  # who did not join in the period is in the file, too
    if without_caseload:
        return Service(people, None, left_out, told)
    caseload = {}
    for i in range(s):
        here = place == i
        more = int(here.sum() * rng.uniform(0.3, 6))
        for by, codes, others in (
            (ETHNIC_GROUP, ethnic, np.append(shares * 0.95, 0.05)),
            (GENDER, gender, np.append(by_gender * 0.99, 0.01)),
        ):
            drawn = rng.multinomial(more, others)
            for code in range(len(drawn)):
                at = code if code < len(drawn) - 1 else -1
                caseload[i, by, at] = int((here & (codes == at)).sum() + drawn[code])
    return Service(people, caseload, left_out, told)


def newcomers(service: Service, seed: int, how_many: int) -> list[Newcomer]:
    """Return people whom the attacker sends or knows: they go where few people are."""
    rng = np.random.default_rng([seed, 99])
    p = service.people
    ethnic = p.coded[ETHNIC_GROUP]
    size = np.array(
        [
            [((p.service == s) & (ethnic.codes == g)).sum() for g in range(len(ethnic.groups))]
            for s in range(len(p.services))
        ]
    )
    small = [tuple(at) for at in np.argwhere(size <= 7)] or [(0, 0)]
    s, g = small[int(rng.integers(len(small)))]
    return [
        Newcomer(int(s), int(g), int(rng.integers(2)), True, int(rng.integers(2)), i % 3 == 2)
        for i in range(seed, seed + how_many)
    ]
