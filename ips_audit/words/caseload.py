"""Sentences about the caseload: its rows, its numbers and what is asked of them."""

INCLUDED = "Are the people in the service file also counted in the caseload?"
CASELOAD_LIST = "The caseload file is a list of people and was counted: {people} people."
CASELOAD_TWICE = "{n} rows of the caseload are people listed more than once. They count once."
PERCENT_TOTAL = (
    "The caseload is percentages. Numbers were worked out from the total of {total}; "
    "they may be one out."
)
PERCENT_ASK = (
    "The caseload looks like percentages, not numbers of people. How many people are on the "
    "caseload?"
)
SUPPRESSED = (
    "The caseload numbers of {groups} are withheld ({bounds}). Get the real numbers, or leave "
    "these groups out of the comparison?"
)
MISSING_GROUPS = (
    "{groups} are in the service file but not in the caseload. Get the caseload numbers, or "
    "leave these groups out of the comparison?"
)
UNREADABLE_COUNT = "The caseload number “{answer}” for {group} cannot be read. What is it?"
PARTS_AND_SUM = "The caseload lists groups and their parts. Nobody was counted twice."
TOTAL_DIFFERS = "The caseload rows add up to {found:,}, but the total row says {said:,}."
SERVICE_MATCH = "Which service of the caseload is “{service}” of the service file?"
WHICH_SERVICE = "The caseload holds several services. Which one is the service file about?"
NO_COUNTS = (
    "No groups with numbers were found in the caseload file. It needs a column of ethnic groups "
    "and one with the number of people."
)
WHICH_COUNT = "Which column of the caseload holds the number of people?"
SAID_TWICE = "“{answer}” stands on {n} rows of the caseload. They were added together."
CASELOAD_CONFLICT = (
    "{n} people stand more than once on the caseload with different answers. "
    "The first known answer was taken."
)
ALL_TOGETHER = "All of them together"
NOT_ON_CASELOAD = "None of them: it is not on the caseload"
SERVICE_NEAR = "The service “{service}” was matched with “{name}” of the caseload."
PARTS_DOUBT = (
    "The caseload has a row for {group} as a whole, and rows for its parts that do not add up to "
    "it. Which people should count?"
)
PARTS_GROUP_ROW = "Only the row for the whole group"
PARTS_ADD_UP = "All of these rows together: nobody is on two of them"
NO_COUNT_COLUMN = "None of these: do not use this caseload"
WHICH_COUNTS = "Several columns of the caseload hold numbers. Which one is the number of people?"
EACH_SERVICE = "Each is a service: read them all"
ACROSS_READ = "The caseload has a column for each service: {names}."
CROSSED = "The caseload crosses ethnic group and gender. Both were counted from it."
LOW_END = "Count each at the lowest it can be"
HIGH_END = "Count each at the highest it can be"
LEAVE_GROUPS_OUT = "Leave these groups out of the access comparison"
ONLY_WHICH = (
    "The caseload has several rows for each group, told apart by “{heading}”. Which rows should "
    "count?"
)
ALL_ROWS = "All of them, added together"
ONLY_HEADINGS = (
    "The caseload has several columns for each group, under different headings. Which of them "
    "should count?"
)
NO_HEADING_ABOVE = "Those without a heading above them"
WHOLE_TAKEN = (
    "Of “{heading}” in the caseload, the rows “{value}” were counted: they hold the others."
)
ADDED_UP = "The caseload gives numbers by “{heading}”. They were added up."
RATE = (
    "“{heading}” of the caseload holds rates, not numbers of people, so it was not used. Give a "
    "column with numbers of people."
)
ROWS_UNUSED = "{n} rows of the caseload count no group of this audit. They were not used."
UNIT = "The numbers in “{heading}” add up to exactly 100. Are they people or percentages?"
UNIT_PEOPLE = "People: 100 on the caseload"
UNIT_PERCENT = "Percentages"
