"""Every number at which the audit changes what it does or says."""

from __future__ import annotations

FEWEST_PEOPLE = 10  # a group of fewer is not judged
LEVEL = 0.05  # of each test, after Holm's correction
# Below this expected count the exact p is the one that counts, not the chi-square one.
SMALL_EXPECTED = 5.0
# With less room for a group's count to vary over all strata, the chi-square p is doubtful.
LEAST_ROOM = 5.0
# With a smaller fitted count, whether the pattern differs between strata is not tested.
FEWEST_FITTED = 1.0
# A total misleads where a ratio moves by more than this once strata are kept apart (and it is
# said where it does so among people alike), ...
MOVES = 0.10
# ... or turns its direction, as it is shown with two decimals, and moves by more than this.
TURNS = 0.05
# Adjusting for several characteristics at once needs so many of the rarer outcome for each
# coefficient, ...
EVENTS_EACH = 5
# ... leaves out a characteristic that is known of a smaller share of people, ...
KNOWN_ENOUGH = 0.8
# ... and says where a group has nobody in parts that hold more than this share of everyone.
MOST_UNSEEN = 0.2
EXACT_COUNT = 10  # below it a count's interval is the exact one, not Byar's
FOUR_FIFTHS = 0.8  # of the highest rate: the rule that trainers are warned of
LARGE_GAP = 0.1  # between the highest and the lowest rate
POWER = 0.8  # of finding a gap that is there
# How long people have for a step of the path before it counts that they did not take it.
DAYS_TO_DECIDE = 28  # from referral to acceptance, and from acceptance to joining
WEEKS_SUSTAINED = (13, 26)  # a job that lasted so long is a sustained one
