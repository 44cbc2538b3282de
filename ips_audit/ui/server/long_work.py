"""Work that takes a while: how far it is, and its end when the page moves on."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

import streamlit as st

from ips_audit.model import Progress
from ips_audit.ui.text import escape
from ips_audit.words import page, progress

QUICK = 0.4  # seconds: what is done by then says nothing
AGAIN = 1.0  # seconds between two looks at how far it is: each takes the browser 0.03 s to draw
Made = TypeVar("Made")
_buttons = itertools.count()


class Stopped(Exception):
    """The page has moved on: nobody waits for this work any more."""


def work(
    what: str, task: Callable[[Progress], Made], stop: Callable[[], None] | None = None
) -> Made:
    """Do a task beside the page, and draw how far it is until it is done.

    A press of *Start again*, or any other change on the page, ends the drawing at once. The
    task ends when it next says how far it is. It must not change what the session holds.

    Parameters
    ----------
    what : str
        What is done, until the task says more.
    task : callable
        Is given a `Progress`.
    stop : callable, optional
        Draws *Start again* beside the progress, which then calls this.

    Returns
    -------
    object
        What the task returned; what it raised is raised here.
    """
    left = threading.Event()
    told = [(0, 1, what)]
    future: Future[Made] = Future()

    def tell(done: int, of: int, now: str) -> None:
        if left.is_set():
            raise Stopped
        told[0] = (done, of, now)

    def run() -> None:
        try:
            future.set_result(task(tell))
        except BaseException as error:  # raised again where the page waits
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        if not wait([future], QUICK).done:
            _draw(future, told, stop)
    finally:
        left.set()
    return future.result()


def _draw(
    future: Future[Made], told: list[tuple[int, int, str]], stop: Callable[[], None] | None
) -> None:
    """Draw how far the task is until it is done. Streamlit leaves here when a button is pressed."""
    began = time.monotonic() - QUICK
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, escape(told[0][2]))
        if stop is not None:
            # One drawing may wait for two works in a row: each has a button of its own.
            st.button(page.START_AGAIN, on_click=stop, key=f"stop_{next(_buttons)}")
        while not wait([future], AGAIN).done:
            done, of, what = told[0]
            seconds = int(time.monotonic() - began)
            text = progress.SO_FAR.format(what=escape(what), seconds=seconds) if seconds else what
            bar.progress(min(done / max(of, 1), 1.0), text)
    place.empty()
