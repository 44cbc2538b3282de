"""What share-safe versions keep: how many findings survive, and how far counts and shares move.

Run with `python -m benchmarks.disclosure [--services 200] [--seed 1]`. Looks at the London sample,
the trainer's stories and random services of 60 to 2,000 people, each with the path to it.
"""

from __future__ import annotations

import argparse
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import numpy as np

from ips_audit import pipeline
from ips_audit.analysis.audit import audit
from ips_audit.demonstrations.stories import LONDON, Story, stories
from ips_audit.disclosure.protect import protect
from ips_audit.disclosure.rules import RULES
from ips_audit.model import (
    ETHNIC_GROUP,
    FIVE_GROUPS,
    GENDER,
    GENDERS,
    AuditReport,
    Caseload,
    CaseloadCount,
    Check,
    Coded,
    Finding,
    GroupFinding,
    PathPeople,
    PathStep,
    People,
    Reached,
    Settings,
)

YEAR = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))
LOWER = {GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN}


@dataclass
class Kept:
    """Findings of exact versions and what share-safe ones say; changes of shares."""

    questions: Counter[tuple[Finding, Finding]] = field(default_factory=Counter)
    groups: Counter[tuple[GroupFinding | None, GroupFinding | None]] = field(
        default_factory=Counter
    )
    shares: list[float] = field(default_factory=list)  # percentage points
    groups_lost: int = 0
    lost: int = 0  # questions that are not in the share-safe version
    misleads: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    def add(self, other: Kept) -> None:
        """Take up what another report gave."""
        self.questions += other.questions
        self.groups += other.groups
        self.misleads += other.misleads
        self.shares += other.shares
        self.groups_lost += other.groups_lost
        self.lost += other.lost


def random_service(seed: int) -> AuditReport:
    """Audit made-up people: 60 to 2,000 of them in five groups, one to three services."""
    rng = np.random.default_rng([seed, 7])
    n, services = int(np.exp(rng.uniform(np.log(60), np.log(2000)))), int(rng.integers(1, 4))
    shares = rng.dirichlet(np.array([9.0, 4, 3, 1.5, 1.5]))
    place = rng.choice(services, n, p=rng.dirichlet(np.full(services, 3.0)))
    ethnic, gender = rng.choice(5, n, p=shares), rng.choice(3, n, p=[0.52, 0.46, 0.02])
    ethnic[rng.random(n) < 0.03] = -1
    rates = np.clip(0.35 * np.exp(rng.normal(0, 0.35, (services, 6))), 0.02, 0.9)
    key = rng.integers(1, 2**63, n, dtype=np.uint64)
    people = People(
        services=tuple(f"Service {i + 1}" for i in range(services)),
        service=place.astype(np.int16),
        coded={
            ETHNIC_GROUP: Coded(FIVE_GROUPS, ethnic.astype(np.int16)),
            GENDER: Coded(GENDERS, gender.astype(np.int16)),
        },
        age=rng.integers(18, 65, n).astype(np.float32),
        start=np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        job=(rng.random(n) < rates[place, ethnic]).astype(np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
        key=key,
    )
    people = replace(people, path=path_to(people, seed))
    counts = []
    for i in range(services):
        here, more = place == i, int((place == i).sum() * rng.uniform(1, 8))
        for dimension, codes, others in (
            (ETHNIC_GROUP, ethnic, rng.dirichlet(60 * shares + 0.5)),
            (GENDER, gender, np.array([0.5, 0.48, 0.02])),
        ):
            drawn = rng.multinomial(more, others)
            groups = people.coded[dimension].groups
            counts += [
                CaseloadCount(
                    people.services[i], dimension, g, int((here & (codes == j)).sum() + k)
                )
                for j, (g, k) in enumerate(zip(groups, drawn, strict=True))
            ]
    return audit(people, Caseload(tuple(counts)), YEAR)


def path_to(people: People, seed: int) -> PathPeople:
    """Draw who else was referred and did not join, and who kept a job: groups differ in chance."""
    rng = np.random.default_rng([seed, 8])
    services, groups = len(people.services), len(FIVE_GROUPS) + 1
    spread = np.exp(rng.normal(0, 0.2, (4, services, groups)))
    accept, join, weeks_13, weeks_26 = (
        np.clip(usual * s, 0.05, 0.98)
        for usual, s in zip((0.7, 0.85, 0.7, 0.8), spread, strict=True)
    )
    codes = people.coded[ETHNIC_GROUP].codes
    at = people.service, codes
    joined = np.zeros((services, groups))
    np.add.at(joined, at, 1)
    not_accepted = rng.poisson(joined * (1 - accept) / (accept * join))
    did_not_join = rng.poisson(joined * (1 - join) / join)
    more = [
        np.repeat(np.arange(services * groups), x.ravel()) for x in (not_accepted, did_not_join)
    ]
    others = np.concatenate(more)
    n, late = len(codes), people.start > np.datetime64("2019-06-30")
    reached = {PathStep.REFERRED: np.full(n + len(others), Reached.YES, dtype=np.int8)}

    def add(step: PathStep, place: np.ndarray, *of_others: tuple[Reached, int]) -> None:
        rest = [np.full(k, r) for r, k in of_others]
        reached[step] = np.concatenate([place, *rest]).astype(np.int8)

    sizes = [len(x) for x in more]
    everybody = np.full(n, Reached.YES)
    nobody = (Reached.NOT_HERE, sum(sizes))
    add(PathStep.ACCEPTED, everybody, (Reached.NO, sizes[0]), (Reached.YES, sizes[1]))
    add(PathStep.JOINED, everybody, (Reached.NOT_HERE, sizes[0]), (Reached.NO, sizes[1]))
    job = people.job > 0
    add(PathStep.JOB, np.where(job, np.where(late, Reached.EARLY, Reached.YES),
                               np.where(late, Reached.NOT_YET, Reached.NO)), nobody)  # fmt: skip
    there = job
    for step, chance in ((PathStep.WEEKS_13, weeks_13), (PathStep.WEEKS_26, weeks_26)):
        lasted = rng.random(n) < chance[at]
        place = np.where(
            rng.random(n) < 0.1, Reached.NOT_YET, np.where(lasted, Reached.YES, Reached.NO)
        )
        add(step, np.where(there, place, Reached.NOT_HERE), nobody)
        there = there & (place == Reached.YES)
    service, group = np.divmod(others, groups)
    assert people.key is not None
    return PathPeople(
        steps=tuple(reached),
        services=people.services,
        service=np.append(people.service, service).astype(np.int16),
        coded={ETHNIC_GROUP: Coded(FIVE_GROUPS, np.append(
            codes, np.where(group == groups - 1, -1, group)).astype(np.int16))},
        reached=reached,
        weight=np.ones(n + len(others), dtype=np.int64),
        key=np.append(people.key, rng.integers(1, 2**63, len(others), dtype=np.uint64)),
    )  # fmt: skip


def told(story: Story) -> AuditReport:
    """Audit one of the trainer's stories, with the defaults."""
    service, caseload = (
        [pipeline.open_file(p.name, p.read_bytes()) for p in files]
        for files in (story.service_files, story.caseload_files)
    )
    settings = Settings(chinese_in="Asian")
    found = pipeline.find_tables(service, caseload, settings)
    return pipeline.analyse(pipeline.prepare(found, settings))


def kept(exact: AuditReport, rule: str, secret: bytes) -> tuple[Kept, Kept]:
    """Protect a report and set both versions side by side: its checks, and the steps of paths."""
    settings = replace(exact.settings, release={"rule": rule})
    safe = protect(replace(exact, settings=settings), secret)
    steps, shown = ([s.check for p in r.paths for s in p.steps] for r in (exact, safe))
    return beside(exact.headline, safe.checks), beside(steps, shown)


def beside(exact: Sequence[Check], safe: Sequence[Check]) -> Kept:
    """Set the checks of both versions side by side."""
    there = {_key(c): c for c in safe}
    out = Kept()
    for one in exact:
        other = there.get(_key(one))
        if not one.groups or one.finding is None:
            continue
        if other is None or other.finding is None:
            out.lost += 1
            continue
        out.questions[one.finding, other.finding] += 1
        out.misleads[one.total_misleads, other.total_misleads] += 1
        shown = {g.group: g for g in other.groups}
        for g in one.groups:
            if g.group not in shown:
                out.groups_lost += 1
                continue
            out.groups[g.finding, shown[g.group].finding] += 1
            new = shown[g.group].share
            if g.share is not None and new is not None:
                out.shares.append(100 * (new - g.share))
    return out


def _key(check: Check) -> tuple[str, str, str, str, str]:
    return check.question, check.service, check.dimension.name, check.people, check.step or ""


def _random(rule: str, secret: bytes, seed: int) -> tuple[Kept, Kept]:
    return kept(random_service(seed), rule, secret)


def lines(name: str, found: Kept) -> Iterator[str]:
    """Say what was kept."""
    asked = Counter[Finding]()
    for (exact, _), n in found.questions.items():
        asked[exact] += n
    yield f"## {name}: {sum(asked.values())} questions; {found.lost} more are not in share-safe"
    for exact, n in asked.most_common():
        said = ", ".join(
            f"{'the same' if safe is exact else safe.value} {k}"
            for (e, safe), k in found.questions.most_common() if e is exact
        )  # fmt: skip
        yield f"- {exact.value} ({n}): {said}"
    lower = sum(n for (e, _), n in found.groups.items() if e in LOWER)
    both = sum(n for (e, s), n in found.groups.items() if e in LOWER and s in LOWER)
    new = sum(n for (e, s), n in found.groups.items() if e not in LOWER and s in LOWER)
    turned = sum(n for (e, s), n in found.groups.items() if _turned(e, s))
    yield (
        f"- groups said to be lower: {both} of {lower} kept, {new} said in share-safe only, "
        f"{turned} turned round; {found.groups_lost} groups without a row"
    )
    yield f"- totals that mislead (exact, share-safe): {dict(found.misleads)}"
    if found.shares:
        moved = np.abs(found.shares)
        yield (
            f"- {len(moved)} shares are shown; they move by {np.median(moved):.1f} points "
            f"(median), {np.quantile(moved, 0.9):.1f} (9 of 10 less), {moved.max():.1f} at most"
        )


def _turned(exact: GroupFinding | None, safe: GroupFinding | None) -> bool:
    higher = GroupFinding.HIGHER
    return (exact in LOWER and safe in (higher, GroupFinding.NO_GAP)) or (
        exact in (higher, GroupFinding.NO_GAP) and safe in LOWER
    )


def main() -> None:
    """Print what share-safe versions keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disclosure", description=__doc__)
    parser.add_argument("--services", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rule", default=RULES[0].name, choices=[r.name for r in RULES])
    parser.add_argument("--secrets", type=int, default=20, help="for London and the stories")
    args = parser.parse_args()
    london, others, paths = Kept(), Kept(), Kept()
    for story in stories().values():
        report = told(story)
        for _ in range(args.secrets):
            checks, steps = kept(report, args.rule, secrets.token_bytes(32))
            (london if story.slug == LONDON else others).add(checks)
            paths.add(steps)
    print("\n".join(lines(f"London under {args.secrets} secrets", london)))
    print("\n".join(lines(f"The other stories under {args.secrets} secrets", others)))
    print("\n".join(lines(f"Steps of paths of the stories under {args.secrets} secrets", paths)))
    drawn, walked = Kept(), Kept()
    seeds = range(1000 * args.seed, 1000 * args.seed + args.services)
    with ProcessPoolExecutor(2) as pool:
        made = partial(_random, args.rule, b"benchmark" * 4)
        for checks, steps in pool.map(made, seeds, chunksize=8):
            drawn.add(checks)
            walked.add(steps)
    print("\n".join(lines(f"{args.services} random services, 60 to 2,000 people", drawn)))
    print("\n".join(lines(f"Steps of the paths of {args.services} random services", walked)))


if __name__ == "__main__":
    main()
