"""What people are grouped by. A new dimension is one entry here: its groups and its words.

The column that holds it is found by its name, or by headings in `header_synonyms.csv`; answers
that are the names of its groups are recognised, others by lines in `value_codes.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dimension:
    """One thing that people are grouped by.

    Attributes
    ----------
    name : str
        As it stands in sentences and in the JSON.
    key : str
        Of the settings: the role of its column, and its answers.
    apart : str
        Its groups in a sentence about keeping them apart, such as "men and women".
    groups : tuple of str
        In the order in which they are shown; empty where the file names them.
    people : tuple of str
        What the people of each group are called in a sentence; "people in X" where empty.
    jobs : bool
        Jobs are compared between its groups. Otherwise jobs are compared by ethnic group
        within each of its groups, and no more.
    in_caseload : bool
        A caseload is expected to count it: where it does not, the audit says so.
    """

    name: str
    key: str
    apart: str
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    jobs: bool = True
    in_caseload: bool = False

    def __str__(self) -> str:
        return self.name

    def called(self, group: str) -> str:
        """Return what the people of a group are called in a sentence; the group if nothing else."""
        return dict(zip(self.groups, self.people, strict=False)).get(group, group)

    @property
    def heading(self) -> str:
        """The name as it begins a line."""
        return self.name[:1].upper() + self.name[1:]


FIVE_GROUPS = ("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")
GENDERS = ("Male", "Female", "Another gender")

ETHNIC_GROUP = Dimension(
    "ethnic group", "ethnicity", "ethnic groups", FIVE_GROUPS, in_caseload=True
)
GENDER = Dimension(
    "gender",
    "gender",
    "men and women",
    GENDERS,
    ("men", "women", "people of another gender"),
    jobs=False,
    in_caseload=True,
)
DISABILITY = Dimension(
    "disability",
    "disability",
    "disabled people and others",
    ("Disabled", "Not disabled"),
    ("disabled people", "people without a disability"),
)
# Dimensions that a column of the file records, the main one first.
DIMENSIONS = (ETHNIC_GROUP, GENDER, DISABILITY)
ALWAYS = (ETHNIC_GROUP, GENDER)  # in every audit, whether the file has the column or not

# Worked out from ages and the bands of the settings.
AGE_BAND = Dimension("age band", "age", "age bands", jobs=False)
# What else people are told apart by: never compared, only kept apart.
SERVICE = Dimension("service", "service", "services", jobs=False)
QUARTER = Dimension("quarter of joining", "start_date", "quarters of joining", jobs=False)
DECLINED = Dimension("reason not accepted", "decline_reason", "reasons not accepted", jobs=False)
LEFT = Dimension("reason for leaving", "leaving_reason", "reasons for leaving", jobs=False)

OWN = "compare_by"  # the role of any other column that the user compares by
# Names that the JSON of an audit holds beside those of the dimensions.
TAKEN = ("people", "age", *(d.name for d in (*DIMENSIONS, AGE_BAND, SERVICE, QUARTER)))


def own_dimension(heading: str) -> Dimension:
    """Return the dimension of a column of the user's own.

    Parameters
    ----------
    heading : str
        Of the column.

    Returns
    -------
    Dimension
        Named by the heading; its groups are the answers of the column.
    """
    name = " ".join(heading.split())[:60]
    if name.casefold() in TAKEN:
        name = f"{name} (your column)"
    return Dimension(name, OWN, f"groups of “{name}”")


def by_key(key: str) -> Dimension | None:
    """Return the dimension that a column's role records, or None."""
    return next((d for d in DIMENSIONS if d.key == key), None)
