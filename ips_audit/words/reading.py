"""Sentences about files that cannot be read, and how to mend them."""

# What a file is instead of a spreadsheet: fills the gap in NOT_A_TABLE.
PDF = "a PDF"
PICTURE = "a picture"
ARCHIVE = "an archive of files"
DOCUMENT = "a text document"
DATABASE = "a database"
WEB_PAGE = "a web page or an XML file"

EMPTY = "“{name}” is empty. Export it again, and check that it has rows."
NOT_A_TABLE = (
    "“{name}” is {kind}, not a spreadsheet. Open the table in your spreadsheet program, save it "
    "as .xlsx or .csv, and choose that file."
)
NOT_TEXT = (
    "“{name}” does not look like a table of text, nor like a workbook. Open the table in your "
    "spreadsheet program, save it as .xlsx or .csv, and choose that file."
)
PASSWORD = (
    "“{name}” is protected by a password. In Excel choose File, Info, Protect Workbook, Encrypt, "
    "and clear the password. Save the copy in a safe place and choose it."
)
BROKEN = (
    "“{name}” is damaged or only partly downloaded, and could not be read as a spreadsheet. Open "
    "it in your spreadsheet program, save it again as .xlsx or .csv, and choose that copy."
)
UNSAFE = (
    "“{name}” was not opened: {why}. Copy the table into a new workbook and save that as .xlsx."
)
# Reasons that fill the gap in UNSAFE.
MANY_PARTS = "it has far more parts than a spreadsheet needs"
SAME_NAME = "it is not a normal Excel file, because two of its parts have the same name"
ODD_PACKING = "it is not a normal Excel file, because it is packed in an unusual way"
LYING_SIZE = "it could not be read as a spreadsheet, because its parts are not as large as they say"
TOO_MUCH = "it unpacks to far more than a spreadsheet of people needs"
ENTITIES = "it contains something a normal spreadsheet never has (XML entities)"
TOO_DEEP = "it contains something a normal spreadsheet never has (parts nested very deeply)"
ODD_ENCODING = "it is not a normal Excel file, because its text is stored in an unusual encoding"
CELL_TWICE = "it is not a normal Excel file, because two of its rows or cells have the same place"
UNCLEAR_CELLS = (
    "it is not a normal Excel file, because some values are written so that they would be misread"
)
NO_PROCESS = "files of its kind cannot be opened safely on this computer"
OVER_LIMIT = (
    "it could not be read as a spreadsheet within reasonable memory and time. It unpacks to far "
    "more than a spreadsheet of people needs, or a cell stands far away from the table"
)
OUTSIDE = "it could not be read as a spreadsheet, because a cell lies outside the grid"

TOO_LARGE_WORKBOOK = (
    "“{name}” is too large: {size} MB. The limit for workbooks is {limit} MB. Save the sheet with "
    "the people as .csv and choose that file."
)
TOO_LARGE_TEXT = (
    "“{name}” is too large: {size} MB. The limit is {limit} MB. Leave out columns that the audit "
    "does not need, and export it again."
)
TOO_MANY_COLUMNS = (
    "“{name}” has too many columns. The limit is {limit:,}. Keep the columns that the audit needs, "
    "and save it again."
)
LONG_CELL = (
    "A cell of “{name}” is far too long to be a label: over {limit:,} characters. Look for a "
    "quotation mark that is never closed, or a cell with a whole document in it."
)
NOT_A_WORKBOOK = "“{name}” ends like a workbook, but it is plain text. It was read as text."
NO_ROWS = (
    "“{name}” has headings but there are no rows of data under the headings. Export it again with "
    "the people in it."
)
NO_TABLE = "No table was found in “{name}”. Check that it has a row of headings and rows below it."
# Both begin what SAME_MEND goes on with.
SAME_TABLE = "“{name}” was chosen twice: as the people of the service and as the caseload."
SAME_CONTENT = (
    "“{name}” (the people of the service) and “{other}” (the caseload) hold the same table."
)
SAME_MEND = (
    "Compared with itself, it would give a wrong answer about access. Take it out of one place. "
    "The caseload file must count or list everybody on the caseload. If this file does, make a "
    "copy that keeps only the people of the service, and choose the copy as the service. If the "
    "caseload is on another sheet of it, save that sheet as a file of its own."
)
NO_SHEET = "“{name}” has no sheet called “{sheet}”. It has {sheets}."
ALL_HIDDEN = "All sheets of “{name}” are hidden. Unhide the sheet with the table and save it again."

BAD_BYTES = "“{name}” has characters that could not be read. Look for “�”, “?” or odd letters."
RAGGED = (
    "{n} rows of “{name}” have more cells than there are headings (first on row {row}). "
    "Their answers may stand in the wrong columns. Check these rows, then say how to go on."
)
BLANK_ROWS = "{n:,} blank rows after the data of “{name}” were ignored."
HIDDEN_ROWS = "{n} hidden rows of “{name}” are included."
HIDDEN_COLUMNS = "Hidden columns of “{name}”: {n}. Look at what is in them before you use them."
HIDDEN_SHEETS = "Hidden sheets of “{name}” were not opened: {sheets}. Unhide a sheet to use it."
ERROR_CELLS = (
    "{n} cells of “{name}” hold an error such as #N/A or #REF! instead of an answer (first in "
    "{cell}). They are read as blank. Correct them if you can."
)
ERROR_TEXTS = (
    "{n} rows of “{name}” hold an error such as #N/A or #REF! instead of an answer (first on row "
    "{row}). They are not read as answers. Correct them if you can."
)
WITHIN_CELL = (
    "{n} lines of “{name}” look like rows but stand within a cell (on row {row}), as after a "
    "quotation mark that is never closed. They are not counted. Take such marks out."
)
NO_RESULTS = (
    "{n} cells of “{name}” hold a formula whose result is not stored (first in {cell}). They are "
    "read as blank. Open the file in your spreadsheet program, save it, and choose it again."
)
HEADING_ROW = "The headings were found on row {row}. Rows above it were passed over."
TWO_ROWS = "Two heading rows were joined (rows {first} and {second})."
MORE_ROWS = "Heading rows were joined (rows {first} to {last})."
# For one row, and for several.
TOTALS = (
    "Row {row} is a total. It was not counted as people.",
    "{n} total rows were not counted as people (first on row {row}).",
)
NOTES = (
    "Row {row}, below the table, is a note. It was not counted as people.",
    "{n} notes below the table were not counted as people (first on row {row}).",
)
HEADINGS_AGAIN = (
    "Row {row} repeats the headings. It was not counted.",
    "{n} rows that repeat the headings were not counted (first on row {row}).",
)
SHEET_USED = "Sheet “{used}” was used. Not used: {others}."
SHEET_GONE = "The settings name the sheet “{sheet}”, which the file does not have. Used: {used}."
SHEETS_USED = "Sheets {used} were read."
SHEETS_NOT_USED = " Not used: {others}."
CHANGED = "The file {name} changed while it was read. Try again."
NOBODY = "No row of the service file could be used. {reasons}"
