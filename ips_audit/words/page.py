"""Sentences of the page."""

from ips_audit.dimensions import DIMENSIONS, OWN

TITLE = "Zero exclusion audit"
ICON = "⚖️"
LEAD = "Who reaches your employment service, and who gets a job? Compare ethnic groups and genders."
LOCAL = (
    "Your files are read on this computer and are not kept. Nothing is sent to any other computer."
)
HOSTED = "Your files go to {host}, the computer that runs this page. They are not kept there."
STEPS = ("Choose data", "Match columns", "Check answers", "Results")
STEP = "Step {n} of 4: {name}"
FILES = {"service": "1. Your service", "caseload": "2. The caseload"}
HOLDS = {
    "service": (
        "A spreadsheet with one row for each person. It must hold their **ethnic group**; "
        "**gender**, **age**, **start date** and **job** if you have them. With dates of "
        "**referral** and **job end** it shows the whole path."
    ),
    "caseload": (
        "How many people the service could have reached, by **ethnic group** and **gender**: a "
        "table of numbers, or one row for each person."
    ),
}
UPLOAD = {
    "service": "Service file",
    "caseload": "Caseload file",
    "population": "Population file",
}
UPLOAD_MORE = {
    "service": "Add another service file",
    "caseload": "Add another caseload file",
    "population": "Add another population file",
}
HELD = "Kept from before"
REMOVE = "Remove"
REMOVE_FILE = "Remove {name}"
NAME = "Name of your service"
# By the key of the settings that they are kept under: the label, and more about it.
NAMES = {
    "service_name": (
        NAME,
        "It stands in titles and file names. Leave it empty where the files name the services.",
    ),
    "asked_by": (
        "Who is the audit for?",
        "It stands in the Word report. You can leave it empty.",
    ),
    "population_name": (
        "What is it called?",
        "It stands above the table, such as: Census 2021, and the name of your area.",
    ),
}
POPULATION = "Show the local population beside it (not needed)"
POPULATION_NOTE = (
    "A table of the Census by ethnic group, or a published figure. It is shown, and never tested: "
    "the caseload is the fair comparison."
)
TYPE_COUNTS = "No caseload file? Type the numbers in"
TYPE_NOTE = "Leave a group empty if you do not have its number."
TYPE_SERVICES = "For how many services?"
TYPE_NAME = "Name of service {n}"
TYPE_UNUSED = "The caseload file is used. Remove it to use the numbers below."
OTHER_WAYS = "Or begin another way"
FORGET = "Yes, forget everything"
FORGET_WHAT = "Your files and all that you decided here will be forgotten. Are you sure?"
PICTURE = (
    "What comes out: for each ethnic group, the percent of its people who reached the service, "
    "beside everyone else's, with one sentence that says what was found."
)
PICTURE_HEAD = "What comes out"
PICTURE_ANSWER = ("One sentence that says what was found,", "and for whom. For example:")
PICTURE_FOUND = ("People in one group reached the service", "half as often as everyone else.")
PICTURE_GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
PICTURE_NOTE = ("Percent who reached the service,", "made up for this picture")
LOST = "The connection was lost, and this page has forgotten your audit. Choose your files again."
DEMO = "See a demonstration"
TEMPLATE = "Blank template for both files"
TEMPLATE_NAME = "zero_exclusion_template.xlsx"
TEMPLATE_HELP = "A workbook with lists to choose from, for the service and for the caseload."
DEMO_BADGE = "Demonstration: made-up people"
LONDON = "the 2019 London study"
SETTINGS_FILE = "Use the settings of an earlier audit"
SETTINGS_HELP = "It matches columns and answers as you did last time."
CONTINUE = "Continue"
BACK = "Back"
START_AGAIN = "Start again"
RESULTS = "Show the results"
NO_FILE = "Choose a service file first, or see the demonstration."
NO_CASELOAD = "Without a caseload, only jobs are checked."
NONE = "(no such column)"
NEEDED = "needed"
WHY = "Chosen because {reason}."
COLUMNS = "How we read your columns"
COLUMNS_NOTE = "Above each heading stands what we read it as. Personal details are never shown."
FIRST_ROWS = "First rows of {file}"
SCROLLS_ROWS = "First rows of {file}: scrolls sideways"
NOT_USED = "not used"
CHANGE_COLUMNS = "Change what a column is"
CHANGE_COLUMNS_OF = "Change what a column of {file} is"
CASELOAD_COLUMNS = "Columns of the caseload file"
POPULATION_COLUMNS = "Columns of the population file"
MISSING = "Look here first: no column was found for {roles}. Choose one below, or go on without."
BY_ANSWERS = "Read by its answers, not its heading: {heading} as {role}."
PASSED_OVER = "“{heading}” is not used: {reason}."
PASSED_EXAMPLES = "It holds, for example: {examples}."
PERIOD = "Who counts"
FROM = "Started on or after"
TO = "Started on or before"
IN_PERIOD = "**{people}** counted."
NOBODY_YET = "People are counted once we know which column holds their ethnic group."
OUT_OF_PERIOD = "{n} rows are left out: {reasons}."
NO_ROW_OUT = "No row is left out."
FOLLOWED_TO = "Last day that people were followed up to"
FOLLOWED_TO_HELP = (
    "For the path: who had no time for a step by this day does not count as not having taken it. "
    "It is usually the day when the file was made."
)
MONTHS = "Months that somebody needs to find a job"
MONTHS_HELP = (
    "One table of jobs looks only at people who started at least so long before the last day."
)
MORE_CHOICES = "More choices"
MORE_NOTE = "Make these choices before you look at results."
MARGIN = "The smallest gap you want to know about"
MARGIN_HELP = (
    "A gap is called shown only where it is larger than luck explains; it is ruled out only where "
    "it is surely smaller than this."
)
MARGIN_NAMES = {
    0.7: "30 in 100 less likely than everyone else",
    0.75: "a quarter less likely than everyone else",
    0.8: "a fifth less likely than everyone else (usual)",
    0.85: "15 in 100 less likely than everyone else",
    0.9: "a tenth less likely than everyone else",
}
MARGIN_OTHER = "{percent} in 100 less likely than everyone else"
BANDS = "Age bands, separated by semicolons"
BAD_PERIOD = "The last day lies before the first day. Change one of them."
QUESTIONS = "Questions only you can answer"
NO_QUESTIONS = "Nothing is left to ask."
ASK_ANSWERS = {
    **{d.key: f"Which {d} are these people?" for d in DIMENSIONS},
    "disability": "Are these people disabled?",
    "job_outcome": "Did these people get a paid job?",
}
ASK_OTHER_ANSWERS = "Which group are these people?"
CHOOSE = "Choose"
OPEN = "{n} questions above are open."
OPEN_ONE = "One question above is open."
KINDS = {**{d.key: d.heading for d in DIMENSIONS}, OWN: "Compared by", "job_outcome": "Job"}
ANSWERS = "How each answer was read"
LOOK_AT = "Look at these first ({n})"
ONE_ANSWER = "1 answer"
SEVERAL_ANSWERS = "{n} answers"
ON_CASELOAD = "{people} on the caseload"
ANSWER = "Answer"
GROUP = "Read as"
IN_SERVICE = "Service"
IN_CASELOAD = "Caseload"
BLANK = "(blank)"
FIND_ANSWER = "Find an answer"
NO_SUCH_ANSWER = "No answer or group holds this."
MOVE = "Move an answer to another group"
MOVE_WHICH = "Answer"
MOVE_TO = "Group"
MOVE_DO = "Move it"
ROWS_USED = "**{read} rows** were read and **{used}** used."
ROWS_OUT = "{n} were left out: see why."
ROWS = "Rows"
REASON = "Left out because"
WHERE = "Where"
AND_MORE = " and more"
NOTICED = "What we noticed ({n})"
HEADING_WRONG = "Not right? Choose the sheet or the heading row"
NO_PEOPLE = "No row could be used. Go back and check the columns and the period."
WITHIN = "Exploratory: jobs within men, women and age bands"
WITHIN_NOTE = "Exploratory tables carry no finding. Some will stand out by chance."
HOW_INTRO = (
    "For each cell: (observed − expected)² ÷ expected. These contributions add up to chi-square."
)
HOW_ACCESS = (
    "Three sums answer three questions. “Accessed v did not” fits when the service's people are "
    "also on the caseload. “Goodness of fit” compares shares with a known population. “Two "
    "samples” compares two separate sets of people; the paper's printed figures are this."
)
MERGE_WHICH = "Groups to put together"
MERGE_EMPTY = "Choose two or more groups"
MERGE_NOTE = (
    "Use this where two systems may record a group differently. It is exploratory: it was asked "
    "for after looking, so it carries no finding."
)
LAYERS = "Exploratory: looked at again with parts kept apart"
LAYERS_NOTE = (
    "A total can mislead when its parts differ. Here each group is compared with everyone else "
    "inside each part, and the answers are put together."
)
TIME = "Exploratory: time to a job"
REFERENCE = "Compare each ethnic group with"
REFERENCE_HELP = "Everyone else is the usual choice: no group is the norm."
EVERYONE_ELSE = "everyone else"
DOWNLOAD_LABELS = {
    "word": "Word report",
    "workbook": "Workbook (.xlsx)",
    "zip": "Tidy CSV",
    "json": "JSON",
}
PASTE = "A paragraph to paste into a report"
PASTE_METHODS = "A methods paragraph to paste"
DL_SETTINGS = "Settings file for next time"
UNEXPECTED = (
    "Something went wrong that we did not foresee. Your answers are still here. Go back one step, "
    "or start again."
)
SHEET = {
    "service": "Sheet of the service file",
    "caseload": "Sheet of the caseload file",
    "population": "Sheet of the population file",
}
ROW = {
    "service": "Heading row of the service file",
    "caseload": "Heading row of the caseload file",
    "population": "Heading row of the population file",
}
FIND_SHEET = "Find it (now: {used})"
FIND_ROW = "Find it (now: row {row})"
FIND_AGAIN = "Find sheets and heading rows again"
ROW_IS = "Row {row}: {text}"
TITLE_ROW = "Row {row} was skipped as a title: {text}"
ALL_TOGETHER = "All sheets that list people, together"
ALL_EACH = "All sheets that list people, one service each"
OWN_GROUPS = "Choose your own ethnic groups"
SCHEME = "Which groups should be compared?"
FIVE = "The five groups"
SIXTEEN = "Keep the 16 detailed groups"
AS_GIVEN = "Each answer as recorded (2 to 20 groups)"
NUMBERS_HELD = "Your numbers are read as {scheme}. Undo that first to choose other groups."
TOGETHER = "Put groups together, in both files"
TOGETHER_EMPTY = "Choose two or more groups"
TOGETHER_NAME = "Name of the new group"
TOGETHER_DO = "Put them together"
TOGETHER_FEW = "At least two groups must remain."
DECIDED = "What you decided ({n})"
UNDO = "Undo"
HIDDEN = "Hidden sheets, which are not read: {names}"
SCROLLS = "Table: scrolls sideways"
