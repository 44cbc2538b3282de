"""Sentences of the results: the answer in one sentence, and the words of overview and cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ips_audit.model import (
    EVERYONE,
    Check,
    CheckQuestion,
    Finding,
    GroupFinding,
    GroupResult,
    NameOfTest,
)
from ips_audit.words.findings import (
    LOWER,
    NO_BASELINE,
    NO_OUTCOME,
    NOT_IN_CASELOAD,
    NOT_SPLIT,
    group_name,
    percent,
    rest_share,
)

OVERVIEW = "Overview"
SERVICE = "Service"
WHO = "Who uses it"
DEEPER = "Look deeper"
NOTHING_DEEPER = "There is nothing more to look at for this service."
TAKE = "Take it away"
PRINT = "Page to print"
STORY = "The story"
WHAT_IF = "What if"
CHANCE = "Chance alone"
PREVIOUS = "Previous"
NEXT = "Next"
NEXT_STEP = "What to do next:"
CHART = "Chart"
TABLE = "Table"
MORE = "More about this card"
HOW = "How we worked this out"
SUMS = "Sums"
NOT_KNOWN = "Not known"
SHARES = "Shares"
PUT_TOGETHER = "Put groups together"
FILES = "Chart files"
CHART_FILES = {
    (CheckQuestion.ACCESS, "png"): "Chart as PNG",
    (CheckQuestion.ACCESS, "svg"): "Chart as SVG",
    (CheckQuestion.OUTCOME, "png"): "Chart as PNG",
    (CheckQuestion.OUTCOME, "svg"): "Chart as SVG",
    ("shares", "png"): "Shares as PNG",
    ("shares", "svg"): "Shares as SVG",
}
NOTHING_LEAVES = "Nothing can be shared just now. “Take it away” says why."
NOT_THIS_PAGE = "To print the results, open “Page to print” in the list at the side first."
HOW_TO_PRINT = "Press Ctrl+P (on a Mac: ⌘P). Only what stands below is printed."
PREVIEW = "What share-safe does: {title}"
HERE = "Here, exact"
LEAVES = "As it leaves, share-safe"
CARD = "{question}: {what}"
WHAT_WAS_FOUND = "What was found"
SCROLLS = "Overview of all questions: scrolls sideways"
QUESTIONS = {CheckQuestion.ACCESS: "Access", CheckQuestion.OUTCOME: "Jobs"}
TOGETHER = "All together"
CAPTION = (
    "Each question with its finding, one column for each service. Each cell leads to its card."
)
QUESTION_COLUMN = "Question"
ACCESS_ROW = ("Who is reached", "by {dimension}")
JOBS_ROW = ("Who gets a job", "by {dimension}; {people}")
OF_SUPPORT = "people with {people} of support"
CHI = "χ² {statistic}, {p}"
EXACT = "exact {p}"
TESTS = {
    NameOfTest.ACCESSED_V_NOT: "accessed v did not",
    NameOfTest.GOODNESS_OF_FIT: "goodness of fit",
    NameOfTest.TWO_SAMPLES: "two samples",
    NameOfTest.INDEPENDENCE: "job v no job",
}
TEST_LINE = "χ² = {statistic}, df {df}, {p} ({name})"
AGAINST = "{one} against {rest}"
TOO_FEW_FOR = "too few to tell for {groups}"
EVERY_GROUP = "any group"


@dataclass(frozen=True)
class CellWords:
    """What a cell of the overview says: the finding, more about it, and how much it weighs."""

    finding: str
    about: str
    weight: int  # 2 a gap, 1 something to look at, 0 nothing shown


def question_of(check: Check) -> tuple[str, str]:
    """Return what a check asks, and by which groups, as a row of the overview says it."""
    what, by = ACCESS_ROW if check.question == CheckQuestion.ACCESS else JOBS_ROW
    people = check.people if check.people == EVERYONE else OF_SUPPORT.format(people=check.people)
    return what, by.format(dimension=check.dimension, people=people)


def cell_words(check: Check) -> CellWords:
    """Return a check's finding in a word or two, and the group it is about.

    Parameters
    ----------
    check : Check

    Returns
    -------
    CellWords
    """
    if check.finding is Finding.NOT_CHECKED:
        why = {
            NO_BASELINE: "no caseload",
            NOT_SPLIT: "see all together",
            NOT_IN_CASELOAD.format(dimension=check.dimension): "not in the caseload",
            NO_OUTCOME: "no outcomes",
        }
        return CellWords("Not checked", why.get(" ".join(check.sentences), ""), 0)
    if check.finding is Finding.WITHHELD:
        return CellWords("Not carried", "see the team version", 0)
    if check.total_misleads:
        return CellWords("The total misleads", "read each service", 1)
    told = [
        ("Lower", LOWER, 2),
        ("Look closer", (GroupFinding.POSSIBLE_GAP,), 1),
        ("Higher", (GroupFinding.HIGHER,), 1),
    ]
    if check.finding is Finding.DIFFER:  # it rests on the group that was shown to be higher
        told.reverse()
    for name, findings, weight in told:
        groups = [g for g in check.groups if g.finding in findings]
        if groups:
            names = short_list([group_name(check, g.group) for g in groups])
            return CellWords(f"{name}: {names}", _against(check, groups), weight)
    if check.finding is Finding.DIFFER:
        return CellWords("Groups differ", "no single group stands out", 1)
    if check.finding is Finding.NO_GAP:
        return CellWords("No large gap", EVERY_GROUP, 0)
    open_groups = [group_name(check, g.group) for g in check.groups if is_open(g)]
    every = len(open_groups) == len([g for g in check.groups if g.of])
    names = EVERY_GROUP if every else short_list(open_groups)
    return CellWords("No gap shown", TOO_FEW_FOR.format(groups=names), 0)


def short_list(names: Sequence[str]) -> str:
    """Return up to two names, and how many more there are."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} more"


def _against(check: Check, groups: Sequence[GroupResult]) -> str:
    """Return a group's rate against that of everyone else; nothing where there are several."""
    g, rest = groups[0], rest_share(check, groups[0])
    if len(groups) > 1 or g.share is None or rest is None:
        return ""
    return AGAINST.format(one=percent(g.share), rest=percent(rest))


def is_open(g: GroupResult) -> bool:
    """Tell whether a gap can neither be shown nor ruled out for a group."""
    few = (
        GroupFinding.CANNOT_TELL, GroupFinding.POSSIBLE_GAP, GroupFinding.TOO_FEW,
        GroupFinding.WITHHELD,
    )  # fmt: skip
    return bool(g.of) and g.finding in few
