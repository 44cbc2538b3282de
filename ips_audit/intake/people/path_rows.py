"""What each row of the files says of the way into a job, before rows become people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ips_audit.intake.files.table import Column, blank
from ips_audit.intake.matching.codelists import fold, not_known, plain
from ips_audit.intake.matching.instead_of_dates import goes_on
from ips_audit.intake.matching.still_in_work import ROLE as STILL_IN_WORK
from ips_audit.intake.matching.sustained import ROLES
from ips_audit.intake.people.all_rows import UNREADABLE, Days, Part, days_of, spread
from ips_audit.model import PATH_ROLES, Settings

Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class Texts:
    """A text a row: `codes` index `texts`, which differ in more than case; -1 where blank."""

    texts: tuple[str, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True)
class Job:
    """The start and the end of one job of each row."""

    began: Days
    ended: Days
    unclear: Flags  # no day of an end, and yet the cell does not say that the job goes on


@dataclass(frozen=True)
class PathRows:
    """The columns of the path, one entry a row of all files; NaT, -1 and False for nothing.

    `told` says which rows stand in a file that has a column of the role, "joined" among them.
    """

    days: Mapping[str, Days]  # by role
    accepted: Codes  # 1, 0, -1: by the answer who was accepted
    accepted_unread: Flags  # the date of acceptance cannot be read
    sustained: Mapping[int, Codes]  # by weeks
    still: Codes  # in the job: 1, 0, -2 not known, -1 blank
    reasons: Mapping[str, Texts]  # by role
    jobs: Sequence[Job]
    told: Mapping[str, Flags]

    def tells(self, *roles: str) -> bool:
        """Tell whether any file has a column of one of these roles."""
        return any(bool(self.told[r].any()) for r in roles)


DATES = ("referral_date", "accepted_date", "job_end_date", "in_work_on", "end_date")
REASONS = ("decline_reason", "leaving_reason")


def gather_path(parts: Sequence[Part], settings: Settings) -> PathRows | None:
    """Read the columns of the path of all files, one below the other.

    Parameters
    ----------
    parts : sequence of Part
    settings : Settings

    Returns
    -------
    PathRows or None
        None where no file has such a column.
    """
    if not any(r in p.columns for p in parts for r in PATH_ROLES):
        return None
    rows = [p.table.n_rows for p in parts]

    def told(role: str) -> Flags:
        return np.repeat([role in p.columns for p in parts], rows)

    def days(role: str) -> Days:
        return _days([p.columns.get(role) for p in parts], rows, settings)

    most = max(len(p.jobs) for p in parts)
    pairs = [[*p.jobs, *[(None, None)] * (most - len(p.jobs))] for p in parts]
    return PathRows(
        days={r: days(r) for r in DATES},
        accepted=np.concatenate([
            spread(p.columns.get("joined"), p.accepted, n, np.int8)
            for p, n in zip(parts, rows, strict=True)
        ]),
        sustained={
            weeks: np.concatenate([
                spread(p.columns.get(role), p.sustained.get(weeks, (-1,)), n, np.int8)
                for p, n in zip(parts, rows, strict=True)
            ])
            for weeks, role in ROLES.items()
        },
        reasons={r: _texts([p.columns.get(r) for p in parts], rows) for r in REASONS},
        accepted_unread=_unclear([p.columns.get("accepted_date") for p in parts], rows, settings),
        still=np.concatenate([
            spread(p.columns.get(STILL_IN_WORK), p.still, n, np.int8)
            for p, n in zip(parts, rows, strict=True)
        ]),
        jobs=[
            Job(_days([p[i][0] for p in pairs], rows, settings),
                _days(ends := [p[i][1] for p in pairs], rows, settings),
                _unclear(ends, rows, settings))
            for i in range(most)
        ],
        told={r: told(r) for r in (*PATH_ROLES, "joined", "job_start_date", "job_outcome")},
    )  # fmt: skip


def _days(columns: Sequence[Column | None], rows: Sequence[int], settings: Settings) -> Days:
    read = [days_of(c, n, settings)[0] for c, n in zip(columns, rows, strict=True)]
    return np.concatenate(read)


def _unclear(columns: Sequence[Column | None], rows: Sequence[int], settings: Settings) -> Flags:
    """Tell rows with an answer that is neither a date nor says that there is none."""
    out = []
    for column, n in zip(columns, rows, strict=True):
        bad = days_of(column, n, settings)[1] == UNREADABLE
        if column is not None:
            bad &= ~np.array([goes_on(a) for a in column.answers], dtype=bool)[column.codes]
        out.append(bad)
    return np.concatenate(out)


def _texts(columns: Sequence[Column | None], rows: Sequence[int]) -> Texts:
    """Give each text a number, the same for the same text in other capital letters."""
    place: dict[str, int] = {}
    shown: list[str] = []
    out = []
    for column, n in zip(columns, rows, strict=True):
        codes = []
        for answer in column.answers if column is not None else ():
            key = "" if blank(answer) else fold(answer)
            if not key or key in not_known():
                codes.append(-1)
                continue
            if key not in place:
                place[key] = len(shown)
                shown.append(plain(answer))
            codes.append(place[key])
        out.append(spread(column, codes, n, np.int32))
    return Texts(tuple(shown), np.concatenate(out))
