"""The documentation site; `python -m sphinx -W docs site` builds it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = (Path(__file__).parents[1] / "ips_audit" / "__init__.py").read_text(encoding="utf-8")

project = "ips_audit"
author = "the authors of ips_audit"
copyright = "the authors of ips_audit"
release = PACKAGE.split('__version__ = "')[1].split('"')[0]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["scripts"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
smartquotes = False

html_theme = "furo"
html_title = f"ips_audit {release}"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#12436D",
        "color-brand-content": "#12436D",
    },
}
