"""What was made of a report for the page, kept in this session for as long as the report is.

Streamlit's own cache of a session looks at all of a check to know it again, which took 2.6 ms each
time it was asked for on 2 busy cores, with some ten things on a card; a whole report it cannot
hash at all. It would also keep what was made of a report that has been replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from ips_audit.model import AuditReport

KEY = "made_once"
Made = TypeVar("Made")


@dataclass
class _Held:
    """The reports, which keep their parts alive, and what was made of the parts."""

    reports: tuple[AuditReport | None, ...]
    made: dict[tuple[str, int, tuple[object, ...]], Any] = field(default_factory=dict)


def keep(*reports: AuditReport | None) -> None:
    """Forget what was made of reports that the session has replaced.

    Parameters
    ----------
    *reports : AuditReport or None
        Those that the session holds now, always in the same order; None where none was made.
    """
    held = st.session_state.setdefault(KEY, _Held(reports))
    if any(a is not b for a, b in zip(held.reports, reports, strict=True) if a is not None):
        held.made.clear()
    held.reports = reports


def once(make: Callable[..., Made], part: object, *more: object) -> Made:
    """Return what a function makes of a part of a report, made the first time only.

    A choice on the page draws all of it again; charts and tables need not be made again too.

    Parameters
    ----------
    make : callable
        A function of its own name, without side effects.
    part : object
        Belongs to one of the reports given to `keep`; told from others by its identity.
    *more
        Further arguments, told apart by their values.

    Returns
    -------
    object
        Not to be changed by the caller.
    """
    made: dict[Any, Any] = st.session_state[KEY].made
    key = (f"{make.__module__}.{make.__qualname__}", id(part), more)
    if key not in made:
        made[key] = make(part, *more)
    found: Made = made[key]
    return found
