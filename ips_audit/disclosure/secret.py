"""The team's secret: random, made once, and kept where no output is kept."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from ips_audit.words import disclosure as words

ELSEWHERE = "IPS_AUDIT_SECRET"  # environment variable: the secret's file, in another place
LENGTH = 32  # bytes
OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Secret:
    """The secret, its file, and whether it was made just now."""

    value: bytes
    path: Path
    new: bool = False

    def said(self) -> str:
        """Return what the team should know of it."""
        return (words.NEW_SECRET if self.new else words.SECRET_KEPT).format(path=self.path)


def usual_place() -> Path:
    """Return where the secret is kept: in the user's own settings folder, as the system has it."""
    if named := os.environ.get(ELSEWHERE):
        return Path(named).expanduser()
    home = Path.home()
    folders = {
        "win32": os.environ.get("APPDATA") or home / "AppData" / "Roaming",
        "darwin": home / "Library" / "Application Support",
    }
    folder = folders.get(sys.platform) or os.environ.get("XDG_CONFIG_HOME") or home / ".config"
    return Path(folder) / "ips_audit" / "secret.txt"


def team_secret(path: Path | None = None) -> Secret:
    """Read the team's secret; make one where there is none yet.

    Parameters
    ----------
    path : Path, optional
        Its file, instead of the usual place.

    Returns
    -------
    Secret

    Raises
    ------
    ValueError
        If the file cannot be read or made, or does not hold a secret; the message says where.
    """
    path = path or usual_place()
    try:
        if path.exists():
            return Secret(_read(path), path)
        path.parent.mkdir(parents=True, exist_ok=True)
        value = secrets.token_bytes(LENGTH)
        # Only the owner may read it, from the first moment on; never over one that is there.
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(value.hex() + "\n")
    except OSError:
        raise ValueError(words.NO_SECRET.format(path=path, name=ELSEWHERE)) from None
    return Secret(value, path, new=True)


def _read(path: Path) -> bytes:
    try:
        value = bytes.fromhex(path.read_text(encoding="utf-8"))
    except ValueError:
        value = b""
    if len(value) < LENGTH:
        raise ValueError(words.BAD_SECRET.format(path=path))
    return value
