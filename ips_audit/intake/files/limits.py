"""Every limit on what is read, with its reason. Generous for real files, firm for hostile ones."""

MB = 1_000_000

# Whole files.
WORKBOOK_BYTES = 60 * MB  # about 1,000,000 rows; the largest export we expect
TEXT_BYTES = 300 * MB  # a caseload list of 5,000,000 rows is about 200 MB

# Zip containers, checked while they are unpacked once and before anything parses them.
MEMBERS = 2_000  # sheets, pictures and parts of a workbook
UNPACKED_BYTES = 600 * MB  # a 60 MB workbook really unpacks to about 500 MB
UNPACK_RATIO = 200  # real sheets pack 5 to 30 times; a bomb of spaces about 1,000 times
RATIO_FLOOR = 20 * MB  # small parts may pack better without harm
STYLES = 65_490  # Excel's own limit on cell formats
STRINGS = 2_000_000  # distinct texts
DEPTH = 60  # real sheets nest about ten elements deep
TOKEN_BYTES = 2 * MB  # one tag or one cell's text, with its markup

# Workbooks that cannot be counted beforehand (.xls, .xlsb, .ods, oddly written .xlsx) are parsed in
# a process of their own.
APART_BYTES = 2_000 * MB  # a sheet of the largest area takes 800 MB
APART_SECONDS = 120  # the largest real ones take about 20

# The grid of one sheet.
ROWS = 1_048_576  # Excel's own limit
GRID_COLUMNS = 16_384  # Excel's own limit, column XFD
AREA = 25_000_000  # cells from A1 to the last one: the reader holds them all, 32 bytes each
CELLS = 60_000_000  # really written cells of all sheets

# The table.
COLUMNS = 1_000  # nobody keeps a thousand columns about a person
CELL_CHARACTERS = 33_000  # Excel's own limit is 32,767
SAVED_BYTES = 20_000_000  # a saved audit of ten services has less than 2 MB
BLANK_ROWS_SAID = 20  # fewer blank rows at the end need no word
