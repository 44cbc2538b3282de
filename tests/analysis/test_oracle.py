"""Our numbers against R's, and against published ones, number by number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from ips_audit.analysis.chi_square import (
    TableState,
    adjusted_residuals,
    cramers_v,
    fit_residuals,
    goodness_of_fit,
    holm,
    pearson_chi2,
    two_sided_p,
)
from ips_audit.analysis.exact import ExactP, exact_fit_p, exact_p, mid_p
from ips_audit.analysis.intervals import byar, koopman, newcombe, wilson
from ips_audit.analysis.power import smallest_lower_share
from ips_audit.analysis.stratified import cmh, interaction, mantel_haenszel_ratio

ORACLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "stats_oracle.json").read_text(encoding="utf-8")
)
# Relative. R's root finders stop at about 1e-4 of the effect (power), 1e-5 (Koopman),
# and its loglin at 1e-7.
CLOSED, KOOPMAN, EXACT, POWER, LOGLIN = 1e-9, 1e-5, 1e-6, 2e-4, 1e-6
Z90, Z998 = float(ndtri(0.95)), float(ndtri(0.999))
# What, ours, theirs, tolerance.
Comparison = tuple[str, Any, Any, float]


def numbers(values: Any) -> np.ndarray:
    """Flatten to floats; None and NaN are one, and so are their words for infinity."""
    words = {None: np.nan, "Inf": np.inf, "-Inf": -np.inf}
    flat = np.ravel(np.array(values, dtype=object))
    return np.array(
        [float(words.get(v, v) if v is None or isinstance(v, str) else v) for v in flat]
    )


def compare(what: str, ours: Any, theirs: Any, tolerance: float) -> int:
    """Assert that all numbers that R has agree with ours; return how many."""
    a, b = numbers(ours), numbers(theirs)
    assert a.shape == b.shape, what
    known = ~np.isnan(b)
    a, b = a[known], b[known]
    finite = np.isfinite(b)
    assert (a[~finite] == b[~finite]).all(), what
    # Near zero (a residual of a perfect fit) a relative tolerance means nothing.
    off = np.abs(a[finite] - b[finite])
    assert (off <= tolerance * np.abs(b[finite]) + 1e-12).all(), f"{what}: {a} v {b}"
    return len(b)


def drawn(what: str, ours: ExactP | None, theirs: Any) -> Comparison:
    """Compare a p with a simulated one: within four standard errors."""
    assert ours is not None, what
    p, size = theirs["p"], theirs["B"]
    spread = 4 * float(np.hypot(np.sqrt(p * (1 - p) / size), ours.error)) + 2 / size
    return what, abs(ours.p - p) <= spread, True, 0.0


def exactly(what: str, ours: ExactP | None, theirs: float) -> Comparison:
    """Compare a p with an exact one; where ours is drawn, within four standard errors."""
    assert ours is not None, what
    if ours.method == "exact":
        return what, ours.p, theirs, EXACT
    # A tiny p, of which no draw was as extreme, comes out as the observed table alone.
    return f"drawn {what}", abs(ours.p - theirs) <= 4 * ours.error + 1e-5, True, 0.0


def two_way(t: dict[str, Any]) -> Iterator[Comparison]:
    counts, wanted = np.array(t["table"]), t["pearson"]
    ours = pearson_chi2(counts)
    yield "n", ours.n, t["n"], 0.0
    if ours.state is TableState.OK and wanted["statistic"] is not None:
        yield "statistic", ours.statistic, wanted["statistic"], CLOSED
        yield "df", ours.df, wanted["df"], 0.0
        yield "p", ours.p, wanted["p"], CLOSED
        yield "expected", ours.expected, wanted["expected"], CLOSED
        residuals = np.sign(counts - ours.expected) * np.sqrt(ours.contributions)
        yield "residuals", residuals, wanted["residuals"], CLOSED
        yield "stdres", adjusted_residuals(counts), wanted["stdres"], CLOSED
        yield "smallest expected", ours.smallest_expected, wanted["min_expected"], CLOSED
        for limit in (5, 1):
            below = int((ours.expected < limit).sum())
            yield f"below {limit}", below, wanted[f"cells_below_{limit}"], 0.0
    if "effect" in t and ours.statistic is not None:
        yield from effect(t, counts.shape, ours.statistic, ours.n)
    if len(counts) == 2:
        yield from rates(t)
        yield from groups(t, counts)
        yield from exact(t, counts)


def effect(t: dict[str, Any], shape: tuple[int, ...], chi2: float, n: int) -> Iterator[Comparison]:
    v, wanted = cramers_v(chi2, n, *shape), t["effect"]
    yield "V", v.plain, wanted["cramers_v"], CLOSED
    yield "w", v.plain * np.sqrt(min(shape) - 1), wanted["cohens_w"], CLOSED
    yield "corrected V", v.corrected, wanted["cramers_v_bergsma"], CLOSED
    yield "corrected V", v.corrected, wanted["cramers_v_adjusted_effectsize"], CLOSED
    if t["id"] == "job_satisfaction":
        return  # the package's optimiser stops short there: see test_interval_of_v
    both = ((v.plain_low, v.plain_high), (v.low, v.high))
    for ours, name in zip(both, ("cramers_v_ci", "cramers_v_adjusted_ci"), strict=True):
        # Found by an optimiser: absolute.
        near = np.abs(np.subtract(ours, wanted[f"{name}_effectsize"])) < 2e-6
        yield name, near, (True, True), 0.0


def rates(t: dict[str, Any]) -> Iterator[Comparison]:
    for rate in t["rates"]:
        if not rate["n"]:
            continue  # an empty group
        ours = wilson(rate["x"], rate["n"])
        yield "rate", ours.value, rate["p"], CLOSED
        yield "wilson", (ours.low, ours.high), rate["wilson"], CLOSED
        narrow = wilson(rate["x"], rate["n"], Z90)
        yield "wilson 90", (narrow.low, narrow.high), rate["wilson90"], CLOSED
    for pair in (*t["vs_rest"], *(t["vs_first"] or [])):
        if "x1" not in pair:
            continue  # an empty group
        cells = (pair["x1"], pair["n1"], pair["x2"], pair["n2"])
        yield from pair_of_rates(cells, pair)


def pair_of_rates(cells: tuple[int, int, int, int], pair: dict[str, Any]) -> Iterator[Comparison]:
    x1, n1, x2, n2 = cells
    for z, name in ((None, ""), (Z90, "90")):
        d = newcombe(*cells) if z is None else newcombe(*cells, z)
        yield "newcombe", (d.low, d.high), pair[f"newcombe{name}"], CLOSED
        if "koopman" + name in pair and (x1 or x2):
            r = koopman(*cells) if z is None else koopman(*cells, z)
            high = np.inf if r.high is None else r.high
            yield "koopman", (r.low, high), pair[f"koopman{name}"], KOOPMAN
    yield "difference", newcombe(*cells).value, pair["diff"], CLOSED
    if x2:
        yield "ratio", koopman(*cells).value, pair["rr"], CLOSED
    table = ((x1, x2), (n1 - x1, n2 - x2))
    chi2, fisher, mid = pearson_chi2(table), exact_p(table, "ffh"), mid_p(*cells)
    if chi2.statistic is None:
        return
    yield "chi2", chi2.statistic, pair["chi2"], CLOSED
    yield "p", chi2.p, pair["p"], CLOSED
    yield exactly("fisher", fisher, pair["fisher_p"])
    yield "mid-p", mid, pair["mid_p"], EXACT


def groups(t: dict[str, Any], counts: np.ndarray) -> Iterator[Comparison]:
    x, size = counts[0], counts.sum(axis=0)
    others = x.sum() - x, size.sum() - size
    z = adjusted_residuals(counts)[0]
    known = ~np.isnan(z)
    if t["pearson"]["statistic"] is not None:
        p = two_sided_p(z)
        yield "z", z, t["post_hoc"]["z"], CLOSED
        yield "group p", p, t["post_hoc"]["p"], CLOSED
        yield "group Holm", holm(p), t["post_hoc"]["holm"], CLOSED
    if known.all():
        cells = np.stack((x, size, *others), axis=1).tolist()
        mid = [mid_p(*c) for c in cells]
        yield "group mid-p", mid, t["post_hoc_exact"]["mid_p"], EXACT
        yield "group mid-p Holm", holm(numbers(mid)), t["post_hoc_exact"]["mid_p_holm"], EXACT
        tables = [((a, c), (b - a, d - c)) for a, b, c, d in cells]
        for table, wanted in zip(tables, t["post_hoc_exact"]["fisher"], strict=True):
            yield exactly("group fisher", exact_p(table, "ffh"), wanted)


def exact(t: dict[str, Any], counts: np.ndarray) -> Iterator[Comparison]:
    pearson, fisher = exact_p(counts), exact_p(counts, "ffh")
    if pearson is None or fisher is None:
        return
    if t["fisher"]["method"] == "exact":
        yield exactly("Fisher–Freeman–Halton", fisher, t["fisher"]["p"])
    else:
        yield drawn("simulated Fisher", fisher, t["fisher"])
    if t.get("pearson_mc"):
        yield drawn("simulated Pearson", pearson, t["pearson_mc"])
    if "exact_conditional" in t:
        yield exactly("exact Pearson", pearson, t["exact_conditional"]["pearson"])
        yield exactly("exact Fisher", fisher, t["exact_conditional"]["fisher"])


def fit(t: dict[str, Any]) -> Iterator[Comparison]:
    x, ours, z = (
        np.array(t["x"]),
        goodness_of_fit(t["x"], t["base"]),
        fit_residuals(t["x"], t["base"]),
    )
    assert ours.p is not None
    yield "fit", (ours.statistic, ours.p), (t["statistic"], t["p"]), CLOSED
    yield "n, df", (ours.n, ours.df), (t["n"], t["df"]), 0.0
    yield "expected", ours.expected, t["expected"], CLOSED
    residuals = np.sign(x - ours.expected) * np.sqrt(ours.contributions)
    yield "residuals", residuals, t["residuals"], CLOSED
    yield "stdres", z, t["stdres"], CLOSED
    p = two_sided_p(z)
    yield "post hoc", (p, holm(p)), (t["post_hoc"]["p"], t["post_hoc"]["holm"]), CLOSED
    yield "Byar", [byar(c) for c in x], t["count_ci_byar_or_exact"], CLOSED
    yield "ratio", x / ours.expected, t["observed_over_expected"], CLOSED
    shares = [wilson(c, x.sum()) for c in x]
    yield "share", [(s.low, s.high) for s in shares], t["share_wilson"], CLOSED
    yield drawn("simulated", exact_fit_p(x, t["base"]), t["mc"])


def stratified(t: dict[str, Any]) -> Iterator[Comparison]:
    counts = np.array(t["tables"], dtype=float)  # strata, rows, groups
    x, of = counts[:, 0], counts.sum(axis=1)
    for table, wanted in zip(
        (counts.sum(axis=0), *counts), (t["crude"], *t["within"]), strict=True
    ):
        ours = pearson_chi2(table)
        if ours.statistic is not None:
            for name in ("statistic", "df", "p"):
                yield f"stratum {name}", getattr(ours, name), wanted[name], CLOSED
    adjusted = cmh(x, of)
    assert adjusted is not None
    for name in ("statistic", "df", "p"):
        yield f"CMH {name}", getattr(adjusted, name), t["cmh"][name], CLOSED
    if "cmh_exact" in t and adjusted.drawn is not None:
        near = abs(adjusted.drawn.p - t["cmh_exact"]["p"]) <= 4 * adjusted.drawn.error
        yield "CMH drawn", near, True, 0.0
    for j, rest in enumerate(t["vs_rest"]):
        others = x.sum(axis=1) - x[:, j], of.sum(axis=1) - of[:, j]
        pair = cmh(np.stack((x[:, j], others[0]), 1), np.stack((of[:, j], others[1]), 1))
        assert pair is not None
        yield "pair", (pair.statistic, pair.p), (rest["chi2"], rest["p"]), CLOSED
        ratio = mantel_haenszel_ratio(x[:, j], of[:, j], *others)
        yield "MH ratio", ratio.value, rest["mh_rr"], CLOSED
        yield "MH interval", (ratio.low, ratio.high), rest["mh_rr_ci"], CLOSED
    model, wanted = interaction(x, of), t["no_three_way"]
    assert model is not None
    yield "G2", model.statistic, wanted["g2"], CLOSED
    yield "G2 of logistic", model.statistic, t["logistic"]["interaction"]["statistic"], 1e-7
    yield "X2", (model.pearson if wanted["x2"] is not None else None), wanted["x2"], LOGLIN
    yield "smallest fitted", model.smallest_fitted, wanted["min_fitted"], LOGLIN
    if model.p is not None:
        yield "df", model.df, wanted["df_without_empty_margins"], 0.0
        yield "interaction p", model.p, t["logistic"]["interaction"]["p"], 1e-7


def singles() -> Iterator[Comparison]:
    for row in ORACLE["proportions"]:
        ours = wilson(row["x"], row["n"], float(ndtri(0.5 + row["conf"] / 2)))
        yield "wilson", (ours.low, ours.high), row["wilson"], CLOSED
    for row in ORACLE["newcombe"]:
        d = newcombe(row["x1"], row["n1"], row["x2"], row["n2"])
        yield "newcombe", (d.low, d.high), row["newcombe"], CLOSED
    for row in ORACLE["p_adjust"]:
        yield "holm", holm(row["p"]), row["holm"], CLOSED
    for row in ORACLE["power_two_proportions"]:
        sizes = row["n1"], row["n2"], row["p2"]
        yield "lower", smallest_lower_share(*sizes), row["lower_p1_for_80"], POWER
    for row in ORACLE["counts"]:
        yield "Byar", byar(row["count"]), row["exact" if row["count"] < 10 else "byar"], CLOSED


def published() -> Iterator[Comparison]:
    for row in ORACLE["published"]:
        yield from printed(row)


def printed(row: dict[str, Any]) -> Iterator[Comparison]:
    """Compare with what was printed, to the places that were printed."""
    one = (row.get("x1"), row.get("n1"))
    pair = (*one, row.get("x2"), row.get("n2"))
    ours: dict[str, Callable[[], Any]] = {
        "newcombe": lambda: newcombe(*pair),
        "koopman": lambda: koopman(*pair),
        "wilson": lambda: wilson(*one),
        "wilson998": lambda: wilson(*one, Z998),
        "byar": lambda: byar(row["count"]),
        "pearson": lambda: pearson_chi2(row["table"]),
        "fisher_p": lambda: exact_p(((0, 15), (16, 57)), "ffh"),
        "mid_p": lambda: mid_p(*pair),
    }
    for name, make in ours.items():
        if name not in row:
            continue
        result = make()
        if name == "pearson":
            result = (result.statistic, result.df, result.p)
        elif name == "fisher_p":
            result = result.p
        elif name not in ("byar", "mid_p"):
            result = (result.low, result.high)
        # The workbook of PHEindicatormethods rounds its normal quantile: six places count.
        places = [min(6, len(str(v).partition(".")[2])) for v in np.ravel(row[name])]
        near = np.abs(numbers(result) - numbers(row[name])) <= 0.51 * 10.0 ** -np.array(places)
        yield f"{row['what']}: {name}", near, np.ones(len(near), dtype=bool), 0.0


KINDS = {"two_way": two_way, "gof": fit, "stratified": stratified}
SOURCES: dict[str, Callable[[], Iterator[Comparison]]] = {
    t["id"]: lambda t=t: KINDS[t["kind"]](t) for t in ORACLE["tables"]
}
SOURCES |= {"singles": singles, "published": published}


@cache
def agree(source: str) -> int:
    """Compare all numbers of one table; return how many."""
    return sum(compare(*c) for c in SOURCES[source]())


@pytest.mark.parametrize("source", SOURCES)
def test_agrees(source: str) -> None:
    assert agree(source) > 0


def test_enough_was_compared(capsys: pytest.CaptureFixture[str]) -> None:
    n = sum(agree(source) for source in SOURCES)
    with capsys.disabled():
        print(f"\n{n:,} numbers compared")
    assert n > 4000
