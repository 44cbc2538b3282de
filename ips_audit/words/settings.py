"""Sentences about a settings file."""

NOT_SETTINGS = "This is not a settings file of this tool. Choose the .json file that it saved."
NEWER = (
    "This settings file is of version {found}. This tool reads version {known}. Update the tool."
)
UNKNOWN_KEY = "The settings file has “{key}”, which this tool does not know. It was not used."
WRONG = "The settings file has “{value}” for “{key}”. It should be {should}."
PERIOD_ORDER = "The settings file ends the period on {last}, before it starts on {first}."

DATE = "a date such as 2019-01-31"
YES_NO = "true or false"
WHOLE = "a whole number from {low:,} to {high:,}"
MARGIN = "a number above 0 and below 1, such as 0.8"
TEXT = "a text"
TEXTS = "names and texts, each in quotation marks"
BANDS = "a list of age bands from youngest to oldest, such as “up to 25”, “26 to 40”, “over 40”"
RELEASE = "names with whole numbers or texts"
ONE_OF = "one of: {choices}"
