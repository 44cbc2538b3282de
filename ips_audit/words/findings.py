"""Sentences about findings: plain, short, and never more than the numbers allow."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import NOT_KNOWN as NOT_KNOWN
from ips_audit.model import (
    Check,
    CheckQuestion,
    Dimension,
    Finding,
    GroupFinding,
    GroupResult,
    LayerGroup,
    PathStep,
)

LOWER = (GroupFinding.LOWER, GroupFinding.LOWER_WITHIN_MARGIN)
# Ratios that have a name; another is given in figures.
NAMED_RATIOS = {
    0.25: "a quarter as often as",
    0.33: "a third as often as",
    0.5: "half as often as",
    0.67: "two thirds as often as",
    0.75: "three quarters as often as",
    1.5: "one and a half times as often as",
    2.0: "twice as often as",
    3.0: "three times as often as",
}

# What people did who took a step of the path; outside a path, the outcome is a job.
DID = {
    None: "got a job",
    PathStep.REFERRED: "were referred",
    PathStep.ACCEPTED: "were accepted",
    PathStep.JOINED: "joined",
    PathStep.JOB: "got a job",
    PathStep.WEEKS_13: "were in work for 13 weeks",
    PathStep.WEEKS_26: "were in work for 26 weeks",
}
# What is shown of a finding: whoever reads only this knows what was found, and for whom.
TITLES = {
    Finding.GAP: "A gap was found for {groups}",
    Finding.DIFFER: "Groups differ; none shown to be lower",
    Finding.NO_GAP: "No large gap in any group",
    Finding.NOT_RULED_OUT: "No gap shown; too few people to rule one out",
    Finding.NOT_CHECKED: "Not checked",
    Finding.WITHHELD: "The exact result is in the team version",
}
DIFFER_LOOK = "Groups differ; look closer at {groups}"
DIFFER_HIGHER = "Higher for {groups}; none shown to be lower"
LOOK_CLOSER = "No gap shown; look closer at {groups}"
READ_SERVICES = "The total misleads: read each service"
SHOWN = {
    GroupFinding.TOO_FEW: "under 10 people: not judged",
    GroupFinding.LOWER: "lower",
    GroupFinding.LOWER_WITHIN_MARGIN: "slightly lower: no large gap",
    GroupFinding.HIGHER: "higher",
    GroupFinding.NO_GAP: "no large gap",
    GroupFinding.POSSIBLE_GAP: "possibly lower: look closer",
    GroupFinding.CANNOT_TELL: "too few to tell",
    GroupFinding.WITHHELD: "see the team version",
}
LARGE_GAP = "A large gap is a rate below {margin:g} times that of everyone else (your margin)."
NO_BASELINE = "Access was not checked: there is no caseload for this comparison."
NOT_IN_CASELOAD = (
    "The caseload does not count people by {dimension}, so access by {dimension} was not checked."
)
NOT_SPLIT = (
    "The caseload is not split by service, so access is checked for all services together only."
)
NO_OUTCOME = "Jobs were not checked: the service file does not say who got a job."
NO_TEST_NOBODY = "Nobody in this table did, so there is nothing to compare."
NO_TEST_EVERYBODY = "Everybody in this table did, so there is nothing to compare."
NO_TEST_ONE_GROUP = "Fewer than two groups have anybody in them, so there is nothing to compare."
NOT_PROOF = "Not finding a difference is not proof that there is none."
RULED_OUT = (
    "In every group the chance is at least {margin:g} times that of {others}, as far as the "
    "likely ranges go."
)
DOUBTFUL = (
    "The smallest expected count is {smallest:.2f}, below 5. The ordinary p is doubtful; "
    "the exact p counts."
)
ZERO_GROUPS = "Groups of zero are left out of the test: {groups}."
NOT_NESTED = (
    "More people of {groups} are in the service than on the caseload. The service cannot be "
    "part of that caseload. We compare shares instead (goodness of fit)."
)
PERCENTAGES = "The caseload was worked out from percentages, so we compare shares."
WITHHELD = "The caseload of {groups} is missing or withheld. They are left out of this comparison."
TOO_FEW_TO_TELL = (
    "Too few people to tell: for {group}, the chance could be as low as {low:.2f} times that of "
    "{others}."
)
BARE = ("Mixed", "Other")  # after "in" alone they read like places
MOST_TOLD = 2  # groups with a sentence of their own
REFERENCE_USED = (
    "Ratios and differences here compare with the group “{group}”, not with everyone else."
)
NO_REFERENCE = (
    "Shares of the service are compared here, so “{group}” could not be set against each group. "
    "Each group is compared with its share of the caseload."
)
TOTAL_MISLEADS = "The total misleads for some groups: the {by} differ, so read them first."
PATTERN_DIFFERS = "How groups compare is not alike in all {by}. Read each of them before the total."
TIME_SCOPE = (
    "People are followed from their start to their first job, or to the end of the period. This "
    "is exploratory and carries no finding."
)
NOT_CARRIED = (
    "The protected numbers here are too small or too rough to carry a finding. The exact result "
    "is in the team version."
)
HIDDEN_LOWER = "{group}: lower than {others}. The number is small and hidden."
WITHOUT_DATE = "{n} with a known outcome cannot be placed in time and are left out here."


def percent(share: float | None) -> str:
    """Return a share as a percentage: whole, but one decimal below 10."""
    if share is None:
        return "not known"
    value = 100 * share
    return f"{value:.1f}%" if value < 9.95 else f"{value:.0f}%"


def people(n: float) -> str:
    """Return a number of people, whole, with a thousands comma."""
    number = round(n)
    return f"{number:,} person" if number == 1 else f"{number:,} people"


def listed(names: Sequence[str]) -> str:
    """Join names as people do: a, b and c."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def group_name(check: Check, group: str) -> str:
    """Return a group's name as people say it: women, not Female."""
    return check.dimension.called(group)


def people_in(check: Check, group: str) -> str:
    """Return a group's people as the subject of a sentence."""
    name = group_name(check, group)
    if name != group:
        return name
    return f"people in the group {group}" if group in BARE else f"people in {group}"


def times_as_often(ratio: float) -> str:
    """Return a ratio of rates as people say it: "half as often as", "0.6 times as often as"."""
    near = min(NAMED_RATIOS, key=lambda named: abs(named - ratio))
    if abs(near - ratio) < 0.03:
        return NAMED_RATIOS[near]
    return f"{ratio:.2f} times as often as" if ratio < 0.1 else f"{ratio:.1f} times as often as"


def rest_share(check: Check, g: GroupResult) -> float | None:
    """Return the rate of those whom a group is compared with; None where it is not complete."""
    if check.reference is not None:
        return next((x.share for x in check.groups if x.group == check.reference), None)
    if check.default_test is None or not check.default_test.name.compares_rates:
        return None
    if any(x.hidden for x in check.groups) or None in (g.n, g.of, check.total_n, check.total_of):
        return None
    n, of = (check.total_n or 0) - (g.n or 0), (check.total_of or 0) - (g.of or 0)
    return n / of if 0 <= n <= of and of else None


def shown(finding: GroupFinding | None) -> str:
    """Return what may be said of a group, as a table shows it."""
    return SHOWN[finding] if finding is not None else ""


def title(check: Check) -> str:
    """Return a check's finding with its groups; where the total misleads, "read each service"."""
    if check.finding is None:
        return ""
    if check.total_misleads:
        return READ_SERVICES
    for finding, groups, text in (
        (Finding.DIFFER, (GroupFinding.HIGHER,), DIFFER_HIGHER),
        (Finding.DIFFER, (GroupFinding.POSSIBLE_GAP,), DIFFER_LOOK),
        (Finding.NOT_RULED_OUT, (GroupFinding.POSSIBLE_GAP,), LOOK_CLOSER),
    ):
        if check.finding is finding and (found := with_finding(check, *groups)):
            return text.format(groups=_names(check, found))
    return TITLES[check.finding].format(groups=_names(check, with_finding(check, *LOWER)))


def with_finding(check: Check, *findings: GroupFinding) -> list[GroupResult]:
    """Return the groups with one of some findings, those furthest from expected first."""
    found = [g for g in check.groups if g.finding in findings]
    return sorted(found, key=lambda g: -abs(g.people_gap or 0.0))


def _names(check: Check, groups: Sequence[GroupResult]) -> str:
    return listed([group_name(check, g.group) for g in groups])


def others(check: Check) -> str:
    """Return whom each group is compared with."""
    return f"the group {check.reference}" if check.reference else "everyone else"


def did(check: Check) -> str:
    """Return what the people counted in `n` of a check did."""
    if check.question == CheckQuestion.ACCESS:
        return "reached the service"
    return DID[check.step]


def gap_sentence(check: Check, g: GroupResult, rest_share: float | None) -> str:
    """Say how far a group lies from everyone else, in rates and in people."""
    text = f"{g.group}: {g.n:,} of {g.of:,} {did(check)} ({percent(g.share)})"
    if rest_share is not None:
        text += f", against {percent(rest_share)} of {others(check)}"
    if g.people_gap is None or g.people_gap_low is None or g.people_gap_high is None:
        return f"{text}."
    side = "fewer" if g.people_gap < 0 else "more"
    ends = sorted((g.people_gap_low, g.people_gap_high))
    if ends[0] * ends[1] > 0:
        span = f"{round(min(map(abs, ends)))} to {round(max(map(abs, ends)))}"
    else:
        span = f"{abs(round(ends[0]))} fewer to {abs(round(ends[1]))} more"
    gap = people(abs(g.people_gap))
    return f"{text}: about {gap} {side} than expected (likely range {span})."


def share_sentence(g: GroupResult) -> str:
    """Say how a group's share of the service compares with its share of the caseload."""
    text = f"{g.group}: {percent(g.share_of_service)} of the service"
    text += f" and {percent(g.share_of_caseload)} of the caseload."
    return text


def check_sentences(check: Check, margin: float, rest: dict[str, float | None]) -> tuple[str, ...]:
    """Return the one or two sentences that stand at the top of a check.

    Parameters
    ----------
    check : Check
        With its finding.
    margin : float
        Smallest ratio the user would accept.
    rest : dict
        Group -> rate of those it is compared with.

    Returns
    -------
    tuple of str
        The groups that the finding rests on; where no gap was shown, how low a chance could
        be, and that this is no proof.
    """
    if check.finding is Finding.WITHHELD:
        return (NOT_CARRIED,)
    if check.finding is Finding.NO_GAP:
        return (RULED_OUT.format(margin=margin, others=others(check)),)
    order: list[tuple[GroupFinding, ...]] = [(GroupFinding.HIGHER,), (GroupFinding.POSSIBLE_GAP,)]
    if check.finding is not Finding.DIFFER:
        order = [LOWER, (GroupFinding.POSSIBLE_GAP,)]
    told = [g for findings in order for g in with_finding(check, *findings)]
    out = [_told(check, g, rest.get(g.group)) for g in told[:MOST_TOLD]]
    if check.finding is Finding.NOT_RULED_OUT:
        weakest = _weakest(check.groups)
        if weakest is not None and not out:
            out.append(
                TOO_FEW_TO_TELL.format(
                    group=group_name(check, weakest.group),
                    low=weakest.ratio_low,
                    others=others(check),
                )
            )
        return (*out[:1], NOT_PROOF)
    return tuple(out)


def _told(check: Check, g: GroupResult, rest_share: float | None) -> str:
    if g.hidden:
        return HIDDEN_LOWER.format(group=g.group, others=others(check))
    if g.share is not None and g.n is not None and g.of is not None:
        return gap_sentence(check, g, rest_share)
    return share_sentence(g)


def _weakest(groups: Sequence[GroupResult]) -> GroupResult | None:
    able = [g for g in groups if g.finding is GroupFinding.CANNOT_TELL and g.ratio_low is not None]
    return min(able, key=lambda g: g.ratio_low or 0.0) if able else None


def margin_meaning(margin: float, rate: float) -> str:
    """Say what the margin means at this rate, in people out of 100."""
    return (
        f"Your margin is {margin:g}: with {100 * rate:.0f} in 100 getting jobs, "
        f"it means {100 * rate * margin:.0f} in 100."
    )


NO_TESTS = "No test was made."


def late_sentence(tests: int, by_chance: float) -> str:
    """Say how many tests were made and how many would stand out by chance."""
    if not tests:
        return NO_TESTS
    made = "1 test was" if tests == 1 else f"{tests} tests were"
    if by_chance >= 0.5:
        chance = f"about {by_chance:.0f} of them would fall below 0.05 by chance"
    else:
        chance = f"one of them could still fall below 0.05 by chance ({by_chance:.1f} expected)"
    return f"{made} made. If all groups were alike, {chance}. Exploratory tables carry no finding."


STEP_IN_PERIOD = "started in the period and are counted"
STEP_KNOWN = "have a known ethnic group"
STEP_OPPORTUNITY = "of these had at least {months} months' opportunity"


def misleads(g: LayerGroup, by: Dimension) -> str:
    """Say how a ratio moves once strata are kept apart."""
    return (
        f"{g.group}: {g.crude_ratio:.2f} times everyone else's chance in the total, but "
        f"{g.adjusted_ratio:.2f} times once {by.apart} are kept apart."
    )
