# ruff: noqa: E501
"""Kind 18: files that tell the whole path, in the words of several systems; and near misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from realworld.folk import FIVE, NHS, RIO, as_file, iso, named, table, uk
from realworld.model import Case
from realworld.path_folk import Referred, last_day, path, reasons, referrals

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


def cases() -> list[Case]:
    told = TOLD_TO
    return [
        whole("ips_grow", 801, "ips_export.csv", "accepted start job job_end left declined reason", {
            "Client ID": lambda p: p.ref, "Ethnicity": lambda p: p.label(), "Gender": lambda p: p.gender,
            "Age": lambda p: p.age, "Referral date": lambda p: uk(p.referral),
            "Referral outcome": status("Accepted", "Declined"), "Reason not accepted": lambda p: p.declined or "",
            "Date accepted": lambda p: uk(p.accepted),
            "Date of first vocational profile": lambda p: uk(p.start),
            "Job start date": lambda p: uk(p.job), "Job end date": lambda p: uk(p.job_end),
            "Discharge date": lambda p: uk(p.left), "Discharge reason": lambda p: p.reason or ""}),
        whole("mixed_case_words", 802, "Tracker 23-24.xlsx", "accepted start job job_end left declined reason", {
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
