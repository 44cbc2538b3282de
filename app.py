# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "streamlit>=1.67,<2",
#   "pandas>=3.0,<4",
#   "pyarrow>=26,<27",
#   "numpy>=2.3,<3", "scipy>=1.16,<2",
#   "altair>=6.0,<7",
#   "openpyxl>=3.1.5,<4",
#   "python-calamine>=0.6,<1", "psutil>=7.0,<8",
#   "rapidfuzz>=3.14,<4",
#   "vl-convert-python>=1.9.0,<2",
#   "python-docx>=1.2,<2",
#   "starlette>=1.0,<2",
# ]
# ///
"""Start the page: `uv run app.py`, `python app.py` or `streamlit run app.py`."""

import sys

from streamlit import runtime

if __name__ == "__main__" and not runtime.exists() and "streamlit.testing" not in str(sys.modules):
    from streamlit.web import cli

    sys.argv = ["streamlit", "run", __file__, *sys.argv[1:]]
    sys.exit(cli.main())

if __name__ == "__main__":  # a browser's session runs the page
    from ips_audit.ui.page import show

    show()
else:  # the server asks for what it serves
    from streamlit.starlette import App

    from ips_audit.ui.server import closed_tabs, headers, preload

    preload.allow()
    app = App(__file__, middleware=headers.middleware(), lifespan=closed_tabs.lifespan)
