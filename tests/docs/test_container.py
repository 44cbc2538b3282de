"""The container's start command, from an empty folder: no container engine is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from browser.conftest import free_port

ROOT = Path(__file__).parents[2]
PUBLIC = "audit.example.nhs.uk"


def settings() -> dict[str, str]:
    """Return the Streamlit settings of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return dict(re.findall(r"(STREAMLIT_\w+)=(\S+)", text))


def status(port: int, host: str) -> int:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_the_page_starts_and_answers_its_own_names_only(tmp_path: Path) -> None:
    port = free_port()
    named = {
        **settings(),
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_BROWSER_SERVER_ADDRESS": PUBLIC,
        "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{PUBLIC} localhost 127.0.0.1",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
    }
    assert named["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"
    with subprocess.Popen(
        [sys.executable, "-m", "ips_audit", "app"], cwd=tmp_path, env={**os.environ, **named},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            health = f"http://127.0.0.1:{port}/_stcore/health"
            for _ in range(240):
                try:
                    with urllib.request.urlopen(health, timeout=1) as answer:
                        assert answer.read() == b"ok"
                    break
                except OSError:
                    time.sleep(0.25)
            assert (status(port, PUBLIC), status(port, "elsewhere.example")) == (200, 400)
        finally:
            server.kill()
    assert list(tmp_path.iterdir()) == []  # it works on a read-only file system
