"""No hidden count can be worked out from all that a share-safe audit prints."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest
from attacker import Attacker, Finding
from made_up_services import random_service
from samples import NAMES, sample

from ips_audit.disclosure import hiding
from ips_audit.disclosure.everybody import to_consider
from ips_audit.disclosure.hiding import protect_counts
from ips_audit.disclosure.linked import linked_counts
from ips_audit.disclosure.protect import protect
from ips_audit.disclosure.rules import RULES, Rule, rule_of
from ips_audit.model import AuditReport
from ips_audit.outputs.to_json import report_to_json

BY_HAND = {"rule": "by hand", "threshold": 3, "base": 3}
RANDOM = int(os.environ.get("IPS_AUDIT_ATTACKS", "6"))  # services for each rule


def attacked(
    report: AuditReport, rule: Rule, release: dict[str, object] | None = None
) -> tuple[list[Finding], int, int]:
    """Protect a report by a rule, and attack it; return findings, numbers hidden and printed."""
    release = release or {"rule": rule.name}
    exact = replace(report, settings=replace(report.settings, release=release))
    safe = report_to_json(protect(exact))
    attacker = Attacker(report_to_json(exact), rule.threshold, rule.base)
    attacker.read(safe)
    attacker.differences()
    return attacker.attack(), attacker.hidden, attacker.printed


def attack_random(job: tuple[int, Rule]) -> tuple[int, int, list[Finding]]:
    seed, rule = job
    findings, hidden, _ = attacked(random_service(seed), rule)
    return len(findings), hidden, [f for f in findings if f.deduced]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_nothing_is_deduced_from_the_samples(rule: Rule) -> None:
    aimed, deduced = 0, []
    for name in NAMES:
        findings, _, _ = attacked(sample(name), rule)
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


def test_a_rule_by_hand_gives_nothing_away_either() -> None:
    rule, deduced, aimed = rule_of(BY_HAND), [], 0
    for seed in (2, 3, 5):
        findings, _, _ = attacked(random_service(seed), rule, BY_HAND)
        aimed += len(findings)
        deduced += [f for f in findings if f.deduced]
    assert aimed > 30 and not deduced


def test_most_of_london_can_still_be_read() -> None:
    linked = linked_counts(sample("london"))
    counts = protect_counts(linked, RULES[0])
    shown = sum(n is not None for n in counts.shown.values())
    print(
        f"\nLondon: {counts.hidden_by_rule} counts hidden by the rule, {counts.hidden_beside} "
        f"more beside; {shown} of {len(counts.shown)} places show a number"
    )
    assert shown >= 0.7 * len(counts.shown)


def test_everybody_in_a_group_is_pointed_out() -> None:
    report = sample("k03_everyone_in_group_got_job")
    said = to_consider(report)
    assert "Black/Black British" in said and "Mixed" in said and "White" not in said
    assert to_consider(sample("k01_small_cells_wwt")) != said
