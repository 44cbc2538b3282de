"""Imports point one way; streamlit stays in its room."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What each room may import of ours, its own modules aside. Within intake, rooms point one way too.
MODEL = {"dimensions", "progress", "model", "words", "settings", "settings.settings"}
INTAKE = {
    "intake",
    "intake.questions",
    "intake.files",
    "intake.matching",
    "intake.people",
    "intake.caseload",
}
WORK = {"pipeline", "analysis", "disclosure"}
ALLOWED = {
    "dimensions": set(),
    "progress": set(),
    "settings.settings": {"dimensions"},  # the type alone, so that the model can hold it
    "model": {"dimensions", "settings.settings"},
    "words": {"dimensions", "model", "settings.settings"},
    "settings": {"dimensions", "model", "words", "settings.settings"},
    "intake.questions": {*MODEL},
    "intake.files": {*MODEL},
    "intake.matching": {*MODEL, "intake.files", "intake.questions"},
    "intake.people": {*MODEL, "intake.questions", "intake.files", "intake.matching"},
    "intake.caseload": {*MODEL, *INTAKE} - {"intake"},
    "intake": {*MODEL, *INTAKE},
    "analysis": {*MODEL},
    "disclosure": {*MODEL, "analysis"},
    "shipped_files": set(),
    "pipeline": {*MODEL, *INTAKE, "analysis", "disclosure"},
    "demonstrations": {*MODEL, "analysis", "shipped_files"},
    # Outputs read saved audits back and escape text in the form that intake reads.
    "outputs": {*MODEL, *INTAKE, "analysis", "disclosure", "demonstrations"},
    "notebook": {*MODEL, *INTAKE, "pipeline", "outputs"},
    "ui": {*MODEL, *INTAKE, *WORK, "demonstrations", "outputs", "shipped_files"},
    "__main__": {*MODEL, *INTAKE, *WORK, "outputs", "ui"},
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


def room_of(parts: tuple[str, ...]) -> str:
    """Return the room that a module below `ips_audit` stands in, or "" for none."""
    names = [".".join(parts[:n]) for n in (2, 1) if len(parts) >= n]
    return next((n for n in names if n in ALLOWED), "")


def modules() -> list[tuple[str, Path]]:
    """Return every module but the package's own with its room."""
    package = ROOT / "ips_audit"
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if parts != ("__init__",):
            found.append((room_of(parts), path))
    return found


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def imported(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{a.name}" for a in node.names]
            # "from ips_audit.intake import questions" needs the module, not all of its folder.
            names += [*inner, *([] if all(map(is_module, inner)) else [node.module])]
    return names


def test_every_room_is_known() -> None:
    assert not [path for room, path in modules() if not room]
    assert len(modules()) > 20


def test_imports_point_one_way() -> None:
    wrong = []
    for room, path in modules():
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            package, *parts = name.split(".")
            other = room_of(tuple(parts)) if package == "ips_audit" and parts else room
            if other and other not in {room, *ALLOWED[room]}:
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


def test_no_function_has_more_than_six_parameters() -> None:
    """More of them want a dataclass, or two functions."""
    found = []
    for _, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                if len([a for a in names if a.arg not in ("self", "cls")]) > 6:
                    found.append(f"{path.name} {node.name}")
    assert not found
