"""The floor: a whole process that reads the file and does nothing else."""

from __future__ import annotations

import sys

# What the audit uses, in a service file or in a list of the caseload; references apart.
NEEDED = {"Ethnicity", "Gender", "Age", "Start date", "Job outcome"}


def main(path: str, references: bool) -> int:
    """Read the columns that the audit needs; return the number of rows."""
    if path.endswith(".xlsx"):
        from python_calamine import CalamineWorkbook

        return sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    import pandas as pd

    wanted = NEEDED | {"Client ID"} if references else NEEDED
    frame = pd.read_csv(path, engine="c", usecols=lambda c: c in wanted, dtype="category")
    return len(frame)


if __name__ == "__main__":
    print(main(sys.argv[1], "--with-references" in sys.argv))
