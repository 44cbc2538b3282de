"""Sentences about files that cannot be read, and how to mend them."""

EMPTY = "“{name}” is empty. Export it again, and check that it has rows."
NOT_A_TABLE = "“{name}” is {kind}, not a spreadsheet. Save it as .xlsx or .csv and choose it again."
PASSWORD = "“{name}” is protected by a password. Save a copy without the password."
BROKEN = (
    "“{name}” is damaged or only partly downloaded. Open it in your spreadsheet program, save it "
    "again as .xlsx, and choose that copy."
)
UNSAFE = (
    "“{name}” was not opened: {why}. Copy the table into a new workbook and save that as .xlsx."
)
TOO_LARGE = "“{name}” is too large: {what}. The limit is {limit}."
NO_ROWS = "“{name}” has headings but no rows. Export it again with the people in it."
NO_TABLE = "No table was found in “{name}”. Check that it has a row of headings and rows below it."
NO_SHEET = "“{name}” has no sheet called “{sheet}”. It has {sheets}."
BAD_BYTES = "“{name}” has characters that could not be read. They are shown as “�”."
RAGGED = (
    "{n} rows of “{name}” have more cells than there are headings (first on row {row}). "
    "Their answers may stand in the wrong columns. Check these rows, then say how to go on."
)
HIDDEN_ROWS = "{n} hidden rows of “{name}” are included."
HIDDEN_COLUMNS = "“{name}” has {n} hidden columns. They are used only if you choose them."
HIDDEN_SHEETS = "Hidden sheets of “{name}” were not opened: {n}."
HEADING_ROW = "The headings were found on row {row}. Rows above it were passed over."
TWO_ROWS = "Two heading rows were joined (rows {first} and {second})."
TOTALS = "{n} total rows were not counted as people (first on row {row})."
NOTES = "{n} notes below the table were not counted as people (first on row {row})."
SHEET_USED = "Sheet “{used}” was used. Not used: {others}."
