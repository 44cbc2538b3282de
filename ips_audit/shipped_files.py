"""Where the files beside the code lie: in the repository, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def beside(name: str) -> Path:
    """Return a file or folder that comes with the program.

    Parameters
    ----------
    name : str
        As it is called in the repository, such as "sample_data" or "app.py".

    Returns
    -------
    Path
        A wheel holds these files below `ips_audit/installed`; see `pyproject.toml`.
    """
    installed = PACKAGE / "installed" / name
    return installed if installed.exists() else PACKAGE.parent / name
