"""Words that the project does not use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ips_audit.ui.text import escape

ROOT = Path(__file__).parents[2]
OURS = [
    *(ROOT / "ips_audit").rglob("*.py"),
    ROOT / "app.py",
    *ROOT.glob("*.md"),
    # The page about words names those that are ruled out, and says why.
    *(p for p in (ROOT / "docs").glob("*.md") if p.name != "words.md"),
]
RULED_OUT = {
    "abbreviations for ethnic groups": r"\b(BAME|BME)\b",
    "verdicts": r"\b(is_fair|passes_check|bias_check|pass/fail)\b",
}


@pytest.mark.parametrize("reason", RULED_OUT)
def test_words_ruled_out(reason: str) -> None:
    for path in OURS:
        found = re.search(RULED_OUT[reason], path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found}"


def test_significant_never_stands_alone() -> None:
    for path in (ROOT / "ips_audit" / "words").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        alone = re.sub(r"statistically significant at the 5% level", "", text)
        assert "significant" not in alone, path.name


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "**x**", "$x^2$", ":red[x]", "[a](b)", "`x`", "a_b_c", "![x](y)"]
)
def test_text_from_files_is_escaped(text: str) -> None:
    escaped = escape(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[*_$`\[\]<>:!]", escaped)
