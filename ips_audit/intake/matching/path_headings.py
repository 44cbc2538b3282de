"""Which step of the way into a job a column tells of, by its heading and its answers."""

from __future__ import annotations

import re

from ips_audit.intake.files.table import Column, blank
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.roles import OTHER_PEOPLE, PLANS, heading_roles
from ips_audit.intake.matching.start_dates import REFERRAL, holds_dates
from ips_audit.intake.matching.still_in_work import ROLE as STILL_IN_WORK
from ips_audit.intake.matching.still_in_work import is_still
from ips_audit.intake.matching.sustained import is_flag
from ips_audit.intake.matching.work_headings import PERSONS
from ips_audit.model import PATH_ROLES

DATES = ("referral_date", "accepted_date", "job_end_date", "in_work_on", "end_date")
REASONS = ("decline_reason", "leaving_reason")

WORK = re.compile(r"\b(jobs?|work|working|employ\w*|placements?|position|post)\b")
NO_JOB = re.compile(
    r"\b(work placement|experience|trial|taster|volunt\w*|unpaid|seeking|search|goal|ready)\b"
)
IN_WORK = r"(in (paid |a )?(work|employment|job|post)|employed|working)"
STILL = re.compile(
    rf"\bstill {IN_WORK}\b|\b(last|latest|most recently) (known|confirmed|checked|seen|recorded|"
    rf"reported)\b.*\b{IN_WORK}\b|\b{IN_WORK}\b.*\b(at |on )?(last|latest|most recent) (contact|"
    r"check|review|follow up|update)\b|\b(known|confirmed) (to be )?(still )?"
    rf"{IN_WORK}\b|\b{IN_WORK} as (at|of)\b"
)
END = r"\b(end(s|ed|ing)?|finish\w*|left|leav\w*|lost|stopp?\w*|terminat\w*|ceas\w*|last day)\b"
JOB_ENDED = re.compile(END)
LEFT = re.compile(
    r"\b(discharg\w*|clos(ed?|ure|ing)|exit\w*|left|leav\w*|end(ed|ing)?|withdr\w*|disengag\w*|"
    r"complet\w*)\b"
)
# A date of the end of something else than the service.
NOT_LEFT = re.compile(
    r"\b(in work support|year|month|quarter|period|review|tenancy|benefit\w*|form|plan|week)\b"
)
ACCEPTED = re.compile(r"\baccept\w*\b")
TURNED_DOWN = re.compile(
    r"\b(declin\w*|reject\w*|refus\w*|unsuitable|ineligib\w*|inappropriate|unaccepted|"
    r"(non|not) (accept\w*|taken on|eligible|suitable|join\w*|start\w*|progress\w*|enrol\w*)|"
    r"did not (join|start|engage))\b"
)
WHY = re.compile(r"\b(reasons?|why)\b")
KIND = re.compile(r"\b(category|code)\b")
# A referral that leads away from the service, or a date of something else about a referral.
NOT_REFERRAL = re.compile(
    r"\b(onward|outward|elsewhere|refer(red)? (on|out)|decision|outcome|first|clos\w*|end(ed)?|"
    r"sent|printed|updated|payment|support|benefit\w*|id|cv|consent)\b"
)


def path_role(column: Column) -> str | None:
    """Return the role that a column plays on the way into a job.

    Parameters
    ----------
    column : Column

    Returns
    -------
    str or None
        One of `PATH_ROLES`. A date's role needs dates, a reason's needs none, and whether a job
        lasted needs a yes or no: a date under "13 weeks" may be that of a review.
    """
    heading = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.original))
    if PLANS.search(heading) or OTHER_PEOPLE.search(heading) or kind_of(column):
        return None
    if (role := is_flag(column, heading)) is not None:
        return role
    if is_still(column, heading):
        return STILL_IN_WORK
    dated = holds_dates(column)
    role = _of_date(heading) if dated else _of_reason(heading)
    if role is not None:
        return role
    listed = {r: s for r, s in heading_roles(column.original).items() if r in PATH_ROLES and s > 0}
    fits = DATES if dated else REASONS
    return next((r for r in fits if r in listed and _filled(column)), None)


def _filled(column: Column) -> bool:
    return any(not blank(a) for a in column.part.first_answers(2))


def _of_date(heading: str) -> str | None:
    work = WORK.search(PERSONS.sub(" ", heading)) and not NO_JOB.search(heading)
    own = WORK.search(heading) and not _of_service(heading)
    if STILL.search(heading):
        return "in_work_on"
    if work and own and JOB_ENDED.search(heading) and "start" not in heading:
        return "job_end_date"
    if TURNED_DOWN.search(heading) or WHY.search(heading):
        return None
    if ACCEPTED.search(heading) and not WORK.search(heading) and "offer" not in heading:
        return "accepted_date"
    if LEFT.search(heading) and not own and not NOT_LEFT.search(heading):
        return None if "start" in heading else "end_date"
    if REFERRAL.search(heading) and not NOT_REFERRAL.search(heading) and not own:
        return "referral_date"
    return None


def _of_reason(heading: str) -> str | None:
    why = WHY.search(heading)
    if why and TURNED_DOWN.search(heading):
        return "decline_reason"
    own = WORK.search(heading) and not _of_service(heading)
    if (why or KIND.search(heading)) and LEFT.search(heading) and not own:
        return "leaving_reason"
    return None


def _of_service(heading: str) -> bool:
    """Tell a heading whose work is the name of the service: "Left employment support"."""
    return PERSONS.search(heading) is not None or "ips" in heading.split()
