"""The answer in one screen: one row a question, one column a service."""

from __future__ import annotations

from dataclasses import dataclass

from ips_audit.analysis.findings import counting_p
from ips_audit.model import (
    ALL_SERVICES,
    AuditReport,
    Check,
    CheckQuestion,
)
from ips_audit.outputs import format as show
from ips_audit.words import results as words


@dataclass(frozen=True)
class Overview:
    """Questions, services, and for each pair the check that answers; None where there is none."""

    services: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]  # what is asked, and by which groups
    checks: tuple[tuple[Check | None, ...], ...]


def overview(report: AuditReport) -> Overview:
    """Return the headline checks of a report as a table.

    Parameters
    ----------
    report : AuditReport
        Exact or share-safe.

    Returns
    -------
    Overview
    """
    checks = report.headline
    services = tuple(dict.fromkeys(c.service for c in checks))
    found = {(words.question_of(c), c.service): c for c in checks}
    questions = tuple(dict.fromkeys(q for q, _ in found))
    rows = tuple(tuple(found.get((q, s)) for s in services) for q in questions)
    return Overview(services, questions, rows)


def service_name(service: str) -> str:
    """Return the heading of a service's column."""
    return words.TOGETHER if service == ALL_SERVICES else service


def card_name(check: Check) -> str:
    """Return a check's name in the contents."""
    what = check.dimension if check.question == CheckQuestion.ACCESS else check.people
    return words.CARD.format(question=words.QUESTIONS[check.question], what=what)


def short_test(check: Check) -> str:
    """Return chi-square and the p that counts, for a cell; empty where no test was made."""
    test = check.default_test
    if test is None or test.statistic is None:
        return ""
    return words.CHI.format(statistic=show.number(test.statistic), p=_p(check))


def test_line(check: Check) -> str:
    """Return the test that the finding rests on, in one line; empty where none was made."""
    test = check.default_test
    if test is None or test.statistic is None or test.df is None:
        return ""
    return words.TEST_LINE.format(
        statistic=show.number(test.statistic), df=test.df, p=_p(check), name=words.TESTS[test.name]
    )


def _p(check: Check) -> str:
    """Return the p that counts in words; it says so where that is the exact one."""
    test, p = check.default_test, counting_p(check.default_test)
    exact = test is not None and p is not None and p == test.p_exact and p != test.p
    return words.EXACT.format(p=show.p_text(p)) if exact else show.p_text(p)
