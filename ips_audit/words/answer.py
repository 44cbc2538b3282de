"""The answer in a sentence or two: the largest gap first, then what could not have been seen."""

from __future__ import annotations

from collections.abc import Sequence

from ips_audit.model import (
    ALL_SERVICES,
    THIS_SERVICE,
    AuditReport,
    Check,
    Dimension,
    Finding,
    GroupFinding,
    GroupResult,
)
from ips_audit.words import path
from ips_audit.words.findings import (
    LOWER,
    did,
    people_in,
    percent,
    rest_share,
    times_as_often,
)
from ips_audit.words.findings import title as finding_title
from ips_audit.words.results import QUESTIONS, is_open, short_list

IN_TABLES = "In who is reached and who gets a job,"
CARRIED_MORE = "For the rest, the exact result is in the team version."
CARRIED_NONE = (
    "The protected numbers here are too small or too rough to say. The exact result is in the "
    "team version."
)
TOTAL_ALONE = (
    "The total over all services looks like a gap, but it misleads: within each service none "
    "was shown."
)


def answer_of(report: AuditReport) -> tuple[str, ...]:
    """Return what was found by a whole audit, with the step of the path where a group falls behind.

    Parameters
    ----------
    report : AuditReport
        Exact or share-safe.

    Returns
    -------
    tuple of str
        As for `answer`. A gap on the path stands behind the largest other gap; where there is no
        other, it is the answer.
    """
    walked = path.told(report.paths)
    said = answer(report.headline, IN_TABLES if walked else "")
    if not walked:
        return said
    at = 1 if _shown_gaps(report.headline) else 0
    return (*said[:at], *walked, *said[at:])


def answer(checks: Sequence[Check], where: str = "") -> tuple[str, ...]:
    """Return what was found, as one would tell the chief executive: the gap, then the limits.

    Parameters
    ----------
    checks : sequence of Check
        The headline checks of a report.
    where : str
        Where these are not all checks: stands before "no gap was shown".

    Returns
    -------
    tuple of str
        The largest gap first; then the other gaps, whether no other was shown, what could not
        have been seen at this size, and what was not checked.
    """
    own, gaps = _own(checks), _shown_gaps(checks)
    out = [gap_told(*gaps[0])] if gaps else []
    if len(gaps) > 1:
        more = [f"{people_in(c, g.group)} in {_named(c)} ({QUESTIONS[c.question].lower()})"
                for c, g in gaps[1:]]  # fmt: skip
        out.append(f"There was also a gap for {short_list(more)}.")
    if not gaps and _misleading(checks):
        out.append(TOTAL_ALONE)
    made = [c for c in own if c.finding is not Finding.NOT_CHECKED]
    carried = not any(c.finding is Finding.WITHHELD for c in made)
    if not gaps:
        out += [higher_told(c, g) for c, g in _higher(made)[:1]]
    if not carried:
        out.append(CARRIED_MORE if out else CARRIED_NONE)
    elif made:
        start = "No other gap was shown" if gaps else "No gap was shown"
        out.append(_limits(made, f"{where} {start[:1].lower()}{start[1:]}" if where else start))
    missing = {s for c in own if c.finding is Finding.NOT_CHECKED for s in c.sentences}
    return (*out, *sorted(missing))


def _named(check: Check) -> str:
    """Return the service of a check as it stands within a sentence."""
    return "this service" if check.service == THIS_SERVICE else check.service


def leading(checks: Sequence[Check]) -> Check | None:
    """Return the check that the answer begins with: the one to show where there is room for one.

    Parameters
    ----------
    checks : sequence of Check
        The headline checks of a report.

    Returns
    -------
    Check or None
        That of the largest gap; else of a total that misleads, in the first service; else of the
        group found higher; else the first that was made. None where none was made.
    """
    own = _own(checks)
    if gaps := _shown_gaps(checks):
        return gaps[0][0]
    for total in _misleading(checks):
        asked = (total.question, total.dimension, total.people)
        return next((c for c in own if (c.question, c.dimension, c.people) == asked), total)
    if higher := _higher(own):
        return higher[0][0]
    return next((c for c in own if c.groups), None)


def told(check: Check) -> str:
    """Return one check's finding as a sentence that stands alone, as above its chart.

    Parameters
    ----------
    check : Check

    Returns
    -------
    str
        The largest gap or, without one, the group found higher; else the finding's title. A total
        that misleads is never told as a gap.
    """
    if not check.total_misleads:
        if gaps := _gaps([check]):
            return gap_told(*gaps[0])
        if check.finding is Finding.DIFFER and (higher := _higher([check])):
            return higher_told(check, higher[0][1])
    title = finding_title(check)
    return f"{_where(check)}: {title[:1].lower()}{title[1:]}."


def _own(checks: Sequence[Check]) -> list[Check]:
    """Return the checks of single services; that of all together where only it was made."""

    def asked(check: Check) -> tuple[object, ...]:
        return check.question, check.dimension, check.people

    made = {
        asked(c)
        for c in checks
        if c.service != ALL_SERVICES and c.finding is not Finding.NOT_CHECKED
    }
    total = {
        asked(c)
        for c in checks
        if c.service == ALL_SERVICES and c.finding is not Finding.NOT_CHECKED
    } - made
    own = [c for c in checks if (c.service == ALL_SERVICES) == (asked(c) in total)]
    return own or list(checks)


def _shown_gaps(checks: Sequence[Check]) -> list[tuple[Check, GroupResult]]:
    """Return the gaps of single services; without any, those of totals that do not mislead."""
    return _gaps(_own(checks)) or _gaps([c for c in checks if not c.total_misleads])


def _misleading(checks: Sequence[Check]) -> list[Check]:
    """Return the totals whose gap misleads."""
    return [c for c in checks if c.total_misleads and c.finding is Finding.GAP]


def gap_told(check: Check, g: GroupResult) -> str:
    """Say who is reached, or gets a job, less often, how much less, and how many that is."""
    fewer = f": about {round(abs(g.people_gap)):,} fewer than expected" if g.people_gap else ""
    return f"{_where(check)}, {_compared(check, g)}{fewer}."


def higher_told(check: Check, g: GroupResult) -> str:
    """Say who is reached, or gets a job, more often; that is no gap."""
    return f"{_where(check)}, {_compared(check, g)}; no group was shown to be lower."


def _where(check: Check) -> str:
    return "Over all services" if check.service == ALL_SERVICES else f"In {_named(check)}"


def _compared(check: Check, g: GroupResult) -> str:
    """Say how a group's rate compares with everyone else's."""
    who, rest, test = people_in(check, g.group), rest_share(check, g), check.default_test
    if test is not None and not test.name.compares_rates:
        of_service, of_caseload = percent(g.share_of_service), percent(g.share_of_caseload)
        return f"{who} are {of_service} of the service and {of_caseload} of the caseload"
    others = f"the group {check.reference}" if check.reference else "everyone else"
    if g.n == 0 and rest is not None:
        return f"none of the {who} {did(check)}, against {percent(rest)} of {others}"
    if g.ratio is None:
        way = "less" if g.finding in LOWER else "more"
        return f"{who} {did(check)} {way} often than {others}"
    text = f"{who} {did(check)} {times_as_often(g.ratio)} {others}"
    if g.share is not None and rest is not None:
        text += f" ({percent(g.share)} against {percent(rest)})"
    return text


def _gaps(checks: Sequence[Check]) -> list[tuple[Check, GroupResult]]:
    """Return each group found lower with its check, once a question, the largest first."""
    found: dict[tuple[str, str, Dimension, str], tuple[Check, GroupResult]] = {}
    for check in checks:
        for g in check.groups:
            if g.finding in LOWER:
                found[check.service, check.question, check.dimension, g.group] = (check, g)
    return sorted(found.values(), key=lambda pair: -abs(pair[1].people_gap or 0.0))


def _higher(checks: Sequence[Check]) -> list[tuple[Check, GroupResult]]:
    """Return the groups found higher, the largest first."""
    found = [(c, g) for c in checks for g in c.groups if g.finding is GroupFinding.HIGHER]
    return sorted(found, key=lambda pair: -abs(pair[1].people_gap or 0.0))


def _limits(checks: Sequence[Check], start: str) -> str:
    """Say whether a gap could have been seen in the groups where none was shown."""
    groups = [g for c in checks for g in c.groups if g.of and g.finding not in LOWER]
    n = sum(is_open(g) for g in groups)
    if not n:
        return f"{start}, and this is large enough to rule a large gap out in every group."
    if n == len(groups):
        return f"{start}, but there are too few people to rule one out in any group."
    some = "most gaps could not have been" if 2 * n > len(groups) else "some could not have been"
    return f"{start}; at this size {some}."
