"""Sentences of the trainer's room."""

STORIES = "For trainers: open a story"
WHICH_STORY = "Story"
OPEN_STORY = "Open this story"
NO_SUCH_STORY = "The link names a story that does not exist. Choose one below under “For trainers”."
BACKGROUND = "The story"
QUESTIONS = "Questions to ask the group"
HIDE = "Hide the results until I am ready"
LARGE = "Large text for a room"
HIDDEN = "The results are hidden. Switch “{switch}” off when the group is ready."
LOOK_AT = "Look at"
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
VIEWS = ("The results", WHAT_IF)
WHAT_IF_LEAD = "Change the made-up service and see what the audit says. Nothing is saved."
SERVICE = "Service"
ABOUT = "Question"
ABOUTS = {"access": "Access", "outcome": "Jobs"}
ONE_SERVICE = "Choose one service to change its numbers."
MOVE = "Move people"
MOVE_HOW_MANY = "How many people of the service"
MOVE_FROM = "from"
MOVE_TO = "to"
MOVE_DO = "Move them"
MOVE_NOTE = "Their jobs go with them in proportion. The caseload stays as it is."
NUMBERS = "Change the numbers of a group"
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
