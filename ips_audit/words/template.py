"""Words of the blank template: headings, lists to choose from, notes."""

TITLE = "Blank template for a zero exclusion audit"
NOTES_SHEET, SERVICE_SHEET, CASELOAD_SHEET, LISTS_SHEET = "Notes", "Service", "Caseload", "Lists"
NOTES = (
    TITLE,
    "Fill in two sheets, Service and Caseload, and save the file.",
    "Choose the saved file twice on the first page: as service file and as caseload file.",
    "Service: one row for each person who started with the service in the period.",
    "Do not write names, NHS numbers, addresses or dates of birth. The audit does not need them.",
    "Reference: any number or code that tells people apart. A person with two rows counts once.",
    "Service: the name of the service. Leave the column empty if there is only one.",
    "Ethnic group and Gender: choose from the list. Choose Not stated where nobody knows.",
    "Age: whole years on the start date. Leave it empty where it is not known.",
    "Start date: the day the person started with the service.",
    "Job outcome: Yes for at least one day of open paid employment, else No.",
    "Job start date: the first day of the first job. Leave it empty if there was no job.",
    "The last six columns are for the whole path, from referral to a job that lasts. Leave them "
    "empty if you only count people who started.",
    "Referral date: fill it in for everybody who was referred, and give a row to those who never "
    "started, too. Their start date stays empty.",
    "Accepted: Yes or No. Leave it empty where nothing has been decided yet.",
    "Job end date: the day the first job ended. Leave it empty while the person is in work.",
    "Caseload: how many people the service could have reached, on one day or in the period.",
    "If you have several services, copy the rows of the Caseload sheet, and name each service.",
    "If a number is not known, delete its row. Do not write 0 for a number you do not know.",
)
SERVICE_HEADINGS = (
    "Reference",
    "Service",
    "Ethnic group",
    "Gender",
    "Age",
    "Start date",
    "Job outcome",
    "Job start date",
    "Referral date",
    "Accepted",
    "Reason not accepted",
    "Job end date",
    "Leaving date",
    "Leaving reason",
)
CASELOAD_HEADINGS = ("Service", "Dimension", "Group", "Number of people")
ETHNIC_GROUP, GENDER = "Ethnic group", "Gender"
# The 19 groups of the Census of England and Wales, 2021.
ETHNIC_GROUPS = (
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "White: Gypsy or Irish Traveller",
    "White: Roma",
    "White: Any other White background",
    "Mixed or Multiple ethnic groups: White and Black Caribbean",
    "Mixed or Multiple ethnic groups: White and Black African",
    "Mixed or Multiple ethnic groups: White and Asian",
    "Mixed or Multiple ethnic groups: Any other Mixed or Multiple ethnic background",
    "Asian, Asian British or Asian Welsh: Indian",
    "Asian, Asian British or Asian Welsh: Pakistani",
    "Asian, Asian British or Asian Welsh: Bangladeshi",
    "Asian, Asian British or Asian Welsh: Chinese",
    "Asian, Asian British or Asian Welsh: Any other Asian background",
    "Black, Black British, Black Welsh, Caribbean or African: African",
    "Black, Black British, Black Welsh, Caribbean or African: Caribbean",
    "Black, Black British, Black Welsh, Caribbean or African: Other Black",
    "Other ethnic group: Arab",
    "Other ethnic group: Any other ethnic group",
    "Not stated",
)
GENDERS = ("Female", "Male", "Another gender", "Not stated")
YES_NO = ("Yes", "No")
YES_OR_NO = "Yes or no"
CHOOSE = "Choose from the list. The list stands on the sheet “{sheet}”."
AGE_RULE = "A whole number of years from 10 to 110."
DATE_RULE = "A date like 31/12/2019."
COUNT_RULE = "A whole number of people, 0 or more."
