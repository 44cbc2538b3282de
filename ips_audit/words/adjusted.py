"""Sentences about groups compared among people alike in several characteristics at once."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import Adjusted, AdjustedGroup, CheckQuestion, Dimension
from ips_audit.words.findings import listed, people

HEADING = "Exploratory: people alike in other ways"
ACCESS_TITLE = "Access by {dimension}: {service}, among people alike in {alike}"
JOBS_TITLE = "Jobs by {dimension}: {service}, {people}, among people alike in {alike}"
NAMES = {CheckQuestion.ACCESS: "Access", CheckQuestion.OUTCOME: "Jobs"}
NOT_SHOWN = "Not shown among people alike in other ways: too few people, or groups not told apart"
NOT_SHOWN_COLUMNS = ("Question", "Service", "People", "Why")
COLUMNS = {
    CheckQuestion.ACCESS: (
        "Group",
        "Caseload (people)",
        "Accessed (% of caseload)",
        "Accessed, people alike (%)",
        "Likely range, people alike (%)",
        "Ratio to everyone else",
        "Ratio, people alike",
        "Likely range of ratio, people alike",
    ),
    CheckQuestion.OUTCOME: (
        "Group",
        "People",
        "Got a job (%)",
        "Got a job, people alike (%)",
        "Likely range, people alike (%)",
        "Ratio to everyone else",
        "Ratio, people alike",
        "Likely range of ratio, people alike",
    ),
}
EVENTS = {
    CheckQuestion.ACCESS: ("who reached the service", "on the caseload who did not reach it"),
    CheckQuestion.OUTCOME: ("who got a job", "who did not get a job"),
}
WHAT_IT_IS = (
    "“Alike” shows what to expect if every group had the mix of {alike} that everyone in this "
    "table has. It is exploratory and carries no finding."
)
RESTS_ON = (
    "This assumes that {alike} matter in the same way in every group. What nobody recorded cannot "
    "be made alike."
)
RESTS_ON_ONE = (
    "This assumes that {alike} matters in the same way in every group. What nobody recorded "
    "cannot be made alike."
)
MOVES = (
    "{group}: {ratio:.2f} times everyone else's chance as counted, {adjusted:.2f} times among "
    "people alike in {alike} (likely range {low:.2f} to {high:.2f})."
)
HARDLY_MOVES = "No group's ratio to everyone else moves by more than a tenth."
TOO_FEW = (
    "There are too few people to make groups alike in {alike}, so nothing is shown: {n} {who}, "
    "and at least {needed} are needed ({each} for each of {coefficients} numbers to work out)."
)
GO_TOGETHER = (
    "Nothing is shown: who is in which group goes along with {alike} so closely that they cannot "
    "be told apart."
)
NO_FIT = "Nothing is shown: no stable answer was found."
NOT_NESTED = (
    "Nothing is shown: the people of the service are not counted in the caseload, so nobody can "
    "say who of it did not reach the service."
)
MORE_IN_SERVICE = (
    "Nothing is shown: service and caseload record people in different ways. For example, "
    "{group}, gender {gender}: {n} in the service, {of} on the caseload."
)
NOT_BY_SERVICE = "Not made alike in service: this caseload is not split by service."
NOT_KNOWN_OF = "{n} are left out here: their {alike} is not known."
TOO_RARELY_KNOWN = (
    "Not made alike in {names}: known for fewer than {known:.0%} of people in this table."
)
SEVERAL_SERVICES = "Not made alike in service: some people are in more than one."
UNSEEN = (
    "{groups}: more than a fifth of everyone is in a service, quarter or other part where this "
    "group has nobody. There the figure rests on what happened to others."
)
SMALL = "Groups of fewer than {fewest} people are not judged: {groups}."


def title(a: Adjusted) -> str:
    """Return the title of a table among people alike in other ways."""
    pattern = ACCESS_TITLE if a.question is CheckQuestion.ACCESS else JOBS_TITLE
    return pattern.format(
        dimension=a.dimension, service=a.service, people=a.people,
        alike=alike(a.adjusted_for),
    )  # fmt: skip


def alike(characteristics: Sequence[Dimension]) -> str:
    """Return the names of characteristics as they stand in a sentence."""
    return listed([d.name for d in characteristics])


def moves(g: AdjustedGroup, characteristics: Sequence[Dimension]) -> str:
    """Say how a group's ratio moves among people alike in other ways."""
    return MOVES.format(
        group=g.group, ratio=g.ratio, adjusted=g.adjusted_ratio, alike=alike(characteristics),
        low=g.adjusted_ratio_low, high=g.adjusted_ratio_high,
    )  # fmt: skip


def left_out(n: int, characteristics: Sequence[Dimension]) -> str:
    """Say how many people are left out, and why."""
    names = " or ".join(d.name for d in characteristics)
    return NOT_KNOWN_OF.format(n=people(n), alike=names)
