"""A small drawing of what comes out, for the first step. It asks no other computer."""

from __future__ import annotations

import base64
from html import escape

from ips_audit.words import page as words

# Made up: percent of each group, its range, and everyone else's.
SHARES = ((18, 13, 24), (17, 12, 23), (16, 9, 26), (19, 17, 21), (8, 4, 14))
REST, LEFT, PER, TOP, STEP = 18, 62, 7.2, 112, 24


STYLE = (
    "text { font: 13px 'Source Sans', 'Source Sans 3', sans-serif; fill: #0b0c0c }"
    ".head { font-size: 16px; font-weight: 600 } .strong, .lower text { font-weight: 600 }"
    ".quiet { fill: #484949 } line, circle { stroke: #12436d; stroke-width: 2; fill: #12436d }"
    ".rest { stroke: #484949; stroke-dasharray: 4 4 }"
)


def picture() -> str:
    """Return the drawing as an image of HTML, with its meaning in words."""
    rows = "".join(map(_row, range(len(SHARES)), words.PICTURE_GROUPS, SHARES))
    end, rest = TOP + STEP * len(SHARES), LEFT + PER * REST
    answer = _lines(words.PICTURE_ANSWER, 38, "quiet") + _lines(words.PICTURE_FOUND, 74, "strong")
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 270 {end + 36}">'
        f"<style>{STYLE}</style>"
        f'<text x="0" y="16" class="head">{escape(words.PICTURE_HEAD)}</text>{answer}'
        f'<line x1="{rest}" x2="{rest}" y1="{TOP - 10}" y2="{end - 8}" class="rest"/>{rows}'
        f"{_lines(words.PICTURE_NOTE, end + 10, 'quiet')}</svg>"
    )
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img class="picture" alt="{words.PICTURE}" src="data:image/svg+xml;base64,{data}">'


def _row(i: int, group: str, share: tuple[int, int, int]) -> str:
    y = TOP + STEP * i
    at, low, high = (LEFT + PER * s for s in share)
    lower = ' class="lower"' if i == len(SHARES) - 1 else ""
    return (
        f'<g{lower}><text x="0" y="{y + 5}">{escape(group)}</text>'
        f'<line x1="{low}" x2="{high}" y1="{y}" y2="{y}"/><circle cx="{at}" cy="{y}" r="5"/></g>'
    )


def _lines(texts: tuple[str, ...], y: float, kind: str) -> str:
    return "".join(
        f'<text x="0" y="{y + 17 * i}" class="{kind}">{escape(t)}</text>'
        for i, t in enumerate(texts)
    )
