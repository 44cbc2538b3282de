"""Groups and their parts in one caseload: each person counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ips_audit.intake.caseload.lines import Line
from ips_audit.model import Dimension

# What the user can decide of a group's row that stands beside rows of its parts.
GROUP_ROW, ADD_UP = "group row", "add up"
Member = tuple[Line, str, bool]  # line, group, whether the answer names the whole group


@dataclass
class Dropped:
    """The lines that count, whether parts were dropped, and groups that nothing decides."""

    lines: list[tuple[Line, str]] = field(default_factory=list)
    dropped: bool = False
    doubtful: list[str] = field(default_factory=list)


def drop_parts(lines: Sequence[Member], said: Mapping[str, str]) -> Dropped:
    """Keep a group's own row where it is the sum of its parts.

    Parameters
    ----------
    lines : sequence of (Line, group, bool)
        In the order of the file; True where the answer is the name of a whole group.
    said : mapping
        What the user decided: "parts of <group>" -> `GROUP_ROW` or `ADD_UP`.

    Returns
    -------
    Dropped
        A group's row that is nearly the sum of its parts, or stands beside withheld ones,
        is doubtful until decided.
    """
    out = Dropped()
    families: dict[tuple[str, Dimension, str], list[Member]] = {}
    for member in lines:
        key = (member[0].service, member[0].dimension, member[1])
        families.setdefault(key, []).append(member)
    sums = [_is_sum(members[0], members) for members in families.values()]
    for (key, members), is_sum in zip(families.items(), sums, strict=True):
        whole = [m for m in members if m[2]]
        decided = said.get(f"parts of {key[2]}")
        # One such sum may be luck; the name of a whole group, or a second sum, settles it.
        if is_sum and (members[0][2] or sum(sums) > 1):
            kept = members[:1]
        elif named := next((m for m in whole if _is_sum(m, members)), None):
            kept = [named]
        elif decided == GROUP_ROW and len(whole) == 1:
            kept = whole
        else:
            kept = members
            if decided is None and len(whole) == 1 and _nearly(whole[0], members):
                out.doubtful.append(key[2])
        out.lines += [(line, group) for line, group, _ in kept]
        out.dropped |= len(kept) < len(members)
    return out


def _is_sum(member: Member, members: Sequence[Member]) -> bool:
    """Tell whether a row's number is that of all the others together."""
    rest = [m[0].n or 0 for m in members if m is not member]
    return len(rest) > 1 and member[0].n == sum(rest)


def _nearly(whole: Member, members: Sequence[Member]) -> bool:
    """Tell whether a group's row could be the sum of the others, rounded or partly withheld."""
    rest = [m[0] for m in members if m is not whole]
    n, known = whole[0].n, sum(line.n or 0 for line in rest)
    return len(rest) > 1 and n is not None and known > 0 and n >= 0.9 * known
