"""Sentences of the path: who comes how far, and at which step a group falls behind."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import (
    ALL_SERVICES,
    DECLINED,
    LEFT,
    THIS_SERVICE,
    Check,
    Finding,
    GroupFinding,
    PathResult,
    PathStep,
    PathStepResult,
)
from ips_audit.words.findings import (
    LOWER,
    MOST_TOLD,
    NOT_PROOF,
    TITLES,
    gap_sentence,
    listed,
    people_in,
    rest_share,
    with_finding,
)

PATH = "The path"
IN_SENTENCE = "the path"
TITLE = "The path by {dimension}: {service}"
STEP_TITLE = "{step} by {dimension}: {service}"
REASONS = {
    DECLINED: "Why people were not accepted, by {dimension}: {service}",
    LEFT: "Why people left without a job, by {dimension}: {service}",
}
# The name of a step: at the head of a column, and in the middle of a sentence.
STEPS = {
    PathStep.REFERRED: "Referred",
    PathStep.ACCEPTED: "Accepted",
    PathStep.JOINED: "Joined",
    PathStep.JOB: "Got a job",
    PathStep.WEEKS_13: "13 weeks in work",
    PathStep.WEEKS_26: "26 weeks in work",
}
AT = {
    PathStep.REFERRED: "referral",
    PathStep.ACCEPTED: "acceptance",
    PathStep.JOINED: "joining",
    PathStep.JOB: "the first job",
    PathStep.WEEKS_13: "13 weeks in work",
    PathStep.WEEKS_26: "26 weeks in work",
}
NEXT = {
    PathStep.ACCEPTED: "Look at who decides about referrals, by which rules, and at the reasons "
    "given to {people}.",
    PathStep.JOINED: "Look at what happens between the decision and the first appointment: how "
    "{people} are invited, how long they wait, and who they meet.",
    PathStep.JOB: "Check that jobs are recorded for everyone. Then look, with {people}, at what "
    "happened between the start and a job.",
    PathStep.WEEKS_13: "Look at the jobs themselves and at the support in the first weeks: ask "
    "{people} why jobs ended.",
    PathStep.WEEKS_26: "Look at the support after the first months: ask {people} why jobs ended.",
}
FALLS_BEHIND = "{people} fall behind at {steps}."
ONE_STEP = "one step: {steps}"
NO_STEP = "No step can be named at which a group falls behind."
LOOK_CLOSER = "Look closer at {step}: {groups} took it less often, but chance could do that, too."
RULED_OUT = (
    "At no step does a group fall behind by a large gap: the likely ranges rule it out at every "
    "step."
)
DIFFER = "At {steps} the groups differ, but none was shown to be lower."
NOT_CARRIED = (
    "The protected numbers are too small or too rough to name a step. The exact result is in the "
    "team version."
)
SCOPE = (
    "The path begins with everybody who was {first} in the period, whether or not they joined. "
    "The other tables are about people who joined in the period."
)
SCOPE_JOINED = "The path begins with everybody who joined in the period."
LONGER = (
    "The other tables look at people up to the end of the period, {end}. The path follows them up "
    "to {day}, so more of them had time for a job. That is why its numbers differ from theirs."
)
JOBS_AFTER = (
    "Jobs that began after the period do not count in the other tables. They count here, because "
    "the path follows people up to its own day."
)
FOLLOWED = "Followed up to {day}."
TIME = (
    "A step counts only for people who had time for it: {decide} days for a decision and as many "
    "to join, {months} months for a job, {weeks} weeks in work. The others are counted beside it "
    "as “time not yet come”, and are no failures."
)
OF_WHOM = (
    "Each step is about the people who took the step before it. Some of them took it and some did "
    "not; for others the time has not yet come, or it is not known whether they took it."
)
WEEKS_OF = (
    "26 weeks in work is about people who were in work for 13 weeks and whose job began at least "
    "26 weeks before the last day."
)
EARLY = (
    "Some people had taken a step by the last day although their time for it was not over. They "
    "stand under “time not yet come” at that step, and go on to the next one. So the next step can "
    "begin with more people than took this one."
)
EARLY_JOB = (
    "Somebody who joined less than {months} months before the last day and already has a job "
    "stands under “time not yet come” at the job step. Their job counts at the next step."
)
IN_WORK = "People who were in work when they joined stand under “not known” at the job step."
SUSTAINED = "IPS Grow calls a job sustained once it has lasted 13 weeks."
SHARED_ERROR = (
    "Each step is compared on its own. As there are {n} of them, a difference has to be clearer "
    "than in a single table."
)
CHART = "Of 100 people"
ALL_KNOWN = "All groups together"
COLUMNS = (
    "Step", "Group", "Came so far (people)", "Had time for the step (people)",
    "Took it (people)", "Took it (%)", "Likely range (%)", "Ratio to everyone else",
    "Likely range of ratio", "Difference (percentage points)", "Time not yet come (people)",
    "Not known (people)", "Of 100 at the beginning", "Finding",
)  # fmt: skip
ALT = "{title}. Of 100 people at the beginning come as far as the last step shown: {groups}."
ROW = ("Who comes how far", "the path, by {dimension}")
NOTHING_LOWER = "No step named"
REASON_COLUMNS = ("Group", "Reason", "People")
REASONS_NOTE = (
    "As the file says it; nothing is compared here. A reason that fewer than 5 people have, in all "
    "groups and services together, is counted as “{other}”. So are long texts, and texts that look "
    "like personal details."
)
BEFORE_JOINING = (PathStep.REFERRED, PathStep.ACCEPTED)
SUSTAINED_STEPS = (PathStep.WEEKS_13, PathStep.WEEKS_26)
# Columns of the narrow table on the page: the two columns that go into one cell, and how.
PAGE = {
    "Group": ("Group", "", "{}"),
    "Finding": ("Finding", "", "{}"),
    "Took it": ("Took it (people)", "Had time for the step (people)", "{} of {}"),
    "Took it (%)": ("Took it (%)", "Likely range (%)", "{} ({})"),
    "Ratio to everyone else": ("Ratio to everyone else", "Likely range of ratio", "{} ({})"),
    "Time not yet come": ("Time not yet come (people)", "", "{}"),
}
# The column of people of whom nobody knows; only where there are any.
PAGE_NOT_KNOWN = {"Whether they took it: not known": ("Not known (people)", "", "{}")}
# A long name stands on two lines below its step.
WRAPPED_LABEL = (
    "indexof(datum.label, ' in ') < 0 ? datum.label : "
    "[split(datum.label, ' in ')[0], 'in ' + split(datum.label, ' in ')[1]]"
)
CHOOSE_STEP = "Step"
WHY = "Why people did not go on"


def first_did(path: PathResult) -> str:
    """Return what everybody at the beginning of a path did, in the middle of a sentence."""
    return "referred" if path.first is PathStep.REFERRED else STEPS[path.first].lower()


def lower_groups(path: PathResult) -> dict[str, list[PathStep]]:
    """Return each group found lower with the steps at which it was."""
    found: dict[str, list[PathStep]] = {}
    for step in path.steps:
        for g in with_finding(step.check, *LOWER):
            found.setdefault(g.group, []).append(step.step)
    return found


def _where_lower(path: PathResult) -> str:
    """Return the steps at which some group is lower."""
    return listed([AT[s.step] for s in path.steps if with_finding(s.check, *LOWER)])


def title(path: PathResult) -> str:
    """Return what was found on a path, in a few words."""
    lower = lower_groups(path)
    if lower:
        return f"A gap was found for {listed(list(lower))} at {_where_lower(path)}"
    findings = {s.check.finding for s in path.steps}
    if Finding.WITHHELD in findings:
        return TITLES[Finding.WITHHELD]
    return "No large gap at any step" if findings == {Finding.NO_GAP} else "No step can be named"


def path_sentences(path: PathResult) -> tuple[str, ...]:
    """Name the step at which a group falls behind, or say that none can be named.

    Parameters
    ----------
    path : PathResult
        With its steps.

    Returns
    -------
    tuple of str
    """
    lower = lower_groups(path)
    if lower:
        return (*_behind(path, lower), *_gaps(path))
    findings = {s.check.finding for s in path.steps}
    if Finding.WITHHELD in findings:
        return (NOT_CARRIED,)
    if findings <= {Finding.NO_GAP}:
        return (RULED_OUT,)
    out = [NO_STEP]
    differ = [AT[s.step] for s in path.steps if s.check.finding is Finding.DIFFER]
    if differ:
        out.append(DIFFER.format(steps=listed(differ)))
    for step in path.steps:
        groups = with_finding(step.check, GroupFinding.POSSIBLE_GAP)
        if groups:
            names = listed([people_in(step.check, g.group) for g in groups])
            out.append(LOOK_CLOSER.format(step=AT[step.step], groups=names))
    return (*out, NOT_PROOF)


def _behind(path: PathResult, lower: dict[str, list[PathStep]]) -> list[str]:
    out = []
    for group, steps in lower.items():
        who = people_in(path.steps[0].check, group)
        named = listed([AT[s] for s in steps])
        where = ONE_STEP.format(steps=named) if len(steps) == 1 else named
        out.append(FALLS_BEHIND.format(people=who[:1].upper() + who[1:], steps=where))
    return out


def _gaps(path: PathResult) -> list[str]:
    """Say of the largest gaps how large they are."""
    found = [
        (s.check, g) for s in path.steps for g in with_finding(s.check, *LOWER) if not g.hidden
    ]
    found.sort(key=lambda pair: -abs(pair[1].people_gap or 0.0))
    able = [(c, g) for c, g in found if g.n is not None and g.of is not None]
    return [gap_sentence(c, g, rest_share(c, g)) for c, g in able[:MOST_TOLD]]


def told(paths: Sequence[PathResult]) -> tuple[str, ...]:
    """Say where groups fall behind on the paths of single services; nothing where none does.

    Parameters
    ----------
    paths : sequence of PathResult
        Of all services of a report.

    Returns
    -------
    tuple of str
        One sentence a service, at most two.
    """
    own = [p for p in paths if p.service != ALL_SERVICES] or list(paths)
    out = [f"{_where(p)}, {_lower_first(_behind(p, lower)[0])}" for p in own
           if (lower := lower_groups(p))]  # fmt: skip
    return tuple(out[:MOST_TOLD])


def _where(path: PathResult) -> str:
    if path.service == ALL_SERVICES:
        return "On the path over all services"
    service = "this service" if path.service == THIS_SERVICE else path.service
    return f"On the path of {service}"


def _lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def cell(path: PathResult) -> tuple[str, str, int]:
    """Return what a cell of the overview says of a path: finding, where, and how much it weighs."""
    lower = lower_groups(path)
    if lower:
        names = listed([path.dimension.called(g) for g in lower])
        return f"Lower: {names}", f"at {_where_lower(path)}", 2
    findings = {s.check.finding for s in path.steps}
    if Finding.WITHHELD in findings:
        return "Not carried", "see the team version", 0
    if findings <= {Finding.NO_GAP}:
        return "No large gap", "at any step", 0
    near = [s.step for s in path.steps if with_finding(s.check, GroupFinding.POSSIBLE_GAP)]
    if near:
        return "Look closer", f"at {listed([AT[s] for s in near])}", 1
    return NOTHING_LOWER, "too few to rule a gap out at every step", 0


def next_step(step: PathStepResult) -> str:
    """Say what to look at where a group falls behind at a step; nothing where none does."""
    lower = with_finding(step.check, *LOWER)
    if not lower:
        return ""
    people = listed([people_in(step.check, g.group) for g in lower])
    return NEXT[step.step].format(people=people)


def step_title(check: Check) -> str:
    """Return the title of one step's table."""
    assert check.step is not None
    return STEP_TITLE.format(
        step=STEPS[check.step], dimension=check.dimension, service=check.service
    )
