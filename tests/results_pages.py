"""The screens of the results, as a test walks through them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from streamlit.testing.v1 import AppTest

from ips_audit.words import page as words

TAG = re.compile(r"<[^>]+>")


def places(app: AppTest) -> list[str]:
    """Return the name of every screen that the list at the side leads to."""
    return [b.key[3:] for b in app.button if (b.key or "").startswith("go_")]


def go(app: AppTest, name: str) -> AppTest:
    """Open one screen of the results."""
    app.button(key=f"go_{name}").click().run()
    assert not app.exception and not app.error
    return app


def badge(app: AppTest) -> bool:
    """Tell whether the page says that its people are made up."""
    return any(words.DEMO_BADGE in m.value for m in app.markdown)


def html(app: AppTest) -> str:
    """Return all HTML that the page writes itself."""
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def answer(app: AppTest) -> str:
    """Return the answer that stands at the head of the overview."""
    found = re.findall(r'<p class="(?:answer|more)">(.*?)</p>', html(app))
    return unescape(" ".join(found))


def overview(app: AppTest) -> dict[tuple[str, str, str], list[str]]:
    """Return the overview: (question, by which groups, service) -> lines of the cell."""
    table = re.search(r'<div class="overview".*?</table>', html(app), re.DOTALL)
    assert table is not None
    head, *rows = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)
    services = [_text(cell) for cell in re.findall(r"<th.*?</th>", head)][1:]
    out = {}
    for row in rows:
        first, *cells = re.findall(r"<(?:th|td)[ >].*?</(?:th|td)>", row)
        what, by = _lines(first)
        out |= {(what, by, s): _lines(c) for s, c in zip(services, cells, strict=True)}
    return out


def findings(app: AppTest) -> list[str]:
    """Return the finding of every cell of the overview."""
    return [lines[0] for lines in overview(app).values()]


def more(app: AppTest, label: str) -> AppTest:
    """Open one part of what stands behind a card."""
    return _choose(app, label)


def every_part(app: AppTest) -> Iterator[str]:
    """Open each part of what stands behind a card, one after the other."""
    for group in list(app.segmented_control):
        if (group.key or "").startswith("more_"):
            for option in list(group.options):
                _choose(app, option)
                yield option


def _choose(app: AppTest, label: str) -> AppTest:
    group = next(g for g in app.segmented_control if (g.key or "").startswith("more_"))
    group.set_value(label).run()
    assert not app.exception and not app.error
    return app


def _lines(cell: str) -> list[str]:
    return [_text(x) for x in re.findall(r"<(?:b|span)>(.*?)</(?:b|span)>", cell)]


def _text(cell: str) -> str:
    return unescape(TAG.sub("", cell)).strip()
