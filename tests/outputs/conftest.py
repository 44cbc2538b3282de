"""A made-up report: two services, sparse groups, hidden groups, labels that try to break things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ips_audit.model import (
    ALL_SERVICES,
    ETHNIC_GROUP,
    EVERYONE,
    GENDER,
    SERVICE,
    Adjusted,
    AdjustedGroup,
    AgeSummary,
    AuditReport,
    Check,
    CheckKind,
    CheckQuestion,
    Finding,
    GroupCount,
    GroupCounts,
    GroupFinding,
    GroupResult,
    Layer,
    LayerGroup,
    LeftOut,
    NameOfTest,
    NotKnown,
    Profile,
    Release,
    RoleOfTest,
    RowLedger,
    Settings,
    Step,
    TestResult,
)

HOSTILE = ("=cmd()", "<script>", "a*b_c", "datum.x", "@SUM(A1)")
HIDDEN = "datum.x"


def group(name: str, n: int, of: int, finding: GroupFinding | None, **more: float) -> GroupResult:
    share = n / of
    return GroupResult(
        name, n, of, share, share * 0.8, share * 1.25, expected=of * 0.1, contribution=1.25,
        adjusted_residual=-1.5, p=0.0123, p_holm=0.0004, ratio=0.7, ratio_low=0.51,
        ratio_high=None, difference=-0.031, difference_low=-0.06, difference_high=0.01,
        people_gap=-12.0, people_gap_low=-20.0, people_gap_high=-3.0, finding=finding, **more,
    )  # fmt: skip


def checks(service: str) -> tuple[Check, ...]:
    groups = (
        group("=cmd()", 40, 1234, GroupFinding.LOWER, share_of_service=0.4, share_of_caseload=0.5),
        group("<script>", 30, 300, GroupFinding.NO_GAP, share_of_service=0.3,
              share_of_caseload=0.2),
        group("a*b_c", 25, 250, GroupFinding.CANNOT_TELL, share_of_service=0.3,
              share_of_caseload=0.3),
        GroupResult(HIDDEN, None, None, finding=GroupFinding.TOO_FEW, hidden=True),
        GroupResult("@SUM(A1)", 0, 0, finding=GroupFinding.TOO_FEW),
    )  # fmt: skip
    test = TestResult(
        NameOfTest.ACCESSED_V_NOT, RoleOfTest.DEFAULT, 12.345, 3, 0.00012, p_exact=0.0456, n=1784,
        smallest_expected=4.2, note="The smallest expected count is 4.20, below 5.", cramers_v=0.1,
    )  # fmt: skip
    jobs = replace(test, name=NameOfTest.INDEPENDENCE, statistic=1.5, p=0.4567)
    access = Check(
        CheckQuestion.ACCESS, service, ETHNIC_GROUP, EVERYONE, {}, CheckKind.HEADLINE, groups,
        NotKnown(12, 0),
        (test, replace(test, name=NameOfTest.TWO_SAMPLES, role=RoleOfTest.OTHER, p=float("nan"))),
        Finding.GAP, ("A gap was found: fewer people in =cmd() reached the service.",
                      "=cmd(): 40 of 1,234 reached the service (3.2%)."),
        total_n=95, total_of=1784, total_share=95 / 1784,
    )  # fmt: skip
    outcome = replace(
        access, question=CheckQuestion.OUTCOME, tests=(jobs,), finding=Finding.NOT_RULED_OUT,
        sentences=("No gap was found, but one cannot be ruled out.",),
    )  # fmt: skip
    within = replace(outcome, within={"gender": "=cmd()"}, kind=CheckKind.EXPLORATORY, finding=None)
    none = replace(
        access, dimension=GENDER, groups=(), tests=(), finding=Finding.NOT_CHECKED,
        sentences=("Access was not checked: there is no caseload for this comparison.",),
        not_known=NotKnown(None, None), total_n=None, total_of=None, total_share=None,
    )  # fmt: skip
    return access, none, outcome, within


def profile(service: str) -> Profile:
    return Profile(
        service,
        1234,
        {
            ETHNIC_GROUP: GroupCounts(tuple(GroupCount(g, 10, 20.0) for g in HOSTILE), 3),
            GENDER: GroupCounts((GroupCount("Male", 600, 48.7),), None),
        },
        AgeSummary(1200, 37.73, 12.02, 17.0, 65.0),
    )


@pytest.fixture
def team() -> AuditReport:
    services = ("North", "=South", ALL_SERVICES)
    layer = Layer(
        CheckQuestion.ACCESS, ETHNIC_GROUP, "everyone", SERVICE, ("North", "=South"), 3.2, 2, 0.2,
        (LayerGroup("=cmd()", 0.7, 1.02, 0.8, None, True),), ("The total misleads.",),
    )  # fmt: skip
    alike = Adjusted(
        CheckQuestion.OUTCOME, ALL_SERVICES, ETHNIC_GROUP, EVERYONE, (SERVICE, GENDER),
        (AdjustedGroup("=cmd()", 60, 0.25, 0.15, 0.38, 0.7, 0.35, 0.2, 0.5, 0.95, 0.6, 1.5),
         AdjustedGroup("@SUM(A1)", 9, 0.5, 0.2, 0.8, 1.4)), 24, 69, 4, 3,
        ("“Alike” shows what to expect.",),
    )  # fmt: skip
    few = replace(alike, service="North", groups=(), why_not="There are too few people.")
    return AuditReport(
        version="0.1.0",
        release=Release.TEAM,
        settings=Settings(period_from=date(2019, 1, 1), period_to=date(2019, 12, 31)),
        rows=RowLedger(
            1300, 1234, (LeftOut("no start date", 66, (3, 9), "=file.csv"),),
            (Step("have a known ethnic group", 1200),),
        ),
        warnings=("+one warning",),
        who=tuple(profile(s) for s in services),
        checks=tuple(c for s in services for c in checks(s)),
        layers=(layer,),
        adjusted=(alike, few),
        tests_made=6,
        expected_by_chance=0.3,
        files=("abc123",),
    )  # fmt: skip


@pytest.fixture
def shared(team: AuditReport) -> AuditReport:
    """Return the same report as a share-safe one."""
    return replace(team, release=Release.SHARE_SAFE)


@pytest.fixture
def made_up(team: AuditReport) -> AuditReport:
    """Return the same report of made-up people: nobody needs protecting."""
    return replace(team, demonstration="a test")
