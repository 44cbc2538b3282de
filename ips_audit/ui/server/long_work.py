"""Work that takes a while: how far it is, and its end when the page moves on."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Generic, TypeVar

import streamlit as st

from ips_audit.progress import Progress
from ips_audit.ui.text import escape
from ips_audit.words import page, progress

QUICK = 0.4  # seconds: what is done by then says nothing
AGAIN = 1.0  # seconds between two looks at how far it is: each takes the browser 0.03 s to draw
Made = TypeVar("Made")
_buttons = itertools.count()


class Stopped(Exception):
    """The page has moved on: nobody waits for this work any more."""


class Work(Generic[Made]):
    """A task that runs beside the page from now on. It must not change what the session holds.

    Parameters
    ----------
    what : str
        What is done, until the task says more.
    task : callable
        Is given a `Progress`.
    """

    def __init__(self, what: str, task: Callable[[Progress], Made]) -> None:
        self._told = (0, 1, what)
        self._left = threading.Event()
        self._future: Future[Made] = Future()
        self._task = task
        threading.Thread(target=self._run, daemon=True).start()

    def result(self, stop: Callable[[], None] | None = None) -> Made:
        """Draw how far the task is until it is done.

        Another change on the page ends the drawing at once, not the task.

        Parameters
        ----------
        stop : callable, optional
            Draws *Start again* beside the progress, which then calls this.

        Returns
        -------
        object
            What the task returned; what it raised is raised here.
        """
        if not wait([self._future], QUICK).done:
            self._draw(stop)
        return self._future.result()

    def leave(self) -> None:
        """Wait no longer: the task ends when it next says how far it is."""
        self._left.set()

    def _tell(self, done: int, of: int, now: str) -> None:
        if self._left.is_set():
            raise Stopped
        self._told = (done, of, now)

    def _run(self) -> None:
        try:
            self._future.set_result(self._task(self._tell))
        except BaseException as error:  # raised again where the page waits
            self._future.set_exception(error)

    def _draw(self, stop: Callable[[], None] | None) -> None:
        """Draw until the task is done. Streamlit leaves here when a button is pressed."""
        began = time.monotonic() - QUICK
        place = st.empty()
        with place.container():
            bar = st.progress(0.0, escape(self._told[2]))
            if stop is not None:
                # One drawing may wait for two works in a row: each has a button of its own.
                st.button(page.START_AGAIN, on_click=stop, key=f"stop_{next(_buttons)}")
            while not wait([self._future], AGAIN).done:
                done, of, what = self._told
                seconds = int(time.monotonic() - began)
                text = progress.SO_FAR.format(what=escape(what), seconds=seconds)
                bar.progress(min(done / max(of, 1), 1.0), text if seconds else what)
        place.empty()


def work(
    what: str, task: Callable[[Progress], Made], stop: Callable[[], None] | None = None
) -> Made:
    """Do a task, and draw how far it is until it is done; see `Work`.

    A press of *Start again*, or any other change on the page, ends the task too.
    """
    begun = Work(what, task)
    try:
        return begun.result(stop)
    finally:
        begun.leave()
