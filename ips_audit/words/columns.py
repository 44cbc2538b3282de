"""Sentences about columns: why one was taken, and which were passed over."""

BY_HEADING = "its heading says so"
BY_USER = "you chose it"
NOT_FOUND = "no column looks like it"
SUCH_AS = "for example"
BETTER_OF_TWO = "its heading says so best"
TAKEN_TOGETHER = "these columns say the same thing of several jobs"
TOGETHER = "{headings} were taken together: a job in any of them counts."
TOGETHER_DATES = (
    "{headings} were taken together: a job in any of them counts, and the earliest date is its "
    "start."
)
SAYS_THE_SAME = "it says the same as “{used}”"
NOT_USED = "Not used: {headings}, because {why}."
NOT_USED_OTHER = "“{used}” was used"
NOT_USED_WHY = {
    "ethnicity": "“{used}” is nearer to the person's own word",
    "gender": "“{used}” is nearer to the person's own word",
    "age": "“{used}” is nearer to the age at the start",
}
WHICH_OF_STARTS = (
    "Several dates could be the day when people joined the service: {headings}. Which one is it?"
)
JOINED_ON = "“{used}” was taken as the day when people joined. Not used: {headings}."
JOINING_IS = (
    "“{used}” was used: joining is the first vocational profile, else the start or first "
    "appointment, else the acceptance; a referral comes before it"
)
ONLY_REFERRAL = (
    "The only date of that kind is “{heading}”, so people are counted by the day of referral, not "
    "by the day when they joined."
)
EARLIER_STATUS = "it is the earlier of two columns that say who is in work"
ONLY_A_STATUS = "“{used}” was used"
STATUS_ALONE = (
    "“{heading}” was taken as who got a job with the service. If it says who was in work when they "
    "started, change the columns."
)
DATES_OF_ALL = "some of its dates are of outcomes in “{outcome}” that are no jobs"
BY_ITS_ANSWERS = (
    "“{heading}” was taken as the job outcome, because its answers speak of work. Choose another "
    "column if that is wrong."
)
EARLIER_TAKEN = (
    "“{first}” was taken as who was in work at the start, because “{last}” says who was in work "
    "later. Change the columns if that is wrong."
)
WHICH_STATUS = (
    "{headings} say who is in work at different times. Which one says who got a job with the "
    "service? “{first}” can then be read as who was in work at the start."
)
DENIES = "its heading says who is not in work"
TICKS = "each of these columns stands for one ethnic group"
TICKS_TAKEN = "{headings} were read together as the ethnic group, one column a group."
SAYS_WHO_JOINED = "its answers say whose referral was accepted"
NO_SUCH_COLUMN = (
    "The settings name the column “{heading}” for {role}, but “{file}” has no such column."
)
IDENTIFIERS = "Not read, because they look like personal details: {headings}."
SAME_SAYING = "“{used}” was used. It says the same as {others}."
TWO_ROLES = "You chose “{heading}” for {roles}. One column can hardly be both. Check the columns."
NO_START = (
    "No start date was found. Everyone in the file is counted, whenever they started, and the "
    "table of people with enough months of support is not made."
)
WHICH_START = "Which column holds the date when each person started with the service?"
NO_SUCH_START = "None of them: count everyone in the file, whenever they started"
YEARS_NOT_DATES = (
    "“{heading}” holds years, not dates. Give whole dates, choose another column, or count "
    "everyone in the file whatever the period?"
)
DATED_OUTCOME = "“{heading}” holds dates. Is it the day when each person's job started?"
WHICH_OUTCOME = "Which column says whether a person got a job?"
NO_SUCH_OUTCOME = "None of them: jobs are not checked"
WEAK_START = (
    "“{heading}” was taken as the start date. If another column says when people started with "
    "the service, choose that one."
)
AGE_TODAY = (
    "“{heading}” seems to be the age today, not on the start date. A date of birth, if there is "
    "one, is used instead."
)
