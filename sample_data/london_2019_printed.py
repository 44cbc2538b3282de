"""What the 2019 London study prints about its two services: counts, ages, chi-squares.

Perkins R, Patel R, Willett A, Chisholm L, Rinaldi M, BJPsych Bulletin, 2022. One misprint is put
right: Table 1 has 114 White people at the second service where every other figure needs 144.
"""

CNWL, WWT = "CNWL IPS", "WWT IPS"
GROUPS = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")
NOT_KNOWN = "Not known"

# Service -> group -> people, people with a job, and both again for those who started by 30 June.
# The four figures of people whose ethnic group is not known are printed only as far as their
# number (and the number who started by 30 June); their jobs are ours.
COUNTS = {
    CNWL: {
        "White": (134, 47, 46, 18),
        "Asian/Asian British": (77, 35, 20, 8),
        "Black/Black British": (64, 23, 20, 6),
        "Mixed": (38, 15, 15, 10),
        "Other": (52, 21, 26, 13),
        NOT_KNOWN: (47, 15, 12, 5),
    },
    WWT: {
        "White": (144, 46, 63, 29),
        "Asian/Asian British": (114, 37, 33, 13),
        "Black/Black British": (63, 18, 22, 10),
        "Mixed": (21, 5, 9, 2),
        "Other": (7, 1, 1, 0),
        NOT_KNOWN: (18, 5, 7, 3),
    },
}
CASELOAD = {
    CNWL: dict(zip((*GROUPS, NOT_KNOWN), (2774, 1158, 810, 936, 1335, 1350), strict=True)),
    WWT: dict(zip((*GROUPS, NOT_KNOWN), (900, 805, 259, 61, 167, 90), strict=True)),
}
MEN = {CNWL: 207, WWT: 180}
WOMEN = {CNWL: 205, WWT: 186}
AGE = {CNWL: (37.73, 12.02, 17, 65), WWT: (34.39, 10.74, 18, 69)}  # mean, s.d., youngest, oldest

# Chi-square of job outcome by ethnic group, and how near is near enough. Women: 2.839 prints 2.84
# and gives the printed p of 0.59; 2.84 exactly would give 0.58. Bands: p agrees to four decimals.
MEN_CHI_SQUARE, WOMEN_CHI_SQUARE = (7.62, 0.004), (2.839, 0.0005)
BANDS = ((0, 25), (26, 40), (41, 55), (56, 120))
BAND_CHI_SQUARES = ((1.62, 0.0002), (4.38, 0.00028), (0.50, 0.0004), (2.93, 0.00024))
GENDER_ACCESS_CHI_SQUARE = {CNWL: 2.61, WWT: 0.14}

# How each file writes an ethnic group, with weights. The Asian weights follow the paper's text.
ANSWERS = {
    CNWL: {
        "White": (("A", "B", "C"), (62, 8, 30)),
        "Asian/Asian British": (("H", "J", "K", "L"), (41.7, 13.6, 4.8, 39.9)),
        "Black/Black British": (("M", "N", "P"), (35, 45, 20)),
        "Mixed": (("D", "E", "F", "G"), (30, 15, 20, 35)),
        "Other": (("S",), (1,)),
        NOT_KNOWN: (("Z", "99"), (60, 40)),
    },
    WWT: {
        "White": (
            ("White - British", "White - Irish", "White - Any other White background"),
            (68, 6, 26),
        ),
        "Asian/Asian British": (
            (
                "Asian or Asian British - Bangladeshi",
                "Asian or Asian British - Indian",
                "Asian or Asian British - Pakistani",
                "Asian or Asian British - Any other Asian background",
            ),
            (80.5, 4.9, 4.1, 10.5),
        ),
        "Black/Black British": (
            (
                "Black or Black British - Caribbean",
                "Black or Black British - African",
                "Black or Black British - Any other Black background",
            ),
            (35, 50, 15),
        ),
        "Mixed": (
            (
                "Mixed - White and Black Caribbean",
                "Mixed - White and Black African",
                "Mixed - White and Asian",
                "Mixed - Any other mixed background",
            ),
            (40, 20, 15, 25),
        ),
        "Other": (("Other Ethnic Groups - Any other ethnic group",), (1,)),
        NOT_KNOWN: (("Not stated", "Not known"), (60, 40)),
    },
}
