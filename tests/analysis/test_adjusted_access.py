"""Who reached a service among people of its caseload who are alike in service and gender."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from ips_audit.analysis.adjusted_access import adjusted_access
from ips_audit.analysis.counting import tally
from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    GENDER,
    NOT_KNOWN,
    SERVICE,
    Adjusted,
    Caseload,
    CaseloadCell,
    CaseloadCount,
    Coded,
    People,
    Settings,
)

NESTED = Settings(caseload_includes_service=True)
SERVICES, GROUPS, SEXES = ("North", "South"), ("A", "B"), ("Male", "Female")
# On the caseload of each service, by group and gender; and the chance of reaching it.
ON = {
    ("North", "A"): 800, ("North", "B"): 200, ("South", "A"): 200, ("South", "B"): 800,
}  # fmt: skip
CHANCE = {"North": 0.3, "South": 0.1}


def people(extra: int = 0) -> People:
    """Each service takes a tenth or three tenths of every group and gender."""
    rows = [
        (s, g, x)
        for s, g, x in product(SERVICES, GROUPS, SEXES)
        for _ in range(round(ON[s, g] * CHANCE[s]))
    ]
    rows += [("South", "A", "Male")] * extra
    n = len(rows)
    return People(
        services=SERVICES,
        service=np.array([SERVICES.index(s) for s, _, _ in rows], dtype=np.int16),
        coded={
            ETHNIC_GROUP: Coded(GROUPS, np.array([GROUPS.index(g) for _, g, _ in rows], np.int16)),
            GENDER: Coded(GENDER.groups, np.array([SEXES.index(x) for *_, x in rows], np.int16)),
        },
        age=np.full(n, np.nan, dtype=np.float32),
        start=np.full(n, np.datetime64("NaT"), dtype="datetime64[D]"),
        job=np.full(n, -1, dtype=np.int8),
        in_work_at_start=np.zeros(n, dtype=bool),
        days_to_job=np.full(n, -1, dtype=np.int32),
        weight=np.ones(n, dtype=np.int64),
        has_outcome=False,
        has_start=False,
    )


def caseload(by_service: bool = True) -> Caseload:
    cells: dict[tuple[str, str, str], int] = {}
    for s, g, x in product(SERVICES, GROUPS, SEXES):
        key = (s if by_service else ALL_SERVICES, g, x)
        cells[key] = cells.get(key, 0) + ON[s, g]
    joint = tuple(
        CaseloadCell(s, {ETHNIC_GROUP: g, GENDER: x}, n) for (s, g, x), n in cells.items()
    )
    counts = tuple(
        CaseloadCount(s, ETHNIC_GROUP, g, sum(n for k, n in cells.items() if k[:2] == (s, g)))
        for s, g in dict.fromkeys(k[:2] for k in cells)
    )
    return Caseload(counts, cells=joint)


def found(
    made_up: People, base: Caseload | None, settings: Settings = NESTED
) -> dict[str, Adjusted]:
    return {a.service: a for a in adjusted_access(tally(made_up, settings), base, settings)}


def test_a_gap_that_is_the_services_is_gone_among_people_alike() -> None:
    made = found(people(), caseload())
    assert list(made) == ["North", "South", ALL_SERVICES]
    a = made[ALL_SERVICES]
    assert a.adjusted_for == (SERVICE, GENDER) and (a.n, a.of) == (800, 4000)
    b = a.groups[1]
    assert b.people == 2000 and b.share == pytest.approx(0.14)
    assert b.ratio == pytest.approx(0.14 / 0.26)
    assert b.adjusted_share == pytest.approx(0.2, abs=0.001)
    assert b.adjusted_ratio == pytest.approx(1.0, abs=0.005)
    assert made["North"].adjusted_for == (GENDER,)
    assert made["North"].groups[1].adjusted_ratio == pytest.approx(1.0, abs=0.02)


def test_only_a_list_of_people_says_who_is_alike() -> None:
    assert found(people(), replace(caseload(), cells=())) == {}
    assert found(people(), None) == {}


def test_a_caseload_of_other_people_shows_nothing_and_says_so() -> None:
    made = found(people(), caseload(), Settings(caseload_includes_service=False))
    assert {a.why_not for a in made.values()} == {
        "Nothing is shown: the people of the service are not counted in the caseload, so nobody "
        "can say who of it did not reach the service."
    }
    assert not any(a.groups for a in made.values())


def test_more_in_the_service_than_on_the_caseload_shows_nothing() -> None:
    made = found(people(extra=181), caseload())
    assert made["North"].groups
    assert made["South"].why_not == (
        "Nothing is shown: service and caseload record people in different ways. For example, "
        "A, gender male: 201 in the service, 200 on the caseload."
    )
    assert made["South"].groups == () and made[ALL_SERVICES].groups == ()


def test_a_caseload_of_all_services_is_not_made_alike_in_service() -> None:
    made = found(people(), caseload(by_service=False))
    assert list(made) == [ALL_SERVICES]
    a = made[ALL_SERVICES]
    assert a.adjusted_for == (GENDER,) and a.of == 4000
    assert "Not made alike in service: this caseload is not split by service." in a.sentences
    assert a.groups[1].adjusted_ratio == pytest.approx(0.14 / 0.26, abs=0.01)


def test_people_of_unknown_group_or_gender_are_outside() -> None:
    base = caseload()
    more = (
        CaseloadCell("North", {ETHNIC_GROUP: NOT_KNOWN, GENDER: "Male"}, 50),
        CaseloadCell("North", {ETHNIC_GROUP: "A", GENDER: NOT_KNOWN}, 20),
    )
    a = found(people(), replace(base, cells=(*base.cells, *more)))[ALL_SERVICES]
    assert (a.of, a.left_out) == (4000, 20)
    assert "20 people are left out here: their gender is not known." in a.sentences
