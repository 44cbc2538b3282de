"""Sentences about share-safe versions: counts moved, hidden and rounded."""

NHS_ENGLAND = "NHS England, Hospital Episode Statistics analysis guide (zero is hidden here, too)"
MENTAL_HEALTH = "NHS England, Mental Health Services Data Set publications"
RESEARCH_SERVICE = "Office for National Statistics, Secure Research Service threshold of 10"
MOVED_ONLY = "for those who may see small counts; each count is moved as in the other rules"
OWN_RULE = "set by hand"
BY_HAND = "0 to {threshold} hidden, nearest {base}"
BAD_NUMBER = (
    "For a rule by hand, “release.{key}” must be a whole number from {least} to {most} in the "
    "settings file."
)
UNKNOWN_RULE = "The rule “{name}” is not known. Use one of: {names}; or “by hand”."
RULE = "Each count is moved a little at random (by 4 at most), then: {name} ({source})."
MOVED = (
    "Every number, range and finding is worked out from the counts as shown; ranges are wider and "
    "p larger for it. Totals are moved and rounded on their own, so groups do not add up exactly "
    "to them. A finding or test that these counts are too rough to carry is withheld; the exact "
    "result is in the team version."
)
TEST_ROUGH = (
    "Not shown: moving and rounding alone can make these counts differ. The exact test is in the "
    "team version."
)
ADD_UP = "Counts are moved and rounded one by one: they do not add up exactly."
LEFT_TO_TEAM = (
    "Ages, tables within gender and age bands, parts kept apart, people alike in other ways, "
    "time to a job, and notes on reading the files are in the team version only. Groups that go "
    "by a rare answer of the files are counted as not known."
)
SERVICES_LEFT_OUT = "Services of fewer than 20 people are counted in the total only."
WITHHELD_GROUPS = (
    "The counts as shown are too small or too rough for a finding about {groups}: the exact "
    "result is in the team version."
)
STRATA_HIDDEN = (
    "Some counts of single services are hidden, so whether the total misleads was looked at for "
    "the others only. Read each service, too."
)
MAY_BE_MORE = "The exact counts, in the team version, may show more groups to be lower."
MAY_BE_MORE_STEPS = "The exact counts, in the team version, may show more groups or steps."
PATH_LEFT_OUT = (
    "Of the path, steps at which few people stopped, reasons, and the last day of which the files "
    "tell are in the team version only."
)
REASONS = "the reasons are in the team version"
SECRET_KEPT = "The secret that fixes how counts are moved is kept in {path}."
NEW_SECRET = (
    "A new secret was made for share-safe versions and is kept in {path}. Keep it there, for the "
    "whole team, and share it with nobody else: with another secret the same people give other "
    "counts, and two versions together tell more than one."
)
NO_SECRET = (
    "The secret for share-safe versions cannot be read or made at {path}. Name another place in "
    "the environment variable {name}, or make the team version."
)
BAD_SECRET = (
    "{path} does not hold a secret as this tool makes it. Move that file away, or name another "
    "place."
)
SWITCH = "Who is it for?"
KINDS = {"share-safe": "To share: share-safe", "team": "Inside the team: exact numbers"}
KINDS_MADE_UP = {"share-safe": "Protected, to show how it works", "team": "Exact: made-up people"}
SHARE_SAFE_DOES = (
    "Share-safe moves each count a little, hides small ones and rounds the others, in everything "
    "that leaves this page: files, paragraphs and print. What you see here stays exact."
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
