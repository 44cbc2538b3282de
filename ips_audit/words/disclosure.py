"""Sentences about hiding small numbers and rounding the others."""

NHS_ENGLAND = "NHS England, Hospital Episode Statistics analysis guide (zero is hidden here, too)"
MENTAL_HEALTH = "NHS England, Mental Health Services Data Set publications"
RESEARCH_SERVICE = "Office for National Statistics, Secure Research Service threshold of 10"
OWN_RULE = "set by hand"
BY_HAND = "0 to {threshold} hidden, nearest {base}"
BAD_NUMBER = (
    "For a rule by hand, “release.{key}” must be a whole number from {least} to {most} in the "
    "settings file."
)
UNKNOWN_RULE = "The rule “{name}” is not known. Use one of: {names}; or “by hand”."
ROUNDED = (
    "Worked out from rounded numbers. The finding is that of the exact numbers, which are in the "
    "team version."
)
HIDDEN_GROUPS = "Small numbers are hidden, so these stand outside the tests here: {groups}."
LEFT_TO_TEAM = (
    "Tables within gender and age bands, parts kept apart, time to a job, and notes on reading "
    "the files are in the team version only."
)
REASONS = "the reasons are in the team version"
RULE = "Counts: {name} ({source}). More are hidden where sums would give a small number away."
OTHER_CHOICES = (
    "A share-safe version of these files was already made with other choices ({what}). Two "
    "versions together can give small numbers away. Go back to those choices, or make the team "
    "version."
)
OVERLAP = (
    "A share-safe version was already made for {first} to {last}, which overlaps this period. Two "
    "versions together can give small numbers away. Choose a period that does not overlap."
)
OTHER_FILES = (
    "A share-safe version was already made for this period, from other files. Two versions "
    "together can give small numbers away. Use those files, or make the team version."
)
BAD_MEMORY = "In the settings file, “release.made” is not a list as this tool writes it. Remove it."
CHOICE_GROUPS = "groups"
CHOICE_PEOPLE = "columns and who counts"
CHOICE_MONTHS = "minimum months"
CHOICE_RULE = "rule for small numbers"
SWITCH = "Who is it for?"
KINDS = {"share-safe": "To share: share-safe", "team": "Inside the team: exact numbers"}
KINDS_MADE_UP = {"share-safe": "Protected, to show how it works", "team": "Exact: made-up people"}
SHARE_SAFE_DOES = (
    "Share-safe hides small numbers and rounds the others, in everything that leaves this page: "
    "files, paragraphs and print. What you see here stays exact."
)
TEAM_DOES = (
    "Everything that leaves this page has the exact numbers. Keep it inside the team: small "
    "numbers can tell who somebody is."
)
MADE_UP_EXACT = "Nobody needs protecting here: the people are made up."
CHOOSE_RULE = "Choose the rule for small numbers"
WHICH_RULE = "Rule"
SOURCE = "Source: {source}."
THRESHOLD = "Hide counts from 0 to"
BASE = "Round the others to the nearest"
FORGET = "Forget the earlier versions"
FORGET_HELP = "Do this only if nobody outside the team has the earlier version."
FORGET_IN_FILE = (
    "If nobody outside the team has the earlier version, remove “made” under “release” in the "
    "settings file."
)
EVERYBODY = (
    "Everybody or nobody got a job in: {groups}. Whoever knows that somebody belongs to such a "
    "group knows that person's outcome. Consider this before you share."
)
GROUP_OF = "{group} ({service})"
