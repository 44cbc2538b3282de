"""A process of its own for each workbook: its memory, time and output are limited.

A workbook is parsed by a library that trusts it. Here it can end nothing but its own process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import monotonic

from ips_audit.intake.files import limits

SCRIPT = "ips_audit.intake.files.workbook_script"
ROOT = Path(__file__).parents[3]  # the folder that holds the package
LOOK_EVERY = 0.02  # seconds: memory grows by some 50 MB meanwhile
PIECE = 1 << 20
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a black one


class OverLimit(Exception):
    """The workbook takes more memory, time or output than it may."""


class NoProcess(Exception):
    """No process can be started here."""


class WorkbookProcess:
    """Starts reading a workbook; the caller does other work until it asks for the result.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    NoProcess
        If this system, or a program packed as one file, cannot start Python.
    """

    def __init__(self, data: bytes) -> None:
        if getattr(sys, "frozen", False):
            raise NoProcess
        memory = limits.PROCESS_BYTES + limits.PROCESS_FOR_EACH_BYTE * len(data)
        self._memory = min(memory, limits.PROCESS_MOST_BYTES)
        self._over = False
        self._pieces: list[bytes] = []
        command = [sys.executable, "-P", "-m", SCRIPT]
        places = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, creationflags=NO_WINDOW,
                env={**os.environ, "PYTHONPATH": places},
            )  # fmt: skip
            self._threads = [
                Thread(target=self._feed, args=(data,), daemon=True),
                Thread(target=self._collect, daemon=True),
                Thread(target=self._watch, daemon=True),
            ]
            for thread in self._threads:
                thread.start()
        except (OSError, NotImplementedError, RuntimeError):
            raise NoProcess from None

    def result(self) -> bytes:
        """Wait for the end; return what the script wrote.

        Raises
        ------
        OverLimit
            If it was ended, or ended itself, before all was written.
        """
        try:
            for thread in self._threads:
                thread.join()
        finally:
            self._end()
        written = b"".join(self._pieces)
        if self._over or self._process.returncode or not written:
            raise OverLimit
        return written

    def _feed(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as stream:
                stream.write(data)
        except OSError:
            return  # it ended already

    def _collect(self) -> None:
        assert self._process.stdout is not None
        size = 0
        with self._process.stdout as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > limits.OUTPUT_BYTES:
                    self._over = True
                    self._process.kill()
                    return
                self._pieces.append(piece)

    def _watch(self) -> None:
        """End the process once it takes too much."""
        import psutil

        latest = monotonic() + limits.PROCESS_SECONDS
        try:
            watched = psutil.Process(self._process.pid)
            while self._process.poll() is None:
                if monotonic() > latest or watched.memory_info().rss > self._memory:
                    self._over = True
                    self._process.kill()
                    return
                try:
                    self._process.wait(LOOK_EVERY)
                except subprocess.TimeoutExpired:
                    continue
        except psutil.Error:
            return  # it ended meanwhile

    def _end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
