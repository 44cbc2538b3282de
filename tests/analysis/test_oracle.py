"""Our numbers against R's, table by table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ips_audit.analysis.exact import exact_fit_p, exact_p, mid_p
from ips_audit.analysis.intervals import byar, koopman, newcombe, wilson
from ips_audit.analysis.layers import cmh, mantel_haenszel_ratio, total_misleads
from ips_audit.analysis.power import chi2_effect_found, smallest_lower_share
from ips_audit.analysis.tests import (
    TableState,
    adjusted_residuals,
    cramers_v,
    fit_residuals,
    goodness_of_fit,
    holm,
    pearson_chi2,
    two_sided_p,
)

ORACLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "stats_oracle.json").read_text(encoding="utf-8")
)
TWO_WAY = [t for t in ORACLE["tables"] if t["kind"] == "two_way"]
FIT = [t for t in ORACLE["tables"] if t["kind"] == "gof"]
CLOSED, ROOT, EXACT = 1e-9, 1e-5, 1e-6


class Counter:
    """Compares numbers and counts the comparisons."""

    def __init__(self) -> None:
        self.n = 0

    def same(self, ours: Any, theirs: Any, tolerance: float, what: str) -> None:
        a = np.asarray(ours, dtype=float).ravel()
        b = np.array([np.nan if x is None else float(x) for x in np.ravel(theirs)], dtype=float)
        known = ~np.isnan(b)
        assert a.shape == b.shape, what
        scale = np.maximum(np.abs(b[known]), 1e-3 if tolerance == CLOSED else 1e-12)
        off = np.abs(a[known] - b[known]) / scale
        assert (off <= tolerance).all(), f"{what}: {a[known]} v {b[known]}"
        self.n += int(known.sum())


@pytest.fixture(scope="module")
def counter(request: pytest.FixtureRequest) -> Counter:
    return Counter()


@pytest.mark.parametrize("table", TWO_WAY, ids=[t["id"] for t in TWO_WAY])
def test_two_way(table: dict[str, Any], counter: Counter) -> None:
    counts, wanted = np.array(table["table"]), table["pearson"]
    ours = pearson_chi2(counts)
    if ours.state is not TableState.OK:
        assert wanted["statistic"] is None or wanted["p"] is None or wanted["statistic"] == 0
        return
    if wanted["statistic"] is not None:
        counter.same(ours.statistic, wanted["statistic"], CLOSED, "statistic")
        counter.same(ours.df, wanted["df"], CLOSED, "df")
        if wanted["p"] > 1e-200:
            assert ours.p is not None
            counter.same(np.log(max(ours.p, 1e-300)), np.log(wanted["p"]), 1e-8, "p")
        counter.same(ours.expected, wanted["expected"], CLOSED, "expected")
        counter.same(adjusted_residuals(counts), wanted["stdres"], CLOSED, "stdres")
    if counts.shape[0] == 2:
        _two_rows(table, counts, counter)


def _two_rows(table: dict[str, Any], counts: np.ndarray, counter: Counter) -> None:
    x, size = counts[0], counts.sum(axis=0)
    for rate in table.get("rates") or []:
        if rate["n"]:
            ours = wilson(rate["x"], rate["n"])
            counter.same((ours.low, ours.high), rate["wilson"], CLOSED, "wilson")
    for rest in (table.get("vs_rest") or []) + (table.get("vs_first") or []):
        if not rest.get("n1") or not rest.get("n2"):
            continue
        d = newcombe(rest["x1"], rest["n1"], rest["x2"], rest["n2"])
        if rest.get("newcombe"):
            counter.same(
                (d.value, d.low, d.high), (rest["diff"], *rest["newcombe"]), CLOSED, "diff"
            )
        if rest.get("koopman"):
            r = koopman(rest["x1"], rest["n1"], rest["x2"], rest["n2"])
            wanted = [None if v in ("Inf", None) else v for v in rest["koopman"]]
            counter.same(
                [np.nan if v is None else v for v in (r.low, r.high)], wanted, ROOT, "koopman"
            )
    post = table.get("post_hoc")
    if post and None not in post["z"]:
        p = two_sided_p(adjusted_residuals(counts)[0])
        counter.same(p, post["p"], 1e-8, "post hoc p")
        counter.same(holm(p), post["holm"], 1e-8, "holm")
    exact = table.get("post_hoc_exact")
    if exact and len(exact.get("mid_p") or []) == len(x) and None not in exact["mid_p"]:
        total, n = int(x.sum()), int(size.sum())
        ours = [
            mid_p(int(a), int(b), total - int(a), n - int(b)) for a, b in zip(x, size, strict=True)
        ]
        counter.same([np.nan if v is None else v for v in ours], exact["mid_p"], EXACT, "mid-p")
    _exact(table, counts, counter)


def _exact(table: dict[str, Any], counts: np.ndarray, counter: Counter) -> None:
    fisher, drawn = table.get("fisher"), table.get("pearson_mc")
    ours = exact_p(counts, "ffh")
    if ours is None:
        return
    if fisher and fisher["method"] == "exact" and ours.method == "exact":
        counter.same(ours.p, fisher["p"], EXACT, "Fisher–Freeman–Halton")
    pearson = exact_p(counts)
    if drawn and drawn["p"] is not None and pearson is not None:
        error = np.sqrt(drawn["p"] * (1 - drawn["p"]) / drawn["B"]) + pearson.error
        assert abs(pearson.p - drawn["p"]) <= 4 * error + 2 / drawn["B"]
        counter.n += 1


@pytest.mark.parametrize("table", FIT, ids=[t["id"] for t in FIT])
def test_goodness_of_fit(table: dict[str, Any], counter: Counter) -> None:
    ours = goodness_of_fit(table["x"], table["base"])
    counter.same(ours.statistic, table["statistic"], CLOSED, "statistic")
    counter.same(ours.expected, table["expected"], CLOSED, "expected")
    z = fit_residuals(table["x"], table["base"])
    counter.same(z, table["stdres"], CLOSED, "stdres")
    counter.same(two_sided_p(z), table["post_hoc"]["p"], 1e-8, "p")
    counter.same(holm(two_sided_p(z)), table["post_hoc"]["holm"], 1e-8, "holm")
    limits = [byar(x) for x in table["x"]]
    counter.same(limits, table["count_ci_byar_or_exact"], CLOSED, "Byar")
    drawn, mine = table["mc"], exact_fit_p(table["x"], table["base"])
    assert mine is not None
    error = np.sqrt(drawn["p"] * (1 - drawn["p"]) / drawn["B"]) + mine.error
    assert abs(mine.p - drawn["p"]) <= 4 * error + 2 / drawn["B"]


STRATIFIED = [t for t in ORACLE["tables"] if t["kind"] == "stratified"]


@pytest.mark.parametrize("table", STRATIFIED, ids=[t["id"] for t in STRATIFIED])
def test_stratified(table: dict[str, Any], counter: Counter) -> None:
    counts = np.array(table["tables"], dtype=float)  # strata, rows, groups
    x, of = counts[:, 0], counts.sum(axis=1)
    ours = cmh(x, of)
    assert ours is not None
    wanted = table["cmh"]
    counter.same((ours.statistic, ours.df), (wanted["statistic"], wanted["df"]), 1e-8, "CMH")
    counter.same(ours.p, wanted["p"], 1e-7, "CMH p")
    for j, rest in enumerate(table["vs_rest"]):
        others = (x.sum(axis=1) - x[:, j], of.sum(axis=1) - of[:, j])
        ratio = mantel_haenszel_ratio(x[:, j], of[:, j], *others)
        counter.same(ratio.value, rest["mh_rr"], CLOSED, "MH ratio")
        counter.same((ratio.low, ratio.high), rest["mh_rr_ci"], 1e-8, "MH interval")


def test_a_total_that_misleads() -> None:
    assert total_misleads(0.74, 1.01, [0.75, 2.24])  # Mixed, access, both services
    assert total_misleads(1.5, 1.2, [1.2, 1.2])
    assert total_misleads(1.05, 0.97, [0.9, 0.95])
    assert not total_misleads(0.95, 0.97, [0.9, 1.1])
    assert not total_misleads(None, 1.0, [])


def test_the_rest(counter: Counter) -> None:
    from scipy.special import ndtri

    for row in ORACLE["proportions"]:
        ours = wilson(row["x"], row["n"], float(ndtri(0.5 + row["conf"] / 2)))
        counter.same((ours.low, ours.high), row["wilson"], CLOSED, "wilson")
    for row in ORACLE["newcombe"]:
        d = newcombe(row["x1"], row["n1"], row["x2"], row["n2"])
        counter.same((d.low, d.high), row["newcombe"], CLOSED, "newcombe")
    for row in ORACLE["p_adjust"]:
        counter.same(holm(row["p"]), row["holm"], CLOSED, "holm")
    for row in ORACLE["power_chisq"]:
        for at in row["w80_at_n"]:
            counter.same(chi2_effect_found(at["n"], row["df"]), at["w"], 2e-4, "w")
    for row in ORACLE["power_two_proportions"]:
        share = smallest_lower_share(row["n1"], row["n2"], row["p2"])
        counter.same(share, row["lower_p1_for_80"], 1e-3, "smallest gap")
    for row in ORACLE["counts"]:
        wanted = row["exact"] if row["count"] < 10 else row["byar"]
        counter.same(byar(row["count"]), wanted, CLOSED, "Byar")


def test_cramers_v(counter: Counter) -> None:
    for table in TWO_WAY:
        effect, chi2 = table.get("effect"), pearson_chi2(table["table"])
        if not effect or effect.get("cramers_v_bergsma") is None or chi2.statistic is None:
            continue
        rows, groups = np.array(table["table"]).shape
        if chi2.dropped:
            continue
        v = cramers_v(chi2.statistic, chi2.n, rows, groups)
        counter.same(v.plain, effect["cramers_v"], CLOSED, "V")
        counter.same(v.corrected, effect["cramers_v_bergsma"], 1e-8, "corrected V")


def test_enough_was_compared(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{counter.n} numbers agree with R")
    assert counter.n > 2000
