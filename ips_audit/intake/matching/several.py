"""Several columns of one thing, such as a column for each job, read as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from ips_audit.intake.files.columns import first_come
from ips_audit.intake.files.table import Cell, Column, Table
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.instead_of_dates import no_date
from ips_audit.intake.matching.values import code_values
from ips_audit.intake.questions import JOIN
from ips_audit.model import Settings

# Which answer says most: a job, then what is asked about, then no job.
MOST = {"Yes": 0, "No": 2}


def found_together(table: Table, text: str) -> tuple[Column, ...]:
    """Return the columns that a setting names: one, or several joined by " + "; else none."""
    column = table.column(text)
    if column is not None:
        return (column,)
    columns = [table.column(part) for part in text.split(JOIN)]
    return tuple(c for c in columns if c is not None) if all(columns) else ()


def as_one(role: str, columns: Sequence[Column], settings: Settings) -> Column:
    """Read several columns as one: the answer of each row that says most.

    Parameters
    ----------
    role : str
        "job_start_date": the earliest date. "job_outcome": a job, where any of them says so.
    columns : sequence of Column
        Of one table.
    settings : Settings
        The order of day and month, and where the user placed answers.

    Returns
    -------
    Column
        Its answers are answers of these columns, so that each can still be asked about.
    """
    answers: list[Cell] = list(dict.fromkeys(a for c in columns for a in c.answers))
    rank = _dates(answers, settings) if role.endswith("date") else _outcomes(answers, settings)
    place = {a: i for i, a in enumerate(answers)}
    codes = np.stack([np.array([place[a] for a in c.answers])[c.codes] for c in columns])
    ranks = np.array([rank(a) for a in answers])[codes]
    best = codes[ranks.argmin(axis=0), np.arange(codes.shape[1])]
    part = first_come(best, answers)
    heading = JOIN.join(c.heading for c in columns)
    return Column(heading, heading, columns[0].letter, part)


def _dates(answers: Sequence[Cell], settings: Settings) -> Callable[[Cell], float]:
    """Rank answers: the earliest date first, then what is no date, then nothing."""
    read = read_dates(answers, settings.date_order).values
    days = {a: d for a, d in zip(answers, read, strict=True) if d is not None}
    unreadable, nothing = date.max.toordinal() + 1, date.max.toordinal() + 2

    def rank(answer: Cell) -> float:
        if answer in days:
            return days[answer].toordinal()
        return nothing if no_date(answer) else unreadable

    return rank


def _outcomes(answers: Sequence[Cell], settings: Settings) -> Callable[[Cell], float]:
    coded = code_values("job_outcome", answers, settings.answers.get("job_outcome", {}))
    ranks = {
        a: MOST.get(c.group, 1 if c.status == "ask" else 3) if c.answer else 4
        for a, c in zip(answers, coded, strict=True)
    }
    return lambda answer: ranks[answer]
