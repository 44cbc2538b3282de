"""No hidden count can be worked out from all that a share-safe audit prints."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from attacker import Attacker, Finding
from made_up_services import ROOT, from_files, random_service

from ips_audit.disclosure import hiding
from ips_audit.disclosure.protect import protect
from ips_audit.disclosure.rules import RULES, Rule
from ips_audit.model import AuditReport, Settings
from ips_audit.outputs.to_json import report_to_json

LONDON = ROOT / "sample_data" / "london_2019"
STORIES = sorted(p for p in (ROOT / "sample_data" / "stories").iterdir() if p.is_dir())
SMALL_CELLS = Path(__file__).parents[1] / "cases" / "hostile" / "k01_small_cells_wwt.csv"
RANDOM = int(os.environ.get("IPS_AUDIT_ATTACKS", "6"))  # services for each rule


def attacked(report: AuditReport, rule: Rule) -> tuple[list[Finding], int, int]:
    """Protect a report by a rule, and attack it; return findings, numbers hidden and printed."""
    release = {"rule": rule.name}
    exact = replace(report, settings=replace(report.settings, release=release))
    safe = report_to_json(protect(exact))
    attacker = Attacker(report_to_json(exact), rule.threshold, rule.base)
    attacker.read(safe)
    attacker.differences()
    return attacker.attack(), attacker.hidden, attacker.printed


def samples() -> dict[str, AuditReport]:
    out = {
        "london": from_files(
            [LONDON / "cnwl_service.xlsx", LONDON / "wwt_service.csv"],
            [LONDON / "caseload.xlsx"],
            Settings(),
        )
    }
    for story in STORIES:
        out[story.name] = from_files(
            [story / "service.csv"], [story / "caseload.csv"], Settings(chinese_in="Asian")
        )
    return out


def attack_random(job: tuple[int, Rule]) -> tuple[int, int, list[Finding]]:
    seed, rule = job
    findings, hidden, _ = attacked(random_service(seed), rule)
    return len(findings), hidden, [f for f in findings if f.deduced]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_nothing_is_deduced_from_the_samples(rule: Rule) -> None:
    aimed, deduced = 0, []
    for name, report in samples().items():
        findings, _, _ = attacked(report, rule)
        aimed += len(findings)
        deduced += [(name, f) for f in findings if f.deduced]
    print(f"\n{rule.name}: {len(deduced)} deduced of {aimed} small counts (samples)")
    assert not deduced
    assert aimed > 100


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_nothing_is_deduced_from_random_services(rule: Rule) -> None:
    jobs = [(seed, rule) for seed in range(RANDOM)]
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(attack_random, jobs, chunksize=4))
    aimed, deduced = sum(r[0] for r in results), [f for r in results for f in r[2]]
    print(f"\n{rule.name}: {len(deduced)} deduced of {aimed} small counts ({RANDOM} services)")
    assert not deduced
    assert aimed > 10 * RANDOM


def test_without_the_second_step_counts_are_deduced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack sees something: hiding by the rule alone gives counts away."""
    monkeypatch.setattr(hiding._Reader, "given_away", lambda self, hidden: None)
    deduced = 0
    for seed in (0, 3, 5, 8):
        findings, _, _ = attacked(random_service(seed), RULES[1])
        deduced += sum(f.deduced for f in findings)
    assert deduced > 0
