"""Every limit on what is read, with its reason. Generous for real files, firm for hostile ones."""

MB = 1_000_000

WORKBOOK_BYTES = 60 * MB  # about 1,000,000 rows; the largest export we expect
TEXT_BYTES = 300 * MB  # a caseload list of 5,000,000 rows
UNPACKED_BYTES = 600 * MB  # a 60 MB workbook really unpacks to about 500 MB
UNPACK_RATIO = 200  # real sheets pack 5 to 30 times; a bomb of spaces about 1,000 times
RATIO_FLOOR = 20 * MB  # small members may pack better without harm
MEMBERS = 2_000  # sheets, pictures and parts of a workbook
STYLES = 65_490  # Excel's own limit on cell formats
STRINGS = 2_000_000  # distinct texts
COLUMNS = 1_000  # nobody keeps a thousand columns about a person
CELL_CHARACTERS = 33_000  # Excel's own limit is 32,767
DEPTH = 60  # real sheets nest about ten elements deep
ROWS = 1_100_000  # Excel's own limit is 1,048,576
CELLS = 60_000_000
