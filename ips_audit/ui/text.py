"""Text from a user's file, shown as text."""

from __future__ import annotations

import re

from ips_audit.intake.matching.codelists import ZERO_WIDTH

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@^=])")


def escape(text: str) -> str:
    """Return text with everything escaped that Markdown, LaTeX or a directive would act on."""
    clean = " ".join(ZERO_WIDTH.sub("", str(text)).split())
    return SPECIAL.sub(r"\\\1", clean)
