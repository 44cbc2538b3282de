# ruff: noqa: E501
"""Kind 18: files that tell the whole path, in the words of several systems; and near misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from realworld.folk import FIVE, NHS, RIO, as_file, iso, named, table, uk
from realworld.model import Case
from realworld.path_folk import Referred, last_day, path, reasons, referrals, seen_in_work

DAY = timedelta(days=1)
FY23 = date(2023, 4, 1), date(2024, 3, 31)
Y2023 = date(2023, 1, 1), date(2023, 12, 31)
ALL = ("referred", "accepted", "joined", "job", "13 weeks in work", "26 weeks in work")
TOLD_TO = date(2024, 10, 15)
Columns = dict[str, Callable[[Referred], Any]]


def truth(people: Sequence[Referred], told: str, last: date, seen: date | None) -> dict[str, Any]:
    """Return the true counts: of who joined, and of the path."""
    joined = [p for p in people if p.start]
    without = [p.reason for p in joined if p.left and not p.job]
    return {
        "people": len(joined),
        "ethnic": dict(Counter(p.group for p in joined)),
        "jobs": dict(Counter(p.group for p in joined if p.job)),
        "path": path(people, last, *ALL, seen=seen),
        "declined": reasons([p.declined for p in people]) if "declined" in told else {},
        "left": reasons(without) if "reason" in told else {},
    }


def whole(name: str, seed: int, file: str, told: str, columns: Columns,
          span: tuple[date, date] = FY23, seen: date | None = None, **more: Any) -> Case:  # fmt: skip
    """Read a file of everybody who was referred in a year, without any question.

    `told` names what the file holds of accepted, start, job, job_end, left, declined, reason.
    """
    people = referrals(seed, 240, *span, TOLD_TO)
    dates = [n for n in told.split() if n not in ("declined", "reason")]
    days = [d for p in people for n in dates if (d := getattr(p, n))]
    last, last_job = last_day(days), max(d for p in people for d in (p.start, p.job) if d)
    days_of_period = (span[0].isoformat(), max(span[1], last_job).isoformat())
    right = truth(people, told, last, seen) | {"period": days_of_period}
    return Case(f"k18_{name}", 18, (as_file(file, table(people, columns), **more),),
                truths=(right,), say=("Followed up to",))  # fmt: skip


def yes_no(
    of: Callable[[Referred], bool], yes: str = "Yes", no: str = "No"
) -> Callable[[Referred], str]:
    return lambda p: (yes if of(p) else no) if p.job else ""


def lasted(weeks: int, told_to: date) -> Callable[[Referred], bool]:
    return lambda p: p.lasted(weeks, told_to)


def status(yes: str, no: str, open_: str = "") -> Callable[[Referred], str]:
    return lambda p: yes if p.accepted else no if p.declined else open_


FULL = "accepted start job job_end left declined reason"


def base(write: Callable[[date | None], Any] = uk) -> Columns:
    """Return the columns that most files have."""
    return {
        "Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Referral date": lambda p: write(p.referral),
        "Referral outcome": status("Accepted", "Declined"),
        "Reason not accepted": lambda p: p.declined or "",
        "Date accepted": lambda p: write(p.accepted),
        "Date of first vocational profile": lambda p: write(p.start),
        "Job start date": lambda p: write(p.job),
    }  # fmt: skip


def _two_heading_rows() -> Case:
    """Have the same headings for the job and for the service, told apart by the row above."""
    people = referrals(811, 240, *FY23, TOLD_TO)
    rows = table(people, {
        "Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
        "Age": lambda p: p.age, "Received": lambda p: p.referral, "Accepted": lambda p: p.accepted,
        "Reason not accepted": lambda p: p.declined, "First VP": lambda p: p.start,
        "Start date": lambda p: p.job, "End date": lambda p: p.job_end,
        "Leaving date": lambda p: p.left, "Leaving reason": lambda p: p.reason,
    })  # fmt: skip
    bands = ["Client", "", "", "", "Referral", "", "", "Support", "Job", "", "Exit", ""]
    days = [d for p in people for d in (p.accepted, p.start, p.job, p.job_end, p.left) if d]
    right = truth(people, FULL, last_day(days), None)
    return Case(
        "k18_two_heading_rows", 18, (as_file("bands.xlsx", [bands, *rows]),), truths=(right,)
    )


def _last_seen() -> Case:
    """Nobody wrote down when jobs ended, but when people were last known to be in work."""
    people = referrals(812, 240, *FY23, TOLD_TO)
    rows = table(people, {**base(iso), "In work at last contact (date)":
                          lambda p: iso(seen_in_work(p, TOLD_TO))})  # fmt: skip
    days = [d for p in people for d in (p.accepted, p.start, p.job, seen_in_work(p, TOLD_TO)) if d]
    last = last_day(days)
    right = truth(people, "declined", last, None)
    for step, weeks in (("13 weeks in work", 13), ("26 weeks in work", 26)):
        right["path"][step] = _by_last_seen(people, last, weeks)
    return Case("k18_last_seen_in_work", 18, (as_file("contacts.csv", rows),), truths=(right,))


def _by_last_seen(people: Sequence[Referred], last: date, weeks: int) -> dict[str, int]:
    """Count whose job is known to have lasted: a day too early says nothing of later."""
    out: Counter[str] = Counter()
    for p in people:
        seen = seen_in_work(p, TOLD_TO)
        if p.job is None or seen is None or (weeks == 26 and (seen - p.job).days < 91):
            out["NOT_HERE"] += 1
        elif (last - p.job).days < 7 * weeks:
            out["NOT_YET"] += 1
        else:
            out["YES" if (seen - p.job).days >= 7 * weeks else "NOT_KNOWN"] += 1
    return dict(out)


def _two_ends() -> Case:
    """Two columns could be the end of the job: the day it ended, and the last day paid for."""
    people = referrals(813, 200, *FY23, TOLD_TO)
    rows = table(people, {**base(named), "Job end date": lambda p: named(p.job_end),
                          "Date left employment": lambda p: named(p.job_end and p.job_end + 15 * DAY)})  # fmt: skip
    moved = [replace(p, job_end=p.job_end and p.job_end + 15 * DAY) for p in people]
    routes = []
    for heading, whose in (("Job end date", people), ("Date left employment", moved)):
        days = [d for p in whose for d in (p.accepted, p.start, p.job, p.job_end) if d]
        right = truth(whose, "declined", last_day(days), None)
        routes.append(((("job_end_date", heading),), right))
    return Case("k18_two_ends_of_a_job", 18, (as_file("two.csv", rows),),
                asks=(("job end", "Job end date", "Date left employment", "none of these"),),
                routes=tuple(routes))  # fmt: skip


def _turned_down_and_joined() -> Case:
    """Some who were turned down have a date of joining: did they join?"""
    people = referrals(814, 200, *FY23, TOLD_TO)
    odd = [i for i, p in enumerate(people) if p.declined][:6]
    cells = [
        replace(p, start=p.referral + 20 * DAY) if i in odd else p for i, p in enumerate(people)
    ]
    rows = table(cells, {**base(uk), "Job end date": lambda p: uk(p.job_end)})
    days = [d for p in people for d in (p.accepted, p.start, p.job, p.job_end) if d]
    out = truth(people, "declined", last_day(days), None)
    return Case("k18_turned_down_and_joined", 18, (as_file("odd.csv", rows),),
                asks=(("Referral outcome", "left out of those who joined.*stay on the path", "the date counts"),),
                routes=(((("not_joined", "leave"),), out),))  # fmt: skip


def _still_working() -> Case:
    """Say of every job whether it goes on, and of only some when it ended."""
    people = referrals(819, 240, *FY23, TOLD_TO)
    ended = [p.ref for p in people if p.job_end]
    unsaid = {ref for i, ref in enumerate(ended) if i % 3 == 0}
    marks = {
        ref: ("n/k", "?", "unknown", "left")[i % 4] for i, ref in enumerate(ended) if i % 3 == 1
    }

    def end(p: Referred) -> str:
        return "" if p.ref in unsaid else marks.get(p.ref, "") or uk(p.job_end)

    def still(p: Referred) -> str:
        return "" if p.job is None or p.ref in marks else "N" if p.job_end else "Y"

    rows = table(people, {**base(), "Job end date": end, "Still working?": still,
                          "Date discharged": lambda p: uk(p.left)})  # fmt: skip
    hidden = unsaid | set(marks)
    days = [d for p in people for d in (p.accepted, p.start, p.job, p.left) if d]
    last = last_day([*days, *(p.job_end for p in people if p.job_end and p.ref not in hidden)])
    right = truth(people, "declined", last, None)
    counts = [Counter[str]() for _ in ALL]
    for p in people:
        of_person = path([p], last, *ALL)
        places = [next(iter(of_person[step])) for step in ALL]
        if p.ref in hidden and places[4] != "NOT_HERE":
            places[4] = "NOT_KNOWN" if places[4] in ("YES", "NO") else "NOT_YET"
            places[5] = "NOT_HERE"
        for count, place in zip(counts, places, strict=True):
            count[place] += 1
    right["path"] = {s: dict(sorted(c.items())) for s, c in zip(ALL, counts, strict=True)}
    return Case("k18_still_working", 18, (as_file("still.csv", rows),), truths=(right,),
                say=("no longer in work", "“Job end date” are not dates"))  # fmt: skip


def _row_a_job() -> Case:
    """Repeat the person for each job; the second one lasted."""
    people = referrals(815, 150, *FY23, TOLD_TO)
    rows: list[list[Any]] = []
    columns = {**base(uk), "Job end date": lambda p: uk(p.job_end)}
    short = [p for p in people if p.job and p.job_end]
    for p in people:
        if p in short and p.job:
            first = replace(p, job_end=p.job + 3 * DAY)
            again = replace(p, job=p.job + 4 * DAY, job_end=p.job_end and p.job_end + 4 * DAY)
            rows += table([first, again], columns)[1:]
        else:
            rows += table([p], columns)[1:]
    days = [d for p in people for d in (p.accepted, p.start, p.job) if d]
    days += [p.job_end + 4 * DAY for p in short if p.job_end]
    days += [p.job + k * DAY for p in short if p.job for k in (3, 4)]
    right = truth(people, "declined", last_day(days), None)
    return Case("k18_a_row_a_job", 18, (as_file("jobs.csv", [list(columns), *rows]),),
                truths=(right,), say=(r"rows are \d+ people",))  # fmt: skip


def _by_the_year_of_joining() -> Case:
    """List who joined in a financial year, with referrals before it, and who was turned down."""
    people = referrals(816, 300, date(2023, 2, 1), FY23[1], TOLD_TO)
    people = [p for p in people if p.start is None or FY23[0] <= p.start <= FY23[1]]
    people = [replace(p, start=None, job=None) if p.referral.year > 2023 else p for p in people]
    inside = [p for p in people if p.referral >= FY23[0]]
    columns = base(iso) | {"Job outcome": lambda p: ("Yes" if p.job else "No") if p.start else ""}
    del columns["Job start date"]
    rows = table(people, columns)
    right = truth(people, "", FY23[1], None)
    days = [d for p in people for d in (p.accepted, p.start) if d]
    last = max(FY23[1], last_day(days))
    right["path"] = path(inside, last, *ALL[:4])
    decided = [p for p in inside if p.referral + 28 * DAY <= last]
    right["declined"] = reasons([p.declined for p in decided])
    return Case("k18_year_of_joining", 18, (as_file("joined.csv", rows),), truths=(right,),
                say=("referred before or after the period are left out",))  # fmt: skip


def cases() -> list[Case]:
    told = TOLD_TO
    return [
        _two_heading_rows(), _last_seen(), _two_ends(), _turned_down_and_joined(), _row_a_job(),
        _by_the_year_of_joining(),
        _still_working(),
        whole("ips_grow", 801, "ips_export.csv", FULL, {
            "Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
            "Age": lambda p: p.age, "Referral date": lambda p: uk(p.referral),
            "Referral outcome": status("Accepted", "Declined"), "Reason not accepted": lambda p: p.declined or "",
            "Date accepted": lambda p: uk(p.accepted),
            "Date of first vocational profile": lambda p: uk(p.start),
            "Job start date": lambda p: uk(p.job), "Job end date": lambda p: uk(p.job_end),
            "Discharge date": lambda p: uk(p.left), "Discharge reason": lambda p: p.reason or ""}),
        whole("mixed_case_words", 802, "Tracker 23-24.xlsx", FULL, {
            "SERVICE USER ID": lambda p: p.ref, "date referral received": lambda p: p.referral,
            "Triage Outcome": status("Accepted onto caseload", "Not accepted", "Pending"),
            "reason for decline": lambda p: p.declined, "DATE ACCEPTED": lambda p: p.accepted,
            "First Vocational Profile": lambda p: p.start, "employment START date": lambda p: p.job,
            "Employment End Date": lambda p: p.job_end, "Case Closed Date": lambda p: p.left,
            "CLOSURE REASON": lambda p: p.reason, "ethnic group": lambda p: p.label(RIO),
            "GENDER": lambda p: p.gender, "Age at Referral": lambda p: p.age}, sheet="Clients"),
        whole("flags", 803, "flags.csv", "accepted start job left declined reason", {
            "Pseudo ID": lambda p: p.ref, "Ethnic Category": lambda p: p.label(NHS),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Date of referral": lambda p: iso(p.referral), "Accepted date": lambda p: iso(p.accepted),
            "Reason for rejection": lambda p: p.declined or "", "IPS start date": lambda p: iso(p.start),
            "Date job started": lambda p: iso(p.job),
            "Still employed at 13 weeks?": yes_no(lasted(13, told), "Y", "N"),
            "Still employed at 26 weeks?": yes_no(lasted(26, told), "Y", "N"),
            "Exit date": lambda p: iso(p.left), "Exit reason": lambda p: p.reason or ""}, seen=told),
        whole("months_sustained", 804, "dashboard.csv", "accepted start job left reason", {
            "Unique ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(FIVE),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Referral Received Date": lambda p: named(p.referral),
            "Referral status": status("Accepted", "Rejected"),
            "Referral Accepted Date": lambda p: named(p.accepted),
            "First appointment date": lambda p: named(p.start), "Job Start": lambda p: named(p.job),
            "3 months sustained": yes_no(lasted(13, told), "Sustained", "Not sustained"),
            "6 months sustained": yes_no(lasted(26, told), "Sustained", "Not sustained"),
            "Date discharged": lambda p: named(p.left), "Reason for discharge": lambda p: p.reason or ""},
            span=Y2023, seen=told, sep="\t"),
        # Without a column of declines: a blank date of acceptance is one.
        whole("dates_alone", 805, "dates.xlsx", "accepted start job job_end", {
            "Ref": lambda p: p.ref, "Referral date": lambda p: p.referral, "Date accepted": lambda p: p.accepted,
            "VP date": lambda p: p.start, "Paid job start date": lambda p: p.job,
            "Date left job": lambda p: p.job_end, "Ethnicity": lambda p: p.label(),
            "Sex": lambda p: p.gender[0], "Age": lambda p: p.age}),
        whole("outcome_beside_dates", 806, "rio.csv", "start job job_end left reason", {
            "RiO number": lambda p: p.ref, "Ethnic Category": lambda p: p.label(RIO),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Referral date": lambda p: uk(p.referral), "Referral decision": status("Accepted", "Declined", "Waiting"),
            "Programme start date": lambda p: uk(p.start),
            "Job outcome": lambda p: ("Yes" if p.job else "No") if p.start else "",
            "Job start date": lambda p: uk(p.job), "Job end date": lambda p: uk(p.job_end),
            "End date": lambda p: uk(p.left), "Reason for leaving": lambda p: p.reason or ""}, bom=True),
    ]  # fmt: skip
