"""The page with half a minute of work in its way: a script for Streamlit."""

import os
import time
from pathlib import Path
from typing import Any

import ips_audit.analysis.audit as counting
from ips_audit.ui import sources
from ips_audit.ui.page import show

TABLES = 600


def slow(*given: Any) -> None:
    """Take long, say how far it is, and write down how it ends."""
    tell = [one for one in given if callable(one)][-1]
    try:
        for i in range(TABLES):
            tell(i, TABLES, f"Table {i} of {TABLES} …")
            time.sleep(0.05)
    except Exception as error:
        Path(os.environ["SLOW_LOG"]).write_text(type(error).__name__, encoding="utf-8")
        raise
    raise TimeoutError


counting.audit = slow  # type: ignore[assignment]
if os.environ["SLOW_STEP"] == "1":
    sources.read = slow  # type: ignore[assignment]
show()
