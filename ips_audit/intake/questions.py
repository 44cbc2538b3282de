"""Every question about files and people: what it is about, its words and its choices.

When a question is asked is decided where the data is read. Here it is only put together, so
that every question, and every value that an answer can have, stands in one place. Those about
the caseload stand in `caseload/questions.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ips_audit.model import DIMENSIONS, NOT_KNOWN, Choice, Question
from ips_audit.words import intake as words
from ips_audit.words import path_columns as path_words
from ips_audit.words.findings import people

# Values that answers can have beside names of the file's own; kept in the settings file.
SHEETS_TOGETHER, SHEET_EACH = "all sheets together", "all sheets, one service each"
USE = "use"  # answers.rows
FILL_DOWN, LEAVE_BLANK = "fill down", "leave blank"  # answers.rows.fill_down
NOT_JOINED = "not_joined"  # answers.rows.not_joined: OUT or COUNT
OUT = "leave out"
SAME_REFERENCE = "same reference in two services"  # answers.rows
ONE_PERSON, APART = "one person", "different people"
TURN, AS_THEY_ARE = "turn round", "as they are"  # answers.dates.<heading>
AFTER, BEFORE, UNDATED = "after the period", "before the start", "without a date"  # answers.jobs
COUNT, NO_JOB, LEAVE_OUT = "count", "no job", "leave out"
YES_NO = ("Yes", "No")
ONE_BY_ONE = "one by one"  # ethnic_scheme: no list holds these numbers or letters
# answers.meaning.<heading>: what Yes means under a heading such as "Unemployed"
YES_IS_NO_JOB, YES_IS_JOB = "yes means no job", "yes means a job"
NOT_A_JOB = "says nothing about jobs"
JOIN = " + "  # between the headings of columns that are taken together


@dataclass
class Draft:
    """Questions and warnings, gathered while the files are prepared."""

    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def ask(self, question: Question) -> None:
        """Add a question once."""
        if all(q.about != question.about for q in self.questions):
            self.questions.append(question)


@dataclass(frozen=True)
class Shown:
    """A column as a choice: its heading, and examples of its answers where they may be shown."""

    heading: str
    examples: tuple[str, ...] = ()

    def choice(self) -> Choice:
        """Return the column as a choice."""
        shown = ", ".join(self.examples)
        return Choice(self.heading, f"{self.heading}: {shown}" if shown else self.heading)


@dataclass(frozen=True)
class Year:
    """A period as a choice: its name, its days, and the people who started in it."""

    name: str
    first: date
    last: date
    people: int

    def choice(self) -> Choice:
        """Return the period as a choice, as `Settings.period` writes it."""
        text = words.period_choice(self.name, self.first, self.last, self.people)
        return Choice(f"{self.first} to {self.last}", text)


# Sheets, headings and rows


def which_sheet(sheets: Sequence[str], file: str) -> Question:
    """Ask which of several sheets that list people are meant."""
    text = words.SAME_HEADINGS.format(sheets=", ".join(sheets), file=file)
    both = (
        Choice(SHEETS_TOGETHER, words.SHEETS_TOGETHER),
        Choice(SHEET_EACH, words.SHEETS_EACH),
    )
    each = [Choice(s, words.ONE_SHEET.format(sheet=s)) for s in sheets]
    return Question("sheet", text, (*both, *each))


def which_heading_row() -> Question:
    """Ask for the row of headings."""
    return Question("heading_row", words.HEADING_ROW, (Choice(1, "Row 1"),))


def ragged_rows() -> Question:
    """Ask whether to use rows with more cells than headings."""
    return Question("answers.rows.ragged_rows", words.RAGGED, (Choice(USE, "Use them"),))


def fill_down(headings: Sequence[str]) -> Question:
    """Ask whether labels that stand once, above blank rows, name those rows too."""
    text = words.FILL_DOWN.format(headings=" and ".join(f"“{h}”" for h in headings))
    fill = Choice(FILL_DOWN, words.FILL_DOWN_YES)
    return Question("answers.rows.fill_down", text, (fill, Choice(LEAVE_BLANK, words.FILL_DOWN_NO)))


def is_a_list(file: str) -> Question:
    """Ask whether a file that names each ethnic group once is a list of people."""
    text = words.LISTED.format(file=file)
    return Question("answers.rows.listed", text, (Choice(USE, words.LISTED_USE),))


# Columns


def which_column(
    about: str, columns: Sequence[Shown], text: str, none: str, together: Sequence[Shown] = ()
) -> Question:
    """Ask which column plays a role: one of these, none, or any of those that go together."""
    choices = [c.choice() for c in columns]
    if len(together) > 1:
        both = JOIN.join(c.heading for c in together)
        choices.append(Choice(both, f"{words.ANY_OF_THEM} ({both})"))
    return Question(about, text, (*choices, Choice("", none)))


def which_of_several(key: str, role: str, columns: Sequence[Shown]) -> Question:
    """Ask which of several columns plays a role; `key` is columns or caseload_columns."""
    name = words.ROLE_NAMES.get(role, role)
    headings = ", ".join(f"“{c.heading}”" for c in columns)
    text = words.TWO_COLUMNS.format(n=len(columns), role=name, headings=headings)
    none = words.NONE_OF_THESE.get(role, words.NO_COLUMN)
    together = columns if role in ("job_outcome", "job_start_date") else ()
    return which_column(f"{key}.{role}", columns, text, none, together)


def no_ethnic_groups(headings: Sequence[str]) -> Question:
    """Ask for the column of ethnic groups, where none looks like it."""
    text = words.NO_ROLE.format(role="ethnic group", mend=words.NEEDED["ethnicity"])
    none = words.NONE_OF_THESE["ethnicity"]
    return which_column("columns.ethnicity", [Shown(h) for h in headings], text, none)


def not_ethnic_groups(heading: str, distinct: int, rows: int, others: Sequence[str]) -> Question:
    """Ask for another column where the chosen one hardly holds ethnic groups."""
    text = words.NOT_ETHNICITY.format(heading=heading, distinct=distinct, rows=rows)
    none = words.NONE_OF_THESE["ethnicity"]
    return which_column("columns.ethnicity", [Shown(h) for h in others], text, none)


# Answers


def which_scheme(heading: str, readings: Sequence[tuple[str, str]], numbers: bool) -> Question:
    """Ask for the key of numbers or letters; each comes with what those of the file would mean."""
    choices = [Choice(name, f"{name}: {shown}") for name, shown in readings]
    text = (words.NUMBERS_KEY if numbers else words.LETTERS_KEY).format(heading=heading)
    return Question("ethnic_scheme", text, (*choices, Choice(ONE_BY_ONE, words.ONE_BY_ONE)))


def too_many_groups(n: int, most: int, detailed: str) -> Question:
    """Ask which groups to use where there are too many; `detailed` names the 16 groups."""
    text = words.TOO_MANY_GROUPS.format(n=n, most=most)
    choices = (Choice("five groups", words.USE_FIVE), Choice(detailed, words.USE_16))
    return Question("ethnic_scheme", text, choices)


def where_are_chinese(clash: tuple[str, str] | None = None) -> Question:
    """Ask where Chinese people are counted; `clash` holds the places of the two files."""
    text = words.CHINESE_ASK
    if clash is not None:
        text = words.CHINESE_CLASH.format(one=clash[0], other=clash[1])
    choices = (Choice("Asian", "Asian/Asian British"), Choice("Other", "Other"))
    return Question("chinese_in", text, choices)


def place_answer(
    dimension: str, answer: str, n: int, groups: Sequence[str], near: str | None
) -> Question:
    """Ask which group an unrecognised answer is; `near` is the nearest by spelling."""
    names = {d.key: d.groups for d in DIMENSIONS} | {"ethnicity": groups, "job_outcome": YES_NO}
    choices = [Choice(g, g) for g in (*names[dimension], NOT_KNOWN)]
    if dimension == "ethnicity" and answer not in groups:
        choices.append(Choice(answer, words.OWN_GROUP))
    form = words.GOT_A_JOB if dimension == "job_outcome" else words.PLACE_ANSWER
    if answer == words.MORE_THAN_ONE:
        form = words.MORE_THAN_ONE_ASK
    text = form.format(answer=answer[:60], n=n)
    hint = "" if near is None else " " + words.LOOKS_LIKE.format(group=near)
    return Question(f"answers.{dimension}.{answer}", text + hint, tuple(choices))


def in_work_answer(heading: str, answer: str, n: int) -> Question:
    """Ask whether an answer says that people were in work at the start."""
    text = words.IN_WORK_ANSWER.format(heading=heading, answer=answer[:60], n=n)
    choices = (Choice("Yes", "In work at the start"), Choice("No", "Not in work at the start"))
    return Question(f"answers.in_work_at_start.{answer}", text, choices)


def what_yes_means(heading: str, yes: str, no: str) -> Question:
    """Ask what yes means under a heading that seems to say who is not in work."""
    choices = (
        Choice(YES_IS_NO_JOB, words.YES_NO_JOB.format(yes=yes, no=no)),
        Choice(YES_IS_JOB, words.YES_A_JOB.format(yes=yes, no=no)),
        Choice(NOT_A_JOB, words.NEITHER),
    )
    text = words.WHAT_YES_MEANS.format(heading=heading, yes=yes)
    return Question(f"answers.meaning.{heading}", text, choices)


def did_they_join(heading: str, answer: str, n: int, start: str = "") -> Question:
    """Ask whether an answer says that people joined, or were accepted.

    `start` is the heading of the date of joining; empty where there is none.
    """
    form = words.ACCEPTED_ANSWER if start else words.JOINED_ANSWER
    text = form.format(answer=answer[:60], heading=heading, n=n, start=start)
    choices = (*(Choice(a, a) for a in YES_NO), Choice(NOT_KNOWN, words.NOBODY_KNOWS))
    return Question(f"answers.joined.{answer}", text, choices)


def who_joined(heading: str, out: Sequence[tuple[str, int]], joined: Sequence[str]) -> Question:
    """Ask, where there is no date of joining, whether only those who were accepted joined.

    `out` holds the other answers and their rows.
    """
    n = sum(n for _, n in out)
    text = words.WHO_JOINED.format(heading=heading, n=n, answers=counted(out))
    only = words.ONLY_ACCEPTED.format(answers=", ".join(f"“{a}”" for a in joined), n=n)
    choices = (Choice(OUT, only), Choice(COUNT, words.COUNT_ALL))
    return Question(f"answers.rows.{NOT_JOINED}", text, choices)


def joined_all_the_same(
    heading: str, start: str, out: Sequence[tuple[str, int]], on_path: bool
) -> Question:
    """Ask whether people with a date of joining joined, although they were not accepted."""
    n = sum(n for _, n in out)
    text = words.joined_all_the_same(n, start, heading, counted(out))
    no = words.STAY_ON_PATH if on_path else words.THEY_DID_NOT
    choices = (Choice(OUT, no), Choice(COUNT, words.THEY_JOINED))
    return Question(f"answers.rows.{NOT_JOINED}", text, choices)


def counted(answers: Sequence[tuple[str, int]]) -> str:
    """List answers with how many rows have each."""
    return ", ".join(f"{answer or words.NO_ANSWER} ({n})" for answer, n in answers)


def did_job_last(heading: str, answer: str, n: int, weeks: int) -> Question:
    """Ask whether an answer says that people were still in work after so many weeks."""
    text = path_words.SUSTAINED_ASK.format(heading=heading, answer=answer[:60], n=n, weeks=weeks)
    choices = (Choice("Yes", "Yes"), Choice("No", "No"), Choice(NOT_KNOWN, "Nobody knows"))
    return Question(f"answers.sustained.{answer}", text, choices)


# The period, dates, jobs and rows of people


def which_period(years: Sequence[Year], everything: Year, starts: tuple[date, date]) -> Question:
    """Ask which of several years is meant, or everything in the file; starts: first and last."""
    text = words.which_period(*starts)
    return Question("period", text, tuple(y.choice() for y in (*years, everything)))


def who_is_one_person(
    key: str, columns: Sequence[tuple[str, int]], held: str, rows: int, same: Sequence[str]
) -> Question:
    """Ask whether rows with the same answer in a column are one person.

    Parameters
    ----------
    key : str
        "columns" or "file_columns.<file>".
    columns : sequence of (heading, people)
        Each column that repeats like a reference, and how many people it would make.
    held : str
        The column of references that was found though it never repeats; empty for none.
    rows : int
    same : sequence of str
        What such rows have in common.
    """
    text = words.one_person([h for h, _ in columns], rows, same)
    choices = [Choice(h, words.one_person_choice(h, n)) for h, n in columns]
    return Question(f"{key}.person", text, (*choices, Choice(held, words.EACH_ROW)))


def same_reference(n: int, agree: int) -> Question:
    """Ask whether a reference that stands in several services is one person."""
    text = words.SAME_REFERENCE.format(n=n, agree=agree)
    choices = (Choice(ONE_PERSON, words.REFERENCE_ONE), Choice(APART, words.REFERENCE_APART))
    return Question(f"answers.rows.{SAME_REFERENCE}", text, choices)


def do_jobs_count(which: str, n: int, last: date | None) -> Question:
    """Ask about jobs after the period (which ends on `last`), before the start, or undated."""
    text = {
        AFTER: words.jobs_after(n, last),
        BEFORE: words.JOBS_BEFORE.format(people=people(n)),
        UNDATED: words.JOBS_UNDATED.format(people=people(n)),
    }[which]
    choices = (
        Choice(COUNT, words.JOBS_COUNT),
        Choice(NO_JOB, words.JOBS_NOT),
        Choice(LEAVE_OUT, words.JOBS_LEAVE_OUT),
    )
    return Question(f"answers.jobs.{which}", text, choices)


def date_order(heading: str, example: str) -> Question:
    """Ask whether dates are day first or month first."""
    day = Choice("day first", "Day first: 3/4 is 3 April")
    month = Choice("month first", "Month first: 3/4 is 4 March")
    text = words.DATE_ORDER.format(heading=heading, example=example or "3/4/2019")
    return Question("date_order", text, (day, month))


def dates_exchanged(heading: str) -> Question:
    """Ask whether day and month of real dates were exchanged when the file was opened."""
    choices = (Choice(TURN, words.TURN), Choice(AS_THEY_ARE, words.AS_THEY_ARE))
    text = words.SWAPPED.format(heading=heading)
    return Question(f"answers.dates.{heading}", text, choices)


def blank_outcome(n: int) -> Question:
    """Ask whether a blank outcome means no job."""
    choices = (Choice(True, "Yes, no job"), Choice(False, "No, not recorded"))
    return Question("blank_outcome_means_no", words.BLANK_OUTCOME.format(n=n), choices)


def already_in_work(n: int) -> Question:
    """Ask whether people in work at the start are compared."""
    choices = (
        Choice(True, "Leave them out of the job comparison (recommended)"),
        Choice(False, "Count them as recorded"),
    )
    return Question("leave_out_in_work", words.IN_WORK.format(n=n), choices)
