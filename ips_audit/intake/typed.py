"""A caseload that was typed in, not read from a file."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.intake.baseline import UNSAID
from ips_audit.intake.caseload import Reading, add_cell
from ips_audit.model import ALL_SERVICES, Caseload, CaseloadCount, Dimension
from ips_audit.words import intake as words

TypedRow = tuple[str, Dimension, str, object]


def caseload_from_form(rows: Sequence[TypedRow]) -> tuple[Caseload | None, tuple[str, ...]]:
    """Turn typed counts into a caseload.

    Parameters
    ----------
    rows : sequence of (service, dimension, group, number)
        As typed. An empty service stands for all services; an empty number (None or "")
        means that the group was not filled in, which is not the same as 0.

    Returns
    -------
    (Caseload or None, tuple of str)
        None where nothing was filled in; and a sentence for each number that cannot be read.
    """
    reading = Reading()
    for service, dimension, group, number in rows:
        if number is not None and str(number).strip():
            add_cell(reading, service.strip() or ALL_SERVICES, dimension, group, number)
    said = tuple(
        words.UNREADABLE_COUNT.format(answer=cell[:40], group=group[:60])
        for group, cell in reading.unreadable
    )
    counts = tuple(
        CaseloadCount(ln.service, ln.dimension, str(ln.answer), ln.n, ln.low, _most(ln.n, ln.high))
        for ln in reading.lines
    )
    return (Caseload(counts) if counts else None), said


def _most(n: int | None, high: int | None) -> int | None:
    """Return the most people that a withheld number stands for."""
    return UNSAID if n is None and high is None else high
