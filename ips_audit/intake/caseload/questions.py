"""Every question about the caseload: what it is about, its words and its choices."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.intake.questions import OUT
from ips_audit.model import ALL_SERVICES, Choice, Question
from ips_audit.words import caseload as words

# Values that answers can have beside names of the file's own; kept in the settings file.
EACH_COLUMN = "each column is a service"  # caseload_columns.count
GROUP_ROW, ADD_UP = "group row", "add up"  # answers.caseload.parts of <group>
ALL_ROWS = "all rows"  # answers.caseload.only <heading>
PEOPLE, PERCENT = "people", "percent"  # answers.caseload.unit
NOT_THERE = "not on the caseload"  # answers.caseload.service <name>
LOW, HIGH = "low end", "high end"  # answers.caseload.suppressed


def includes_service() -> Question:
    """Ask whether the caseload includes the people of the service."""
    yes = Choice(True, "Yes, the service works inside these teams")
    no = Choice(False, "No, they are different people")
    return Question("caseload_includes_service", words.INCLUDED, (yes, no), True)


def which_count(headings: Sequence[str], each: bool = False, several: bool = True) -> Question:
    """Ask which column holds the number of people; `each`: or all, a service each."""
    choices = [Choice(h, h) for h in headings]
    none = Choice("", words.NO_COUNT_COLUMN)
    if each:
        choices.append(Choice(EACH_COLUMN, words.EACH_SERVICE))
    text = words.WHICH_COUNTS if several else words.WHICH_COUNT
    return Question("caseload_columns.count", text, (*choices, none))


def people_or_percent(heading: str) -> Question:
    """Ask what numbers that add up to exactly 100 are."""
    choices = (Choice(PEOPLE, words.UNIT_PEOPLE), Choice(PERCENT, words.UNIT_PERCENT))
    return Question("answers.caseload.unit", words.UNIT.format(heading=heading), choices)


def people_behind_percentages() -> Question:
    """Ask for the number of people behind percentages."""
    return Question("caseload_total", words.PERCENT_ASK)


def which_rows(heading: str, values: Sequence[str], parts: bool) -> Question:
    """Ask which rows count where each group has several, told apart by a column.

    All of them added up is a choice only where they can be `parts` of a whole.
    """
    choices = [Choice(v, v) for v in values]
    if parts:
        choices.append(Choice(ALL_ROWS, words.ALL_ROWS))
    text = words.ONLY_WHICH.format(heading=heading)
    return Question(f"answers.caseload.only {heading}", text, tuple(choices))


def which_headings(values: Sequence[str]) -> Question:
    """Ask which columns count where each group has several, under different headings."""
    choices = tuple(Choice(v, v or words.NO_HEADING_ABOVE) for v in values)
    return Question("answers.caseload.only headings", words.ONLY_HEADINGS, choices)


def unreadable_count(group: str, cell: str) -> Question:
    """Ask for a number that cannot be read."""
    text = words.UNREADABLE_COUNT.format(answer=cell[:40], group=group[:60])
    return Question(f"answers.caseload.{group}", text)


def parts_or_whole(group: str) -> Question:
    """Ask whether a group's own row or all its rows count."""
    choices = (Choice(GROUP_ROW, words.PARTS_GROUP_ROW), Choice(ADD_UP, words.PARTS_ADD_UP))
    text = words.PARTS_DOUBT.format(group=group)
    return Question(f"answers.caseload.parts of {group}", text, choices)


def withheld(groups: Sequence[str], bounds: Sequence[str]) -> Question:
    """Ask what to do about withheld numbers; `bounds` says what each can be."""
    text = words.SUPPRESSED.format(groups=", ".join(groups), bounds="; ".join(bounds))
    choices = (
        Choice(OUT, words.LEAVE_GROUPS_OUT),
        Choice(LOW, words.LOW_END),
        Choice(HIGH, words.HIGH_END),
    )
    return Question("answers.caseload.suppressed", text, choices)


def groups_missing(groups: Sequence[str]) -> Question:
    """Ask what to do about groups that the caseload does not have."""
    text = words.MISSING_GROUPS.format(groups=", ".join(groups))
    choices = (Choice(OUT, words.LEAVE_GROUPS_OUT),)
    return Question("answers.caseload.missing_groups", text, choices)


def which_service(theirs: Sequence[str], together: bool) -> Question:
    """Ask which service of the caseload the one service of the file is, or all `together`."""
    choices = [Choice(t, t) for t in theirs]
    if together:
        choices.append(Choice(ALL_SERVICES, words.ALL_TOGETHER))
    return Question("answers.caseload.service", words.WHICH_SERVICE, tuple(choices))


def same_service(service: str, theirs: Sequence[str], default: str | None) -> Question:
    """Ask which service of the caseload is this one of the service file."""
    choices = (*(Choice(t, t) for t in theirs), Choice(NOT_THERE, words.NOT_ON_CASELOAD))
    text = words.SERVICE_MATCH.format(service=service)
    return Question(f"answers.caseload.service {service}", text, choices, default)
