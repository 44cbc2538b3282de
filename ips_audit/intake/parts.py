"""Groups and their parts in one caseload: each person counted once."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.intake.caseload import Line
from ips_audit.model import Dimension


def drop_parts(
    lines: Sequence[tuple[Line, str, bool]],
) -> tuple[list[tuple[Line, str]], bool]:
    """Keep a group's own row where it equals the sum of its parts.

    Parameters
    ----------
    lines : sequence of (Line, group, bool)
        In the order of the file; True where the answer is the name of a whole group.

    Returns
    -------
    (lines, bool)
        And whether any parts were dropped.
    """
    keep: list[tuple[Line, str]] = []
    dropped = False
    families: dict[tuple[str, Dimension, str], list[tuple[Line, str, bool]]] = {}
    for member in lines:
        key = (member[0].service, member[0].dimension, member[1])
        families.setdefault(key, []).append(member)
    sums = [_first_is_sum(members) for members in families.values()]
    for members, is_sum in zip(families.values(), sums, strict=True):
        first = members[0]
        # One such sum may be luck; the name of a whole group, or a second sum, settles it.
        is_sum = is_sum and (first[2] or sum(sums) > 1)
        named = next((m for m in members if m[2] and _is_sum(m, members)), None)
        kept = [first] if is_sum else [named] if named else members
        is_sum = is_sum or named is not None
        keep += [(line, group) for line, group, _ in kept]
        dropped |= is_sum
    return keep, dropped


def _is_sum(member: tuple[Line, str, bool], members: Sequence[tuple[Line, str, bool]]) -> bool:
    """Tell whether a row's number is that of all the others together."""
    rest = [m[0].n or 0 for m in members if m is not member]
    return len(rest) > 1 and member[0].n == sum(rest)


def _first_is_sum(members: Sequence[tuple[Line, str, bool]]) -> bool:
    return _is_sum(members[0], members)
