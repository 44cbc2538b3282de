"""Titles, headings and notes of tables, files and charts."""

from ips_audit.model import THIS_SERVICE, CheckQuestion, NameOfTest, RoleOfTest

TITLE = "Zero exclusion audit of an individual placement and support service"
TITLE_OF = "Zero exclusion audit of {service}"
DO_NOT_SHARE = "Contains small numbers: do not share outside the team."
SHARE_SAFE = (
    "Share-safe version: counts are moved a little at random, small ones are hidden and the others "
    "rounded. All else is worked out from the numbers as shown. The exact result is in the team "
    "version."
)
ASKED_BY = "Asked for by: {who}"
PERIOD = "Period: {first} to {last}"
PERIOD_FROM = "Period: from {first}"
PERIOD_TO = "Period: up to {last}"
MADE_UP = "Demonstration: made-up people"
WHO = "Who uses {service}"
ACCESS = "Access by {dimension}: {service} against the caseload"
OUTCOME = "Jobs by {dimension}: {service}, {people}{within}"
TESTS = "Tests"
HOW = "How we worked this out"
RESIDUALS = "Which group stands out"
SUM = "Sum: chi-square"
CELLS = {
    NameOfTest.ACCESSED_V_NOT: ("in the service", "not in the service"),
    NameOfTest.INDEPENDENCE: ("got a job", "did not"),
    NameOfTest.TWO_SAMPLES: ("service", "caseload"),
    NameOfTest.GOODNESS_OF_FIT: ("service",),
}
ROWS = "What happened to the rows"
PERCENT_KNOWN = "Percent of known"
QUESTIONS = {CheckQuestion.ACCESS: "Access", CheckQuestion.OUTCOME: "Jobs"}
NOT_KNOWN_TITLE = "If the people of not known group all belonged to one group"
COMPLETE = "Known in the {where}: {known} of {all} ({percent})."
KNOWN_TEST = "Known against not known: {known} and {unknown}, {p}."
LAYER = "{question} by {dimension}: {service}, {people}, with {strata} kept apart"
LAYER_TEST = "Cochran–Mantel–Haenszel test: {statistic}, df {df}, {p} ({method})."
PATTERN_TEST = "Do groups compare alike in all {strata}? Chi-square {statistic}, df {df}, {p}."
NO_PATTERN_TEST = "Too few people to test whether groups compare alike in all {strata}."
TIME = "Time to a job by {dimension}: {service}, percent in work by month since the start"
AT_RISK = "People still waiting and still followed: {service}, by month since the start"
TIME_TEST = "Log-rank test: {statistic}, df {df}, {p}."
TIME_MONTH = "Month"
TIME_AXES = ("Months since the start", "Percent in work")
MISLEADS = "Yes: read the parts first"
DOES_NOT_MISLEAD = "No sign of it"
WITHIN = ", {key}: {value}"
JOB_MEANS = "A job is at least one day of open paid employment by the end of the period."
NOT_KNOWN_ROW = "Not known"
ALL_KNOWN = "All with known group"
# Columns of the narrow table on the page: the two columns that go into one cell, and how.
PAGE_ACCESS = {
    "Group": ("Group", "", "{}"),
    "Finding": ("Finding", "", "{}"),
    "Service": ("Service (people)", "Service (% of known)", "{} ({}%)"),
    "Caseload": ("Caseload (people)", "Caseload (% of known)", "{} ({}%)"),
    "Accessed": ("Accessed (% of caseload)", "Likely range (%)", "{}% ({})"),
    "Ratio to everyone else": ("Ratio to everyone else", "Likely range of ratio", "{} ({})"),
}
PAGE_OUTCOME = {
    "Group": ("Group", "", "{}"),
    "Finding": ("Finding", "", "{}"),
    "People": ("People", "", "{}"),
    "Got a job": ("Got a job (people)", "Got a job (%)", "{} ({}%)"),
    "Likely range (%)": ("Likely range (%)", "", "{}"),
    "Ratio to everyone else": ("Ratio to everyone else", "Likely range of ratio", "{} ({})"),
}
SHORT_COLUMNS = {
    CheckQuestion.ACCESS: (
        "Group",
        "Service (people)",
        "Caseload (people)",
        "Accessed (% of caseload)",
    ),
    CheckQuestion.OUTCOME: ("Group", "People", "Got a job (people)", "Got a job (%)"),
}
TEST_NAMES = {
    NameOfTest.ACCESSED_V_NOT: "Accessed v did not access (the caseload includes the service)",
    NameOfTest.GOODNESS_OF_FIT: "Goodness of fit to the caseload's shares",
    NameOfTest.TWO_SAMPLES: "Two samples (matches the paper's printed figures)",
    NameOfTest.INDEPENDENCE: "Job by group (chi-square)",
}
ROLES = {RoleOfTest.DEFAULT: "The finding rests on this", RoleOfTest.OTHER: "For comparison"}
SHORTHAND = "[c] means hidden, a small number. [x] means not available. [z] means not applicable."
LIMITS = (
    "Not finding a difference is not proof that there is none.",
    "The audit compares groups. It does not say why they differ.",
    "Ethnic group is as recorded in each system. Check that both record it in the same way.",
    "People whose group is not known stand outside the tests, in a row of their own.",
)
METHOD = (
    "Pearson's chi-square without correction; exact p with fixed margins where an expected count "
    "is below 5. Rates have Wilson intervals, differences Newcombe's (method 10), ratios "
    "Koopman's. Each group is compared with everyone else; p over the groups of a table is "
    "adjusted by Holm's method. All intervals are at 95%."
)
AXES = {
    CheckQuestion.ACCESS: "Percent of the caseload who reached the service",
    CheckQuestion.OUTCOME: "Percent who got a job",
}
THIS_GROUP = "This group"
ELSE = "Everyone else"
REFERENCE_MARK = "The group {reference}"
AXIS_SHARES = "Percent of all with known group"
WHERE = ("Service", "Caseload")
CHART_RATE = "{percent} (likely range {span})"
CHART_HIDDEN = "hidden, a small number"
CHART_NONE = "no rate"
CONTENTS = "Contents"
NOTES = "Notes"
ONE_TABLE = "This sheet has one table. It starts in row {row}."
CHOSEN = "Minimum months of support: {months}. Margin: {margin}."
MADE_WITH = "Made by ips_audit {version}. Content hashes of the files: {files}."
NO_FILES = "none"
TEST_LINE = "{name}: chi-square {statistic}, df {df}, {p}."
SHORT_ACCESS = "access by {dimension}"
SHORT_OUTCOME = "jobs by {dimension}, {people}"
AUDITED = "We audited our individual placement and support service for zero exclusion."
AUDITED_NAMED = "We audited {service}, individual placement and support, for zero exclusion."
ROWS_USED = "{used} of {read} rows in the files were used."
ALL_ROWS = "All rows in the files were used."
ABOUT_PEOPLE = "About {people} people are counted."
AGE_BANDS = "Age bands: {bands}."
SUMMARY = "What we found"
SUMMARY_COLUMNS = ("Service", "Check", "Finding")
CANNOT_SAY = "What this audit cannot say"
EXPLAIN_CHART = (
    "In the charts, the circle is a group's percent and the line its likely range. The "
    "diamond is everyone else."
)


def who_uses(service: str) -> str:
    """Return the title of the table of the people of a service."""
    return WHO.format(service="this service" if service == THIS_SERVICE else service)
