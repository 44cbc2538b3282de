"""Write the tables of options and settings keys into docs/command-line.md, from the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path

from ips_audit.__main__ import _arguments
from ips_audit.settings.settings import Key, Settings, declared

PAGE = Path(__file__).parents[1] / "command-line.md"
KINDS = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    dict: "object",
    list: "list of texts",
    date: "date, like 2019-12-31",
}


def options() -> str:
    """Return the table of the command line's options."""
    rows = ["| option | what it does |", "|---|---|"]
    for action in _arguments()._actions:
        name = ", ".join(action.option_strings) or str(action.dest)
        value = "" if action.nargs == 0 else f" {str(action.metavar or action.dest).upper()}"
        if not action.option_strings or action.nargs == "+":
            value = f"{value} …" if action.option_strings else " …"
        rows.append(f"| `{name}{value}` | {action.help} |")
    return "\n".join(rows)


def settings() -> str:
    """Return the table of the settings file's keys."""
    rows = ["| key | what it holds | value | default | asked |", "|---|---|---|---|---|"]
    rows += [f"| {' | '.join(row)} |" for row in _keys()]
    return "\n".join(rows)


def _keys() -> Iterator[tuple[str, ...]]:
    for f in fields(Settings):
        key = declared(f)
        name = re.sub("^period_", "period.", f.name)  # the file holds both days in one object
        default = f.default_factory() if f.default_factory is not MISSING else f.default
        shown = "" if default in (None, {}) else f"`{json.dumps(default)}`"
        yield f"`{name}`", _holds(key), _value(key), shown, str(key.asked)


def _holds(key: Key) -> str:
    """Return the line in the list of decisions, without its placeholders."""
    return (
        key.says.replace("{key} → {value}", "An answer of the files → its group")
        .replace("{key} is counted as {value}", "A group → your own group it is counted in")
        .replace(": {value}", "")
        .replace("{key}", "each role")
    )


def _value(key: Key) -> str:
    if key.either:
        return " or ".join(f"`{v}`" for v in key.either)
    kind = "number" if isinstance(key.kind, tuple) else KINDS[key.kind]
    if key.parts:
        return f"{kind}; its keys: {', '.join(f'`{p}`' for p in key.parts)}"
    if key.least is not None:
        return f"{kind}, {key.least} to {key.most}" if key.most else f"{kind}, {key.least} or more"
    return kind


def page(text: str) -> str:
    """Return the page with both tables as the code has them now."""
    for name, table in (("options", options()), ("settings", settings())):
        start = f"<!-- {name}: written by docs/scripts/reference.py -->"
        end = f"<!-- end of {name} -->"
        before, rest = text.split(start)
        text = f"{before}{start}\n\n{table}\n\n{end}{rest.split(end)[1]}"
    return text


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
