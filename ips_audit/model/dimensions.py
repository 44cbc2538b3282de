"""What people are grouped by: each dimension is one entry, with its groups and its words."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.model.terms import FIVE_GROUPS, GENDERS, CheckKind


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
    jobs : CheckKind or None
        Which kind of check compares jobs between its groups. None: jobs are compared by
        ethnic group within each of its groups, and no more.
    in_caseload : bool
        A caseload is expected to count it: where it does not, the audit says so.
    """

    name: str
    key: str
    apart: str
    groups: tuple[str, ...] = ()
    jobs: CheckKind | None = None
    in_caseload: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """The name as it begins a line."""
        return self.name[:1].upper() + self.name[1:]


ETHNIC_GROUP = Dimension(
    "ethnic group", "ethnicity", "ethnic groups", FIVE_GROUPS, CheckKind.HEADLINE, in_caseload=True
)
GENDER = Dimension("gender", "gender", "men and women", GENDERS, in_caseload=True)
AGE_BAND = Dimension("age band", "age", "age bands")  # its groups are the bands of the settings

# What else people are told apart by: never compared, only kept apart.
SERVICE = Dimension("service", "service", "services")
QUARTER = Dimension("quarter of joining", "start_date", "quarters of joining")
