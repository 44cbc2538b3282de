"""The local population, read as a caseload is: which area, in the groups of the other files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ips_audit.intake import questions
from ips_audit.intake.caseload.counts import Baseline
from ips_audit.intake.caseload.read import build_baseline
from ips_audit.intake.caseload.which_rows import MOST_VALUES
from ips_audit.intake.chinese import OWN_PLACE
from ips_audit.intake.files.table import Named
from ips_audit.intake.matching import coding
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.coding import ASK, CHINESE, CHINESE_GROUPS, SUGGESTED, Coded
from ips_audit.intake.population_rows import (
    HERE,
    MILLION,
    as_of_caseload,
    even,
    overlap,
    part_of_it,
    which_area,
)
from ips_audit.intake.published_tables import areas_of, bare, rows_above, sheets_alike
from ips_audit.intake.questions import Draft
from ips_audit.model import (
    ETHNIC_GROUP,
    FIVE_GROUPS,
    NOT_KNOWN,
    CaseloadCount,
    Choice,
    ColumnGuess,
    Dimension,
    Population,
    Question,
    Settings,
)
from ips_audit.words import caseload as caseload_words
from ips_audit.words import population as words

CHINESE_THERE = "where Chinese people are"  # answers.population
NEARLY_ALL = (0.98, 1.02)  # what percentages, each rounded, add up to
ASIAN_SINCE_2021 = re.compile(r"\basian welsh\b")  # only lists with Chinese people in Asian say so


@dataclass(frozen=True)
class OtherFiles:
    """What the service files and the caseload were read as: the population follows them."""

    codings: tuple[coding.ColumnCoding, ...]
    place: str  # where they count Chinese people
    groups: tuple[str, ...]
    own: Dimension | None = None


@dataclass(frozen=True)
class PopulationRead:
    """The population, None where there is none or something is open; and how it was read."""

    population: Population | None = None
    columns: tuple[ColumnGuess, ...] = ()
    headings: tuple[str, ...] = ()
    answers: frozenset[tuple[str, str]] = frozenset()  # dimension's key and folded answer


def read_population(
    tables: Sequence[Named], settings: Settings, files: OtherFiles, draft: Draft
) -> PopulationRead:
    """Read the population files by the code that reads a caseload.

    Parameters
    ----------
    tables : sequence of (file name, Table)
        May be empty.
    settings : Settings
    files : OtherFiles
    draft : Draft
        Takes what is asked or said.

    Returns
    -------
    PopulationRead
        Never a number of which it is not clear what it counts: then there is a question, or
        the file is not used and that is said.
    """
    if not tables:
        return PopulationRead()
    for _, table in tables:
        if (areas := areas_of(table)) > MOST_VALUES:
            draft.warnings.append(words.TOO_MANY_AREAS.format(n=areas))
            return PopulationRead()
    sheets = sheets_alike(tables)
    if sheets and settings.population_sheet is None:
        choices = tuple(Choice(s, s) for s in sheets)
        draft.ask(Question("population_sheet", words.WHICH_SHEET, choices))
        return PopulationRead()
    if settings.population_heading_row is None and any(rows_above(t) > 1 for _, t in tables):
        draft.ask(Question("population_heading_row", words.WHICH_HEADINGS))
        return PopulationRead()
    said = settings.answers.get("population", {})
    made = [bare(table, said) for _, table in tables]
    ready = [(name, m.table) for (name, _), m in zip(tables, made, strict=True)]
    for one in made:
        if one.broken:
            broken = [f"“{b}”" for b in one.broken]
            draft.warnings.append(words.groups_note(words.PARTS_MISSING, broken))
        for whole in one.doubtful:
            draft.ask(part_of_it(whole))
        if one.total is not None:
            draft.warnings.append(words.NOT_ALL.format(heading=one.total))
    if any(m.doubtful for m in made):
        return PopulationRead()
    if overlap(ready, settings, files.own):
        draft.warnings.append(words.TWICE)
        return PopulationRead()
    base = build_baseline(ready, as_of_caseload(settings), (HERE,), files.own)
    own = Draft()
    if base.reading.people is not None:  # nobody lists a population by the person
        draft.warnings.append(words.NOT_PEOPLE)
        return PopulationRead()
    population = _population(base, settings, files, own)
    of_a_million = caseload_words.PERCENT_TOTAL.format(total=MILLION)
    for text in (*base.draft.warnings, *own.warnings):
        if text != of_a_million:  # which is our number
            draft.warnings.append(words.of_population(text))
    asked = [*base.draft.questions, *own.questions]
    for question in asked:
        draft.ask(_of_population(question))
    answers = frozenset((d, fold(c.answer)) for d, c, _ in base.answer_counts())
    return PopulationRead(None if asked else population, base.guesses, base.headings, answers)


def _of_population(question: Question) -> Question:
    """Put a question about the caseload as one about the population."""
    about = question.about.replace("caseload_columns.", "population_columns.", 1)
    about = about.replace("answers.caseload.", "answers.population.", 1)
    if about == question.about:
        return question  # about an answer, which is placed alike in all files
    choices = tuple(Choice(c.value, words.of_population(c.text)) for c in question.choices)
    return replace(question, about=about, text=words.of_population(question.text), choices=choices)


def _population(
    base: Baseline, settings: Settings, files: OtherFiles, draft: Draft
) -> Population | None:
    """Return the counts of one area in the groups of the other files."""
    name = settings.population_name or words.DEFAULT_NAME
    if not base.reading.lines:
        if not base.draft.questions:
            draft.warnings.append(words.NOT_PEOPLE)
        return None
    if not _understood(base, files, settings, draft):
        return None
    ours = _ours(base, settings, files, draft)
    counted = _counted_in(base, files, ours)
    caseload = base.counts(counted, files.groups, (HERE,), draft, ())
    assert caseload is not None
    draft.questions = [which_area(q, caseload.counts, base) for q in draft.questions]
    here = [c for c in caseload.counts if c.service == HERE]
    each_as_often = even(base, settings, draft)
    theirs = _theirs(base, settings, counted, draft)
    if not each_as_often or draft.questions or base.draft.questions:
        return None
    if not _has_people(here, base, name, draft):
        return None
    notes = [words.UNKNOWN.format(name=name, share=share) for share in _unknown(here)]
    if hidden := [c.group for c in here if c.n is None]:
        notes.append(words.groups_note(words.WITHHELD, hidden, name))
    unlike = theirs is not None and theirs != ours
    if theirs is not None and unlike:
        places = {"theirs": CHINESE_GROUPS[theirs], "ours": CHINESE_GROUPS[ours]}
        notes.append(words.CHINESE.format(name=name, **places))
    counts: dict[Dimension, dict[str, int]] = {}
    for c in here:
        if c.n is not None and c.group != NOT_KNOWN:
            counts.setdefault(c.dimension, {})[c.group] = c.n
    groups = tuple(CHINESE_GROUPS.values()) if unlike else ()
    return Population(name, counts, groups, tuple(notes))


def _has_people(here: Sequence[CaseloadCount], base: Baseline, name: str, draft: Draft) -> bool:
    """Say what was read; tell whether it can be used."""
    sums: dict[Dimension, int] = {}
    for c in here:
        known = c.n is not None and (c.group != NOT_KNOWN or base.estimated)
        sums[c.dimension] = sums.get(c.dimension, 0) + (c.n or 0 if known else 0)
    if not sums or not all(sums.values()):
        draft.warnings.append(words.NOT_PEOPLE)
        return False
    if not base.estimated:
        draft.warnings.append(words.READ.format(name=name, total=max(sums.values())))
        return True
    for total in (n / MILLION for n in sums.values()):
        if not NEARLY_ALL[0] <= total <= NEARLY_ALL[1]:
            draft.warnings.append(words.NOT_100.format(total=f"{100 * total:.1f}"))
            return False
    draft.warnings.append(words.READ_PERCENT.format(name=name))
    return True


def _unknown(here: Sequence[CaseloadCount]) -> Iterator[str]:
    """Give the percentage of people without a known group, of each dimension that has any."""
    for dimension in dict.fromkeys(c.dimension for c in here):
        counts = {c.group: c.n or 0 for c in here if c.dimension == dimension}
        if unknown := counts.get(NOT_KNOWN, 0):
            yield f"{100 * unknown / sum(counts.values()):.1f}%"


def _understood(base: Baseline, files: OtherFiles, settings: Settings, draft: Draft) -> bool:
    """Ask where answers belong that no list holds; tell whether names are what they are."""
    open_, suggested = [], []
    for dimension, answer, n in base.answer_counts():
        if answer.status == ASK:
            open_.append((dimension, answer, n))
        elif answer.status == SUGGESTED:
            suggested.append(f"{answer.answer} → {answer.group}")
    if any(_is_code(c) for _, c, _ in open_):
        draft.warnings.append(words.CODES_ALONE)
        return False
    for dimension, c, n in open_:
        near = coding.suggest(c.answer, FIVE_GROUPS) if dimension == ETHNIC_GROUP.key else None
        question = questions.place_answer(dimension, c.answer, n, files.groups, near)
        draft.ask(replace(question, text=words.which_group(c.answer, near)))
    if suggested:
        shown = "; ".join(dict.fromkeys(suggested))
        draft.warnings.append(words.SUGGESTED.format(answers=shown))
    return True


def _is_code(coded: Coded) -> bool:
    return len(coded.answer) == 1 or coded.answer.lstrip("-").isdecimal()


# Where Chinese people are


def _ours(base: Baseline, settings: Settings, files: OtherFiles, draft: Draft) -> str:
    """Return the group that the service files and the caseload count Chinese people in.

    It is asked wherever labels do not say it: so that what is said of it later does not tell
    whether there are Chinese people in the files.
    """
    if settings.chinese_in or not _of_five(base, settings):
        return files.place
    if any(map(_names_chinese, files.codings)):
        return files.place
    said = {p for c in files.codings if (p := _implied(c))}
    if len(said) == 1:
        return said.pop()
    draft.ask(replace(questions.where_are_chinese(), text=words.CHINESE_IN_FILES))
    return files.place


def _counted_in(base: Baseline, files: OtherFiles, ours: str) -> str:
    """Return the place in which the file itself counts them, where it has sums beside parts.

    In another place its sums would not be known for what they are, and people count twice.
    """
    if not _names_chinese(base.coding):
        return ours
    people = {}
    for tried in CHINESE_GROUPS:
        caseload = base.counts(tried, files.groups, (HERE,), Draft(), ())
        people[tried] = sum(c.n or 0 for c in caseload.counts) if caseload else 0
    return ours if people[ours] == min(people.values()) else min(people, key=people.__getitem__)


def _theirs(base: Baseline, settings: Settings, counted: str, draft: Draft) -> str | None:
    """Return the group that the population counts Chinese people in; None while it is asked."""
    if not _of_five(base, settings) or _names_chinese(base.coding):
        return counted
    assert base.coding is not None
    decided = settings.answers.get("population", {}).get(CHINESE_THERE)
    theirs = _implied(base.coding) or (decided if decided in CHINESE_GROUPS else None)
    if theirs is None:
        choices = tuple(Choice(p, group) for p, group in CHINESE_GROUPS.items())
        draft.ask(Question(f"answers.caseload.{CHINESE_THERE}", words.CHINESE_ASK, choices))
    return theirs


def _names_chinese(found: coding.ColumnCoding | None) -> bool:
    return found is not None and any(c.group == CHINESE for c in found.coded)


def _implied(found: coding.ColumnCoding) -> str | None:
    """Return where labels without one for Chinese people count them, if the labels say so."""
    if found.chinese_merged:
        return "Other"
    since = any(ASIAN_SINCE_2021.search(fold(c.answer)) for c in found.coded if c.answer)
    return "Asian" if since else None


def _of_five(base: Baseline, settings: Settings) -> bool:
    """Tell whether the file has ethnic groups, and these are read as the five."""
    ethnic = any(line.dimension == ETHNIC_GROUP for line in base.reading.lines)
    return ethnic and settings.ethnic_scheme not in OWN_PLACE
