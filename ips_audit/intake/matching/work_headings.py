"""What a heading that speaks of work says: an event or a status, of which time, or its opposite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from ips_audit.intake.matching.codelists import fold


class Time(Enum):
    """Which time a status is of."""

    START = "start"
    END = "end"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class WorkHeading:
    """What a heading says of work.

    `event`: that somebody got a job. `status`: that somebody is in work. `negated`: the opposite,
    such as "Unemployed". None of them: the heading does not speak of work.
    """

    event: bool = False
    status: bool = False
    negated: bool = False
    time: Time = Time.UNSAID


EVENT = re.compile(
    r"\b(gain\w*|got|get|obtain\w*|outcomes?|achiev\w*|enter(ed)?|started|start|starts|into|moved|"
    r"secured?|plac(ed|ement|ements)|found|results?|win|won|sustain\w*|success\w*|destinations?|"
    r"offer\w*|reason)\b"
)
WORK = re.compile(
    r"\b(jobs?|work|works|working|employ|employed|employment|self employed|employ status|"
    r"emp stat\w*|empstat|neet|unemployed|unemployment|ete|eet|jobless|workless|occupation|"
    r"occupational|labou?r|economic(ally)?)\b"
)
PERSONS = re.compile(
    r"\b(worker|specialist|adviser|advisor|employer|support|team|service|coach)s?\b"
)
NEGATED = re.compile(
    r"\b(un ?employ(ed|ment)|neet|jobless|workless\w*|out of (paid )?(work|employment)|"
    r"(not|non|never|without|no|failed to|did not|didn t|isn t|wasn t) ?(yet |currently )?"
    r"(in |into |gain\w* |get |got |find |found |enter\w* |a |any |paid )*"
    r"(job|jobs|work|working|employed|employment))\b"
)
AT_START = re.compile(
    r"\b(at|on|upon|before|prior to|when) (the |of )?(program(me)? |service |ips |course )?"
    r"(start\w*|entry|entering|referral|referred|enrol\w*|intake|baseline|registration|register\w*|"
    r"admission|join\w*|opening|begin\w*|assessment|outset|acceptance|accepted|induction|sign ?up|"
    r"participation|vocational profile|first (contact|appointment))\b|"
    r"\b(initial|baseline|pre|already|status first|first status)\b|"
    r"^(entry|start|intake|referral|enrol\w*)\b|\b(entry|intake|baseline)$|\bfirst$"
)
AT_END = re.compile(
    r"\b(exit\w*|leav\w+|clos(ed?|ure|ing)|discharged?|complet\w+|terminat\w+|departure|end|ended|final\w*|"
    r"latest|last|current(ly)?|now|today|present(ly)?|post|after|follow ?up|subsequent|still|"
    r"most recent|outcomes?|destinations?|review)\b|"
    r"\b\d+ ?(wks?|weeks?|mths?|months?|quarters?)\b|\b(1st|2nd|3rd|4th|first|second) quarter\b"
)
HOW_WRITTEN = re.compile(r"\([^)]*(=|/)[^)]*\)|\((WIOA|tick)\)")  # "(Y/N)", "(1 = yes)"
NUMBERED = re.compile(r"\b([1-9])$")


def work_heading(heading: str) -> WorkHeading:
    """Say what a heading tells about work.

    Parameters
    ----------
    heading : str

    Returns
    -------
    WorkHeading
        "#1" is of the start and "#2" of later.
    """
    text = fold(HOW_WRITTEN.sub(" ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)))
    negated = bool(NEGATED.search(text))
    if not (negated or WORK.search(text) or EVENT.search(text)):
        return WorkHeading()
    end, start = AT_END.search(text), AT_START.search(text)
    time = Time.END if end else Time.START if start else Time.UNSAID
    numbered = NUMBERED.search(text)
    works = WORK.search(text) is not None and not PERSONS.search(text)
    event = EVENT.search(text) is not None and not negated and not start
    status = works and not event and not negated
    if status and numbered and time is Time.UNSAID:
        time = Time.START if numbered[1] == "1" else Time.END
    return WorkHeading(event, status, negated, time)
