"""Every limit on what is read, with its reason. Generous for real files, firm for hostile ones."""

MB = 1_000_000

# Whole files.
WORKBOOK_BYTES = 60 * MB  # about 1,000,000 rows; the largest export we expect
TEXT_BYTES = 300 * MB  # a caseload list of 5,000,000 rows is about 200 MB

BULK = 1 * MB  # from here on Arrow takes less time to load than it spares; no limit

# Zip containers, by their list of contents.
MEMBERS = 2_000  # sheets, pictures and parts of a workbook
UNPACKED_BYTES = 800 * MB  # a 60 MB workbook really unpacks to about 600 MB
UNPACK_RATIO = 100  # parts of real workbooks pack 5 to 40 times; a bomb of spaces 1,000 times
ODS_RATIO = 400  # an .ods file names each cell in full, which packs 60 to 150 times
RATIO_FLOOR = 10 * MB  # smaller parts may pack better without harm
DEPTH = 60  # real sheets nest about ten elements deep

# Workbooks are read in a process of their own.
PROCESS_BYTES = 700 * MB  # memory of any workbook: a sheet reaching to the last row takes 300 MB
PROCESS_FOR_EACH_BYTE = 60  # and more for larger ones: 60 MB are a sheet of 500 MB
PROCESS_MOST_BYTES = 3_000 * MB
PROCESS_SECONDS = 120  # the largest real ones take about 20
OUTPUT_BYTES = 1_000 * MB

# The grid of one sheet.
ROWS = 1_048_576  # Excel's own limit
GRID_COLUMNS = 16_384  # Excel's own limit, column XFD
AREA = 25_000_000  # cells from A1 to the last one: the reader holds them all, 32 bytes each

# The table.
COLUMNS = 1_000  # nobody keeps a thousand columns about a person
CELL_CHARACTERS = 33_000  # Excel's own limit is 32,767
SAVED_BYTES = 20_000_000  # a saved audit of ten services has less than 2 MB
BLANK_ROWS_SAID = 20  # fewer blank rows at the end need no word
