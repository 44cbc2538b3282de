"""A share-safe audit says what the exact one says, or withholds it: it never turns it round."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ips_audit.outputs.to_json import report_to_json
from ips_audit.words import disclosure as words
from tests.disclosure.attack import PROTECTIONS
from tests.disclosure.attacked import random_service
from tests.disclosure.printed import Json

SERVICES = int(os.environ.get("IPS_AUDIT_MESSAGES", "200"))
CLOSE = 0.1  # ratios no further from 1 than this, on either side, are the same message
MORE = words.MAY_BE_MORE
BEHIND = " fall behind at "
LOWER = ("lower", "lower, by less than your margin")
OPPOSITE = {(a, b) for low in LOWER for other in ("higher", "no gap of that size")
            for a, b in ((low, other), (other, low))}  # fmt: skip
# What noise may do: turn a ratio near 1, or carry a finding, as chance does.
RARE = {"ratio": 0.01, "list": 0.01}


def headlines(audit: Json) -> dict[tuple[str, ...], Json]:
    """Return the checks that carry a finding, and the steps of paths, by what they ask."""
    steps = {
        ("path", p["service"], p["dimension"], s["step"]): s
        for p in audit["paths"]
        for s in p["steps"]
    }
    return steps | {
        (c["question"], c["service"], c["dimension"], c["people"]): c
        for c in audit["checks"]
        if c["kind"] == "headline"
    }


def messages(team: Json, shared: Json) -> Iterator[tuple[str, bool]]:
    """Compare every message that the share-safe version gives: what it is, and whether it is so."""
    of_team = headlines(team)
    for key, check in headlines(shared).items():
        own = of_team[key]
        rows = {g["group"]: g for g in own["groups"]}
        for g in check["groups"]:
            ratios = (g["ratio"], rows[g["group"]]["ratio"] if g["group"] in rows else None)
            if None not in ratios:
                sides = [r - 1 for r in ratios]
                turned = sides[0] * sides[1] < 0 and max(map(abs, sides)) > CLOSE
                yield "ratio", not turned
        lower = {g["group"] for g in own["groups"] if g["finding"] in LOWER}
        named = {g["group"] for g in check["groups"] if g["finding"] in LOWER}
        yield "list", named <= lower and (not named or MORE in check["sentences"])
        yield "rows", set(rows) <= {g["group"] for g in check["groups"]}
        for g in check["groups"]:
            exact = rows.get(g["group"], {}).get("finding")
            yield "finding", (str(exact), g["finding"]) not in OPPOSITE
    for path in shared["paths"]:
        behind = [s for s in path["sentences"] if BEHIND in s]
        named = {g["group"] for s in path["steps"] for g in s["groups"] if g["finding"] in LOWER}
        said = {g for g in named for s in behind if f" {g}{BEHIND}" in s}
        yield "path", said == named and len(behind) == len(named)
        yield "path", not behind or words.MAY_BE_MORE_STEPS in path["sentences"]


def test_share_safe_says_what_the_exact_version_says() -> None:
    counted: dict[str, list[int]] = {}
    for seed in range(SERVICES):
        service = random_service(seed)
        safe = PROTECTIONS["tool"].release(service).safe
        for what, so in messages(report_to_json(service.audit()), safe):
            seen = counted.setdefault(what, [0, 0])
            seen[0] += not so
            seen[1] += 1
    for what, (wrong, of) in counted.items():
        print(f"\n{SERVICES} services: {wrong} of {of} differ in their {what}")
        assert of > SERVICES / 10
        assert wrong <= RARE.get(what, 0) * of


def test_a_turned_message_is_seen() -> None:
    def audit(ratio: float, finding: str, groups: tuple[str, ...] = ("White", "Black")) -> Json:
        rows = [{"group": g, "ratio": ratio, "finding": finding} for g in groups]
        head = {"question": "outcome", "service": "S", "dimension": "ethnic group",
                "people": "everyone", "kind": "headline"}  # fmt: skip
        return {"checks": [{**head, "groups": rows, "sentences": [MORE]}], "paths": []}

    def wrong(exact: Json, safe: Json) -> set[str]:
        return {what for what, so in messages(exact, safe) if not so}

    exact = audit(0.7, "lower")
    assert wrong(exact, exact) == set()
    assert wrong(exact, audit(1.2, "lower")) == {"ratio"}
    assert wrong(exact, audit(0.7, "no gap of that size")) == {"finding"}
    assert wrong(audit(0.7, "can't tell"), exact) == {"list"}
    assert wrong(exact, audit(0.7, "lower", ("White",))) == {"rows"}
    assert wrong(audit(1.08, "can't tell"), audit(0.98, "can't tell")) == set()


def test_a_turned_message_of_a_path_is_seen() -> None:
    def audit(finding: str, sentences: list[str], ratio: float = 0.7) -> Json:
        row = {"group": "Black", "ratio": ratio, "finding": finding}
        step = {"step": "joined", "groups": [row], "sentences": [MORE]}
        path = {"service": "S", "dimension": "ethnic group", "steps": [step]}
        return {"checks": [], "paths": [{**path, "sentences": sentences}]}

    def wrong(exact: Json, safe: Json) -> set[str]:
        return {what for what, so in messages(exact, safe) if not so}

    said = "People in Black fall behind at one step: joining."
    exact = audit("lower", [said])
    assert wrong(exact, audit("lower", [said, words.MAY_BE_MORE_STEPS])) == set()
    assert wrong(exact, audit("lower", [said])) == {"path"}  # there may be more
    assert wrong(exact, audit("lower", [words.MAY_BE_MORE_STEPS])) == {"path"}  # it is not said
    told = audit("can't tell", [said, words.MAY_BE_MORE_STEPS])
    assert wrong(exact, told) == {"path"}  # it does not follow
    assert wrong(audit("higher", []), audit("lower", [said, words.MAY_BE_MORE_STEPS])) == {
        "finding", "list",
    }  # fmt: skip
    assert wrong(exact, audit("can't tell", [], 1.3)) == {"ratio"}
