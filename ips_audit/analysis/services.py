"""All services together, looked at again with the services kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ips_audit.analysis.layers import cmh, mantel_haenszel_ratio, total_misleads
from ips_audit.model import ALL_SERVICES, Check, Layer, LayerGroup
from ips_audit.words import findings as words

# Only these tests compare rates, which is what can be kept apart and put together again.
RATE_TESTS = ("accessed v not", "independence")


def keep_apart(checks: Sequence[Check]) -> tuple[tuple[Check, ...], tuple[Layer, ...]]:
    """Warn where a total over services misleads, and give the adjusted answers.

    Parameters
    ----------
    checks : sequence of Check
        All checks of an audit.

    Returns
    -------
    (checks, layers)
        The checks in their order, totals that mislead with a warning sentence in front.
    """
    out, layers = [], []
    for check in checks:
        strata = [c for c in checks if _same(c, check)]
        if check.service != ALL_SERVICES or check.kind != "headline" or len(strata) < 2:
            out.append(check)
            continue
        layer = _layer(check, strata)
        if layer is not None:
            layers.append(layer)
            check = replace(check, sentences=(*layer.sentences, *check.sentences))
        out.append(check)
    return tuple(out), tuple(layers)


def _same(one: Check, total: Check) -> bool:
    """Tell whether a check is the same question put to a single service."""
    return (
        one.service != ALL_SERVICES
        and (one.question, one.dimension, one.people, one.within)
        == (total.question, total.dimension, total.people, total.within)
        and bool(one.groups)
    )


def _layer(total: Check, strata: Sequence[Check]) -> Layer | None:
    tests = [c.default_test for c in (total, *strata)]
    if any(t is None or t.name not in RATE_TESTS for t in tests):
        return None
    names = [g.group for g in total.groups]
    x, of = np.zeros((len(strata), len(names))), np.zeros((len(strata), len(names)))
    ratios: list[dict[str, float | None]] = []
    for i, check in enumerate(strata):
        by_name = {g.group: g for g in check.groups}
        ratios.append({g.group: g.ratio for g in check.groups})
        for j, name in enumerate(names):
            if name in by_name:
                x[i, j], of[i, j] = by_name[name].n or 0, by_name[name].of or 0
    test = cmh(x, of)
    groups = []
    for j, g in enumerate(total.groups):
        rest_x, rest_of = x.sum(axis=1) - x[:, j], of.sum(axis=1) - of[:, j]
        adjusted = mantel_haenszel_ratio(x[:, j], of[:, j], rest_x, rest_of)
        alarm = total_misleads(g.ratio, adjusted.value, [r.get(g.group) for r in ratios])
        groups.append(
            LayerGroup(g.group, g.ratio, adjusted.value, adjusted.low, adjusted.high, alarm)
        )
    sentences = tuple(words.misleads(g) for g in groups if g.alarm)
    if sentences:
        sentences = (words.UNEVEN_TOTAL, *sentences)
    return Layer(
        question=total.question,
        people=total.people,
        by="service",
        dimension=total.dimension,
        strata=tuple(c.service for c in strata),
        cmh_statistic=test.statistic if test else None,
        cmh_df=test.df if test else None,
        cmh_p=test.p if test else None,
        groups=tuple(groups),
        sentences=sentences,
    )
