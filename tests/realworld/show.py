"""Print what becomes of each case: python tests/realworld/show.py [part of a name]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from realworld.corpus import all_cases  # noqa: E402
from realworld.model import judge  # noqa: E402


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, case in all_cases().items():
        if part in name:
            with tempfile.TemporaryDirectory() as folder:
                judged = judge(case, Path(folder))
            print(f"{name:45} {judged.verdict:20} {judged.why[:400]}")


if __name__ == "__main__":
    main()
