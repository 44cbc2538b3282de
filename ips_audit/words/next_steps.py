"""What to do next about a finding: one or two sentences, and nobody to blame."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ips_audit.model import (
    Check,
    CheckQuestion,
    Finding,
    GroupFinding,
    GroupResult,
    PathResult,
    PathStep,
)
from ips_audit.words.findings import (
    LOWER,
    NOT_IN_CASELOAD,
    NOT_SPLIT,
    listed,
    people_in,
    with_finding,
)
from ips_audit.words.path import AT, lower_groups

UP_TO_JOINING = (PathStep.ACCEPTED, PathStep.JOINED)
NEXT_RECORD = "Check that both systems record {dimension} in the same way."
NEXT_ON_PATH = "Then look at the path: {people} fall behind at {steps}."
NEXT_OTHERS = "For {people}, look at how they hear of the service and are referred."
NEXT_GAP = {
    CheckQuestion.ACCESS: f"{NEXT_RECORD} Then look at how {{people}} hear of the service and are "
    "referred.",
    CheckQuestion.OUTCOME: "Check that jobs are recorded for everyone. Then look, with {people}, "
    "at what happened between the start and a job.",
}
NEXT_TOGETHER = (
    "Check that both systems record {dimension} in the same way: put {groups} together and look "
    "again."
)
NEXT_DIFFER = "Look at what leads {people} to it, and whether others could have the same."
NEXT_NO_GAP = "Keep recording as you do, and look again in a year."
NEXT_MORE = (
    "Put years together: about {n} more {periods} like this would be enough to rule a large gap "
    "out."
)
NEXT_MANY = (
    "One service will hardly ever be large enough to rule a large gap out. Look together with "
    "other services."
)
NEXT_OPEN = "Put years together and look again."
NEXT_CASELOAD = "Add the numbers on the caseload, and access can be checked."
NEXT_SPLIT = "Add the caseload of each service, and access can be checked for each of them."
NEXT_COUNTED = "Add the numbers on the caseload by {dimension}, and this can be checked."
NEXT_OUTCOME = "Add a column that says who got a job, and jobs can be checked."
NEXT_SERVICES = "Read each service on its own. Do not quote the total."
MOST_YEARS = 10  # more are no advice


def next_step(check: Check, paths: Sequence[PathResult] = ()) -> str:
    """Say what to do next about a finding, in one or two sentences.

    Parameters
    ----------
    check : Check
    paths : sequence of PathResult, optional
        Of the same report. Where the path of the service names a step up to joining at which a
        group falls behind, access sends the reader there: the cause lies after the referral.

    Returns
    -------
    str
    """
    if check.finding in (None, Finding.WITHHELD):
        return ""
    if check.finding is Finding.NOT_CHECKED:
        if check.question != CheckQuestion.ACCESS:
            return NEXT_OUTCOME
        if NOT_SPLIT in check.sentences:
            return NEXT_SPLIT
        missing = NOT_IN_CASELOAD.format(dimension=check.dimension)
        return (
            NEXT_COUNTED.format(dimension=check.dimension)
            if missing in check.sentences
            else (NEXT_CASELOAD)
        )
    if check.total_misleads:
        return NEXT_SERVICES
    lower = with_finding(check, *LOWER) or with_finding(check, GroupFinding.POSSIBLE_GAP)
    told = lower or with_finding(check, GroupFinding.HIGHER)
    steps = _steps_behind(check, lower, paths)
    mixed = [
        g for g in told if check.question == CheckQuestion.ACCESS and g.group in ("Mixed", "Other")
    ]
    if mixed and {"Mixed", "Other"} <= {g.group for g in check.groups}:
        text = NEXT_TOGETHER.format(dimension=check.dimension, groups="Mixed and Other")
        return " ".join((text, *_on_path(check, steps))) if steps else text
    if steps:
        others = [g for g in lower if g.group not in steps]
        said = [NEXT_RECORD.format(dimension=check.dimension), *_on_path(check, steps)]
        if others:
            said.append(
                NEXT_OTHERS.format(people=listed([people_in(check, g.group) for g in others]))
            )
        return " ".join(said)
    if told:
        subject = listed([people_in(check, g.group) for g in told])
        text = NEXT_GAP[check.question] if lower else NEXT_DIFFER
        return text.format(people=subject, dimension=check.dimension)
    if check.finding in (Finding.NO_GAP, Finding.DIFFER):
        return NEXT_NO_GAP
    return _years(check)


def _steps_behind(
    check: Check, lower: Sequence[GroupResult], paths: Sequence[PathResult]
) -> dict[str, list[PathStep]]:
    """Return the groups that are lower in access and fall behind on the path, with the steps."""
    path = next(
        (p for p in paths if (p.service, p.dimension) == (check.service, check.dimension)), None
    )
    if path is None or check.question is not CheckQuestion.ACCESS:
        return {}
    names = {g.group for g in lower}
    found = {
        group: [s for s in steps if s in UP_TO_JOINING]
        for group, steps in lower_groups(path).items()
        if group in names
    }
    return {group: steps for group, steps in found.items() if steps}


def _on_path(check: Check, steps: Mapping[str, Sequence[PathStep]]) -> list[str]:
    """Send the reader to the path: groups that fall behind at the same steps in one sentence."""
    together: dict[str, list[str]] = {}
    for group, of_group in steps.items():
        at = listed([AT[s] for s in of_group])
        together.setdefault(at, []).append(people_in(check, group))
    return [NEXT_ON_PATH.format(people=listed(people), steps=at) for at, people in together.items()]


def _years(check: Check) -> str:
    """Say how many more periods as large as this one would rule a large gap out."""
    able = [g for g in check.groups if g.people_needed and g.of]
    if not able:
        return NEXT_OPEN
    n = max(math.ceil((g.people_needed or 0) / (g.of or 1)) - 1 for g in able)
    if n > MOST_YEARS:
        return NEXT_MANY
    periods = "period" if n == 1 else "periods"
    return NEXT_MORE.format(n=n, periods=periods) if n > 0 else NEXT_OPEN
