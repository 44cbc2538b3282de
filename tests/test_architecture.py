"""Imports point one way; streamlit stays in its room."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
# What each room may import of ours.
ALLOWED = {
    "model": {"model"},
    "words": {"model", "words"},
    "intake": {"model", "words", "intake"},
    "analysis": {"model", "words", "analysis"},
    "disclosure": {"model", "words", "analysis", "disclosure"},
    "audit": {"model", "words", "analysis", "disclosure"},
    # Outputs write settings and escape text in the form that intake reads.
    "outputs": {"model", "words", "audit", "outputs", "intake"},
    "ui": {"model", "words", "intake", "analysis", "disclosure", "audit", "outputs", "ui"},
    "__main__": {"model", "words", "intake", "analysis", "disclosure", "audit", "outputs"},
}
# Slow to import: never at module level on the first page's way.
LATE = {
    "pandas",
    "pyarrow",
    "altair",
    "openpyxl",
    "docx",
    "vl_convert",
    "rapidfuzz",
    "python_calamine",
}


def modules() -> list[tuple[str, Path]]:
    package = ROOT / "ips_audit"
    found = [
        (p.relative_to(package).parts[0].removesuffix(".py"), p) for p in package.rglob("*.py")
    ]
    return [(room, path) for room, path in found if room != "__init__"]


def imported(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            names += [f"{node.module}.{a.name}" for a in node.names]
    return names


def test_every_room_is_known() -> None:
    assert {room for room, _ in modules()} <= set(ALLOWED)
    assert len(modules()) > 20


def test_imports_point_one_way() -> None:
    wrong = []
    for room, path in modules():
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            parts = name.split(".")
            known = parts[0] == "ips_audit" and len(parts) > 1 and parts[1] in ALLOWED
            if known and parts[1] not in ALLOWED[room]:
                wrong.append(f"{path.name} imports {name}")
    assert not wrong


def test_streamlit_only_in_its_room() -> None:
    for room, path in modules():
        names = imported(ast.parse(path.read_text(encoding="utf-8")))
        if room != "ui":
            assert not any(n.split(".")[0] == "streamlit" for n in names), path
        assert not any(n.startswith("streamlit.testing") for n in names), path


def test_slow_packages_are_imported_late() -> None:
    for _, path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = ast.Module([n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)], [])
        names = {n.split(".")[0] for n in imported(top)}
        assert not names & LATE, path
        assert "scipy.stats" not in imported(top), path


def test_special_functions_have_one_way_in() -> None:
    """It leaves out what scipy loads of numpy and nobody uses."""
    for _, path in modules():
        names = imported(ast.parse(path.read_text(encoding="utf-8")))
        assert path.name == "special.py" or "scipy.special" not in names, path


def test_app_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 40
