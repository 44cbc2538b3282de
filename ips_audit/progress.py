"""What long work tells while it runs."""

from __future__ import annotations

from collections.abc import Callable

# Told of long work: how much is done, of how much, and what is done now. It may raise to end it.
Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, what: str) -> None:
    """Tell nobody how far the work is."""
