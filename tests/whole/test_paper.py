"""Every figure of the 2022 paper, through the whole program: files in, JSON out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from ips_audit.__main__ import main

ROOT = Path(__file__).parents[2]
LONDON = ROOT / "sample_data" / "london_2019"
FIGURES = ROOT / "tests" / "data" / "published_figures.csv"
SERVICES = {"CNWL": "CNWL IPS", "WWT": "WWT IPS", "Total": "All services"}
PEOPLE = {"all": "everyone", "first half-year": "at least 6 months"}
BANDS = {"up to 25": "up to 25", "26-40": "26 to 40", "41-55": "41 to 55", "over 55": "over 55"}
TESTS = {
    "two samples": "two samples",
    "goodness of fit": "goodness of fit",
    "accessed v not": "accessed v not",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("paper") / "audit.json"
    files = [str(LONDON / "cnwl_service.xlsx"), str(LONDON / "wwt_service.csv")]
    caseload = str(LONDON / "caseload.xlsx")
    assert main([*files, "--caseload", caseload, "--team", "--json", str(out)]) == 0
    data: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return data


def who(report: dict[str, Any], service: str) -> dict[str, Any]:
    return next(w for w in report["who"] if w["service"] == SERVICES[service])


def check(report: dict[str, Any], question: str, service: str, **wanted: Any) -> dict[str, Any]:
    wanted = {"dimension": "ethnic group", "people": "everyone", "within": {}, **wanted}
    return next(
        c for c in report["checks"]
        if c["question"] == question and c["service"] == SERVICES[service]
        and all(c[k] == v for k, v in wanted.items())
    )  # fmt: skip


def group(c: dict[str, Any], name: str) -> dict[str, Any]:
    return next(g for g in c["groups"] if g["group"] == name)


def test_of(c: dict[str, Any], name: str) -> dict[str, Any]:
    return next(t for t in c["tests"] if t["name"] == name)


test_of.__test__ = False  # type: ignore[attr-defined]


def who_figure(report: dict[str, Any], row: dict[str, str]) -> float | None:
    w, measure, name = who(report, row["service"]), row["measure"], row["group"]
    if measure == "people":
        return float(w["people"])
    if measure.startswith("age"):
        key = {"mean": "mean", "s.d.": "sd", "minimum": "min", "maximum": "max"}[measure[4:]]
        return float(w["age"][key])
    known = sum(g["n"] for g in w["ethnic group"] if g["group"] != "Not known")
    if measure == "ethnicity known, n":
        return float(known)
    if measure == "ethnicity known, percent":
        return 100 * known / float(w["people"])
    key = "gender" if name in ("Male", "Female") or "gender" in name else "ethnic group"
    wanted = "Not known" if name.startswith("Not known") else name
    found = next(g for g in w[key] if g["group"] == wanted)
    return float(found["n"] if measure == "n" else found["percent"])


def access_figure(report: dict[str, Any], row: dict[str, str]) -> float | None:
    c, measure, name = check(report, "access", row["service"]), row["measure"], row["group"]
    if measure.startswith(("chi-square", "p,")):
        wanted = next(n for n in TESTS if n in measure)
        t = test_of(c, wanted)
        return float(t["statistic"] if measure.startswith("chi") else t["p"])
    if name == "Not known/stated":
        n, of = c["not_known"]["n"], c["not_known"]["of"]
        everyone = {"service": c["total"]["n"] + n, "caseload": c["total"]["of"] + of}
        values = {
            "service n": n,
            "caseload n": of,
            "service percent of all": 100 * n / everyone["service"],
            "caseload percent of all": 100 * of / everyone["caseload"],
            "percent of caseload accessing": 100 * n / of,
        }
        return float(values[measure])
    g = group(c, name)
    values = {
        "service n": g["n"],
        "caseload n": g["of"],
        "service percent of known": 100 * g["share_of_service"],
        "caseload percent of known": 100 * g["share_of_caseload"],
        "percent of caseload accessing": 100 * g["share"],
    }
    return float(values[measure])


def outcome_figure(report: dict[str, Any], row: dict[str, str]) -> float | None:
    people, measure, name = PEOPLE[row["people"]], row["measure"], row["group"]
    within: dict[str, str] = {}
    if name in ("Male", "Female"):
        within = {"gender": name}
    elif name in BANDS:
        within = {"age": BANDS[name]}
    c = check(report, "outcome", row["service"], people=people, within=within)
    if measure == "people":
        return float(c["total"]["of"] + c["not_known"]["of"])
    if measure.startswith("chi-square"):
        return float(c["tests"][0]["statistic"])
    if measure == "p":
        return float(c["tests"][0]["p"])
    if measure == "ethnicity known, n":
        return float(c["total"]["of"])
    held = c["total"] if not name else group(c, name)
    if measure == "n":
        return float(held["of"])
    return float(held["n"] if measure.startswith("employed, n") else 100 * held["share"])


def gender_access(report: dict[str, Any], row: dict[str, str]) -> float | None:
    c = check(report, "access", row["service"], dimension="gender")
    t = test_of(c, "two samples")
    return float(t["statistic"] if row["measure"].startswith("chi") else t["p"])


def ours(report: dict[str, Any], row: dict[str, str]) -> float | None:
    where = row["where"]
    if row["group"] == "Gender":
        return gender_access(report, row)
    if where in ("Table 2", "(not printed)"):
        return access_figure(report, row)
    if where.startswith("Table 3") or (
        row["group"] in ("Male", "Female", *BANDS) and where == "Text"
    ):
        return outcome_figure(report, row)
    return who_figure(report, row)


def decimals(text: str) -> int:
    text = text.split("e")[0]
    return len(text.split(".")[1]) if "." in text else 0


def close(value: float, text: str) -> bool:
    """Equal when rounded as the text is; small p to three significant figures."""
    wanted = float(text)
    if "e" in text or 0 < abs(wanted) < 0.001:
        return abs(value / wanted - 1) < 5e-3
    return abs(value - wanted) <= 0.5 * 10 ** -decimals(text) + 1e-9


def test_every_figure(report: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    reproduced, misprinted, unexplained = 0, [], []
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        value = ours(report, row)
        assert value is not None, row
        printed, recomputed = row["printed"], row["recomputed"]
        limit = printed.startswith("<")
        as_printed = bool(printed) and (
            value < float(printed[1:]) if limit else close(value, printed)
        )
        if not close(value, recomputed) and not as_printed:
            unexplained.append((row, value))
        elif as_printed or not printed or close(float(recomputed), printed):
            reproduced += 1
        else:
            misprinted.append((row, value))
    with capsys.disabled():
        print(f"\n{len(rows)} figures: {reproduced} reproduced, {len(misprinted)} printed wrong")
        for row, value in misprinted:
            place = " ".join((row["where"], row["service"], row["group"], row["measure"]))
            print(f"  {place}: printed {row['printed']}, is {value:.4g}. {row['note']}")
    assert len(rows) > 270
    assert not unexplained
    assert all(row["note"] or row["measure"] == "p" for row, _ in misprinted)


def test_findings_of_the_paper(report: dict[str, Any]) -> None:
    """What an honest reader says of the same numbers."""
    wwt, cnwl = check(report, "access", "WWT"), check(report, "access", "CNWL")
    assert wwt["finding"] == "a gap was found"
    other = group(wwt, "Other")
    assert (other["n"], other["of"], other["finding"]) == (7, 167, "lower")
    assert round(other["ratio"], 2) == 0.25
    assert (round(other["ratio_low"], 2), round(other["ratio_high"], 2)) == (0.12, 0.50)
    assert round(other["p_holm"], 5) == 0.00008
    assert round(other["people_gap"]) == -20
    assert cnwl["finding"] == "groups differ; none shown to be lower"
    assert group(cnwl, "Black/Black British")["finding"] == "higher"
    assert group(cnwl, "Other")["finding"] == "possible gap: look closer"
    outcomes = [
        c for c in report["checks"] if c["question"] == "outcome" and c["kind"] == "headline"
    ]
    assert len(outcomes) == 6
    said = {c["finding"] for c in outcomes}
    assert said == {"no gap found, but one cannot be ruled out"}


def test_worst_and_best_case(report: dict[str, Any]) -> None:
    wwt = check(report, "access", "WWT")
    black, other = group(wwt, "Black/Black British"), group(wwt, "Other")
    assert (round(black["worst_ratio"], 2), round(black["best_ratio"], 2)) == (1.22, 2.05)
    assert (round(other["worst_ratio"], 2), round(other["best_ratio"], 2)) == (0.17, 0.83)
    for g in check(report, "access", "CNWL")["groups"]:
        assert g["worst_ratio"] < 1 < g["best_ratio"]


def test_exact_p(report: dict[str, Any]) -> None:
    wanted = {"everyone": 0.7842, "at least 6 months": 0.6317}
    for people, p in wanted.items():
        t = check(report, "outcome", "WWT", people=people)["tests"][0]
        assert round(t["p_exact"], 4) == p
        assert t["exact_method"] == "exact"
        assert "doubtful" in t["note"]


def test_the_total_over_services_misleads_for_mixed(report: dict[str, Any]) -> None:
    layer = next(
        x for x in report["layers"]
        if x["question"] == "access" and x["dimension"] == "ethnic group"
    )  # fmt: skip
    mixed = next(g for g in layer["groups"] if g["group"] == "Mixed")
    assert (round(mixed["crude_ratio"], 2), round(mixed["adjusted_ratio"], 2)) == (0.74, 1.01)
    assert mixed["alarm"]
    total = check(report, "access", "Total")
    assert total["sentences"][0].startswith("How groups compare is not alike in all services")
    assert total["sentences"][1].startswith("Mixed: 0.74 times")
    assert len(total["sentences"]) == 2  # nothing that the total says by itself
    assert total["total_misleads"]
