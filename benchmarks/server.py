"""The app (or an empty one) as a server of its own, and a browser to look at it."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import ENVIRONMENT, ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
UPLOAD = "/_stcore/upload_file/"
SERVICE = "[class*=st-key-service_] input[type=file]"  # its parts reach a page in any order
CASELOAD = "[class*=st-key-caseload_] input[type=file]"
ONWARD = ".st-key-on_{step} button"  # the one of the step before may still be there
SETTLE = 300  # milliseconds after an upload until the page begins to draw again
RUNNING = "[data-testid=stApp][data-test-script-state=running]"
STILL = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    pid: int

    def resident_mb(self) -> float:
        """Return the memory that the server holds now (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        line = next(x for x in status.splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextlib.contextmanager
def running(script: Path) -> Iterator[Server]:
    """Start a Streamlit script on a free port; end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.headless", "true", "--server.address", "127.0.0.1",
        "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def chromium() -> str:
    """Return the browser's path; SystemExit where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("The page is measured in Chromium, which is missing.")
    return path
