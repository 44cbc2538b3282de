"""Sentences for those who run the audit from Python."""

QUESTIONS = "These questions must be answered first, each by a keyword of audit():"
NO_CHECK = "There is no such check. There are:"
NO_PATH = "There is no such path. There are paths of:"
NOT_A_FRAME = (
    "A {kind} cannot be read. Give a path, the bytes of a file, a data frame (pandas, polars, "
    "Arrow), or a list or dict of these."
)
NO_ROWS = "The data frame “{name}” has no rows."
PEOPLE = "{n} people were audited."
MOST_CHECKS = 14
MORE_CHECKS = "- and {n} more checks"
NEXT = "See .check(…), .path(…), .to_frame(), .share_safe() and .to_excel(…)."
