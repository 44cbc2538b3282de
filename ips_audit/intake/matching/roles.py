"""What a heading says of its column, and how well the answers under it fit a role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ips_audit.dimensions import DIMENSIONS, by_key
from ips_audit.intake.files.table import Cell, Column, blank, is_date
from ips_audit.intake.matching import codelists
from ips_audit.intake.matching.ages import read_age
from ips_audit.intake.matching.codelists import fold, plain
from ips_audit.intake.matching.dates import read_dates
from ips_audit.intake.matching.identifiers import holds_details, kind_of
from ips_audit.intake.matching.instead_of_dates import in_place_of_a_date
from ips_audit.intake.matching.work_headings import Time, work_heading

STRENGTH = {"strong": 3.0, "medium": 2.0, "weak": 1.0}


FIELDS = {"person_id": "person", "baseline_count": "count", "age_band": "age"}


EXTRA = {
    "in work at start": "in_work_at_start",
    "in work at the start": "in_work_at_start",
    "employed at start": "in_work_at_start",
    "employed at referral": "in_work_at_start",
    "in work at referral": "in_work_at_start",
    "working at start": "in_work_at_start",
    "in employment at start": "in_work_at_start",
    "already in work": "in_work_at_start",
    "employed on entry": "in_work_at_start",
    "number of people": "people",
    "people": "people",
    "dimension": "dimension",
    "breakdown": "dimension",
    "category": "dimension",
    "group": "group",
}


# Words for people other than the client: their details are never the client's.
OTHER_PEOPLE = re.compile(
    r"\b(staff|workers?|key ?worker|specialist|es|adviser|advisor|manager|clinician|referrer|"
    r"care ?coordinator|carers?|mother|mum|father|dad|parents?|partner|spouse|kin|child|"
    r"children|baby|interviewer|supervisor)(s|'s| s)?\b"
)


# Words for who wrote something down about the client; it is still about the client.
RECORDED = re.compile(
    r"\b(recorded|defined|observed|perceived|assessed|completed|reported|stated|assumed) by "
    r"(the |a )?\w+|\b\w+ (defined|recorded|observed|perceived|assessed|reported)\b(?! by)"
)


# What tells a column from others of its kind: "Job 2 start", "Second placement".
COUNTED = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[456]th|one|two|three|four|five|six|"
    r"i|ii|iii|iv|[1-9]|a|b|c|d|e|f|another|further|next|additional|new|latest|most recent|"
    r"subsequent)\b(?! ?(weeks?|wks?|months?|mths?|hours?|hrs?|years?|quarters?)\b)"
)


# What is hoped for is no outcome.
PLANS = re.compile(
    r"\b(targets?|goals?|aims?|preferred|planned|expected|predicted|wanted|desired)\b"
)


PERSONAL = (
    *(d.key for d in DIMENSIONS), "age", "date_of_birth", "start_date", "in_work_at_start",
)  # fmt: skip


# A question about the gender of birth is not the gender.
SAME_AS_BIRTH = re.compile(r"\bsame (as|gender|sex)\b.*\bbirth\b|\btrans(gender)? status\b")


# The number of an element before its name, as in record layouts: "201 Sex".
ELEMENT = re.compile(
    r"^\s*(?!(19|20)\d\d)[A-Z]?\d{1,4}[.:)]?[ _-]+(?=[A-Za-z]{3})(?!weeks?|months?|hours?)"
)


# Columns that are worth asking about; another dimension is taken where its answers are known.
ALWAYS_ASKED = ("gender", "job_outcome")
MOST_KNOWN = 0.8

# Their answers may identify people, or be notes about them.
PRIVATE_ROLES = frozenset(("person", "date_of_birth", "decline_reason", "leaving_reason"))
SHOWN = 3  # examples
LOOK_AT = 400  # distinct answers looked at


def heading_roles(heading: str) -> dict[str, float]:
    """Return role -> strength that a heading's words give; a veto is negative."""
    heading = ELEMENT.sub("", heading)
    whole = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))
    bare = fold(re.sub(r"\([^)]*\)", " ", heading))  # without "(dd/mm/yyyy)"
    last = fold(heading.rsplit(" / ", 1)[-1])
    out: dict[str, float] = {}
    band = whole[: -len(last)].strip() if whole.endswith(last) and whole != last else ""
    forms = [(whole, 1.0), (fold(heading), 1.0), (last, 0.9), (bare, 0.9)]
    forms += [(uncounted(bare), 0.8)] if not any(_listed(f) for f, _ in forms) else []
    for form, factor in forms:
        if form in EXTRA or form.rstrip("?") in EXTRA:
            out.setdefault(EXTRA.get(form, ""), 3.5)
        for field, confidence in codelists.headers().get(form, ()):
            role = FIELDS.get(field, field)
            value = -5.0 if confidence == "not_this_field" else STRENGTH[confidence] * factor
            out[role] = max(out.get(role, -9.0), value) if value > 0 else out.get(role, value)
    if re.search(r"\b(job|employ\w*|work)\b", band) and last != whole and "start_date" in out:
        out["job_start_date"] = out.pop("start_date") + 0.5
    elif "start_date" in out and out.get("job_start_date", 9) < STRENGTH["medium"]:
        del out["job_start_date"]  # a bare "Start date" is the job's only under a band that says so
    if re.fullmatch(r"(19|20)\d\d( \d\d(\d\d)?)?", whole):
        out["count"] = STRENGTH["medium"]
    if OTHER_PEOPLE.search(RECORDED.sub(" ", whole)):
        # A veto, not silence: a column without roles could be claimed by its answers.
        return out | dict.fromkeys(PERSONAL, -5.0)
    if PLANS.search(whole):
        return out | {"job_outcome": -5.0, "job_start_date": -5.0}
    if SAME_AS_BIRTH.search(whole):
        return out | {"gender": -5.0}
    if not out and (match := _within(whole) or _within(uncounted(whole))):
        out[match] = 1.5
    about = work_heading(heading)
    if about.status and about.time is Time.START:
        return {**out, "in_work_at_start": STRENGTH["strong"], "job_outcome": -5.0}
    return out


def uncounted(heading: str) -> str:
    """Return a heading without what tells its column from others of its kind: "job start"."""
    return " ".join(COUNTED.sub(" ", fold(heading)).split())


def _listed(form: str) -> bool:
    """Tell a form that the lists of headings know."""
    return form in EXTRA or form in codelists.headers()


def _within(heading: str) -> str | None:
    """Read a role out of a longer heading, by its plainest words."""
    for pattern, role in (
        (r"\bethnic", "ethnicity"),
        (r"\b(gender|sex)\b", "gender"),
        (r"\b(dob|birth ?date|date of birth)\b", "date_of_birth"),
        (r"\b(job|employment|work|placement|position) start", "job_start_date"),
        (
            r"\bdate (into|of|started|entered|gained|moved into) (paid )?(work|job|employment)",
            "job_start_date",
        ),
        (
            r"\b(gained|got|obtained|secured|found|entered|started|into|moved into) "
            r"(a )?(paid )?(job|work|employment)\b",
            "job_outcome",
        ),
        (r"\b(first|1st) (day|date) (in|of|at) (the )?(job|work|employment)\b", "job_start_date"),
        (r"\b(job|employment) (outcome|gained|obtained)", "job_outcome"),
        (r"\bhow old\b", "age"),
        (r"\bage\b(?!.*\b(onset|diagnos\w*|death|first|left)\b)", "age"),
        (r"\b(caseload|count|number)\b", "count"),
        (r"\b(people|patients|clients)\b", "count"),
    ):
        if re.search(pattern, heading):
            return role
    return None


def fit(role: str, column: Column) -> float:
    """Return how well the answers fit a role, from -2 to 2."""
    answers = [a for a in column.part.first_answers(LOOK_AT) if not blank(a)]
    if not answers:
        return -1.0 if role not in ("job_start_date",) else 0.0
    if role == "ethnicity":
        lists = codelists.ethnicity()
        share = _share(answers, lambda a: fold(a) in lists)
        return 2 * share - (1 if len(answers) > 60 and share < 0.5 else 0)
    if role == "job_outcome" or by_key(role) is not None:
        lists = codelists.values(role)
        share = _share(answers, lambda a: fold(a) in lists)
        if role not in ALWAYS_ASKED and share < MOST_KNOWN:
            return -3.0  # nobody is asked about the answers of a column that need not be there
        found = [c for a in answers for c in lists.get(fold(a), ())]
        telling = any(c.apply in ("auto", "whole") or c.group == "Yes" for c in found)
        if role == "job_outcome" and not telling:
            return -3.0  # Active and Closed say nothing about a job
        return 2 * share - (0 if share > 0.3 else 1)
    if role in ("start_date", "date_of_birth", "job_start_date"):
        dates = [a for a in answers if not in_place_of_a_date(a)]
        values = read_dates(dates).values
        return 3 * sum(v is not None for v in values) / max(len(dates), 1) - 1
    if role == "age":
        ages = _share(answers, lambda a: bool(re.search(r"\d", str(a))))
        exact = _share(answers, lambda a: read_age(a) is not None)
        return 2 * ages + exact - 1.5 - (2 if any(is_date(a) for a in answers) else 0)
    if role in ("count", "people"):
        return 2 * _share(answers, lambda a: bool(re.search(r"\d|^\*$|\[c\]", str(a)))) - 0.5
    if role == "in_work_at_start":
        lists = codelists.values("job_outcome")
        return 2 * _share(answers, lambda a: fold(a) in lists) - 1
    return 0.0


def _share(answers: Sequence[Cell], test) -> float:  # type: ignore[no-untyped-def]
    return sum(bool(test(a)) for a in answers) / len(answers)


def is_private(column: Column) -> bool:
    """Tell a column whose answers are never shown: it may hold names, notes or other details."""
    by_heading = heading_roles(column.original)
    if kind_of(column) or by_heading.keys() & PRIVATE_ROLES:
        return True
    answers = column.part.first_answers(LOOK_AT)
    return not by_heading and any(holds_details(plain(a)) for a in answers if not blank(a))


def examples(column: Column) -> tuple[str, ...]:
    """Return three answers to show; none of columns that may identify people."""
    many = len(column.answers) > max(30, len(column.part) // 3)
    if is_private(column) or (many and not heading_roles(column.original)):
        return ()
    shown = [plain(a) for a in column.part.first_answers(SHOWN + 1) if not blank(a)]
    return tuple(s[:40] for s in shown[:SHOWN])
