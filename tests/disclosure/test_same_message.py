"""A share-safe audit says what the exact one says, or withholds it: it never turns it round."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ips_audit.outputs.to_json import report_to_json
from tests.disclosure.attack import PROTECTIONS
from tests.disclosure.attacked import random_service
from tests.disclosure.printed import Json

SERVICES = int(os.environ.get("IPS_AUDIT_MESSAGES", "200"))
CLOSE = 0.1  # ratios no further from 1 than this, on either side, are the same message
# Sentences that list groups.
LISTS = ("A gap was found: fewer people in ", "No gap was found, but one cannot be ruled out for ")
TURNED = "groups are compared with what hiding leaves of everyone else, and fall out of lists"


def headlines(audit: Json) -> dict[tuple[str, ...], Json]:
    """Return the checks that carry a finding, by what they ask."""
    return {
        (c["question"], c["service"], c["dimension"], c["people"]): c
        for c in audit["checks"]
        if c["kind"] == "headline"
    }


def named(check: Json, groups: list[str]) -> dict[str, set[str]]:
    """Return the groups that a table's sentences list, by the beginning of the sentence."""
    return {
        start: {g for g in groups if g in sentence[len(start) :].split(". ")[0]}
        for sentence in check["sentences"]
        for start in LISTS
        if sentence.startswith(start)
    }


def messages(exact: Json, safe: Json) -> Iterator[tuple[str, bool]]:
    """Compare every message that the share-safe version gives: what it is, and whether it is so."""
    of_team, shared = headlines(exact), headlines(safe)
    for key, check in shared.items():
        own = of_team[key]
        rows = {g["group"]: g for g in own["groups"]}
        for g in check["groups"]:
            ratios = (g["ratio"], rows[g["group"]]["ratio"] if g["group"] in rows else None)
            if None not in ratios:
                sides = [r - 1 for r in ratios]
                turned = sides[0] * sides[1] < 0 and max(map(abs, sides)) > CLOSE
                yield "ratio", not turned
        lists = named(own, list(rows))
        for start, groups in named(check, list(rows)).items():
            yield "list", lists.get(start) == groups


@pytest.mark.xfail(strict=False, reason=TURNED)
def test_share_safe_says_what_the_exact_version_says() -> None:
    counted = {"ratio": [0, 0], "list": [0, 0]}
    for seed in range(SERVICES):
        service = random_service(seed)
        safe = PROTECTIONS["tool"].release(service).safe
        for what, so in messages(report_to_json(service.audit()), safe):
            counted[what][0] += not so
            counted[what][1] += 1
    ratios, lists = counted["ratio"], counted["list"]
    print(f"\n{SERVICES} services: {ratios[0]} of {ratios[1]} ratios turned round; "
          f"{lists[0]} of {lists[1]} lists of groups differ")  # fmt: skip
    assert ratios[1] > SERVICES and lists[1] > 0
    assert ratios[0] == lists[0] == 0


def test_a_turned_ratio_and_a_shorter_list_are_seen() -> None:
    def audit(ratio: float, groups: str) -> Json:
        rows = [{"group": g, "ratio": ratio} for g in ("White", "Black")]
        head = {"question": "outcome", "service": "S", "dimension": "ethnic group",
                "people": "everyone", "kind": "headline"}  # fmt: skip
        return {"checks": [{**head, "groups": rows, "sentences": [f"{LISTS[1]}{groups}. Not."]}]}

    exact = audit(1.08, "White and Black")
    assert all(so for _, so in messages(exact, exact))
    assert [so for _, so in messages(exact, audit(0.75, "White"))] == [False, False, False]
    assert all(so for _, so in messages(exact, audit(0.98, "White and Black")))
