"""Parse a workbook in a process of its own, under limits: a script for `apart`.

The file comes on standard input. A line of JSON goes out for each sheet and each row, and a last
one that says that all is there. It imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, time, timedelta
from typing import Any

# What a reader of damaged files may raise besides its own errors.
DAMAGE = (ValueError, IndexError, KeyError, OverflowError, OSError)


def main(memory: int, area: int) -> dict[str, Any]:
    """Write the sheets and rows; return the last line."""
    _limit(memory)
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for i, meta in enumerate(book.sheets_metadata):
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            sheet = None if hidden else book.get_sheet_by_index(i)
            if sheet is not None and sheet.total_height * sheet.total_width > area:
                return {"end": "too much"}
            column = sheet.start[1] if sheet is not None and sheet.start else 0
            _write({"sheet": meta.name, "hidden": hidden, "column": column})
            for row in () if sheet is None else sheet.iter_rows():
                _write(row)
    except calamine.PasswordError:
        return {"end": "password"}
    except MemoryError:
        return {"end": "too much"}
    except (calamine.CalamineError, *DAMAGE):
        return {"end": "broken"}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own fault, on damaged files
            raise
        return {"end": "broken"}
    return {"end": "read"}


def _limit(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        return  # a claim beyond all memory still ends this process only


def _write(line: object) -> None:
    sys.stdout.write(json.dumps(line, default=_typed))
    sys.stdout.write("\n")


def _typed(value: object) -> dict[str, object]:
    """Return a value that JSON does not know as its kind and its text."""
    if isinstance(value, timedelta):
        return {"kind": "timedelta", "text": value.total_seconds()}
    assert isinstance(value, (date, time))
    return {"kind": type(value).__name__, "text": value.isoformat()}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _write(main(int(sys.argv[1]), int(sys.argv[2])))
