"""Load what the later steps need while somebody still chooses a file."""

from __future__ import annotations

import gc
import threading
from importlib import import_module

AFTER = 0.5  # seconds: by then the browser has the first page
LATER = (
    "ips_audit.ui.steps.match_columns",
    "ips_audit.ui.steps.check_answers",
    "ips_audit.ui.results.results",
    "ips_audit.intake.prepare",
    "ips_audit.intake.sheets",
    "ips_audit.intake.files.reading",
    "ips_audit.analysis.audit",
    "python_calamine",
    "pandas",
    "altair",
)
_allowed = threading.Semaphore(0)


def allow() -> None:
    """Let the next page that is drawn start the loading; called by a server as it starts."""
    _allowed.release()


def begin() -> None:
    """Start loading in the background, once for each time it was allowed."""
    if _allowed.acquire(blocking=False):
        timer = threading.Timer(AFTER, load)
        timer.daemon = True
        timer.start()


def load() -> None:
    """Import all that the later steps need, and set it apart from what is looked at for garbage.

    Streamlit looks for garbage each time a page was drawn. Among all that is imported it finds
    none: that took the server 0.06 seconds for each press of a button, and takes none now.
    """
    for name in LATER:
        import_module(name)
    gc.freeze()
