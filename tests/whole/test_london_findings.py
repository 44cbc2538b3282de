"""What is said of the 2019 London study, in sense and figures, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

from ips_audit.analysis.audit import audit
from ips_audit.analysis.combined_groups import merge_groups
from ips_audit.intake.files.reading import find_table_in_book, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.model import (
    AuditReport,
    Check,
    Finding,
    GroupFinding,
    GroupResult,
    Provenance,
    Settings,
)
from ips_audit.words.findings import title
from ips_audit.words.next_steps import next_step

LONDON = Path(__file__).parents[2] / "sample_data" / "london_2019"


def table(name: str) -> tuple[str, object]:
    return name, find_table_in_book(open_source(name, (LONDON / name).read_bytes()))[0]


@pytest.fixture(scope="module")
def report() -> AuditReport:
    service = [table("cnwl_service.xlsx"), table("wwt_service.csv")]
    ready = prepare(service, [table("caseload.xlsx")], Settings())  # type: ignore[arg-type]
    assert ready.people is not None
    return audit(ready.people, ready.caseload, ready.settings, Provenance(ready.rows))


def access(report: AuditReport, service: str) -> Check:
    return next(
        c for c in report.checks
        if (c.question, c.service, c.dimension.name) == ("access", service, "ethnic group")
    )  # fmt: skip


def groups(check: Check) -> dict[str, GroupResult]:
    return {g.group: g for g in check.groups}


def test_cnwl_groups_differ_and_none_is_shown_lower(report: AuditReport) -> None:
    check = access(report, "CNWL IPS")
    assert check.finding is Finding.DIFFER
    found = {g.group: g.finding for g in check.groups}
    assert found["Black/Black British"] is GroupFinding.HIGHER
    assert found["Other"] is GroupFinding.POSSIBLE_GAP
    assert GroupFinding.LOWER not in found.values()
    black = groups(check)["Black/Black British"]
    gap = (black.people_gap, black.people_gap_low, black.people_gap_high)
    assert [round(x or 0) for x in gap] == [22, 9, 37]
    said = " ".join(check.sentences)
    assert "about 22 people more than expected (likely range 9 to 37)" in said


def test_wwt_a_gap_was_found_for_other(report: AuditReport) -> None:
    check = access(report, "WWT IPS")
    assert check.finding is Finding.GAP
    lower = [g.group for g in check.groups if g.finding is GroupFinding.LOWER]
    assert lower == ["Other"]
    other = groups(check)["Other"]
    assert (other.n, other.of) == (7, 167)
    assert other.ratio == pytest.approx(0.25, abs=0.005)
    assert other.ratio_low == pytest.approx(0.12, abs=0.005)
    assert other.ratio_high == pytest.approx(0.50, abs=0.005)
    assert other.p_holm == pytest.approx(0.00008, abs=0.000005)
    said = " ".join(check.sentences)
    assert said == (
        "Other: 7 of 167 reached the service (4.2%), against 17% of everyone else: about 20 "
        "people fewer than expected (likely range 13 to 23)."
    )
    assert title(check) == "A gap was found for Other"
    assert "put Mixed and Other together" in next_step(check)  # it may be coding
    assert other.worst_ratio == pytest.approx(0.17, abs=0.005)
    assert other.best_ratio == pytest.approx(0.83, abs=0.005)


def test_mixed_and_other_together_at_wwt(report: AuditReport) -> None:
    again = merge_groups(access(report, "WWT IPS"), ("Other", "Mixed"), 0.8)
    both = groups(again)["Mixed/Other"]
    assert both.ratio == pytest.approx(0.75, abs=0.005)
    assert both.ratio_low == pytest.approx(0.52, abs=0.005)
    assert both.ratio_high == pytest.approx(1.07, abs=0.005)
    assert again.finding is None and both.finding is None  # asked for after looking
    assert again.kind == "exploratory"
    before, after = access(report, "WWT IPS"), again
    assert (before.total_n, before.total_of) == (after.total_n, after.total_of)


def test_not_known_at_cnwl_straddles_one_in_every_group(report: AuditReport) -> None:
    check = access(report, "CNWL IPS")
    for g in check.groups:
        assert g.worst_ratio is not None and g.best_ratio is not None
        assert g.worst_ratio < 1 < g.best_ratio
    assert check.not_known.p == pytest.approx(0.007, abs=0.0005)


def test_no_outcome_table_shows_a_gap_and_none_rules_one_out(report: AuditReport) -> None:
    checks = [c for c in report.headline if c.question == "outcome"]
    assert len(checks) == 6
    assert {c.finding for c in checks} == {Finding.NOT_RULED_OUT}
    for check in checks:
        assert any("is not proof that there is none" in s for s in check.sentences)


def test_how_often_the_all_year_test_would_have_missed_it(report: AuditReport) -> None:
    check = next(
        c for c in report.headline
        if (c.question, c.service, c.people) == ("outcome", "All services", "everyone")
    )  # fmt: skip
    black = groups(check)["Black/Black British"]
    assert black.missed_at_margin == pytest.approx(0.81, abs=0.005)
    assert "about 6 more periods like this" in next_step(check)


def test_a_total_whose_services_differ_is_no_headline(report: AuditReport) -> None:
    total = access(report, "All services")
    assert total.total_misleads
    layer = next(
        x for x in report.layers
        if (x.question, x.by.name, x.dimension.name) == ("access", "service", "ethnic group")
    )  # fmt: skip
    assert layer.pattern_p is not None and layer.pattern_p < 0.001
    jobs = [c for c in report.headline if c.question == "outcome"]
    assert not any(c.total_misleads for c in jobs)


def test_smallest_gap_comes_from_sizes_and_the_overall_rate(report: AuditReport) -> None:
    """Two audits with the same sizes and overall rate could have seen the same gap."""
    from ips_audit.analysis.group_comparisons import compare_rates

    one = compare_rates(("A", "B"), (10, 30), (100, 100), 0.8)
    other = compare_rates(("A", "B"), (30, 10), (100, 100), 0.8)
    assert one[0].smallest_gap == other[0].smallest_gap
    assert one[0].people_needed == other[0].people_needed
    assert one[0].missed_at_margin == other[0].missed_at_margin
