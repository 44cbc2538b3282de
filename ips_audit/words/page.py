"""Sentences of the page."""

TITLE = "Zero exclusion audit"
ICON = "⚖️"
LEAD = (
    "Check whether people of every ethnic group reach your employment service, and get jobs. "
    "You need a list of the people in the service, and the numbers on the caseload."
)
LOCAL = (
    "Your files are read on this computer and are not kept. Nothing is sent to any other computer."
)
HOSTED = "Your files go to {host}, the computer that runs this page. They are not kept there."
STEPS = ("Choose data", "Match columns", "Check answers", "Results")
STEP = "Step {n} of 4: {name}"
SERVICE_FILE = "Service file: one row for each person (.xlsx, .csv and other spreadsheets)"
SERVICE_HELP = (
    "Ethnic group, gender, age or date of birth, start date, and job outcome or job start."
)
CASELOAD_FILE = "Caseload file: how many people of each group the service could have reached"
CASELOAD_HELP = "Numbers by service and group, or one row for each person."
TYPE_COUNTS = "Or type the caseload numbers in"
TYPE_NOTE = "Numbers for one service. Leave a group empty if you do not have its number."
LOST = "The connection was lost, and this page has forgotten your audit. Choose your files again."
DEMO = "See a demonstration with made-up people"
TEMPLATE = "Download a blank template"
TEMPLATE_NAME = "zero_exclusion_template.xlsx"
TEMPLATE_HELP = "A workbook with lists to choose from, for the service and for the caseload."
DEMO_BADGE = "Demonstration: made-up people"
LONDON = "the 2019 London study"
SETTINGS_FILE = "Settings file from an earlier audit (optional)"
SETTINGS_HELP = "It matches columns and answers as you did last time."
CONTINUE = "Continue"
BACK = "Back"
START_AGAIN = "Start again"
RESULTS = "Show the results"
NO_FILE = "Choose a service file first, or see the demonstration."
NO_CASELOAD = "Without a caseload, access cannot be checked. Jobs can."
NONE = "(no such column)"
NEEDED = "needed"
WHY = "Chosen because {reason}."
EXAMPLES = "For example: {examples}"
SERVICE_COLUMNS = "Columns of the service file"
CASELOAD_COLUMNS = "Columns of the caseload file"
PERIOD = "Audit period"
FROM = "First day"
TO = "Last day"
MONTHS = "Minimum months of support"
MONTHS_HELP = "People who started later than this before the last day are left out of one table."
MARGIN = "Your margin: the smallest ratio you would accept"
MARGIN_HELP = "0.8 means: a group's chance is at least four fifths of everyone else's. Set it now."
BANDS = "Age bands, separated by semicolons"
BAD_PERIOD = "The last day lies before the first day. Change one of them."
QUESTIONS = "Questions only you can answer"
NO_QUESTIONS = "Nothing is left to ask."
OPEN = "Answer the {n} open questions above first."
ANSWERS = "How each answer was read"
ANSWERS_NOTE = "One table for both files. You can move an answer to another group."
MOVE = "Move an answer"
MOVE_WHICH = "Answer"
MOVE_TO = "Group"
MOVE_DO = "Move it"
ROWS = "What happened to the rows"
NOTICED = "What we noticed"
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
REFERENCE_HELP = "Everyone else is the usual choice: no group is the norm. Set it now."
EVERYONE_ELSE = "everyone else"
ASKED_BY = "Who asked for this audit? It stands in the Word report. You can leave it empty."
DOWNLOAD_LABELS = {
    "word": "Word report",
    "workbook": "Workbook (.xlsx)",
    "zip": "Tidy CSV",
    "json": "JSON",
}
PASTE = "A paragraph to paste into a report"
PASTE_METHODS = "A methods paragraph to paste"
KEEP_SETTINGS = (
    "Keep the settings file with what you share. It remembers this version, so that the next one "
    "cannot give small numbers away by comparison."
)
DL_SETTINGS = "Settings file for next time"
UNEXPECTED = (
    "Something went wrong that we did not foresee. Your answers are still here. Go back one step, "
    "or start again."
)
LAYOUT = {"service": "Service file", "caseload": "Caseload file"}
SHEET = {"service": "Sheet of the service file", "caseload": "Sheet of the caseload file"}
ROW = {
    "service": "Heading row of the service file",
    "caseload": "Heading row of the caseload file",
}
FIND_SHEET = "Find it (now: {used})"
FIND_ROW = "Find it (now: row {row})"
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
