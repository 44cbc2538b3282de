"""Mutated copies of good samples, read and turned to people: `python -m tests.hostile.fuzz N`.

Each ends in people (rows read = used + left out) or in one plain refusal; anything else is
reported with the number that makes the same file again.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ips_audit.intake.files.reading import Source, UnreadableFile, open_source
from ips_audit.intake.prepare import prepare
from ips_audit.intake.sheets import choose_tables
from ips_audit.model import Settings

ROOT = Path(__file__).parents[2]
GOOD = (
    ROOT / "tests" / "cases" / "hostile" / "a00_good_control.xlsx",
    ROOT / "tests" / "cases" / "hostile" / "a00_good_control_csv.csv",
    ROOT / "sample_data" / "london_2019" / "caseload.xlsx",
    ROOT / "sample_data" / "london_2019" / "wwt_service.csv",
)
PIECES = (
    b"\0", b"\xff\xfe", b'"', b"\n", b"\r", b",", b";", b"\t", b"=1+1", b"-1", b"1e308",
    b"<", b">", b"&lt;", b"&#0;", b"]]>", b"</row>", b"<row>", b'r="XFE9"', b"9" * 30,
    "\u202e\u200b".encode(), b"31/02/2019", b"Total", b"",
)  # fmt: skip
SLOW = 10.0  # seconds


def mutated(number: int) -> tuple[str, bytes]:
    """Return the name and bytes of one mutated sample; the same number gives the same file."""
    rng = random.Random(number)
    path = rng.choice(GOOD)
    data = path.read_bytes()
    if path.suffix == ".xlsx" and rng.random() < 0.7:
        return path.name, _inside(data, rng)
    return path.name, _bytes(data, rng)


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Change a few places of some bytes, or cut them off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(out) + 1)
        change: Callable[[], object] = rng.choice((
            lambda at=at: out.__setitem__(slice(at, at + 1), bytes([rng.randrange(256)])),
            lambda at=at: out.__setitem__(slice(at, at), rng.choice(PIECES)),
            lambda at=at: out.__delitem__(slice(at, at + rng.choice((1, 10, 200)))),
            lambda at=at: out.__setitem__(slice(at, at), out[at : at + rng.choice((10, 300))]),
        ))  # fmt: skip
        change()
    if rng.random() < 0.1:
        del out[rng.randrange(len(out) + 1) :]
    return bytes(out)


def _inside(data: bytes, rng: random.Random) -> bytes:
    """Change one part inside a workbook, and pack it well again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    chosen = rng.choice(sorted(parts))
    parts[chosen] = _bytes(parts[chosen], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def outcome(number: int) -> str:
    """Read one mutated sample; return "people", "no people" or "refused"."""
    name, data = mutated(number)
    began = time.monotonic()
    try:
        chosen = choose_tables(name, open_source(Source(name, data)), "service")
    except UnreadableFile as refusal:
        assert refusal.message.endswith((".", "!")), refusal.message
        return "refused"
    ready = prepare(chosen.tables, [], Settings())
    left = sum(x.rows for x in ready.rows.left_out)
    assert ready.people is None or ready.rows.read == ready.rows.used + left
    assert time.monotonic() - began < SLOW
    return "people" if ready.rows.used else "no people"


def main(first: int, cases: int) -> int:
    """Run some cases; print the count of each outcome, and each failure with its number."""
    found: Counter[str] = Counter()
    for number in range(first, first + cases):
        try:
            found[outcome(number)] += 1
        except Exception as error:
            found["failed"] += 1
            print(f"case {number}: {type(error).__name__}: {error}")
    print(dict(found))
    return 1 if found["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(1_000, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
