"""What a closed tab held is let go after a minute, not only when the next visitor comes."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

from streamlit.runtime.scriptrunner import get_script_run_ctx

GRACE = 60.0  # seconds in which a connection that broke is taken up again
EVERY = 15.0  # seconds between two looks

_seen: dict[str, float] = {}  # random names of sessions, and when they last had a browser


class Sessions(Protocol):
    """What a look needs of Streamlit's runtime."""

    def is_active_session(self, session_id: str) -> bool:
        """Tell whether a browser is connected."""

    def close_session(self, session_id: str) -> None:
        """Forget a session with its state and its uploaded files."""


def note() -> None:
    """Remember that this session exists; called whenever its page is drawn."""
    if (context := get_script_run_ctx()) is not None:
        _seen[context.session_id] = time.monotonic()


def sweep(sessions: Sessions, now: float) -> int:
    """Close the sessions that had no browser for the time of grace.

    Parameters
    ----------
    sessions : Sessions
        Streamlit's runtime.
    now : float
        Seconds, as `time.monotonic` gives them.

    Returns
    -------
    int
        How many were closed.
    """
    closed = 0
    for name, last in list(_seen.items()):
        if sessions.is_active_session(name):
            _seen[name] = now
        elif now - last >= GRACE:
            sessions.close_session(name)
            del _seen[name]
            closed += 1
    if closed:
        _collect()
    return closed


def _collect() -> None:
    """Let go of what points at itself; of what `preload.load` set apart only if nobody is here."""
    if _seen:
        gc.collect()
        return
    gc.unfreeze()  # the first session began before the modules were set apart
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Look for closed tabs as long as the server runs, on its own loop, as closing asks for."""
    task = asyncio.create_task(_look())
    try:
        yield
    finally:
        task.cancel()


async def _look() -> None:
    from streamlit import runtime

    while True:
        await asyncio.sleep(EVERY)
        sweep(runtime.get_instance(), time.monotonic())
