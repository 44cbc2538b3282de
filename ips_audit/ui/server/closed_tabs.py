"""What a closed tab held is let go after a minute, not only when the next visitor comes."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
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
        give_back()
    return closed


def give_back() -> None:
    """Give memory that nobody holds any more back to the system, where it can be given back."""
    nobody = not _seen
    if nobody:  # a session may have begun before modules were set apart (`warm.load`)
        gc.unfreeze()
    gc.collect()
    if nobody:  # never while somebody is here: their people would be set apart too, and stay
        gc.freeze()
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        return  # another C library, which keeps or gives back as it will


def forget_buttons() -> None:
    """Let go of what buttons of earlier steps were to do: Streamlit keeps it, and so the people.

    Only before a page draws its first button: it would not know what was pressed.
    """
    if (context := get_script_run_ctx()) is not None:
        with suppress(AttributeError):  # Streamlit's own name for it, which may change
            context.session_state._state._new_widget_state.widget_metadata.clear()


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
