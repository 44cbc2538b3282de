"""Random services to protect."""

from __future__ import annotations

from datetime import date

import numpy as np

from ips_audit.analysis.audit import audit
from ips_audit.model import (
    ETHNIC_GROUP,
    GENDER,
    AuditReport,
    Caseload,
    CaseloadCount,
    Coded,
    People,
    Settings,
)

YEAR = Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31))


def random_service(seed: int) -> AuditReport:
    """Audit made-up people: 20 to 2,000 of them, 2 to 18 groups, 1 to 3 services."""
    rng = np.random.default_rng(seed)
    n, k, s = (
        int(np.exp(rng.uniform(np.log(20), np.log(2000)))),
        rng.integers(2, 19),
        rng.integers(1, 4),
    )
    groups = tuple(f"Group {i + 1}" for i in range(k))
    services = tuple(f"Service {i + 1}" for i in range(s))
    shares = rng.dirichlet(np.full(k, 0.7))
    ethnic = rng.choice(k, n, p=shares).astype(np.int16)
    ethnic[rng.random(n) < rng.choice([0, 0.02, 0.2])] = -1
    gender = rng.choice([0, 1, 2], n, p=[0.5, 0.48, 0.02]).astype(np.int16)
    gender[rng.random(n) < rng.choice([0, 0.01])] = -1
    place = rng.choice(s, n, p=rng.dirichlet(np.full(s, 2.0))).astype(np.int16)
    start = np.datetime64("2019-01-01") + rng.integers(0, 365, n).astype("timedelta64[D]")
    job = (rng.random(n) < rng.uniform(0.02, 0.9)).astype(np.int8)
    job[rng.random(n) < rng.choice([0, 0.05])] = -1
    people = People(
        services=services,
        service=place,
        coded={ETHNIC_GROUP: Coded(groups, ethnic), GENDER: Coded(GENDER.groups, gender)},
        age=rng.integers(17, 65, n).astype(np.float32),
        start=start,
        job=job,
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
    )
    return audit(people, _caseload(rng, people), YEAR)


def _caseload(rng: np.random.Generator, people: People) -> Caseload | None:
    kind = rng.choice(["none", "nested", "apart"], p=[0.15, 0.7, 0.15])
    if kind == "none":
        return None
    counts = []
    for i, service in enumerate(people.services):
        here = people.service == i
        for dimension, coded in people.coded.items():
            for code, name in enumerate((*coded.groups, "Not known")):
                own = int((here & (coded.codes == (code if name != "Not known" else -1))).sum())
                more = int(rng.integers(0, 8)) if rng.random() < 0.3 else int(rng.integers(0, 400))
                n = own + more if kind == "nested" else more
                counts.append(CaseloadCount(service, dimension, name, n))
    return Caseload(tuple(counts))
