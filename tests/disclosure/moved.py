"""A stand-in for protection by cell key, to try the attacker on: counts moved, hidden, rounded.

It takes the JSON of an exact audit. Nothing but its counts is kept, and every group has a row,
so that its words and rows tell nothing.
"""

from __future__ import annotations

import hashlib

import numpy as np

from tests.disclosure.likely import chances
from tests.disclosure.printed import Json, Says


def moved(exact: Json, says: Says, secret: str) -> Json:
    """Return an audit of which each count was moved, then hidden or rounded.

    The noise of a count is fixed by the secret, the place of the count and its size: the same
    people have the same noise again.
    """
    moves = chances(says.noise)
    values, p = list(moves), list(moves.values())

    def printed(n: int | None, *place: object) -> int | None:
        if n is None:
            return None
        digest = hashlib.sha256(repr((secret, place, n)).encode()).digest()
        d = np.random.default_rng(int.from_bytes(digest[:8], "big")).choice(values, p=p)
        return says.published(max(0, n + int(d)))

    who = [
        {
            "service": w["service"],
            "people": printed(w["people"], w["service"]),
            **{by: [{**g, "n": printed(g["n"], w["service"], by, g["group"])} for g in w[by]]
               for by in ("ethnic group", "gender")},
        }
        for w in exact["who"]
    ]  # fmt: skip
    checks = [_check(c, exact, printed) for c in exact["checks"]
              if c["kind"] == "headline" and c["groups"]]  # fmt: skip
    left = sum(x["rows"] for x in exact["rows"]["left_out"])
    rows = {
        "read": printed(exact["rows"]["read"], "read"),
        "used": printed(exact["rows"]["used"], "used"),
        "left_out": [{"rows": printed(left, "left")}],
    }
    paths = [_path(p, printed) for p in exact["paths"]]
    return {"settings": exact["settings"], "who": who, "checks": checks, "rows": rows,
            "paths": paths}  # fmt: skip


def _check(check: Json, exact: Json, printed: object) -> Json:
    """Return one table with its counts moved; a group without a row gets one."""
    assert callable(printed)
    service, by = check["service"], check["dimension"]
    who = next(w for w in exact["who"] if w["service"] == service)
    there = {g["group"]: g for g in check["groups"]} | {"Not known": check["not_known"]}
    access = check["question"] == "access"
    place = (service, by, check["people"])

    def pair(group: str, n: int | None, of: int | None) -> Json:
        # People of a group are one count, wherever they are printed.
        first = (service, by, group) if access else (*place, "jobs", group)
        return {"group": group, "n": printed(n, *first),
                "of": printed(of, *place, check["question"], group), "finding": None}  # fmt: skip

    rows = []
    for g in who[by]:
        row = there.get(g["group"], {"n": 0, "of": 0})
        rows.append(pair(g["group"], row["n"], row["of"]))
    total = check["total"]
    return {
        **{k: check[k] for k in ("question", "service", "dimension", "people", "kind", "tests")},
        "groups": [r for r in rows if r["group"] != "Not known"],
        "not_known": next(r for r in rows if r["group"] == "Not known"),
        "total": pair("total", total["n"], total["of"]),
        "finding": None,
        "sentences": [],
    }


def _path(path: Json, printed: object) -> Json:
    """Return one path with its counts moved, and without its shares and words."""
    assert callable(printed)

    def row(step: Json, group: str, exact: Json) -> Json:
        counts = {
            key: printed(exact.get(key), path["service"], step["step"], key, group)
            for key in ("n", "of", "came", "not_yet", "unknown")
        }
        return {"group": group, "finding": None, **counts}

    steps = [
        {
            "step": step["step"],
            "before": step["before"],
            "groups": [row(step, g["group"], g) for g in step["groups"]],
            "not_known": row(step, "Not known", step["not_known"]),
            "total": row(step, "total", step["total"]),
            "tests": step["tests"],
            "finding": None,
            "sentences": [],
        }
        for step in path["steps"]
    ]
    people = [
        {"group": g["group"], "n": printed(g["n"], path["service"], "path", g["group"])}
        for g in path["people"]
    ]
    kept = {k: path[k] for k in ("service", "dimension", "first", "followed_to")}
    return {**kept, "people": people, "steps": steps, "sentences": []}
