"""Sentences about saved audits, side by side."""

from ips_audit.model import CheckQuestion

TITLE = "Compare audits that you saved earlier"
CHOOSE = "Saved audits (JSON), two or more"
HELP = "The JSON files that this page gave you, one a period."
TOO_LARGE = "“{name}” is too large for a saved audit."
NOT_JSON = "“{name}” cannot be read. Choose the JSON file that an audit gave you."
NOT_AN_AUDIT = "“{name}” is no saved audit of this tool. Choose the JSON file of an audit."
OTHER_SCHEMA = "“{name}” was saved with another schema number; this tool reads {schema}."
NO_PERIOD = "“{name}” has no period, so it has no place in time. Audit it again with a period."
TWO = "Choose two saved audits or more."
MIXED = "Made-up people and real people are not compared. Choose saved audits of one kind only."
NOTHING = "These audits have no question in common: the names of services or groups differ."
CAUTION = (
    "{n} audits are {n} looks. Of twenty changes where nothing has changed, one stands outside its "
    "likely range by chance. Look at the ranges, not at the single steps."
)
OVERLAP = (
    "The periods {first} and {second} overlap. The same people stand in both, so no change is "
    "worked out between them."
)
TWICE = "Two of the audits have the same period, {period}. Is one of them an older version?"
ROUNDED = (
    "At least one audit is share-safe: its counts are rounded, so small changes may be rounding."
)
COLUMNS_LATER = "Change since the audit before (percentage points)"
TABLE = {CheckQuestion.ACCESS: "Access by {dimension} over time: {service}",
         CheckQuestion.OUTCOME: "Jobs by {dimension} over time: {service}, {people}"}  # fmt: skip
FINDINGS = "Findings: {found}."
FINDING = "({number}) {period}, {finding}"
PERIOD = "{first} to {last}"
ALT = "{title}. {groups}."
AXIS = {
    CheckQuestion.ACCESS: "Percent of the caseload reached",
    CheckQuestion.OUTCOME: "Percent who got a job",
}
TAKE = "Workbook of this comparison (.xlsx)"
NAME = "audits_side_by_side"
LABEL = "{group} ({number})"
NUMBERED = "The number in brackets is that of the audit: (1) is the earliest."
PAIR = "{one} ({other})"
NARROW = (
    "Group (audit)",
    "Number (of)",
    "Percent (likely range)",
    "Change in percentage points (likely range)",
    "Ratio to everyone else (likely range)",
)
SAME_CASELOAD = (
    "Access: where audits share a caseload, the same people stand in both, so the range of a "
    "change is rough."
)
