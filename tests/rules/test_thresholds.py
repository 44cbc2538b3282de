"""Every threshold stands in one module, is used, and is the number that a reader is told."""

from __future__ import annotations

import ast
from pathlib import Path

from ips_audit.model import thresholds
from ips_audit.words import findings, outputs

PACKAGE = Path(__file__).parents[2] / "ips_audit"
NAMED = {n: v for n, v in vars(thresholds).items() if n.isupper()}


def modules(*rooms: str) -> list[tuple[str, ast.Module]]:
    paths = [p for room in rooms for p in sorted((PACKAGE / room).rglob("*.py"))]
    return [(str(p), ast.parse(p.read_text(encoding="utf-8"))) for p in paths]


def test_every_threshold_is_used() -> None:
    names = {
        alias.name
        for _, tree in modules(".")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ips_audit.model.thresholds"
        for alias in node.names
    }
    assert names == set(NAMED)


def test_no_comparison_has_a_threshold_of_its_own() -> None:
    """Comparing with 0, 1 or 2 needs no name; any other number decides something."""
    own = [
        f"{path}:{node.lineno}"
        for path, tree in modules("analysis")
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant)
        and isinstance(side.value, int | float)
        and side.value not in (0, 1, 2)
        and abs(side.value) > 1e-6  # the slack of floating point
    ]
    assert not own


def test_readers_are_told_these_numbers() -> None:
    assert f"below {thresholds.SMALL_EXPECTED:g}." in findings.DOUBTFUL
    assert f"below {thresholds.LEVEL:g} by chance" in findings.late_sentence(100, 5.0)
    assert f"below {thresholds.LEVEL:g} by chance" in findings.late_sentence(1, 0.05)
    assert findings.late_sentence(0, 0.0) == "No test was made."
    assert f"is below {thresholds.SMALL_EXPECTED:g}." in " ".join(
        v for v in vars(outputs).values() if isinstance(v, str)
    )
