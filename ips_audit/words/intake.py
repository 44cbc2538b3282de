"""Sentences about columns, answers, dates and rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ips_audit.dimensions import DIMENSIONS, OWN
from ips_audit.words.findings import listed, people

NO_ROLE = "No column for {role} was found. {mend}"
NEEDED = {
    "ethnicity": "Choose the column that holds each person's ethnic group.",
    "job": "Choose a column with the job outcome, or with the job start date.",
}
ROLE_NAMES = {
    **{d.key: d.name for d in DIMENSIONS},
    OWN: "another column to compare by",
    "age": "age",
    "date_of_birth": "date of birth",
    "start_date": "start date",
    "job_outcome": "job outcome",
    "job_start_date": "job start date",
    "service": "service",
    "person": "person (reference)",
    "people": "number of people",
    "in_work_at_start": "in work at the start",
    "joined": "who joined the service",
    "referral_date": "referral date",
    "accepted_date": "date accepted",
    "decline_reason": "reason not accepted",
    "job_end_date": "job end date",
    "in_work_on": "last known in work on",
    "still_in_work": "still in work (yes or no)",
    "sustained_13": "in work for 13 weeks",
    "sustained_26": "in work for 26 weeks",
    "end_date": "date of leaving",
    "leaving_reason": "reason for leaving",
    "group": "group",
    "count": "number of people",
    "dimension": "what the group is (such as ethnic group or gender)",
}
OWN_NOT_USED = (
    "“{heading}” has {n} different answers, so people are not compared by it. Choose a column "
    "that has {fewest} to {most}."
)
BY_ANSWERS = "its answers look like it"
NO_COLUMN = "None of these"
NONE_OF_THESE = {
    "ethnicity": "None of these",
    "gender": "None of these: gender is not checked",
    "age": "None of these: age is not used",
    "job_outcome": "None of these: jobs are not checked",
    "job_start_date": "None of these: there are no start dates of jobs",
    "start_date": "None of these: count everyone in the file, whenever they started",
}
ANY_OF_THEM = "Any of them: a job in any of these columns is a job"
WHAT_YES_MEANS = "“{heading}” seems to say who is not in work. What does “{yes}” mean there?"
YES_NO_JOB = "“{yes}” means no job, “{no}” means a job"
YES_A_JOB = "“{yes}” means a job, “{no}” means no job"
NEITHER = "Neither: this column says nothing about jobs that people got"
MORE_THAN_ONE = "More than one group ticked"
MORE_THAN_ONE_ASK = (
    "{n} people have more than one ethnic group ticked. Which group are they? (Mixed?)"
)
WHO_JOINED = (
    "No column says when people joined the service, but “{heading}” says who was accepted. {n} "
    "rows say something else: {answers}. Who joined?"
)
ONLY_ACCEPTED = "Only those with {answers}: the other {n} rows are left out"
COUNT_ALL = "Everyone in the file: count all rows"
JOINED_ALL_THE_SAME = (
    "{rows} a date in “{start}”, although “{heading}” says: {answers}. Did these people "
    "join the service? Who has no such date did not join, whatever you answer."
)
THEY_DID_NOT = "No: they are left out of those who joined"
STAY_ON_PATH = "No: they are left out of those who joined, and stay on the path as not joined"
THEY_JOINED = "Yes: the date counts, so they joined"
JOINED_ANSWER = "“{answer}” in “{heading}” ({n} rows): did these people join the service?"
ACCEPTED_ANSWER = (
    "“{answer}” in “{heading}” ({n} rows): were these people accepted? Who joined is read from "
    "“{start}”."
)
NOBODY_KNOWS = "Not known"
NOT_DECIDED = (
    "{n} rows of “{heading}” do not say whether people were accepted: {answers}. At that step "
    "they count as not known, unless something else says it."
)
NO_ANSWER = "no answer"
NOT_JOINED = "did not join the service"
NOT_JOINED_SAID = "{n} rows are left out: “{heading}” says that these people did not join."
LETTERS_READ = "The letters among the ethnic groups were read as letters of the NHS scheme."
ILR_READ = (
    "The numbers of ethnic groups were read as those of the Individualised Learner Record (ILR)."
)
LETTERS_KEY = (
    "“{heading}” holds letters that could be the NHS scheme's or the first letters of groups. "
    "Which are they?"
)
ONE_BY_ONE = "None of these: I will say what each one means"
GOT_A_JOB = "Did these people get a paid job? “{answer}” ({n} rows)"
TWO_COLUMNS = "{n} columns could be the {role}: {headings}. Which one is it?"
NOT_ETHNICITY = (
    "“{heading}” has {distinct} different answers in {rows} rows. This does not look like "
    "ethnic groups. Choose another column."
)
NUMBERS_KEY = (
    "“{heading}” holds numbers. Several numberings are in use and they do not agree. "
    "Which one is it?"
)
PLACE_ANSWER = "“{answer}” ({n} rows): which group is it?"
LOOKS_LIKE = "Its spelling is nearest to {group}."
SUGGESTED = "These answers were read by their likeliest meaning. Check them: {answers}."
SCHEME = "Ethnic groups were read as {scheme}."
CHINESE_ASK = (
    "Chinese people stand under Asian in some lists and under Other in others. Where do "
    "you count them? The choice holds for both files."
)
CHINESE_SAID = "{n} Chinese people are counted in {group}. You can change this."
CHINESE_BOTH = "{n} Chinese people are counted in {group}, in both files. You can change this."
CHINESE_MERGED = (
    "The caseload counts Chinese people with Other and cannot be split. So {n} Chinese people "
    "of the service file are counted in Other too."
)
CHINESE_CLASH = (
    "The service file counts Chinese people in {one}, the caseload in {other}. Choose one "
    "place for both files."
)
DATE_ORDER = (
    "The dates in “{heading}” could be day first or month first, for example {example}. "
    "Which is it?"
)
DATES_READ = "Dates in {headings} were read {order}."
AGE_FROM_BIRTH = "Ages were worked out from the date of birth, on the start date."
AGE_UNUSABLE = (
    "{n} people have no usable age or date of birth. They are left out of the age figures only."
)
BEFORE = "started before the period"
AFTER = "started after the period"
NO_DATE = "no start date"
BAD_DATE = "start date cannot be read"
FURTHER = "further rows for the same person"
BAD_COUNT = "number of people cannot be read"
TOTAL_ROW = "total row"
PERIOD_GUESSED = "The period was taken as {days}, from the start dates."
PERIOD_ASK = (
    "People in the file started from {first} to {last}, more than 12 months. Which period is "
    "this audit of?"
)
EVERYTHING = "everything in the file"
PERIOD_LEAVES_OUT = " {people} started outside it and are left out. Check the period."
FUTURE = "{n} start dates lie in the future (first on row {row}). Check the year."
SAME_PERSON = (
    "{rows} rows are {people} people. Each person is counted once, with a job if any of their "
    "jobs started in the period."
)
CONFLICT = "{n} people have rows that do not agree. The first known answer was taken."
IDENTICAL = "{n} rows are identical to another row. There is no reference, so all are counted."
NO_REFERENCES = (
    "{n} rows of {file} have no real reference but a stopgap, such as “N/A” or “1.2E+09”. Each is "
    "counted as a person of its own. Correct them if you can."
)
BLANK_OUTCOME = "{n} people have no job outcome recorded. Does a blank mean no job?"
IN_WORK = (
    "{n} people were in work at the start. Leave them out of the job comparison? They stay in "
    "the access comparison."
)
SAME_REFERENCE = (
    "{n} references are used in more than one service, {agree} of them with the same ethnic "
    "group, gender and age. Is the same reference the same person?"
)
REFERENCE_ONE = "Yes, one person: counted once in all services together"
REFERENCE_APART = "No, each service numbers its own people"
IN_SEVERAL_SERVICES = (
    "{people} are in more than one service. All services together counts each of them once; "
    "each service counts its own."
)
REFERENCES_APART = (
    "{n} references are used in more than one service, but for people who differ. They are "
    "counted as different people."
)
JOBS_AFTER = "{people} got a job after the period, which ends on {last}. Do these jobs count?"
JOBS_BEFORE = (
    "{people} had a job that began before they started with the service. Do these jobs count?"
)
JOBS_UNDATED = (
    "{people} got a job that has no job start date, though other jobs have one. Do these jobs "
    "count?"
)
ONE_PERSON = (
    "Do rows with the same {columns} stand for one person? There are {rows:,} rows, and those "
    "with the same {columns} also have the same {same}."
)
PERSON_DOUBTFUL = (
    "Do rows with the same {columns} stand for one person? There are {rows:,} rows, and many with "
    "the same one differ in ethnic group, gender or age."
)
ONE_PERSON_CHOICE = "Yes, rows with the same “{heading}” are one person: {people}"
EACH_ROW = "None of these: each row is a person"
LOOK_ALIKE = (
    "{n} rows have the same {same} as another row. They may be the same person, but there is no "
    "column with a reference, so each row is counted as a person."
)
JOBS_COUNT = "Yes, count these jobs"
JOBS_NOT = "No, count these people as without a job in the period"
JOBS_LEAVE_OUT = "Leave these people out of the job comparison"
LISTED = (
    "{file} names each ethnic group once, with nothing that only people have. It looks like the "
    "numbers of a caseload: were the files exchanged? Then go back, and choose each file again in "
    "its own place. Answer this only if each row is one person."
)
LISTED_USE = "Each row is one person"
FILL_DOWN = (
    "{headings}: each label stands once, above rows that are blank, as in a pivot table, an "
    "outline or merged cells. Do the blank rows belong to the same group as the label above them?"
)
FILL_DOWN_YES = "Fill down: the rows below a label belong to its group"
FILL_DOWN_NO = "Leave blank: nobody knows the group of these rows"
FILLED_DOWN = "Blank rows of “{heading}” were filled with the label above them: {n:,}."
RAGGED = "Some rows have more cells than headings. Use the rows as they are?"
HEADING_ROW = "Which row holds the headings? None of the first rows looks like headings."
TAKEN_AS_NONE = "They were taken as no date."
NOT_DATES = (
    "{n} answers in “{heading}” are not dates (first on row {row}). {taken} Correct them if they "
    "stand for a date."
)
TAKEN_AS = {
    "job_end_date": "Whether and when these jobs ended counts as not known, unless another column "
    "says it.",
    "accepted_date": "Whether these people were accepted counts as not known, unless something "
    "else says it.",
}
NO_DATES = "{n} answers in “{heading}” say that there is no date, such as “{answer}”."
GOES_ON = (
    "{n} answers in “{heading}” say that the job goes on, such as “{answer}”. They were taken as "
    "not ended."
)
NO_BUT_DATE = "{n} rows say no job but have a job start date. The date was used."
FILE_LACKS = "“{file}” has no column for {role}, which another file has."
IN_WORK_BLANK = "{n} answers in “{heading}” are blank. They were taken as not in work at the start."
IN_WORK_ANSWER = (
    "“{heading}” has the answer “{answer}” ({n} rows). Were these people in work at the start?"
)
BANDS_OF_FILE = "The file holds age bands. They are used as they are: {bands}."
BANDS_NOT_AGES = "The file holds age bands, not ages, so there is no mean age."
BANDS_OVERLAP = (
    "The age bands of the file overlap, so age is not used. Give ages, or bands that do not "
    "overlap."
)
SWAPPED = (
    "“{heading}” mixes real dates up to the 12th of a month with texts after the 12th. Day and "
    "month of the real dates were probably exchanged when the file was opened. Turn them round?"
)
TURN = "Turn them round: day and month were exchanged"
AS_THEY_ARE = "Take them as they are"
SAME_HEADINGS = (
    "Sheets {sheets} of “{file}” all list people. Which of them hold the people of this audit?"
)
SHEETS_TOGETHER = "All of them together: one service"
SHEETS_EACH = "All of them: one service each, named as its sheet"
ONE_SHEET = "Only “{sheet}”"
SERVICES_ALIKE = (
    "Kept apart, though the names are nearly the same: {pairs}. Correct the file if not."
)
TOO_MANY_GROUPS = (
    "There are {n} ethnic groups; at most {most} can be compared. Which groups should be used?"
)
USE_FIVE = "The five groups"
USE_16 = "The 16 detailed groups"
OWN_GROUP = "Leave it as recorded: a group of its own"


def joined_all_the_same(n: int, start: str, heading: str, answers: str) -> str:
    """Ask whether people with a date of joining joined, although the answers deny it."""
    rows = "1 row has" if n == 1 else f"{n} rows have"
    return JOINED_ALL_THE_SAME.format(rows=rows, start=start, heading=heading, answers=answers)


def day(of: date) -> str:
    """Write a day as people do: 6 August 2019."""
    return f"{of.day} {of:%B %Y}"


def period_guessed(name: str, first: date, last: date, outside: int) -> str:
    """Say which period was taken from the start dates, and how many people it leaves out."""
    days = f"{day(first)} to {day(last)}"
    said = PERIOD_GUESSED.format(days=f"the {name} ({days})" if name else days)
    return said + (PERIOD_LEAVES_OUT.format(people=people(outside)) if outside else "")


def which_period(first: date, last: date) -> str:
    """Ask which period is meant, where the dates of the file span more than 12 months."""
    return PERIOD_ASK.format(first=day(first), last=day(last))


def period_choice(name: str, first: date, last: date, n: int) -> str:
    """Name a period to choose; without a name it is everything in the file."""
    named = name or EVERYTHING
    return f"{named[0].upper()}{named[1:]}, {day(first)} to {day(last)}: {people(n)}"


def jobs_after(n: int, last: date | None) -> str:
    """Ask about jobs after the period."""
    return JOBS_AFTER.format(people=people(n), last="" if last is None else day(last))


def one_person(headings: Sequence[str], rows: int, same: Sequence[str]) -> str:
    """Ask whether rows with the same answer in a column are one person."""
    columns = " or ".join(f"“{h}”" for h in headings)
    if not same:
        return PERSON_DOUBTFUL.format(columns=columns, rows=rows)
    return ONE_PERSON.format(columns=columns, rows=rows, same=listed(same))


def one_person_choice(heading: str, n: int) -> str:
    """Say that rows with the same answer are one person, and how many people that makes."""
    return ONE_PERSON_CHOICE.format(heading=heading, people=people(n))


def in_several_services(n: int) -> str:
    """Say how many people are in more than one service, and how they are counted."""
    said = IN_SEVERAL_SERVICES.format(people=people(n))
    return said.replace("person are", "person is").replace("each of them", "them", n == 1)


def look_alike(n: int, same: Sequence[str]) -> str:
    """Say how many rows look like another, where there is no reference."""
    return LOOK_ALIKE.format(n=n, same=listed(same))
