"""Which rows of population files count: those of one area, with each group as often as others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.caseload.questions import ADD_UP, GROUP_ROW
from ips_audit.intake.caseload.read import build_baseline
from ips_audit.intake.files.source import stem
from ips_audit.intake.files.table import Named
from ips_audit.intake.questions import OUT, Draft
from ips_audit.model import (
    ALL_SERVICES,
    NOT_KNOWN,
    CaseloadCount,
    Choice,
    Dimension,
    Question,
    Settings,
)
from ips_audit.words import population as words

HERE = "here"  # the area that is used, in the place of a caseload's service
MILLION = 1_000_000  # the people that percentages are of
UNEVEN = "uneven rows"  # answers.population


def as_of_caseload(settings: Settings) -> Settings:
    """Return the settings with what was decided of the population in the caseload's place."""
    return replace(
        settings,
        caseload_columns=settings.population_columns,
        answers={**settings.answers, "caseload": settings.answers.get("population", {})},
        caseload_total=MILLION,
    )


def overlap(tables: Sequence[Named], settings: Settings, own: Dimension | None) -> bool:
    """Tell whether two tables count the groups of one area: added up they count people twice."""
    seen: set[tuple[str, Dimension]] = set()
    for name, table in tables if len(tables) > 1 else ():
        base = build_baseline([(name, table)], as_of_caseload(settings), (HERE,), own)
        found = {
            (stem(name) if x.service == ALL_SERVICES else x.service, x.dimension)
            for x in base.reading.lines
        }
        if found & seen:
            return True
        seen |= found
    return False


def even(base: Baseline, settings: Settings, draft: Draft) -> bool:
    """Ask whether to add up where some groups stand on more rows than others; tell whether to.

    A table of groups by sex or age has each group as often: else a row is missing, or there twice.
    """
    said = settings.answers.get("population", {})
    area, several = said.get("service"), len({x.service for x in base.reading.lines}) > 1
    if several and area is None:
        return True  # which area counts is asked first
    rows: dict[tuple[str, Dimension], dict[str, int]] = {}
    for line in base.reading.lines:
        coded = base.coded(line.dimension, line.answer)
        counts = not several or area in (line.service, ALL_SERVICES)
        if counts and coded.group != NOT_KNOWN:
            times = rows.setdefault((line.service, line.dimension), {})
            times[coded.answer] = times.get(coded.answer, 0) + 1
    uneven = [t for t in rows.values() if len(set(t.values())) > 1]
    decided = said.get(UNEVEN)
    if not uneven or decided == ADD_UP:
        return True
    if decided == OUT:
        draft.warnings.append(words.NOT_USED)
        return False
    most, least = (pick(uneven[0], key=uneven[0].__getitem__) for pick in (max, min))
    text = words.UNEVEN_ROWS.format(
        most=most, m=uneven[0][most], least=least, n=uneven[0][least]
    )  # fmt: skip
    choices = (Choice(ADD_UP, words.ADD_THEM), Choice(OUT, words.DO_NOT_USE))
    draft.ask(Question(f"answers.caseload.{UNEVEN}", text, choices))
    return False


def part_of_it(whole: str) -> Question:
    """Ask whether the only row named after a group is a part of that group's own row."""
    choices = (Choice(GROUP_ROW, words.A_PART), Choice(ADD_UP, words.NO_PART))
    text = words.ONE_PART.format(whole=whole)
    return Question(f"answers.population.parts of {whole}", text, choices)


def which_area(question: Question, counts: Sequence[CaseloadCount], base: Baseline) -> Question:
    """Ask for the area, where the caseload's question is for the service.

    Percentages, and an area that holds the others, cannot be added up.
    """
    if question.about != "answers.caseload.service":
        return question
    whole = base.estimated or _holds_the_others(counts)
    choices = tuple(
        Choice(c.value, words.ALL_AREAS if c.value == ALL_SERVICES else c.text)
        for c in question.choices
        if not (whole and c.value == ALL_SERVICES)
    )
    return replace(question, text=words.WHICH_AREA, choices=choices)


def _holds_the_others(counts: Sequence[CaseloadCount]) -> bool:
    """Tell whether the numbers of one area are the sums of all others."""
    areas: dict[str, dict[tuple[Dimension, str], int]] = {}
    for c in counts:
        areas.setdefault(c.service, {})[c.dimension, c.group] = c.n or 0
    total: dict[tuple[Dimension, str], int] = {}
    for by in areas.values():
        for key, n in by.items():
            total[key] = total.get(key, 0) + n
    sums = {key: n / 2 for key, n in total.items()}
    return len(areas) > 2 and any(by == sums for by in areas.values())
