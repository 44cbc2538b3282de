"""Sentences about columns that tell the path, and about what they say of people."""

from __future__ import annotations

from datetime import date

from ips_audit.words.findings import people
from ips_audit.words.intake import PERIOD_LEAVES_OUT, day

BY_HEADING = "its heading and its answers say so"
ON_THE_WAY = "“{used}” was taken as the day when people joined. What came before it: {headings}."
ENDS_NOT_PAIRED = (
    "There are several jobs a person, and {headings} cannot be told apart by job. So how long "
    "jobs lasted is not checked."
)
MONTHS = "“{heading}” was read as {weeks} weeks in work."
SUSTAINED_ASK = (
    "“{heading}” has the answer “{answer}” ({n} rows). Were these people still in work after "
    "{weeks} weeks?"
)
FOLLOWED = (
    "Followed up to {day}: who had no time for a step of the path by then does not "
    "count as not having taken it. You can change the day."
)
FIRST_STEPS = {
    "referred": "were referred",
    "accepted": "were accepted",
    "joined": "joined",
}
COHORT = "The path is of {people} who {step} in the period."
NO_DATE = " {people} without that date are left out of it."
OUTSIDE = " {people} who {step} before or after the period are left out of it."
NOT_JOINED = (
    "{people} of them did not join the service. They are counted on the path, and not "
    "in the audit of those who joined."
)
PROVED = "{people} took a later step, so they count as {step}, though the file does not say so."
PROVED_STEPS = {
    "accepted": "accepted",
    "joined": "joined",
    "13 weeks in work": "13 weeks in work",
}
STILL = (
    "A job without an end date counts as not ended by {day}. If ends are not always written "
    "down, choose no column for the job end date."
)
ENDED_UNSAID = (
    "{people} are no longer in work, but have a job without an end date. How long it lasted "
    "counts as not known."
)
STILL_NOT_KNOWN = (
    "For {people} it is not known whether they are still in work, and their job has no end date. "
    "It counts as not ended."
)
STILL_BUT_ENDED = (
    "{people} are said to be still in work, but their job has an end date. The date was taken."
)
STILL_WITHOUT_ENDS = (
    "Who is “still in work” is used only beside the end dates of jobs. There are none, so it was "
    "not used."
)
END_BEFORE_START = (
    "Jobs that end before they start: {n}. How long these lasted counts as not known. Correct the "
    "dates."
)
DISAGREE = (
    "For {people}, “in work for {weeks} weeks” and the dates of the job do not agree. The answer "
    "was taken, not the dates."
)
NO_JOB = "{people} are said to have been in work for {weeks} weeks, but have no job. Not counted."
ACCEPTED_AND_NOT = (
    "{people} have a date of acceptance and an answer that they were not accepted. The date was "
    "taken."
)
UNREADABLE_START = (
    "{people} have a date of joining that cannot be read or lies after {day}. Whether they joined "
    "counts as not known on the path."
)
OTHER_REASON = "Other reason"
LONG_PERIOD = (
    "The referral dates lie within 12 months, but some of these people joined or got jobs later. "
    "The period was taken as {first} to {last}, so that nobody is left out."
)


def followed(last: date) -> str:
    """Say up to which day people were followed."""
    return FOLLOWED.format(day=day(last))


def long_period(_: str, first: date, last: date, outside: int) -> str:
    """Say which period was taken from referral dates, and how many people it leaves out."""
    said = LONG_PERIOD.format(first=day(first), last=day(last))
    return said + (PERIOD_LEAVES_OUT.format(people=people(outside)) if outside else "")


def cohort(step: str, n: int, without: int, outside: int) -> str:
    """Say whose way is told, and how many are left out of it."""
    took = FIRST_STEPS[step]
    said = COHORT.format(people=people(n), step=took)
    said += NO_DATE.format(people=people(without)) if without else ""
    return said + (OUTSIDE.format(people=people(outside), step=took) if outside else "")
