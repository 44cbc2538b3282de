"""Sentences about caseload numbers that were withheld."""

from __future__ import annotations

ENDS = (
    "The caseload number of {groups} is withheld: {bounds}. With the lowest number the finding is "
    "“{low}”{low_ratios}. With the highest it is “{high}”{high_ratios}."
)
RATIO = "ratio for {group} {ratio:.2f}"


def ends(
    bounds: dict[str, tuple[int, int]],
    low: str,
    high: str,
    low_ratios: dict[str, float],
    high_ratios: dict[str, float],
) -> str:
    """Say what the finding and the ratios are at both ends of the withheld numbers."""

    def shown(ratios: dict[str, float]) -> str:
        said = "; ".join(RATIO.format(group=g, ratio=r) for g, r in ratios.items())
        return f" ({said})" if said else ""

    return ENDS.format(
        groups=", ".join(bounds),
        bounds="; ".join(f"{g} {a} to {b}" for g, (a, b) in bounds.items()),
        low=low,
        high=high,
        low_ratios=shown(low_ratios),
        high_ratios=shown(high_ratios),
    )
