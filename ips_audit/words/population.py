"""Sentences about the local population: beside the caseload, described and never tested."""

from __future__ import annotations

import re

from ips_audit.words.findings import listed
from ips_audit.words.intake import LOOKS_LIKE

DEFAULT_NAME = "local population"
HEADING = "Against other places"
TITLE = "Against other places: {service} and the {name}, by {dimension}"
TITLE_NAMED = "Against other places: {service} and “{name}”, by {dimension}"
# Stands beside the table wherever it appears.
WHY = (
    "The caseload is the fair comparison: it holds the people whom the service could have reached.",
    "People with severe mental health problems are not spread over groups as the population is. "
    "People of some ethnic groups, for example, are more often in secondary mental health care.",
    "So a service can match the population and still leave out people of the caseload, and the "
    "other way round.",
)
NO_TEST = "No test is made on this table, and no finding rests on it."
COLUMNS = (
    "Group",
    "Service (%)",
    "Caseload (%)",
    "Population (%)",
    "Service ÷ population",
)
CSV_CHECK, KIND = "against population", "descriptive"
MISSING = (
    "“{name}” has no number for {groups}. So all percentages here are of the other groups together."
)
CASELOAD_LACKS = (
    "The caseload has no number for {groups}. Its percentages are of the other groups together."
)
NOT_IN_FILES = "“{name}” also counts {groups}, which your files do not have."
# Where the file is read
CHINESE = (
    "“{name}” counts Chinese people in {theirs}, this audit in {ours}. So these two groups are not "
    "made of the same people, and there is no ratio for them."
)
CHINESE_ASK = (
    "The population file has no numbers of Chinese people on their own. Where does it count them?"
)
CHINESE_IN_FILES = (
    "To set the population beside your files: where would your files count Chinese people?"
)
WITHHELD = (
    "“{name}” withholds the numbers of {groups}. Its percentages are of the other groups together."
)
WHICH_SHEET = (
    "Several sheets of the population file have the same headings. Which one holds the numbers of "
    "people?"
)
TWICE = (
    "The population files count the groups of one area more than once, so they were not used. Give "
    "one file, or one for each area."
)
PARTS_MISSING = (
    "The population file has rows for parts of {groups} that do not add up. Only the rows for the "
    "whole groups were counted."
)
ONE_PART = (
    "The population file has “{whole}”, and one row for a part of that name. Are the people of the "
    "part also counted in “{whole}”?"
)
A_PART = "Yes: count the whole alone"
NO_PART = "No: add them up"
WHICH_HEADINGS = (
    "Rows of groups stand above what looks like the headings of the population file. Which row "
    "holds its headings?"
)
NOT_ALL = (
    "The groups of the population file do not add up to its column “{heading}”. Check that no "
    "group is missing."
)
UNKNOWN = "“{name}” has {share} of its people without a known group. They are left out here."
UNEVEN_ROWS = (
    "“{most}” stands on {m} rows of the population file, “{least}” on {n}. Is each row about other "
    "people?"
)
ADD_THEM = "Yes, add them up"
DO_NOT_USE = "No, or I am not sure: do not use this file"
NOT_USED = "The population file was not used: you decided so."
WHICH_GROUP = "“{answer}” in the population file: which group is it?"
WHICH_AREA = "The population file holds several areas. Which one does the service work in?"
ALL_AREAS = "All of them together"
TOO_MANY_AREAS = (
    "The population file holds {n:,} areas, too many to choose from, so it was not used. Keep the "
    "rows of your own area and choose the file again."
)
CODES_ALONE = (
    "The population file names ethnic groups by numbers or letters alone, so it was not used. "
    "Choose a file that has their names."
)
NOT_PEOPLE = (
    "The population file has no numbers of people or percentages, so it was not used. It needs one "
    "for each ethnic group."
)
NOT_100 = (
    "The percentages of the population file add up to {total}, not to 100, so it was not used. "
    "Choose a file with every group of one area."
)
SUGGESTED = (
    "These answers of the population file were read by their likeliest meaning. Check them: "
    "{answers}."
)
READ = "“{name}” was read from the population file: {total:,} people whose group is known."
READ_PERCENT = "“{name}” was read from the percentages of the population file."
# The caseload's sentences, said of this file: one code reads both.
INSTEAD = (
    ("on the caseload", "in the population file"),
    ("caseload file", "population file"),
    ("The caseload", "The population file"),
    ("the caseload", "the population file"),
    ("this caseload", "this file"),
    ("Each is a service", "Each is an area"),
    ("a column for each service", "a column for each area"),
    ("The caseload number", "The population number"),
    ("the access comparison", "the comparison"),
)


def of_population(text: str) -> str:
    """Say a sentence about the caseload file of the population file.

    Parameters
    ----------
    text : str
        What stands between “ and ” is from a file and stays as it is.

    Returns
    -------
    str
    """
    parts = re.split(r"(“[^”]*”)", text)
    for i in range(0, len(parts), 2):
        for said, instead in INSTEAD:
            parts[i] = parts[i].replace(said, instead)
    return "".join(parts)


def title(name: str, service: str, dimension: str) -> str:
    """Return the title of a table."""
    form = TITLE if name == DEFAULT_NAME else TITLE_NAMED
    return form.format(name=name, service=service, dimension=dimension)


def which_group(answer: str, near: str | None) -> str:
    """Ask which group an answer is; `near` is the nearest by spelling."""
    text = WHICH_GROUP.format(answer=answer[:60])
    return text if near is None else f"{text} {LOOKS_LIKE.format(group=near)}"


def groups_note(form: str, groups: list[str], name: str = "") -> str:
    """Return a sentence that names groups."""
    return form.format(name=name, groups=listed(groups))
