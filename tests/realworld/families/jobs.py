# ruff: noqa: E501
"""Kinds 1, 3, 5, 11, 12 and 14: which column says who got a job, and what its answers mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from realworld.folk import Columns, Person, as_file, folk, iso, named, table, truth, uk, yes
from realworld.model import Case, Picks

Y2024 = date(2024, 1, 1), date(2024, 12, 31)
FY23 = date(2023, 4, 1), date(2024, 3, 31)
DAY = timedelta(days=1)
ANY = r"any of|either|all of them|together|both|any column|earliest|a job in any"


def base(start: Callable[[date | None], Any] = uk) -> Columns:
    return {"Client ref": lambda p: p.ref, "Ethnic group": lambda p: p.label(),
            "Gender": lambda p: p.gender, "Age": lambda p: p.age,
            "Start date": lambda p: start(p.start)}  # fmt: skip


def third(p: Person) -> int:
    return int(p.ref) % 3


# Kind 1 -----------------------------------------------------------------------------------


def across(name: str, seed: int, file: str, headings: tuple[str, ...], columns: Columns,
           *more: tuple[str, str]) -> Case:  # fmt: skip
    """Jobs stand in several columns; a person's first job may stand in any of them."""
    people = folk(seed, 81, *Y2024, share=0.5)
    right = truth(people)
    named_all = tuple(map(_literal, headings))
    picks: Picks = ((_literal(headings[0]), ANY), *more)
    return Case(f"k01_{name}", 1, (as_file(file, table(people, {**base(), **columns})),),
                truths=(right,), say=named_all, asks=((*named_all, ANY),) if more else (),
                routes=((picks, right),))  # fmt: skip


def _literal(heading: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"[{c}]" for c in heading)


def in_column(k: int, n: int, fill: Callable[[date], Any] = uk, empty: Any = "") -> Callable:  # type: ignore[type-arg]
    """Fill the k-th of n columns for the people whose job stands there."""

    def fill_in(p: Person) -> Any:
        return fill(p.job_date) if p.job_date and int(p.ref) % n == k else empty

    return fill_in


def several_columns() -> list[Case]:
    paid = (("Paid|Employ|work", '^"?yes'), ("Volunt|Training|Education|Course", '^"?no"?:'))
    return [
        across("job_1_2_3_start", 401, "clients.csv",
               ("Job 1 start date", "Job 2 start date", "Job 3 start date"), {
                   "Job 1 start date": in_column(0, 3), "Job 1 employer": in_column(0, 3, lambda d: "Shop"),
                   "Job 2 start date": in_column(1, 3), "Job 2 employer": in_column(1, 3, lambda d: "Bar"),
                   "Job 3 start date": in_column(2, 3), "Job 3 employer": in_column(2, 3, lambda d: "Yard")}),
        across("placement_a_b", 402, "placements.xlsx", ("Placement A start", "Placement B start"), {
            "Placement A": in_column(0, 2, lambda d: "Kitchen", None),
            "Placement A start": in_column(0, 2, lambda d: d, None),
            "Placement B": in_column(1, 2, lambda d: "Depot", None),
            "Placement B start": in_column(1, 2, lambda d: d, None)}),
        across("first_second_job", 403, "jobs.csv", ("First job start date", "Second job start date"), {
            "First job start date": in_column(0, 2, named), "First job ended": in_column(0, 2, lambda d: ""),
            "Second job start date": in_column(1, 2, named)}),
        across("outcome_1_2_3", 404, "outcomes.xlsx", ("Outcome 1", "Outcome 2", "Outcome 3"), {
            f"Outcome {k + 1}": in_column(k, 3, lambda d: "Paid employment", ("Volunteering", "Training", None)[k])
            for k in range(3)}, *paid),
        across("yes_no_twice", 405, "export.csv", ("Job start 1 (Y/N)", "Job start 2 (Y/N)"), {
            "Job start 1 (Y/N)": in_column(0, 2, lambda d: "Y", "N"),
            "Job start 2 (Y/N)": in_column(1, 2, lambda d: "Y", "N")}),
        across("into_work_dates_hash", 406, "into work.csv",
               ("Date into work #1", "Date into work #2", "Date into work #3"), {
                   **{f"Date into work #{k + 1}": in_column(k, 3, iso) for k in range(3)},
                   "13 week date": in_column(0, 1, lambda d: iso(d + 91 * DAY))}),
    ]  # fmt: skip


# Kind 3 -----------------------------------------------------------------------------------


def before_and_after(name: str, seed: int, file: str, first: str, last: str,
                     words: tuple[str, str] = ("Yes", "No"), *, must: bool = True,
                     turned: bool = False) -> Case:  # fmt: skip
    """A status at the start beside one at the end: the last says who got a job."""
    people = folk(seed, 90, *Y2024)
    columns = {
        first: lambda p: words[not (third(p) == 0 and p.even)],
        last: lambda p: words[not p.job],
    }
    if turned:
        columns = dict(reversed(columns.items()))
    right = truth(people)
    both = (_literal(first), _literal(last))
    picks: Picks = (
        ("^columns.in_work", f'^"{_literal(first)}"'),
        ("^columns.job", f'^"{_literal(last)}"'),
        (r"^answers\.[a-z_]+\." + _literal(words[0]) + ":? ", '^"?yes'),
        (r"^answers\.[a-z_]+\." + _literal(words[1]) + ":? ", '^"?no"?:'),
        (".*".join(both), f"{_literal(last)}(?!.*{_literal(first)}.*(end|outcome|got a job))"),
    )
    return Case(f"k03_{name}", 3, (as_file(file, table(people, {**base(), **columns})),),
                truths=() if must else (right,), say=both, asks=(both,), routes=((picks, right),))  # fmt: skip


def start_and_end() -> list[Case]:
    return [
        before_and_after("entry_and_leaving", 411, "esf.csv", "Employment status on entry",
                         "Employment status on leaving", ("Employed", "Unemployed"), must=False),
        before_and_after("in_work_and_at_exit", 412, "esf.xlsx", "In work", "In work at exit"),
        before_and_after("status_1_and_2", 413, "ilr.csv", "Employment status #1",
                         "Employment status #2", ("Employed", "Not employed")),
        before_and_after("working_now", 414, "tracker.csv", "Working", "Working now"),
        before_and_after("closure_first", 415, "closures.xlsx", "Working at referral (Y/N)",
                         "Working at closure (Y/N)", ("Y", "N"), must=False, turned=True),
        before_and_after("mhsds_first_last", 416, "emp.csv", "EmployStatusFirst", "EmployStatusLast",
                         ("Employed", "Unemployed"), must=False),
    ]  # fmt: skip


# Kind 5 -----------------------------------------------------------------------------------


def negated(name: str, seed: int, file: str, heading: str, words: tuple[str, str] = ("Yes", "No")) -> Case:  # fmt: skip
    people = folk(seed, 72, *FY23)
    rows = table(people, {**base(iso), heading: lambda p: words[bool(p.job)]})
    right = truth(people)
    no_job = r"(no job|not in (paid )?work|without|out of work|did not|didn|unemployed|not working|no paid)"
    picks: Picks = (
        ("^answers.job_outcome." + words[0] + r"\b", r'^"?no"?:'),
        ("^answers.job_outcome." + words[1] + r"\b", r'^"?yes'),
        (r"\bmean|stands? for", no_job),
        ("^columns.job_outcome", _literal(heading)),
    )
    return Case(f"k05_{name}", 5, (as_file(file, rows),), asks=((_literal(heading),),),
                routes=((picks, right),))  # fmt: skip


def negations() -> list[Case]:
    return [
        negated("unemployed", 421, "a.csv", "Unemployed"),
        negated("not_in_work", 422, "b.xlsx", "Not in work"),
        negated("neet", 423, "c.csv", "NEET"),
        negated("out_of_work_at_exit", 424, "d.csv", "Out of work at exit?", ("Y", "N")),
        negated("no_job_gained", 425, "e.xlsx", "No job gained", ("TRUE", "FALSE")),
        negated("still_unemployed", 426, "f.csv", "Still unemployed (1 = yes)", ("1", "0")),
    ]  # fmt: skip


# Kinds 11 and 12 --------------------------------------------------------------------------


def answers(kind: int, name: str, seed: int, file: str, heading: str,
            jobs: tuple[str, ...], others: tuple[str, ...], *, half: tuple[str, ...] = (),
            extra: Columns | None = None, say: tuple[str, ...] = (),
            settings: dict[str, Any] | None = None) -> Case:  # fmt: skip
    """An outcome of several answers. `half` may be counted as a job or not, as the user says."""
    people = folk(seed, 96, *Y2024, share=0.45)
    n = len(jobs) + len(half)

    def fill(p: Person) -> str:
        return (*jobs, *half)[int(p.ref) % n] if p.job else others[int(p.ref) % len(others)]

    rows = table(people, {**base(), **(extra or {}), heading: fill})
    full = truth(people)
    less = truth(people, job=lambda p: p.job and fill(p) in jobs)
    key = r"^answers\.[a-z_]+\."
    no = tuple((f"{key}{_answer(a)}", r'^"?no"?:') for a in others)
    whole: Picks = (*((f"{key}{_answer(a)}", '^"?yes') for a in (*jobs, *half)), *no,
                    ("^columns.job_outcome|outcome|job", _literal(heading)),
                    ("number|code", "ILR|learner|WIOA"))  # fmt: skip
    part: Picks = (*((f"{key}{_answer(a)}", r'^"?no"?:') for a in half), *whole)
    routes = ((whole, full), (part, less)) if half else ((whole, full),)
    return Case(f"k{kind:02d}_{name}", kind, (as_file(file, rows),), truths=(full,),
                say=say, routes=routes, settings=settings or {})  # fmt: skip


def _answer(answer: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"[{c}]" for c in answer) + r"(: | \|)"


def signs() -> list[Case]:
    ask = {"columns": {"job_outcome": "Outcome status"}}
    return [
        answers(11, "16_hours", 431, "a.csv", "Outcome status", ("In paid work 16+ hrs",),
                ("In education", "Unemployed and looking"), half=("In paid work <16 hrs",), settings=ask),
        answers(11, "at_least_sign", 432, "b.xlsx", "Outcome status", ("Employed ≥16 hours",),
                ("No outcome", "Volunteering"), half=("Employed <16 hours",), settings=ask),
        answers(11, "more_or_less", 433, "c.csv", "Job outcome", ("Job >8h",), ("Nothing",), half=("Job <8h",)),
        answers(11, "plus_and_none", 434, "d.csv", "Outcome status", ("Work (13 weeks +)",),
                ("Left",), half=("Work (13 weeks -)",), settings=ask),
        answers(11, "up_to_equals", 435, "e.xlsx", "Employment outcome", ("Paid job, >=30 h",),
                ("No job",), half=("Paid job, <=30 h",)),
    ]  # fmt: skip


def outcomes() -> list[Case]:
    named_it = lambda h: (_literal(h),)  # noqa: E731
    return [
        answers(12, "destination", 441, "a.csv", "Destination", ("Paid employment", "Self-employment"),
                ("Education", "Not in paid work", "Moved away"), say=named_it("Destination")),
        answers(12, "reason_for_leaving", 442, "b.xlsx", "Reason for leaving", ("Started a job",),
                ("Disengaged", "Ill health", "Moved out of area"), say=named_it("Reason for leaving")),
        answers(12, "outcome_status", 443, "c.csv", "Outcome status", ("Entered employment",),
                ("Still looking for work", "Withdrew"), say=named_it("Outcome status")),
        answers(12, "closure_outcome", 444, "d.csv", "Closure category", ("Closed - in work",),
                ("Closed - not in work", "Open"), say=named_it("Closure category")),
        answers(12, "ilr_employment_status_2", 445, "ilr.csv", "Employment status #2", ("10",),
                ("11", "12"), extra={"Employment status #1": lambda p: "11"}, say=named_it("Employment status #2")),
        answers(12, "wioa_second_quarter", 446, "pirl.csv",
                "Employed in 2nd Quarter After Exit Quarter (WIOA)", ("1",), ("0",),
                extra={"Date of program exit": lambda p: uk(p.start + 60 * DAY)},
                say=("2nd Quarter",)),
        ilr_ethnicity(),
    ]  # fmt: skip


def ilr_ethnicity() -> Case:
    codes = {"White": ("31", "32", "34"), "Mixed": ("35", "37"), "Asian/Asian British": ("39", "40", "41"),
             "Black/Black British": ("44", "45"), "Other": ("47", "98"), "Not known": ("99",)}  # fmt: skip
    people = folk(447, 84, *FY23)
    rows = table(people, {"Learner reference number": lambda p: p.ref, "Ethnicity": lambda p: p.label(codes),
                          "Sex": lambda p: p.gender[0], "Age": lambda p: p.age,
                          "Learning start date": lambda p: iso(p.start), "Job outcome": lambda p: yes(p.job)})  # fmt: skip
    right = truth(people)
    return Case("k12_ilr_ethnicity", 12, (as_file("ilr.csv", rows),), truths=(right,), say=("ILR|learner record",),
                asks=(("Ethnicity", "ILR|learner", "none of these|another|something else|neither"),),
                routes=(((("ethnic", "ILR|learner"), ("Learning start date", "Learning start date")), right),))  # fmt: skip


# Kind 14 ----------------------------------------------------------------------------------


def accepted(name: str, seed: int, file: str, heading: str, joined: tuple[str, ...],
             others: tuple[str, ...]) -> Case:  # fmt: skip
    """Some referrals never became a start."""
    people = folk(seed, 100, *FY23)

    def status(p: Person) -> str:
        stays = p.job or third(p) > 0
        return joined[p.age % len(joined)] if stays else others[p.age % len(others)]

    rows = table(people, {**base(named), heading: status, "Got a job": lambda p: yes(p.job)})
    inside = [p for p in people if status(p) in joined]
    right = truth(inside)
    yes_, no_ = (
        r'^"?(yes|true|joined|count|in\b)|\bjoined|: yes',
        r'^"?(no|false|out|leave)|leave|not join|: no',
    )
    picks: Picks = (
        *((rf"^[^|]*\.{_answer(a)}", no_) for a in others),
        *((rf"^[^|]*\.{_answer(a)}", yes_) for a in joined),
        (_literal(heading), f"^(?!.*(everyone|all rows|everybody)).*({joined[0]}|accepted|joined)"),
    )
    return Case(f"k14_{name}", 14, (as_file(file, rows),), truths=(right,),
                say=(_literal(heading),), asks=((_literal(heading), "join|accept|start"),),
                routes=((picks, right),))  # fmt: skip


def referrals() -> list[Case]:
    return [
        accepted("referral_status", 451, "a.csv", "Referral status", ("Accepted",), ("Not accepted", "Declined")),
        accepted("waiting", 452, "b.xlsx", "Referral outcome", ("Accepted",), ("Waiting", "Rejected")),
        accepted("eligible", 453, "c.csv", "Accepted?", ("Yes",), ("No",)),
        accepted("triage", 454, "d.csv", "Triage decision", ("Accepted onto caseload",),
                 ("Inappropriate referral", "Signposted elsewhere", "Client declined")),
    ]  # fmt: skip


def cases() -> list[Case]:
    return [*several_columns(), *start_and_end(), *negations(), *signs(), *outcomes(), *referrals()]
