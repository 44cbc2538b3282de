"""Who got a job: jobs across columns, a status at the start and at the end, its opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ips_audit.intake.files.table import Column, blank
from ips_audit.intake.matching.candidates import Matching, named
from ips_audit.intake.matching.codelists import fold
from ips_audit.intake.matching.identifiers import kind_of
from ips_audit.intake.matching.roles import STRENGTH, fit, heading_roles, uncounted
from ips_audit.intake.matching.same_thing import agree, settle, take_together
from ips_audit.intake.matching.start_dates import has_date, holds_dates
from ips_audit.intake.matching.values import code_values, speaks_of_work
from ips_audit.intake.matching.work_headings import Time, WorkHeading, work_heading
from ips_audit.intake.questions import NOT_A_JOB
from ips_audit.words import columns as column_words
from ips_audit.words import intake as words

JOBS = re.compile(r"\b(jobs?|work|employ\w*|plac\w*|position)\b")
LOOK_AT = 400
FEW = 15  # different answers, each of which can be asked about
OUTCOME = ("job_outcome", "job_start_date")


def decide(
    m: Matching, dates: Sequence[Column], outcomes: Sequence[Column], starts: Sequence[Column]
) -> None:
    """Choose the columns that say who got a job, and who was in work before; or ask.

    Parameters
    ----------
    m : Matching
    dates, outcomes, starts : sequences of Column
        Columns whose heading and answers suggest a job's start date, a job outcome, and work
        at the start; the likeliest first.
    """
    _dates(m, dates)
    if m.is_open("job_outcome"):
        _outcome(m, [c for c in outcomes if _is_free(m, c)])
    _only_dates_of_jobs(m)
    for role, sentence in (
        ("job_start_date", column_words.TOGETHER_DATES),
        ("job_outcome", column_words.TOGETHER),
    ):
        if m.is_open(role) and role in m.together:
            headings = ", ".join(f"“{c.heading}”" for c in m.together[role])
            m.warnings.append(sentence.format(headings=headings))
    _at_start(m, [c for c in starts if _is_free(m, c)])


def _is_free(m: Matching, column: Column) -> bool:
    return any(column is c for c in m.free())


def _dates(m: Matching, dates: Sequence[Column]) -> None:
    """Take the start dates of all jobs together."""
    if not m.is_open("job_start_date") or not dates:
        return
    alike = _set_of(m, dates[0], holds_dates)
    if len(alike) > 1:
        take_together(m, "job_start_date", alike)
    else:
        settle(m, "job_start_date", dates)


def _only_dates_of_jobs(m: Matching) -> None:
    """Pass over dates of outcomes of any kind where some of those outcomes are no jobs."""
    dates, outcome = m.taken.get("job_start_date"), m.taken.get("job_outcome")
    if not m.is_open("job_start_date") or dates is None or outcome is None:
        return
    if _says_job(dates):
        return
    placed = m.settings.answers.get("job_outcome", {})
    coded = code_values("job_outcome", outcome.answers, placed, outcome.original)
    no_job = np.array([c.group == "No" for c in coded])[outcome.codes]
    if (no_job & has_date(dates)).any():
        why = column_words.DATES_OF_ALL.format(outcome=outcome.heading)
        m.warnings.append(column_words.NOT_USED.format(headings=named([dates]), why=why))
        m.drop("job_start_date")
        m.pass_over("job_start_date", [dates], why)


def _says_job(dates: Column | None) -> bool:
    """Tell dates whose heading says that they are of jobs, not of outcomes of any kind."""
    return dates is not None and bool(JOBS.search(fold(dates.original)))


def _set_of(m: Matching, first: Column, test) -> list[Column]:  # type: ignore[no-untyped-def]
    """Return the free columns that are told from `first` by a number or a letter alone."""
    name = uncounted(first.original)
    return [
        c
        for c in m.free()
        if name
        and uncounted(c.original) == name
        and (c is first or test(c) or not any(not blank(a) for a in c.part.first_answers(2)))
    ]


def _outcome(m: Matching, claimed: Sequence[Column]) -> None:
    events = [c for c in claimed if _about(c).event or not _about(c).status]
    events = [c for c in events if not _about(c).negated]
    statuses = [c for c in m.free() if _is_status(c)]
    if statuses:
        events = [c for c in events if _is_told(c)]
    if events:
        alike = _set_of(m, events[0], _few)
        if len(alike) > 1:
            take_together(m, "job_outcome", alike)
        else:
            settle(m, "job_outcome", events)
        _name_others(m, statuses)
    elif statuses and _of_several_times(m, statuses):
        return
    elif claimed and any(not _about(c).negated for c in claimed):
        settle(m, "job_outcome", [c for c in claimed if not _about(c).negated])
        used = m.taken.get("job_outcome")
        if used is not None and _about(used).status and _about(used).time is Time.UNSAID:
            m.warnings.append(column_words.STATUS_ALONE.format(heading=used.heading))
    elif "job_start_date" not in m.chosen and not _says_job(m.taken.get("job_start_date")):
        _by_answers(m)


def _about(column: Column) -> WorkHeading:
    return work_heading(column.original)


def _vetoed(column: Column) -> bool:
    about = _about(column)
    roles = heading_roles(column.original)
    return roles.get("job_outcome", 0) < 0 and not (about.status and about.time is Time.START)


def _few(column: Column) -> bool:
    """Tell a column of few different answers that are no dates and no personal details."""
    answers = [a for a in column.part.first_answers(LOOK_AT) if not blank(a)]
    return 0 < len(answers) <= FEW and not holds_dates(column)


def _is_status(column: Column) -> bool:
    """Tell a column that says who is in work, at whatever time."""
    if not _about(column).status or _vetoed(column) or not _few(column):
        return False
    coded = code_values("job_outcome", column.part.first_answers(LOOK_AT), {})
    known = [c for c in coded if c.answer]
    return sum(c.status != "ask" for c in known) * 2 >= len(known)


def _is_told(column: Column) -> bool:
    """Tell a column with an answer whose meaning is known; codes of other things have none."""
    coded = code_values("job_outcome", column.part.first_answers(LOOK_AT), {}, column.original)
    return any(c.answer and c.status != "ask" for c in coded)


def _name_others(m: Matching, statuses: Sequence[Column]) -> None:
    """Name the statuses that are not used where another column says who got a job."""
    outcome = m.taken.get("job_outcome")
    left = [c for c in statuses if c is not outcome and _about(c).time is not Time.START]
    if outcome is not None and left:
        m.pass_over("job_outcome", left, column_words.ONLY_A_STATUS.format(used=outcome.heading))


def _of_several_times(m: Matching, statuses: Sequence[Column]) -> bool:
    """Choose among statuses of several times, or ask; tell whether that was done."""
    before = [c for c in statuses if _about(c).time is Time.START]
    after = [c for c in statuses if _about(c).time is Time.END]
    bare = [c for c in statuses if _about(c).time is Time.UNSAID]
    if not (before or after) or len(statuses) < 2:
        return False
    m.drop("in_work_at_start")
    headings = " and ".join(f"“{c.heading}”" for c in statuses)
    text = column_words.WHICH_STATUS.format(
        headings=headings, first=[*before, *bare, *after][0].heading
    )
    last = [*after, *bare, *before]
    m.which("job_outcome", last, text, column_words.NO_SUCH_OUTCOME, [*after, *bare])
    return True


def _at_start(m: Matching, claimed: Sequence[Column]) -> None:
    """Choose who was in work at the start: by its heading, or the earlier of two statuses."""
    if not m.is_open("in_work_at_start") or m.asked("job_outcome"):
        return
    if claimed:
        m.take("in_work_at_start", claimed[0], column_words.BY_HEADING)
        m.pass_over(
            "in_work_at_start",
            claimed[1:],
            column_words.ONLY_A_STATUS.format(used=claimed[0].heading),
        )
        return
    outcome = m.taken.get("job_outcome")
    if outcome is None or "job_outcome" in m.together or not _about(outcome).status:
        return
    earlier = [c for c in m.free() if _is_status(c) and _about(c).time is not Time.END]
    if _about(outcome).time is Time.END and earlier:
        m.take("in_work_at_start", earlier[0], column_words.EARLIER_STATUS)
        said = column_words.EARLIER_TAKEN.format(first=earlier[0].heading, last=outcome.heading)
        m.warnings.append(said)


def _by_answers(m: Matching) -> None:
    """Find the outcome by answers that speak of work, or by a heading that denies it."""
    free = [c for c in m.free() if not _vetoed(c) and not kind_of(c)]
    dated = [c for c in free if _named_outcome(c) and holds_dates(c)]
    if dated:
        text = column_words.DATED_OUTCOME.format(heading=dated[0].heading)
        m.which("job_start_date", dated, text, column_words.NO_SUCH_OUTCOME)
        return
    few = [
        c
        for c in free
        if (_few(c) and _about(c).time is not Time.START) or (_named_outcome(c) and _few(c))
    ]
    told = [c for c in few if speaks_of_work(c.part.first_answers(LOOK_AT))]
    denied = [c for c in few if _about(c).negated]
    plain = [c for c in few if _about(c).status and fit("job_outcome", c) > 0]
    found = _distinct([*told, *(c for c in plain if not _about(c).negated)])
    meaning = m.settings.answers.get("meaning", {})
    denied = [c for c in denied if meaning.get(c.heading) != NOT_A_JOB]
    found = [c for c in found if not _about(c).negated]
    sets = [alike for c in found if len(alike := _set_of(m, c, _few)) > 1]
    named_so = len(found) == 1 and (_about(found[0]).event or _about(found[0]).status)
    if sets:
        take_together(m, "job_outcome", sets[0])
    elif named_so or (len(found) > 1 and _all_say(found)):
        if settle(m, "job_outcome", found):
            used = m.taken["job_outcome"].heading
            m.reasons["job_outcome"] = words.BY_ANSWERS
            m.warnings.append(column_words.BY_ITS_ANSWERS.format(heading=used))
    elif found:
        offered = _distinct([*found, *denied])
        both = [] if denied else offered
        m.which(
            "job_outcome", offered, column_words.WHICH_OUTCOME, column_words.NO_SUCH_OUTCOME, both
        )
    elif denied:
        m.take("job_outcome", denied[0], column_words.DENIES)
    else:
        offered = [c for c in free if _named_outcome(c) and _few(c)]
        if offered:
            m.which(
                "job_outcome", offered, column_words.WHICH_OUTCOME, column_words.NO_SUCH_OUTCOME
            )


def _distinct(columns: Sequence[Column]) -> list[Column]:
    return [c for i, c in enumerate(columns) if all(c is not o for o in columns[:i])]


def _all_say(columns: Sequence[Column]) -> bool:
    return all(agree("job_outcome", columns[0], c) for c in columns[1:])


def _named_outcome(column: Column) -> bool:
    """Tell a column whose heading says plainly that it is the job outcome."""
    return heading_roles(column.original).get("job_outcome", 0) >= STRENGTH["strong"]
