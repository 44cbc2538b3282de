"""Sentences about the settings file."""

NOT_JSON = "The settings file cannot be read as JSON. Choose the file that this tool saved."
NOT_AN_OBJECT = 'The settings file must be one JSON object, like {"schema": 1}.'
SAVED_AUDIT = (
    "This is a saved audit, not a settings file. Choose the settings file that was saved with it."
)
OTHER_SCHEMA = "The settings file has another schema number; this tool reads {schema}."
UNKNOWN_KEY = "The settings file has a key that is not known: “{key}”."
UNKNOWN_PART = (
    "In the settings file, “{key}” names “{part}”, which is not known. Known are: {known}. It was "
    "passed over."
)
WRONG_KIND = "In the settings file, “{key}” has the wrong kind of value."
ONE_OF = "In the settings file, “{key}” must be “{either}”."
AT_LEAST = "In the settings file, “{key}” must be {least} or more."
BETWEEN = "In the settings file, “{key}” must lie between {least} and {most}."
NESTED = "In the settings file, “{key}” must hold one object under each of its names."
PERIOD = "In the settings file, “period” needs “from” and “to”."
NOT_A_DATE = "In the settings file, “{key}” is not a date like 2019-12-31."
PERIOD_TURNED = "In the settings file, the period ends before it starts."
AGE_BANDS = 'In the settings file, “age_bands” needs a list like ["up to 25"].'
NOT_IN_FILES = (
    "The settings place answers that these files do not have: {answers}. Check their spelling, or "
    "leave them for another time."
)
