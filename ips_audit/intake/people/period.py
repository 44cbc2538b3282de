"""The audit period, where nobody has said it: one year of start dates, or a question."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ips_audit.intake import questions
from ips_audit.intake.people.all_rows import BLANK, Days, Rows
from ips_audit.intake.people.followed import events, last_but_slips
from ips_audit.intake.people.path_rows import PathRows
from ips_audit.intake.questions import Draft, Year
from ips_audit.model import Settings
from ips_audit.words import intake as words
from ips_audit.words import path_columns as path_words

# The kinds of year, by the month that they start in; where two fit equally, the first is meant.
CALENDAR, FINANCIAL, ACADEMIC = "calendar", "financial", "academic"
STARTS = {CALENDAR: 1, FINANCIAL: 4, ACADEMIC: 9}
LONGER = "longer than the year of the referrals"
MOST_YEARS = 12  # that one question offers


@dataclass(frozen=True)
class Span:
    """The first and the last day of something."""

    first: date
    last: date


def find_period(
    rows: Rows, path: PathRows | None, settings: Settings, draft: Draft
) -> tuple[Span | None, bool]:
    """Return the audit period, and whether it is settled.

    Parameters
    ----------
    rows : Rows
        All rows of the service files.
    path : PathRows or None
        What they say of the way into a job.
    settings : Settings
        A period that the user decided stands.
    draft : Draft
        Takes what is asked or said.

    Returns
    -------
    (Span or None, bool)
        Where the past start dates fit into twelve months: the year that they match, or the days
        from the first to the last. Where they span more: everything in the file, not settled,
        and a question that offers each year. Where people were referred within twelve months
        and some of them did not join: the year of the referrals, up to the last start or job.
        None without a start date.

    Notes
    -----
    A start in the future is a slip of the pen and makes no period; it is said elsewhere.
    """
    if settings.period_from and settings.period_to:
        return Span(settings.period_from, settings.period_to), True
    starts = _past(rows.start)
    if starts is None:
        return None, True
    jobs = _past(rows.job_start)
    everything = Span(starts.first, max(starts.last, jobs.last if jobs else starts.last))
    if settings.period_from or settings.period_to:
        whole = Span(
            settings.period_from or min(starts.first, settings.period_to or starts.first),
            settings.period_to or max(everything.last, settings.period_from or everything.last),
        )
        draft.warnings.append(words.period_guessed("", whole.first, whole.last, 0))
        return whole, True
    name, span = _named(starts, everything.last)
    if path is not None:
        name, span = _of_referrals(rows, path, (name, span), everything)
        everything = _with_referrals(rows, path, everything)
    if span is None:
        everyone = Year("", everything.first, everything.last, _people(rows, everything))
        first_and_last = starts.first, starts.last
        draft.ask(questions.which_period(_years(rows, starts), everyone, first_and_last))
        return everything, False
    outside = int((rows.start > np.datetime64(span.last)).sum())  # in the future
    said = path_words.long_period if name == LONGER else words.period_guessed
    draft.warnings.append(said(name, span.first, span.last, outside))
    return span, True


def _with_referrals(rows: Rows, path: PathRows, everything: Span) -> Span:
    """Begin with the first referral, where some who were referred did not join.

    One more than a year before the first start is a slip of the pen.
    """
    referral = path.days["referral_date"]
    referred = _past(referral)
    if referred is None or not (~np.isnat(referral) & (rows.start_state == BLANK)).any():
        return everything
    if _year_later(referred.first) < everything.first:
        return everything
    return Span(min(referred.first, everything.first), everything.last)


def _of_referrals(
    rows: Rows, path: PathRows, guess: tuple[str, Span | None], everything: Span
) -> tuple[str, Span | None]:
    """Return the year of the referrals, up to the last start or job that they led to.

    It stands for the year of the start dates where that has no name or where they span more: in
    a file of everybody who was referred in a year, some join and get jobs after it. A job long
    after everything else in the file may be a slip of the pen and moves no end.
    """
    referral = path.days["referral_date"]
    referred, (name, year) = _past(referral), guess
    if referred is None or not (~np.isnat(referral) & (rows.start_state == BLANK)).any():
        return guess  # everybody joined
    if not name:
        name, year = _named(referred, everything.last)
    if year is None or not year.first <= min(referred.first, everything.first):
        return guess
    starts = _past(rows.start)
    if starts is None or referred.last > year.last or starts.last >= _year_later(referred.last):
        return guess
    last = max(starts.last, min(everything.last, last_but_slips(events(rows, path))))
    if last <= year.last:
        return name, year
    return LONGER, Span(year.first, last)


def _past(days: Days) -> Span | None:
    """Return the first and last day that is not in the future; any day where all are."""
    known = days[~np.isnat(days)]
    past = known[known <= np.datetime64(date.today())]
    if len(past):
        known = past
    return Span(known.min().astype(date), known.max().astype(date)) if len(known) else None


def _named(starts: Span, last: date) -> tuple[str, Span | None]:
    """Return the year that holds all starts and its name; no year where they span more.

    Of two kinds of year that hold them all, the one whose first or last month the dates reach
    is meant; then the one that ends soonest after the last date of the file.
    """
    found: list[tuple[bool, int, date, str, Span]] = []
    for kind, month in STARTS.items():
        year = _year(starts.first, month)
        if year.last < starts.last or (kind == ACADEMIC and found):
            continue
        edges = (_month(year.first) == _month(starts.first)) + (
            _month(year.last) == _month(starts.last)
        )
        found.append((year.last < last, -edges, year.last, kind, year))
    if found:
        *_, kind, year = min(found, key=lambda f: f[:3])
        return year_name(kind, year.first), year
    months = Span(starts.first.replace(day=1), _month_end(starts.last))
    for span in (months, starts):
        if span.last < _year_later(span.first):
            return "", span
    return "", None


def _years(rows: Rows, starts: Span) -> list[Year]:
    """Return the years in which people started; first those of the kind that fits best."""
    kinds: list[tuple[int, list[Year]]] = []
    for kind, month in STARTS.items():
        found = []
        span = _year(starts.first, month)
        fits = (_month(span.first) == _month(starts.first)) + 0
        while span.first <= starts.last:
            if n := _people(rows, span):
                name = year_name(kind, span.first)
                found.append(Year(name, span.first, span.last, n))
            fits += _month(span.last) == _month(starts.last)
            span = _year(span.last + timedelta(days=1), month)
        if kind != ACADEMIC or fits == 2:
            kinds.append((len(found), found))
    kinds.sort(key=lambda k: k[0])
    best, *others = [found for _, found in kinds]
    for more in others:
        if len(best) + len(more) <= MOST_YEARS:
            best = [*best, *more]
    return best


def _people(rows: Rows, span: Span) -> int:
    """Count the people who started within some days, each once."""
    first, last = np.datetime64(span.first), np.datetime64(span.last)
    inside = (rows.start >= first) & (rows.start <= last) & (rows.weight > 0)
    if rows.person is None:
        return int(rows.weight[inside].sum())
    persons = rows.person[inside]
    return len(np.unique(persons[persons >= 0])) + int((persons < 0).sum())


def year_name(kind: str, first: date) -> str:
    """Return what a year is called: "calendar year 2019", "financial year 2023/24"."""
    number = str(first.year) if kind == CALENDAR else f"{first.year}/{(first.year + 1) % 100:02d}"
    return f"{kind} year {number}"


def _year(day: date, month: int) -> Span:
    """Return the year that starts on the first of a month and holds a day."""
    first = date(day.year if day.month >= month else day.year - 1, month, 1)
    return Span(first, _year_later(first) - timedelta(days=1))


def _year_later(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
