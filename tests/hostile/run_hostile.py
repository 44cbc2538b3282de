"""Run every hostile file through the command line, each in a process of its own.

Prints one JSON line a file. The processes are forked from one that has loaded everything, so
that what is measured is the file and not the imports.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from ips_audit.__main__ import main

CASES = Path(__file__).parents[1] / "cases" / "hostile"
SERVICE = CASES / "a00_good_control.xlsx"


def run(name: str, folder: Path) -> dict[str, Any]:
    """Run one file in a child; return exit code, words, JSON, seconds and peak memory."""
    held = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    out = folder / f"{name}.out"
    args = [str(CASES / held["file"])]
    if "baseline" in held.get("truth", {}) or "baseline" in name:
        args = [str(SERVICE), "--caseload", *args]
    began = time.monotonic()
    child = os.fork()
    if not child:
        _child([*args, "--team", "--json", str(folder / f"{name}.audit")], out)
    _, status, usage = os.wait4(child, 0)
    code, said = json.loads(out.read_text(encoding="utf-8")) if out.exists() else (None, "")
    audit = folder / f"{name}.audit"
    return {
        "name": name,
        "code": code,
        "killed": status != 0,
        "said": said,
        "audit": audit.read_text(encoding="utf-8") if audit.exists() else "",
        "seconds": time.monotonic() - began,
        "mb": usage.ru_maxrss / 1024,
    }


def _child(args: list[str], out: Path) -> None:
    said = io.StringIO()
    code: int | None = None
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(args)
    except BaseException:
        said.write(traceback.format_exc())
    out.write_text(json.dumps([code, said.getvalue()]), encoding="utf-8")
    os._exit(0)


if __name__ == "__main__":
    import pyarrow.csv  # noqa: F401  what reading large text loads
    import python_calamine  # noqa: F401

    with tempfile.TemporaryDirectory() as place:
        for case in sorted(p.stem for p in CASES.glob("*.json")):
            sys.stdout.write(json.dumps(run(case, Path(place))) + "\n")
