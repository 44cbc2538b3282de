"""Start the page from the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ips_audit.shipped_files import beside


def start(options: Sequence[str]) -> int:
    """Run the page until it is stopped.

    Parameters
    ----------
    options : sequence of str
        Passed to Streamlit, such as ``--server.port 8600``.

    Returns
    -------
    int
        The exit code.
    """
    from streamlit.web import cli

    sys.argv = ["streamlit", "run", str(beside("app.py")), *options]
    try:
        cli.main()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else int(stopped.code is not None)
    return 0
