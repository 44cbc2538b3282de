"""Every reason to leave a row of a service file out; a new one is added at the end."""

from __future__ import annotations

from ips_audit.words import intake as words

# What a row is left out for; its place here is the row's code, 0 for a row that is used.
REASONS = (
    "", words.NO_DATE, words.BAD_DATE, words.BEFORE, words.AFTER, words.BAD_COUNT,
    words.TOTAL_ROW, words.FURTHER, words.NOT_JOINED,
)  # fmt: skip
USED, NO_DATE, BAD_DATE, EARLY, LATE, BAD_COUNT, TOTAL_ROW, FURTHER, NOT_JOINED = range(
    len(REASONS)
)
