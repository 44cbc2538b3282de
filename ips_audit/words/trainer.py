"""Sentences of the trainer's room."""

from ips_audit.model import CheckQuestion

STORIES = "For trainers: open a story"
WHICH_STORY = "Story"
OPEN_STORY = "Open this story"
NO_SUCH_STORY = "The link names a story that does not exist. Choose one below under “For trainers”."
BACKGROUND = "The story"
QUESTIONS = "Questions to ask the group"
HIDE = "Hide the results until I am ready"
LARGE = "Large text for a room"
HIDDEN = "The results are hidden. Switch “{switch}” off when the group is ready."
HANDOUT = "One-page handout (.docx)"
SMALLEST_GAP = "The smallest gap this audit could see"
GAP_COLUMNS = (
    "Group",
    "Rate of everyone in the table (%)",
    "Would be found 8 times in 10, at this rate or lower (%)",
)
NO_GAP_SEEN = "none, not even at 0"
GAP_NOTE = "A true gap smaller than this is more likely to be missed than these 8 times in 10."
WHAT_IF = "What if"
WHAT_IF_LEAD = "Change the made-up service and see what the audit says. Nothing is saved."
SERVICE = "Service"
ABOUT = "Question"
ABOUTS = {CheckQuestion.ACCESS: "Access", CheckQuestion.OUTCOME: "Jobs"}
ONE_SERVICE = "Choose one service to change its numbers."
MOVE = "Move people"
MOVE_HOW_MANY = "How many people of the service"
MOVE_FROM = "from"
MOVE_TO = "to"
MOVE_DO = "Move them"
MOVE_MOST = "Only {n} people of {group} are in the service, so {n} were moved."
MOVE_MOST_ONE = "Only 1 person of {group} is in the service, and was moved."
MOVE_NOBODY = "Nobody of {group} is in the service, so nobody was moved."
SIZE_MOST = "No number of people may be above {most:,}, so the largest stay there."
MOVE_NOTE = "Their jobs go with them in proportion. The caseload stays as it is."
GROUP = "Group"
JOBS_OF = "People who got a job, of {known:,}"
CASELOAD_OF = "People on the caseload"
SIZE = "Size of everything, times"
SIZE_NOTE = "The numbers above are before everything is made larger or smaller."
RESET = "Back to the story"
NOW = "Now: {finding}"
BEFORE = "In the story: {finding}"
UNCHANGED = "Nothing has been changed yet."
LINK = "A link to this what if"
LINK_NOTE = "It holds the numbers of the made-up service and nothing else."
BAD_LINK = (
    "The numbers in the link do not fit this story. The story is shown as it stands. Ask for the "
    "link again, or change the numbers here."
)
REFERENCE_TITLE = "Where this chi-square stands"
REFERENCE_AXIS = "Chi-square"
STATISTIC_HERE = "here: {statistic}"
REFERENCE = (
    "The curve is what chi-square does by chance when all groups are alike (df {df}). "
    "Here it is {statistic}. The coloured part lies at {statistic} or beyond: {p} of the whole."
)
REFERENCE_EXACT = (
    "Some expected counts are small, so the curve is only roughly right. The exact p counts: {p}."
)
CHANCE = "Chance alone"
CHANCE_LEAD = (
    "We draw {draws:,} services like this one in which everyone has the same chance. The groups "
    "are as large as here. The same services are drawn each time."
)
NO_CHANCE = "Nothing can be drawn for this question: no rates are compared, or nobody did."
DRAWING = "Drawing services …"
THIS_SERVICE = "this service"
EVERYONE_HERE = "everyone: {percent}"
CHANCE_AXIS = "Percent, if everyone had the same chance"
CHANCE_TITLE = "Rates in {draws:,} services drawn by chance alone"
CHANCE_KEY = (
    "Thick line: 95 of 100 drawn services. Thin line: all of them. Diamond: this service. "
    "Dashed line: everyone's rate."
)
CHANCE_COLUMNS = ("Group", "People", "Rate here (%)", "By chance, 95 of 100 services (%)")
SERVICES_AXIS = "Services drawn"
STATISTICS_TITLE = "How far apart the groups are, in each service drawn"
WHERE_IT_LIES = (
    "Here chi-square is {statistic}. By chance alone {n} of {draws} services were as far apart as "
    "this one, or further."
)
RULES = "How often a rule accuses a service that treats everyone alike"
RULE_COLUMNS = ("Rule", "Services accused (%)")
RULE_FOUR_FIFTHS = "Four-fifths rule: a group's rate is below 4/5 of the highest"
RULE_LARGE_GAP = "Largest gap: two groups are 10 percentage points or more apart"
RULE_THIS = "This audit: a group is said to be lower"
RULE_NOTE = (
    "To name the group with the lowest rate accuses somebody every time. A rule that seldom "
    "accuses also seldom finds a gap that is there: the 10 points are few where most people get "
    "a job, and many where few do. The audit looks at how many people there are, and keeps wrong "
    "accusations to about 5 in 100 services at most."
)
AUDIT_SAYS = "What the audit says"
NOTES = "Notes"
HANDOUT_TABLE = "Numbers of {service}"
HANDOUT_COLUMNS = (
    "{service}",
    "On the caseload",
    "In the service",
    "Reached (% of the caseload)",
    "Got a job",
    "Got a job (% of people with a known outcome)",
)
HANDOUT_NOTE = "The handout says what the audit found only while the results are shown."
